"""Tables of HTML as rows of entries: what stands in one cell, or in several that print one figure between them.

Here `rowspan` and `colspan` take effect: a cell that goes on below stands in each row that it spans.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

import attrs

from abs_grammar.page.figures import FIGURE, is_date, is_odd
from abs_grammar.page.html_flow import Table
from abs_grammar.page.html_words import Words, joined

__all__ = ["Entry", "GridRow", "entries_of", "is_figure", "numbers_columns", "whole_entries"]

_FIGURE = re.compile(FIGURE, re.IGNORECASE)
_SIGNS_BEFORE = frozenset({"$", "US$"})
_SIGNS_AFTER = re.compile(r"[)%]{1,2}|\) ?%|%\)|[\]]")
_OPENING = frozenset({"(", "$(", "-$(", "["})
_MARK = re.compile(
    r"\(?(?:[ivx]{1,5}|[IVX]{1,5})[.):]?|\(?(?:[A-Za-z]{1,2}|\d{1,2})(?:[.-](?:[A-Za-z]|\d{1,2}))?[.):]{1,2}"
)
_COLUMN_NUMBER = re.compile(r"[(\[](\d{1,2}|[A-Za-z])[)\]]?(?: ?= ?[-+*/x(){}\[\]0-9A-Za-z.,% ]{1,60})?")
_FEWEST_NUMBERED = 3
_FEWEST_JOINED = 3
_APART = 2
_MOST_COLUMNS = 2_000


@attrs.define(eq=False)
class Entry:
    """What one cell holds, or several cells that belong together, and the columns of the grid it takes."""

    start: int
    end: int
    lines: list[Words]
    is_bottom: bool = False
    is_figure: bool = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        """Tell whether all of its lines are figures."""
        self.is_figure = all([is_figure(line.text) for line in self.lines])

    @property
    def text(self) -> str:
        """The words of the first line."""
        return self.lines[0].text

    @property
    def one_line(self) -> Words:
        """All of its lines, joined into one."""
        if len(self.lines) == 1:
            return self.lines[0]
        line = joined([(i > 0, words) for i, words in enumerate(self.lines)])
        return attrs.evolve(line, indent=self.lines[0].indent)


GridRow = list[Entry]


@lru_cache(maxsize=8192)
def is_figure(text: str) -> bool:
    """Tell whether a text is a figure, or a figure after a sign for dollars."""
    bare = text.removeprefix("US").removeprefix("$").lstrip(" ")
    return _FIGURE.fullmatch(text) is not None or _FIGURE.fullmatch(bare) is not None or is_odd(text)


def entries_of(table: Table, lines_of_cell: Mapping[int, list[Words] | None]) -> list[GridRow]:
    """Lay the cells of a table on its grid, and join those that hold a sign with the figure it belongs to.

    `lines_of_cell` gives the lines of each cell, by its `id`. Empty cells take their place and are then left out.
    """
    rows: list[GridRow] = []
    # What cells of rows above take of this row: from which column to which, and of how many rows more.
    below: list[tuple[int, int, int]] = []
    for cells in table.rows:
        row, at, taken = [], 0, iter(below)
        reaching = next(taken, None)
        below_next: list[tuple[int, int, int]] = []
        for cell in cells:
            while reaching is not None and reaching[0] <= at:
                at = max(at, reaching[1])
                reaching = next(taken, None)
            end = at + cell.columns
            lines = lines_of_cell.get(id(cell)) or []
            if lines:
                row.append(Entry(at, end, lines, cell.is_bottom))
            if cell.rows > 1:
                below_next.append((at, end, cell.rows - 1))
            at = end
        below = sorted([*[(a, b, left - 1) for a, b, left in below if left > 1], *below_next])[:_MOST_COLUMNS]
        rows.append(_with_signs(_without_footnote_marks(row)))
    return rows


def _without_footnote_marks(row: GridRow) -> GridRow:
    """Leave out cells that hold only what is set above the line, beside others."""
    return [entry for i, entry in enumerate(row) if not i or not all(line.is_raised for line in entry.lines)]


def _with_signs(row: GridRow) -> GridRow:
    """Join the cells of a row that make one figure: `$`, `(1,234.56` and `)`, or `5.25` and `%`."""
    found: GridRow = []
    for entry in row:
        last = found[-1] if found else None
        if last is None or len(entry.lines) > 1 or len(last.lines) > 1:
            found.append(entry)
            continue
        text, before = entry.text, last.text
        if _SIGNS_AFTER.fullmatch(text) and before[-1:].isdigit() | (before[-1:] in {")", "."}):
            found[-1] = _together(last, entry, 0)
        elif _SIGNS_AFTER.fullmatch(text) and is_figure(before):
            continue  # `N/A` has no percent sign
        elif before in _OPENING and text[:1].isdigit():
            found[-1] = _together(last, entry, 0)
        elif before in _SIGNS_BEFORE and (is_figure(text) or is_figure(f"{text})")):
            found[-1] = _together(last, entry, _APART)
        else:
            found.append(entry)
    return found


def _together(left: Entry, right: Entry, gap: int) -> Entry:
    # A bracket or a percent sign after a figure hangs out of its column; a sign before it is part of that.
    end = left.end if _SIGNS_AFTER.fullmatch(right.text) else right.end
    return Entry(left.start, end, [joined([(0, left.lines[0]), (gap, right.lines[0])])], left.is_bottom)


# ---- what stands in several cells, and is read as one ---------------------------------------------------------------


def whole_entries(rows: Sequence[GridRow]) -> list[GridRow]:
    """Return the rows of a table with each label, figure and heading whole: one entry, of one line where it can be."""
    return _with_dates_below([_joined_lines(row) for row in _with_marks(rows)])


def numbers_columns(row: GridRow) -> bool:
    """Tell whether a row only numbers the columns, and says how they add up: `(8)`, `(9)=(7+8)`. It is no figure."""
    if len(row) < _FEWEST_NUMBERED or any(len(entry.lines) > 1 for entry in row):
        return False
    marks = [_COLUMN_NUMBER.fullmatch(entry.text) for entry in row]
    names = [mark[1] for mark in marks if mark is not None]
    order = [(len(name), name) for name in names]
    return len(names) == len(row) and all(a < b for a, b in pairwise(order))


def _with_marks(rows: Sequence[GridRow]) -> list[GridRow]:
    """Join the marks that number the rows, where they have a column of their own, with the labels beside them."""
    firsts: defaultdict[int, list[bool]] = defaultdict(list)
    for row in rows:
        if len(row) > 1:
            firsts[row[0].start].append(_is_marked(row))
    marked = {start for start, found in firsts.items() if all(found)}
    return [[_marked(row), *row[2:]] if len(row) > 1 and row[0].start in marked else row for row in rows]


def _is_marked(row: GridRow) -> bool:
    mark, label = row[0], row[1]
    return len(mark.lines) == 1 and not label.is_figure and _MARK.fullmatch(mark.text) is not None


def _marked(row: GridRow) -> Entry:
    mark, label = row[0], row[1]
    first = joined([(0, mark.lines[0]), (1, label.lines[0])])
    return Entry(mark.start, label.end, [attrs.evolve(first, indent=mark.lines[0].indent), *label.lines[1:]])


def _joined_lines(row: GridRow) -> GridRow:
    """Join the lines of each cell of a row, but where they are lists that stand side by side, or no columns at all."""
    if all([len(entry.lines) == 1 for entry in row]):
        return row
    has_figures = any(entry.is_figure for entry in row)
    listed = any(len(entry.lines) > 1 and entry.is_figure for entry in row)
    is_heading = len(row) >= _FEWEST_JOINED or row[0].start > 0  # over the labels there is often nothing
    if listed or not (is_heading or has_figures):
        return row
    return [Entry(entry.start, entry.end, [entry.one_line], entry.is_bottom) for entry in row]


def _with_dates_below(rows: Sequence[GridRow]) -> list[GridRow]:
    """Join dates that stand below headings, in a row without a label, with the heading that stands over each.

    Balance as of                Unpaid Interest
    03/15/2007   04/16/2007      03/15/2007   04/16/2007
    """
    found: list[GridRow] = []
    for row in rows:
        above = found[-1] if found else []
        if above and len(row) > 1 and _are_dates(row) and not any(entry.is_figure for entry in above):
            over = [next((a for a in above if a.start <= e.start and e.end <= a.end), None) for e in row]
            if None not in over and {id(entry) for entry in over} >= {id(e) for e in above if e.start >= row[0].start}:
                labels = [entry for entry in above if entry.end <= row[0].start]
                below = [_below(upper, entry) for upper, entry in zip(over, row, strict=True) if upper is not None]
                found[-1] = [*labels, *below]
                continue
        found.append(row)
    return found


def _are_dates(row: GridRow) -> bool:
    return all(len(e.lines) == 1 and any(map(str.isdigit, e.text)) and is_date(e.text) for e in row)


def _below(upper: Entry, lower: Entry) -> Entry:
    return Entry(lower.start, lower.end, [joined([(0, upper.one_line), (1, lower.one_line)])])
