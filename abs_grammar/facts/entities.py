"""What each row speaks of: a class, a group of loans, a bucket, an account, or the deal itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from abs_grammar.facts.measures import named
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

__all__ = ["Subject", "Subjects", "rows_without_heading"]

# Scope and entity. The scope of a totals row is `None`: it is that of the rows it totals, which its measure tells.
Subject = tuple[str | None, str | None]

_DEAL: Subject = ("deal", None)
_NOBODY: Subject = ("", None)  # the row does not say


class Subjects:
    """Tells what the rows of one report speak of. A row without a label may speak of what the row above does."""

    def __init__(self, sections: Sequence[Section], set_aside: Iterable[PlacedRow]) -> None:
        self._set_aside = {placed.order: placed for placed in set_aside}
        tables = {
            (row.label.groups["class"], row.placed.heading)
            for section in sections
            for row in section.rows
            if row.label is not None and "class" in row.label.groups
        }
        self._tables_naming = Counter(name for name, _ in tables)

    def of(self, section: Section) -> Iterator[tuple[ReadRow, Subject]]:
        """Yield the rows of a section, each with what it speaks of."""
        before: tuple[ReadRow, Subject] | None = None
        rows_under = Counter(row.placed.heading for row in section.rows if row.rule != UNNAMED_TOTALS_ROW)
        for row in section.rows:
            if row.label is not None:
                subject = _labelled(section, row)
            elif row.rule == UNNAMED_CLASS_ROW:  # among several rows, it may as well be a totals row
                subject = ("class", UNNAMED) if rows_under[row.placed.heading] == 1 else _NOBODY
            else:
                subject = self._unlabelled(row, before)
            before = (row, subject)
            yield before

    def _unlabelled(self, row: ReadRow, before: tuple[ReadRow, Subject] | None) -> Subject:
        if row.rule == UNNAMED_TOTALS_ROW:
            return ("class", TOTAL) if self._is_last(row) else _NOBODY
        if meaning(row.rule) in MEASURES:  # the rule says all there is to say
            return _DEAL
        if before is None or before[0].placed.order != row.placed.order - 1:
            return _NOBODY
        above, subject = before
        if row.rule == REPEATED_ROW:
            return subject if row.figures == above.figures and self._is_class(subject[1]) else _NOBODY
        return subject if above.label is not None else _NOBODY

    def _is_last(self, row: ReadRow) -> bool:
        """Tell whether no row follows right below, under the same headings: a totals row is the last of its table."""
        below = self._set_aside.get(row.placed.order + 1)
        if below is None or below.heading is not row.placed.heading:
            return True
        return below.row.line.number > row.placed.row.line.number + 1

    def _is_class(self, name: str | None) -> bool:
        """Tell whether a name is one that the report prints in another table too, if it has one."""
        tables = self._tables_naming
        return name is not None and (tables[name] > 1 or max(tables.values(), default=0) == 1)


def _labelled(section: Section, row: ReadRow) -> Subject:
    label = row.label
    subject = named(label.groups) if label is not None and label.groups else None
    if subject is not None:
        return subject
    if label is not None and label.type == TOTAL_LABEL:
        return None, TOTAL
    if label is not None and label.type == CLASS_LABEL:
        return "class", label.text
    return named(section.groups) or _DEAL


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
