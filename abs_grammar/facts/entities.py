"""The entity of each row: a class, a group of loans, a bucket, an account, or the deal itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from abs_grammar.facts.measures import status_in
from abs_grammar.facts.points import (
    DEAL,
    TOTALS,
    UNKNOWN,
    UNNAMED_CLASS,
    ContradictionError,
    Point,
    combined,
    held_for_rows_below,
    overridden,
    point_of,
)
from abs_grammar.facts.sections import ReadRow, Section
from abs_grammar.grammar.conventions import (
    CLASS_LABEL,
    REPEATED_ROW,
    TOTAL_LABEL,
    UNNAMED_CLASS_ROW,
    UNNAMED_TOTALS_ROW,
    meaning,
)
from abs_grammar.model.vocabulary import Vocabulary
from abs_grammar.page.columns import Heading
from abs_grammar.reading.record import PageToken, PlacedRow

__all__ = ["RowsAround", "points_of", "rows_around", "rows_without_heading", "statuses_of"]

# The dimensions that rows tell apart, the one first that totals are over where labels name several.
_TOLD_APART = ("class_name", "bucket", "account", "group")


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


def points_of(section: Section, around: RowsAround, vocabulary: Vocabulary) -> list[Point]:
    """Return the point of each row of a section. A row without a label may be of the same as the row above."""
    rows_under = Counter(row.placed.heading for row in section.rows if row.rule != UNNAMED_TOTALS_ROW)
    of_title = section.point
    over = _told_apart(section)
    held = DEAL
    points: list[Point] = []
    above: ReadRow | None = None
    for row in section.rows:
        if row.label is not None:
            held = overridden(held, held_for_rows_below(row.label.groups))
            point = _labelled(row.label, over, held)
        elif row.rule == UNNAMED_CLASS_ROW:  # among several rows, it may as well be a totals row
            point = UNNAMED_CLASS if rows_under[row.placed.heading] == 1 else UNKNOWN
        elif row.rule == UNNAMED_TOTALS_ROW:
            point = TOTALS.totalled_over("class_name") if around.ends_its_table(row) else UNKNOWN
        elif meaning(row.rule) in vocabulary:  # the rule says all there is to say
            point = DEAL
        elif above is not None and above.placed.order == row.placed.order - 1:
            point = _below(row, above, points[-1], around)
        else:
            point = UNKNOWN
        points.append(point if of_title is DEAL else _in_statement(point, of_title))
        above = row
    return points


def statuses_of(section: Section) -> list[str]:
    """Return the status of loans that each row of a section is about, as its label, a row above or the title says."""
    of_title = status_in(section.groups)
    statuses = []
    for row in section.rows:
        groups = row.label.groups if row.label is not None else {}
        of_title = status_in(groups, and_below=True) or of_title
        statuses.append(status_in(groups) or of_title)
    return statuses


def _told_apart(section: Section) -> str | None:
    """Return the dimension that the labels of a section tell apart, if they name any: totals are over that."""
    named = {name for row in section.rows if row.label is not None for name in point_of(row.label.groups).dimensions}
    return next((dimension for dimension in _TOLD_APART if dimension in named), None)


def _labelled(label: PageToken, over: str | None, held: Point) -> Point:
    point = point_of(label.groups)
    if held is not DEAL:
        point = overridden(held, point)
    if label.type == CLASS_LABEL:
        return Point(class_name=label.text)
    is_total = label.type == TOTAL_LABEL or point.is_total
    if not is_total:
        return point
    point = attrs.evolve(point, is_total=True)
    return point if over is None or over in point.dimensions else point.totalled_over(over)


def _in_statement(point: Point, of_title: Point) -> Point:
    """Return the point of a row below a title; where the two contradict each other, it is not known."""
    try:
        return combined(point, of_title)
    except ContradictionError:
        return UNKNOWN


def _below(row: ReadRow, above: ReadRow, point_above: Point, around: RowsAround) -> Point:
    """Return the point of a row without a label that stands right below another."""
    if row.rule == REPEATED_ROW:
        repeats = row.figures == above.figures and around.is_class(point_above.class_name)
    else:
        repeats = above.label is not None
    return point_above if repeats else UNKNOWN


def rows_without_heading(rows: Sequence[ReadRow]) -> set[ReadRow]:
    """Find rows that name the same classes (or buckets, or whatever) again, with other figures.

    The headings between them are lost: a table names a class twice only to print it twice. Rows that a blank line or
    anything else parts from those above are taken together: if one of them names a class again, none of them stands
    under the headings above. A grid may be printed a second time in percent, and labels come again for another group of
    loans that a row names for those below it.
    """
    lost: set[ReadRow] = set()
    labels = [(row.placed.heading, row.label.text) for row in rows if row.label is not None]
    if len(set(labels)) == len(labels):  # as in nearly every statement
        return lost
    seen: dict[tuple[Heading | None, str, bool, Point], ReadRow] = {}
    held = DEAL
    for block in _blocks(rows):
        names = []
        for row in block:
            if row.label is not None and not row.is_line:
                held = overridden(held, held_for_rows_below(row.label.groups))
                in_percent = any(["%" in text for text in row.figures])
                names.append(((row.placed.heading, row.label.text, in_percent, held), row))
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
