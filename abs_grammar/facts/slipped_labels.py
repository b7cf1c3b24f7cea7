"""Tables in which the heading of the labels stands beside a row: their labels look one row too low.

     Class           Int           Total
     Class         1.31425       17.09799
      A-1          1.31779       24.96321

Whether they are, `tieouts.relabelling` may prove; here it is only seen.
"""

from __future__ import annotations

from collections.abc import Container, Iterable

import attrs

from abs_grammar.facts.sections import Section
from abs_grammar.grammar.conventions import CLASS_LABEL
from abs_grammar.model.report import Finding

__all__ = ["SlippedTable", "slipped_findings", "slipped_tables"]

_MESSAGE = (
    "a row is labelled with the heading of its column: the labels of this table may be printed one row too low; its "
    "figures are given under the labels as printed"
)


@attrs.frozen
class SlippedTable:
    """A table in which a row is labelled with the heading: that label, and the lines of its rows."""

    label: str
    lines: tuple[int, ...]


def slipped_tables(sections: Iterable[Section]) -> tuple[SlippedTable, ...]:
    """Return the tables in which a row is labelled with the heading of its own column of labels."""
    return tuple(
        SlippedTable(
            row.label.text,
            tuple([other.number for other in section.rows if other.placed.heading is row.placed.heading]),
        )
        for section in sections
        for row in section.rows
        if row.label is not None and row.label.type == CLASS_LABEL
    )


def slipped_findings(
    tables: Iterable[SlippedTable], report: int, proved: Container[tuple[int, ...]] = ()
) -> list[Finding]:
    """Return a finding for each table whose labels look slipped, save those `proved` to be so, by their lines."""
    return [
        Finding("slipped-labels", "warning", _MESSAGE, report, lines=table.lines)
        for table in tables
        if table.lines not in proved
    ]
