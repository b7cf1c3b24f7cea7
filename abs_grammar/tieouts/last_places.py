"""Factors to their last place.

A factor is printed with more digits than the rounding of its amount seems to leave certain. But an amount to the cent
is not rounded: it is what was paid. Where nearly all factors of a report are, to their last digits, what the cents give,
the trustee reckons them so; and then one that is not is wrong, though rounding would excuse it. It may be off by one and
a half units of its last place, for some trustees add up factors that are rounded already.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from abs_grammar.tieouts.identity import Check, Outcome
from abs_grammar.tieouts.tally import Tally

__all__ = ["check_last_places"]

_CENT = Decimal("0.01")
# So many factors, nought apart, must be exact, and of all of them at most one in so many may not be.
_ENOUGH = 10
_HARDLY_ANY = 10
_HALVES_OFF = 3


def check_last_places(checks: Sequence[tuple[str, str, Check]], tally: Tally) -> None:
    """Find the factors that are not exact where the others are; each check with its rule and what it is of."""
    to_the_cent = [c for c in checks if _is_to_the_cent(c[2]) and c[2].outcome is not Outcome.FAILED]
    wrong = [c for c in to_the_cent if not _is_exact(c[2])]
    exact = sum([bool(check.left.value) and _is_exact(check) for _, _, check in to_the_cent])
    if exact >= _ENOUGH and len(wrong) * _HARDLY_ANY <= exact:
        for rule, name, check in wrong:
            tally.fail(rule, check, name, "; other factors here are exact to their last place")


def _is_to_the_cent(check: Check) -> bool:
    return all([figure.half * 2 <= _CENT for figure in check.figures[1:]])


def _is_exact(check: Check) -> bool:
    """Tell whether the factor is right to its last place if its amount was not rounded."""
    return abs(check.difference) <= _HALVES_OFF * check.left.half * abs(check.scale)
