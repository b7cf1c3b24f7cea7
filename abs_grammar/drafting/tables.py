"""The statements and tables of a survey as they fill: which a title opens, where a row stands, where a table ends."""

from __future__ import annotations

from collections.abc import Sequence

from abs_grammar.drafting.familiar import is_a
from abs_grammar.drafting.heads import levels_of
from abs_grammar.drafting.lines import printed
from abs_grammar.drafting.sample import Statement, Survey, SurveyedRow, Table
from abs_grammar.page.columns import Heading, fit, span
from abs_grammar.page.lines import PrintedLine, Row

__all__ = ["Tables"]

_MOST_NOTES = 20


class Tables:
    """Fills a survey with the statements and tables of one document, from top to bottom."""

    def __init__(self, into: Survey) -> None:
        self.into = into
        self.statement: Statement | None = None
        self.table: Table | None = None
        self._heading: Heading | None = None
        self._former: Heading | None = None
        self._under = ""
        self._indent: int | None = None
        self._levels: tuple[list[list[str]], str | None] = ([], None)

    def end_table(self) -> None:
        """Pass the edge of a table: no heading applies to what follows."""
        self.table = self._heading = self._former = None

    def open_statement(self, line: PrintedLine) -> None:
        """Open a statement with its title."""
        self._under, self._indent, self.table = "", None, None
        self.statement = Statement(line.text, line.number, line.phrases[0][0], numbered=line.kind == "row")
        self.into.statements.append(self.statement)

    def add_inner_title(self, text: str) -> None:
        """Add a title that stands inside the statement."""
        if self.statement is not None:
            self.statement.inner.append(text)
            self.table, self._under = None, text

    def add_note(self, text: str) -> None:
        """Add a note to the statement."""
        if self.statement is not None and text not in self.statement.notes and len(self.statement.notes) < _MOST_NOTES:
            self.statement.notes.append(text)

    def open_table(self, lines: Sequence[PrintedLine], rows: Sequence[Row]) -> None:
        """Open a table with the lines of its heading; `rows` stand below them."""
        top, *below = levels_of(lines)
        levels = [top]
        for level in below:
            levels.append(span(levels[-1], level))
        self._heading = self._former = fit(levels[-1], rows)
        label = self._heading.label
        texts = [[column.text for column in level if column is not label] for level in levels]
        self._levels = (texts, None if label is None else label.text)
        self.table = Table(*self._levels, printed=[printed(line) for line in lines])
        self._of_statement().tables.append(self.table)

    def add_row(self, row: Row, label: str | None) -> None:
        """Add a row to the table it stands in, each figure under its heading."""
        self._leave_indented(row)
        if self.table is not None and self._ends_table(row, label):
            self.table = self._heading = None
        self._carry_heading(row)
        if self._heading is not None:
            unlabelled, parted = self._heading.unlabelled(row), self._heading.before_a_figure(row)
            if unlabelled is not None:
                row, label = unlabelled, None
            elif parted is not None:
                row, label = parted, parted.label
        columns = self._heading.place(row) if self._heading is not None else [None] * len(row.cells)
        headers = tuple(None if column is None else column.printed for column in columns)
        figures = tuple(cell[2] for cell in row.cells)
        self.add(SurveyedRow(row.line.number, label, figures, headers, printed(row.line)), row.label_start)

    def _carry_heading(self, row: Row) -> None:
        """Let rows below another title stand under the heading before it, if they have figures for its columns."""
        if self.table is not None:
            return
        if self._former is not None and 1 < len(row.cells) <= len(self._former.columns):
            self._heading = self._former
            self.table = Table(*self._levels)
            self._of_statement().tables.append(self.table)
        else:
            self._heading = None

    def _leave_indented(self, row: Row) -> None:
        """End a statement whose rows are indented below its title where a row stands as far left as the title."""
        of, table = self.statement, self.table
        if of is None or table is None or table.levels or row.label is None or not row.line.after_blank:
            return
        if self._indent is not None and of.start < self._indent and row.label_start <= of.start:
            self.statement = self.table = None

    def add(self, row: SurveyedRow, start: int = 0) -> None:
        """Add a row whose figures have their headings; its label begins at `start`."""
        if self.table is None:
            self.table = Table(under=self._under)
            loose = self.statement is not None and any(table.levels for table in self.statement.tables)
            self._of_statement(loose=loose).tables.append(self.table)
            self._indent = start
        self.table.rows.append(row)

    def _of_statement(self, *, loose: bool = False) -> Statement:
        """Return the statement that what is printed here belongs to; lines below a table belong to none."""
        if self.statement is None or loose:
            self.statement = Statement(None)
            self.into.statements.append(self.statement)
        return self.statement

    def _ends_table(self, row: Row, label: str | None) -> bool:
        """Return whether a row stands apart from the table above: a label with one figure, where there are columns."""
        if self._heading is None or label is None or len(row.cells) > 1:
            return False
        names = is_a(label, "TOTAL", "BUCKET", "GROUP", "CLASS_NAME")
        return len(self._heading.columns) > 1 and not names and row.line.after_blank
