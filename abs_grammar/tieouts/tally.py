"""Counts the checks of one report: how many were made, how many held, and a finding for each that failed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal, localcontext

import attrs

from abs_grammar.model.report import Fact, Finding, RuleTally, Statement, TieOuts
from abs_grammar.tieouts.identity import Check, Outcome
from abs_grammar.tieouts.ledger import Figure, Ledger, facts_of

__all__ = ["Tally", "shown", "written_out"]


class Tally:
    """Gathers the outcomes of checks, the figures that took part, and the findings."""

    def __init__(self, report: int) -> None:
        self.report = report
        self.findings: list[Finding] = []
        self._figures: set[Figure] = set()
        self._facts: set[int] = set()
        self._counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])

    def count(self, rule: str, outcome: Outcome, figures: Iterable[Figure] = (), *, facts: Iterable[Fact] = ()) -> None:
        """Count a check, and note the figures that took part in it, or the facts where they are no numbers."""
        self._counts[rule][_PLACE[outcome]] += 1
        self._figures.update(figures)
        self._facts.update(map(id, facts))

    def add(self, rule: str, check: Check, entity: str | None) -> None:
        """Count a check of an identity, and add a finding where it failed."""
        self.count(rule, check.outcome, check.figures)
        if check.outcome is Outcome.FAILED:
            self.fail(rule, check, entity)

    def fail(self, rule: str, check: Check, entity: str | None, because: str = "") -> None:
        """Add the finding of a check that failed, or that fails for a further reason."""
        self.findings.append(_failed(rule, check, entity, because, self.report))

    def add_finding(
        self,
        rule: str,
        severity: str,
        message: str,
        facts: Iterable[Fact] = (),
        **amounts: str | None,
    ) -> None:
        """Add a finding, with the lines of the facts concerned."""
        self.findings.append(
            Finding(rule, severity, message, self.report, lines=_lines(facts), **amounts)  # type: ignore[arg-type]  # fields of a finding
        )

    def found(self, rules: Container[str]) -> bool:
        """Return whether some rules found something."""
        return any([finding.rule in rules for finding in self.findings])

    def tie_outs(self, statements: Iterable[Statement]) -> TieOuts:
        """Return what each rule came to, and where the figures stand that took part in none."""
        tested = self._facts.union([id(fact) for figure in self._figures for fact in figure.facts])
        untested = [(fact.line, fact.start) for s in statements for fact in s.facts if id(fact) not in tested]
        return TieOuts(tuple(RuleTally(rule, *counts) for rule, counts in self._counts.items()), tuple(untested))

    def explained(self, ledger: Ledger) -> tuple[Finding, ...]:
        """Return the findings; a difference that is an amount printed of one entity alone is said to be that one."""
        amounts: dict[str, list[Figure]] = {}
        if any([finding.difference for finding in self.findings]):
            for figure in ledger.figures.values():
                if figure.value and figure.facts[0].unit == "usd":
                    amounts.setdefault(f"{abs(figure.value):f}", []).append(figure)
        return tuple(_with_origin(finding, amounts) for finding in self.findings)


_PLACE = {Outcome.HELD: 0, Outcome.ROUNDED: 1, Outcome.FAILED: 2}
_ENOUGH_DIGITS = 60


def shown(value: Decimal, like: Decimal) -> str:
    """Write a value out with as many places as another has."""
    exponent = int(like.as_tuple().exponent)
    return f"{value.quantize(Decimal((0, (1,), exponent)), ROUND_HALF_EVEN):f}"


def written_out(value: Decimal, like: Decimal) -> str:
    """Write a value out as a page would, with as many places as another has."""
    exponent = int(like.as_tuple().exponent)
    return f"{value.quantize(Decimal((0, (1,), exponent)), ROUND_HALF_EVEN):,f}"


def _failed(rule: str, check: Check, entity: str | None, because: str, report: int) -> Finding:
    left = check.left
    with localcontext(prec=max(left.value.adjusted(), check.difference.adjusted(), 0) + _ENOUGH_DIGITS):
        difference = check.difference / check.scale
    whose = f" of {entity}" if entity else ""
    expected = left.value - difference
    comes_to = f"{check.right()} comes to {written_out(expected, left.value)}{because}"
    return Finding(
        rule,
        "warning",
        f"{left.words}{whose} is printed as {left.text}; {comes_to}",
        report,
        entity=entity,
        expected=shown(expected, left.value),
        actual=f"{left.value:f}",
        difference=shown(difference, left.value),
        lines=_lines(facts_of(check.figures)),
    )


def _with_origin(finding: Finding, amounts: Mapping[str, Sequence[Figure]]) -> Finding:
    figures = amounts.get((finding.difference or "").lstrip("-"), ())
    facts = [fact for fact in facts_of(figures) if fact.line not in finding.lines and fact.entity != finding.entity]
    if not facts or len({(fact.scope, fact.entity) for fact in facts}) > 1:
        return finding
    first = facts[0]
    whose = f" of {first.entity}" if first.entity else ""
    words = str(first.measure).replace("_", " ")
    return attrs.evolve(
        finding,
        message=f"{finding.message}; the difference is the {words}{whose}, {first.text}",
        lines=tuple(sorted({*finding.lines, first.line})),
    )


def _lines(facts: Iterable[Fact]) -> tuple[int, ...]:
    return tuple(sorted({fact.line for fact in facts}))
