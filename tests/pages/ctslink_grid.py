"""CTSLink's delinquency grid: buckets down, statuses across, two lines a bucket, then the same as shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from tests.pages.ctslink_words import STATUSES
from tests.pages.printed import Figure, Meaning, Row
from tests.pages.tables import put

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.pages.kit import Kit
    from tests.pages.tables import Align

__all__ = ["print_grid"]

_BUCKETS = ("0-29 Days", "30 Days", "60 Days", "90 Days", "120 Days", "150 Days", "180+ Days")
_LINES = ("No of Loans", "Principal Balance")
_WIDTH = 19


@frozen
class _Grid:
    """Where the columns of both halves stand."""

    statuses: Sequence[tuple[str, str]]
    buckets: list[str]
    starts: list[int]
    align: Align
    empty: set[str]


def print_grid(kit: Kit) -> None:
    writer = kit.writer
    writer.title("LOAN STATUS STRATIFICATION/CREDIT ENHANCEMENT STATEMENT", kit.number(20, 45))
    writer.line("DELINQUENCY STATUS", kit.number(30, 60))
    writer.blank(kit.number(0, 1))
    grid = _grid(kit)
    heads, tags = Row(), "<s>"
    for start, (word, _) in zip(grid.starts, grid.statuses, strict=True):
        heads.words(max(put(len(word), start, _WIDTH, grid.align) - kit.pick(0, 1), 0), word)
        tags = tags.ljust(start + kit.number(0, 3)) + "<c>"
    writer.add(heads)
    writer.blank(kit.number(0, 1))
    writer.line(tags)
    writer.blank(kit.number(0, 1))
    halves = kit.pick(("", "_share"), ("", "_share"), ("",), ("_share",))
    for number, share in enumerate(halves):
        _half(kit, grid, share)
        if number + 1 < len(halves):
            writer.blank(kit.number(1, 2))


def _grid(kit: Kit) -> _Grid:
    statuses = kit.some(STATUSES, least=2)
    buckets = [bucket for bucket in _BUCKETS if kit.chance(5) is False] or ["30 Days"]
    first = kit.number(12, 16)
    step = _WIDTH + kit.number(2, 8)
    empty = {word for word, _ in statuses if word in {"DELINQUENT", "Total"}} if kit.chance(2) else set()
    if len(empty) == len(statuses):
        empty = set()
    return _Grid(
        statuses, buckets, [first + n * step for n in range(len(statuses))], kit.pick("left", "left", "right"), empty
    )


def _half(kit: Kit, grid: _Grid, share: str) -> None:
    for words in _LINES:
        row = Row()
        for start in grid.starts:
            row.words(put(len(words), start, _WIDTH, grid.align), words)
        kit.writer.add(row)
    apart = kit.number(0, 1)
    for bucket in [*grid.buckets, *(["Totals"] if kit.chance(4) is False else [])]:
        for kind, label in (("loan_count", bucket), ("balance", "")):
            row = Row(label)
            for start, (word, stem) in zip(grid.starts, grid.statuses, strict=True):
                if bucket == grid.buckets[0] and word in grid.empty:
                    continue
                figure = _figure(kit, kind, share)
                entity = "Total" if bucket == "Totals" else bucket
                meaning = Meaning(f"{stem}_{kind}{share}", "delinquency", entity)
                row.figure(put(figure.width, start, _WIDTH, grid.align), figure, meaning)
            kit.writer.add(row)
        kit.writer.many(kit.break_lines() if kit.chance(4) else [""] * apart)


def _figure(kit: Kit, kind: str, share: str) -> Figure:
    form = "rate" if share else {"loan_count": "count", "balance": "money"}[kind]
    figure = kit.hand.figure(form)
    return Figure(figure.text, figure.value, figure.unit)
