"""From facts to typed objects: each class, group, bucket and account with what the page says of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from abs_grammar.agreement import first_printed, one_spelling
from abs_grammar.meaning import TOTAL
from abs_grammar.model.certificates import CertificateClass
from abs_grammar.model.collateral import Collateral, DelinquencyBucket
from abs_grammar.model.deal import Account, Enhancement, Fees, Funds, Triggers
from abs_grammar.model.measures import measures_of
from abs_grammar.model.report import Fact, Report
from abs_grammar.transform import ReportReader

__all__ = ["report_of"]

_POOL = "Pool"


def report_of(reader: ReportReader, trustee: str | None) -> Report:
    """Build the report of the facts a reader found."""
    statements = reader.statements()
    facts = [fact for statement in statements for fact in statement.facts]
    spelling = one_spelling(facts, reader.number)
    first, differing = first_printed(facts, reader.number)
    said = {scope: {name: _typed(found) for name, found in entities.items()} for scope, entities in first.items()}
    classes = said["class"]
    totals = classes.pop(TOTAL, None)
    deal = said["deal"].get("", {})
    pool = {**said["group"].get(TOTAL, {}), **_only(Collateral, deal)}  # the group Total is the pool
    headings = {str(f.entity) for f in facts if f.label == f.entity and f.label in reader.doubts.slipped_labels}
    return Report(
        reader.layout,
        reader.letterhead.trustee or trustee,
        reader.letterhead.deal,
        reader.letterhead.series,
        **_only(Report, deal),
        classes={n: CertificateClass(n, **values) for n, values in classes.items() if n not in headings},
        class_totals=None if totals is None else CertificateClass(TOTAL, **totals),
        groups={name: Collateral(name, **values) for name, values in said["group"].items()},
        pool=Collateral(_POOL, **pool) if pool else None,
        delinquency={name: DelinquencyBucket(name, **values) for name, values in said["delinquency"].items()},
        accounts={name: Account(name, **values) for name, values in said["account"].items()},
        fees=Fees(**_only(Fees, deal)),
        funds=Funds(**_only(Funds, deal)),
        enhancement=Enhancement(**_only(Enhancement, deal)),
        triggers=Triggers(**_only(Triggers, deal)),
        statements=statements,
        findings=(*reader.findings(), *spelling, *differing),
    )


def _typed(found: Mapping[str, Fact]) -> dict[str, Any]:
    return {measure: _value(fact) for measure, fact in found.items()}


def _value(fact: Fact) -> Decimal | int | date | str | None:
    value, unit = fact.value, fact.unit
    if value is None or unit in ("text", "flag"):
        return value
    if unit == "count":
        return int(value)
    return date.fromisoformat(value) if unit == "date" else Decimal(value)


def _only(part: type[Any], values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in measures_of(part) if name in values}
