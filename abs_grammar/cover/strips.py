"""Strips: printed lines as text to be read from top to bottom, the whole page or one of its columns.

Where a paragraph stands in columns, its words read down each column, not across. Which words make a column is
geometry alone: those that stand one over the other.
"""

from __future__ import annotations

from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from abs_grammar.page.lines import Phrase, PrintedLine

__all__ = ["GAP", "Strip", "columns_of", "spaced"]

GAP = "\t"
"""Stands in a line for a gap as wide as those between columns."""

_WIDTH_OF_GAP = 3


class Strip:
    """Lines one below the other: the text of each, its number, and whether a paragraph opens with it.

    `text` is all of them, an empty line above each paragraph; `starts` is where in it each line starts.
    """

    def __init__(self, lines: Sequence[str], numbers: Sequence[int], opens: Sequence[bool]) -> None:
        """Join the lines."""
        self.lines = lines
        self.numbers = numbers
        self.opens = opens
        self.starts: list[int] = []
        at = 0
        for line, opening in zip(lines, opens, strict=True):
            at += opening
            self.starts.append(at)
            at += len(line) + 1
        self.text = "\n".join([f"\n{line}" if opening else line for line, opening in zip(lines, opens, strict=True)])


def spaced(line: PrintedLine) -> str:
    """Return the words of a line, one blank between them, or the mark of a wide gap."""
    phrases = line.phrases
    text = phrases[0][2]
    if len(phrases) == 1:
        return text
    for before, phrase in pairwise(phrases):
        text += f"{GAP if phrase[0] - before[1] >= _WIDTH_OF_GAP else ' '}{phrase[2]}"
    return text


def columns_of(lines: Sequence[PrintedLine]) -> list[Strip]:
    """Part lines that stand together into columns, from left to right.

    A phrase belongs to the column that it overlaps most; one that overlaps none begins another.
    """
    columns: list[list[tuple[int, Phrase]]] = []
    extents: list[tuple[int, int]] = []
    for line in lines:
        for phrase in line.phrases:
            left, right = phrase[0], phrase[1]
            most, best = 0, -1
            for column, (start, end) in enumerate(extents):
                overlap = min(end, right) - max(start, left)
                if overlap > most and columns[column][-1][0] != line.number:
                    most, best = overlap, column
            if best < 0:
                columns.append([(line.number, phrase)])
                extents.append((left, right))
            else:
                columns[best].append((line.number, phrase))
                start, end = extents[best]
                extents[best] = min(start, left), max(end, right)
    in_order = [column for _, column in sorted(zip(extents, columns, strict=True), key=itemgetter(0))]
    return [Strip([p[2] for _, p in column], [n for n, _ in column], [False] * len(column)) for column in in_order]
