"""HTML cut into text, opening tags and closing tags, each with the place it has in the source.

Browsers read any HTML, however damaged, and so does this: a tag without an end or a comment without one costs itself.
The time is linear in the length of the text, whatever stands in it, which the standard library's parser does not
promise: it searches the rest of the page again for each comment and each quotation mark that is never closed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Literal

import attrs

__all__ = ["Token", "attributes_of", "is_html", "tokens"]

# What it is, the name of the tag in small letters (none of text), and where it stands: `source[start:end]`.
Token = tuple[Literal["text", "open", "close"], str, int, int]

_HTML = re.compile(r"<(?:html|!doctype\s{1,20}html)[\s>]", re.IGNORECASE)
_TABLE = re.compile(r"<table[\s>]", re.IGNORECASE)
_CELL = re.compile(r"<t[dh][\s>]", re.IGNORECASE)
_ROW = re.compile(r"<tr[\s>]", re.IGNORECASE)

_NAME = re.compile(r"[A-Za-z][^\s/>\x00]*+")
_END_OR_VALUE = re.compile(r">|=\s*+[\"']")
_ATTRIBUTE = re.compile(r"([A-Za-z][\w:-]*+)(?:\s*+=\s*+(\"[^\"]*+\"|'[^']*+'|[^\s>]++))?+")
_NONE: Mapping[str, str] = MappingProxyType({})
_LONGEST_TAG_READ = 4_000
"""Attributes that begin further inside a tag than this are not looked at: no table needs them."""

_NOT_ON_THE_PAGE = frozenset({"script", "style", "title"})


def is_html(lines: Sequence[str]) -> bool:
    """Tell whether the lines of a document are HTML.

    The `<TABLE>`, `<CAPTION>`, `<S>` and `<C>` of EDGAR's text pages are none: a table of HTML has rows and cells.
    """
    text = "\n".join(lines)
    if _HTML.search(text):
        return True
    return all(form.search(text) is not None for form in (_TABLE, _ROW, _CELL))


def tokens(source: str) -> Iterator[Token]:
    """Yield the text and the tags of HTML, in order. Comments, declarations and scripts are passed over."""
    return _Scanner(source).tokens()


def attributes_of(source: str, start: int, end: int) -> Mapping[str, str]:
    """Return the attributes of the tag that stands at `source[start:end]`, by their names in small letters."""
    name = _NAME.match(source, start + 1)
    if name is None or name.end() == end - 1:
        return _NONE
    last = min(end, start + _LONGEST_TAG_READ)
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(source, name.end(), last):
        value = match[2] or ""
        found.setdefault(match[1].lower(), value[1:-1] if value[:1] in {'"', "'"} else value)
    return found


@attrs.define
class _Scanner:
    """Walks through the source once. `missing` are marks that were searched for and do not stand in what is left."""

    source: str
    missing: set[str] = attrs.field(factory=set)

    def tokens(self) -> Iterator[Token]:
        source, at, text = self.source, 0, 0
        while (at := source.find("<", at)) >= 0:
            kind, name, end = self._tag(at)
            if end < 0:
                at += 1  # a sign for "less than", and so text
                continue
            if text < at:
                yield "text", "", text, at
            if kind is not None:
                yield kind, name, at, end
            if kind == "open" and name in _NOT_ON_THE_PAGE:
                end = self._after_hidden(name, end)
            at = text = end
        if text < len(source):
            yield "text", "", text, len(source)

    def _tag(self, at: int) -> tuple[Literal["open", "close"] | None, str, int]:
        """Return what begins here: its kind, its name and where it ends. It ends at -1 where it is no tag."""
        source = self.source
        if source.startswith("<!--", at):
            end = self._find("-->", at + 2)  # `<!-->` is a comment too
            return None, "", end + 3 if end >= 0 else len(source)
        if source.startswith(("<!", "<?"), at):
            end = self._find(">", at)
            return None, "", end + 1 if end >= 0 else len(source)
        closes = source.startswith("/", at + 1)
        name = _NAME.match(source, at + 1 + closes)
        if name is None:
            return None, "", -1
        return "close" if closes else "open", name[0].lower(), self._end_of_tag(name.end())

    def _end_of_tag(self, at: int) -> int:
        """Return where a tag ends: after the first `>` that stands in no quoted value."""
        source = self.source
        while (match := _END_OR_VALUE.search(source, at)) is not None:
            if match[0] == ">":
                return match.end()
            closing = self._find(match[0][-1], match.end())
            at = match.end() if closing < 0 else closing + 1
        return len(source)

    def _find(self, mark: str, at: int) -> int:
        """Find a mark, and remember where none is left, so that the rest is not searched again."""
        if mark in self.missing:
            return -1
        found = self.source.find(mark, at)
        if found < 0:
            self.missing.add(mark)
        return found

    def _after_hidden(self, name: str, at: int) -> int:
        """Return where the closing tag begins of an element whose text is not on the page."""
        if name in self.missing:
            return at
        closing = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(self.source, at)
        if closing is not None:
            return closing.start()
        self.missing.add(name)
        return at if name == "title" else len(self.source)
