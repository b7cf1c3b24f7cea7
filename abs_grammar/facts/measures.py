"""What a figure means: its measure at a point, from the words of its column, its row, its rule and its statement.

The names in a grammar are words of the vocabulary. A full measure may be named by the column or by the row,
and then the other only says what is measured; or each names half, a status and a quantity; or the statement
names it. Two full measures for one figure contradict each other, and then neither is believed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import attrs

from abs_grammar.facts.points import DEAL, ContradictionError, Point, combined, point_of
from abs_grammar.grammar.conventions import (
    AND_BELOW,
    has_no_measure,
    holds_amounts_per_1000,
    is_subtracted,
    meaning,
    printed_in_percent,
)
from abs_grammar.model.measures import Unit
from abs_grammar.model.vocabulary import (
    CROSSINGS,
    OF_COMPONENTS,
    PER_1000,
    QUANTITIES,
    SHARES,
    STATUSES,
    Vocabulary,
)
from abs_grammar.page.columns import Column, Heading
from abs_grammar.page.figures import Form, names_no_number, value_of
from abs_grammar.page.lines import Phrase

__all__ = ["Interpretation", "UnknownMeaningError", "interpretation_of", "measure_of", "status_in"]

# Over what a totals row totals whose table does not say: over the first of these that its measure is usual for.
_TOTALLED = {"class": "class_name", "delinquency": "bucket", "account": "account", "group": "group"}
# Of these, a heading's other columns tell over what a column of totals is.
_OF_LOANS = frozenset({"group", "delinquency", "deal"})
_OF_COLUMNS = ("bucket", "group", "account")


@lru_cache(maxsize=16_384)
def measure_of(vocabulary: Vocabulary, statement: str | None, words: tuple[str, ...]) -> str | None:
    """Return the measure that a statement's rule and the words of column, row and rule together name, or `None`."""
    meanings = [meaning(word) for word in words]
    measures = {word for word in meanings if word in vocabulary}
    if len(measures) > 1:
        return None
    of_statement = meaning(statement) if statement is not None else ""
    measure = measures.pop() if measures else _crossing([*meanings, of_statement])
    if measure is None and of_statement in vocabulary:
        measure = of_statement
    if measure is not None and statement is not None and holds_amounts_per_1000(statement):
        return PER_1000.get(measure, measure)
    return measure


def status_in(groups: Mapping[str, str], *, and_below: bool = False) -> str:
    """Return the status of loans that the named groups of a pattern give, as a word; nothing if they give none.

    `and_below` asks for the one that holds for the rows below too.
    """
    held = groups.get(f"status{AND_BELOW}", "")
    return "_".join((held if and_below else groups.get("status", held)).casefold().split())


class UnknownMeaningError(Exception):
    """A figure's measure or entity is not known: `reason` says why, as a rule of `facts.doubts`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Interpretation:
    """How the figures are read that stand in one column, beside one kind of label.

    `reason` says why they have no measure, and is empty where they have one; `is_declared` that the grammar knows of
    none. `share` is the measure of a percentage printed where a count or an amount is. `point` is what the column
    names, `usual` the kinds of entity that the measure is usually of. `sign` turns what is subtracted.
    """

    __slots__ = (
        "form",
        "header",
        "is_declared",
        "is_subtracted",
        "measure",
        "of_component",
        "over",
        "point",
        "reason",
        "share",
        "unit",
        "usual",
    )

    def __init__(  # noqa: PLR0913, PLR0917 - all that may say what a figure is
        self,
        vocabulary: Vocabulary,
        measure: str | None,
        column: Column | None,
        heading: Heading | None,
        words: Iterable[str],
        reason: str = "",
    ) -> None:
        self.measure = measure or ""
        self.reason = reason
        self.is_declared = any([has_no_measure(word) for word in words])
        self.is_subtracted = any([is_subtracted(word) for word in words])
        self.header = column.printed if column is not None else None
        self.unit: Unit = "text"
        self.form: Form = "text"
        self.share = None
        self.over = ""
        self.of_component = measure in OF_COMPONENTS
        self.usual = vocabulary.scopes(measure) if measure is not None else frozenset()
        self.point = _point_of_column(column, heading, self.usual)
        if measure is not None:
            word = vocabulary[measure]
            self.unit = word.unit
            self.form = "percent" if self.unit == "fraction" and not word.plain else self.unit
            if word.identifier:
                self.form = "identifier"
            if self.unit == "fraction" and any([printed_in_percent(word) for word in words]):
                self.form = "percent_points"
            self.share = SHARES.get(measure)
            self.over = next((dimension for scope, dimension in _TOTALLED.items() if scope in self.usual), "")

    def at(self, point: Point) -> Point:
        """Return the point of a figure, given that of its row.

        Raises `UnknownMeaningError` where row and column contradict each other, or nothing says of which class, group,
        bucket or account the figure is, though its measure is of one.
        """
        if self.unit == "date" and point.part is not None:
            point = attrs.evolve(point, part=None)  # the date of a part of a deal is that of the deal
        if self.point is not DEAL:
            try:
                point = combined(point, self.point)
            except ContradictionError as error:
                raise UnknownMeaningError(f"contradiction: {error}") from None
        if point.scope is None and self.over:
            point = point.totalled_over(self.over)
        if point.scope not in self.usual and not (point.scope and point.scope != "deal"):
            raise UnknownMeaningError("no-entity")
        if self.of_component and (point.component is None or point.class_name is None):
            raise UnknownMeaningError("no-entity")
        return point

    def value(self, text: str, beside: Sequence[Phrase]) -> tuple[str, str | None, Unit]:
        """Return measure, value and unit of a figure. Raises `MisfitError` where it has not the form of its unit.

        `beside` are the cells of its row: where a count may be a percentage instead, they say of `-0-` or `N/A` which.
        """
        if self.share is not None and ("%" in text or (names_no_number(text) and _all_in_percent(beside))):
            return self.share, value_of(text, "fraction"), "fraction"
        value = value_of(text, self.form)
        if self.is_subtracted and value is not None and value.strip("0."):
            value = value[1:] if value.startswith("-") else f"-{value}"
        return self.measure, value, self.unit


def _all_in_percent(cells: Sequence[Phrase]) -> bool:
    """Return whether the cells of a row that are numbers are percentages, and some are."""
    numbers = [text for _, _, text, _ in cells if not names_no_number(text)]
    return bool(numbers) and all(["%" in text for text in numbers])


def interpretation_of(  # noqa: PLR0913, PLR0917 - all that may say what a figure is
    vocabulary: Vocabulary,
    statement: str | None,
    rule: str,
    label: str,
    status: str,
    column: Column | None,
    heading: Heading | None,
    *,
    is_line: bool,
) -> Interpretation:
    """Work out how figures are read, from the names that the grammar has for statement, row, label and column."""
    words = [rule, label, status]
    if column is None:
        if not is_line:
            return Interpretation(vocabulary, None, None, None, words, "no-column")
    elif column.name is None:
        return Interpretation(vocabulary, None, column, heading, words, "unknown-heading")
    else:
        words += [column.name, (column.over.name if column.over is not None else None) or ""]
    measure = measure_of(vocabulary, statement, tuple(words))
    return Interpretation(vocabulary, measure, column, heading, words, "" if measure is not None else "no-measure")


def _point_of_column(column: Column | None, heading: Heading | None, usual: frozenset[str]) -> Point:
    """Return what a column names, with the heading above it. A total is over what the other columns tell apart.

    Where these do not say, it is over the groups of loans, if the measure is one of loans or of the deal.
    """
    if column is None:
        return DEAL
    point = point_of(column.groups)
    if column.over is not None:
        point = combined(point, point_of(column.over.groups))
    if not point.is_total or heading is None:
        return point
    beside = [point_of(c.groups).dimensions for c in heading.columns if c is not None]
    beside += [point_of(c.over.groups).dimensions for c in heading.columns if c is not None and c.over is not None]
    over = next((name for name in _OF_COLUMNS if any(name in dimensions for dimensions in beside)), None)
    if over is None and not _OF_LOANS.isdisjoint(usual):
        over = "group"
    return point if over is None or over in point.dimensions else point.totalled_over(over)


def _crossing(meanings: Sequence[str]) -> str | None:
    statuses = {word for word in meanings if word in STATUSES}
    quantities = {word for word in meanings if word in QUANTITIES}
    if len(statuses) != 1 or len(quantities) != 1:
        return None
    return CROSSINGS.get((statuses.pop(), quantities.pop()))
