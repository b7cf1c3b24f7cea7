"""From facts to typed objects: each class, group, bucket and account with what the page says of it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from abs_grammar.facts.figures import Origin
from abs_grammar.facts.sections import Letterhead
from abs_grammar.model.certificates import CertificateClass, ClassComponent
from abs_grammar.model.collateral import Collateral, DelinquencyBucket
from abs_grammar.model.deal import Account, Enhancement, Fees, Funds, Triggers
from abs_grammar.model.measures import measures_of
from abs_grammar.model.report import TOTAL, Fact, Finding, Report, Statement, TieOuts
from abs_grammar.model.vocabulary import PARTS

__all__ = ["report_of"]

_POOL = "Pool"
_MEASURES_OF = {part: tuple(measures_of(part)) for parts in PARTS.values() for part in parts}

# By scope, entity and measure, the figure that is printed first.
_First = dict[str, dict[str, dict[str, Fact]]]


def report_of(  # noqa: PLR0913 - a report is put together here
    statements: Sequence[Statement],
    letterhead: Letterhead,
    origin: Origin,
    *,
    findings: Iterable[Finding] = (),
    tie_outs: TieOuts | None = None,
    notional: Mapping[str, bool] | None = None,
    no_classes: Container[str] = (),
) -> Report:
    """Return the report that holds these statements, with what they say as typed objects.

    `notional` says of which classes the totals leave the balances out. `no_classes` are names that stand where those of
    classes do, and are none.
    """
    first = _first_printed(fact for statement in statements for fact in statement.facts)
    values = {scope: {name: _typed(found) for name, found in entities.items()} for scope, entities in first.items()}
    classes = values["class"]
    totals = classes.pop(TOTAL, None)
    deal = values["deal"].get("", {})
    pool = {**values["group"].get(TOTAL, {}), **_only(Collateral, deal)}  # the group Total is the pool
    return Report(
        origin.layout,
        letterhead.trustee,
        letterhead.deal,
        letterhead.series,
        letterhead.master_servicer,
        **_only(Report, deal),
        classes={
            name: CertificateClass(name, notional=(notional or {}).get(name), **of_class)
            for name, of_class in _each(CertificateClass, classes).items()
            if name not in no_classes
        },
        class_totals=None if totals is None else CertificateClass(TOTAL, **totals),
        components={name: ClassComponent(name, **of_one) for name, of_one in _each(ClassComponent, classes).items()},
        groups={name: Collateral(name, **of_group) for name, of_group in values["group"].items()},
        pool=Collateral(_POOL, **pool) if pool else None,
        delinquency={name: DelinquencyBucket(name, **bucket) for name, bucket in values["delinquency"].items()},
        accounts={name: Account(name, **account) for name, account in values["account"].items()},
        fees=Fees(**_only(Fees, deal)),
        funds=Funds(**_only(Funds, deal)),
        enhancement=Enhancement(**_only(Enhancement, deal)),
        triggers=Triggers(**_only(Triggers, deal)),
        statements=tuple(statements),
        findings=tuple(findings),
        tie_outs=tie_outs or TieOuts(),
    )


def _first_printed(facts: Iterable[Fact]) -> _First:
    """Return the figure that is printed first for each measure of each entity. What has no entity is in no object."""
    first: _First = {scope: {} for scope in ("class", "group", "delinquency", "account", "deal")}
    for fact in facts:
        if fact.measure is not None and (fact.entity is not None or fact.scope == "deal"):
            first[fact.scope].setdefault(fact.entity or "", {}).setdefault(fact.measure, fact)
    return first


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


def _each(part: type[Any], entities: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return the measures of a part for each entity that has any of them."""
    return {name: found for name, values in entities.items() if (found := _only(part, values))}
