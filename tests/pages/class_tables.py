"""Tables with a row a class: figures, a totals row, rows printed twice, columns nobody knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen
from hypothesis import strategies as st

from tests.pages.printed import Meaning
from tests.pages.tables import Entry, Look, Table

if TYPE_CHECKING:
    from tests.pages.kit import Column, Kit
    from tests.pages.printed import Figure
    from tests.pages.tables import Cell

__all__ = ["Roster", "class_table"]

_ADDS_UP = {"money"}


@frozen
class Roster:
    """The rows of a class table: classes by their own name, as spelt here, and what the totals are called."""

    names: list[str]
    total: str | None
    spelt: dict[str, str]
    twice: bool = False


def class_table(kit: Kit, columns: list[Column], roster: Roster, look: Look) -> Table:
    """The table with its rows filled; header words, tags and page breaks are the caller's."""
    rows = _Rows(kit, columns, holes=look.data == look.head and kit.chance(6), missing=_missing(kit, columns))
    twice: set[str] = set()
    if roster.twice and kit.chance(3):
        twice = kit.draw(st.sets(st.sampled_from(roster.names), max_size=2))
    entries: list[Entry] = []
    after: dict[int, list[str]] = {}
    for name in roster.names:
        label = roster.spelt.get(name, name)
        cells = rows.of(name, first=not entries)
        entries.append(Entry(label, cells))
        if name in twice:
            entries.append(Entry(kit.pick("", label), cells))
        if lines := (kit.break_lines() if kit.chance(3) else []):
            after[len(entries) - 1] = lines
    if roster.total is not None and (total := rows.total()):
        if kit.chance(5):
            after.setdefault(len(entries) - 1, [""])
        entries.append(Entry(roster.total, total, kit.pick(None, "left")))
    return Table(columns, entries, after=after)


def _missing(kit: Kit, columns: list[Column]) -> set[int]:
    """Columns in which some cells say N/A."""
    can = [at for at, column in enumerate(columns) if column.form in {"money", "rate"} and not column.unknown]
    return set(kit.draw(st.sets(st.sampled_from(can), max_size=2))) if can and kit.chance(4) else set()


@frozen
class _Rows:
    kit: Kit
    columns: list[Column]
    holes: bool
    missing: set[int]

    def of(self, name: str, *, first: bool) -> tuple[Cell | None, ...]:
        rng, dollars = self.kit.hand.rng, self._dollars(first=first)
        cells: list[Cell | None] = []
        for at, column in enumerate(self.columns):
            if self.holes and cells and any(cells) and rng.random() < 0.08:
                cells.append(None)
            elif at in self.missing and rng.random() < 0.3:
                cells.append((self.kit.hand.missing(column.form), _meaning(column, name)))
            else:
                cells.append((self._figure(column, dollar=dollars), _meaning(column, name)))
        return tuple(cells)

    def total(self) -> tuple[Cell | None, ...]:
        rng, kit = self.kit.hand.rng, self.kit
        blanks = kit.chance(3)
        cells: list[Cell | None] = []
        for column in self.columns:
            empty = column.form not in _ADDS_UP or (blanks and rng.random() < 0.4)
            figure = self._figure(column, dollar=self._dollars(first=True))
            cells.append(None if empty else (figure, _meaning(column, "Total")))
        return tuple(cells) if any(cells) else ()

    def _figure(self, column: Column, *, dollar: bool) -> Figure:
        return self.kit.hand.figure(column.form, dollar=dollar)

    def _dollars(self, *, first: bool) -> bool:
        if self.kit.hand.dollar_rows == "some":
            return self.kit.hand.rng.random() < 0.3
        return self.kit.hand.dollar_rows == "all" or (first and self.kit.hand.dollar_rows == "first")


def _meaning(column: Column, entity: str) -> Meaning:
    return Meaning(column.measure, "class", entity, unknown=column.unknown, name=column.name)
