"""From a file to a filing: the way of the data, step by step."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

from abs_grammar.assemble import report_of
from abs_grammar.cover import read_cover
from abs_grammar.layout import find_layout
from abs_grammar.model.filing import Cover, Coverage, Filing, UnaccountedLine
from abs_grammar.model.report import Finding, Report
from abs_grammar.page import figures_on, read_lines
from abs_grammar.parsers import parser_of
from abs_grammar.reading import Reading
from abs_grammar.regions import Regions, regions_of
from abs_grammar.source import Source, read_source, source_from_text
from abs_grammar.submission import Document, read_submission
from abs_grammar.terminals import Terminals
from abs_grammar.transform import ReportReader

__all__ = ["parse", "parse_file"]

_LONGEST_SHOWN = 500


def parse(text: str, *, layout: str | None = None) -> Filing:
    """Parse the text of a filing: a whole EDGAR submission, or a bare document.

    `layout` names the layout to read it by; without it, the page must be claimed by exactly one.

    Raises `SourceError` where the text is none of a filing, `UnknownLayoutError` where no layout claims it,
    `AmbiguousLayoutError` where more than one does. A line that no rule knows is no error: it is listed in
    `Filing.unaccounted`.
    """
    return _parse_source(source_from_text(text), layout)


def parse_file(path: str | os.PathLike[str], *, layout: str | None = None) -> Filing:
    """Parse a file as `parse` does its text; `-` is standard input. Raises `SourceError` where it cannot be read."""
    return _parse_source(read_source(path), layout)


def _parse_source(source: Source, layout: str | None) -> Filing:
    submission = read_submission(source)
    found = find_layout("\n".join(source.lines), layout, file=source.name)
    parser = parser_of(found)
    pages = [_read_document(source, document, parser.terminals) for document in submission.documents]
    cover, owned = read_cover([line for page in pages for line in page.cover])
    owned.update(submission.markup_lines)
    trustee = cover.trustee if cover is not None else None
    readings = [Reading(list(page.statement)) for page in pages if page.statement]
    reports = [
        report_of(
            ReportReader(parser.parse(reading), reading, source=source.name, number=number, layout=found.name), trustee
        )
        for number, reading in enumerate(readings)
    ]
    for reading in readings:
        owned |= reading.owned
    unaccounted = _unaccounted(source, owned)
    return Filing(
        source.name,
        submission,
        cover,
        tuple(reports),
        unaccounted,
        (*_findings(cover, reports), *[finding for report in reports for finding in report.findings]),
        _coverage(source, reports, readings, unaccounted),
    )


def _read_document(source: Source, document: Document, terminals: Terminals) -> Regions:
    """Read the lines of one document and part them. An exhibit without a statement is no cover either."""
    lines = read_lines(source.lines, document.first_line, document.last_line)
    regions = regions_of(lines, terminals)
    if (document.type or "").upper().startswith("EX") and not regions.statement:
        return Regions([], [])
    return regions


def _coverage(
    source: Source, reports: Sequence[Report], readings: Sequence[Reading], unaccounted: Sequence[UnaccountedLine]
) -> Coverage:
    """Count the printed lines, and the figures of the statements, and how many of each are accounted for."""
    facts = sum([len(statement.facts) for report in reports for statement in report.statements])
    lost = 0
    if unaccounted:
        in_statements = {line.number for reading in readings for line in reading.lines}
        lost = sum([len(left.figures) for left in unaccounted if left.line in in_statements])
    printed = sum([not line.isspace() for line in source.lines if line])
    return Coverage(printed, printed - len(unaccounted), facts + lost, facts)


def _unaccounted(source: Source, owned: set[int]) -> tuple[UnaccountedLine, ...]:
    """List the printed lines that nothing owns."""
    left = []
    for number, line in enumerate(source.lines, 1):
        if number not in owned and line and not line.isspace():
            read = read_lines(source.lines, number, number)
            figures = tuple(figures_on(read[0])) if read else ()
            left.append(UnaccountedLine(number, line[:_LONGEST_SHOWN], figures))
    return tuple(left)


def _findings(cover: Cover | None, reports: Sequence[Report]) -> Iterable[Finding]:
    if cover is not None and cover.form_type is not None and cover.signature is None and cover.signer_name is None:
        yield Finding(
            "no-signature", "warning", "the report ends without the signature that ends a Form 8-K: it may be cut short"
        )
    if not reports:
        yield Finding("no-statement", "error", "no statement to certificateholders was found in this file")
