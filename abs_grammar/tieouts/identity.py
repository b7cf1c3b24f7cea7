"""Puts an identity to printed figures, and says whether the page bears it out.

Figures are rounded when they are printed. So two sides may differ by half a unit of the last printed place of each
term, and by what that makes of a product; a count is exact. More than that is no rounding.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import Enum
from itertools import islice, product

import attrs

from abs_grammar.tieouts.ledger import Figure, Row
from abs_grammar.tieouts.notation import read_equation

__all__ = ["Check", "Identity", "Outcome", "compare"]

_MOST_PRINTINGS = 64


class Outcome(Enum):
    """What a check came to: the two sides are equal, equal within rounding, or not."""

    HELD = "held"
    ROUNDED = "rounded"
    FAILED = "failed"


# Not frozen: a report makes hundreds, and a frozen class takes longer to fill.
@attrs.define(eq=False)
class Check:
    """An identity put to the figures of one page.

    `figures` are those that take part: the left side, the factors term by term, and the divisor if there is one.
    `terms` gives the coefficient of each term that is printed and the number of its factors. `difference` is the left
    side less the right, both multiplied by `scale`, the divisor.
    """

    outcome: Outcome
    figures: Sequence[Figure]
    terms: Sequence[tuple[int, int]]
    difference: Decimal
    scale: Decimal = Decimal(1)

    @property
    def left(self) -> Figure:
        """The figure that the others ought to come to."""
        return self.figures[0]

    def right(self) -> str:
        """Write out the right side with its figures as printed: `beginning balance 100.00 - realized loss 0.00`."""
        words = []
        at = 1
        for coefficient, size in self.terms:
            factors = [f"{figure.words} {figure.text}" for figure in self.figures[at : at + size]]
            number = [str(abs(coefficient))] if abs(coefficient) != 1 else []
            words.append(f"{'-' if coefficient < 0 else '+'} {' * '.join([*number, *factors])}")
            at += size
        words += [f"/ {figure.words} {figure.text}" for figure in self.figures[at:]]
        return " ".join(words).removeprefix("+ ")


def compare(difference: Decimal, tolerance: Decimal) -> Outcome:
    """Return whether a difference is zero, is within the rounding of what is printed, or is more."""
    if not difference:
        return Outcome.HELD
    return Outcome.ROUNDED if abs(difference) <= tolerance else Outcome.FAILED


class Identity:
    """An identity, written in the notation of `notation`, that can be put to a row of figures."""

    def __init__(self, text: str) -> None:
        self.text = text
        equation = read_equation(text)
        self.left = equation.left
        self.divisor = equation.divisor
        self.terms = equation.terms
        self.measures = equation.measures
        self._products = any([len(term.factors) != 1 or abs(term.coefficient) != 1 for term in self.terms])

    def __repr__(self) -> str:
        return f"Identity({self.text!r})"

    def check(self, row: Row) -> Check | None:
        """Check the identity against a row; `None` where the row does not print what it takes.

        Where a figure is printed more than once with different values, it holds if it holds for one of them: that they
        differ is another rule's finding.
        """
        if self.left not in row:
            return None
        gathered = self._gather(row)
        if gathered is None:
            return None
        terms, printings = gathered
        first = self._weigh(terms, [figures[0] for figures in printings])
        if first.outcome is not Outcome.FAILED or all([len(figures) == 1 for figures in printings]):
            return first
        for figures in islice(product(*map(_distinct, printings)), 1, _MOST_PRINTINGS):
            other = self._weigh(terms, figures)
            if other.outcome is not Outcome.FAILED:
                return other
        return first

    def _gather(self, row: Row) -> tuple[list[tuple[int, int]], list[list[Figure]]] | None:
        """Gather the terms that are printed, as coefficients and numbers of factors, and the printings of each figure.

        The figures stand in order: the left one, the factors term by term, the divisor.
        """
        terms = []
        printings = [row[self.left]]
        for term in self.terms:
            if term.name is not None:
                figures = row.get(term.name)
                found = [] if figures is None else [figures]
            else:
                found = [row[name] for names in term.factors if (name := _first_in(row, names))]
            if len(found) == len(term.factors):
                terms.append((term.coefficient, len(found)))
                printings += found
            elif not term.optional:
                return None
        if self.divisor is not None:
            divisors = [figure for figure in row.get(self.divisor, ()) if figure.value]
            if not divisors:
                return None
            printings.append(divisors)
        return (terms, printings) if terms else None

    def _weigh(self, terms: Sequence[tuple[int, int]], figures: Sequence[Figure]) -> Check:
        """Compare the two sides for one choice of printings: the left figure, the factors term by term, the divisor."""
        difference, tolerance = figures[0].value, figures[0].half
        at = 1
        if self.divisor is None and not self._products:
            for coefficient, _ in terms:
                figure = figures[at]
                difference -= coefficient * figure.value
                tolerance += figure.half
                at += 1
            return Check(compare(difference, tolerance), figures, terms, difference)
        scale = figures[-1] if self.divisor is not None else None
        if scale is not None:
            difference, tolerance = _times(difference, tolerance, scale)
        for coefficient, size in terms:
            value, half = figures[at].value, figures[at].half
            for other in figures[at + 1 : at + size]:
                value, half = _times(value, half, other)
            at += size
            difference -= coefficient * value
            tolerance += abs(coefficient) * half
        outcome = compare(difference, tolerance)
        return Check(outcome, figures, terms, difference, _ONE if scale is None else scale.value)


_ONE = Decimal(1)


def _times(value: Decimal, half: Decimal, by: Figure) -> tuple[Decimal, Decimal]:
    """Multiply a value known to within `half` by a figure."""
    return value * by.value, abs(value) * by.half + half * abs(by.value) + half * by.half


def _first_in(row: Row, names: Sequence[str]) -> str | None:
    return next((name for name in names if name in row), None)


def _distinct(figures: Sequence[Figure]) -> list[Figure]:
    return list({figure.value: figure for figure in figures}.values())
