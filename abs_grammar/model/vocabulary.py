"""The vocabulary: every measure by name. Words are read off the model's fields, and compose by rule.

`prior_accrued_interest` needs no line of its own: it is `accrued_interest` of the distribution before. `PREFIXES` and
`SUFFIXES` say which words may stand before or after which, by the unit of the measure; a word with a field of its own
means what that field says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

import attrs

from abs_grammar.model.certificates import CertificateClass, ClassComponent
from abs_grammar.model.collateral import Collateral, DelinquencyBucket
from abs_grammar.model.deal import Account, Enhancement, Fees, Funds, Triggers
from abs_grammar.model.measures import Measure, Scope, Unit, measures_of
from abs_grammar.model.report import Report

__all__ = [
    "CROSSINGS",
    "MEASURES",
    "OF_COMPONENTS",
    "PARTS",
    "PER_1000",
    "PREFIXES",
    "QUANTITIES",
    "SCOPES",
    "SHARES",
    "STATUSES",
    "SUFFIXES",
    "Composition",
    "Vocabulary",
]

# Which part of a report holds the measures of which scope. The parts of one scope share no measure.
PARTS: dict[Scope, tuple[type, ...]] = {
    "class": (CertificateClass, ClassComponent),
    "group": (Collateral,),
    "delinquency": (DelinquencyBucket,),
    "account": (Account,),
    "deal": (Report, Collateral, Fees, Funds, Enhancement, Triggers),
}

_MEASURES_OF: dict[type, dict[str, Measure]] = {part: measures_of(part) for parts in PARTS.values() for part in parts}
_WITH_FIELDS: dict[str, Measure] = {name: word for words in _MEASURES_OF.values() for name, word in words.items()}


@attrs.frozen
class Composition:
    """A word that makes another measure of a measure: which units it may stand with, the unit it gives, the meaning.

    `{0}` in the meaning stands for the measure. `unit` is `None` where it is that of the measure.
    """

    word: str
    units: frozenset[Unit]
    meaning: str
    unit: Unit | None = None


_AMOUNTS: frozenset[Unit] = frozenset({"usd", "count"})
_NUMBERS: frozenset[Unit] = frozenset({"usd", "count", "fraction", "per_1000", "months"})

PREFIXES: tuple[Composition, ...] = (
    Composition("prior", _NUMBERS, "{0} of the distribution before."),
    Composition("second_prior", _NUMBERS, "{0} of the distribution before the last."),
    Composition("next", _NUMBERS | {"date"}, "{0} for the next distribution."),
    Composition("average", _NUMBERS, "{0} on average, over the months or the loans that the page says."),
    Composition("cumulative", _AMOUNTS, "{0} since the closing day."),
    Composition("original", _NUMBERS, "{0} at the closing day."),
    Composition("beginning", _AMOUNTS, "{0} before this distribution."),
    Composition("ending", _AMOUNTS, "{0} after this distribution."),
)
"""What may stand before the name of a measure."""

SUFFIXES: tuple[Composition, ...] = (
    Composition("per_1000", frozenset({"usd"}), "{0} * 1000 / original_balance.", "per_1000"),
    Composition("share", _AMOUNTS, "{0} as a fraction of the whole that the page says.", "fraction"),
)
"""What may stand after it."""

_MOST_WORDS = 3  # compositions on top of each other; more are no name that anyone gives


class Vocabulary(Mapping[str, Measure]):
    """Measures by name. A composed one is known when it is asked for; iteration gives those with a line of their own.

    `own` are words that are known beside the shipped ones, with the scopes that they are usually of.
    """

    def __init__(self, own: Mapping[str, tuple[Measure, frozenset[str]]] | None = None) -> None:
        self._own = dict(own or {})
        self._lines = {**_WITH_FIELDS, **{name: measure for name, (measure, _) in self._own.items()}}
        self._find = lru_cache(maxsize=4096)(self._found)

    def __getitem__(self, name: str) -> Measure:
        measure = self._find(name, _MOST_WORDS)
        if measure is None:
            raise KeyError(name)
        return measure

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self._find(name, _MOST_WORDS) is not None

    def __eq__(self, other: object) -> bool:
        return self is other

    __hash__ = object.__hash__

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    def base_of(self, name: str) -> str:
        """Return the measure with a line of its own that a name is composed of; the name itself if it has one.

        Raises `KeyError` where it is no measure.
        """
        if name not in self:
            raise KeyError(name)
        while name not in self._lines:
            name = next(rest for _, rest in _parts(name) if rest in self)
        return name

    def scopes(self, name: str) -> frozenset[str]:
        """Return of what kinds of entity a measure usually is: those of the measure it is composed of."""
        base = self.base_of(name)
        return self._own[base][1] if base in self._own else _SCOPES_OF_FIELDS[base]

    def _found(self, name: str, depth: int) -> Measure | None:
        known = self._lines.get(name)
        if known is not None or not depth:
            return known
        for composition, rest in _parts(name):
            measure = self._find(rest, depth - 1)
            if measure is not None and measure.unit in composition.units and not measure.identifier:
                unit = composition.unit or measure.unit
                meaning = composition.meaning.format(rest)
                return Measure(name, unit, meaning[0].upper() + meaning[1:], measure.source, plain=measure.plain)
        return None


def _parts(name: str) -> Iterator[tuple[Composition, str]]:
    """Yield the ways in which a name may be composed: the word, and the name that is left without it."""
    for composition in PREFIXES:
        if name.startswith(f"{composition.word}_"):
            yield composition, name.removeprefix(f"{composition.word}_")
    for composition in SUFFIXES:
        if name.endswith(f"_{composition.word}"):
            yield composition, name.removesuffix(f"_{composition.word}")


_SCOPES_OF_FIELDS: dict[str, frozenset[str]] = {
    name: frozenset(scope for scope, parts in PARTS.items() if any(name in _MEASURES_OF[part] for part in parts))
    for name in _WITH_FIELDS
}

MEASURES = Vocabulary()
"""The vocabulary that is shipped."""


class _Scopes(Mapping[str, frozenset[str]]):
    """The scopes in which each measure of the shipped vocabulary is usual."""

    def __getitem__(self, name: str) -> frozenset[str]:
        return MEASURES.scopes(name)

    def __contains__(self, name: object) -> bool:
        return name in MEASURES

    def __iter__(self) -> Iterator[str]:
        return iter(MEASURES)

    def __len__(self) -> int:
        return len(MEASURES)


SCOPES: Mapping[str, frozenset[str]] = _Scopes()

PER_1000: dict[str, str] = {name: f"{name}_per_1000" for name in _WITH_FIELDS if f"{name}_per_1000" in _WITH_FIELDS}
OF_COMPONENTS = frozenset(_MEASURES_OF[ClassComponent])
SHARES: dict[str, str] = {name: f"{name}_share" for name in _WITH_FIELDS if f"{name}_share" in _WITH_FIELDS}

# A grid prints a measure at the crossing of a status and a quantity: of loans, or of shares and those who have them.
CROSSINGS: dict[tuple[str, str], str] = {
    (measure.status, measure.quantity): name
    for name, measure in _WITH_FIELDS.items()
    if measure.status is not None and measure.quantity is not None
}
STATUSES = frozenset(status for status, _ in CROSSINGS)
QUANTITIES = frozenset(quantity for _, quantity in CROSSINGS)
