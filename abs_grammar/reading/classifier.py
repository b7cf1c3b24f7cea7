"""Classifies the runs of lines of a page: what each of them is, by the grammar, the parser and what was read before.

It asks and alters nothing. Each decision is said to the parser before the next one is asked for, so the parser and
the state always stand where the page was read to. What depends on a token not yet said is asked of a parser that
looks ahead (`Acceptance.after`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from abs_grammar.grammar.conventions import DEAL_NAME, FOOTNOTE, TABLE_EDGE, UNKNOWN_TITLE, is_note
from abs_grammar.grammar.lookahead import Acceptance
from abs_grammar.grammar.terminals import Terminals
from abs_grammar.page.columns import stack
from abs_grammar.page.cursor import TABLE_EDGES, Cursor
from abs_grammar.page.lines import PrintedLine, Row, figures_on, without_first_phrase
from abs_grammar.reading.blocks import block_at
from abs_grammar.reading.decisions import (
    Block,
    ColumnsAgain,
    Decision,
    FootnoteEdge,
    HeadingBlock,
    HeadingElsewhere,
    NoteGoesOn,
    Passed,
    TableEdge,
    TableRow,
    Title,
    UnknownRow,
    UnknownText,
    UnknownTitle,
    Words,
)
from abs_grammar.reading.expected import expected_here
from abs_grammar.reading.headings import HeadingReader, Levels
from abs_grammar.reading.naming import name_columns, name_columns_late
from abs_grammar.reading.rows import RowReader
from abs_grammar.reading.state import State, names_only
from abs_grammar.reading.titles import TitleReader

__all__ = ["Classifier"]

# What is printed under such a word is not of this period, whatever its rows say.
_OTHER_PERIODS = frozenset({"prior", "previous", "last", "cumulative", "projected", "historical", "ytd"})
_MOST_STACKED = 6


class Classifier:
    """Goes down one page and yields what its lines are."""

    def __init__(self, terminals: Terminals, parser: Acceptance, state: State, lines: Sequence[PrintedLine]) -> None:
        self.terminals = terminals
        self.parser = parser
        self.state = state
        self.lines = lines
        self.cursor = Cursor(lines)
        self.titles = TitleReader(terminals, parser)
        self.headings = HeadingReader(terminals, parser)
        self.rows = RowReader(terminals, parser, state)

    def decisions(self) -> Iterator[Decision]:
        """Yield what each run of lines is, from top to bottom."""
        state = self.state
        for at, end in self.cursor.runs():
            line = self.lines[at]
            if line.tags:
                yield from self._markup(line)
            if state.in_footnote:
                for i in range(at, end):
                    yield from self._in_footnote(self.lines[i])
                continue
            if line.kind == "row" and self._may_have_block(line):
                yield from self._blocks(at)
                line = self.lines[at]
            if line.kind == "row":
                yield from self._row(line)
            elif line.kind == "text":
                yield from self._text(at, end)
            else:
                yield self._ruled(line)

    # ---- markup and what it marks

    def _markup(self, line: PrintedLine) -> Iterator[Decision]:
        for tag in line.tags:
            if tag in TABLE_EDGES:
                yield TableEdge(tag, line.number, self.parser.accepts(TABLE_EDGE))
            elif tag in ("FN", "/FN"):
                yield FootnoteEdge(begins=tag == "FN")

    def _ruled(self, line: PrintedLine) -> Decision:
        """Return a ruled line as a token where the grammar asks for it, as above a row of totals."""
        match = self.titles.match(line) if line.kind == "rule" else None
        return Passed(line.number) if match is None else Words(match, line.text, line.number)

    def _in_footnote(self, line: PrintedLine) -> Iterator[Decision]:
        """Yield what a line of a footnote is: a row that was printed inside the marks is none of it."""
        if line.kind == "row" and not self._is_prose(line):
            yield from self._row(line)
        elif line.kind == "rule" or not line.phrases:
            yield self._ruled(line)
        elif self.parser.accepts(FOOTNOTE):
            yield Words((FOOTNOTE, {}), line.text, line.number)

    def _is_prose(self, line: PrintedLine) -> bool:
        label = self.cursor.row_of(line).label
        return label is None or not any(name in self.terminals.labels for name, _ in self.terminals.matching(label))

    def _may_have_block(self, line: PrintedLine) -> bool:
        """Return whether a block may hang beside a line: in the letterhead, or where the words of one stand below."""
        blocks = self.terminals.blocks
        if not blocks or not line.phrases:
            return False
        return self.state.in_letterhead or any(
            not blocks.isdisjoint([name for name, _ in self.terminals.matching(text)]) for _, _, text, _ in line.phrases
        )

    def _blocks(self, at: int) -> Iterator[Decision]:
        """Yield the block that hangs beside or below the words of a line, if one does."""
        for index, (_, _, text, _) in enumerate(self.lines[at].phrases):
            for name, _ in self.terminals.matching(text):
                if name in self.terminals.blocks and self.parser.accepts(name):
                    words, numbers, left = block_at(self.lines, at, index)
                    groups = dict(self.terminals.matching(words)).get(name, {})
                    yield Block((name, groups), words, numbers, left)
                    return

    # ---- rows

    def _row(self, line: PrintedLine) -> tuple[Decision, ...]:
        row, match, is_taken = self.rows.read(self.cursor.row_of(line))
        if match is None and self.terminals.is_furniture(line.text):
            return (Passed(line.number),)
        if match is None and (title := self.titles.with_figures(line)) is not None:
            return (self.titles.title(line, title, self.state.heading),)
        if is_taken:
            return (TableRow(row, match),)
        if self.state.goes_on:
            return self._under_same_headings(row)
        return self._in_missing_statement(row) or (self._unknown_row(row, self.parser),)

    def _under_same_headings(self, row: Row) -> tuple[Decision, ...]:
        """Return a row of a table that goes on below its title printed again, as at the head of a page."""
        heading = self.state.heading
        taken: list[str] = []
        tokens = []
        for column in () if heading is None else heading.columns:
            if column is not None and column.name is not None and self.parser.accepts(*taken, column.name):
                taken.append(column.name)
                tokens.append((column.name, column))
        match = self.rows.after(*taken).label(row.label or "")
        read = TableRow(row, match) if match is not None else self._unknown_row(row, self.parser.after(*taken))
        return ColumnsAgain(tokens, row.line.number), read

    def _in_missing_statement(self, row: Row) -> tuple[Decision, ...]:
        """Return a row whose statement has lost its title, if its label says which that was."""
        if self.state.statement is not None or self.state.doubt:
            return ()
        for name, groups in self.terminals.matching(row.label or ""):
            if name in self.terminals.labels and not names_only(name, self.terminals.vocabulary):
                opener = self.titles.missing_before(name)
                if opener is not None:
                    missing = self.titles.missing(opener, row.line.number, f"the row {row.label!r}")
                    heading = self.state.heading
                    read = TableRow(row, (name, groups))
                    if heading is None:
                        return missing, read
                    return missing, name_columns_late(self.headings.after(opener), heading), read
        return ()

    def _unknown_row(self, row: Row, parser: Acceptance) -> UnknownRow:
        expected = expected_here(self.terminals, parser, self.terminals.labels)
        return UnknownRow(row, "of-another" if self.state.of_another else "unknown-label", expected)

    # ---- text

    def _text(self, at: int, end: int) -> Iterator[Decision]:
        """Yield what lines of text are: titles and notes, a heading if there is one, and otherwise unknown text."""
        rest: list[PrintedLine] = []
        in_note = False
        for i in range(at, end):
            if self._may_have_block(self.lines[i]):
                yield from self._blocks(i)
            line = self.lines[i]
            if not line.phrases or self.terminals.is_furniture(line.text):
                yield Passed(line.number)
                continue
            if rest and self.rows.begins_rows_of_words(line) and all(map(self.headings.match, stack(rest))):
                yield from self._heading_or_unknown(rest, i)
                rest = []
            known = self._known(line, in_note=in_note)
            if not known and i + 1 < end and self.titles.match(self.lines[i + 1]) is not None:
                known = self.titles.inferred(line, self.state, is_first=False)
            yield from known
            in_note = bool(known) and _is_note(known[-1])
            if not known:
                rest.append(line)
        wrapped = self.rows.wrapped(rest, self.cursor.row_right_below(end))
        if wrapped is not None:
            yield wrapped
            rest = rest[: -len(wrapped.lines)]
        if rest:
            yield from self._heading_or_unknown(rest, end)

    def _known(self, line: PrintedLine, *, in_note: bool) -> tuple[Decision, ...]:
        """Return what a line is as a title, a note or a row of words; nothing if it is none of them."""
        match = self.titles.match(line)
        if match is not None:
            return (self.titles.title(line, match, self.state.heading),)
        row = self.rows.of_words(line)
        if row is not None:
            return (row,)
        title = self.titles.inferred(line, self.state, is_first=False) if line.repeated is not None else ()
        if not title and in_note and not any(map(self.headings.knows, stack([line]))):
            return (NoteGoesOn(line.number),)
        return title

    def _heading_or_unknown(self, rest: Sequence[PrintedLine], end: int) -> Iterator[Decision]:
        """Yield what lines are that are neither titles nor rows: the headings of the rows below, or unknown text."""
        rows = self._rows_from(end)
        for i, line in enumerate(rest):
            title = self.titles.at_head_of(line, self.state.heading)
            if title is not None:
                yield title
                rest = [*rest[:i], without_first_phrase(line), *rest[i + 1 :]]
                break
        if all(map(self.titles.stands_over_columns, rest)):
            yield from self._unknown(rest, end, rows)
            return
        headings = self.headings
        levels = headings.levels(rest[-_MOST_STACKED:])
        if all([headings.match(column) for level in levels for column in level]):  # as nearly all are
            yield self._heading(headings, levels, rest, rows)
            return
        is_known = any(headings.knows(column) for level in levels for column in level)
        is_table = any(len(line.phrases) > 1 for line in rest) and rows and len(levels[-1]) > 1
        if not is_known and (not is_table or self.cursor.is_among_rows(rest[0], end)):
            yield from self._unknown(rest, end, rows)
            return
        if headings.has_title_above(levels, rest):
            yield from self._unknown(rest[:1], end, rows, above_heading=True)
            rest = rest[1:]
            levels = headings.levels(rest)
        if not self.state.doubt and not self.state.just_titled:
            opener = headings.statement_of(levels, rows)
            if opener is not None:
                yield self.titles.missing(opener, rest[0].number, "a table")
                levels = headings.levels(rest)
        if self.state.statement is not None and headings.are_of_another_statement(levels):
            yield HeadingElsewhere(rest[0].number, is_token=self.parser.accepts(UNKNOWN_TITLE))
        yield self._heading(headings, levels, rest, rows)

    def _heading(
        self, headings: HeadingReader, levels: Levels, lines: Sequence[PrintedLine], rows: Sequence[Row]
    ) -> HeadingBlock:
        named = name_columns(headings, levels, rows, lines[0].number)
        # `Group 1`, alone, is no heading: it says that what follows is of that group only.
        is_alone = len(levels) == len(levels[0]) == 1
        of_another = is_alone and not named.tokens and headings.knows(levels[0][0])
        return HeadingBlock(named, lines, of_another)

    def _rows_from(self, at: int) -> list[Row]:
        """Return the rows that the headings above a line may head: no title of a statement stands before them."""
        return self.cursor.rows_from(
            at,
            ends=lambda line: line.kind == "text" and self.titles.opens_statement(line),
            is_row_of_words=self.rows.begins_rows_of_words,
        )

    # ---- what no rule knows

    def _unknown(
        self, lines: Sequence[PrintedLine], end: int, rows: Sequence[Row], *, above_heading: bool = False
    ) -> Iterator[Decision]:
        """Yield what text is that is no heading: a misprinted title, a name of the deal, or unknown."""
        following = self.cursor.line(end)
        if following is not None and following.kind == "text" and len(following.phrases) > 1:
            above_heading = True
        rest: list[PrintedLine] = []
        for i, line in enumerate(lines):
            title = self.titles.inferred(line, self.state, is_first=i == 0)
            yield from title
            if not title and not above_heading and self.parser.accepts(DEAL_NAME) and not figures_on(line):
                groups = dict(self.terminals.matching(line.text)).get(DEAL_NAME, {})
                yield Words((DEAL_NAME, groups), line.text, line.number)
            elif not title:
                rest.append(line)
        if not rest:
            return
        expected = expected_here(self.terminals, self.parser, self.terminals.titles)
        of_another = any(word in _OTHER_PERIODS for line in rest for word in line.text.casefold().split())
        if above_heading:
            yield UnknownTitle(rest, of_another, expected, is_token=self.parser.accepts(UNKNOWN_TITLE))
        else:
            yield UnknownText(rest, of_another, expected, doubt=bool(rows) and not self.state.has_columns)


def _is_note(decision: Decision) -> bool:
    return isinstance(decision, NoteGoesOn) or (isinstance(decision, Title) and is_note(decision.match[0]))
