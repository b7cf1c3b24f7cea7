"""From a file to a filing: the way of the data, step by step."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import Any

from abs_grammar.assemble import report_of
from abs_grammar.cover import read_cover
from abs_grammar.layouts import Layout, find_layout
from abs_grammar.model.filing import Cover, Coverage, Filing, UnaccountedLine
from abs_grammar.model.report import Finding, Report
from abs_grammar.page import PrintedLine, read_lines
from abs_grammar.reading import Reading
from abs_grammar.regions import regions_of
from abs_grammar.source import Source, read_source, source_from_text
from abs_grammar.submission import Document, read_submission
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
    owned = set(submission.markup_lines)
    covers: list[PrintedLine] = []
    reports: list[Report] = []
    pages = [_document(source, document, found) for document in submission.documents]
    for cover_lines, _ in pages:
        covers += cover_lines
    cover, owned_by_cover = read_cover(covers)
    owned |= owned_by_cover
    for _, statement in pages:
        if statement:
            reports.append(_report(source, found, statement, len(reports), cover, owned))
    unaccounted = _unaccounted(source, owned)
    facts = sum([len(report.facts()) for report in reports])
    in_statements = {line.number for _, statement in pages for line in statement}
    lost = sum([len(left.figures) for left in unaccounted if left.line in in_statements])
    printed = sum([not line.isspace() for line in source.lines if line])
    return Filing(
        source.name,
        submission,
        cover,
        tuple(reports),
        unaccounted,
        (*_findings(cover, reports), *[finding for report in reports for finding in report.findings]),
        Coverage(printed, printed - len(unaccounted), facts + lost, facts),
    )


def _document(
    source: Source, document: Document, layout: Layout
) -> tuple[Sequence[PrintedLine], Sequence[PrintedLine]]:
    """Read one document into the lines of its cover and those of its statement."""
    lines = read_lines(source.lines, document.first_line, document.last_line)
    regions = regions_of(lines, layout.terminals)
    return regions.cover, regions.statement


def _report(  # noqa: PLR0913 - what one report is made of
    source: Source,
    layout: Layout,
    lines: Sequence[PrintedLine],
    number: int,
    cover: Cover | None,
    owned: set[int],
) -> Report:
    reading = Reading(list(lines))
    tree: Any = layout.parser.parse(reading)
    reader = ReportReader(tree, reading, source=source.name, number=number, layout=layout.name)
    report = report_of(reader, cover.trustee if cover is not None else None)
    owned |= reading.owned
    return report


def _unaccounted(source: Source, owned: set[int]) -> tuple[UnaccountedLine, ...]:
    """List the printed lines that nothing owns."""
    left = []
    for number, line in enumerate(source.lines, 1):
        if number not in owned and line and not line.isspace():
            read = read_lines(source.lines, number, number)
            figures = tuple([text for _, _, text, is_figure in read[0].phrases if is_figure]) if read else ()
            left.append(UnaccountedLine(number, line[:_LONGEST_SHOWN], figures))
    return tuple(left)


def _findings(cover: Cover | None, reports: Sequence[Report]) -> Iterable[Finding]:
    if cover is not None and cover.form_type is not None and cover.signature is None and cover.signer_name is None:
        yield Finding(
            "no-signature", "warning", "the report ends without the signature that ends a Form 8-K: it may be cut short"
        )
    if not reports:
        yield Finding("no-statement", "error", "no statement to certificateholders was found in this file")
