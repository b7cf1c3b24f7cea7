"""Where a figure stands among the entities of a deal: a point, with a value in each dimension that the page names.

Title, row, column and the rows above may each name some dimensions. They combine wherever they do not contradict each
other; what contradicts is refused, never dropped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import attrs

from abs_grammar.grammar.conventions import AND_BELOW
from abs_grammar.model.report import TOTAL, UNNAMED

__all__ = [
    "DEAL",
    "DIMENSIONS",
    "TOTALS",
    "UNKNOWN",
    "UNNAMED_CLASS",
    "ContradictionError",
    "Point",
    "combined",
    "held_for_rows_below",
    "overridden",
    "point_of",
]

# The named groups of a grammar's patterns, and the dimension that each gives.
_DIMENSIONS = {
    "part": "part",
    "class": "class_name",
    "group": "group",
    "bucket": "bucket",
    "account": "account",
    "component": "component",
}
DIMENSIONS = tuple(_DIMENSIONS.values())
"""The dimensions, in the order of the fact table."""

# Which dimensions make the name of an entity, and in which order.
_NAMED_BY = ("group", "account", "class_name", "component", "bucket")
# A page may print a group in capitals in one place and not in another. One or two capitals, and the numbers of the
# Romans, are names by themselves.
_SHOUT = re.compile(r"(?![IVX]+$)[A-Z]{3,}")

# What an entity is, by the first of these dimensions that it has.
_SCOPES = {"class_name": "class", "bucket": "delinquency", "account": "account", "group": "group", "part": "part"}


class ContradictionError(Exception):
    """Two places name different things in one dimension."""


@attrs.frozen(cache_hash=True)
class Point:
    """A value in each dimension that is named, `None` in the others.

    `is_total` says that it is a total over whatever the rows or columns beside it tell apart; `is_known` is false where
    the page does not let one tell what it is of. `scope`, `entity` and `values` are made of the dimensions: the kind of
    entity (`None` for a total of which nothing tells over what), its readable name, and what the fact table holds.
    """

    part: str | None = None
    class_name: str | None = None
    group: str | None = None
    bucket: str | None = None
    account: str | None = None
    component: str | None = None
    is_total: bool = False
    is_known: bool = True
    scope: str | None = attrs.field(init=False, eq=False)
    entity: str | None = attrs.field(init=False, eq=False)
    values: tuple[str | None, ...] = attrs.field(init=False, eq=False)

    @scope.default
    def _scope_of_dimensions(self) -> str | None:
        if not self.is_known:
            return ""
        named = next((scope for dimension, scope in _SCOPES.items() if getattr(self, dimension) is not None), None)
        return named or (None if self.is_total else "deal")

    @entity.default
    def _name_of_dimensions(self) -> str | None:
        names = [name for dimension in _NAMED_BY if (name := getattr(self, dimension)) is not None]
        if self.is_total and not names:
            names = [TOTAL]
        if self.part is not None and (not names or names == [TOTAL]):
            names = [self.part, *names]
        return " / ".join(names) or None

    @values.default
    def _values_of_dimensions(self) -> tuple[str | None, ...]:
        return self.part, self.class_name, self.group, self.bucket, self.account, self.component

    @property
    def dimensions(self) -> dict[str, Any]:
        """The dimensions that are named."""
        return {name: value for name in DIMENSIONS if (value := getattr(self, name)) is not None}

    def totalled_over(self, dimension: str) -> Point:
        """Return the point of a total, once it is known over what it is: the classes, the groups, the buckets."""
        named: dict[str, Any] = {dimension: TOTAL}
        return attrs.evolve(self, is_total=False, **named)


DEAL = Point()
"""The deal itself: no dimension is named."""

UNKNOWN = Point(is_known=False)
"""What is nowhere said: a row without a label that may be of anything."""

TOTALS = Point(is_total=True)
"""A total of whatever the rows or columns beside it tell apart."""

UNNAMED_CLASS = Point(class_name=UNNAMED)
"""The one class of a deal that prints no name."""


def point_of(groups: Mapping[str, str]) -> Point:
    """Return the point that the named groups of a pattern give; that of the deal where they give none."""
    return _point(tuple(groups.items())) if groups else DEAL


@lru_cache(maxsize=4096)
def _point(groups: tuple[tuple[str, str], ...]) -> Point:
    named: dict[str, Any] = {}
    is_total = False
    for group, text in groups:
        name = group.removesuffix(AND_BELOW)
        is_total = is_total or name == "total"
        if name in _DIMENSIONS:
            named[_DIMENSIONS[name]] = _name(name, text)
    return Point(**named, is_total=is_total)


def _name(group: str, text: str) -> str:
    """Return what a dimension is called: `Total` for a total; names of groups do not shout."""
    if text.casefold() == TOTAL.casefold():
        return TOTAL
    if group != "group":
        return text
    return " ".join(["Group", *[word.capitalize() if _SHOUT.fullmatch(word) else word for word in text.split()]])


@lru_cache(maxsize=16_384)
def combined(point: Point, other: Point) -> Point:
    """Return the point with the dimensions of both. Raises `ContradictionError` where they name different things."""
    dimensions = point.dimensions
    for name, value in other.dimensions.items():
        if dimensions.setdefault(name, value) != value:
            raise ContradictionError(f"{dimensions[name]} and {value}")
    return Point(**dimensions, is_total=point.is_total or other.is_total, is_known=point.is_known and other.is_known)


def held_for_rows_below(groups: Mapping[str, str]) -> Point:
    """Return the dimensions that a label names for the rows below it too, by the names of its groups."""
    return point_of({name: text for name, text in groups.items() if name.endswith(AND_BELOW)})


def overridden(point: Point, by: Point) -> Point:
    """Return a point with the dimensions of another in place of its own."""
    return Point(**{**point.dimensions, **by.dimensions}, is_total=by.is_total, is_known=by.is_known)
