"""The lexer Lark calls: it reads the page as far as the grammar can follow, and sets aside what it cannot.

A token is a line's words, a column's heading, or the label of a row with its figures. Which terminal a text is
depends on what the parser would accept at that place. What nothing accepts is never fed to the parser: a row is set
aside with the heading it stands under, a line of text is left unowned, and the next line is read as if nothing had
been there. So one line that no rule knows costs that line. Two things it may not do is pass for silence: unknown
text above a table closes the statement before it, and above rows it casts doubt on those that do not themselves
say what they measure (`place`).

Where a title is missing and only one statement could stand there, or a heading is damaged and could only be one,
it is read as that, and `Reading.surmises` says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from itertools import islice, pairwise

from abs_grammar.grammar.conventions import DEAL_NAME, FOOTNOTE, TABLE_EDGE, UNKNOWN_TITLE, is_note, meaning
from abs_grammar.grammar.lookahead import Acceptance
from abs_grammar.grammar.terminals import Match, Terminals
from abs_grammar.model.vocabulary import MEASURES
from abs_grammar.page.columns import Column, fit, span, stack
from abs_grammar.page.lines import PrintedLine, Row, as_row, figures_on
from abs_grammar.reading.blocks import take_block
from abs_grammar.reading.expected import expected_here
from abs_grammar.reading.headings import HeadingReader, Levels
from abs_grammar.reading.record import Lexeme, Reading, Surmise
from abs_grammar.reading.rows import RowReader, is_identifier
from abs_grammar.reading.state import Place, names_only
from abs_grammar.reading.titles import TitleReader

__all__ = ["tokens_of"]

# What is printed under such a word is not of this period, whatever its rows say.
_OTHER_PERIODS = frozenset({"prior", "previous", "last", "cumulative", "projected", "historical", "ytd"})
_MOST_STACKED = 6
_TABLE_TAGS = frozenset({"TABLE", "/TABLE"})


def tokens_of(reading: Reading, terminals: Terminals, parser: Acceptance) -> Iterator[Lexeme]:
    """Yield the tokens of a page, each as the parser asks for it."""
    return _PageReader(terminals, reading, parser).tokens()


class _PageReader:
    """Reads one page from top to bottom."""

    def __init__(self, terminals: Terminals, reading: Reading, parser: Acceptance) -> None:
        self.terminals = terminals
        self.reading = reading
        self.lines = reading.lines
        self.parser = parser
        self.place = Place()
        self.titles = TitleReader(terminals, parser)
        self.headings = HeadingReader(terminals, parser)
        self.rows = RowReader(terminals, parser, reading, self.place)

    def tokens(self) -> Iterator[Lexeme]:
        at, lines, place = 0, self.lines, self.place
        while at < len(lines):
            line = lines[at]
            if line.tags:
                yield from self._markup(line)
            if line.kind == "text" and not place.in_footnote:
                end = _end_of_run(lines, at)
                yield from self._text(at, end)
                at = end
                continue
            if line.kind == "row" and not (place.in_footnote and self._is_prose(line)):
                if place.in_letterhead:
                    yield from self._block(at)
                yield from self._row(line)
            elif line.kind == "rule":
                yield from self._ruled(line)
            elif line.phrases and place.in_footnote:
                yield from self._footnote(line)
            else:
                self.reading.owned.add(line.number)
            at += 1
        if place.open_table is not None:
            said = "the table that begins here has no end: the page may have been cut short"
            self.reading.surmises.append(Surmise("unclosed-table", place.open_table, said))

    # ---- markup and what it marks

    def _markup(self, line: PrintedLine) -> Iterator[Lexeme]:
        for tag in line.tags:
            if tag in _TABLE_TAGS:
                closes = self.parser.accepts(TABLE_EDGE)
                self.place.at_table_edge(line.number, opens=tag == "TABLE", closes_statement=closes)
                if closes:
                    yield Lexeme(TABLE_EDGE, tag, {}, line.number)
            elif tag in ("FN", "/FN"):
                self.place.in_footnote = tag == "FN"

    def _ruled(self, line: PrintedLine) -> Iterator[Lexeme]:
        """Pass a ruled line; yield it where the grammar asks for it, as above a row of totals."""
        self.reading.owned.add(line.number)
        match = self.titles.match(line)
        if match is not None:
            yield Lexeme(match[0], line.text, {}, line.number)

    def _is_prose(self, line: PrintedLine) -> bool:
        """Tell whether a line of a footnote is only that, and no row that was printed inside the marks."""
        label = as_row(line).label
        return label is None or not any(name in self.terminals.labels for name, _ in self.terminals.matching(label))

    def _footnote(self, line: PrintedLine) -> Iterator[Lexeme]:
        if self.parser.accepts(FOOTNOTE):
            self.reading.owned.add(line.number)
            yield Lexeme(FOOTNOTE, line.text, {}, line.number)

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

    # ---- rows

    def _row(self, line: PrintedLine) -> Iterator[Lexeme]:
        row, match, taken = self.rows.read(line)
        if match is None and self.terminals.is_furniture(line.text):
            self.reading.owned.add(line.number)
        elif match is None and (title := self.titles.with_figures(line)) is not None:
            yield self._title(line, title)
        elif taken:
            yield self.rows.token(row, match)
        elif self.place.goes_on:
            yield from self._under_same_headings(row)
        else:
            yield from self._in_missing_statement(row)

    def _under_same_headings(self, row: Row) -> Iterator[Lexeme]:
        """Read a row of a table that goes on below its title printed again, as at the head of a page."""
        self.place.goes_on = False
        heading = self.place.heading
        for column in [] if heading is None else heading.columns:
            if column is not None and column.name is not None and self.parser.accepts(column.name):
                yield Lexeme(column.name, column.text, column.groups, row.line.number, column)
        match = self.rows.label(row.label or "")
        if match is not None:
            yield self.rows.token(row, match)
        else:
            self.rows.set_aside(row)

    def _in_missing_statement(self, row: Row) -> Iterator[Lexeme]:
        """Read a row whose statement has lost its title, if its label says which that was; else set it aside."""
        if self.place.statement is None and not self.place.doubt:
            for name, groups in self.terminals.matching(row.label or ""):
                if name in self.terminals.labels and not names_only(name):
                    opener = self.titles.missing_before(name)
                    if opener is not None:
                        yield self._missing_title(opener, row.line.number, f"the row {row.label!r}")
                        yield from self._name_columns()
                        yield self.rows.token(row, (name, groups))
                        return
        self.rows.set_aside(row)

    def _missing_title(self, opener: str, line: int, by: str) -> Lexeme:
        self.place.at_missing_title(opener)
        words = self.terminals.words.get(opener, opener)
        self.reading.surmises.append(Surmise("missing-title", line, f"{by} stands without its title {words!r}"))
        return Lexeme(opener, "", {}, line)

    # ---- text

    def _text(self, at: int, end: int) -> Iterator[Lexeme]:
        """Read lines of text: titles and notes, a heading if there is one, and otherwise unknown text."""
        rest: list[PrintedLine] = []
        in_note = False
        for i in range(at, end):
            line = self.lines[i]
            if self.place.in_letterhead and line.phrases:
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
            known = yield from self._known_text(line, in_note=in_note)
            if not known and i + 1 < end and self.titles.match(self.lines[i + 1]) is not None:
                known = "title" if (yield from self._surmised(line, is_first=False)) else ""
            in_note = known == "note"
            if not known:
                rest.append(line)
        rest = rest[: len(rest) - self.rows.wrapped(rest, self._line(end))]
        if rest:
            yield from self._heading_or_unknown(rest, end)

    def _known_text(self, line: PrintedLine, *, in_note: bool) -> Generator[Lexeme, None, str]:
        """Read a line as a title, a note or a row of words; tell which, or nothing if it is none of them."""
        match = self.titles.match(line)
        if match is not None:
            yield self._title(line, match)
            return "note" if is_note(match[0]) else "title"
        row = self.rows.of_words(line) or self.rows.without_gap(line)
        if row is not None:
            yield self.rows.token(*row)
            return "row"
        if line.repeated is not None and (yield from self._surmised(line, is_first=False)):
            return "title"
        if in_note and not any(map(self.headings.knows, stack([line]))):
            self.reading.owned.add(line.number)
            return "note"
        return ""

    def _title(self, line: PrintedLine, match: Match) -> Lexeme:
        name, groups = match
        self.reading.owned.add(line.number)
        keeps = name in self.terminals.openers and self.titles.may_stand_under(name, self.place.heading)
        opens = name if name in self.terminals.openers else None
        if name in self.terminals.subtitles and line.repeated is None:
            self.place.heading = None  # what was printed above heads no column of what follows
        self.place.at_title(opens=opens, names=bool(groups), keeps_heading=keeps)
        return Lexeme(name, line.text, groups, line.number)

    def _begins_rows_of_words(self, line: PrintedLine) -> bool:
        """Tell whether a line of text is the first row of a table of words, right below its headings."""
        return (
            len(line.phrases) > 1
            and all(is_identifier(text) for _, _, text, _ in line.phrases[1:])
            and any(name in self.terminals.labels for name, _ in self.terminals.matching(line.phrases[0][2]))
            and not any(map(self.headings.knows, stack([line])))
        )

    # ---- headings

    def _heading_or_unknown(self, rest: list[PrintedLine], end: int) -> Iterator[Lexeme]:
        rows = self._rows_after(end)
        if all(map(self.titles.stands_over_columns, rest)):
            yield from self._unknown(rest, end, rows)
            return
        levels = self.headings.levels(rest[-_MOST_STACKED:])
        if all([self.headings.match(column) for level in levels for column in level]):  # as nearly all are
            yield from self._heading(levels, rest, rows)
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
        if not self.place.doubt and not self.place.just_titled:
            opener = self.headings.statement_of(levels, rows)
            if opener is not None:
                yield self._missing_title(opener, rest[0].number, "a table")
                levels = self.headings.levels(rest)
        if self.place.statement is not None and self.headings.of_another_statement(levels):
            self.place.statement = None
            if self.parser.accepts(UNKNOWN_TITLE):
                yield Lexeme(UNKNOWN_TITLE, "", {}, rest[0].number)
        yield from self._heading(levels, rest, rows)

    def _heading(self, levels: Levels, lines: Sequence[PrintedLine], rows: Sequence[Row]) -> Iterator[Lexeme]:
        for upper, lower in pairwise(levels):
            span(upper, lower)
        heading = fit(levels[-1], rows)
        heading.line = lines[0].number
        self.place.at_heading(heading)
        for level in levels:
            yield from self._name(level, heading.line)
        self.reading.owned.update([line.number for line in lines])
        alone = levels[0][0] if len(levels) == len(levels[0]) == 1 else None
        if alone is not None and alone.name is None and self.headings.knows(alone):
            # `Group 1`, alone, is no heading: it says that what follows is of that group only.
            self.place.of_another = True
            self.reading.owned.difference_update([line.number for line in lines])

    def _name_columns(self) -> Iterator[Lexeme]:
        """Name the columns of a heading that was read before its statement was known."""
        heading = self.place.heading
        if heading is not None:
            yield from self._name([column for column in heading.columns if column is not None], heading.line)

    def _name(self, columns: Sequence[Column], line: int) -> Iterator[Lexeme]:
        """Name each column that the grammar knows, first those printed whole, then those that can only be one."""
        for column in columns:
            match = self.headings.match(column) if column.name is None else None
            if match is not None:
                yield _named(column, match, line)
        repeated = _repeated(columns)
        for column in repeated:
            column.name = None
        for column in columns:
            if column.name is None and column not in repeated:
                self._expect(column.printed, self.terminals.columns)
                match = self.headings.like(column, [meaning(c.name) for c in columns if c.name is not None])
                if match is not None:
                    words = self.terminals.words[match[0]]
                    said = f"the heading {column.text!r} is read as {words!r}, the only one here it can be"
                    self.reading.surmises.append(Surmise("damaged-heading", line, said, column))
                    yield _named(column, match, line)

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
                if runs > 1 or any(self.titles.opens_statement(line) for line in lines[at:end]):
                    return []
                at = end
            elif lines[at].tags and _TABLE_TAGS.intersection(lines[at].tags):
                return []
            else:
                at += 1
        rows: list[Row] = []
        for line in islice(lines, at, None):
            if line.tags and _TABLE_TAGS.intersection(line.tags):
                break
            if line.kind == "text" and ((line.after_blank and rows) or not self._begins_rows_of_words(line)):
                break
            if line.kind in ("row", "text"):
                rows.append(as_row(line))
        return rows

    def _among_rows(self, lines: Sequence[PrintedLine], end: int) -> bool:
        """Tell whether lines stand in the middle of rows, with no blank line to either side: no heading stands so."""
        at = end - 1
        while at >= 0 and self.lines[at].number >= lines[0].number:
            at -= 1
        before, after = self._line(at), self._line(end)
        return (
            before is not None
            and after is not None
            and before.kind == after.kind == "row"
            and not lines[0].after_blank
            and not after.after_blank
        )

    def _line(self, at: int) -> PrintedLine | None:
        return self.lines[at] if 0 <= at < len(self.lines) else None

    # ---- what no rule knows

    def _unknown(
        self, lines: Sequence[PrintedLine], end: int, rows: Sequence[Row], *, above_heading: bool = False
    ) -> Iterator[Lexeme]:
        """Read text that is no heading and no title: misprinted, or out of its statement, or a name, or unknown."""
        following = self._line(end)
        if following is not None and following.kind == "text" and len(following.phrases) > 1:
            above_heading = True
        rest: list[PrintedLine] = []
        for i, line in enumerate(lines):
            read = yield from self._surmised(line, is_first=i == 0)
            if not read and not above_heading and self.parser.accepts(DEAL_NAME) and not figures_on(line):
                yield self._free_text(line)
            elif not read:
                rest.append(line)
        for line in rest:
            self._expect(line.number, self.terminals.titles)
        if rest and above_heading:
            yield from self._unknown_title(rest)
        elif rest and rows and not self.place.has_columns:
            self.place.doubt = True
        if any(word in _OTHER_PERIODS for line in rest for word in line.text.casefold().split()):
            self.place.of_another = True

    def _expect(self, what: int | str, among: frozenset[str]) -> None:
        self.reading.expected[what] = expected_here(self.terminals, self.parser, among)

    def _surmised(self, line: PrintedLine, *, is_first: bool) -> Generator[Lexeme, None, bool]:
        """Read a line as a title that is misprinted, or whose statement's first title is lost; tell whether it is."""
        damaged = self.titles.like(line)
        if damaged is not None:
            said = f"the line {line.text!r} is read as {self.terminals.words[damaged[0]]!r}, misprinted"
            self.reading.surmises.append(Surmise("damaged-title", line.number, said))
            yield self._title(line, damaged)
            return True
        if is_first and not self.place.doubt and self.place.statement is None:
            opener = self.titles.missing_before_title(line)
            if opener is not None:
                yield self._missing_title(opener, line.number, f"the title {line.text!r}")
        title = self.titles.match(line)
        if title is not None:
            yield self._title(line, title)
        return title is not None

    def _free_text(self, line: PrintedLine) -> Lexeme:
        self.reading.owned.add(line.number)
        return Lexeme(DEAL_NAME, line.text, dict(self.terminals.matching(line.text)).get(DEAL_NAME, {}), line.number)

    def _unknown_title(self, lines: Sequence[PrintedLine]) -> Iterator[Lexeme]:
        lexeme = Lexeme(UNKNOWN_TITLE, " ".join([line.text for line in lines]), {}, lines[0].number)
        self.reading.unknown_titles.append(lexeme)
        self.place.at_unknown_title()
        if self.parser.accepts(UNKNOWN_TITLE):
            yield lexeme


def _end_of_run(lines: Sequence[PrintedLine], at: int) -> int:
    """Find where the lines of text that stand together end."""
    end = at + 1
    while end < len(lines) and lines[end].kind == "text" and not lines[end].after_blank and not lines[end].tags:
        end += 1
    return end


def _named(column: Column, match: Match, line: int) -> Lexeme:
    column.name, column.groups = match
    return Lexeme(match[0], column.text, match[1], line, column)


def _repeated(columns: Sequence[Column]) -> list[Column]:
    """Return the columns that have the same measure, with no heading above to tell them apart: one must be another."""
    names = Counter((meaning(column.name), column.over) for column in columns if column.name is not None)
    return [
        column
        for column in columns
        if column.name is not None and meaning(column.name) in MEASURES and names[meaning(column.name), column.over] > 1
    ]
