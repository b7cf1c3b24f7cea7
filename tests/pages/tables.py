"""The geometry of a table: boxes side by side, a stacked header and its figures in each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from attrs import define, field, frozen

from tests.pages.printed import Figure, Meaning, Row

if TYPE_CHECKING:
    from random import Random

    from tests.pages.kit import Column, Kit

__all__ = ["Align", "Cell", "Entry", "Look", "Table", "looks", "print_table", "put"]

Align = Literal["left", "centre", "right"]
Cell = tuple[Figure, Meaning]


@frozen
class Entry:
    """One row: what stands in front and, column by column, a figure or nothing."""

    label: str
    cells: tuple[Cell | None, ...]
    align: Align | None = None


@frozen
class Look:
    """Where things stand in their box, and how far apart the boxes are."""

    data: Align
    head: Align
    label: Align
    label_head: Align
    gap: int
    loose: int
    slack: int
    fixed_dollar: bool


@define
class Table:
    """A table before it is printed. `after` holds lines that come in behind a row, by its number."""

    columns: list[Column]
    entries: list[Entry]
    label_head: tuple[str, ...] = ()
    tags: str = ""
    upper_heads: dict[int, str] = field(factory=dict)
    blank_after_head: int = 0
    after: dict[int, list[str]] = field(factory=dict)


def put(width: int, start: int, room: int, align: Align) -> int:
    """Where something of that width starts in a box."""
    spare = room - width
    return start + {"left": 0, "centre": spare // 2, "right": spare}[align]


def looks(kit: Kit, *usual: tuple[Align, Align]) -> Look:
    """`usual` are the ways to align data and header, the trustee's own first."""
    data, head = kit.pick(*usual)
    return Look(
        data=data,
        head=head,
        label=kit.pick("left", "centre", "right"),
        label_head=kit.pick("left", "centre"),
        # A header that does not share its edge with its figures stands further from the next one.
        gap=kit.number(2, 9) if data == head else kit.number(5, 9),
        loose=kit.number(0, 8),
        slack=kit.number(0, 3),
        fixed_dollar=data == "right" and kit.chance(2),
    )


def print_table(kit: Kit, table: Table, look: Look) -> None:
    starts, widths, label_width = _boxes(table, look, kit.hand.rng)
    writer = kit.writer
    if table.upper_heads:
        row = Row()
        for at, words in sorted(table.upper_heads.items()):
            row.words(starts[at], words)
        writer.add(row)
    for row in _header(table, look, (starts, widths, label_width)):
        writer.add(row)
    if table.tags:
        writer.line(_tags(table, starts, kit.hand.rng))
    writer.blank(table.blank_after_head)
    for number, entry in enumerate(table.entries):
        row = Row()
        row.words(put(len(entry.label), 0, label_width, entry.align or look.label), entry.label)
        for start, width, cell in zip(starts, widths, entry.cells, strict=True):
            if cell is not None:
                figure, meaning = cell
                if look.fixed_dollar and figure.before:
                    figure = Figure(figure.text, figure.value, figure.unit, "$".ljust(width - len(figure.text)))
                row.figure(put(figure.width, start, width, look.data), figure, meaning)
        writer.add(row)
        _insert(kit, table.after.get(number, []))


def _insert(kit: Kit, lines: list[str]) -> None:
    indent, kit.writer.indent = kit.writer.indent, 0
    kit.writer.many(lines)
    kit.writer.indent = indent


def _boxes(table: Table, look: Look, rng: Random) -> tuple[list[int], list[int], int]:
    names = [len(entry.label) for entry in table.entries]
    label_width = max([*names, *map(len, table.label_head)]) + look.slack
    starts, widths, at = [], [], label_width
    for number, column in enumerate(table.columns):
        at += look.gap + rng.randint(0, look.loose)
        cells = [entry.cells[number] for entry in table.entries]
        figures = [cell[0].width for cell in cells if cell is not None]
        width = max([*figures, *map(len, column.head)]) + look.slack
        over = len(table.upper_heads.get(number, ""))
        starts.append(at)
        widths.append(width)
        at += max(width, over)
    return starts, widths, label_width


def _header(table: Table, look: Look, boxes: tuple[list[int], list[int], int]) -> list[Row]:
    starts, widths, label_width = boxes
    heads = [table.label_head, *(column.head for column in table.columns)]
    height = max(map(len, heads))
    stacks = [("",) * (height - len(head)) + head for head in heads]
    rows = []
    for level in range(height):
        row = Row()
        words = stacks[0][level]
        row.words(put(len(words), 0, label_width, look.label_head), words)
        for start, width, stack in zip(starts, widths, stacks[1:], strict=True):
            words = stack[level]
            row.words(put(len(words), start, width, look.head), words)
        rows.append(row)
    while rows and not rows[0].text:
        rows.pop(0)
    while rows and not rows[-1].text:
        rows.pop()
    return rows


def _tags(table: Table, starts: list[int], rng: Random) -> str:
    """Marks that count the columns and do not say where they are."""
    first, other = table.tags.split()
    text = first
    for start in starts:
        text = text.ljust(max(len(text) + 2, start - rng.randint(0, 4))) + other
    return text
