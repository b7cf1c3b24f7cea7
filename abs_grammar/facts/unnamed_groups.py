"""Where a report prints one statement several times: which printing speaks of the pool, and which of a part of it.

A deal of several pools prints a page for each and one for them all, under the same title, and names none of them:

    ADDITIONAL RELATED INFORMATION FOR POOL 10023      AGGREGATE NUMBER OF LOANS    1,054
    ADDITIONAL RELATED INFORMATION FOR POOL 10023      AGGREGATE NUMBER OF LOANS      351
    ADDITIONAL RELATED INFORMATION FOR POOL 10023      AGGREGATE NUMBER OF LOANS      703
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Literal

import attrs

from abs_grammar.facts.sections import Section
from abs_grammar.model.report import UNNAMED, Fact, Finding
from abs_grammar.model.vocabulary import SCOPES

__all__ = ["tell_apart"]

_ADD_UP = ("beginning_pool_balance", "ending_pool_balance", "beginning_loan_count", "ending_loan_count")
_MOST_GROUPS = 100
"""A statement printed more often with other figures each time is none that is printed for each group."""

_CENT = Decimal("0.01")
"""Balances of groups are rounded each by itself."""

# What a printing says of the deal and of its buckets: entity and measure to value.
_Said = dict[tuple[str | None, str], str | None]


@attrs.define(eq=False)
class _Printing:
    """What a statement says each time that it prints these figures, and the lines where it begins to."""

    said: _Said
    facts: list[Fact]
    lines: list[int]

    def add(self, other: _Printing) -> None:
        """Take in what is printed again, with what is printed there only."""
        self.said |= other.said
        self.facts += other.facts
        self.lines += other.lines


def tell_apart(read: Iterable[tuple[Section, Sequence[Fact]]], report: int) -> list[Finding]:
    """Give the facts of unnamed groups an entity each, by the order of printing, and tell what was done.

    The printing whose loans all the others sum to is the pool's. Where none is, each speaks of a group.
    """
    statements: dict[tuple[str, str | None], list[_Printing]] = {}
    titles: dict[str, str] = {}
    for section, facts in read:
        said = _said(facts)
        if section.rule is not None and said:
            title = section.title or titles.get(section.rule)  # a title may be lost
            titles[section.rule] = title or ""
            statements.setdefault((section.rule, title), []).append(_Printing(said, list(facts), [section.line]))
    findings = []
    for (_, title), all_printed in statements.items():
        printings = _distinct(all_printed) if len(all_printed) > 1 else []
        if len(printings) > 1:
            findings.append(_told(title, printings, report))
    return findings


def _distinct(printed: Sequence[_Printing]) -> list[_Printing]:
    """Join what says the same. What does not say most of the fullest printing is none, unless there are others."""
    fullest = max(printed, key=lambda printing: len(printing.said))
    whole = {printing for printing in printed if 2 * _shared(printing, fullest) > len(fullest.said)}
    found: list[_Printing] = []
    for printing in sorted(printed, key=lambda printing: printing not in whole):  # those first that are whole
        if printing not in whole and len(found) == 1:
            return found
        agreeing = [other for other in found if _shared(printing, other) and _agree(printing.said, other.said)]
        if len(agreeing) == 1 or (agreeing and printing in whole):
            agreeing[0].add(printing)
        elif len(found) < _MOST_GROUPS:
            found.append(printing)
        else:
            return []
    return sorted(found, key=lambda printing: printing.lines[0])


def _shared(printing: _Printing, other: _Printing) -> int:
    return len(printing.said.keys() & other.said.keys())


def _said(facts: Iterable[Fact]) -> _Said:
    return {
        (fact.entity, fact.measure): fact.value
        for fact in facts
        if fact.measure is not None and fact.scope in ("deal", "delinquency")
    }


def _agree(said: _Said, before: _Said) -> bool:
    """Tell whether two printings say the same, as far as both say it: a line of one may be lost."""
    return all(said[key] == before[key] for key in said.keys() & before.keys())


def _told(title: str | None, printings: Sequence[_Printing], report: int) -> Finding:
    """Name the groups, and say which they are."""
    pool = _pool_among(printings)
    groups = [printing for printing in printings if printing is not pool]
    for number, printing in enumerate(groups, 1):
        _name(printing.facts, f"{UNNAMED} {number}")
    about = f"{title!r} is printed with {len(printings)} sets of figures, and does not say of which group each speaks"
    if pool is None:
        lines = {fact.line for printing in printings for fact in printing.facts}
        which = "none is the sum of the others, so none is taken for the pool's"
    else:
        lines = {line for printing in printings for line in printing.lines}
        which = f"no. {printings.index(pool) + 1} is the pool's, for the loans of the others sum to it"
    severity: Literal["warning", "info"] = "warning" if pool is None else "info"
    message = f"{about}; {which}; the groups are {UNNAMED} 1 to {len(groups)}, in the order printed"
    return Finding("unnamed-groups", severity, message, report, lines=tuple(sorted(lines)))


def _pool_among(printings: Sequence[_Printing]) -> _Printing | None:
    """Return the printing whose loans are those of all the others together, if there is just one."""
    loans = [_loans(printing) for printing in printings]
    measures = [name for name in _ADD_UP if all(name in numbers for numbers in loans)]
    sums = {name: sum(numbers[name] for numbers in loans) for name in measures}
    near = _CENT * len(printings)
    found = [
        printing
        for printing, numbers in zip(printings, loans, strict=True)
        if any(sums.values()) and all(abs(2 * numbers[name] - sums[name]) <= near for name in measures)
    ]
    return found[0] if len(found) == 1 else None


def _loans(printing: _Printing) -> dict[str, Decimal]:
    """Return what a printing says of its loans that adds up: their number and their balance."""
    said = {name: printing.said.get((None, name)) for name in _ADD_UP}
    return {name: Decimal(value) for name, value in said.items() if value is not None}


def _name(facts: Iterable[Fact], group: str) -> None:
    """Say of facts that they speak of a group, and no longer of the deal."""
    for fact in facts:
        if fact.scope == "delinquency":
            fact.entity = f"{group} / {fact.entity}"
        elif fact.scope == "deal" and fact.measure is not None and "group" in SCOPES[fact.measure]:
            fact.scope, fact.entity = "group", group
