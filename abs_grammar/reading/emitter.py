"""Turns what a run of lines was found to be into tokens: here alone the state and the record of the page change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, ClassVar

from abs_grammar.grammar.conventions import FIGURES, TABLE_EDGE, UNKNOWN_TITLE
from abs_grammar.grammar.terminals import Terminals
from abs_grammar.page.columns import Column, Heading
from abs_grammar.page.lines import PrintedLine, Row
from abs_grammar.reading import decisions as d
from abs_grammar.reading.record import Inference, PageToken, PlacedRow, Reading
from abs_grammar.reading.state import State

__all__ = ["Emitter"]

_NO_GROUPS: Mapping[str, str] = {}

_Tokens = Sequence[PageToken]


class Emitter:
    """Says decisions to the parser of one page, as tokens, and notes in `reading` what became of its lines."""

    def __init__(self, terminals: Terminals, reading: Reading, state: State) -> None:
        self.terminals = terminals
        self.reading = reading
        self.state = state
        self.owned = reading.owned
        self._rows = 0
        self._headings: list[tuple[Heading, Sequence[PrintedLine]]] = []
        self._heading_figures: set[Heading] = set()

    def tokens_of(self, decision: d.Decision) -> _Tokens:
        """Return the tokens of a decision, once the state and the record are those after it."""
        return self._tokens_of[type(decision)](self, decision)

    def end(self) -> None:
        """Note what the end of the page leaves open, and the headings that head nothing: they are not known."""
        for heading, lines in self._headings:
            is_known = all([column is None or column.name is not None for column in heading.columns])
            if heading not in self._heading_figures and not is_known:
                self.owned.difference_update([line.number for line in lines])
        if self.state.open_table is not None:
            said = "the table that begins here has no end: the page may have been cut short"
            self.reading.inferences.append(Inference("unclosed-table", self.state.open_table, said))

    # ---- lines by themselves

    def _passed(self, passed: d.Passed | d.NoteGoesOn) -> _Tokens:
        self.owned.add(passed.line)
        return ()

    def _table_edge(self, edge: d.TableEdge) -> _Tokens:
        self.state.at_table_edge(edge.line, opens=edge.tag == "TABLE", closes_statement=edge.closes_statement)
        return [PageToken(TABLE_EDGE, edge.tag, _NO_GROUPS, edge.line)] if edge.closes_statement else ()

    def _footnote_edge(self, edge: d.FootnoteEdge) -> _Tokens:
        self.state.in_footnote = edge.begins
        return ()

    def _words(self, words: d.Words) -> _Tokens:
        self.owned.add(words.line)
        name, groups = words.match
        return [PageToken(name, words.text, groups, words.line)]

    def _block(self, block: d.Block) -> _Tokens:
        self.owned.update(block.numbers)
        self.reading.blocks.update(block.numbers)
        for i, line in block.left.items():
            self.reading.lines[i] = line
        name, groups = block.match
        return [PageToken(name, block.text, groups, block.numbers[0])]

    # ---- titles

    def _title(self, title: d.Title) -> _Tokens:
        name, groups = title.match
        line = title.line
        self._infer([title.inference] if title.inference is not None else ())
        self.owned.add(line.number)
        opens = name if name in self.terminals.opening else None
        self.state.at_title(opens=opens, names=bool(groups), keeps_heading=title.keeps_heading)
        return [PageToken(name, line.text, groups, line.number)]

    def _missing_title(self, missing: d.MissingTitle) -> _Tokens:
        self.state.at_missing_title(missing.opener)
        self._infer([missing.inference])
        return [PageToken(missing.opener, "", _NO_GROUPS, missing.inference.line)]

    # ---- rows

    def _row(self, read: d.TableRow) -> _Tokens:
        row, match = read
        number = row.line.number
        self.owned.add(number)
        self.state.just_titled = False
        name, groups = match or (FIGURES, _NO_GROUPS)
        heading = None if name in self.terminals.of_lines else self.state.heading
        return (PageToken(name, row.label or "", groups, number, self._placed(row, heading)),)

    def _unknown_row(self, unknown: d.UnknownRow) -> _Tokens:
        """Keep a row no rule reads, unless nothing says what its figures might be: then its line is unaccounted."""
        placed = self._placed(unknown.row, self.state.heading, unknown.why)
        number = unknown.row.line.number
        self.reading.expected[number] = unknown.expected
        if unknown.row.label is not None or placed.heading is not None:
            self.owned.add(number)
            self.reading.set_aside.append(placed)
        return ()

    def _wrapped_label(self, wrapped: d.WrappedLabel) -> _Tokens:
        self.owned.update([line.number for line in wrapped.lines])
        self.state.wrapped = wrapped.row
        return ()

    def _placed(self, row: Row, heading: Heading | None, why: str = "") -> PlacedRow:
        """Give each cell of a row its column under the heading that applies to it."""
        self._rows += 1
        if heading is not None:
            self._heading_figures.add(heading)
        columns = heading.place(row) if heading is not None else [None] * len(row.cells)
        signs = heading.doubtful_signs(row) if heading is not None else frozenset()
        return PlacedRow(row, columns, self._rows, self.state.heading, why, signs)

    # ---- headings

    def _heading(self, block: d.HeadingBlock) -> _Tokens:
        self.state.at_heading(block.named.heading, of_another=block.of_another)
        if not block.of_another:
            self.owned.update([line.number for line in block.lines])
            self._headings.append((block.named.heading, block.lines))
        return self._named(block.named)

    def _columns_named(self, named: d.ColumnsNamed) -> _Tokens:
        self.state.heading = named.heading
        return self._named(named)

    def _columns_again(self, again: d.ColumnsAgain) -> _Tokens:
        self.state.goes_on = False
        return _tokens(again.tokens, again.line)

    def _heading_elsewhere(self, elsewhere: d.HeadingElsewhere) -> _Tokens:
        self.state.at_heading_elsewhere()
        return [PageToken(UNKNOWN_TITLE, "", _NO_GROUPS, elsewhere.line)] if elsewhere.is_token else ()

    def _named(self, named: d.ColumnsNamed) -> _Tokens:
        self._infer(named.inferences)
        self.reading.expected.update(named.expected)
        return _tokens(named.tokens, named.heading.line)

    # ---- what no rule knows

    def _unknown_title(self, unknown: d.UnknownTitle) -> _Tokens:
        lines = unknown.lines
        self._expected(unknown)
        token = PageToken(UNKNOWN_TITLE, " ".join([line.text for line in lines]), _NO_GROUPS, lines[0].number)
        self.reading.unknown_titles.append(token)
        self.state.at_unknown_title(of_another=unknown.of_another)
        return [token] if unknown.is_token else ()

    def _unknown_text(self, unknown: d.UnknownText) -> _Tokens:
        self._expected(unknown)
        self.state.at_unknown_text(doubt=unknown.doubt, of_another=unknown.of_another)
        return ()

    def _expected(self, unknown: d.UnknownTitle | d.UnknownText) -> None:
        self.reading.expected.update(dict.fromkeys([line.number for line in unknown.lines], unknown.expected))

    def _infer(self, inferences: Iterable[Inference]) -> None:
        self.reading.inferences += inferences

    # Of the class, so that an emitter does not refer to itself: what refers to itself is only freed by the collector.
    _tokens_of: ClassVar[Mapping[type[d.Decision], Callable[[Emitter, Any], _Tokens]]] = {
        d.Passed: _passed,
        d.TableEdge: _table_edge,
        d.FootnoteEdge: _footnote_edge,
        d.Words: _words,
        d.Block: _block,
        d.Title: _title,
        d.NoteGoesOn: _passed,
        d.MissingTitle: _missing_title,
        d.TableRow: _row,
        d.UnknownRow: _unknown_row,
        d.WrappedLabel: _wrapped_label,
        d.ColumnsNamed: _columns_named,
        d.HeadingBlock: _heading,
        d.HeadingElsewhere: _heading_elsewhere,
        d.ColumnsAgain: _columns_again,
        d.UnknownTitle: _unknown_title,
        d.UnknownText: _unknown_text,
    }


def _tokens(columns: Iterable[tuple[str, Column]], line: int) -> _Tokens:
    return [PageToken(name, column.text, column.groups, line, column) for name, column in columns]
