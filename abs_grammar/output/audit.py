"""What `check` says of a filing: how much of it is accounted for, and what wants a look."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

import attrs

from abs_grammar.model.filing import Coverage, Filing, UnaccountedLine
from abs_grammar.model.report import NO_MEASURE, Fact, Finding, RuleTally, TieOuts
from abs_grammar.output.acknowledgements import Acknowledgement
from abs_grammar.output.text_table import Lines, counted, printable

__all__ = ["Audit", "audit_lines", "trust_lines"]

_SEVERITIES = ("error", "warning", "info")


@attrs.frozen
class Audit:
    """What `check` says of a filing: how much of it is accounted for, and what wants a look."""

    source: str
    reports: int
    layouts: tuple[str, ...]
    coverage: Coverage
    unmeasured: tuple[Fact, ...]
    tie_outs: TieOuts
    findings: tuple[Finding, ...]
    unaccounted: tuple[UnaccountedLine, ...]
    acknowledged: tuple[tuple[Finding, str], ...] = ()
    declared: int = 0
    stale: tuple[Acknowledgement, ...] = ()

    @classmethod
    def of(cls, filing: Filing, acknowledgements: Sequence[Acknowledgement] = ()) -> Audit:
        """Gather what there is to say of a filing, the gravest findings first, and what is acknowledged apart.

        `stale` are acknowledgements of what is not found.
        """
        found = dict.fromkeys([*filing.findings, *(f for report in filing.reports for f in report.findings)])
        by_severity = sorted(found, key=lambda finding: _SEVERITIES.index(finding.severity))
        reasons = {f: a.reason for f in by_severity for a in acknowledgements if a.is_of(f)}
        without_measure = [fact for fact in filing.facts() if fact.measure is None]
        return cls(
            source=filing.source,
            reports=len(filing.reports),
            layouts=tuple(dict.fromkeys(report.layout for report in filing.reports)),
            coverage=filing.coverage,
            unmeasured=tuple(fact for fact in without_measure if fact.unit != NO_MEASURE),
            declared=sum(fact.unit == NO_MEASURE for fact in without_measure),
            tie_outs=_together([report.tie_outs for report in filing.reports]),
            findings=tuple(finding for finding in by_severity if finding not in reasons),
            unaccounted=filing.unaccounted,
            acknowledged=tuple(reasons.items()),
            stale=tuple(a for a in acknowledgements if not any(a.is_of(finding) for finding in by_severity)),
        )

    @property
    def unmeasured_words(self) -> dict[tuple[str | None, str | None], list[Fact]]:
        """The figures without a measure by the label and heading they are printed under, the most frequent first."""
        by_words: dict[tuple[str | None, str | None], list[Fact]] = {}
        for fact in self.unmeasured:
            by_words.setdefault((fact.label, fact.header), []).append(fact)
        return dict(sorted(by_words.items(), key=lambda entry: -len(entry[1])))

    @property
    def clean(self) -> bool:
        """Whether nothing wants a look: findings that only inform, or are acknowledged, do not count."""
        doubtful = any(finding.severity != "info" for finding in self.findings)
        return not (doubtful or self.unaccounted or self.unmeasured or self.stale)

    @property
    def verdict(self) -> str:
        """The whole in a few words: `clean`, or what there is to look at, and how much of it."""
        if self.clean:
            known = counted(len(self.acknowledged), "finding")
            return f"clean, {known} acknowledged" if self.acknowledged else "clean"
        parts = [
            _by_severity(self, ("error", "warning")),
            f"{counted(len(self.unaccounted), 'line')} unaccounted for" if self.unaccounted else "",
            f"{counted(len(self.unmeasured), 'figure')} without a measure" if self.unmeasured else "",
            f"{counted(len(self.stale), 'acknowledgement')} of what is not found" if self.stale else "",
        ]
        return ", ".join(filter(None, parts))

    def to_dict(self) -> dict[str, Any]:
        """Return the same as JSON takes it."""
        return {
            "source": self.source,
            "clean": self.clean,
            "reports": self.reports,
            "layouts": list(self.layouts),
            "coverage": attrs.asdict(self.coverage),
            "declared_without_measure": self.declared,
            "unmeasured": [
                _only(fact, ("report", "line", "start", "end", "text", "label", "header")) for fact in self.unmeasured
            ],
            "unmeasured_words": [
                {"label": label, "header": header, "figures": len(facts), "lines": [fact.line for fact in facts]}
                for (label, header), facts in self.unmeasured_words.items()
            ],
            "tie_outs": {
                **_only(self.tie_outs, ("tested", "held", "rounded", "failed")),
                "rules": [attrs.asdict(rule) for rule in self.tie_outs.rules],
                "untested": [list(place) for place in self.tie_outs.untested],
            },
            "findings": [attrs.asdict(finding) for finding in self.findings],
            "acknowledged": [{**attrs.asdict(finding), "reason": reason} for finding, reason in self.acknowledged],
            "stale": [attrs.asdict(acknowledgement) for acknowledgement in self.stale],
            "unaccounted": [attrs.asdict(line) for line in self.unaccounted],
        }


def audit_lines(audit: Audit) -> Lines:
    """Yield what `check` prints of a filing: a verdict, the coverage, and every place that wants a look."""
    yield "good" if audit.clean else "warning", f"{printable(audit.source)}: {audit.verdict}"
    yield "", f"  layout       {', '.join(audit.layouts) or 'none'} ({counted(audit.reports, 'report')})"
    yield from trust_lines(audit)


def trust_lines(audit: Audit) -> Lines:
    """Yield the coverage, and below it what the verdict counts."""
    c = audit.coverage
    yield "", f"  coverage     lines {c.lines_accounted} of {c.lines}, figures {c.figures_accounted} of {c.figures}"
    declared = f", and {audit.declared} that the grammar knows to have none" if audit.declared else ""
    yield "", f"  no measure   {counted(len(audit.unmeasured), 'figure')}{declared}"
    for (label, header), facts in audit.unmeasured_words.items():
        words = ", ".join(f"{name} {words!r}" for name, words in (("label", label), ("header", header)) if words)
        first = facts[0]
        places = _places(sorted({fact.line for fact in facts}))
        words_of = f"{counted(len(facts), 'figure')}: {words or 'no label'}  ({places}, first {first.text!r})"
        yield "warning", f"    {printable(words_of)}"
    t = audit.tie_outs
    yield (
        "",
        (
            f"  tie-outs     {t.tested} checked: {t.held} hold, {t.rounded} within rounding, {t.failed} do not; "
            f"{counted(len(t.untested), 'figure')} in none"
        ),
    )
    yield "", f"  findings     {_by_severity(audit) or 'none'}"
    for finding in audit.findings:
        yield finding.severity, f"    {finding.severity:<7}  {printable(_in_words(finding, several=audit.reports > 1))}"
    for finding, reason in audit.acknowledged:
        yield "", f"    known    {printable(_in_words(finding, several=audit.reports > 1))}"
        yield "", f"             {printable(reason)}"
    for stale in audit.stale:
        yield "warning", f"    stale    {printable(stale.rule)} ({_places(stale.lines)}): acknowledged, but not found"
    yield "", f"  unaccounted  {counted(len(audit.unaccounted), 'line')}"
    for line in audit.unaccounted:
        yield "warning", f"    line {line.line}: {printable(line.text.rstrip())}"


def _by_severity(audit: Audit, severities: Sequence[str] = _SEVERITIES) -> str:
    numbers = {s: sum(f.severity == s for f in audit.findings) for s in severities}
    return ", ".join(f"{n} info" if s == "info" else counted(n, s) for s, n in numbers.items() if n)


def _together(tie_outs: Sequence[TieOuts]) -> TieOuts:
    """Add up what the rules came to in several reports."""
    counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for rule in chain.from_iterable([t.rules for t in tie_outs]):
        counts[rule.rule] = [
            a + b for a, b in zip(counts[rule.rule], (rule.held, rule.rounded, rule.failed), strict=True)
        ]
    untested = chain.from_iterable([t.untested for t in tie_outs])
    return TieOuts(tuple(RuleTally(rule, *numbers) for rule, numbers in counts.items()), tuple(untested))


def _in_words(finding: Finding, *, several: bool) -> str:
    figures = [(name, getattr(finding, name)) for name in ("expected", "actual", "difference")]
    amounts = ", ".join(f"{name} {value}" for name, value in figures if value is not None)
    place = [_places(finding.lines)] if finding.lines else []
    place += [f"report {finding.report}"] if several and finding.report is not None else []
    where = f" ({', '.join(place)})" if place else ""
    return f"{finding.rule}{where}: {finding.message}{f' [{amounts}]' if amounts else ''}"


def _places(lines: Sequence[int]) -> str:
    """Return line numbers briefly: `lines 3-5, 9`."""
    runs: list[list[int]] = []
    for line in sorted(lines):
        if runs and line <= runs[-1][1] + 1:
            runs[-1][1] = line
        else:
            runs.append([line, line])
    numbers = ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)
    return f"{'line' if len(lines) == 1 else 'lines'} {numbers}"


def _only(part: Any, names: Iterable[str]) -> dict[str, Any]:  # noqa: ANN401 -- any part of a filing
    return {name: getattr(part, name) for name in names}
