"""HTML as what stands on the page one below the other: lines of words, blank lines, and tables of cells."""

from __future__ import annotations

import re
from collections.abc import Mapping

import attrs

from abs_grammar.page.html_hidden import Hidden, hides
from abs_grammar.page.html_source import attributes_of, tokens
from abs_grammar.page.html_words import LineBuilder, Words

__all__ = ["Blank", "Cell", "Flow", "Table", "read_flow"]

DEEPEST = 24
"""A table that stands in so many others is no longer one: its rows are rows of the one around it."""
_WIDEST_SPAN = 1_000
_LONGEST_SPAN = 500

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BREAKING = _HEADINGS | {
    *(
        "address",
        "article",
        "blockquote",
        "body",
        "center",
        "dd",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "footer",
        "form",
    ),
    *("header", "hr", "html", "li", "main", "menu", "nav", "ol", "p", "page", "pre", "section", "ul"),
}
_PARTS_OF_TABLES = frozenset(
    {"caption", "col", "colgroup", "table", "tbody", "td", "tfoot", "th", "thead", "tr"},
)
_PARAGRAPHS = _HEADINGS | {"hr", "p"}
_RAISED = frozenset({"sub", "sup"})
_TAGS_OF_TEXT_PAGES = frozenset({"c", "caption", "fn", "page", "s", "table"})

_PAGE_BREAK = re.compile(r"(?:page-)?break-(?:before|after)\s{0,5}:\s{0,5}(?:always|page)", re.IGNORECASE)
_NUMBER = re.compile(r"\s*(\d{1,9})")
_FOOTNOTE_MARK = re.compile(r"[(\[]?(?:\d{1,2}|[a-z]|[*\u2020\u2021\u00a7#]{1,4})(?:, ?(?:\d{1,2}|[a-z*]))*[)\]]?")
_ORDINAL = re.compile(r"st|nd|rd|th", re.IGNORECASE)
_PAGE_BREAK_LINES = 4


@attrs.frozen
class Blank:
    """So many blank lines; of a margin, at least so many stand here: a paragraph below another leaves one, not two."""

    lines: int = 1
    is_margin: bool = False


@attrs.define(eq=False)
class Cell:
    """One cell: what it holds, how many columns and rows of the grid it takes, and whether it is read from below."""

    flow: list[Words | Blank | Table]
    columns: int = 1
    rows: int = 1
    is_bottom: bool = False


@attrs.define(eq=False)
class Table:
    """A table: its rows of cells, as the source has them."""

    rows: list[list[Cell]] = attrs.field(factory=list)


Flow = list[Words | Blank | Table]

_MARGIN = Blank(is_margin=True)


def read_flow(source: str) -> Flow:
    """Read HTML. What is hidden is not on the page and so not here; nothing is run that the source holds."""
    reader = _FlowReader(source)
    for kind, name, start, end in tokens(source):
        if kind == "text":
            reader.text(start, end)
        elif kind == "open":
            reader.opens(name, start, end)
        else:
            reader.closes(name, start, end)
    return reader.finish()


@attrs.define(eq=False)
class _OpenTable:
    """A table that is being read. `row` and `cell` are those that are open."""

    table: Table
    around: Flow
    row: list[Cell] | None = None
    cell: Cell | None = None


class _FlowReader:
    """Follows the tags and lays what stands between them in lines and cells."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.page: Flow = []
        self.flow = self.page
        self.tables: list[_OpenTable] = []
        self.too_deep = 0
        self.pieces = 0
        self.line = LineBuilder(0)
        self.raised: LineBuilder | None = None
        self.hidden: Hidden | None = None
        self.as_it_stands = 0
        self.began_as_it_stands = False

    def finish(self) -> Flow:
        """Return the page, with whatever is still open taken as closed."""
        self._end_line()
        while self.tables:
            self._close_table()
        return self.page

    # ---- text

    def text(self, start: int, end: int) -> None:
        """Take text between two tags."""
        if self.hidden is not None:
            return
        if self.tables and self.tables[-1].cell is None:
            if self.source[start:end].isspace():
                return
            self._open_cell({})  # text that stands in a table and in no cell of it
        if self.as_it_stands:
            self._lines_as_they_stand(start, end)
        else:
            (self.raised or self.line).add(self.source, start, end)

    def _lines_as_they_stand(self, start: int, end: int) -> None:
        source = self.source
        if self.began_as_it_stands and source[start] == "\n":
            start += 1  # the line break right after the tag is none
        self.began_as_it_stands = False
        while (at := source.find("\n", start, end)) >= 0:
            self.line.add_as_it_stands(source, start, at)
            self._end_line(blank=True)
            start = at + 1
        self.line.add_as_it_stands(source, start, end)

    def _end_line(self, *, blank: bool = False) -> None:
        """End the line that is being put together; where it is empty, leave a blank line if asked to."""
        self._end_raised()
        if not self.line.is_empty:
            self.flow.append(self.line.words())
        elif blank:
            self.flow.append(Blank())
        self.pieces += 1
        self.line = LineBuilder(self.pieces)

    def _end_raised(self) -> None:
        """Set down what stands above the line: the mark of a footnote beside words is no part of them."""
        if self.raised is None:
            return
        words, self.raised = self.raised.words(), None
        if not words.text:
            return
        if self.line.is_empty:
            self.line.add_words(attrs.evolve(words, is_raised=True), apart=True)
        elif not _FOOTNOTE_MARK.fullmatch(words.text):
            self.line.add_words(words, apart=_ORDINAL.fullmatch(words.text) is None)

    # ---- tags

    def opens(self, name: str, start: int, end: int) -> None:
        """Take an opening tag."""
        if self.hidden is not None and not self.hidden.opens(name):
            return
        attributes = attributes_of(self.source, start, end)
        self.hidden = Hidden(name) if hides(name, attributes) else None
        if self.hidden is not None:
            return
        if self.as_it_stands and name in _TAGS_OF_TEXT_PAGES:
            self.line.mark(f"<{name.upper()}>", start, end)
        elif name in _PARTS_OF_TABLES:
            self._opens_part(name, attributes)
        elif name in _RAISED:
            self._end_raised()
            self.pieces += 1
            self.raised = LineBuilder(self.pieces)
        elif name == "br":
            self._end_line(blank=True)
        else:
            self._opens_block(name)
        if not self.tables and _PAGE_BREAK.search(attributes.get("style", "")):
            self._end_line()
            self.flow.append(Blank(_PAGE_BREAK_LINES, is_margin=True))

    def _opens_block(self, name: str) -> None:
        if name not in _BREAKING:
            return
        self._end_line()
        if name in _PARAGRAPHS:
            self.flow.append(_MARGIN)
        if name == "pre":
            self.as_it_stands += 1
            self.began_as_it_stands = True

    def closes(self, name: str, start: int, end: int) -> None:
        """Take a closing tag."""
        if self.hidden is not None:
            ends = self.hidden.closes(name)
            self.hidden = self.hidden if ends == "later" else None
            if ends != "before":
                return
        if self.as_it_stands and name in _TAGS_OF_TEXT_PAGES and not self.tables:
            self.line.mark(f"</{name.upper()}>", start, end)
        elif name in _PARTS_OF_TABLES:
            self._closes_part(name)
        elif name in _RAISED:
            self._end_raised()
        elif name in _BREAKING:
            self._end_line()
            if name in _PARAGRAPHS:
                self.flow.append(_MARGIN)
            if name == "pre":
                self.as_it_stands = max(0, self.as_it_stands - 1)

    # ---- tables

    def _opens_part(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "table":
            self._open_table()
        elif name in {"td", "th"}:
            self._end_cell()
            self._open_cell(attributes, is_heading=name == "th")
        elif name in {"tr", "caption"}:
            self._end_row()
            self._open_row()
            if name == "caption":
                self._open_cell({"colspan": str(_WIDEST_SPAN)})
        elif self.tables:
            self._end_row()

    def _closes_part(self, name: str) -> None:
        if not self.tables:
            return
        if name == "table":
            self._close_table()
        elif name in {"td", "th"}:
            self._end_cell()
        else:
            self._end_row()

    def _open_table(self) -> None:
        self._end_line()
        if self.tables and self.tables[-1].cell is None:
            if self.tables[-1].row is None:
                self._close_table()  # a table in no cell of the one before: that has no end
            else:
                self._open_cell({})
        if len(self.tables) >= DEEPEST:
            self.too_deep += 1
            return
        table = Table()
        self.flow.append(table)
        self.tables.append(_OpenTable(table, self.flow))

    def _close_table(self) -> None:
        if self.too_deep:
            self.too_deep -= 1
            self._end_line()
            return
        self._end_row()
        self.flow = self.tables.pop().around

    def _open_row(self) -> list[Cell]:
        if not self.tables:
            self._open_table()
        row: list[Cell] = []
        self.tables[-1].row = row
        self.tables[-1].table.rows.append(row)
        return row

    def _end_row(self) -> None:
        self._end_cell()
        if self.tables:
            self.tables[-1].row = None

    def _open_cell(self, attributes: Mapping[str, str], *, is_heading: bool = False) -> None:
        row = self.tables[-1].row if self.tables else None
        row = self._open_row() if row is None else row
        cell = Cell(
            [],
            _span(attributes.get("colspan", ""), _WIDEST_SPAN),
            _span(attributes.get("rowspan", ""), _LONGEST_SPAN),
            is_heading or attributes.get("valign", "").lower() == "bottom",
        )
        row.append(cell)
        self.tables[-1].cell = cell
        self.flow = cell.flow

    def _end_cell(self) -> None:
        self._end_line()
        if self.tables and self.tables[-1].cell is not None:
            self.tables[-1].cell = None
            self.flow = self.tables[-1].around


def _span(text: str, most: int) -> int:
    """Return how many columns or rows a cell takes; one where that is not said, or said in no number."""
    number = _NUMBER.match(text)
    return min(max(1, int(number[1])), most) if number else 1
