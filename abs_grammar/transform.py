"""From parse tree to facts: every figure with its measure, its entity and its place.

It does not parse. The lexer has given each figure its row and its column, the grammar each row and column its
name; what is left is to say what the names mean together, and where they do not, to say so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs
from lark import Tree

from abs_grammar.columns import Column, Heading
from abs_grammar.doubts import Doubts
from abs_grammar.figures import Misfit, value_by_form, value_of
from abs_grammar.terminals import FIGURES, meaning
from abs_grammar.reading import Lexeme, PlacedRow, Reading
from abs_grammar.meaning import TOTAL, Sense, measure_of, named
from abs_grammar.vocabulary import MEASURES
from abs_grammar.model.report import Fact, Finding, Statement
from abs_grammar.page import Phrase

__all__ = ["Letterhead", "ReportReader"]

_LINE = "_line"
_NOBODY = ("", None)  # a row that does not say of what it speaks
_LETTERHEAD = ("DEAL_NAME", "SERIES")


@attrs.define
class Letterhead:
    """Who reports, of what, and when: the words above the first statement."""

    deal: str | None = None
    series: str | None = None
    trustee: str | None = None


@attrs.define(eq=False)
class _Row:
    """A row as the grammar read it: the rule, its label if it has one, and its cells in their columns."""

    rule: str
    label: Lexeme | None
    placed: PlacedRow


@attrs.define(eq=False)
class _Section:
    """A statement as the grammar read it; `groups` is what its titles speak of: an account, say."""

    rule: str | None
    title: str | None
    rows: list[_Row] = attrs.field(factory=list)
    groups: dict[str, str] = attrs.field(factory=dict)
    line: int = 0


class ReportReader:
    """Reads the tree of one report into facts. What it is not sure of goes to `doubts`."""

    def __init__(self, tree: Tree[Any], reading: Reading, *, source: str, number: int, layout: str) -> None:
        self.reading = reading
        self.source = source
        self.number = number
        self.layout = layout
        self.doubts = Doubts(number)
        self.letterhead = Letterhead()
        self.sections = list(self._sections(tree))
        self.distribution_date = self._distribution_date()
        tables = {
            (row.label.groups["class"], row.placed.heading)
            for section in self.sections
            for row in section.rows
            if row.label is not None and "class" in row.label.groups
        }
        self._tables_naming = Counter(name for name, _ in tables)
        self._under_surmised: dict[Column | None, list[int]] = {
            surmise.column: [] for surmise in reading.surmises if surmise.column is not None
        }
        self._senses: dict[tuple[str | None, str, str, Column | None], Sense] = {}

    def findings(self) -> list[Finding]:
        """Tell what the reader was not sure of, and what was read as other than printed."""
        told = [
            Finding(s.rule, "warning", s.said, self.number, lines=(s.line, *self._under_surmised.get(s.column, ())))
            for s in self.reading.surmises
        ]
        return [*told, *self.doubts.findings()]

    def statements(self) -> tuple[Statement, ...]:
        """Return the statements as printed, with their figures in the order of the page."""
        read = [(section.line, section.title, self._facts(section)) for section in self.sections]
        read += self._set_aside()
        read.sort(key=lambda r: r[0])
        merged: list[tuple[str | None, list[Fact]]] = []
        for _, title, facts in read:
            if merged and merged[-1][0] == title:
                merged[-1][1].extend(facts)
            elif facts:
                merged.append((title, facts))
        for _, facts in merged:
            facts.sort(key=lambda f: (f.line, f.start))
        return tuple(Statement(title, tuple(facts)) for title, facts in merged)

    # ---- the tree

    def _sections(self, tree: Tree[Any]) -> Iterator[_Section]:
        """Walk the statements; rows that stand in none belong to the title of the report itself."""
        loose = _Section(None, None)
        deal: list[str] = []
        for child in tree.children:
            if isinstance(child, Lexeme):
                if child.type == "DEAL_NAME":
                    deal.append(child.text)
                self.letterhead.series = self.letterhead.series or child.groups.get("series")
                self.letterhead.trustee = self.letterhead.trustee or child.groups.get("trustee")
                if child.type not in _LETTERHEAD and not child.type.endswith("BLOCK") and child.type.isupper():
                    if loose.rows:
                        yield loose
                    loose = _Section(None, self._report_title(child, loose.title), line=child.line)
            elif _is_row(child):
                row = _row(child)
                loose.line = loose.line or row.placed.row.line.number
                loose.rows.append(row)
            else:
                if loose.rows:
                    yield loose
                    loose = _Section(None, loose.title)
                yield _section(child)
        self.letterhead.deal = " ".join(deal) or None
        if loose.rows:
            yield loose

    def _report_title(self, lexeme: Lexeme, before: str | None) -> str | None:
        if lexeme.type in ("TABLE_EDGE", "FOOTNOTE"):
            return before
        return lexeme.text

    def _distribution_date(self) -> str | None:
        for section in self.sections:
            for row in section.rows:
                if row.label is not None and row.label.type == "DISTRIBUTION_DATE" and row.placed.row.cells:
                    try:
                        return value_of(row.placed.row.cells[0][2], "date")
                    except Misfit:
                        return None
        return None

    # ---- one statement

    def _facts(self, section: _Section) -> list[Fact]:
        facts: list[Fact] = []
        without_heading = _rows_without_heading(section.rows)
        before: tuple[_Row, str | None, str | None] | None = None
        for row in section.rows:
            scope, entity = self._entity(section, row, before)
            before = (row, scope, entity)
            if row.label is not None and row.label.type == "CLASS__LABEL":
                self.doubts.slipped(row.placed.row.line.number, row.label.text)
            facts += self._row_facts(section, row, scope, entity, known=row not in without_heading)
        if section.rule is not None:
            self._require_groups(facts)
        return facts

    def _row_facts(
        self, section: _Section, row: _Row, scope: str | None, entity: str | None, *, known: bool
    ) -> list[Fact]:
        """Give the figures of a row as facts: each with its measure, if its entity and its form bear that out."""
        placed = row.placed
        line, label, cells = placed.row.line, placed.row.label, placed.row.cells
        is_line = row.rule.endswith(_LINE)
        why = "" if known else "lost-heading"
        if is_line and len(cells) > 1:
            why = "several-figures"
        facts = []
        for (start, end, text, _), column in zip(cells, placed.columns, strict=True):
            sense = self._sense(section.rule, row, None if is_line else column)
            doubt = why or sense.reason
            if not doubt:
                measure, unit = sense.measure, sense.unit
                if sense.share is not None and "%" in text:
                    measure, unit = sense.share, "fraction"
                of = sense.subject(scope, entity)
                try:
                    value = value_of(text, unit)
                except Misfit as misfit:
                    doubt = f"misfit: {misfit}"
                if of is None:
                    doubt = "no-entity"
            if doubt:
                facts.append(self._untold(section.title, placed, (start, end, text, True), column, scope, doubt))
                continue
            if line.columns_of_tabs is not None:
                start, end = line.place(start, end)
            facts.append(
                Fact(
                    self.source,
                    self.number,
                    self.layout,
                    self.letterhead.deal,
                    self.distribution_date,
                    section.title,
                    of[0],
                    of[1],
                    measure,
                    value,
                    unit,
                    text,
                    line.number,
                    start,
                    end,
                    label,
                    sense.header,
                )
            )
        return facts

    def _sense(self, statement: str | None, row: _Row, column: Column | None) -> Sense:
        """Return what a figure is that stands in a column, beside a label; worked out once for each."""
        label = row.label.type if row.label is not None else ""
        key = (statement, row.rule, label, column)
        sense = self._senses.get(key)
        if sense is None:
            sense = self._senses[key] = _make_sense(*key)
            if column in self._under_surmised:
                sense.lines = self._under_surmised[column]
        if sense.lines is not None:
            sense.lines.append(row.placed.row.line.number)
        return sense

    def _untold(  # noqa: PLR0913 - likewise
        self,
        title: str | None,
        placed: PlacedRow,
        cell: Phrase,
        column: Column | None,
        scope: str | None,
        reason: str,
    ) -> Fact:
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
            scope or "deal",
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

    # ---- entities

    def _entity(
        self, section: _Section, row: _Row, before: tuple[_Row, str | None, str | None] | None
    ) -> tuple[str | None, str | None]:
        """Return what a row speaks of, as scope and entity; a totals row's scope is its measure's."""
        if row.label is not None:
            subject = named(row.label.groups) if row.label.groups else None
            if subject is not None:
                return subject
            if row.label.type == "TOTAL":
                return None, TOTAL
            if row.label.type == "CLASS__LABEL":
                return "class", row.label.text
            return named(section.groups) or ("deal", None)
        if row.rule == "unnamed_totals_row":
            return "class", TOTAL
        if meaning(row.rule) in MEASURES:  # the rule says all there is to say
            return "deal", None
        if before is None or before[0].placed.order != row.placed.order - 1:
            return _NOBODY
        if row.rule == "repeated_row":
            return before[1:] if _same_figures(row, before[0]) and self._is_class(before[2]) else _NOBODY
        return before[1:] if before[0].label is not None else _NOBODY

    def _is_class(self, name: str | None) -> bool:
        """Tell whether a name is one that the report prints in another table too, if it has one."""
        tables = self._tables_naming
        return name is not None and (tables[name] > 1 or max(tables.values()) == 1)

    def _require_groups(self, facts: Iterable[Fact]) -> None:
        """Where a statement tells groups apart, what it says without a group is not known."""
        known = [fact for fact in facts if fact.measure is not None and fact.scope in ("delinquency", "group", "deal")]
        if any(_in_group(fact) for fact in known):
            for fact in known:
                if not _in_group(fact):
                    fact.measure, fact.entity, fact.unit, fact.value = None, None, "text", value_by_form(fact.text)
                    self.doubts.add("no-entity", fact)

    # ---- rows that no rule reads

    def _set_aside(self) -> list[tuple[int, str | None, list[Fact]]]:
        """Give the figures of rows that no rule reads as facts without a measure, under the last title above them."""
        titles = [(s.line, s.title) for s in self.sections if s.line]
        titles += [(t.line, t.text) for t in self.reading.unknown_titles]
        titles.sort(key=lambda t: t[0])
        found = []
        for placed in self.reading.set_aside:
            number = placed.row.line.number
            above = [title for line, title in titles if line <= number]
            title = above[-1] if above else None
            facts = [
                self._untold(title, placed, cell, column, None, "unknown-label")
                for cell, column in zip(placed.row.cells, placed.columns, strict=True)
            ]
            found.append((number, title, facts))
        return found


def _is_row(child: Any) -> bool:  # noqa: ANN401 - a node of Lark's
    return len(child.children) == 1 and isinstance(child.children[0], Lexeme) and isinstance(child.children[0].of, PlacedRow)


def _row(tree: Tree[Any]) -> _Row:
    lexeme = tree.children[0]
    rule = str(tree.data).rpartition("__")[2]  # an alias of an imported rule bears the name of its grammar
    return _Row(rule, None if lexeme.type == FIGURES else lexeme, lexeme.of)


def _section(tree: Tree[Any]) -> _Section:
    """Gather a statement's titles, which stand on lines one below the other, and its rows."""
    section = _Section(str(tree.data), None)
    last = None
    for child in tree.children:
        if not isinstance(child, Lexeme):
            section.rows.append(_row(child))
        elif child.of is None and not section.rows:
            if child.text and (last is None or child.line == last + 1):
                section.title = child.text if section.title is None else f"{section.title} / {child.text}"
                section.line = section.line or child.line
                last = child.line
            section.line = section.line or child.line
            section.groups.update(child.groups)
    return section


def _make_sense(statement: str | None, rule: str, label: str, column: Column | None) -> Sense:
    if column is None:
        if not rule.endswith(_LINE):
            return Sense(None, None, "no-column")
        words = (rule, label)
    elif column.name is None:
        return Sense(None, column, "unknown-heading")
    else:
        over = "" if column.over is None else column.over.name or ""
        words = (column.name, rule, label, over)
    measure = measure_of(statement, words)
    return Sense(measure, column, "" if measure is not None else "no-measure")


def _in_group(fact: Fact) -> bool:
    return fact.scope == "group" or " / " in str(fact.entity)


def _same_figures(row: _Row, other: _Row) -> bool:
    return [c[2] for c in row.placed.row.cells] == [c[2] for c in other.placed.row.cells]


def _rows_without_heading(rows: Sequence[_Row]) -> set[_Row]:
    """Find rows that name the classes again, with other figures: the headings between them are lost.

    A table names a class twice only to print it twice. Rows that a blank line or anything else parts from those
    above are taken together: if one of them names a class again, none of them stands under the headings above.
    """
    lost: set[_Row] = set()
    seen: dict[tuple[Heading | None, str], _Row] = {}
    for block in _blocks(rows):
        names = [
            ((row.placed.heading, row.label.groups["class"]), row)
            for row in block
            if row.label is not None and "class" in row.label.groups and not row.rule.endswith(_LINE)
        ]
        if any(key in seen and not _same_figures(seen[key], row) for key, row in names):
            lost.update(block)
        else:
            for key, row in names:
                seen.setdefault(key, row)
    return lost


def _blocks(rows: Sequence[_Row]) -> Iterator[list[_Row]]:
    """Part rows where anything but the next line stands between two of them, or the heading changes."""
    block: list[_Row] = []
    for row in rows:
        if block:
            before = block[-1].placed
            if row.placed.row.line.number > before.row.line.number + 1 or row.placed.heading is not before.heading:
                yield block
                block = []
        block.append(row)
    if block:
        yield block
