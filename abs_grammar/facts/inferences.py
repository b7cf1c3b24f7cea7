"""Findings of what the lexer inferred: a title or a heading that is read as what it can only be, not as printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from abs_grammar.facts.sections import Section
from abs_grammar.model.report import Finding
from abs_grammar.page.columns import Column
from abs_grammar.reading.record import Inference

__all__ = ["inference_findings"]


def inference_findings(inferences: Iterable[Inference], sections: Sequence[Section], report: int) -> list[Finding]:
    """Return a finding for each inference, with its line and those of the rows that are read by it."""
    findings = []
    for inferred in inferences:
        if inferred.column is not None:
            touched = _under(inferred.column, sections)
        else:  # a title; of two sections that begin on one line, the later
            below = {section.line: section for section in sections}.get(inferred.line)
            touched = [row.number for row in below.rows] if below is not None else []
        lines = tuple(dict.fromkeys([inferred.line, *touched]))
        findings.append(Finding(inferred.rule, "warning", inferred.said, report, lines=lines))
    return findings


def _under(column: Column, sections: Iterable[Section]) -> list[int]:
    """Return the lines of the rows that have a cell in a column."""
    return [row.number for section in sections for row in section.rows if column in row.placed.columns]
