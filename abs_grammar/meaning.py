"""What a figure means: its measure, from the words of its column, its row, its rule and its statement.

The names in a grammar are words of the vocabulary. A full measure may be named by the column or by the row,
and then the other only says what is measured; or each names half, a status and a quantity; or the statement
names it. Two full measures for one figure contradict each other, and then neither is believed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from abs_grammar.columns import Column
from abs_grammar.terminals import meaning
from abs_grammar.vocabulary import CROSSINGS, MEASURES, PER_1000, QUANTITIES, SCOPES, SHARES, STATUSES

__all__ = ["PER_1000_RULE", "TOTAL", "Sense", "measure_of", "named"]

TOTAL = "Total"
_TOTALLED = ("class", "delinquency", "account", "group", "deal")

PER_1000_RULE = "_per_1000"


@lru_cache(maxsize=16_384)
def measure_of(statement: str | None, words: tuple[str, ...]) -> str | None:
    """Return the measure that a statement's rule and the words of column, row and rule together name, or `None`."""
    meanings = [meaning(word) for word in words]
    measures = {word for word in meanings if word in MEASURES}
    if len(measures) > 1:
        return None
    if measures:
        measure = measures.pop()
    else:
        measure = _crossing(meanings) or (statement if statement in MEASURES else None)
    if measure is not None and statement is not None and statement.endswith(PER_1000_RULE):
        return PER_1000.get(measure, measure)
    return measure


def named(groups: Mapping[str, str]) -> tuple[str, str] | None:
    """Read what the named groups of a pattern speak of, as scope and entity."""
    if "class" in groups:
        return "class", groups["class"]
    if "bucket" in groups:
        return "delinquency", groups["bucket"]
    if "account" in groups:
        return "account", groups["account"]
    if "group" in groups:
        return "group", f"Group {groups['group']}"
    return ("group", TOTAL) if "total" in groups else None


class Sense:
    """What the figures are that stand in one column, beside one kind of label.

    `reason` says why they have no measure, and is empty where they have one; `lines`, if it is kept, the lines they stand
    on; `share` is the measure of a percentage printed where
    a count or an amount is; `group` the group of loans the column stands for; `scope_of_totals` the scope of a totals
    row, which is that of the rows it totals.
    """

    __slots__ = ("group", "header", "lines", "measure", "reason", "scope_of_totals", "scopes", "share", "unit")

    def __init__(self, measure: str | None, column: Column | None, reason: str) -> None:
        self.measure = measure
        self.reason = reason
        self.lines: list[int] | None = None
        self.header = column.printed if column is not None else None
        self.group = None if column is None else named(column.groups)
        if self.group is None and column is not None and column.over is not None:
            self.group = named(column.over.groups)
        if measure is not None:
            self.unit = MEASURES[measure].unit
            self.share = SHARES.get(measure)
            self.scopes = SCOPES[measure]
            self.scope_of_totals = next(scope for scope in _TOTALLED if scope in self.scopes)

    def subject(self, scope: str | None, entity: str | None) -> tuple[str, str | None] | None:
        """Return what a figure speaks of, as scope and entity, given what its row says; `None` if that is not known."""
        if self.group is not None:
            if scope == "delinquency" and entity is not None:
                entity = f"{self.group[1]} / {entity}"
            elif entity is None and scope in ("deal", None):
                scope, entity = self.group
        if scope is None:
            scope = self.scope_of_totals
        if scope not in self.scopes or (entity is None and scope != "deal"):
            return None
        return scope, entity


def _crossing(meanings: Sequence[str]) -> str | None:
    statuses = {_status(word) for word in meanings} - {None}
    quantities = {word for word in meanings if word in QUANTITIES}
    if len(statuses) != 1 or len(quantities) != 1:
        return None
    return CROSSINGS.get((str(statuses.pop()), quantities.pop()))


def _status(word: str) -> str | None:
    return word if word in STATUSES else None
