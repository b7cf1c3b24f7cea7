"""From facts to typed objects: each class, group, bucket and account with what the page says of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from abs_grammar.meaning import TOTAL
from abs_grammar.model.certificates import CertificateClass
from abs_grammar.model.collateral import Collateral, DelinquencyBucket
from abs_grammar.model.deal import Account, Enhancement, Fees, Funds, Triggers
from abs_grammar.model.measures import measures_of
from abs_grammar.model.report import Fact, Finding, Report
from abs_grammar.transform import ReportReader

__all__ = ["report_of"]

_NAME_CHARACTERS = re.compile(r"[^0-9A-Z]")
_POOL = "Pool"

# What each entity of a scope says, as typed values by measure.
_Said = dict[str, dict[str, Any]]


def report_of(reader: ReportReader, trustee: str | None) -> Report:
    """Build the report of the facts a reader found."""
    statements = reader.statements()
    facts = [fact for statement in statements for fact in statement.facts]
    spelling = _one_spelling(facts, reader.number)
    said = _said(facts)
    classes = said["class"]
    totals = classes.pop(TOTAL, None)
    deal = said["deal"].get("", {})
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
        pool=Collateral(_POOL, **_only(Collateral, deal)) if _only(Collateral, deal) else None,
        delinquency={name: DelinquencyBucket(name, **values) for name, values in said["delinquency"].items()},
        accounts={name: Account(name, **values) for name, values in said["account"].items()},
        fees=Fees(**_only(Fees, deal)),
        funds=Funds(**_only(Funds, deal)),
        enhancement=Enhancement(**_only(Enhancement, deal)),
        triggers=Triggers(**_only(Triggers, deal)),
        statements=statements,
        findings=(*reader.findings(), *spelling),
    )


def _said(facts: Iterable[Fact]) -> Mapping[str, _Said]:
    """Gather what the facts say of each entity. Where a page says it twice, what it prints first stands."""
    said: dict[str, _Said] = {scope: {} for scope in ("class", "group", "delinquency", "account", "deal")}
    for fact in facts:
        if fact.measure is not None:
            values = said[fact.scope].setdefault(fact.entity or "", {})
            if fact.measure not in values:
                values[fact.measure] = _typed(fact)
    return said


def _typed(fact: Fact) -> Decimal | int | date | str | None:
    value, unit = fact.value, fact.unit
    if value is None or unit in ("text", "flag"):
        return value
    if unit == "count":
        return int(value)
    return date.fromisoformat(value) if unit == "date" else Decimal(value)


def _only(part: type[Any], values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in measures_of(part) if name in values}


def _one_spelling(facts: list[Fact], number: int) -> list[Finding]:
    """Give a class that a page spells two ways (`B-IO`, `BIO`) the name it is printed under first.

    Two names that one statement prints side by side are two classes, however alike.
    """
    names = {fact.entity for fact in facts if fact.scope == "class" and fact.entity is not None}
    if len({_NAME_CHARACTERS.sub("", name.upper()) for name in names}) == len(names):
        return []
    together: dict[str | None, set[str]] = {}
    for fact in facts:
        if fact.scope == "class" and fact.entity is not None:
            together.setdefault(fact.statement, set()).add(fact.entity)
    first: dict[str, str] = {}
    other: dict[str, str] = {}
    for fact in facts:
        name = fact.entity
        if fact.scope != "class" or name is None or name in other:
            continue
        known = first.setdefault(_NAME_CHARACTERS.sub("", name.upper()), name)
        if known != name and not any({known, name} <= names for names in together.values()):
            other[name] = known
    lines: dict[str, list[int]] = {}
    for fact in facts:
        if fact.scope == "class" and fact.entity in other:
            lines.setdefault(fact.entity, []).append(fact.line)
            fact.entity = other[fact.entity]
    return [
        Finding(
            "class-spelling",
            "info",
            f"class {name!r} is read as {other[name]!r}, which the page prints elsewhere",
            number,
            entity=other[name],
            lines=tuple(dict.fromkeys(found)),
        )
        for name, found in lines.items()
    ]
