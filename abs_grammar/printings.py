"""Where a report prints one statement several times: which printing speaks of the pool, and which of a part of it.

A deal of several pools prints a page for each and one for them all, under the same title, and names none of them:

    ADDITIONAL RELATED INFORMATION FOR POOL 10023      AGGREGATE NUMBER OF LOANS    1,054
    ADDITIONAL RELATED INFORMATION FOR POOL 10023      AGGREGATE NUMBER OF LOANS      351
    ADDITIONAL RELATED INFORMATION FOR POOL 10023      AGGREGATE NUMBER OF LOANS      703
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

import attrs

from abs_grammar.meaning import UNNAMED
from abs_grammar.model.report import Fact, Finding
from abs_grammar.sections import Section
from abs_grammar.vocabulary import SCOPES

__all__ = ["tell_apart"]

_ADD_UP = ("beginning_pool_balance", "ending_pool_balance", "beginning_loan_count", "ending_loan_count")

# What a printing says of the deal and of its buckets: entity and measure to value.
_Said = Mapping[tuple[str | None, str], str | None]


@attrs.define(eq=False)
class _Printing:
    """What a statement says each time that it prints these figures, and the lines where it begins to."""

    said: _Said
    facts: list[Fact]
    lines: list[int]


def tell_apart(read: Iterable[tuple[Section, Sequence[Fact]]], report: int) -> list[Finding]:
    """Give the facts of unnamed groups an entity each, by the order of printing, and tell what was done.

    The printing whose loans all the others sum to is the pool's. Where none is, each speaks of a group.
    """
    statements: dict[tuple[str, str | None], list[_Printing]] = {}
    for section, facts in read:
        said = _said(facts)
        if section.rule is None or not said:
            continue
        printings = statements.setdefault((section.rule, section.title), [])
        same = next((printing for printing in printings if printing.said == said), None)
        if same is not None:
            same.facts.extend(facts)
            same.lines.append(section.line)
        elif all(_is_whole(said, printing.said) for printing in printings):
            printings.append(_Printing(said, list(facts), [section.line]))
    return [_told(title, printings, report) for (_, title), printings in statements.items() if len(printings) > 1]


def _said(facts: Iterable[Fact]) -> _Said:
    return {
        (fact.entity, fact.measure): fact.value
        for fact in facts
        if fact.measure is not None and fact.scope in ("deal", "delinquency")
    }


def _is_whole(said: _Said, before: _Said) -> bool:
    """Tell whether a statement says again most of what it said before, and does not add to it only."""
    return 2 * len(said.keys() & before.keys()) > max(len(said), len(before))


def _told(title: str | None, printings: Sequence[_Printing], report: int) -> Finding:
    """Name the groups, and say which they are."""
    pool = _pool_among(printings)
    groups = [printing for printing in printings if printing is not pool]
    for number, printing in enumerate(groups, 1):
        _name(printing.facts, f"{UNNAMED} {number}")
    about = f"{title!r} is printed with {len(printings)} sets of figures, and does not say of which group each speaks"
    if pool is None:
        which = "none is the sum of the others, so none is taken for the pool's"
    else:
        which = f"that of line {pool.lines[0]} is the pool's, for the loans of the others sum to it"
    named = ", ".join(f"{UNNAMED} {n} from line {printing.lines[0]}" for n, printing in enumerate(groups, 1))
    lines = tuple(sorted(line for printing in printings for line in printing.lines))
    message = f"{about}; {which}; the groups are {named}"
    return Finding("unnamed-groups", "warning" if pool is None else "info", message, report, lines=lines)


def _pool_among(printings: Sequence[_Printing]) -> _Printing | None:
    """Return the printing whose loans are those of all the others together, if there is just one."""
    measures = [(None, name) for name in _ADD_UP if all(p.said.get((None, name)) is not None for p in printings)]
    sums = {measure: sum(_number(printing, measure) for printing in printings) for measure in measures}
    found = [
        printing
        for printing in printings
        if any(sums.values()) and all(2 * _number(printing, measure) == sums[measure] for measure in measures)
    ]
    return found[0] if len(found) == 1 else None


def _number(printing: _Printing, measure: tuple[str | None, str]) -> Decimal:
    return Decimal(printing.said[measure] or 0)


def _name(facts: Iterable[Fact], group: str) -> None:
    """Say of facts that they speak of a group, and no longer of the deal."""
    for fact in facts:
        if fact.scope == "delinquency":
            fact.entity = f"{group} / {fact.entity}"
        elif fact.scope == "deal" and fact.measure is not None and "group" in SCOPES[fact.measure]:
            fact.scope, fact.entity = "group", group
