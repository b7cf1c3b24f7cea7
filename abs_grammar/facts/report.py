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
from abs_grammar.model.report import TOTAL, Fact, Finding, Part, Report, Statement, TieOuts
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
    classes, parts = values["class"], values["part"]
    totals = {name: classes.pop(name) for name in list(classes) if name.rpartition(" / ")[2] == TOTAL}
    total_of_groups = values["group"].get(TOTAL, {})  # the group Total is the pool, and so the deal
    deal = {**total_of_groups, **values["deal"].get("", {})}
    of_deal = {part: _only(part, deal) for part in (Report, Collateral, Fees, Funds, Enhancement, Triggers)}
    notional = notional or {}
    return Report(
        origin.layout,
        letterhead.trustee,
        letterhead.deal,
        letterhead.series,
        letterhead.master_servicer,
        **of_deal[Report],
        classes={
            name: CertificateClass(name, notional=notional.get(name), **_held(CertificateClass, found, ClassComponent))
            for name, found in classes.items()
            if name not in no_classes and not found.keys() <= set(_MEASURES_OF[ClassComponent])
        },
        class_totals=_class_totals(totals.pop(TOTAL, None)),
        components={name: ClassComponent(name, **of_one) for name, of_one in _each(ClassComponent, classes).items()},
        groups={name: Collateral(name, **_held(Collateral, of_group)) for name, of_group in values["group"].items()},
        pool=Collateral(_POOL, **of_deal[Collateral]) if of_deal[Collateral] else None,
        delinquency={
            name: DelinquencyBucket(name, **_held(DelinquencyBucket, bucket))
            for name, bucket in values["delinquency"].items()
        },
        accounts={name: Account(name, **_held(Account, account)) for name, account in values["account"].items()},
        fees=Fees(**of_deal[Fees]),
        funds=Funds(**of_deal[Funds]),
        enhancement=Enhancement(**of_deal[Enhancement]),
        triggers=Triggers(**of_deal[Triggers]),
        parts=_parts(statements, parts, totals),
        others={name: value for name, value in deal.items() if not any(name in held for held in of_deal.values())},
        statements=tuple(statements),
        findings=tuple(findings),
        tie_outs=tie_outs or TieOuts(),
    )


def _class_totals(found: Mapping[str, Any] | None) -> CertificateClass | None:
    return None if found is None else CertificateClass(TOTAL, **_held(CertificateClass, found))


def _parts(
    statements: Iterable[Statement], said: Mapping[str, Mapping[str, Any]], totals: Mapping[str, Mapping[str, Any]]
) -> dict[str, Part]:
    """Return the parts of a deal, in the order in which they are printed, each with the names of its classes."""
    classes: dict[str, dict[str, None]] = {}
    for statement in statements:
        for fact in statement.facts:
            if fact.part is not None:
                named = classes.setdefault(fact.part, {})
                if fact.class_name not in (None, TOTAL):
                    named[str(fact.class_name)] = None
    return {
        name: Part(name, tuple(named), _class_totals(totals.get(f"{name} / {TOTAL}")), others=said.get(name, {}))
        for name, named in classes.items()
    }


def _first_printed(facts: Iterable[Fact]) -> _First:
    """Return the figure that is printed first for each measure of each entity. What has no entity is in no object."""
    first: _First = {scope: {} for scope in ("class", "group", "delinquency", "account", "part", "deal")}
    for fact in facts:
        if fact.measure is not None and (fact.entity is not None or fact.scope == "deal"):
            first[fact.scope].setdefault(fact.entity or "", {}).setdefault(fact.measure, fact)
    return first


def _held(part: type[Any], found: Mapping[str, Any], *beside: type[Any]) -> dict[str, Any]:
    """Return the fields of a part that an entity has, and `others`: what has no field there, nor in those beside."""
    fields = _only(part, found)
    known = {name for other in beside for name in _MEASURES_OF[other]}
    others = {name: value for name, value in found.items() if name not in fields and name not in known}
    return {**fields, "others": others} if others else fields


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
