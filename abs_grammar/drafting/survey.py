"""What stands on a page that no grammar knows: its letterhead, and its statements with titles, tables and lines.

The page is read as the lexer reads it, by the same phrases, stacks and columns; what a grammar would say of titles,
headings and labels is told by where they stand alone. Words at the end of a run, right above a row that stands by
itself, begin its label.
"""

from __future__ import annotations

from collections.abc import Sequence

from abs_grammar.drafting.familiar import is_furniture, says_account
from abs_grammar.drafting.heads import heading_lines
from abs_grammar.drafting.lines import (
    begins_contact,
    begins_note,
    goes_on,
    is_prose,
    names_series,
    printed,
    report_date,
    row_of_words,
    titles_report,
    trustee_in,
    without_gap,
)
from abs_grammar.drafting.marks import is_marked, join_mark
from abs_grammar.drafting.matching import plain_words
from abs_grammar.drafting.sample import Survey, SurveyedRow
from abs_grammar.drafting.tables import Tables
from abs_grammar.edgar.source import Source
from abs_grammar.edgar.submission import read_submission
from abs_grammar.page.cursor import TABLE_EDGES, Cursor
from abs_grammar.page.lines import PrintedLine, Row, as_row, read_lines
from abs_grammar.page.printed_file import printed_file
from abs_grammar.reading.letterheads import is_signature, letterhead_start

__all__ = ["survey"]

_MOST_WRAPPED = 3
_FEWEST_WRAPPED_WORDS = 3
_SIDES = frozenset(
    "addition credit debit deposit disbursement receipt source subtraction use withdrawal".split()  # noqa: SIM905 - words read best as words
)
_LONGEST = 250
_SOON = 6


def survey(source: Source) -> Survey:
    """Survey the statements of a file, whatever documents they stand in."""
    page = printed_file(source, read_submission(source))
    found = Survey(source.name, "\n".join(page.source.lines))
    documents = page.submission.documents
    exhibits = [document for document in documents if (document.type or "").upper().startswith("EX")]
    for document in exhibits or documents:
        lines = [join_mark(line) for line in read_lines(page.source.lines, document.first_line, document.last_line)]
        start, end = _statement_lines(lines)
        found.signed += [line.text for line in lines[end:] if line.kind == "text"]
        if start < end:
            _Surveyor(lines[start:end], found).read()
    return found


# ---- where the statement stands


def _statement_lines(lines: Sequence[PrintedLine]) -> tuple[int, int]:
    """Find the lines of the statements: from the letterhead above the first date or table to the signature."""
    first = next((i for i in range(len(lines)) if _begins(lines, i)), None)
    if first is None:
        return len(lines), len(lines)
    start = letterhead_start(lines, first)
    return start, next((i for i in range(first, len(lines)) if is_signature(lines[i])), len(lines))


def _begins(lines: Sequence[PrintedLine], at: int) -> bool:
    """Return whether a statement begins here: a table of EDGAR's, a date of the report, or headings over two rows."""
    line = lines[at]
    if "TABLE" in line.tags:
        return True
    if line.kind == "row":
        return report_date(as_row(line)) is not None
    if line.kind != "text" or len(line.phrases) == 1:
        return False
    below = [other for other in lines[at + 1 : at + 1 + _SOON] if other.kind == "row"]
    return sum([len(as_row(row).cells) > 1 for row in below]) > 1


# ---- the page from top to bottom


class _Surveyor:
    """Reads the lines of one document from top to bottom into a survey."""

    def __init__(self, lines: Sequence[PrintedLine], into: Survey) -> None:
        self.lines = lines
        self.cursor = Cursor(lines)
        self.into = into
        self.tables = Tables(into)
        self.in_footnote = False
        self.begun = False
        self.dated = False
        self.begins_label: list[str] = []

    def read(self) -> None:
        """Read all lines."""
        for at, end in self.cursor.runs():
            line = self.lines[at]
            self._markup(line)
            if self.in_footnote:
                continue
            if line.kind == "text":
                self._text(self.lines[at:end], end)
            elif line.kind == "row" and not is_furniture(line.text):
                self._row(line, at)

    def _markup(self, line: PrintedLine) -> None:
        for tag in line.tags:
            if tag in TABLE_EDGES:
                self.into.has_edges = True
                self.tables.end_table()
                self.in_footnote = False
            elif tag in ("FN", "/FN"):
                self.in_footnote = tag == "FN"

    # ---- text

    def _text(self, run: Sequence[PrintedLine], end: int) -> None:
        run = [line for line in run if line.phrases and not is_furniture(line.text)]
        if not run:
            return
        if not self.begun and begins_contact(run[0]):
            self.into.contact += [line.text for line in run]
            return
        rows = self.cursor.rows_from(end, ends=lambda line: line.kind == "row" and is_furniture(line.text))
        run = self._without_notes(run)
        repeated = [line for line in run if line.repeated is not None and rows]
        rest = [line for line in run if line not in repeated]
        clause = [line for line in rest[-1:] if self._goes_on(line, end)]
        above = rest[: len(rest) - len(clause)]
        heading = (
            heading_lines([line for line in above if not (row_of_words(line) or trustee_in(line.text))]) if rows else []
        )
        wrapped = clause if heading or clause else self._wrapped(rest, end)
        titles = [line for line in rest if line not in heading and line not in wrapped]
        for line in titles:
            self._title(line, has_rows=bool(rows))
        if heading:
            self.tables.open_table(heading, rows)
            self.begun = True
        if repeated and self.tables.table is not None:
            self.tables.table.once_over_each += [line.repeated for line in repeated if line.repeated is not None]
        self.begins_label = [line.text for line in wrapped]

    def _without_notes(self, run: Sequence[PrintedLine]) -> Sequence[PrintedLine]:
        """Take a note out of a run: it owns the rest of the paragraph."""
        begins = next((i for i, line in enumerate(run) if begins_note(line)), None)
        if begins is None:
            return run
        self.tables.add_note(run[begins].text)
        return run[:begins]

    def _title(self, line: PrintedLine, *, has_rows: bool) -> None:
        text = line.text
        if len(text) > _LONGEST:
            return
        words_row = row_of_words(line)
        if self.begun and names_series(line):
            self.into.series.append(text)
        elif words_row is not None:
            self.tables.add(words_row)
        elif self.begun and (parted := without_gap(line)) is not None:
            figures = tuple(cell[2] for cell in parted.cells)
            self.tables.add(SurveyedRow(line.number, parted.label, figures, (None,) * len(figures), printed(line)))
        elif self._is_letterhead(text, has_rows=has_rows):
            self.into.letterhead.append(text)
        elif self.tables.statement is not None and (is_prose(text) or (not has_rows and self._goes_on_note(line))):
            self.tables.add_note(text)
        elif self._is_inner(text):
            self.tables.add_inner_title(text)
        elif len(line.phrases) == 1 or has_rows:
            self.begun = self.begun or has_rows
            self.tables.open_statement(line)

    def _is_letterhead(self, text: str, *, has_rows: bool) -> bool:
        """Return whether words name the deal, or the trustee: that may stand below the report's title too."""
        if trustee_in(text):
            return not any(statement.tables for statement in self.into.statements)
        return not self.begun and not (has_rows and self.dated) and not titles_report(text)

    def _is_inner(self, text: str) -> bool:
        """Return whether a title stands inside the statement of an account: `Deposits`, `Withdrawals`."""
        words = set(plain_words(text))
        return self.tables.statement is not None and says_account(self.tables.statement.title or "") and words <= _SIDES

    def _goes_on_note(self, line: PrintedLine) -> bool:
        return self.tables.statement is not None and bool(self.tables.statement.notes) and not line.after_blank

    def _goes_on(self, line: PrintedLine, end: int) -> bool:
        """Return whether a line is a clause that goes on in the row right below."""
        below = self.cursor.row_right_below(end)
        return below is not None and goes_on(line, as_row(below))

    def _wrapped(self, run: Sequence[PrintedLine], end: int) -> list[PrintedLine]:
        """Return the lines at the end of a run that begin the label of the lone row right below."""
        below = self.cursor.row_right_below(end)
        if below is None:
            return []
        row = as_row(below)
        numbered = is_marked(row.label or "") or self._is_numbered_title(row, end)
        if numbered or report_date(row) is not None:
            return []
        if row.label is None:
            last = run[-1] if run else None
            return [last] if last is not None and len(last.phrases) == 1 and self.tables.table is not None else []
        if self.cursor.row_right_below(end + 1) is not None:
            return []
        found: list[PrintedLine] = []
        for line in reversed(run[-_MOST_WRAPPED:]):
            wide = len(line.phrases) == 1 and len(line.text.split()) >= _FEWEST_WRAPPED_WORDS
            if not wide or line.phrases[0][0] != row.label_start or line.text.endswith(":"):
                break
            found.insert(0, line)
        return found

    # ---- rows

    def _row(self, line: PrintedLine, at: int) -> None:
        row = self.cursor.row_of(line)
        label = row.label
        if self.begins_label:
            label = " ".join([*self.begins_label, *([label] if label is not None else [])])
            self.begins_label = []
        kind = report_date(row) if not self.tables.table or label is not None else None
        if kind is not None:
            self.into.dates.append(SurveyedRow(line.number, label, (row.cells[0][2],), (None,), printed(line)))
            self.dated = True
            return
        if label is not None and len(label) > _LONGEST:
            return
        if names_series(line):
            if line.text not in self.into.series:
                self.into.series.append(line.text)
            return
        if self._is_numbered_title(row, at):
            self.tables.open_statement(line)
            return
        self.tables.add_row(row, label)
        self.begun = True

    def _is_numbered_title(self, row: Row, at: int) -> bool:
        """Return whether a row is a title that ends in a number, right above headings.

        DISTRIBUTION SUMMARY FOR POOL#   2000
        """
        if row.label is None or len(row.cells) != 1 or not row.cells[0][2].isdecimal():
            return False
        below = self.lines[at + 1 : at + 1 + _SOON]
        after = next((line for line in below if line.kind not in ("rule", "markup")), None)
        return after is not None and after.kind == "text" and len(after.phrases) > 1
