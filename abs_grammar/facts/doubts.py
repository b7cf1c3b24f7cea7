"""Figures without a measure: why each has none, and the findings that say so, one for each cause."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

import attrs

from abs_grammar.model.report import Fact, Finding, Statement

__all__ = ["Doubt", "doubt_findings", "no_grammar_finding", "undated_findings"]

_MESSAGES: dict[str, Callable[[Fact], tuple[str, str]]] = {
    "lost-heading": lambda f: ("rows", f"rows from {f.label!r} on name the classes again: their headings are missing"),
    "several-figures": lambda f: (str(f.label), f"{f.label!r} is followed by more than one figure"),
    "no-column": lambda f: (str(f.line), "no heading stands over these figures, or more than one might"),
    "unknown-heading": lambda f: (str(f.header), f"no rule knows a column headed {f.header!r} here"),
    "sign-apart": lambda f: (
        str(f.line),
        f"the sign of {f.text!r} stands apart from its digits, and may be a cell of its own",
    ),
    "no-measure": lambda f: (f"{f.label} x {f.header}", f"{_row_and_column(f)} no measure"),
    "no-entity": lambda f: (
        str(f.label),
        f"the row {f.label!r} does not say of which class, group, bucket or account it speaks",
    ),
    "of-another": lambda f: (
        str(f.label),
        f"the row {f.label!r} stands under text that speaks of another period or group",
    ),
    "unknown-label": lambda f: (str(f.label), f"no rule knows a row labelled {f.label!r} here"),
}
"""For each rule, what its figures have in common, and the message."""


@attrs.frozen(eq=False)
class Doubt:
    """A figure without a measure, and why it has none: a rule, and after a colon what is wrong with this figure."""

    reason: str
    fact: Fact


def doubt_findings(doubts: Iterable[Doubt], expected: Mapping[int | str, str], report: int) -> list[Finding]:
    """Return a finding for each cause, with the lines it touches.

    `expected` says what the grammar would have taken in place of a line or a heading that it does not know.
    """
    lines: dict[tuple[str, str, str], dict[int, None]] = {}
    for doubt in doubts:
        lines.setdefault(_cause(doubt, expected), {})[doubt.fact.line] = None
    return [
        Finding(rule, "warning", f"{message}; the figures have no measure", report, lines=tuple(touched))
        for (rule, _, message), touched in lines.items()
    ]


def undated_findings(distribution_date: date | None, report: int, line: int) -> tuple[Finding, ...]:
    """Return the finding that a report, which begins at a line, has no date of distribution; nothing if it has one."""
    if distribution_date is not None:
        return ()
    return (
        Finding(
            "no-distribution-date", "warning", "no date of distribution was read in this report", report, lines=(line,)
        ),
    )


def no_grammar_finding(statements: Iterable[Statement], report: int) -> Finding:
    """Return the finding of a report that no grammar read, with what that means."""
    measures = [fact.measure for statement in statements for fact in statement.facts]
    named = sum([measure is not None for measure in measures])
    return Finding(
        "no-grammar",
        "warning",
        f"the page was read without a grammar: {named} of {len(measures)} figures have a measure, by their printed "
        "words alone; no person has said that these words mean that here, nor where its statements begin and end",
        report,
    )


def _cause(doubt: Doubt, expected: Mapping[int | str, str]) -> tuple[str, str, str]:
    """Return the rule, what figures doubted for the same cause have in common, and the message."""
    fact = doubt.fact
    rule, _, detail = doubt.reason.partition(": ")
    if rule == "contradiction":
        about = f"the row {fact.label!r} and the column {fact.header!r} name two things, {detail}"
        return "no-entity", f"{fact.statement} {about}", about
    if rule == "misfit":
        cause = f"{fact.label} {fact.header}"
        message = f"{fact.text!r} under {fact.header!r} beside {fact.label!r} is {detail}"
    else:
        cause, message = _MESSAGES[rule](fact)
        instead = expected.get(fact.line if rule == "unknown-label" else str(fact.header))
        if instead and rule in ("unknown-label", "unknown-heading"):
            message = f"{message}, expected {instead}"
    return rule, f"{fact.statement} {cause}", message


def _row_and_column(fact: Fact) -> str:
    """Say what names a figure, and how many name it: a row, a column, or the two of them."""
    named = [f"the {what} {text!r}" for what, text in (("row", fact.label), ("column", fact.header)) if text]
    return f"{' and '.join(named)} together name" if len(named) > 1 else f"{''.join(named) or 'nothing'} names"
