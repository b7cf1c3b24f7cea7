"""Finds which classes a total leaves out, and which it counts twice, by totals that do not tie: no page says so.

Totals of balances leave out notional classes, whose balance is no principal, and residuals. If one set of classes makes
all of them tie, that is what they leave out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate, islice

from abs_grammar.tieouts.identity import Outcome
from abs_grammar.tieouts.ledger import Ledger
from abs_grammar.tieouts.sums import Sum

__all__ = ["counted_twice", "left_out"]

# A set of classes is believed to be left out where at least so many totals say so.
_ENOUGH_COLUMNS = 2
_MOST_STEPS = 20_000
# A total that more sets of classes would make tie says nothing about which one it is.
_MOST_SETS = 64


def counted_twice(column: Sum) -> str | None:
    """Name the one class that a total counts once more than it ought to, if that is why it does not tie."""
    if column.excess <= column.tolerance:
        return None
    excess, tolerance = column.excess, column.tolerance
    names = [n for n, p in column.parts.items() if p.value and abs(excess - p.value) <= tolerance + p.half]
    return names[0] if len(names) == 1 else None


def left_out(short: Sequence[Sum], balances: Sequence[Sum], ledger: Ledger) -> frozenset[str]:
    """Find the set of classes without which most totals of balances tie that did not.

    It is none where too few totals say so, or another set of as many classes would do as well. A class that is paid
    principal is no notional one.
    """
    paid = {
        name
        for name, row in ledger.classes.items()
        if any([figure.value for figure in row.get("principal_distribution", ())])
    }
    best: list[frozenset[str]] = []
    most = (_ENOUGH_COLUMNS, -len(ledger.classes))
    for names in {names for column in short for names in _few_subsets(column, paid)}:
        outcomes = [column.without(names).outcome() for column in balances]
        gained = sum([column.without(names).outcome() is not Outcome.FAILED for column in short])
        lost = sum([outcome is Outcome.FAILED for outcome in outcomes])
        rank = (gained, -len(names))
        if lost <= len(short) - gained and rank >= most:
            best = [*best, names] if rank == most else [names]
            most = rank
    return best[0] if len(best) == 1 else frozenset()


def _few_subsets(column: Sum, never: set[str]) -> Sequence[frozenset[str]]:
    """Return the sets of parts that a total may leave out; nothing where these are too many."""
    sets = list(islice(_subsets(column, never), _MOST_SETS + 1))
    return sets if len(sets) <= _MOST_SETS else ()


def _subsets(column: Sum, never: set[str]) -> Iterator[frozenset[str]]:
    """Yield the sets of parts that are together what a total falls short by, the largest parts first.

    It gives up where that takes too many steps: a page may be made to take for ever.
    """
    short, tolerance = -column.excess, column.tolerance
    parts = sorted(
        [(part.value, name) for name, part in column.parts.items() if part.value > 0 and name not in never],
        reverse=True,
    )
    rest = list(accumulate([value for value, _ in reversed(parts)], initial=Decimal(0)))[::-1]
    stack: list[tuple[int, Decimal, tuple[str, ...]]] = [(0, Decimal(0), ())]
    for _ in range(_MOST_STEPS):
        if not stack:
            return
        at, taken, names = stack.pop()
        if names and abs(short - taken) <= tolerance:
            yield frozenset(names)
        if at < len(parts) and taken + rest[at] >= short - tolerance:
            value, name = parts[at]
            stack.append((at + 1, taken, names))
            if taken + value <= short + tolerance:
                stack.append((at + 1, taken + value, (*names, name)))
