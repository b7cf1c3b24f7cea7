"""Factors: amounts for each dollar, or each $1,000, of original balance.

A factor is printed with more digits than the rounding of its amount seems to leave certain. But an amount to the cent
is not rounded: it is what was paid. Where all factors of a report but one are, to their last digits, what the cents
give, the trustee works them out so; and then the one is wrong, though rounding would excuse it.

The last class of a table is often paid what makes its column add up, and so takes the rounding of all the others. Its
factors are worked out before that, and miss its amounts by some cents.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import attrs

from abs_grammar.model.report import TOTAL
from abs_grammar.tieouts.identity import Check, Outcome
from abs_grammar.tieouts.ledger import Ledger, facts_of
from abs_grammar.tieouts.tally import Tally

__all__ = ["Factor", "check_factors"]

_CENT = Decimal("0.01")
_ENOUGH_EXACT = 10
# A factor that is added up from two rounded ones may be one unit further off than half a unit of its last place.
_HALVES_OFF = 3


@attrs.frozen(eq=False)
class Factor:
    """A factor put to its amount: by which rule, and of which class."""

    rule: str
    name: str
    check: Check

    @property
    def failed(self) -> bool:
        """Whether rounding does not excuse it."""
        return self.check.outcome is Outcome.FAILED

    @property
    def is_exact(self) -> bool:
        """Whether it is right to its last place, if its amount was not rounded."""
        return abs(self.check.difference) <= _HALVES_OFF * self.check.left.half * abs(self.check.scale)

    @property
    def is_of_cents(self) -> bool:
        """Whether its amount is printed to the cent."""
        return all([figure.half * 2 <= _CENT for figure in self.check.figures[1:]])

    @property
    def amount_missed(self) -> Decimal:
        """What the amount is off, in dollars."""
        return abs(self.check.difference / self.check.terms[0][0])


def check_factors(factors: Sequence[Factor], ledger: Ledger, tally: Tally) -> None:
    """Check each factor, and find the one that is not exact where the others are."""
    balancing = _balancing(factors, ledger)
    for factor in factors:
        if factor in balancing:
            tally.count(factor.rule, Outcome.ROUNDED, factor.check.figures)
        else:
            tally.add(factor.rule, factor.check, factor.name)
    _check_last_places([factor for factor in factors if factor.is_of_cents], tally)
    if balancing:
        tally.add_finding(
            "balancing-class",
            "info",
            f"the factors of {balancing[0].name} miss its amounts by some cents: the last class takes the rounding of "
            "the others",
            facts_of([figure for factor in balancing for figure in factor.check.figures]),
            entity=balancing[0].name,
        )


def _balancing(factors: Sequence[Factor], ledger: Ledger) -> list[Factor]:
    """Find the factors of the last class that miss by no more than its whole column is rounded."""
    last = next((name for name in reversed(ledger.classes) if _is_outstanding(name, ledger)), None)
    failed = [factor for factor in factors if factor.failed and factor.name == last]
    return [factor for factor in failed if factor.amount_missed <= _rounding_of_column(factor, ledger)]


def _is_outstanding(name: str, ledger: Ledger) -> bool:
    return any([figure.value for figure in ledger.classes[name].get("beginning_balance", ())])


def _rounding_of_column(factor: Factor, ledger: Ledger) -> Decimal:
    """Return half a unit of the last place of each class's amount, and of the factor itself, added up."""
    measure = str(factor.check.figures[1].facts[0].measure)
    halves = [row[measure][0].half for row in ledger.classes.values() if measure in row]
    own = factor.check.left.half * abs(factor.check.scale / factor.check.terms[0][0])
    return sum(halves, own)


def _check_last_places(factors: Sequence[Factor], tally: Tally) -> None:
    exact = [factor for factor in factors if factor.is_exact]
    wrong = [factor for factor in factors if not factor.is_exact]
    enough = sum([bool(factor.check.left.value) for factor in exact]) >= _ENOUGH_EXACT
    if enough and len(wrong) == 1 and not wrong[0].failed and wrong[0].name != TOTAL:
        only = wrong[0]
        tally.fail(only.rule, only.check, only.name, "; all other factors here are exact to their last place")
