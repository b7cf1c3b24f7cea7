"""List marks: `(a)`, `12(b)`, `1.`, `II.`, `ARTICLE II`, which number what is printed and say nothing of what it means.

A mark belongs to a title or a label as it is printed, so a grammar matches it; but it is no part of the words that
are looked up, nor of the names made of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from abs_grammar.page.lines import PrintedLine

__all__ = ["any_of", "is_marked", "join_mark", "mark_of", "without_mark"]

_NUMBERING = r"(?:(?P<letter>[a-z])(?P=letter)?|[ivx]{2,6}|\d{1,3}[a-z]?)"  # a, aa, iv, 12, 12a
_PART = r"(?:article|section|part|item|paragraph) (?:[a-z]|[ivx]{1,6}|\d{1,3})\b[.:]?"
_MARK = re.compile(
    rf"(?:\({_NUMBERING}\)){{1,3}}|(?:[a-z]|[ivx]{{2,6}}|\d{{1,3}}[a-z]?)[.)]"
    rf"|\d{{1,3}}(?:\([a-z]{{1,4}}\)){{1,3}}\.?|{_PART}",
    re.IGNORECASE,
)
_MARKED = re.compile(rf"\A *(?P<mark>{_MARK.pattern}) +(?=\S)", re.IGNORECASE)
_LETTERS_OF_MARK = re.compile(r"[A-Za-z]+")
_DIGITS_OF_MARK = re.compile(r"\d+")
_WORDS_BESIDE = 2
_SEVERAL = 2


def mark_of(text: str) -> str:
    """Return the list mark that a text begins with; nothing if it begins with none."""
    found = _MARKED.match(text)
    return found["mark"] if found is not None else ""


def is_marked(text: str) -> bool:
    """Tell whether a text begins with a list mark."""
    return _MARKED.match(text) is not None


def without_mark(text: str) -> str:
    """Return a text without the list mark that it begins with."""
    return _MARKED.sub("", text, count=1)


def any_of(marks: Iterable[str]) -> str:
    """Return a pattern of all marks written like some: `(p)` and `(q)` give letters in brackets."""
    forms = {_DIGITS_OF_MARK.sub("9", _LETTERS_OF_MARK.sub("a", mark)) for mark in marks if mark}
    patterns = [
        form.replace("(", r"\(")
        .replace(")", r"\)")
        .replace(".", r"\.")
        .replace("a", "[a-z]{1,4}")
        .replace("9", r"\d{1,3}")
        for form in sorted(forms)
    ]
    return "".join(patterns) if len(patterns) < _SEVERAL else f"({'|'.join(patterns)})"


def join_mark(line: PrintedLine) -> PrintedLine:
    """Join a mark set off by a gap to the words it stands before, on a row or a line of one text.

    II.  CONTRACT POOL
    """
    phrases = line.phrases
    wide = len(phrases) == _WORDS_BESIDE or (line.kind == "row" and len(phrases) > 1)
    if wide and line.kind in ("row", "text") and not phrases[1][3] and _MARK.fullmatch(phrases[0][2]):
        (start, _, mark, is_figure), (_, end, words, _), *rest = phrases
        if not is_figure:
            line.keep([(start, end, f"{mark} {words}", False), *rest])
    return line
