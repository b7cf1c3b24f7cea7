"""The model: what a filing of trustee statements holds, and the vocabulary its figures are told in."""

from __future__ import annotations

from abs_grammar.model.certificates import CertificateClass, ClassComponent
from abs_grammar.model.collateral import Collateral, DelinquencyBucket
from abs_grammar.model.deal import Account, Enhancement, Fees, Funds, Triggers
from abs_grammar.model.filing import Cover, Coverage, Exhibit, Filing, Item, UnaccountedLine
from abs_grammar.model.measures import Measure, Scope, Unit, measures_of
from abs_grammar.model.report import Fact, Finding, Part, Report, RuleTally, Statement, TieOuts

__all__ = [
    "Account",
    "CertificateClass",
    "ClassComponent",
    "Collateral",
    "Cover",
    "Coverage",
    "DelinquencyBucket",
    "Enhancement",
    "Exhibit",
    "Fact",
    "Fees",
    "Filing",
    "Finding",
    "Funds",
    "Item",
    "Measure",
    "Part",
    "Report",
    "RuleTally",
    "Scope",
    "Statement",
    "TieOuts",
    "Triggers",
    "UnaccountedLine",
    "Unit",
    "measures_of",
]
