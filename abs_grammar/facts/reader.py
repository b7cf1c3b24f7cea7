"""From sections to facts: every figure with its measure, its entity and its place.

It does not parse. The lexer has given each figure its row and its column, the grammar each row and column its
name; what is left is to say what the names mean together, and where they do not, to say so.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from lark import Tree

from abs_grammar.facts.doubts import Doubts
from abs_grammar.facts.entities import Subject, Subjects, rows_without_heading
from abs_grammar.facts.measures import DoubtError, Sense, sense_of
from abs_grammar.facts.sections import ReadRow, Section, letterhead_of, sections_of
from abs_grammar.facts.unnamed_groups import tell_apart
from abs_grammar.grammar.conventions import CLASS_LABEL, is_distribution_date, meaning, printed_before_distribution
from abs_grammar.model.report import Fact, Finding, Statement
from abs_grammar.page.columns import Column
from abs_grammar.page.figures import MisfitError, value_by_form, value_of
from abs_grammar.page.lines import Phrase
from abs_grammar.reading.record import PlacedRow, Reading

__all__ = ["ReportReader"]


class ReportReader:
    """Reads the tree of one report into facts. What it is not sure of goes to `doubts`."""

    def __init__(self, tree: Tree[Any], reading: Reading, *, source: str, number: int, layout: str) -> None:
        self.reading = reading
        self.source = source
        self.number = number
        self.layout = layout
        self.doubts = Doubts(number, reading.expected)
        self.letterhead = letterhead_of(tree)
        self.sections = list(sections_of(tree))
        self.distribution_date = _distribution_date(self.sections)
        self.before_distribution = _before_distribution(self.sections)
        self._subjects = Subjects(self.sections, reading.set_aside)
        self._senses: defaultdict[tuple[str | None, str, str], dict[Column | None, Sense]] = defaultdict(dict)
        self._unnamed_groups: list[Finding] = []
        self._under_surmised: dict[Column | None, list[int]] = {
            surmise.column: [] for surmise in reading.surmises if surmise.column is not None
        }

    def findings(self) -> list[Finding]:
        """Tell what the reader was not sure of, and what was read as other than printed."""
        below = {section.line: [row.placed.row.line.number for row in section.rows] for section in self.sections}
        told = []
        for s in self.reading.surmises:
            touched = self._under_surmised.get(s.column, []) if s.column is not None else below.get(s.line, [])
            told.append(Finding(s.rule, "warning", s.said, self.number, lines=tuple(dict.fromkeys([s.line, *touched]))))
        return [*told, *self._unnamed_groups, *self.doubts.findings()]

    def statements(self) -> tuple[Statement, ...]:
        """Return the statements as printed, with their figures in the order of the page."""
        facts_of = [(section, self._facts(section)) for section in self.sections]
        self._unnamed_groups = tell_apart(facts_of, self.number)
        read = [(section.line, section.title, facts) for section, facts in facts_of]
        read += self._set_aside()
        read.sort(key=lambda r: r[0])
        merged: list[tuple[str | None, list[Fact]]] = []
        for _, title, facts in read:
            if merged and merged[-1][0] == title:
                merged[-1][1].extend(facts)
            elif facts:
                merged.append((title, facts))
        for _, facts in merged:
            facts.sort(key=lambda fact: (fact.line, fact.start))
        return tuple(Statement(title, tuple(facts)) for title, facts in merged)

    # ---- rows that a rule read

    def _facts(self, section: Section) -> list[Fact]:
        facts: list[Fact] = []
        without_heading = rows_without_heading(section.rows)
        for row, subject in self._subjects.of(section):
            if row.label is not None and row.label.type == CLASS_LABEL:
                table = [r.placed.row.line.number for r in section.rows if r.placed.heading is row.placed.heading]
                self.doubts.slipped(row.label.text, table)
            facts += self._row_facts(section, row, subject, "lost-heading" if row in without_heading else "")
        if section.rule is not None:
            self._require_groups(facts)
        return facts

    def _row_facts(self, section: Section, row: ReadRow, subject: Subject, doubt: str) -> list[Fact]:
        """Give the figures of a row as facts: each with its measure, if its entity and its form bear that out."""
        facts = []
        placed, is_line = row.placed, row.is_line
        if self._under_surmised:
            self._note_surmised(placed)
        line, cells = placed.row.line, placed.row.cells
        if is_line and len(cells) > 1:
            doubt = "several-figures"
        senses = self._senses[section.rule, row.rule, row.label.type if row.label is not None else ""]
        for cell, column in zip(cells, placed.columns, strict=True):
            sense = senses.get(None if is_line else column) or self._sense(section, row, None if is_line else column)
            start, end, text, _ = cell
            try:
                scope, entity, measure, unit, value = sense.read(text, subject, doubt)
            except DoubtError as error:
                facts.append(self._untold(section.title, placed, cell, column, error.reason))
                continue
            except MisfitError as misfit:
                facts.append(self._untold(section.title, placed, cell, column, f"misfit: {misfit}"))
                continue
            facts.append(
                Fact(
                    self.source,
                    self.number,
                    self.layout,
                    self.letterhead.deal,
                    self.distribution_date,
                    section.title,
                    scope,
                    entity,
                    measure,
                    value,
                    unit,
                    text,
                    line.number,
                    *((start, end) if line.columns_of_tabs is None else line.place(start, end)),
                    placed.row.label,
                    sense.header,
                )
            )
        return facts

    def _sense(self, section: Section, row: ReadRow, column: Column | None) -> Sense:
        """Work out what a figure is that stands in a column, beside a label: once for all that stand so."""
        label = row.label.type if row.label is not None else ""
        sense = sense_of(section.rule, row.rule, label, column, is_line=row.is_line)
        self._senses[section.rule, row.rule, label][column] = sense
        return sense

    def _note_surmised(self, placed: PlacedRow) -> None:
        for column in placed.columns:
            if column in self._under_surmised:
                self._under_surmised[column].append(placed.row.line.number)

    def _require_groups(self, facts: Iterable[Fact]) -> None:
        """Where a statement tells groups apart, what it says without a group is not known."""
        known = [fact for fact in facts if fact.measure is not None and fact.scope in ("delinquency", "group", "deal")]
        if any([_in_group(fact) for fact in known]):
            for fact in known:
                if not _in_group(fact):
                    fact.measure, fact.entity, fact.unit, fact.value = None, None, "text", value_by_form(fact.text)
                    self.doubts.add("no-entity", fact)

    # ---- rows that no rule reads

    def _set_aside(self) -> list[tuple[int, str | None, list[Fact]]]:
        """Give the figures of rows that no rule reads as facts without a measure, under the last title above them."""
        titles = [(section.line, section.title) for section in self.sections if section.line]
        titles += [(title.line, title.text) for title in self.reading.unknown_titles]
        titles.sort(key=lambda title: title[0])
        lines = [line for line, _ in titles]
        found = []
        for placed in self.reading.set_aside:
            number = placed.row.line.number
            above = bisect_right(lines, number)
            title = titles[above - 1][1] if above else None
            facts = [
                self._untold(title, placed, cell, column, placed.why)
                for cell, column in zip(placed.row.cells, placed.columns, strict=True)
            ]
            found.append((number, title, facts))
        return found

    def _untold(self, title: str | None, placed: PlacedRow, cell: Phrase, column: Column | None, reason: str) -> Fact:
        """Give a figure without a measure as a fact all the same, and note why it has none."""
        start, end, text, _ = cell
        row = placed.row
        fact = Fact(
            self.source,
            self.number,
            self.layout,
            self.letterhead.deal,
            self.distribution_date,
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
        )
        self.doubts.add(reason, fact)
        return fact


def _distribution_date(sections: Iterable[Section]) -> str | None:
    for section in sections:
        for row in section.rows:
            if row.label is not None and is_distribution_date(row.label.type) and row.figures:
                try:
                    return value_of(row.figures[0], "date")
                except MisfitError:
                    return None
    return None


def _before_distribution(sections: Iterable[Section]) -> frozenset[str]:
    """Return the measures that the grammar says are printed as they were before the distribution."""
    return frozenset(
        meaning(row.label.type)
        for section in sections
        for row in section.rows
        if row.label is not None and printed_before_distribution(row.label.type)
    )


def _in_group(fact: Fact) -> bool:
    return fact.scope == "group" or " / " in str(fact.entity)
