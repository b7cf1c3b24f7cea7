"""Statements printed several times: which printing is of the whole pool, and which of a group of its loans.

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

from abs_grammar.facts.figures import SectionFacts
from abs_grammar.model.report import UNNAMED, Fact, Finding
from abs_grammar.model.vocabulary import SCOPES

__all__ = ["name_groups"]

_ADD_UP = ("beginning_pool_balance", "ending_pool_balance", "beginning_loan_count", "ending_loan_count")
_MOST_GROUPS = 100
"""A statement printed more often with other figures each time is none that is printed for each group."""

_CENT = Decimal("0.01")
"""Balances of groups are rounded each by itself."""

# What a printing says of the deal and of its buckets: entity and measure to value.
_Values = dict[tuple[str | None, str], str | None]


@attrs.define(eq=False)
class _Printing:
    """What a statement says each time that it prints these figures, and the lines where it begins to."""

    values: _Values
    facts: list[Fact]
    lines: list[int]

    def add(self, other: _Printing) -> None:
        """Take in what is printed again, with what is printed there only."""
        self.values |= other.values
        self.facts += other.facts
        self.lines += other.lines


def name_groups(read: Sequence[SectionFacts], report: int) -> tuple[list[SectionFacts], list[Finding]]:
    """Return the facts of unnamed groups with an entity each, by the order of printing, and what was found.

    The printing whose loans all the others sum to is the pool's. Where none is, each is of a group.
    """
    statements: dict[tuple[str, str | None], list[_Printing]] = {}
    titles: dict[str, str] = {}
    for one in read:
        section, values = one.section, _values(one.facts) if one.section.rule is not None else {}
        if section.rule is not None and values:
            title = section.title or titles.get(section.rule)  # a title may be lost
            titles[section.rule] = title or ""
            statements.setdefault((section.rule, title), []).append(_Printing(values, list(one.facts), [section.line]))
    findings = []
    named: dict[int, Fact] = {}
    for (_, title), all_printed in statements.items():
        printings = _distinct(all_printed) if len(all_printed) > 1 else []
        if len(printings) > 1:
            pool = _pool_among(printings)
            groups = [printing for printing in printings if printing is not pool]
            for number, printing in enumerate(groups, 1):
                named.update({id(fact): _of_group(fact, f"{UNNAMED} {number}") for fact in printing.facts})
            findings.append(_finding(title, printings, pool, report))
    if not named:
        return list(read), findings
    return [
        SectionFacts(one.section, tuple([named.get(id(fact), fact) for fact in one.facts]), one.doubts) for one in read
    ], findings


def _distinct(printed: Sequence[_Printing]) -> list[_Printing]:
    """Join what says the same. What does not say most of the fullest printing is none, unless there are others."""
    fullest = max(printed, key=lambda printing: len(printing.values))
    whole = {printing for printing in printed if 2 * _shared(printing, fullest) > len(fullest.values)}
    found: list[_Printing] = []
    for printing in sorted(printed, key=lambda printing: printing not in whole):  # those first that are whole
        if printing not in whole and len(found) == 1:
            return found
        agreeing = [other for other in found if _shared(printing, other) and _agree(printing.values, other.values)]
        if len(agreeing) == 1 or (agreeing and printing in whole):
            agreeing[0].add(printing)
        elif len(found) < _MOST_GROUPS:
            found.append(printing)
        else:
            return []
    return sorted(found, key=lambda printing: printing.lines[0])


def _shared(printing: _Printing, other: _Printing) -> int:
    return len(printing.values.keys() & other.values.keys())


def _values(facts: Iterable[Fact]) -> _Values:
    return {
        (fact.entity, fact.measure): fact.value
        for fact in facts
        if fact.measure is not None and fact.scope in ("deal", "delinquency")
    }


def _agree(values: _Values, before: _Values) -> bool:
    """Tell whether two printings say the same, as far as both say it: a line of one may be lost."""
    return all(values[key] == before[key] for key in values.keys() & before.keys())


def _finding(title: str | None, printings: Sequence[_Printing], pool: _Printing | None, report: int) -> Finding:
    """Say which printings are of which groups."""
    groups = len(printings) - (pool is not None)
    about = f"{title!r} is printed with {len(printings)} sets of figures, and does not say of which group each speaks"
    if pool is None:
        lines = {fact.line for printing in printings for fact in printing.facts}
        which = "none is the sum of the others, so none is taken for the pool's"
    else:
        lines = {line for printing in printings for line in printing.lines}
        which = f"no. {printings.index(pool) + 1} is the pool's, for the loans of the others sum to it"
    severity: Literal["warning", "info"] = "warning" if pool is None else "info"
    message = f"{about}; {which}; the groups are {UNNAMED} 1 to {groups}, in the order printed"
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
    values = {name: printing.values.get((None, name)) for name in _ADD_UP}
    return {name: Decimal(value) for name, value in values.items() if value is not None}


def _of_group(fact: Fact, group: str) -> Fact:
    """Return a fact of the deal, or of a bucket of its loans, as one of a group. What no group has stays as it is."""
    if fact.scope == "delinquency":
        return attrs.evolve(fact, entity=f"{group} / {fact.entity}", group=group)
    if fact.scope == "deal" and fact.measure is not None and fact.measure in SCOPES and "group" in SCOPES[fact.measure]:
        return attrs.evolve(fact, scope="group", entity=group, group=group)
    return fact
