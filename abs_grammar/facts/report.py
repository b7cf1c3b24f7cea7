"""From facts to typed objects: each class, group, bucket and account with what the page says of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from abs_grammar.facts.class_names import one_spelling
from abs_grammar.facts.reader import ReportReader
from abs_grammar.model.certificates import CertificateClass, ClassComponent
from abs_grammar.model.collateral import Collateral, DelinquencyBucket
from abs_grammar.model.deal import Account, Enhancement, Fees, Funds, Triggers
from abs_grammar.model.measures import measures_of
from abs_grammar.model.report import TOTAL, Fact, Finding, Report
from abs_grammar.model.vocabulary import PARTS
from abs_grammar.tieouts import Audited, tie_out

__all__ = ["report_of"]

_POOL = "Pool"
_MEASURES_OF = {part: tuple(measures_of(part)) for parts in PARTS.values() for part in parts}

# By scope, entity and measure, the figure that is printed first.
_First = dict[str, dict[str, dict[str, Fact]]]


def report_of(reader: ReportReader, trustee: str | None) -> Report:
    """Build the report of the facts a reader found, once the tie-outs have said of whom they are."""
    statements = reader.statements()
    spelling = one_spelling([fact for statement in statements for fact in statement.facts], reader.number)
    date_ = reader.distribution_date
    audited = tie_out(
        statements,
        report=reader.number,
        distribution_date=None if date_ is None else date.fromisoformat(date_),
        before_distribution=reader.before_distribution,
        labels_in_doubt=bool(reader.doubts.slipped_labels),
    )
    first = _first_printed(fact for statement in statements for fact in statement.facts)
    said = {scope: {name: _typed(found) for name, found in entities.items()} for scope, entities in first.items()}
    classes = said["class"]
    totals = classes.pop(TOTAL, None)
    deal = said["deal"].get("", {})
    pool = {**said["group"].get(TOTAL, {}), **_only(Collateral, deal)}  # the group Total is the pool
    headings = reader.doubts.slipped_labels
    return Report(
        reader.layout,
        reader.letterhead.trustee or trustee,
        reader.letterhead.deal,
        reader.letterhead.series,
        reader.letterhead.master_servicer,
        **_only(Report, deal),
        classes={
            name: CertificateClass(name, notional=audited.notional.get(name), **values)
            for name, values in _each(CertificateClass, classes).items()
            if name not in headings
        },
        class_totals=None if totals is None else CertificateClass(TOTAL, **totals),
        components={name: ClassComponent(name, **values) for name, values in _each(ClassComponent, classes).items()},
        groups={name: Collateral(name, **values) for name, values in said["group"].items()},
        pool=Collateral(_POOL, **pool) if pool else None,
        delinquency={name: DelinquencyBucket(name, **values) for name, values in said["delinquency"].items()},
        accounts={name: Account(name, **values) for name, values in said["account"].items()},
        fees=Fees(**_only(Fees, deal)),
        funds=Funds(**_only(Funds, deal)),
        enhancement=Enhancement(**_only(Enhancement, deal)),
        triggers=Triggers(**_only(Triggers, deal)),
        statements=statements,
        findings=(*_unproved(reader.findings(), audited), *spelling, *audited.findings),
        tie_outs=audited.tie_outs,
    )


def _first_printed(facts: Iterable[Fact]) -> _First:
    """Gather what is printed first of each thing."""
    first: _First = {scope: {} for scope in ("class", "group", "delinquency", "account", "deal")}
    for fact in facts:
        if fact.measure is not None:
            first[fact.scope].setdefault(fact.entity or "", {}).setdefault(fact.measure, fact)
    return first


def _unproved(findings: Iterable[Finding], audited: Audited) -> list[Finding]:
    """Leave out that labels look slipped where it is proved that they are."""
    proved = {finding.lines for finding in audited.findings if finding.rule == "relabelled"}
    return [finding for finding in findings if finding.rule != "slipped-labels" or finding.lines not in proved]


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
    return {name: values[name] for name in _MEASURES_OF[part] if name in values}


def _each(part: type[Any], said: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return what is told of a part's measures, for each entity of which any is."""
    return {name: values for name, all_said in said.items() if (values := _only(part, all_said))}
