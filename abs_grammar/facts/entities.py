"""The entity of each row: a class, a group of loans, a bucket, an account, or the deal itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from abs_grammar.facts.measures import entity_named
from abs_grammar.facts.sections import ReadRow, Section
from abs_grammar.grammar.conventions import (
    CLASS_LABEL,
    REPEATED_ROW,
    TOTAL_LABEL,
    UNNAMED_CLASS_ROW,
    UNNAMED_TOTALS_ROW,
    meaning,
)
from abs_grammar.model.report import TOTAL, UNNAMED
from abs_grammar.model.vocabulary import MEASURES
from abs_grammar.page.columns import Heading
from abs_grammar.reading.record import PlacedRow

__all__ = ["Entity", "RowsAround", "entities_of", "rows_around", "rows_without_heading"]

# Scope and entity. The scope of a totals row is `None`: it is that of the rows it totals, which its measure tells.
Entity = tuple[str | None, str | None]

_DEAL: Entity = ("deal", None)
_UNKNOWN: Entity = ("", None)  # the row does not say


@attrs.frozen
class RowsAround:
    """What a row without a label is read by: the rows that no rule read, and the tables that name each class.

    `set_aside` are the rows by their number on the page; `tables_naming` says of each class in how many tables it is.
    """

    set_aside: Mapping[int, PlacedRow]
    tables_naming: Mapping[str, int]

    def ends_its_table(self, row: ReadRow) -> bool:
        """Tell whether no row follows right below, under the same headings: a totals row is the last of its table."""
        below = self.set_aside.get(row.placed.order + 1)
        if below is None or below.heading is not row.placed.heading:
            return True
        return below.row.line.number > row.number + 1

    def is_class(self, name: str | None) -> bool:
        """Tell whether a name is one that the report prints in another table too, if it has one."""
        tables = self.tables_naming
        return name is not None and (tables.get(name, 0) > 1 or max(tables.values(), default=0) == 1)


def rows_around(sections: Iterable[Section], set_aside: Iterable[PlacedRow]) -> RowsAround:
    """Gather what the rows of a report without a label are read by."""
    tables = {
        (row.label.groups["class"], row.placed.heading)
        for section in sections
        for row in section.rows
        if row.label is not None and "class" in row.label.groups
    }
    return RowsAround({placed.order: placed for placed in set_aside}, Counter(name for name, _ in tables))


def entities_of(section: Section, around: RowsAround) -> list[Entity]:
    """Return the entity of each row of a section. A row without a label may be of the same as the row above."""
    rows_under = Counter(row.placed.heading for row in section.rows if row.rule != UNNAMED_TOTALS_ROW)
    entities: list[Entity] = []
    above: ReadRow | None = None
    for row in section.rows:
        if row.label is not None:
            entity = _labelled(section, row)
        elif row.rule == UNNAMED_CLASS_ROW:  # among several rows, it may as well be a totals row
            entity = ("class", UNNAMED) if rows_under[row.placed.heading] == 1 else _UNKNOWN
        elif row.rule == UNNAMED_TOTALS_ROW:
            entity = ("class", TOTAL) if around.ends_its_table(row) else _UNKNOWN
        elif meaning(row.rule) in MEASURES:  # the rule says all there is to say
            entity = _DEAL
        elif above is not None and above.placed.order == row.placed.order - 1:
            entity = _below(row, above, entities[-1], around)
        else:
            entity = _UNKNOWN
        entities.append(entity)
        above = row
    return entities


def _labelled(section: Section, row: ReadRow) -> Entity:
    label = row.label
    entity = entity_named(label.groups) if label is not None and label.groups else None
    if entity is not None:
        return entity
    if label is not None and label.type == TOTAL_LABEL:
        return None, TOTAL
    if label is not None and label.type == CLASS_LABEL:
        return "class", label.text
    return entity_named(section.groups) or _DEAL


def _below(row: ReadRow, above: ReadRow, entity_above: Entity, around: RowsAround) -> Entity:
    """Return the entity of a row without a label that stands right below another."""
    if row.rule == REPEATED_ROW:
        repeats = row.figures == above.figures and around.is_class(entity_above[1])
    else:
        repeats = above.label is not None
    return entity_above if repeats else _UNKNOWN


def rows_without_heading(rows: Sequence[ReadRow]) -> set[ReadRow]:
    """Find rows that name the same classes (or buckets, or whatever) again, with other figures.

    The headings between them are lost: a table names a class twice only to print it twice. Rows that a blank line or
    anything else parts from those above are taken together: if one of them names a class again, none of them stands
    under the headings above. A grid may be printed a second time in percent.
    """
    lost: set[ReadRow] = set()
    labels = [(row.placed.heading, row.label.text) for row in rows if row.label is not None]
    if len(set(labels)) == len(labels):  # as in nearly every statement
        return lost
    seen: dict[tuple[Heading | None, str, bool], ReadRow] = {}
    for block in _blocks(rows):
        names = [
            ((row.placed.heading, row.label.text, any(["%" in text for text in row.figures])), row)
            for row in block
            if row.label is not None and not row.is_line
        ]
        if any(key in seen and seen[key].figures != row.figures for key, row in names):
            lost.update(block)
        else:
            for key, row in names:
                seen.setdefault(key, row)
    return lost


def _blocks(rows: Sequence[ReadRow]) -> Iterator[list[ReadRow]]:
    """Part rows where anything but the next line stands between two of them, or the heading changes."""
    block: list[ReadRow] = []
    for row in rows:
        if block:
            before = block[-1].placed
            if row.placed.row.line.number > before.row.line.number + 1 or row.placed.heading is not before.heading:
                yield block
                block = []
        block.append(row)
    if block:
        yield block
