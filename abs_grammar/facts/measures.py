"""What a figure means: its measure, from the words of its column, its row, its rule and its statement.

The names in a grammar are words of the vocabulary. A full measure may be named by the column or by the row,
and then the other only says what is measured; or each names half, a status and a quantity; or the statement
names it. Two full measures for one figure contradict each other, and then neither is believed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from abs_grammar.grammar.conventions import holds_amounts_per_1000, meaning, printed_in_percent
from abs_grammar.model.measures import Unit
from abs_grammar.model.report import TOTAL
from abs_grammar.model.vocabulary import (
    CROSSINGS,
    MEASURES,
    OF_COMPONENTS,
    PER_1000,
    QUANTITIES,
    SCOPES,
    SHARES,
    STATUSES,
)
from abs_grammar.page.columns import Column
from abs_grammar.page.figures import Form, value_of

__all__ = ["Interpretation", "UnknownMeaningError", "entity_named", "interpretation_of", "measure_of"]

_TOTALLED = ("class", "delinquency", "account", "group", "deal")


@lru_cache(maxsize=16_384)
def measure_of(statement: str | None, words: tuple[str, ...]) -> str | None:
    """Return the measure that a statement's rule and the words of column, row and rule together name, or `None`."""
    meanings = [meaning(word) for word in words]
    measures = {word for word in meanings if word in MEASURES}
    if len(measures) > 1:
        return None
    measure = measures.pop() if measures else _crossing(meanings)
    if measure is None and statement in MEASURES:
        measure = statement
    if measure is not None and statement is not None and holds_amounts_per_1000(statement):
        return PER_1000.get(measure, measure)
    return measure


def entity_named(groups: Mapping[str, str]) -> tuple[str, str] | None:
    """Return the scope and the entity that the named groups of a pattern give, `None` where they give none."""
    if "class" in groups:
        return "class", TOTAL if groups["class"].upper() == TOTAL.upper() else groups["class"]
    if "bucket" in groups:
        return "delinquency", groups["bucket"]
    if "account" in groups:
        return "account", groups["account"]
    if "group" in groups:
        return "group", f"Group {groups['group']}"
    return ("group", TOTAL) if "total" in groups else None


class UnknownMeaningError(Exception):
    """A figure's measure or entity is not known: `reason` says why, as a rule of `facts.doubts`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Interpretation:
    """How the figures are read that stand in one column, beside one kind of label.

    `reason` says why they have no measure, and is empty where they have one. `share` is the measure of a percentage
    printed where a count or an amount is. `group` is the group of loans that the column stands for, `component` the
    component of a class. `of_totals` is the scope of a totals row: that of the rows it totals. `in_percent` says that
    the sign is not printed.
    """

    __slots__ = ("component", "form", "group", "header", "measure", "of_totals", "reason", "scopes", "share", "unit")

    def __init__(
        self, measure: str | None, column: Column | None, reason: str = "", *, in_percent: bool = False
    ) -> None:
        self.measure = measure or ""
        self.reason = reason
        self.header = column.printed if column is not None else None
        self.group = None if column is None else entity_named(column.groups)
        if self.group is None and column is not None and column.over is not None:
            self.group = entity_named(column.over.groups)
        self.component = None if column is None else column.groups.get("component")
        self.unit: Unit = "text"
        self.form: Form = "text"
        self.share = None
        self.scopes: frozenset[str] = frozenset()
        self.of_totals = ""
        if measure is not None:
            self.unit = MEASURES[measure].unit
            self.form = "percent" if self.unit == "fraction" and not MEASURES[measure].plain else self.unit
            if MEASURES[measure].identifier:
                self.form = "identifier"
            if in_percent and self.unit == "fraction":
                self.form = "percent_points"
            self.share = SHARES.get(measure)
            self.scopes = SCOPES[measure]
            self.of_totals = next(scope for scope in _TOTALLED if scope in self.scopes)

    def read(self, text: str, of_row: tuple[str | None, str | None]) -> tuple[str, str | None, str, Unit, str | None]:
        """Return scope, entity, measure, unit and value of a figure, given scope and entity of its row.

        Raises `UnknownMeaningError` where the measure is not known, or is not one that such an entity has, and
        `MisfitError` where the figure has not the form of its unit.
        """
        if self.reason:
            raise UnknownMeaningError(self.reason)
        scope, entity = self._entity(*of_row)
        if self.share is not None and "%" in text:
            return scope, entity, self.share, "fraction", value_of(text, "fraction")
        return scope, entity, self.measure, self.unit, value_of(text, self.form)

    def _entity(self, scope: str | None, entity: str | None) -> tuple[str, str | None]:
        """Return scope and entity of a figure whose row has these: the column may say more."""
        if self.group is not None:
            if scope == "delinquency" and entity is not None:
                entity = f"{self.group[1]} / {entity}"
            elif entity is None and scope in ("deal", None):
                scope, entity = self.group
                if entity == TOTAL and scope not in self.scopes:
                    scope = None  # a column of totals is of what the other columns are of
        if self.component is not None and entity is not None:
            entity = f"{entity} / {self.component}"
        elif self.measure in OF_COMPONENTS:
            raise UnknownMeaningError("no-entity")
        if scope is None:
            scope = self.of_totals
        if scope not in self.scopes or (entity is None and scope != "deal"):
            raise UnknownMeaningError("no-entity")
        return scope, entity


def interpretation_of(
    statement: str | None, rule: str, label: str, column: Column | None, *, is_line: bool
) -> Interpretation:
    """Work out how figures are read, from the names that the grammar has for statement, row, label and column."""
    words = [rule, label]
    if column is None:
        if not is_line:
            return Interpretation(None, None, "no-column")
    elif column.name is None:
        return Interpretation(None, column, "unknown-heading")
    else:
        words += [column.name, (column.over.name if column.over is not None else None) or ""]
    measure = measure_of(statement, tuple(words))
    in_percent = any([printed_in_percent(word) for word in words])
    return Interpretation(measure, column, "" if measure is not None else "no-measure", in_percent=in_percent)


def _crossing(meanings: Sequence[str]) -> str | None:
    statuses = {_status(word) for word in meanings} - {None}
    quantities = {word for word in meanings if word in QUANTITIES}
    if len(statuses) != 1 or len(quantities) != 1:
        return None
    return CROSSINGS.get((str(statuses.pop()), quantities.pop()))


def _status(word: str) -> str | None:
    return word if word in STATUSES else None
