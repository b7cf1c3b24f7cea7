"""Listings: a label in front and its figure far to the right, one to a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from tests.pages.printed import Figure, Meaning, Row

if TYPE_CHECKING:
    from tests.pages.kit import Kit

__all__ = ["Listed", "Shape", "print_listing", "shape_of", "with_unknown"]

_UNKNOWN = ("Deferred Xyz Amount", "Quux Draw Adjustment", "Zyx Support Reimbursed")


@frozen
class Listed:
    """One line. Without a `form` it is a heading, and an empty label a blank line."""

    label: str
    meaning: Meaning
    form: str = ""


@frozen
class Shape:
    """The column at which figures end, and how the lines are set apart."""

    end: int
    apart: str
    dollars: bool


def shape_of(kit: Kit, lines: list[Listed]) -> Shape:
    longest = max(len(line.label) for line in lines)
    return Shape(longest + kit.number(26, 50), kit.pick("some", "never", "always"), kit.chance(3))


def with_unknown(kit: Kit, lines: list[Listed], indent: str = "") -> list[Listed]:
    """A line more, now and then, of which nobody knows what it means; never the first of a listing."""
    figures = [at for at, line in enumerate(lines) if line.form]
    if not figures or not kit.chance(4):
        return lines
    name, at = kit.pick(*_UNKNOWN), kit.pick(*figures) + 1
    meaning = Meaning(None, "deal", unknown=True, name=name)
    return [*lines[:at], Listed(indent + name, meaning, "money"), *lines[at:]]


def print_listing(kit: Kit, lines: list[Listed], shape: Shape) -> None:
    rng = kit.hand.rng
    for number, line in enumerate(lines):
        row = Row()
        row.words(0, line.label)
        if line.form:
            figure = _figure(kit, line.form, dollar=shape.dollars and rng.random() < 0.5)
            early = rng.choice((0, 0, 1, 5)) if line.form == "flag" else 0
            row.figure(shape.end - figure.width - early, figure, line.meaning)
        kit.writer.add(row)
        if number + 1 < len(lines):
            kit.writer.blank({"never": 0, "some": rng.choice((0, 0, 1)), "always": 1}[shape.apart])


def _figure(kit: Kit, form: str, *, dollar: bool) -> Figure:
    if form in {"rate", "money"} and kit.hand.missing_lines and kit.hand.rng.random() < 0.1:
        return kit.hand.missing(form)
    return kit.hand.figure(form, dollar=dollar)
