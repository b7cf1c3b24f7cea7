"""The notation of identities: one line of text, read by a small grammar into a sum of terms.

An identity is written as a trustee would write it, in the words of the vocabulary:

    ending_balance = beginning_balance - (principal_distribution + realized_loss?) + accretion?
    pool_factor = ending_pool_balance / certificates.original_balance

A term with a question mark is zero where the page does not print it. `a|b` is `a`, or where that is not printed `b`.
A term may be a product, of measures and whole numbers. Parentheses are what they are in arithmetic. The whole right
side may be divided by one measure; a quotient among other terms is refused, for a check would have no one scale.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import attrs
from lark import Lark, Token, Transformer, v_args
from lark.exceptions import UnexpectedInput

__all__ = ["Equation", "Term", "read_equation"]

_GRAMMAR = r"""
equation: MEASURE "=" sum                 -> plain
        | MEASURE "=" dividend "/" MEASURE -> divided

?dividend: product | group

sum: _first _further*
_first: _part | negative
_further: "+" _part | negative
negative: "-" _part
_part: product | group
group: "(" sum ")"

product: (NUMBER "*")* names ("*" names)* OPTIONAL?
names: MEASURE ("|" MEASURE)*

MEASURE: /[a-z]\w*(\.[a-z]\w*)?/
NUMBER: /\d+/
OPTIONAL: "?"

%ignore " "
"""


@attrs.frozen
class Term:
    """One term of a sum: a whole number times figures, each found under the first of its names that is printed.

    `name` is the only name of its only figure, and `None` where it has more: nearly every term has one, and is quickly
    looked up by it.
    """

    coefficient: int
    factors: tuple[tuple[str, ...], ...]
    optional: bool = False
    name: str | None = attrs.field(init=False)

    @name.default
    def _only_name(self) -> str | None:
        return self.factors[0][0] if [len(names) for names in self.factors] == [1] else None


@attrs.frozen
class Equation:
    """What an identity says: the left measure is the sum of the terms, divided by a measure if there is a divisor."""

    left: str
    terms: tuple[Term, ...]
    divisor: str | None = None

    @property
    def measures(self) -> frozenset[str]:
        """Every name that the identity has for a figure."""
        named = {name for term in self.terms for names in term.factors for name in names}
        return frozenset({self.left, *named, *([self.divisor] if self.divisor is not None else [])})


@v_args(inline=True)
class _Reader(Transformer[Token, Equation]):
    """Makes an equation of the parse, from the leaves up: parentheses are gone once their terms have their signs."""

    def plain(self, left: Token, terms: Sequence[Term]) -> Equation:
        return Equation(str(left), tuple(terms))

    def divided(self, left: Token, terms: Sequence[Term], divisor: Token) -> Equation:
        return Equation(str(left), tuple(terms), str(divisor))

    def sum(self, *parts: Sequence[Term]) -> list[Term]:
        return [term for part in parts for term in part]

    def group(self, terms: Sequence[Term]) -> Sequence[Term]:
        return terms

    def negative(self, terms: Sequence[Term]) -> list[Term]:
        return [Term(-term.coefficient, term.factors, term.optional) for term in terms]

    def product(self, *parts: Any) -> list[Term]:  # noqa: ANN401 - names, and the tokens NUMBER and OPTIONAL
        coefficient, optional, factors = 1, False, []
        for part in parts:
            if not isinstance(part, Token):
                factors.append(part)
            elif part.type == "NUMBER":
                coefficient *= int(part)
            else:
                optional = True
        return [Term(coefficient, tuple(factors), optional)]

    def names(self, *names: Token) -> tuple[str, ...]:
        return tuple(map(str, names))


@cache
def _parser() -> Lark:
    return Lark(_GRAMMAR, start="equation", parser="lalr", lexer="basic", transformer=_Reader())


def read_equation(text: str) -> Equation:
    """Read an identity. Raises `ValueError`, with the place, where it is not written as identities are."""
    try:
        equation: Equation = _parser().parse(text)  # type: ignore[assignment]  # what the transformer makes of the tree
    except UnexpectedInput as error:
        pointer = error.get_context(text, span=len(text)).rstrip()
        raise ValueError(f"this is no identity from column {error.column} on:\n{pointer}") from None
    return equation
