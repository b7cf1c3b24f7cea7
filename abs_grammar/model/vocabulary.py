"""The vocabulary: every measure by name, read off the model's fields."""

from __future__ import annotations

from abs_grammar.model.certificates import CertificateClass, ClassComponent
from abs_grammar.model.collateral import Collateral, DelinquencyBucket
from abs_grammar.model.deal import Account, Enhancement, Fees, Funds, Triggers
from abs_grammar.model.measures import Measure, Scope, measures_of
from abs_grammar.model.report import Report

__all__ = ["CROSSINGS", "MEASURES", "OF_COMPONENTS", "PARTS", "PER_1000", "QUANTITIES", "SCOPES", "SHARES", "STATUSES"]

# Which part of a report holds the measures of which scope. The parts of one scope share no measure.
PARTS: dict[Scope, tuple[type, ...]] = {
    "class": (CertificateClass, ClassComponent),
    "group": (Collateral,),
    "delinquency": (DelinquencyBucket,),
    "account": (Account,),
    "deal": (Report, Collateral, Fees, Funds, Enhancement, Triggers),
}

MEASURES: dict[str, Measure] = {
    name: measure for parts in PARTS.values() for part in parts for name, measure in measures_of(part).items()
}

PER_1000: dict[str, str] = {name: f"{name}_per_1000" for name in MEASURES if f"{name}_per_1000" in MEASURES}
OF_COMPONENTS = frozenset(measures_of(ClassComponent))
SHARES: dict[str, str] = {name: f"{name}_share" for name in MEASURES if f"{name}_share" in MEASURES}

# A grid prints a measure at the crossing of a status and a quantity: of loans, or of shares and those who have them.
CROSSINGS: dict[tuple[str, str], str] = {
    (measure.status, measure.quantity): name
    for name, measure in MEASURES.items()
    if measure.status is not None and measure.quantity is not None
}
STATUSES = frozenset(status for status, _ in CROSSINGS)
QUANTITIES = frozenset(quantity for _, quantity in CROSSINGS)

# The scopes in which each measure is known.
SCOPES: dict[str, frozenset[str]] = {
    name: frozenset(scope for scope, parts in PARTS.items() if any(name in measures_of(part) for part in parts))
    for name in MEASURES
}
