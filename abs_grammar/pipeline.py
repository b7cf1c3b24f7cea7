"""The way of the data, step by step: from a file that has been read to a filing."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import attrs

from abs_grammar.cover.reader import read_cover
from abs_grammar.edgar.source import Source
from abs_grammar.edgar.submission import read_submission
from abs_grammar.errors import UnknownLayoutError
from abs_grammar.facts.reader import ReportReader
from abs_grammar.facts.report import report_of
from abs_grammar.grammar.layouts import GENERIC, Layout, find_layout
from abs_grammar.grammar.search_path import Folders
from abs_grammar.model.filing import Cover, Coverage, Filing, UnaccountedLine
from abs_grammar.model.report import Finding, Report
from abs_grammar.model.submission import Document
from abs_grammar.page.lines import figures_on, read_lines
from abs_grammar.reading.parser import PageParser, parser_of
from abs_grammar.reading.record import Reading
from abs_grammar.reading.regions import Regions, regions_of

__all__ = ["Page", "pages_of", "parse_source"]

_LONGEST_SHOWN = 500


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep Python's cyclic garbage collector from walking the objects of a parse while they are being made.

    None of them refer to each other in a circle, so it finds nothing; on a hundred statements it takes half the time.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def parse_source(source: Source, layout: str | Layout | None, grammars: Folders = None) -> Filing:
    """Parse a file that has been read already, by a layout known by name, one that stands in no folder, or its own."""
    with _collector_paused():
        return _read(source, layout, grammars)


def _read(source: Source, layout: str | Layout | None, grammars: Folders) -> Filing:
    submission = read_submission(source)
    pages = pages_of(source, submission.documents, layout, grammars)
    cover, owned = read_cover([line for page in pages for line in page.regions.cover])
    owned.update(submission.markup_lines)
    trustee = cover.trustee if cover is not None else None
    reports: list[Report] = []
    readings: list[Reading] = []
    for page in pages:
        for lines in page.regions.reports:
            reading = Reading(list(lines))
            tree = page.parser.parse(reading)
            reader = ReportReader(tree, reading, source=source.name, number=len(reports), layout=page.layout)
            report = report_of(reader, trustee)
            if page.layout == GENERIC:
                report = attrs.evolve(report, findings=(_without_grammar(report, len(reports)), *report.findings))
            reports.append(report)
            readings.append(reading)
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


@attrs.frozen
class Page:
    """A document with the layout it is read by, and its lines parted."""

    layout: str
    parser: PageParser
    regions: Regions


def pages_of(
    source: Source, documents: Sequence[Document], layout: str | Layout | None, grammars: Folders = None
) -> list[Page]:
    """Read the documents, each by the layout that claims it. What none claims is read by that of the whole file."""
    several = documents if len(documents) > 1 else ()
    found = [_layout_of(source, document, layout, grammars) for document in several]
    whole = None if any(found) else find_layout("\n".join(source.lines), layout, file=source.name, grammars=grammars)
    some = whole or next(own for own in found if own is not None)
    pages = []
    for i, document in enumerate(documents):
        chosen = (found[i] if found else None) or some
        parser = parser_of(chosen)
        lines = read_lines(source.lines, document.first_line, document.last_line)
        regions = regions_of(lines, parser.terminals)
        if (document.type or "").upper().startswith("EX") and not regions.reports:
            regions = Regions([])  # an exhibit that holds no statement is no cover either
        pages.append(Page(chosen.name, parser, regions))
    return pages


def _layout_of(source: Source, document: Document, layout: str | Layout | None, grammars: Folders) -> Layout | None:
    """Return the layout that claims one document of several, if one does."""
    text = "\n".join(source.lines[document.first_line - 1 : document.last_line])
    try:
        return find_layout(text, layout, file=source.name, grammars=grammars)
    except UnknownLayoutError:
        if layout is not None:
            raise
        return None


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


def _without_grammar(report: Report, number: int) -> Finding:
    """Say of a report that no grammar read it, and what that means."""
    facts = report.facts()
    named = sum([fact.measure is not None for fact in facts])
    return Finding(
        "no-grammar",
        "warning",
        f"the page was read without a grammar: {named} of {len(facts)} figures have a measure, by their printed words "
        "alone; no person has said that these words mean that here, nor where its statements begin and end",
        number,
    )


def _findings(cover: Cover | None, reports: Sequence[Report]) -> Iterable[Finding]:
    if cover is not None and cover.form_type is not None and cover.signature is None and cover.signer_name is None:
        yield Finding(
            "no-signature", "warning", "the report ends without the signature that ends a Form 8-K: it may be cut short"
        )
    if not reports:
        yield Finding("no-statement", "error", "no statement to certificateholders was found in this file")
