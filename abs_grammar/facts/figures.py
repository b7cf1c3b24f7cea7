"""From sections to facts: every figure with its measure, its entity and its place, or with the reason why it has none.

It does not parse. The lexer has given each figure its row and its column, the grammar each row and column its
name; what is left is to say what the names mean together, and where they do not, to say so.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import attrs

from abs_grammar.facts.doubts import Doubt
from abs_grammar.facts.entities import RowsAround, points_of, rows_around, rows_without_heading, statuses_of
from abs_grammar.facts.measures import Interpretation, UnknownMeaningError, interpretation_of
from abs_grammar.facts.points import DIMENSIONS, Point
from abs_grammar.facts.sections import ReadRow, Section
from abs_grammar.model.report import NO_MEASURE, Fact, UnfrozenFact
from abs_grammar.model.vocabulary import MEASURES, Vocabulary
from abs_grammar.page.columns import Column
from abs_grammar.page.figures import MisfitError, value_by_form
from abs_grammar.page.lines import Phrase
from abs_grammar.reading.record import PageToken, PlacedRow

__all__ = ["Origin", "SectionFacts", "read_figures", "without_measure"]


@attrs.frozen
class Origin:
    """What all figures of a report have in common: the file, the report's number and layout, the deal and the date."""

    source: str
    report: int
    layout: str
    deal: str | None
    distribution_date: str | None
    series: str | None = None


@attrs.frozen(eq=False)
class SectionFacts:
    """The facts of a section, and why some of them have no measure."""

    section: Section
    facts: tuple[Fact, ...]
    doubts: tuple[Doubt, ...] = ()


def read_figures(
    sections: Sequence[Section],
    set_aside: Sequence[PlacedRow],
    unknown_titles: Iterable[PageToken],
    origin: Origin,
    vocabulary: Vocabulary = MEASURES,
) -> list[SectionFacts]:
    """Return a fact for every figure: those of the sections first, then those of rows that no rule read.

    `set_aside` are these rows, `unknown_titles` the titles that no rule knows; each such row goes with the last title
    above it, and its figures have no measure.
    """
    around = rows_around(sections, set_aside)
    reader = _FigureReader(origin, vocabulary)
    read = [reader.section(section, around) for section in sections]
    return [*read, *_set_aside(sections, set_aside, unknown_titles, origin)]


def without_measure(fact: Fact) -> Fact:
    """Return a fact as one whose measure is not known."""
    of_nothing: dict[str, Any] = dict.fromkeys(DIMENSIONS)
    return attrs.evolve(fact, measure=None, entity=None, unit="text", value=value_by_form(fact.text), **of_nothing)


class _FigureReader:
    """Reads the figures of one report. It works out once how those of one column beside one kind of label are read."""

    def __init__(self, origin: Origin, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._origin = origin
        self._common = (origin.source, origin.report, origin.layout, origin.deal, origin.distribution_date)
        self._interpretations: defaultdict[tuple[str | None, str, str, str], dict[Column | None, Interpretation]] = (
            defaultdict(dict)
        )

    def section(self, section: Section, around: RowsAround) -> SectionFacts:
        """Read the rows of a section."""
        facts: list[Fact] = []
        doubts: list[Doubt] = []
        without_heading = rows_without_heading(section.rows)
        for row, point, status in zip(
            section.rows, points_of(section, around, self._vocabulary), statuses_of(section), strict=True
        ):
            if row in without_heading:
                self._doubt_all(section, row, "lost-heading", facts, doubts)
            elif row.is_line and len(row.placed.row.cells) > 1:
                self._doubt_all(section, row, "several-figures", facts, doubts)
            else:
                self._row(section, row, point, status, facts, doubts)
        return SectionFacts(section, tuple(facts), tuple(doubts))

    def _row(  # noqa: PLR0913, PLR0917 - a row, what is known of it, and where its figures go
        self, section: Section, row: ReadRow, of_row: Point, status: str, facts: list[Fact], doubts: list[Doubt]
    ) -> None:
        """Add the figures of a row: each with its measure, if its point and its form bear that out."""
        placed, title, origin = row.placed, section.title, self._origin
        line, label = placed.row.line, placed.row.label
        number, series = line.number, origin.series
        name = row.label.type if row.label is not None else ""
        known = self._interpretations[section.rule, row.rule, name, status]
        for i, (cell, printed_column) in enumerate(zip(placed.row.cells, placed.columns, strict=True)):
            column = None if row.is_line else printed_column
            interpretation = known.get(column)
            if interpretation is None:
                interpretation = known[column] = interpretation_of(
                    self._vocabulary, section.rule, row.rule, name, status, column, placed.heading, is_line=row.is_line
                )
            start, end, text, _ = cell
            try:
                if interpretation.is_declared:
                    facts.append(_declared(origin, title, placed, cell, column, of_row))
                    continue
                if i in placed.doubtful:
                    raise UnknownMeaningError("sign-apart")  # noqa: TRY301 - as a figure whose meaning is not known
                if interpretation.reason:
                    raise UnknownMeaningError(interpretation.reason)  # noqa: TRY301 - likewise
                point = interpretation.at(of_row)
                measure, value, unit = interpretation.value(text, placed.row.cells)
            except (UnknownMeaningError, MisfitError) as error:
                reason = error.reason if isinstance(error, UnknownMeaningError) else f"misfit: {error}"
                doubts.append(Doubt(reason, _unmeasured(origin, title, placed, cell, printed_column)))
                facts.append(doubts[-1].fact)
                continue
            if line.columns_of_tabs is not None:
                start, end = line.place(start, end)
            fact = UnfrozenFact(
                *self._common,
                title,
                point.scope or "",
                point.entity,
                measure,
                value,
                unit,
                text,
                number,
                start,
                end,
                label,
                interpretation.header,
                series,
                *point.values,
            )
            fact.__class__ = Fact
            facts.append(fact)

    def _doubt_all(self, section: Section, row: ReadRow, reason: str, facts: list[Fact], doubts: list[Doubt]) -> None:
        """Add the figures of a row none of which has a measure."""
        read = _doubted(self._origin, section.title, row.placed, reason)
        facts += [doubt.fact for doubt in read]
        doubts += read


def _set_aside(
    sections: Iterable[Section], set_aside: Iterable[PlacedRow], unknown_titles: Iterable[PageToken], origin: Origin
) -> Iterator[SectionFacts]:
    """Yield the figures of each row that no rule read, as facts without a measure, under the last title above it."""
    titles = [(section.line, section.title) for section in sections if section.line]
    titles += [(title.line, title.text) for title in unknown_titles]
    titles.sort(key=lambda title: title[0])
    lines = [line for line, _ in titles]
    for placed in set_aside:
        number = placed.row.line.number
        above = bisect_right(lines, number)
        title = titles[above - 1][1] if above else None
        doubts = _doubted(origin, title, placed, placed.why)
        yield SectionFacts(Section(None, title, number, ()), tuple([doubt.fact for doubt in doubts]), tuple(doubts))


def _doubted(origin: Origin, title: str | None, placed: PlacedRow, reason: str) -> list[Doubt]:
    return [
        Doubt(reason, _unmeasured(origin, title, placed, cell, column))
        for cell, column in zip(placed.row.cells, placed.columns, strict=True)
    ]


def _unmeasured(origin: Origin, title: str | None, placed: PlacedRow, cell: Phrase, column: Column | None) -> Fact:
    """Return a figure whose measure is not known as a fact all the same."""
    start, end, text, _ = cell
    row = placed.row
    return Fact(
        origin.source,
        origin.report,
        origin.layout,
        origin.deal,
        origin.distribution_date,
        title,
        "deal",
        None,
        None,
        value_by_form(text),
        "text",
        text,
        row.line.number,
        *row.line.place(start, end),
        row.label,
        column.printed if column is not None else None,
        origin.series,
    )


def _declared(  # noqa: PLR0913, PLR0917 - as a figure without a measure, and what it is of
    origin: Origin, title: str | None, placed: PlacedRow, cell: Phrase, column: Column | None, point: Point
) -> Fact:
    """Return a figure that the grammar knows to have no measure."""
    return attrs.evolve(
        _unmeasured(origin, title, placed, cell, column),
        unit=NO_MEASURE,
        scope=point.scope or "deal",
        entity=point.entity,
    )
