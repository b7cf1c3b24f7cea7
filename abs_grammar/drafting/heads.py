"""Which lines of a run head columns, and on how many levels, told by where their words stand alone.

Words over two columns or more, over none, or over labels that are headed already, are a title; words over one column
are part of its heading.
"""

from __future__ import annotations

from collections.abc import Sequence

from abs_grammar.drafting.familiar import is_a
from abs_grammar.page.columns import Column, stack
from abs_grammar.page.lines import PrintedLine

__all__ = ["heading_lines", "levels_of"]

_MOST_STACKED = 6


def heading_lines(run: Sequence[PrintedLine]) -> list[PrintedLine]:
    """Return the lines of a run that head columns: those of several phrases, and words over one of their columns."""
    run = run[-_MOST_STACKED:]
    several = [line for line in run if len(line.phrases) > 1]
    if not several:
        return []
    columns = stack(several)
    first = next(i for i, line in enumerate(run) if line is several[0])
    return [
        line
        for i, line in enumerate(run)
        if len(line.phrases) > 1 or _over_one(line, columns) or (i < first and is_a(line.text, "GROUP", "TOTAL"))
    ]


def _over_one(line: PrintedLine, columns: Sequence[Column]) -> bool:
    """Return whether a line of one phrase stands over one column, and is no title of all of them."""
    start, end, text, _ = line.phrases[0]
    over = [i for i, column in enumerate(columns) if column.start < end and start < column.end]
    if len(over) != 1:
        return False
    column = columns[over[0]]
    return not (over[0] == 0 and (is_a(column.text, "CLASS") or " " in text))


def levels_of(lines: Sequence[PrintedLine]) -> list[list[Column]]:
    """Join stacked lines into columns; set the top line apart where it names groups or spans the columns below."""
    if len(lines) > 1:
        top, below = stack(lines[:1]), stack(lines[1:])
        if len(top) > 1 and len(below) > 1 and _heads_level(top, below):
            return [top, *levels_of(lines[1:])]
        if len(top) == 1 and is_a(top[0].text, "GROUP", "TOTAL") and len(below) > 1:
            return [top, *levels_of(lines[1:])]
    return [stack(lines)]


def _heads_level(top: Sequence[Column], below: Sequence[Column]) -> bool:
    """Return whether headings stand a level above others: groups, or the lower repeat themselves below each of them."""
    if all(is_a(column.text, "GROUP", "TOTAL") for column in top):
        return True
    width, rest = divmod(len(below), len(top))
    texts = [column.text.casefold() for column in below]
    return width > 1 and not rest and texts == texts[:width] * len(top)
