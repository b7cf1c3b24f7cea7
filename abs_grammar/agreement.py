"""Where a report speaks of one thing twice: classes spelt two ways, and figures printed twice that differ."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation

from abs_grammar.model.report import Fact, Finding

__all__ = ["First", "first_printed", "one_spelling"]

_NAME_CHARACTERS = re.compile(r"[^0-9A-Z]")

# By scope, entity and measure, the figure that is printed first.
First = dict[str, dict[str, dict[str, Fact]]]


def first_printed(facts: Iterable[Fact], report: int) -> tuple[First, list[Finding]]:
    """Gather what is printed first of each thing, and tell where the page prints another value for it elsewhere."""
    first: First = {scope: {} for scope in ("class", "group", "delinquency", "account", "deal")}
    others: dict[tuple[str, str, str], list[Fact]] = {}
    for fact in facts:
        measure = fact.measure
        if measure is not None:
            said = first[fact.scope].setdefault(fact.entity or "", {})
            before = said.setdefault(measure, fact)
            if before.value != fact.value and not _same_number(before, fact):
                others.setdefault((fact.scope, fact.entity or "", measure), [before]).append(fact)
    return first, [_differing(measure, told, report) for (_, _, measure), told in others.items()]


def _same_number(fact: Fact, other: Fact) -> bool:
    """Tell whether two values are the same number, printed with more or fewer zeros; N/A is no other value."""
    if fact.value is None or other.value is None:
        return True
    try:
        return Decimal(fact.value) == Decimal(other.value)
    except InvalidOperation:
        return False


def _differing(measure: str, facts: Sequence[Fact], report: int) -> Finding:
    first, last = facts[0], facts[-1]
    entity = first.entity or "the deal"
    return Finding(
        "printed-differently",
        "warning",
        f"{measure} of {entity} is printed as {first.text} and elsewhere as {last.text}",
        report,
        entity=first.entity,
        expected=first.value,
        actual=last.value,
        difference=_difference(first, last),
        lines=tuple(dict.fromkeys([fact.line for fact in facts])),
    )


def _difference(first: Fact, last: Fact) -> str | None:
    try:
        return f"{Decimal(last.value or '') - Decimal(first.value or ''):f}"
    except InvalidOperation:
        return None


def one_spelling(facts: Sequence[Fact], report: int) -> list[Finding]:
    """Give a class that a page spells two ways (`B-IO`, `BIO`) the name it is printed under most often.

    Two names that one statement prints side by side are two classes, however alike.
    """
    printed = Counter(fact.entity for fact in facts if fact.scope == "class" and fact.entity is not None)
    alike: dict[str, list[str]] = {}
    for name in printed:
        alike.setdefault(_NAME_CHARACTERS.sub("", name.upper()), []).append(name)
    if len(alike) == len(printed):
        return []
    together: dict[str | None, set[str | None]] = {}
    for fact in facts:
        if fact.scope == "class":
            together.setdefault(fact.statement, set()).add(fact.entity)
    read_as = {
        name: best
        for names in alike.values()
        for best in [max(names, key=lambda name: printed[name])]
        for name in names
        if name != best and not any({best, name} <= side_by_side for side_by_side in together.values())
    }
    lines: dict[str, list[int]] = {}
    for fact in facts:
        if fact.scope == "class" and fact.entity in read_as:
            lines.setdefault(fact.entity, []).append(fact.line)
            fact.entity = read_as[fact.entity]
    return [
        Finding(
            "class-spelling",
            "info",
            f"class {name!r} is read as {read_as[name]!r}, as the page prints it elsewhere",
            report,
            entity=read_as[name],
            lines=tuple(dict.fromkeys(found)),
        )
        for name, found in lines.items()
    ]
