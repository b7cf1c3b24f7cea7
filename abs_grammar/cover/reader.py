"""The cover page: from printed lines to a `Cover`, by the grammar of Form 8-K."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
from lark import Transformer
from lark.exceptions import LarkError

from abs_grammar.cover.lexer import CoverLexer, CoverPage
from abs_grammar.grammar.diagnostics import mistake_in
from abs_grammar.grammar.lark_internals import Parser
from abs_grammar.grammar.loading import read_grammar
from abs_grammar.grammar.once import Once
from abs_grammar.grammar.search_path import grammars_folder
from abs_grammar.model.filing import Cover, Exhibit, Item
from abs_grammar.model.report import Finding
from abs_grammar.page.dates import read_date
from abs_grammar.reading.record import PageToken

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from abs_grammar.page.lines import PrintedLine

__all__ = ["cover_findings", "read_cover"]

_LISTS = ("commission_file_numbers", "irs_employer_identification_numbers")
_NOTHING = Cover()


def read_cover(lines: Sequence[PrintedLine]) -> tuple[Cover | None, set[int]]:
    """Read the lines of a cover page, and of the signature and index of exhibits that go with it.

    Returns the cover, `None` where no field of one is printed, and the numbers of the lines that some rule read.
    """
    page = CoverPage(lines)
    cover: Any = _cover_parser().parse(page)
    return (None if cover == _NOTHING else cover), page.owned


def cover_findings(cover: Cover | None) -> tuple[Finding, ...]:
    """Return what is to be said of a cover: that it is unsigned, if it is."""
    if cover is None or cover.form_type is None or cover.signature is not None or cover.signer_name is not None:
        return ()
    message = "the report ends without the signature that ends a Form 8-K: it may be cut short"
    return (Finding("no-signature", "warning", message),)


class _CoverBuilder(Transformer[Any, Any]):
    """Builds the cover as the parser goes, rule by rule."""

    def cover(self, parts: list[Any]) -> Cover:
        """Gather the fields. What is printed twice counts where it is printed first."""
        fields: dict[str, Any] = {}
        items: list[Item] = []
        exhibits: dict[str, Exhibit] = {}
        for part in _flat(parts):
            if isinstance(part, Item):
                items.append(part)
            elif isinstance(part, Exhibit):
                exhibits.setdefault(part.number, part)
            else:
                for name, text in part.groups.items():
                    if name in _LISTS:
                        fields[name] = tuple(dict.fromkeys([*fields.get(name, ()), *_numbers(text)]))
                    else:
                        fields.setdefault(name, _value(name, text))
        return Cover(**fields, items=tuple(items), exhibits=tuple(exhibits.values()))

    def item(self, parts: list[Any]) -> list[Item | Exhibit]:
        """Put the paragraphs of an item under its title, and hand on the exhibits named there."""
        heading, *rest = parts
        title = heading.groups.get("title")
        paragraphs = [part.text for part in rest if isinstance(part, PageToken)]
        item = Item(heading.groups["number"], _on_one_line(title) if title else None, "\n".join(paragraphs) or None)
        return [item, *_exhibits(rest)]

    def unknown_item(self, parts: list[Any]) -> list[Exhibit]:
        """Leave out what stands under a heading not spelt like an item's, whose line is unaccounted."""
        return _exhibits(parts)

    def exhibit(self, parts: list[PageToken]) -> Exhibit:
        """Join the lines of an exhibit's description."""
        first, *more = parts
        return Exhibit(
            first.groups["number"], " ".join([_on_one_line(first.groups["description"]), *[line.text for line in more]])
        )

    def exhibit_list(self, parts: list[Any]) -> list[Any]:
        """Hand on the exhibits."""
        return parts

    def signature(self, parts: list[Any]) -> list[Any]:
        """Hand on the lines of the signature."""
        return parts


def _exhibits(parts: Sequence[Any]) -> list[Exhibit]:
    return [part for part in parts if isinstance(part, Exhibit)]


def _flat(parts: Sequence[Any]) -> list[Any]:
    return [each for part in parts for each in (part if isinstance(part, list) else [part])]


def _value(name: str, text: str) -> str | date | None:
    if name.endswith("_date"):
        return read_date(text)
    if name == "form_type":
        return text.upper().replace(" ", "")
    if name == "address":
        return ", ".join([line.rstrip(",") for line in text.split("\n")])
    return _on_one_line(text)


def _numbers(text: str) -> list[str]:
    return text.replace(",", " ").split()


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


@attrs.frozen
class _CoverParser:
    """The parser of Form 8-K and its lexer."""

    parser: Parser
    lexer: CoverLexer

    def parse(self, page: CoverPage) -> Any:  # noqa: ANN401 - what the builder makes
        return self.parser.parse(lambda states: self.lexer.tokens(page, states))


@Once
def _cover_parser() -> _CoverParser:
    path = grammars_folder() / "sec_8k.lark"
    grammar = read_grammar(path)
    try:
        parser = Parser(grammar, "cover", _CoverBuilder())
    except LarkError as error:
        raise mistake_in(path, error) from error
    return _CoverParser(parser, CoverLexer(parser))
