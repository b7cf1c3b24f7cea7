"""Figures whose sign nothing explains: a fee, a loss, a balance or a number of loans below zero."""

from __future__ import annotations

import re
from collections.abc import Iterable

from abs_grammar.model.report import Fact, Finding, Statement

__all__ = ["negative_amounts"]

# Amounts of what there is, by the words of their measures. A payment or an adjustment may have either sign.
_NEVER_NEGATIVE = re.compile(r"(?:.*_)?(?:fees?|balance|loan_count|loss(?:es)?)(?:_per_1000)?")
_UNITS = frozenset({"usd", "count", "per_1000"})


def negative_amounts(statements: Iterable[Statement], report: int) -> tuple[Finding, ...]:
    """Return a finding for each measure with negative figures that cannot be negative, with their lines.

    A row that the trustee subtracts, `LESS: SERVICING FEE (110.00)`, is explained where the grammar says so.
    """
    found: dict[str, list[Fact]] = {}
    for statement in statements:
        for fact in statement.facts:
            if fact.value is not None and fact.value[0] == "-" and fact.unit in _UNITS and fact.measure is not None:
                found.setdefault(fact.measure, []).append(fact)
    return tuple(
        Finding(
            "negative-amount",
            "warning",
            f"the {measure.replace('_', ' ')} is printed below zero, first as {facts[0].text} beside "
            f"{facts[0].label!r}, and nothing explains it",
            report,
            lines=tuple(sorted({fact.line for fact in facts})),
        )
        for measure, facts in found.items()
        if _NEVER_NEGATIVE.fullmatch(measure)
    )
