"""Reads what the trustees of asset-backed securities printed on SEC EDGAR: every figure typed, and with its place.

`parse` and `parse_file` give a `Filing`; its `reports` hold typed objects (`report.classes["A-1"].ending_balance`),
and `facts()` gives every printed figure as a row of one tidy table. `layouts` tells which trustees' pages are known.
`to_dict` and `from_dict` take a filing to plain data and back, exactly.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from abs_grammar.errors import (
        AbsGrammarError,
        AmbiguousLayoutError,
        GrammarError,
        SourceError,
        UnknownLayoutError,
    )
    from abs_grammar.grammar.layouts import layouts
    from abs_grammar.model import (
        Account,
        CertificateClass,
        ClassComponent,
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
        Part,
        Report,
        RuleTally,
        Statement,
        TieOuts,
        Triggers,
        UnaccountedLine,
    )
    from abs_grammar.output.serialize import from_dict, to_dict
    from abs_grammar.parsing import parse, parse_file

__version__ = "0.1.0"

__all__ = [
    "AbsGrammarError",
    "Account",
    "AmbiguousLayoutError",
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
    "GrammarError",
    "Item",
    "Part",
    "Report",
    "RuleTally",
    "SourceError",
    "Statement",
    "TieOuts",
    "Triggers",
    "UnaccountedLine",
    "UnknownLayoutError",
    "__version__",
    "from_dict",
    "layouts",
    "parse",
    "parse_file",
    "to_dict",
]

# Where each name lives. It is imported when it is first asked for: a command that only lists the layouts need not
# wait for the parser.
_HOMES = {
    "abs_grammar.errors": {name for name in __all__ if name.endswith("Error")},
    "abs_grammar.grammar.layouts": {"layouts"},
    "abs_grammar.parsing": {"parse", "parse_file"},
    "abs_grammar.output.serialize": {"from_dict", "to_dict"},
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = next((module for module, names in _HOMES.items() if name in names), "abs_grammar.model")
    found = getattr(import_module(home), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return __all__
