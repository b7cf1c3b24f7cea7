"""An HTML document as a page of print: its lines one below the other, each word with its place in the source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from abs_grammar.page.html_flow import Blank, Cell, Flow, Table, read_flow
from abs_grammar.page.html_grid import GridRow, entries_of, numbers_columns
from abs_grammar.page.html_lists import one_below_the_other
from abs_grammar.page.html_tables import lay_out
from abs_grammar.page.html_words import Words, joined, wrapped

__all__ = ["page_of"]

_WIDTH_OF_TEXT = 130
_FEWEST_COLUMNS = 3
_NOTHING = Words("")
_MARGIN = Blank(is_margin=True)


def page_of(source: str) -> list[Words]:
    """Return the lines of the page that an HTML document is; those without text are blank.

    Tables stand as tables of print do: each row is a line, each column has its place on all lines. Tables within
    tables stand one below the other, and text is broken into lines where it is longer than a page is wide.
    """
    lines: list[Words] = []
    blanks = 0
    for line in _lines(read_flow(source)):
        if isinstance(line, Blank):
            blanks = max(blanks, line.lines) if line.is_margin else blanks + line.lines
        elif line.text and not line.text.isspace():
            lines += [_NOTHING] * blanks if lines else []
            lines.append(line)
            blanks = 0
    return lines


def _lines(flow: Flow) -> Iterator[Words | Blank]:
    at = 0
    while at < len(flow):
        item = flow[at]
        at += 1
        if isinstance(item, Words):
            yield from _text(item)
        elif isinstance(item, Table):
            tables = [item]
            while at < len(flow) and not isinstance(flow[at], Words) and _go_on(item, flow[at]):
                other = flow[at]
                tables += [other] if isinstance(other, Table) else []
                at += 1
            yield _MARGIN
            yield from _tables(tables)
            yield _MARGIN
        else:
            yield item


def _text(words: Words) -> Iterator[Words]:
    if words.indent + len(words.text) <= _WIDTH_OF_TEXT:
        yield joined([(words.indent, words)])
        return
    yield from wrapped(words, _WIDTH_OF_TEXT)


def _go_on(table: Table, after: Table | Blank | Words) -> bool:
    """Tell whether what stands right after a table is one on the same grid, or a blank line between them."""
    if isinstance(after, Table):
        width = _width(table)
        return width >= _FEWEST_COLUMNS and _width(after) == width
    return isinstance(after, Blank)


def _width(table: Table) -> int:
    return max([sum([cell.columns for cell in row]) for row in table.rows], default=0)


def _tables(tables: Sequence[Table]) -> Iterator[Words | Blank]:
    """Lay out tables that stand on one grid. A cell that holds tables of its own stands below those before it."""
    rows: list[GridRow] = []
    inside: dict[int, list[Cell]] = {}
    for table in tables:
        lines_of_cell = {id(cell): _lines_of(cell) for cells in table.rows for cell in cells}
        for cells, row in zip(table.rows, entries_of(table, lines_of_cell), strict=True):
            if any(lines_of_cell[id(cell)] is None for cell in cells):
                inside[len(rows)] = cells
                rows.append([])
            elif not numbers_columns(row):
                rows.append(row)
    for part in [rows] if inside else one_below_the_other(rows):
        for number, lines in enumerate(lay_out(part)):
            if number in inside:
                for cell in inside[number]:
                    yield _MARGIN
                    yield from _lines(cell.flow)
                yield _MARGIN
            else:
                yield from lines or (_MARGIN,)
        yield _MARGIN


def _lines_of(cell: Cell) -> list[Words] | None:
    """Return the lines of words of a cell; `None` where it holds a table that is more than a line or a list."""
    lines: list[Words] = []
    for item in cell.flow:
        if isinstance(item, Words):
            lines.append(item)
        elif isinstance(item, Table):
            listed = _list_of(item)
            if listed is None:
                return None
            lines += listed
    return lines


def _list_of(table: Table) -> list[Words] | None:
    """Read a table of one column, or of one row, as lines of words; `None` where it has more of both."""
    held = [[lines for cell in row if (lines := _lines_of(cell)) != []] for row in table.rows]
    rows = [row for row in held if row]
    if any(lines is None for row in rows for lines in row):
        return None
    if all(len(row) == 1 for row in rows):
        return [line for row in rows for lines in row for line in lines or ()]
    if len(rows) == 1 and all(lines is not None and len(lines) == 1 for lines in rows[0]):
        return [joined([(i > 0, line) for i, lines in enumerate(rows[0]) for line in lines or ()])]
    return None
