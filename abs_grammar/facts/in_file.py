"""Facts and findings that were read from a printed page, given the places that they have in the file."""

from __future__ import annotations

import attrs

from abs_grammar.model.report import Fact, Finding, Report
from abs_grammar.page.printed_file import PrintedFile

__all__ = ["fact_in_file", "finding_in_file", "report_in_file"]


def report_in_file(report: Report, printed: PrintedFile) -> Report:
    """Return a report whose facts and findings stand where the file has them."""
    if printed.is_as_given:
        return report
    places: dict[tuple[int, int], tuple[int, int]] = {}
    statements = []
    for statement in report.statements:
        facts = tuple(fact_in_file(fact, printed) for fact in statement.facts)
        places |= {(f.line, f.start): (g.line, g.start) for f, g in zip(statement.facts, facts, strict=True)}
        statements.append(attrs.evolve(statement, facts=facts))
    return attrs.evolve(
        report,
        statements=tuple(statements),
        findings=tuple(finding_in_file(finding, printed) for finding in report.findings),
        tie_outs=attrs.evolve(report.tie_outs, untested=tuple(places[place] for place in report.tie_outs.untested)),
    )


def fact_in_file(fact: Fact, printed: PrintedFile) -> Fact:
    """Return a fact whose text is what stands in the file, entities and all: `line[start:end]`."""
    line, start, end = printed.place_in_file(fact.line, fact.start, fact.end)
    return attrs.evolve(fact, line=line, start=start, end=end, text=printed.file.lines[line - 1][start:end])


def finding_in_file(finding: Finding, printed: PrintedFile) -> Finding:
    """Return a finding with the lines of the file that it is about, each once."""
    return attrs.evolve(finding, lines=tuple(dict.fromkeys(map(printed.line_in_file, finding.lines))))
