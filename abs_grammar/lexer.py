"""The lexer Lark calls: it reads the page as far as the grammar can follow, and sets aside what it cannot.

A token is a line's words, a column's heading, or the figures of a row. Which terminal a text is depends on what
the parser would accept at that place. What nothing accepts is never fed to the parser: a row is set aside
with the heading it stands under, a line of text is left unowned, and the next line is read as if nothing had
been there. So one line that no rule knows costs that line. Two things it may not do is pass for silence:
unknown text above a table closes the statement before it, and above rows it makes the lexer doubt all rows
that do not themselves say what they measure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import attrs
from lark.lexer import Lexer
from lark.parsers.lalr_analysis import Shift

from abs_grammar.columns import Column, Heading, fit, span, stack
from abs_grammar.page import PrintedLine, Row, as_row, split_label
from abs_grammar.terminals import DEAL_NAME, FIGURES, FOOTNOTE, TABLE_EDGE, UNKNOWN_TITLE, Match, Terminals, meaning
from abs_grammar.vocabulary import MEASURES, STATUSES

if TYPE_CHECKING:
    from lark.lexer import LexerState
    from lark.parsers.lalr_parser_state import ParserState

__all__ = ["Lexeme", "PageLexer", "PlacedRow", "Reading"]

_MOST_STACKED = 6
_TABLE_TAGS = frozenset({"TABLE", "/TABLE"})


@attrs.define(eq=False)
class Lexeme:
    """A token: the terminal, the printed text, what its named groups say, and the line it stands on."""

    type: str
    text: str
    groups: Mapping[str, str]
    line: int
    of: Any = None

    # Lark copies these to its end-of-input token; the place of a figure is kept with its row.
    start_pos: ClassVar[None] = None
    column: ClassVar[None] = None
    end_line: ClassVar[None] = None
    end_column: ClassVar[None] = None
    end_pos: ClassVar[None] = None


@attrs.define(eq=False)
class PlacedRow:
    """A row with the column of each of its cells, the heading it stands under, and its number on the page."""

    row: Row
    columns: Sequence[Column | None]
    order: int
    heading: Heading | None


@attrs.define(eq=False)
class Reading:
    """One page being read: its lines, and what became of each.

    `owned` are the lines some rule read; `set_aside` the rows none did; `unknown_titles` and `unknown_headings`
    the texts that no rule knows and that cost figures their measure.
    """

    lines: list[PrintedLine]
    owned: set[int] = attrs.field(factory=set)
    set_aside: list[PlacedRow] = attrs.field(factory=list)
    unknown_titles: list[Lexeme] = attrs.field(factory=list)
    unknown_headings: list[tuple[Column, int]] = attrs.field(factory=list)


class PageLexer(Lexer):
    """Lark's way in. `terminals` is set once the parser is built, for it is read off the parser's rules."""

    __future_interface__ = 2
    terminals: Terminals

    def __init__(self, lexer_conf: object) -> None:
        """Take no configuration: the terminals say everything."""

    def lex(self, lexer_state: LexerState, parser_state: ParserState[Any]) -> Iterator[Any]:
        """Yield the tokens of a `Reading`, each as the parser asks for it."""
        reading: Any = lexer_state.text
        return _PageReader(self.terminals, reading, parser_state).tokens()


class _PageReader:
    """Reads one page, keeping the heading in force and whether what follows is in doubt."""

    def __init__(self, terminals: Terminals, reading: Reading, parser_state: ParserState[Any]) -> None:
        self.terminals = terminals
        self.reading = reading
        self.lines = reading.lines
        self.stack = parser_state.state_stack
        self.states = parser_state.parse_conf.states
        self.heading: Heading | None = None
        self.in_footnote = False
        self.in_doubt = False
        self.in_letterhead = True
        self.rows_read = 0

    def tokens(self) -> Iterator[Lexeme]:
        at, lines = 0, self.lines
        while at < len(lines):
            line = lines[at]
            if line.tags:
                yield from self._markup(line)
            if line.kind == "text" and not self.in_footnote:
                end = self._end_of_run(at)
                yield from self._text(at, end)
                at = end
                continue
            if line.kind == "row" and not self.in_footnote:
                if self.in_letterhead:
                    yield from self._block(at)
                yield from self._row(line)
            elif line.phrases and self.in_footnote and line.kind != "rule":
                yield from self._footnote(line)
            else:
                self.reading.owned.add(line.number)
            at += 1

    # ---- markup

    def _markup(self, line: PrintedLine) -> Iterator[Lexeme]:
        for tag in line.tags:
            if tag in _TABLE_TAGS:
                self.in_footnote = False
                self.heading = None
                self.in_doubt = False
                if self._accepts(TABLE_EDGE):
                    yield Lexeme(TABLE_EDGE, tag, {}, line.number)
            elif tag in ("FN", "/FN"):
                self.in_footnote = tag == "FN"

    def _footnote(self, line: PrintedLine) -> Iterator[Lexeme]:
        if self._accepts(FOOTNOTE):
            self.reading.owned.add(line.number)
            yield Lexeme(FOOTNOTE, line.text, {}, line.number)

    # ---- rows

    def _row(self, line: PrintedLine) -> Iterator[Lexeme]:
        row = as_row(line)
        if self.heading is not None:
            row = self.heading.unlabelled(row) or row
        for reading in self._readings_of(row):
            match = self._label(reading)
            if match is not None:
                yield from self._placed(reading, match)
                return
        if row.label is None and self._accepts(FIGURES) and not self.in_doubt:
            yield from self._placed(row, None)
            return
        if self._is_furniture(line.text):
            self.reading.owned.add(line.number)
            return
        self._set_aside(row)

    def _readings_of(self, row: Row) -> Iterator[Row]:
        """Read the row as it stands and, where its label ends in a figure, with that figure as its first cell.

        The figure is read first where it stands among the figures of a column that would else be empty.
        """
        if row.label is None:
            return
        parted = split_label(row)
        if parted is not None and self.heading is not None and self._fills_a_gap(parted):
            yield parted
            yield row
            return
        yield row
        if parted is not None:
            yield parted

    def _fills_a_gap(self, parted: Row) -> bool:
        heading = self.heading
        if heading is None or not heading.extents or len(parted.cells) > len(heading.extents):
            return False
        return heading.holds(0, parted.cells[0][0], parted.cells[0][1])

    def _label(self, row: Row) -> Match | None:
        """Return the label that the grammar allows at this place and that this row can be."""
        for match in self.terminals.matching(row.label or ""):
            name = match[0]
            if name in self.terminals.labels and self._accepts(name) and not (self.in_doubt and _names_only(name)):
                return match
        return None

    def _placed(self, row: Row, match: Match | None) -> Iterator[Lexeme]:
        number = row.line.number
        self.reading.owned.add(number)
        placed = self._place(row)
        if match is not None:
            yield Lexeme(match[0], row.label or "", match[1], number)
        yield Lexeme(FIGURES, "", {}, number, placed)

    def _place(self, row: Row) -> PlacedRow:
        self.rows_read += 1
        heading = self.heading
        columns = heading.place(row) if heading is not None else [None] * len(row.cells)
        return PlacedRow(row, columns, self.rows_read, heading)

    def _set_aside(self, row: Row) -> None:
        """Keep a row no rule reads, unless nothing says what its figures might be: then its line is unaccounted."""
        parted = split_label(row) if self.heading is not None else None
        if parted is not None and self._fills_a_gap(parted):
            row = parted
        placed = self._place(row)
        if row.label is not None or placed.heading is not None:
            self.reading.owned.add(row.line.number)
            self.reading.set_aside.append(placed)

    # ---- text

    def _end_of_run(self, at: int) -> int:
        """Find where the lines of text that stand together end."""
        lines = self.lines
        end = at + 1
        while end < len(lines) and lines[end].kind == "text" and not lines[end].after_blank and not lines[end].tags:
            end += 1
        return end

    def _text(self, at: int, end: int) -> Iterator[Lexeme]:
        """Read lines of text: titles and notes, a heading if there is one, and otherwise unknown text."""
        rest: list[PrintedLine] = []
        for i in range(at, end):
            line = self.lines[i]
            if not line.phrases:  # a block beside it took all its words
                continue
            if self._is_furniture(line.text):
                self.reading.owned.add(line.number)
                continue
            if self.in_letterhead:
                yield from self._block(i)
                if not line.phrases:
                    continue
            if line.kind == "row":
                yield from self._row(line)
                continue
            if rest and self._begins_rows_of_words(line) and all(map(self._column, stack(rest))):
                yield from self._heading_or_unknown(rest, i)
                rest = []
            row = self._row_of_words(line)
            if row is not None:
                yield from self._placed(*row)
                continue
            match = self._title(line.text)
            if match is None:
                rest.append(line)
                continue
            yield self._read_title(line, match)
            if match[0].endswith("NOTE"):
                self.reading.owned.update([noted.number for noted in self.lines[i:end]])
                return
        if rest:
            yield from self._heading_or_unknown(rest, end)

    def _title(self, text: str) -> Match | None:
        for match in self.terminals.matching(text):
            name = match[0]
            if name in self.terminals.columns or name in self.terminals.labels or not self._accepts(name):
                continue
            if name != DEAL_NAME:
                return match
        return None

    def _opens_statement(self, text: str) -> bool:
        return any(name in self.terminals.openers for name, _ in self.terminals.matching(text))

    def _read_title(self, line: PrintedLine, match: Match) -> Lexeme:
        self.reading.owned.add(line.number)
        self.in_doubt = False
        lexeme = Lexeme(match[0], line.text, match[1], line.number)
        if match[0] in self.terminals.openers:
            self.in_letterhead = False
            if not self._stands_under(self.heading, match[0]):
                self.heading = None
        return lexeme

    def _stands_under(self, heading: Heading | None, title: str) -> bool:
        """Tell whether a statement stands under a heading printed before its title: one whose columns it too may have.

        One line of headings may serve several statements.
        """
        after = self._after(title)
        if heading is None or after is None:
            return False
        return all(column.name in self.states[after] for column in heading.columns if column is not None)

    def _row_of_words(self, line: PrintedLine) -> tuple[Row, Match | None] | None:
        """Read a line without figures as a row, where its label or the heading over it asks for words."""
        row = as_row(line)
        unlabelled = None if self.heading is None else self.heading.unlabelled(row)
        if unlabelled is not None and self._under_words(unlabelled) and self._accepts(FIGURES):
            return unlabelled, None
        if len(line.phrases) < 2 or any(  # noqa: PLR2004 - a label and a value
            name in self.terminals.columns for name, _ in self.terminals.matching(line.phrases[0][2])
        ):
            return None
        match = self._label(row)
        if match is None or not (_says_words(match[0]) or self._under_words(row)):
            return None
        return row, match

    def _under_words(self, row: Row) -> bool:
        """Tell whether every cell of a row stands under a heading that asks for words: CUSIPs, say."""
        if self.heading is None:
            return False
        columns = self.heading.place(row)
        return all(column is not None and _says_words(column.name or "") for column in columns)

    def _begins_rows_of_words(self, line: PrintedLine) -> bool:
        """Tell whether a line of text is the first row of a table of words, right below its headings."""
        return (
            len(line.phrases) > 1
            and all(_is_identifier(text) for _, _, text, _ in line.phrases[1:])
            and any(name in self.terminals.labels for name, _ in self.terminals.matching(line.phrases[0][2]))
            and not any(self._knows_column(column) for column in stack([line]))
        )

    def _heading_or_unknown(self, rest: list[PrintedLine], end: int) -> Iterator[Lexeme]:
        rows = self._rows_after(end)
        levels = self._levels(rest[-_MOST_STACKED:])
        known = any(self._knows_column(column) for level in levels for column in level)
        several = any(len(line.phrases) > 1 for line in rest)
        if not known and not (several and rows and len(levels[-1]) > 1):
            yield from self._unknown(rest, end, rows)
            return
        if self._title_above(levels, rest):
            yield from self._unknown_title(rest[:1])
            rest = rest[1:]
            levels = self._levels(rest)
        for line in rest:
            self.reading.owned.add(line.number)
        yield from self._read_heading(levels, rest, rows)

    def _read_heading(
        self, levels: list[list[Column]], lines: list[PrintedLine], rows: list[Row]
    ) -> Iterator[Lexeme]:
        for upper, lower in zip(levels, levels[1:], strict=False):
            span(upper, lower)
        self.heading = fit(levels[-1], rows)
        self.in_doubt = False
        for level in levels:
            for column in level:
                match = self._column(column)
                if match is None:
                    if column is not self.heading.label:
                        self.reading.unknown_headings.append((column, lines[0].number))
                    continue
                column.name = match[0]
                column.groups = match[1]
                yield Lexeme(match[0], column.text, match[1], lines[0].number, column)

    def _levels(self, lines: list[PrintedLine]) -> list[list[Column]]:
        """Join stacked heading lines, setting the top line apart where its phrases are headings by themselves."""
        joined = stack(lines)
        if len(lines) > 1 and not all(self._knows_column(c) for c in joined):
            top, below = stack(lines[:1]), self._levels(lines[1:])
            if all(self._column(c) for c in top) and any(self._column(c) for c in below[-1]):
                return [top, *below]
        return [joined]

    def _knows_column(self, column: Column) -> bool:
        return any(name in self.terminals.columns for name, _ in self.terminals.matching(column.text))

    def _column(self, column: Column) -> Match | None:
        for match in self.terminals.matching(column.text):
            if match[0] in self.terminals.columns and self._accepts(match[0]):
                return match
        return None

    def _title_above(self, levels: list[list[Column]], lines: list[PrintedLine]) -> bool:
        """Tell whether the first of the lines is a title no rule knows: without it, more headings are known."""
        if len(lines) < 2 or len(lines[0].phrases) > 1:  # noqa: PLR2004 - a title and a heading
            return False
        without = sum([self._knows_column(c) for level in self._levels(lines[1:]) for c in level])
        return without > sum([self._knows_column(c) for level in levels for c in level])

    def _rows_after(self, at: int) -> list[Row]:
        """Return the rows that stand together next after a line, past one run of text at most."""
        lines = self.lines
        runs = 0
        while at < len(lines) and lines[at].kind != "row":
            if lines[at].kind == "text":
                if self._begins_rows_of_words(lines[at]):
                    return [as_row(line) for line in lines[at : self._end_of_run(at)]]
                runs += 1
                end = self._end_of_run(at)
                if runs > 1 or any(self._opens_statement(line.text) for line in lines[at:end]):
                    return []
                at = end
            elif _TABLE_TAGS.intersection(lines[at].tags):
                return []
            else:
                at += 1
        rows: list[Row] = []
        while at < len(lines) and lines[at].kind != "text" and not _TABLE_TAGS.intersection(lines[at].tags):
            if lines[at].kind == "row":
                rows.append(as_row(lines[at]))
            at += 1
        return rows

    # ---- what no rule knows

    def _unknown(self, lines: list[PrintedLine], end: int, rows: list[Row]) -> Iterator[Lexeme]:
        anything = self._anything()
        above_heading = end < len(self.lines) and self.lines[end].kind == "text" and len(self.lines[end].phrases) > 1
        if anything is not None and not above_heading:
            for line in lines:
                yield self._free_text(line, anything)
            return
        if above_heading:
            yield from self._unknown_title(lines)
        elif rows:
            self.in_doubt = True

    def _anything(self) -> str | None:
        return DEAL_NAME if self._accepts(DEAL_NAME) else None

    def _free_text(self, line: PrintedLine, name: str) -> Lexeme:
        self.reading.owned.add(line.number)
        groups = dict(self.terminals.matching(line.text)).get(name, {})
        return Lexeme(name, line.text, groups, line.number)

    def _unknown_title(self, lines: list[PrintedLine]) -> Iterator[Lexeme]:
        lexeme = Lexeme(UNKNOWN_TITLE, " ".join([line.text for line in lines]), {}, lines[0].number)
        self.reading.unknown_titles.append(lexeme)
        self.heading = None
        if self._accepts(UNKNOWN_TITLE):
            yield lexeme

    def _is_furniture(self, text: str) -> bool:
        ignored = self.terminals.ignored
        return any(name in ignored for name, _ in self.terminals.matching(text))

    # ---- blocks that hang beside other text

    def _block(self, at: int) -> Iterator[Lexeme]:
        """Take what hangs below the first words of a block out of the lines it stands on, and yield it whole."""
        line = self.lines[at]
        for i, (start, _, text, _) in enumerate(line.phrases):
            for name, _ in self.terminals.matching(text):
                if name.endswith("BLOCK") and self._accepts(name):
                    yield self._take_block(at, i, start, name)
                    return

    def _take_block(self, at: int, index: int, start: int, name: str) -> Lexeme:
        first = self.lines[at]
        taken = [" ".join([p[2] for p in first.phrases[index:]])]
        first.phrases = first.phrases[:index]
        self.reading.owned.add(first.number)
        for line in self.lines[at + 1 :]:
            hanging = [p for p in line.phrases if p[0] >= start]
            if line.after_blank or line.tags or not hanging or (start == 0 and line.phrases[0][0] == 0):
                break
            taken.append(" ".join([p[2] for p in hanging]))
            line.phrases = [p for p in line.phrases if p[0] < start]
            self.reading.owned.add(line.number)
            if line.phrases and not any(p[3] for p in line.phrases):
                line.kind = "text"
            elif not line.phrases:
                line.kind = "markup"
        text = "\n".join(taken)
        groups = dict(self.terminals.matching(text)).get(name, {})
        return Lexeme(name, text, groups, first.number)

    # ---- what the parser accepts

    def _accepts(self, name: str) -> bool:
        """Tell whether the parser would take a terminal here, going through the reductions it would make first."""
        return self._after(name) is not None

    def _after(self, name: str) -> Any:  # noqa: ANN401 - a state of Lark's
        """Return the state the parser would be in after a terminal, or `None` where it would refuse it."""
        states = self.states
        action = states[self.stack[-1]].get(name)
        if action is None:
            return None
        if action[0] is Shift:
            return action[1]
        stack = self.stack.copy()
        while True:
            action = states[stack[-1]].get(name)
            if action is None:
                return None
            if action[0] is Shift:
                return action[1]
            rule = action[1]
            size = len(rule.expansion)
            if size:
                del stack[-size:]
            stack.append(states[stack[-1]][rule.origin.name][1])


def _names_only(label: str) -> bool:
    """Tell whether a label only names a class, a bucket or the like, and does not itself say what is measured."""
    word = meaning(label)
    return word not in MEASURES and word not in STATUSES


def _says_words(label: str) -> bool:
    """Tell whether what stands beside a label is words."""
    measure = MEASURES.get(meaning(label))
    return measure is not None and measure.unit in ("text", "flag")


def _is_identifier(text: str) -> bool:
    """Tell whether a text has the look of an identifier: capitals and digits, no blank."""
    return text.isalnum() and text.upper() == text
