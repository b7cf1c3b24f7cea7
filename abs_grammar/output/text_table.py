"""Text for a terminal: tables whose columns are aligned, and nothing that could command it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

__all__ = ["Column", "Lines", "StyledLine", "aligned", "counted", "printable"]

StyledLine = tuple[str, str]
"""A line for a person after its style: `title`, `good`, `info`, `warning`, `error`, or none."""

Lines = Iterator[StyledLine]

_GAP = "  "
_CUT = "..."
_NARROWEST = 8


@attrs.frozen
class Column:
    """A column of a printed table; an `elastic` one is cut short where the screen is narrow, a figure never is."""

    title: str
    right: bool = False
    elastic: bool = False


def aligned(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int | None = None) -> Iterator[str]:
    """Yield the lines of a table: the headings, a rule, and the rows, safe to print on a terminal."""
    cells = [[printable(cell) for cell in row] for row in rows]
    natural = [max(map(len, column)) for column in zip([c.title for c in columns], *cells, strict=True)]
    widths = natural if width is None else _fitted(columns, natural, width)
    for row in ([column.title for column in columns], ["-" * w for w in widths], *cells):
        placed = [_placed(cell, column, w) for cell, column, w in zip(row, columns, widths, strict=True)]
        yield _GAP.join(placed).rstrip()


def printable(text: str) -> str:
    r"""Return text with whatever could command a terminal written out: an escape character reads `\x1b`."""
    return text if text.isprintable() else "".join([c if c.isprintable() else ascii(c)[1:-1] for c in text])


def _fitted(columns: Sequence[Column], natural: Sequence[int], width: int) -> list[int]:
    """Take what is too much for the screen from the widest elastic column, as long as one can give."""
    widths = list(natural)
    elastic = [i for i, column in enumerate(columns) if column.elastic]
    for _ in range(sum(widths) + len(_GAP) * (len(widths) - 1) - width):
        widest = max(elastic, key=widths.__getitem__, default=None)
        if widest is None or widths[widest] <= max(_NARROWEST, len(columns[widest].title)):
            break
        widths[widest] -= 1
    return widths


def _placed(cell: str, column: Column, width: int) -> str:
    if len(cell) > width:
        cell = cell[: width - len(_CUT)] + _CUT
    return cell.rjust(width) if column.right else cell.ljust(width)


def counted(number: int, thing: str) -> str:
    """Return a number with what it counts: `1 line`, `2 lines`."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
