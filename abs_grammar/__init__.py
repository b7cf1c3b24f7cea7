"""Reads what the trustees of asset-backed securities printed on SEC EDGAR: every figure typed, and with its place.

`parse` and `parse_file` give a `Filing`; its `reports` hold typed objects (`report.classes["A-1"].ending_balance`),
and `facts()` gives every printed figure as a row of one tidy table. `layouts` tells which trustees' pages are known.
"""

from __future__ import annotations

from abs_grammar.errors import (
    AbsGrammarError,
    AmbiguousLayoutError,
    GrammarError,
    SourceError,
    UnknownLayoutError,
)
from abs_grammar.layouts import layouts
from abs_grammar.model import (
    Account,
    CertificateClass,
    Collateral,
    Cover,
    Coverage,
    DelinquencyBucket,
    Enhancement,
    Exhibit,
    Fact,
    Fees,
    Filing,
    Finding,
    Funds,
    Item,
    Report,
    Statement,
    Triggers,
    UnaccountedLine,
)
from abs_grammar.parsing import parse, parse_file

__version__ = "0.1.0"

__all__ = [
    "AbsGrammarError",
    "Account",
    "AmbiguousLayoutError",
    "CertificateClass",
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
    "GrammarError",
    "Item",
    "Report",
    "SourceError",
    "Statement",
    "Triggers",
    "UnaccountedLine",
    "UnknownLayoutError",
    "__version__",
    "layouts",
    "parse",
    "parse_file",
]
