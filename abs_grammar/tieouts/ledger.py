"""The figures of one report as a ledger: by entity and by measure, and how exactly each is printed."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from decimal import Context, Decimal
from functools import lru_cache

from abs_grammar.model.report import TOTAL, Fact

__all__ = ["EXACT", "Figure", "Ledger", "Row", "added", "facts_of", "figure_of", "is_totals"]

EXACT = Context(prec=10_000)
"""Products of the longest figures that a page can hold are exact under it."""

# Units of what is counted: a number of loans is not rounded.
_COUNTED = frozenset({"count"})
_NUMBERS = frozenset({"usd", "fraction", "count", "per_1000", "months"})

_ZERO = Decimal(0)


class Figure:
    """A number that a page prints, or that some of its numbers add up to.

    `half` is how far off printing may have put it: half a unit of the last printed place, and nothing for a count,
    which is exact. `facts` are the printed ones it is made of, `words` what it is, `text` the number as printed.
    """

    __slots__ = ("_text", "_words", "facts", "half", "value")

    def __init__(self, value: Decimal, half: Decimal, facts: Sequence[Fact], words: str = "", text: str = "") -> None:
        self.value = value
        self.half = half
        self.facts = facts
        self._words = words
        self._text = text

    @property
    def words(self) -> str:
        """What it is, in words."""
        return self._words or str(self.facts[0].measure).replace("_", " ")

    @property
    def text(self) -> str:
        """The number as printed."""
        return self._text or self.facts[0].text


def facts_of(figures: Iterable[Figure]) -> list[Fact]:
    """Return the printed facts that figures are made of."""
    return [fact for figure in figures for fact in figure.facts]


def added(figures: Sequence[Figure], words: str) -> Figure:
    """Add figures up; there must be one at least."""
    value = sum([figure.value for figure in figures], _ZERO)
    half = sum([figure.half for figure in figures], _ZERO)
    return Figure(value, half, facts_of(figures), words, f"{value:,f}")


def is_totals(name: str) -> bool:
    """Return whether the name of a class is that of a totals row: of all classes, or of those of a part."""
    return name.rpartition(" / ")[2] == TOTAL


# The printings of each measure, in the order of the page.
Row = dict[str, list[Figure]]


def figure_of(fact: Fact) -> Figure | None:
    """Read a fact that is a number; `N/A` is none."""
    if fact.value is None:
        return None
    value, half = _exactly(fact.value)
    return Figure(value, _ZERO if fact.unit in _COUNTED else half, (fact,))


@lru_cache(maxsize=4096)
def _exactly(text: str) -> tuple[Decimal, Decimal]:
    """Read a number, and half a unit of its last place."""
    point = text.find(".")
    places = len(text) - point - 1 if point >= 0 else 0
    return Decimal(text), Decimal((0, (5,), -places - 1))


class Ledger:
    """The numbers of one report by entity and measure.

    `classes` are the rows of the classes, `certificates` their totals row, `of_parts` those of
    parts of the deal, and `parts` what else these print; `groups` the groups of loans; `pool` the
    loans as a whole with whatever is said of the deal, for the group `Total` and the deal are the same loans; `buckets`
    and `accounts` the rest. `facts` are those with a measure and an entity, in the order of the page; `figures` the
    numbers among them, each by the `id` of its fact.
    """

    def __init__(self, facts: Iterable[Fact], before_distribution: Container[str] = ()) -> None:
        self.classes: dict[str, Row] = {}
        self.groups: dict[str, Row] = {}
        self.buckets: dict[str, Row] = {}
        self.accounts: dict[str, Row] = {}
        self.certificates: Row = {}
        self.of_parts: dict[str, Row] = {}
        self.parts: dict[str, Row] = {}
        self.pool: Row = {}
        self.figures: dict[int, Figure] = {}
        self.facts: list[Fact] = []
        rows = {
            "class": self.classes,
            "group": self.groups,
            "delinquency": self.buckets,
            "account": self.accounts,
            "part": self.parts,
        }
        for fact in facts:
            if fact.measure is None or (fact.entity is None and fact.scope != "deal"):
                continue
            self.facts.append(fact)
            if fact.unit not in _NUMBERS or (figure := figure_of(fact)) is None:
                continue
            self.figures[id(fact)] = figure
            scope, entity, measure = fact.scope, fact.entity or "", fact.measure
            if entity == TOTAL and scope == "class":
                row = self.certificates
            elif scope == "class" and is_totals(entity):
                row = self.of_parts.setdefault(entity, {})
            elif scope == "deal" or (entity == TOTAL and scope == "group"):
                row = self.pool
                if measure in before_distribution:
                    measure = f"{measure}_before_distribution"
            else:
                row = rows[scope].setdefault(entity, {})
            row.setdefault(measure, []).append(figure)
