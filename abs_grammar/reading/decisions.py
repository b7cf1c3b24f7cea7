"""What a run of lines was found to be: plain values, decided before anything is said to the parser.

The classifier makes them and alters nothing; the emitter turns each into tokens. They are named tuples: a page has
hundreds of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from abs_grammar.grammar.terminals import Match
from abs_grammar.page.columns import Column, Heading
from abs_grammar.page.lines import PrintedLine, Row
from abs_grammar.reading.record import Inference

__all__ = [
    "Block",
    "ColumnsAgain",
    "ColumnsNamed",
    "Decision",
    "FootnoteEdge",
    "HeadingBlock",
    "HeadingElsewhere",
    "MissingTitle",
    "NoteGoesOn",
    "Passed",
    "TableEdge",
    "TableRow",
    "Title",
    "UnknownRow",
    "UnknownText",
    "UnknownTitle",
    "Words",
    "WrappedLabel",
]


class Passed(NamedTuple):
    """A line that says nothing: markup, a ruled line, page furniture."""

    line: int


class TableEdge(NamedTuple):
    """The mark of a table's beginning or end; it closes the statement where the grammar has such marks."""

    tag: str
    line: int
    closes_statement: bool


class FootnoteEdge(NamedTuple):
    """The mark of the footnotes' beginning or end."""

    begins: bool


class Words(NamedTuple):
    """A line that is a token and bears on no other: a footnote, a name of the deal, a ruled line asked for."""

    match: Match
    text: str
    line: int


class Block(NamedTuple):
    """A block that hangs beside or below other text, the numbers of its lines, and what is left of those by index."""

    match: Match
    text: str
    numbers: Sequence[int]
    left: Mapping[int, PrintedLine]


class Title(NamedTuple):
    """A title, or another line of words that the grammar has; `inference` says how, where it is misprinted."""

    match: Match
    line: PrintedLine
    keeps_heading: bool
    inference: Inference | None = None


class NoteGoesOn(NamedTuple):
    """A line below the first of a note."""

    line: int


class MissingTitle(NamedTuple):
    """A title that is not printed, above a line that can stand in its statement alone."""

    opener: str
    inference: Inference


class TableRow(NamedTuple):
    """A row that the grammar takes: by its label, or as figures where it has none."""

    row: Row
    match: Match | None


class UnknownRow(NamedTuple):
    """A row that no rule reads: why, and what the grammar would have taken."""

    row: Row
    why: str
    expected: str


class WrappedLabel(NamedTuple):
    """Lines that begin the label of the row right below them, and that row with the whole label."""

    row: Row
    lines: Sequence[PrintedLine]


class ColumnsNamed(NamedTuple):
    """Headings with the names that the grammar has for them.

    `tokens` are terminals and their columns in the order printed. A column that is misread has a token and no name.
    `expected` says, by their words, what the grammar would have taken in place of the headings it does not know.
    """

    heading: Heading
    tokens: Sequence[tuple[str, Column]]
    inferences: Sequence[Inference]
    expected: Mapping[str, str]


class HeadingBlock(NamedTuple):
    """Lines of headings. Where one that no column can have stands alone, what follows is `of_another` group."""

    named: ColumnsNamed
    lines: Sequence[PrintedLine]
    of_another: bool


class HeadingElsewhere(NamedTuple):
    """The end of a statement that cannot have the headings printed next, if the grammar has unknown titles."""

    line: int
    is_token: bool


class ColumnsAgain(NamedTuple):
    """The columns of a table that goes on, above its first row below a title printed again."""

    tokens: Sequence[tuple[str, Column]]
    line: int


class UnknownTitle(NamedTuple):
    """Text above a table that no rule knows; a token if the grammar has unknown titles."""

    lines: Sequence[PrintedLine]
    of_another: bool
    expected: str
    is_token: bool


class UnknownText(NamedTuple):
    """Other text that no rule knows. It casts `doubt` on rows that have no headings."""

    lines: Sequence[PrintedLine]
    of_another: bool
    expected: str
    doubt: bool


Decision = (
    Passed
    | TableEdge
    | FootnoteEdge
    | Words
    | Block
    | Title
    | NoteGoesOn
    | MissingTitle
    | TableRow
    | UnknownRow
    | WrappedLabel
    | ColumnsNamed
    | HeadingBlock
    | HeadingElsewhere
    | ColumnsAgain
    | UnknownTitle
    | UnknownText
)
