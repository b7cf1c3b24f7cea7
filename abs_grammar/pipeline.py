"""The way of the data, step by step: from a file that has been read to a filing.

    source ─► submission ─► pages ─► readings ─► cover and reports ─► filing

    reading ─► sections ─► figures ─► groups ─► statements ─► class names ─► labels ─► tie-outs ─► report

Each step takes what those before it returned, and alters none of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import attrs
from lark import Tree

from abs_grammar.conservation import LOST_FIGURE, lost_figures
from abs_grammar.cover.reader import cover_findings, read_cover
from abs_grammar.edgar.attachments import text_spans
from abs_grammar.edgar.completeness import shortcomings_of
from abs_grammar.edgar.source import Source
from abs_grammar.edgar.submission import read_submission
from abs_grammar.errors import UnknownLayoutError
from abs_grammar.facts.class_names import one_spelling
from abs_grammar.facts.doubts import doubt_findings, no_grammar_finding, undated_findings
from abs_grammar.facts.figures import Origin, read_figures
from abs_grammar.facts.groups import require_groups
from abs_grammar.facts.in_file import finding_in_file, report_in_file
from abs_grammar.facts.inferences import inference_findings
from abs_grammar.facts.report import report_of
from abs_grammar.facts.sections import (
    Section,
    distribution_date_of,
    letterhead_of,
    measured_before_distribution,
    sections_of,
)
from abs_grammar.facts.signs import negative_amounts
from abs_grammar.facts.slipped_labels import slipped_findings, slipped_tables
from abs_grammar.facts.statements import statements_of
from abs_grammar.facts.unnamed_groups import name_groups
from abs_grammar.grammar.layouts import GENERIC, Layout, find_layout
from abs_grammar.grammar.search_path import Folders
from abs_grammar.model.filing import Filing
from abs_grammar.model.report import Finding, Report, Statement
from abs_grammar.model.submission import Document, Submission
from abs_grammar.model.vocabulary import MEASURES, Vocabulary
from abs_grammar.page.accounting import coverage_of, unaccounted_lines, unread_figures
from abs_grammar.page.lines import read_lines
from abs_grammar.page.printed_file import printed_file
from abs_grammar.reading.letterheads import Regions, regions_of
from abs_grammar.reading.parser import PageParser, parser_of
from abs_grammar.reading.record import Reading
from abs_grammar.tieouts import Audited, tie_out
from abs_grammar.tieouts.relabelling import relabel

__all__ = ["Page", "pages_of", "parse_source", "read_report"]

_NO_STATEMENT = Finding("no-statement", "error", "no statement to certificateholders was found in this file")


@attrs.frozen
class Page:
    """A document with the layout it is read by, and its lines parted."""

    layout: str
    parser: PageParser
    regions: Regions


def parse_source(source: Source, layout: str | Layout | None, grammars: Folders = None) -> Filing:
    """Parse a file that has been read already, by a layout known by name, one that stands in no folder, or its own.

    It is read as it is printed, HTML as a page of text; the figures are then given their places in the file.
    """
    submission = read_submission(source)
    printed = printed_file(source, submission)
    lines, marked = printed.source.lines, printed.submission
    pages = pages_of(printed.source, marked, layout, grammars)
    readings = [(page, Reading(list(report))) for page in pages for report in page.regions.reports]
    trees = [page.parser.parse(reading) for page, reading in readings]
    cover, owned = read_cover([line for page in pages for line in page.regions.cover])
    about_cover = cover_findings(cover)
    trustee = cover.trustee if cover is not None else None
    owned.update(marked.markup_lines, *[reading.owned for _, reading in readings])
    owned.update(*[range(attached.first_line, attached.last_line + 1) for attached in marked.attachments])
    unaccounted = unaccounted_lines(lines, owned)
    told = frozenset([line.line for line in unaccounted])
    reports = []
    for number, (tree, (page, reading)) in enumerate(zip(trees, readings, strict=True)):
        report = read_report(
            tree,
            reading,
            source=source.name,
            number=number,
            layout=page.layout,
            trustee=trustee,
            vocabulary=page.parser.terminals.vocabulary,
        )
        more = lost_figures(report, number, reading.lines, lines, page.parser.terminals, told, reading.blocks)
        if page.parser.terminals.report_dates:
            more += undated_findings(report.distribution_date, number, reading.lines[0].number)
        report = attrs.evolve(report, findings=(*report.findings, *more)) if more else report
        reports.append(report_in_file(report, printed))
    of_reports = [finding for report in reports for finding in report.findings]
    facts = sum([len(statement.facts) for report in reports for statement in report.statements])
    lost_count = sum([finding.rule == LOST_FIGURE for finding in of_reports])
    return Filing(
        source.name,
        submission,
        cover,
        tuple(reports),
        tuple([attrs.evolve(line, line=printed.line_in_file(line.line)) for line in unaccounted]),
        (
            *shortcomings_of(source.lines, submission),
            *about_cover,
            *[finding_in_file(finding, printed) for finding in unread_figures(unaccounted)],
            *of_reports,
            *(() if reports else (_NO_STATEMENT,)),
        ),
        coverage_of(lines, unaccounted, facts, lost_count),
    )


def pages_of(
    source: Source, submission: Submission, layout: str | Layout | None, grammars: Folders = None
) -> list[Page]:
    """Return the documents, each with the layout that claims it. What none claims is read by that of the whole file."""
    documents = submission.documents
    several = documents if len(documents) > 1 else ()
    found = [_layout_of(source, document, layout, grammars) for document in several]
    whole = None if any(found) else find_layout("\n".join(source.lines), layout, file=source.name, grammars=grammars)
    some = whole or next(own for own in found if own is not None)
    pages = []
    for i, document in enumerate(documents):
        chosen = (found[i] if found else None) or some
        parser = parser_of(chosen)
        spans = text_spans(document, submission.attachments)
        lines = [line for first, last in spans for line in read_lines(source.lines, first, last)]
        regions = regions_of(lines, parser.terminals)
        if (document.type or "").upper().startswith("EX") and not regions.reports:
            regions = Regions([])  # an exhibit that holds no statement is no cover either
        pages.append(Page(chosen.name, parser, regions))
    return pages


def read_report(  # noqa: PLR0913 - the page, and what the file says of it
    tree: Tree[Any],
    reading: Reading,
    *,
    source: str,
    number: int,
    layout: str,
    trustee: str | None = None,
    vocabulary: Vocabulary = MEASURES,
) -> Report:
    """Return what one report says: its facts, made once, and what was found on the way.

    `trustee` is the one that the cover names, for a report that names none.
    """
    letterhead = letterhead_of(tree)
    sections = sections_of(tree)
    slipped = slipped_tables(sections)
    origin = Origin(source, number, layout, letterhead.deal, distribution_date_of(sections), letterhead.series)

    as_read = require_groups(read_figures(sections, reading.set_aside, reading.unknown_titles, origin, vocabulary))
    grouped, groups = name_groups(as_read, number)
    spelt, spelling = one_spelling(statements_of(grouped), number)
    statements, relabelling, audited = _tied_out(spelt, sections, origin, in_doubt=bool(slipped))

    findings = (
        *inference_findings(reading.inferences, sections, number),
        *groups,
        *doubt_findings([doubt for one in grouped for doubt in one.doubts], reading.expected, number),
        *slipped_findings(slipped, number, {finding.lines for finding in relabelling}),
        *spelling,
        *relabelling,
        *audited.findings,
        *negative_amounts(statements, number),
    )
    return report_of(
        statements,
        attrs.evolve(letterhead, trustee=letterhead.trustee or trustee),
        origin,
        findings=findings if layout != GENERIC else (no_grammar_finding(statements, number), *findings),
        tie_outs=audited.tie_outs,
        notional=audited.notional,
        no_classes={table.label for table in slipped},
    )


def _tied_out(
    statements: tuple[Statement, ...], sections: Sequence[Section], origin: Origin, *, in_doubt: bool
) -> tuple[tuple[Statement, ...], tuple[Finding, ...], Audited]:
    """Return the statements under their right labels, the proof where these are not as printed, and the tie-outs.

    Labels are put to the proof, which takes long, only where they look slipped or a table of classes does not tie.
    """
    before_distribution = measured_before_distribution(sections)
    day = None if origin.distribution_date is None else date.fromisoformat(origin.distribution_date)

    def audited(labelled: tuple[Statement, ...]) -> Audited:
        return tie_out(labelled, report=origin.report, distribution_date=day, before_distribution=before_distribution)

    as_printed = None if in_doubt else audited(statements)
    if as_printed is not None and as_printed.classes_tie:
        return statements, (), as_printed
    relabelled = relabel(statements, origin.report)
    if relabelled is None:
        return statements, (), as_printed or audited(statements)
    return relabelled.statements, relabelled.findings, audited(relabelled.statements)


def _layout_of(source: Source, document: Document, layout: str | Layout | None, grammars: Folders) -> Layout | None:
    """Return the layout that claims one document of several, if one does."""
    text = "\n".join(source.lines[document.first_line - 1 : document.last_line])
    try:
        return find_layout(text, layout, file=source.name, grammars=grammars)
    except UnknownLayoutError:
        if layout is not None:
            raise
        return None
