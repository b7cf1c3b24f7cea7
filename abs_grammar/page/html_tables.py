"""Tables of HTML laid out as tables of print: the cells of a column one below the other, on all rows of the table.

A table of HTML is a grid. Its columns are not yet those of the page: a sign, a number and what follows it have a
cell each, a heading stands over all three, and others are there only to keep figures apart. What one figure takes of
the grid, with the headings that stand over it alone, is a column of the page; figures and headings end there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

import attrs

from abs_grammar.page.html_grid import Entry, GridRow, whole_entries
from abs_grammar.page.html_words import Words, joined, wrapped

__all__ = ["lay_out"]

_WIDEST_PAGE = 1_900
_LONGEST_LABEL = 110
_APART = 2
_MOST_COLUMNS = 2_000
_MOST_PADDING = 8
_NOT_MUCH = 1_000_000


def lay_out(rows: Sequence[GridRow]) -> Iterator[list[Words]]:
    """Yield the lines of print of each row of a table, or of several that stand on the same grid."""
    whole = whole_entries(rows)
    columns = _Columns(whole)
    for row in whole:
        yield columns.print(row)


class _Columns:
    """The columns of a table of print, and where each stands."""

    def __init__(self, rows: Sequence[GridRow]) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.is_narrow = self._find(rows)
        self.labels = self._holds_labels(rows) if self.is_narrow else False
        self.begins_left = self._hold_phrases(rows) if self.is_narrow else []
        self.edges: list[tuple[int, int]] = []
        if self.is_narrow:
            self._set_widths(rows)
            self.is_narrow = self._is_worth_its_blanks(rows)

    # ---- which columns there are

    def _find(self, rows: Sequence[GridRow]) -> bool:
        """Find what the figures and words that stand in one column take of the grid; tell whether that can be done."""
        found: dict[tuple[int, int], bool] = {}
        for row in rows:
            alone = len(row) == 1 and not row[0].is_figure
            for entry in row if not alone else ():
                place = (entry.start, entry.end)
                found[place] = found.get(place, False) or entry.is_figure
        if len(found) > _MOST_COLUMNS:
            return False
        for start, end in sorted(found, key=lambda place: (not found[place], place[1] - place[0], place)):
            first, last = self._under(start, end)
            if first == last:
                self.starts.insert(first, start)
                self.ends.insert(first, end)
            elif first + 1 == last:
                self.starts[first] = min(self.starts[first], start)
                self.ends[first] = max(self.ends[first], end)
        return True

    def _under(self, start: int, end: int) -> tuple[int, int]:
        """Return the columns that a part of the grid overlaps: the first, and the one after the last."""
        first = bisect_right(self.ends, start)
        return first, max(first, bisect_left(self.starts, end))

    def _holds_labels(self, rows: Sequence[GridRow]) -> bool:
        """Tell whether the first column holds words more often than figures."""
        balance = 0
        for row in rows:
            if len(row) > 1 and self._under(row[0].start, row[0].end)[0] == 0:
                balance += -1 if row[0].is_figure else 1
        return balance > 0

    def _hold_phrases(self, rows: Sequence[GridRow]) -> list[bool]:
        """Tell of each column whether it holds phrases more often than single words, and no figure."""
        balances = [0] * len(self.starts)
        for row in rows:
            for entry in row if len(row) > 1 else ():
                first, last = self._under(entry.start, entry.end)
                if first + 1 == last:
                    balances[first] += -len(rows) if entry.is_figure else 1 if " " in entry.text else -1
        return [self.labels if not i else balance > 0 for i, balance in enumerate(balances)]

    # ---- where they stand

    def _set_widths(self, rows: Sequence[GridRow]) -> None:
        widths = [0] * len(self.starts)
        spanning: list[tuple[int, int, int]] = []
        for row in rows:
            if len(row) == 1 and self._is_text(row[0]):
                continue
            for entry in row:
                first, last = self._under(entry.start, entry.end)
                lines = self._wrapped(entry, first) if len(row) > 1 else entry.lines
                width = max([len(line.text) + (line.indent if not first else 0) for line in lines])
                if first + 1 == last:
                    widths[first] = max(widths[first], width)
                else:
                    spanning.append((first, last, width))
        for first, last, width in spanning:
            room = sum(widths[first:last]) + _APART * (last - first - 1)
            if last > first and width > room:
                widths[last - 1] += width - room
        at = 0
        for width in widths:
            self.edges.append((at, at + width))
            at += width + _APART

    def _is_worth_its_blanks(self, rows: Sequence[GridRow]) -> bool:
        """Tell whether the table is no wider than a page can be, and is made of words more than of blanks."""
        if self.edges and self.edges[-1][1] > _WIDEST_PAGE:
            return False
        printed = sum([len(line.text) for row in rows for entry in row for line in entry.lines])
        padded = sum([self.edges[-1][1] if self.edges and row else 0 for row in rows])
        return padded <= max(_NOT_MUCH, _MOST_PADDING * printed)

    # ---- one row

    def print(self, row: GridRow) -> list[Words]:
        """Return the lines of print of one row."""
        if not row:
            return []
        if len(row) == 1 and (not self.is_narrow or self._is_text(row[0])):
            return [joined([(line.indent, line)]) for line in row[0].lines]
        if not self.is_narrow:
            return [joined([(_APART if i else 0, entry.one_line) for i, entry in enumerate(row)])]
        lines = [self._wrapped(entry, self._under(entry.start, entry.end)[0]) for entry in row]
        height = max(map(len, lines))
        is_wrapped = any(len(broken) > len(entry.lines) for broken, entry in zip(lines, row, strict=True))
        at_bottom = is_wrapped or any(entry.is_bottom for entry in row)
        printed = []
        for number in range(height):
            on_line = []
            for entry, of_entry in zip(row, lines, strict=True):
                at = number - (height - len(of_entry)) if at_bottom else number
                if 0 <= at < len(of_entry):
                    on_line.append((entry, of_entry[at]))
            printed.append(self._line(on_line))
        return printed

    def _line(self, entries: Sequence[tuple[Entry, Words]]) -> Words:
        parts, width = [], 0
        for entry, words in entries:
            at = self._place(entry, words)
            gap = max(at - width, _APART if width else 0)
            parts.append((gap, words))
            width += gap + len(words.text)
        return joined(parts)

    def _place(self, entry: Entry, words: Words) -> int:
        """Return where words stand: labels begin at the left, headings of several columns stand in the middle."""
        first, last = self._under(entry.start, entry.end)
        if first == last:
            return self.edges[first - 1][1] + _APART if first else 0
        left, right = self.edges[first][0], self.edges[last - 1][1]
        if self.begins_left[first]:
            return left + (words.indent if not first else 0)
        free = max(0, right - left - len(words.text))
        return left + (free // 2 if last - first > 1 and not entry.is_figure else free)

    def _is_text(self, entry: Entry) -> bool:
        """Tell whether what stands alone in its row is a line of text, and no heading or figure of one column."""
        if entry.is_figure:
            return False
        first, last = self._under(entry.start, entry.end)
        return last - first != 1 or first == 0

    def _wrapped(self, entry: Entry, column: int) -> list[Words]:
        """Return the lines of an entry; those of a label that is longer than any heading are broken."""
        if column or not self.labels or len(entry.lines) > 1 or len(entry.lines[0].text) <= _LONGEST_LABEL:
            return entry.lines
        indent = entry.lines[0].indent
        return [attrs.evolve(line, indent=indent) for line in wrapped(entry.lines[0], _LONGEST_LABEL)]
