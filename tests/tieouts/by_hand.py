"""Figures made by hand, as a page would print them, and what the tie-outs say of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from abs_grammar.model.report import Fact, Finding, Statement
from abs_grammar.model.vocabulary import MEASURES
from abs_grammar.tieouts import tie_out
from abs_grammar.tieouts.ledger import Row, figure_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from abs_grammar import Filing
    from abs_grammar.tieouts import Audited

__all__ = ["amounts", "audit", "fact", "facts", "found", "row", "warnings"]


def fact(measure: str, value: str | None, entity: str | None = None, *, scope: str = "class", line: int = 1) -> Fact:
    """Print one figure: `fact("ending_balance", "98.00", "A-1")`; without an entity it is one of the deal."""
    return Fact(
        source="a.txt",
        report=0,
        layout="us_bank",
        deal=None,
        distribution_date=None,
        statement="DISTRIBUTION SUMMARY",
        scope=scope if entity else "deal",
        entity=entity,
        measure=measure,
        value=value,
        unit=MEASURES[measure].unit,
        text=value or "N/A",
        line=line,
        start=0,
        end=len(value or "N/A"),
        label=entity,
        header=measure,
    )


def facts(printed: str, *, line: int = 1) -> list[Fact]:
    """Print figures one below the other: `A-1.ending_balance=98.00 ending_pool_balance=1000`, of a class or the deal.

    `total.` is the totals row of the classes; `group-1.`, `30-days.` and `account.` are what they say.
    """
    made = []
    for at, words in enumerate(printed.split(), line):
        name, _, value = words.partition("=")
        whose, _, measure = name.rpartition(".")
        scope, entity = _SCOPES.get(whose, ("class", whose or None))
        made.append(fact(measure, None if value == "N/A" else value, entity, scope=scope, line=at))
    return made


_SCOPES = {
    "total": ("class", "Total"),
    "account": ("account", "Certificate Account"),
    "group-1": ("group", "Group 1"),
    "group-2": ("group", "Group 2"),
    "pool": ("group", "Total"),
    "30-days": ("delinquency", "30 Days"),
    "60-days": ("delinquency", "60 Days"),
    "all-buckets": ("delinquency", "Total"),
}


def row(printed: str) -> Row:
    """Return figures as a row that identities may be put to."""
    made: Row = {}
    for one in facts(printed):
        figure = figure_of(one)
        if figure is not None:
            made.setdefault(str(one.measure), []).append(figure)
    return made


def audit(printed: str | Iterable[Fact], **more: Any) -> Audited:  # noqa: ANN401 - what `tie_out` takes
    """Check figures against one another."""
    made = facts(printed) if isinstance(printed, str) else list(printed)
    return tie_out([Statement("DISTRIBUTION SUMMARY", tuple(made))], **more)


def found(audited: Audited | Filing, rule: str) -> list[Finding]:
    """Return the findings of one rule."""
    return [finding for finding in audited.findings if finding.rule == rule]


def warnings(audited: Audited | Filing) -> list[str]:
    """Return the rules of which something is worse than information."""
    return [finding.rule for finding in audited.findings if finding.severity != "info"]


def amounts(finding: Finding) -> tuple[str | None, str | None, str | None]:
    """Return what was expected, what is printed, and the difference."""
    return finding.expected, finding.actual, finding.difference
