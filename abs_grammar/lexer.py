"""The lexer Lark calls: it reads the page as far as the grammar can follow, and sets aside what it cannot.

A token is a line's words, a column's heading, or the figures of a row. Which terminal a text is depends on what
the parser would accept at that place. What nothing accepts is never fed to the parser: a row is set aside
with the heading it stands under, a line of text is left unowned, and the next line is read as if nothing had
been there. So one line that no rule knows costs that line. Two things it may not do is pass for silence:
unknown text above a table closes the statement before it, and above rows it makes the lexer doubt all rows
that do not themselves say what they measure.

Where a title is missing and only one statement could stand there, or a heading is damaged and could only be one,
it is read as that, and `Reading.surmises` says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from lark.lexer import Lexer

from abs_grammar.acceptance import Acceptance
from abs_grammar.blocks import take_block
from abs_grammar.columns import Column, Heading, fit, span, stack
from abs_grammar.headings import HeadingReader, Levels
from abs_grammar.likeness import like_title
from abs_grammar.page import PrintedLine, Row, as_row, figures_on, split_label
from abs_grammar.reading import Lexeme, PlacedRow, Reading, Surmise
from abs_grammar.terminals import DEAL_NAME, FIGURES, FOOTNOTE, TABLE_EDGE, UNKNOWN_TITLE, Match, Terminals, meaning
from abs_grammar.vocabulary import MEASURES, STATUSES

if TYPE_CHECKING:
    from lark.lexer import LexerState
    from lark.parsers.lalr_parser_state import ParserState

__all__ = ["PageLexer"]

_NO_GROUPS: Mapping[str, str] = {}
# What is printed under such a word is not of this period, whatever its rows say.
_OTHER_PERIODS = frozenset({"prior", "previous", "last", "cumulative", "projected", "historical", "ytd"})
_MOST_STACKED = 6
_MOST_WRAPPED = 3
_TABLE_TAGS = frozenset({"TABLE", "/TABLE"})


class PageLexer(Lexer):
    """Lark's way in. `terminals` is set once the parser is built, for it is read off the parser's rules."""

    __future_interface__ = 2
    terminals: Terminals

    def __init__(self, lexer_conf: object) -> None:
        """Take no configuration: the terminals say everything."""

    def lex(self, lexer_state: LexerState, parser_state: ParserState[Any]) -> Iterator[Any]:
        """Yield the tokens of a `Reading`, each as the parser asks for it."""
        reading: Any = lexer_state.text
        return _PageReader(self.terminals, reading, Acceptance(parser_state, self.terminals.accepted)).tokens()


class _PageReader:
    """Reads one page, keeping the heading in force and whether what follows is in doubt."""

    def __init__(self, terminals: Terminals, reading: Reading, parser: Acceptance) -> None:
        self.terminals = terminals
        self.reading = reading
        self.lines = reading.lines
        self.parser = parser
        self.headings = HeadingReader(terminals, parser)
        self.heading: Heading | None = None
        self.in_letterhead = True
        self.in_statement = False
        self.in_footnote = False
        self.in_doubt = False
        self.of_another = False
        self.title_names = False
        self.rows_read = 0
        self.open_table: int | None = None
        self.statement: str | None = None
        self.title_repeated = False
        self._wrapped: dict[int, Row] = {}

    def tokens(self) -> Iterator[Lexeme]:
        at, lines = 0, self.lines
        while at < len(lines):
            line = lines[at]
            if line.tags:
                yield from self._markup(line)
            if line.kind == "text" and not self.in_footnote:
                end = _end_of_run(lines, at)
                yield from self._text(at, end)
                at = end
                continue
            if line.kind == "row" and not (self.in_footnote and self._is_prose(line)):
                if self.in_letterhead:
                    yield from self._block(at)
                yield from self._row(line)
            elif line.phrases and self.in_footnote and line.kind != "rule":
                yield from self._footnote(line)
            else:
                self.reading.owned.add(line.number)
            at += 1
        if self.open_table is not None:
            said = "the table that begins here has no end: the page may have been cut short"
            self.reading.surmises.append(Surmise("unclosed-table", self.open_table, said))

    # ---- markup

    def _markup(self, line: PrintedLine) -> Iterator[Lexeme]:
        for tag in line.tags:
            if tag in _TABLE_TAGS:
                self.in_footnote = self.in_doubt = self.of_another = False
                self.heading = None
                self.open_table = line.number if tag == "TABLE" else None
                if self.parser.accepts(TABLE_EDGE):
                    self.in_statement = False
                    yield Lexeme(TABLE_EDGE, tag, {}, line.number)
            elif tag in ("FN", "/FN"):
                self.in_footnote = tag == "FN"

    def _is_prose(self, line: PrintedLine) -> bool:
        """Tell whether a line of a footnote is only that, and no row that was printed inside the marks."""
        label = as_row(line).label
        return label is None or not any(name in self.terminals.labels for name, _ in self.terminals.matching(label))

    def _footnote(self, line: PrintedLine) -> Iterator[Lexeme]:
        if self.parser.accepts(FOOTNOTE):
            self.reading.owned.add(line.number)
            yield Lexeme(FOOTNOTE, line.text, {}, line.number)

    # ---- rows

    def _row(self, line: PrintedLine) -> Iterable[Lexeme]:
        row = self._wrapped.get(line.number) or as_row(line)
        heading = self.heading
        if heading is not None and row.label is not None and len(row.cells) < len(heading.extents):
            row = heading.unlabelled(row) or self._parted(row) or row
        match = None if row.label is None else self._label(row.label)
        if match is None and row.label is not None:
            parted = split_label(row)
            if parted is not None and parted.label is not None:
                match = self._label(parted.label)
                row = row if match is None else parted
        if match is not None or (row.label is None and not self.in_doubt and self.parser.accepts(FIGURES)):
            return self._placed(row, match)
        if self.terminals.is_furniture(line.text):
            self.reading.owned.add(line.number)
            return ()
        if self.title_repeated:
            return self._under_same_headings(row)
        return self._in_missing_statement(row)

    def _under_same_headings(self, row: Row) -> Iterator[Lexeme]:
        """Read a row of a table that goes on below its title printed again, as at the head of a page."""
        self.title_repeated = False
        for column in [] if self.heading is None else self.heading.columns:
            if column is not None and column.name is not None and self.parser.accepts(column.name):
                yield Lexeme(column.name, column.text, column.groups, row.line.number, column)
        match = self._label(row.label or "")
        if match is not None:
            yield from self._placed(row, match)
        else:
            self._set_aside(row)

    def _parted(self, row: Row) -> Row | None:
        """Read a label that ends in a figure as ending before it, where the figure stands in a column that is empty."""
        heading, parted = self.heading, split_label(row)
        if heading is None or parted is None or not heading.holds(0, parted.cells[0][0], parted.cells[0][1]):
            return None
        known = parted.label is not None and self._label(parted.label) is not None
        return parted if known or self._label(row.label or "") is None else None

    def _label(self, text: str) -> Match | None:
        """Return the label that the grammar allows at this place and that a text can be."""
        if self.of_another:
            return None
        labels = self.terminals.labels
        for match in self.terminals.matching(text):
            name = match[0]
            if name in labels and self.parser.accepts(name) and not (self.in_doubt and self._needs_title(name)):
                return match
        return None

    def _placed(self, row: Row, match: Match | None) -> tuple[Lexeme]:
        """Return the token of a row: its label, which brings the figures along, or FIGURES where it has none."""
        number = row.line.number
        self.reading.owned.add(number)
        name, groups = match if match is not None else (FIGURES, _NO_GROUPS)
        return (Lexeme(name, row.label or "", groups, number, self._place(row)),)

    def _place(self, row: Row) -> PlacedRow:
        self.rows_read += 1
        heading = self.heading
        columns = heading.place(row) if heading is not None else [None] * len(row.cells)
        return PlacedRow(row, columns, self.rows_read, heading)

    def _in_missing_statement(self, row: Row) -> Iterator[Lexeme]:
        """Read a row whose statement has lost its title, if its label says which that was; else set it aside."""
        if not self.in_statement and not self.in_doubt:
            for name, groups in self.terminals.matching(row.label or ""):
                if name in self.terminals.labels and not _names_only(name):
                    opener = self._only_opener_before(name)
                    if opener is not None:
                        yield self._surmised_title(opener, row.line.number, f"the row {row.label!r}")
                        yield from self._name_columns()
                        yield from self._placed(row, (name, groups))
                        return
        self._set_aside(row)

    def _only_opener_before(self, name: str) -> str | None:
        """Return the title after which alone the parser would take a terminal."""
        openers = self.parser.accepted(frozenset(self.terminals.openers))
        found = [opener for opener in openers if self.parser.accepts(opener, name)]
        return found[0] if len(found) == 1 else None

    def _surmised_title(self, opener: str, line: int, by: str) -> Lexeme:
        self.in_statement, self.in_letterhead = True, False
        words = self.terminals.words.get(opener, opener)
        self.reading.surmises.append(Surmise("missing-title", line, f"{by} stands without its title {words!r}"))
        return Lexeme(opener, "", {}, line)

    def _set_aside(self, row: Row) -> None:
        """Keep a row no rule reads, unless nothing says what its figures might be: then its line is unaccounted."""
        placed = self._place(row)
        if row.label is not None or placed.heading is not None:
            self.reading.owned.add(row.line.number)
            if self.of_another:
                placed.why = "of-another"
            self.reading.set_aside.append(placed)

    # ---- text

    def _text(self, at: int, end: int) -> Iterator[Lexeme]:
        """Read lines of text: titles and notes, a heading if there is one, and otherwise unknown text."""
        rest: list[PrintedLine] = []
        in_note = False
        for i in range(at, end):
            line = self.lines[i]
            if self.in_letterhead and line.phrases:
                yield from self._block(i)
            if not line.phrases or self.terminals.is_furniture(line.text):
                self.reading.owned.add(line.number)
                continue
            if line.kind == "row":  # a block beside it made it look like text
                yield from self._row(line)
                continue
            if rest and self._begins_rows_of_words(line) and all(map(self.headings.match, stack(rest))):
                yield from self._heading_or_unknown(rest, i)
                rest = []
            match = self._title(line)
            row = (self._row_of_words(line) or self._row_without_gap(line)) if match is None else None
            if match is not None:
                in_note = match[0].endswith("NOTE")
                yield from self._read_title(line, match)
            elif row is not None:
                yield from self._placed(*row)
            elif in_note and not any(map(self.headings.knows, stack([line]))):
                self.reading.owned.add(line.number)
            else:
                rest.append(line)
        rest = rest[: len(rest) - self._wraps(rest, end)]
        if rest:
            yield from self._heading_or_unknown(rest, end)

    def _wraps(self, lines: Sequence[PrintedLine], end: int) -> int:
        """Tell how many of the last lines begin the label of the row right below them.

        SCHEDULED PRINCIPAL BALANCE OF MORTGAGE LOANS AFTER
        DISTRIBUTION                                                       4,781,024.27
        """
        below = self.lines[end] if end < len(self.lines) else None
        if below is None or below.kind != "row" or below.after_blank or below.tags:
            return 0
        row = as_row(below)
        for count in range(1, min(_MOST_WRAPPED, len(lines)) + 1):
            words = [line.text for line in lines[-count:]] + ([row.label] if row.label is not None else [])
            match = self._label(" ".join(words))
            if match is not None and not _names_only(match[0]):
                self._wrapped[below.number] = Row(below, " ".join(words), row.label_start, row.label_end, row.cells)
                self.reading.owned.update([line.number for line in lines[-count:]])
                return count
        return 0

    def _title(self, line: PrintedLine) -> Match | None:
        text = line.repeated or line.text
        for match in self.terminals.matching(text):
            if match[0] in self.terminals.titles and self.parser.accepts(match[0]):
                return match
        return None

    def _read_title(self, line: PrintedLine, match: Match) -> Iterator[Lexeme]:
        self.reading.owned.add(line.number)
        self.in_doubt = self.of_another = False
        name = match[0]
        self.title_names = bool(match[1]) or (self.title_names and name not in self.terminals.openers)
        if name in self.terminals.openers:
            if not self._stands_under(self.heading, name):
                self.heading = None
            self.title_repeated = self.heading is not None and name == self.statement
            self.statement = name
            self.in_letterhead, self.in_statement = False, True
        yield Lexeme(name, line.text, match[1], line.number)

    def _stands_under(self, heading: Heading | None, title: str) -> bool:
        """Tell whether a statement stands under a heading printed before its title: one whose columns it too may have.

        One line of headings may serve several statements.
        """
        if heading is None:
            return False
        columns = [column for column in heading.columns if column is not None]
        return all(column.name is not None and self.parser.accepts(title, column.name) for column in columns)

    def _row_of_words(self, line: PrintedLine) -> tuple[Row, Match | None] | None:
        """Read a line without figures as a row, where its label or the heading over it asks for words."""
        if self.heading is None and len(line.phrases) == 1:
            return None
        row = as_row(line)
        unlabelled = None if self.heading is None else self.heading.unlabelled(row)
        if unlabelled is not None and self._under_words(unlabelled) and self.parser.accepts(FIGURES):
            return unlabelled, None
        if not row.cells or self.terminals.heads_column(line.phrases[0][2]):
            return None
        match = self._label(row.label or "")
        if match is None or not (_says_words(match[0]) or self._under_words(row)):
            return None
        return row, match

    def _row_without_gap(self, line: PrintedLine) -> tuple[Row, Match] | None:
        """Read a line as a row whose figures stand one blank after its label, where the label says what they are."""
        row = split_label(as_row(line)) if len(line.phrases) == 1 else None
        match = None if row is None else self._label(row.label or "")
        if row is None or match is None or (_names_only(match[0]) and not self._has_columns()):
            return None
        return row, match

    def _under_words(self, row: Row) -> bool:
        """Tell whether every cell of a row stands under a heading that asks for words: CUSIPs, say."""
        if self.heading is None:
            return False
        columns = self.heading.place(row)
        return all(
            column is not None and _says_words(column.name or "") and _is_identifier(cell[2])
            for cell, column in zip(row.cells, columns, strict=True)
        )

    def _begins_rows_of_words(self, line: PrintedLine) -> bool:
        """Tell whether a line of text is the first row of a table of words, right below its headings."""
        return (
            len(line.phrases) > 1
            and all(_is_identifier(text) for _, _, text, _ in line.phrases[1:])
            and any(name in self.terminals.labels for name, _ in self.terminals.matching(line.phrases[0][2]))
            and not any(map(self.headings.knows, stack([line])))
        )

    def _block(self, at: int) -> Iterator[Lexeme]:
        """Take a block that hangs beside or below these words out of the page, and yield it whole."""
        line = self.lines[at]
        for index, (_, _, text, _) in enumerate(line.phrases):
            for name, _ in self.terminals.matching(text):
                if name in self.terminals.blocks and self.parser.accepts(name):
                    words, numbers = take_block(self.lines, at, index)
                    self.reading.owned.update(numbers)
                    yield Lexeme(name, words, dict(self.terminals.matching(words)).get(name, {}), line.number)
                    return

    # ---- headings

    def _heading_or_unknown(self, rest: list[PrintedLine], end: int) -> Iterator[Lexeme]:
        rows = self._rows_after(end)
        levels = self.headings.levels(rest[-_MOST_STACKED:])
        if all([self.headings.match(column) for level in levels for column in level]):
            self.reading.owned.update([line.number for line in rest])
            yield from self._read_heading(levels, rest, rows)
            return
        known = any(self.headings.knows(column) for level in levels for column in level)
        several = any(len(line.phrases) > 1 for line in rest)
        if not known and (self._among_rows(rest, end) or not (several and rows and len(levels[-1]) > 1)):
            yield from self._unknown(rest, end, rows)
            return
        if self.headings.title_above(levels, rest):
            yield from self._unknown(rest[:1], end, rows, above_heading=True)
            rest = rest[1:]
            levels = self.headings.levels(rest)
        for line in rest:
            self.reading.owned.add(line.number)
        if not self.in_doubt:
            opener = self.headings.statement_of(levels, rows)
            if opener is not None:
                yield self._surmised_title(opener, rest[0].number, "a table")
                levels = self.headings.levels(rest)
        yield from self._read_heading(levels, rest, rows)

    def _read_heading(self, levels: Levels, lines: list[PrintedLine], rows: list[Row]) -> Iterator[Lexeme]:
        for upper, lower in pairwise(levels):
            span(upper, lower)
        self.heading = fit(levels[-1], rows)
        self.heading.line = lines[0].number
        self.in_doubt = self.in_doubt and not self.in_statement
        self.of_another = False
        for level in levels:
            yield from self._name(level, lines[0].number)
        if not any(column.name for level in levels for column in level) and self._names_another(levels):
            self.of_another = True
            self.reading.owned.difference_update([line.number for line in lines])

    def _names_another(self, levels: Levels) -> bool:
        """Tell whether headings that no column here has speak of a group, say: what follows is of that alone."""
        return any(groups for level in levels for c in level for _, groups in self.terminals.matching(c.text) if c.text)

    def _name_columns(self) -> Iterator[Lexeme]:
        """Name the columns of a heading that was read before its statement was known."""
        if self.heading is not None:
            yield from self._name([column for column in self.heading.columns if column is not None], self.heading.line)

    def _name(self, columns: Sequence[Column], line: int) -> Iterator[Lexeme]:
        """Name each column that the grammar knows, first those printed whole, then those that can only be one."""
        for column in columns:
            if column.name is None:
                match = self.headings.match(column)
                if match is not None:
                    yield self._named(column, match, line)
        repeated = _repeated(columns)
        for column in repeated:
            column.name = None
        for column in columns:
            if column.name is None and column not in repeated:
                match = self.headings.like(column, [meaning(c.name) for c in columns if c.name is not None])
                if match is not None:
                    words = self.terminals.words[match[0]]
                    said = f"the heading {column.text!r} is read as {words!r}, the only one here it can be"
                    self.reading.surmises.append(Surmise("damaged-heading", line, said, column))
                    yield self._named(column, match, line)

    def _named(self, column: Column, match: Match, line: int) -> Lexeme:
        column.name, column.groups = match
        return Lexeme(match[0], column.text, match[1], line, column)

    def _rows_after(self, at: int) -> list[Row]:
        """Return the rows that stand together next after a line, past one run of text at most."""
        lines = self.lines
        runs = 0
        while at < len(lines) and lines[at].kind != "row":
            if lines[at].kind == "text":
                end = _end_of_run(lines, at)
                if self._begins_rows_of_words(lines[at]):
                    break
                runs += 1
                if runs > 1 or any(self._opens_statement(line.text) for line in lines[at:end]):
                    return []
                at = end
            elif lines[at].tags and _TABLE_TAGS.intersection(lines[at].tags):
                return []
            else:
                at += 1
        rows: list[Row] = []
        for line in lines[at:]:
            if line.tags and _TABLE_TAGS.intersection(line.tags):
                break
            if line.kind == "text" and ((line.after_blank and rows) or not self._begins_rows_of_words(line)):
                break
            if line.kind in ("row", "text"):
                rows.append(as_row(line))
        return rows

    def _opens_statement(self, text: str) -> bool:
        return any(name in self.terminals.openers for name, _ in self.terminals.matching(text))

    # ---- what no rule knows

    def _unknown(
        self, lines: list[PrintedLine], end: int, rows: list[Row], *, above_heading: bool = False
    ) -> Iterator[Lexeme]:
        """Read text that is no heading and no title: misprinted, or out of its statement, or a name, or unknown."""
        rest: list[PrintedLine] = []
        named = False
        following = self.lines[end] if end < len(self.lines) else None
        above_heading = above_heading or (
            following is not None and following.kind == "text" and len(following.phrases) > 1
        )
        for line in lines:
            damaged = self._damaged_title(line)
            if damaged is not None:
                yield from self._read_title(line, damaged)
                continue
            if not rest and not named and not self.in_doubt:
                yield from self._opener_before_title(line)
            title = self._title(line)
            if title is not None:
                yield from self._read_title(line, title)
            elif self.parser.accepts(DEAL_NAME) and not above_heading and not figures_on(line):
                named = True
                yield self._free_text(line)
            else:
                rest.append(line)
        if rest and above_heading:
            yield from self._unknown_title(rest)
        elif rest and rows and not self._has_columns():
            self.in_doubt = True
        if any(word in _OTHER_PERIODS for line in rest for word in line.text.casefold().split()):
            self.of_another = True

    def _needs_title(self, label: str) -> bool:
        """Tell whether a row does not say by itself what it is of: below text that no rule knows, it may be of that."""
        return self.title_names or _names_only(label)

    def _has_columns(self) -> bool:
        """Tell whether the rows here stand under headings that are known: then they need no text above to be told."""
        return self.heading is not None and any(c is not None and c.name is not None for c in self.heading.columns)

    def _among_rows(self, lines: Sequence[PrintedLine], end: int) -> bool:
        """Tell whether lines stand in the middle of rows, with no blank line to either side: no heading stands so."""
        at = end - 1
        while at >= 0 and self.lines[at].number >= lines[0].number:
            at -= 1
        before = self.lines[at] if at >= 0 else None
        after = self.lines[end] if end < len(self.lines) else None
        return (
            before is not None
            and after is not None
            and before.kind == after.kind == "row"
            and not lines[0].after_blank
            and not after.after_blank
        )

    def _damaged_title(self, line: PrintedLine) -> Match | None:
        """Return the title that a line is but for misprints."""
        text = line.repeated or line.text
        words = self.terminals.words
        name = like_title(text, {n: words[n] for n in self.parser.accepted(self.terminals.titles) if n in words})
        if name is None:
            return None
        said = f"the line {text!r} is read as {words[name]!r}, misprinted"
        self.reading.surmises.append(Surmise("damaged-title", line.number, said))
        return next((m for m in self.terminals.matching(words[name]) if m[0] == name), (name, {}))

    def _opener_before_title(self, line: PrintedLine) -> Iterator[Lexeme]:
        """Open the statement of a second title whose first is missing."""
        if self.in_statement:
            return
        for name, _ in self.terminals.matching(line.repeated or line.text):
            if name in self.terminals.titles and name not in self.terminals.openers:
                opener = self._only_opener_before(name)
                if opener is not None:
                    yield self._surmised_title(opener, line.number, f"the title {line.text!r}")
                    return

    def _free_text(self, line: PrintedLine) -> Lexeme:
        self.reading.owned.add(line.number)
        return Lexeme(DEAL_NAME, line.text, dict(self.terminals.matching(line.text)).get(DEAL_NAME, {}), line.number)

    def _unknown_title(self, lines: list[PrintedLine]) -> Iterator[Lexeme]:
        lexeme = Lexeme(UNKNOWN_TITLE, " ".join([line.text for line in lines]), {}, lines[0].number)
        self.reading.unknown_titles.append(lexeme)
        self.heading = None
        self.in_doubt = True
        self.in_statement = False
        if self.parser.accepts(UNKNOWN_TITLE):
            yield lexeme


def _end_of_run(lines: Sequence[PrintedLine], at: int) -> int:
    """Find where the lines of text that stand together end."""
    end = at + 1
    while end < len(lines) and lines[end].kind == "text" and not lines[end].after_blank and not lines[end].tags:
        end += 1
    return end


def _repeated(columns: Sequence[Column]) -> list[Column]:
    """Return the columns that have the same measure, with no heading above to tell them apart: one must be another."""
    names = Counter((meaning(column.name), column.over) for column in columns if column.name is not None)
    return [
        column
        for column in columns
        if column.name is not None and meaning(column.name) in MEASURES and names[meaning(column.name), column.over] > 1
    ]


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
