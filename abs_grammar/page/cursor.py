"""Where one stands among the lines of a page: the runs they make, what stands right below, and which rows follow.

The lexer, which has a grammar, and the survey, which has none, go down a page alike; they differ in what they call a
row, and in what ends a table for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from abs_grammar.page.lines import PrintedLine, Row, as_row

__all__ = ["TABLE_EDGES", "Cursor"]

TABLE_EDGES = frozenset({"TABLE", "/TABLE"})
"""The marks of a table's beginning and end."""


class Cursor:
    """Goes over the lines of a page from top to bottom, and looks around. A line may be replaced on the way."""

    def __init__(self, lines: Sequence[PrintedLine]) -> None:
        self.lines = lines
        self._rows: dict[int, Row] = {}

    def runs(self) -> Iterator[tuple[int, int]]:
        """Yield where each run begins and where it has ended: lines of text that stand together, or one other line."""
        at, lines = 0, self.lines
        while at < len(lines):
            end = self._end_of_run(at) if lines[at].kind == "text" else at + 1
            yield at, end
            at = end

    def _end_of_run(self, at: int) -> int:
        lines, end = self.lines, at + 1
        while end < len(lines) and lines[end].kind == "text" and not lines[end].after_blank and not lines[end].tags:
            end += 1
        return end

    def line(self, at: int) -> PrintedLine | None:
        """Return a line, or `None` above the first and below the last."""
        return self.lines[at] if 0 <= at < len(self.lines) else None

    def row_of(self, line: PrintedLine) -> Row:
        """Return a line read as a row, the same one whenever it is asked for."""
        row = self._rows.get(line.number)
        if row is None or row.line is not line:
            row = self._rows[line.number] = as_row(line)
        return row

    def row_right_below(self, end: int) -> PrintedLine | None:
        """Return the line a run has ended at, if it is a row with neither a blank line nor markup before it."""
        below = self.line(end)
        return below if below is not None and _adjoins(below) and below.kind == "row" else None

    def is_among_rows(self, first: PrintedLine, end: int) -> bool:
        """Return whether the lines from `first` to `end` have a row right above and one right below: no heading has."""
        if first.after_blank:
            return False
        at = end - 1
        while at >= 0 and self.lines[at].number >= first.number:
            at -= 1
        before, after = self.line(at), self.line(end)
        return before is not None and after is not None and before.kind == after.kind == "row" and not after.after_blank

    def rows_from(
        self,
        at: int,
        *,
        ends: Callable[[PrintedLine], bool],
        is_row_of_words: Callable[[PrintedLine], bool] = lambda _: False,
    ) -> list[Row]:
        """Return the rows that stand together next, from a line on and past one run of text at most.

        No row is looked for past the edge of a table, or past a line of which `ends` is true. A table may begin with a
        row of words, and go on with them where no blank line stands between.
        """
        rows: list[Row] = []
        runs = 0
        in_run = False
        for line in islice(self.lines, at, None):
            if (line.tags and not TABLE_EDGES.isdisjoint(line.tags)) or ends(line):
                break
            if line.kind == "text":
                in_run = in_run and not line.after_blank and not line.tags
                may_be_row = not line.after_blank if rows else not in_run
                if may_be_row and is_row_of_words(line):
                    rows.append(self.row_of(line))
                    continue
                runs += not in_run
                in_run = True
                if rows or runs > 1:
                    break
            else:
                in_run = False
                if line.kind == "row":
                    rows.append(self.row_of(line))
        return rows


def _adjoins(line: PrintedLine) -> bool:
    return not line.after_blank and not line.tags
