"""What a page is made of: lines, and the place of every figure printed on them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import define, evolve, field, frozen

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Figure", "Meaning", "Page", "Printed", "Row", "Writer", "lines_of"]

_LINE_END = re.compile(r"\r\n|\n|\r")


@frozen
class Figure:
    """A printed value. `before` is what stands in its cell and is no part of it: a `$` on its own."""

    text: str
    value: str | None
    unit: str
    before: str = ""

    @property
    def width(self) -> int:
        return len(self.before) + len(self.text)


@frozen
class Meaning:
    """What a figure is a fact of. `unknown` is under a header or label that no vocabulary has: `name`."""

    measure: str | None
    scope: str
    entity: str | None = None
    unknown: bool = False
    name: str = ""


@frozen
class Printed:
    """One expected fact: `line` is 1-based, `start` and `end` are columns of that line, end exclusive."""

    line: int
    start: int
    end: int
    text: str
    value: str | None
    unit: str
    measure: str | None
    scope: str
    entity: str | None
    unknown: bool = False
    name: str = ""


@frozen
class Page:
    """A whole filing as text, and every fact that is printed in it, in the order of the page."""

    text: str
    expected: list[Printed]
    titles: list[str]
    upper: bool


@define
class Row:
    """One line under construction, written from left to right."""

    text: str = ""
    placed: list[tuple[int, Figure, Meaning]] = field(factory=list)

    def words(self, at: int, text: str) -> None:
        if not text:
            return
        if self.text and at <= len(self.text):
            raise AssertionError(f"{text!r} at {at} touches {self.text!r}")
        self.text = self.text.ljust(at) + text

    def figure(self, at: int, figure: Figure, meaning: Meaning) -> None:
        self.words(at, figure.before + figure.text)
        self.placed.append((at + len(figure.before), figure, meaning))


@define
class Writer:
    """Lays out lines one below the other and notes where each figure came to stand."""

    lines: list[str] = field(factory=list)
    expected: list[Printed] = field(factory=list)
    titles: list[str] = field(factory=list)
    indent: int = 0
    upper: bool = False
    feed: str = ""

    def add(self, row: Row) -> None:
        text = (" " * self.indent + row.text).rstrip()
        self.lines.append(self.feed + (text.upper() if self.upper else text))
        for at, figure, meaning in row.placed:
            start = self.indent + at + len(self.feed)
            self.expected.append(self._printed(start, self._cased(figure), meaning))
        self.feed = ""

    def line(self, text: str = "", at: int = 0) -> None:
        self.add(Row(" " * at + text))

    def many(self, lines: Iterable[str]) -> None:
        for text in lines:
            self.line(text)

    def blank(self, count: int = 1) -> None:
        self.many([""] * count)

    def title(self, text: str, at: int = 0) -> None:
        self.titles.append(text)
        self.line(text, at)

    def page(self, end: str) -> Page:
        return Page(end.join([*self.lines, ""]), self.expected, self.titles, self.upper)

    def _cased(self, figure: Figure) -> Figure:
        if not self.upper:
            return figure
        spelt = figure.unit in {"text", "flag"} and figure.value is not None
        return evolve(figure, text=figure.text.upper(), value=figure.text.upper() if spelt else figure.value)

    def _printed(self, start: int, figure: Figure, meaning: Meaning) -> Printed:
        return Printed(
            line=len(self.lines),
            start=start,
            end=start + len(figure.text),
            text=figure.text,
            value=figure.value,
            unit=figure.unit,
            measure=meaning.measure,
            scope=meaning.scope,
            entity=meaning.entity,
            unknown=meaning.unknown,
            name=meaning.name,
        )


def lines_of(text: str) -> list[str]:
    """Cut as a file is cut: at LF, CRLF or CR; a form feed ends no line."""
    return _LINE_END.split(text)
