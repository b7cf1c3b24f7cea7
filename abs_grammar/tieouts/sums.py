"""A total, and the figures that it ought to be the sum of."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import attrs

from abs_grammar.tieouts.identity import Outcome, compare
from abs_grammar.tieouts.ledger import Figure

__all__ = ["Sum"]


@attrs.frozen(eq=False)
class Sum:
    """A total and the figures it ought to be the sum of, by what they are of."""

    total: Figure
    parts: Mapping[str, Figure]

    @property
    def measure(self) -> str:
        """What is added up."""
        return str(self.total.facts[0].measure)

    @property
    def figures(self) -> list[Figure]:
        """The parts, and the total after them."""
        return [*self.parts.values(), self.total]

    @property
    def excess(self) -> Decimal:
        """What the total is more than the sum of its parts."""
        return self.total.value - sum([part.value for part in self.parts.values()], Decimal(0))

    @property
    def tolerance(self) -> Decimal:
        """What rounding may make of the excess."""
        return sum([part.half for part in self.parts.values()], self.total.half)

    def without(self, names: frozenset[str]) -> Sum:
        """Return the same without some parts."""
        return Sum(self.total, {name: part for name, part in self.parts.items() if name not in names})

    def outcome(self) -> Outcome:
        """Return whether the total is the sum of its parts."""
        return compare(self.excess, self.tolerance)
