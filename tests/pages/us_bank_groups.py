"""US Bank's collateral groups: principal and interest by group, fees, delinquency grids side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve
from hypothesis import strategies as st

from tests.pages.kit import Column
from tests.pages.listings import Listed, print_listing, shape_of
from tests.pages.printed import Meaning
from tests.pages.tables import Entry, Look, Table, looks, print_table
from tests.pages.us_bank_words import AGGREGATES, GRIDS, INTEREST, PRINCIPAL, STATUSES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.pages.kit import Kit
    from tests.pages.tables import Cell

__all__ = ["print_delinquency", "print_fees", "print_pool"]

_NOTE = (
    "*Note:  The above statistics do not include loans in",
    "foreclosure or bankruptcy proceedings or REO properties.",
)
_BUCKETS = (
    ("30-59 days", "60-89 days", "90 + days"),
    ("30-59 days", "60-89 days"),
    ("30-59 days", "60-89 days", "90-119 days", "120 + days"),
)
_QUUX = "Quux Draw Adjustment"


def _groups(count: int) -> list[str]:
    return [*(f"Group {n}" for n in range(1, count + 1)), "Total"]


def print_pool(kit: Kit, groups: int) -> None:
    """Principal and interest under one row of group headings, amounts of the whole pool between them."""
    names = _groups(groups)
    if kit.chance(5):
        names = list(kit.draw(st.permutations(names)))
    columns = [Column((name.upper(),), None, "money") for name in names]
    parts = kit.some(("principal", "interest"))
    entries: list[Entry] = []
    after: dict[int, list[str]] = {}
    for part in parts:
        title = "Prin Dist:" if part == "principal" else "Int Dist:"
        kit.writer.titles.append(title)
        entries.append(Entry(title, (None,) * len(names), "left"))
        entries += _flows(kit, names, PRINCIPAL if part == "principal" else INTEREST)
        if part == "principal" and kit.chance(2):
            after[len(entries) - 1] = [""]
            entries += _aggregates(kit, names, after, len(entries))
        after[len(entries) - 1] = [""] if part != parts[-1] else []
    look = evolve(_look(kit), label="left")
    print_table(kit, Table(columns, entries, after=after), look)


def _flows(kit: Kit, names: Sequence[str], lines: Sequence[tuple[str, str, str]]) -> list[Entry]:
    entries = []
    for label, measure, form in kit.some(lines, least=2):
        cells = tuple((kit.hand.figure(form), Meaning(measure, "group", name)) for name in names)
        entries.append(Entry(label, cells, "left"))
    if kit.chance(5) and entries[0].label:
        meaning = Meaning(None, "group", unknown=True, name=_QUUX)
        entries.insert(1, Entry(_QUUX, tuple((kit.hand.figure("money"), meaning) for _ in names), "left"))
    # The row without a label is the sum of those above it.
    return sorted(entries, key=lambda entry: not entry.label)


def _aggregates(kit: Kit, names: Sequence[str], after: dict[int, list[str]], at: int) -> list[Entry]:
    total = names.index("Total")
    entries = []
    for label, measure, form in kit.some(AGGREGATES):
        cell = (kit.hand.figure(form), Meaning(measure, "deal"))
        entries.append(Entry(label, tuple(cell if n == total else None for n in range(len(names))), "left"))
        after[at + len(entries) - 1] = [""] * kit.number(0, 1)
    return entries


def print_fees(kit: Kit, groups: int) -> None:
    kit.writer.title("Serv Fee")
    first = kit.pick("Gep 1", "Grp 1")
    labels = [first, *(f"Grp {n}" for n in range(2, groups + 1))]
    lines = [
        Listed(label, Meaning("servicing_fee", "group", f"Group {n}"), "money") for n, label in enumerate(labels, 1)
    ]
    print_listing(kit, lines, evolve(shape_of(kit, lines), apart="never"))


def print_delinquency(kit: Kit, groups: int) -> None:
    kinds = kit.pick(("late", "status"), ("late", "status"), ("late",), ("status",))
    kit.writer.title("Delinq Info")
    for number, kind in enumerate(kinds):
        buckets = kit.pick(*_BUCKETS)
        together = kit.pick(1, 2) if kind == "status" else 2
        names = _groups(groups)
        chunks = [names[at : at + together] for at in range(0, len(names), together)]
        if names[-1] not in chunks[-1][:1] and kit.chance(2):
            chunks[-1:] = [chunks[-1][:-1], ["Total"]] if len(chunks[-1]) > 1 else chunks[-1:]
        for chunk in chunks:
            if kind == "late":
                _grid(kit, chunk, [_late(kit, bucket, chunk) for bucket in buckets], GRIDS[:2])
                if kit.chance(2):
                    kit.writer.many(_NOTE)
            else:
                _grid(kit, chunk, _statuses(kit, chunk), GRIDS)
            if chunk is not chunks[-1] or number + 1 < len(kinds):
                kit.writer.blank(kit.number(1, 2))


def _grid(kit: Kit, chunk: list[str], entries: list[Entry], columns: Sequence[Column]) -> None:
    heads = {at * len(columns): name.upper() for at, name in enumerate(chunk)}
    look = evolve(_look(kit), label=kit.pick("left", "left", "right"))
    print_table(kit, Table([*columns] * len(chunk), entries, upper_heads=heads), look)


def _late(kit: Kit, bucket: str, chunk: list[str]) -> Entry:
    cells: list[Cell | None] = []
    for name in chunk:
        for column in GRIDS[:2]:
            measure = str(column.measure).format("delinquent")
            cells.append((kit.hand.figure(column.form), Meaning(measure, "delinquency", f"{name} / {bucket}")))
    return Entry(bucket, tuple(cells))


def _statuses(kit: Kit, chunk: list[str]) -> list[Entry]:
    entries = []
    for label, stem in STATUSES:
        cells: list[Cell | None] = []
        for name in chunk:
            for column in GRIDS:
                measure = str(column.measure).format(stem)
                measure = "ending_pool_balance" if measure == "ending_balance" else measure
                held = column is not GRIDS[2] or stem == "reo"
                cells.append((kit.hand.figure(column.form), Meaning(measure, "group", name)) if held else None)
        printed = kit.pick("Out Loans", "Outstanding Loan") if stem == "ending" else label
        entries.append(Entry(printed, tuple(cells)))
    return entries


def _look(kit: Kit) -> Look:
    return looks(kit, ("right", "right"), ("centre", "centre"), ("left", "left"))
