"""Answers what row a line is: which label it has, which of its words are cells, and whether it is believed here."""

from __future__ import annotations

from collections.abc import Sequence

from abs_grammar.grammar.conventions import FIGURES, meaning
from abs_grammar.grammar.lookahead import Acceptance
from abs_grammar.grammar.terminals import Match, Terminals
from abs_grammar.page.columns import Heading
from abs_grammar.page.figures import is_date
from abs_grammar.page.lines import PrintedLine, Row, as_row, split_label
from abs_grammar.reading.decisions import TableRow, WrappedLabel
from abs_grammar.reading.state import State, names_only

__all__ = ["RowReader", "is_identifier"]

_MOST_WRAPPED = 3


class RowReader:
    """Reads lines as rows that the parser would take next, and that the state lets one believe."""

    def __init__(self, terminals: Terminals, parser: Acceptance, state: State) -> None:
        self.terminals = terminals
        self.parser = parser
        self.state = state

    def after(self, *names: str) -> RowReader:
        """Return the reader of what is printed once the parser has taken these terminals."""
        return RowReader(self.terminals, self.parser.after(*names), self.state)

    def label(self, text: str) -> Match | None:
        """Return the label that the grammar allows here and that a text can be."""
        labels = self.terminals.labels
        for match in self.terminals.matching(text):
            if (
                match[0] in labels
                and self.parser.accepts(match[0])
                and self.state.believes(match[0], self.terminals.vocabulary)
            ):
                return match
        return None

    def read(self, row: Row) -> tuple[Row, Match | None, bool]:
        """Return a row as it is to be read here, with its label, and whether the grammar takes it.

        A label may end in a figure that is a cell: it is read so where the figure stands in a column that is empty
        otherwise, or where only what stands before it is a label.
        """
        wrapped = self.state.wrapped
        if wrapped is not None and wrapped.line.number == row.line.number:
            row = wrapped
        heading = self.state.heading
        if heading is not None and row.label is not None and len(row.cells) < len(heading.extents):
            match = self.label(row.label)
            if match is None or names_only(match[0], self.terminals.vocabulary):
                row = heading.unlabelled(row) or self._filling_a_gap(row, heading) or row
        if row.label is None:
            taken = not self.state.doubt and not self.state.of_another and self.parser.accepts(FIGURES)
            return row, None, taken
        match = self.label(row.label)
        if match is not None and match[0] in self.terminals.dates and not any(is_date(cell[2]) for cell in row.cells):
            return row, None, False  # the end of another label: LOANS IN THE POOL AS OF THE / DETERMINATION DATE   46
        if match is None and len(row.cells) > 1 and not row.cells[0][3]:
            joined = _over_gap(row)
            match = self.label(joined.label or "")
            row = row if match is None else joined
        if match is None:
            parted = split_label(row)
            match = self.label(parted.label or "") if parted is not None else None
            if parted is not None and match is not None:
                return parted, match, True
        return row, match, match is not None

    def of_words(self, line: PrintedLine) -> TableRow | None:
        """Return the row that a line of text is, where its label or the heading over it asks for words.

        So is a row whose figures stand one blank after its label, where the label says what they are.
        """
        return self._with_words(line) or self._without_gap(line)

    def _with_words(self, line: PrintedLine) -> TableRow | None:
        heading = self.state.heading
        if heading is None and len(line.phrases) == 1:
            return None
        row = as_row(line)
        unlabelled = None if heading is None else heading.unlabelled(row)
        if unlabelled is not None and self._is_under_words(unlabelled) and self.parser.accepts(FIGURES):
            return TableRow(unlabelled, None)
        if not row.cells or self.terminals.heads_column(line.phrases[0][2]):
            return None
        match = self.label(row.label or "")
        if match is None or not (self._asks_for_words(match[0]) or self._is_under_words(row)):
            return None
        return TableRow(row, match)

    def _without_gap(self, line: PrintedLine) -> TableRow | None:
        row = split_label(as_row(line)) if len(line.phrases) == 1 else None
        match = None if row is None else self.label(row.label or "")
        if (
            row is None
            or match is None
            or (names_only(match[0], self.terminals.vocabulary) and not self.state.has_columns)
        ):
            return None
        return TableRow(row, match)

    def begins_rows_of_words(self, line: PrintedLine) -> bool:
        """Return whether a line of text is the first row of a table of words, right below its headings."""
        return (
            len(line.phrases) > 1
            and all(is_identifier(text) for _, _, text, _ in line.phrases[1:])
            and any(name in self.terminals.labels for name, _ in self.terminals.matching(line.phrases[0][2]))
            and not any(self.terminals.heads_column(text) for _, _, text, _ in line.phrases)
        )

    def wrapped(self, lines: Sequence[PrintedLine], below: PrintedLine | None) -> WrappedLabel | None:
        """Return which of the last lines begin the label of the row right below them, if any do.

        SCHEDULED PRINCIPAL BALANCE OF MORTGAGE LOANS AFTER
        DISTRIBUTION                                                       4,781,024.27
        """
        if below is None:
            return None
        row = as_row(below)
        for count in range(1, min(_MOST_WRAPPED, len(lines)) + 1):
            label = " ".join([line.text for line in lines[-count:]] + ([row.label] if row.label is not None else []))
            match = self.label(label)
            if match is not None and not (match[1] and names_only(match[0], self.terminals.vocabulary)):
                return WrappedLabel(Row(below, label, row.label_start, row.label_end, row.cells), lines[-count:])
        return None

    def _asks_for_words(self, label: str) -> bool:
        """Return whether what stands beside a label, or under a heading, is words."""
        measure = self.terminals.vocabulary.get(meaning(label))
        return measure is not None and measure.unit in ("text", "flag")

    def _filling_a_gap(self, row: Row, heading: Heading) -> Row | None:
        """Read a label that ends in a figure as ending before it, unless only with the figure it is a label."""
        parted = heading.before_a_figure(row)
        if parted is None:
            return None
        is_known = self.label(parted.label or "") is not None
        return parted if is_known or self.label(row.label or "") is None else None

    def _is_under_words(self, row: Row) -> bool:
        """Return whether every cell of a row stands under a heading that asks for words: CUSIPs, say."""
        if self.state.heading is None:
            return False
        columns = self.state.heading.place(row)
        return all(
            column is not None and self._asks_for_words(column.name or "") and is_identifier(cell[2])
            for cell, column in zip(row.cells, columns, strict=True)
        )


def _over_gap(row: Row) -> Row:
    """Read the words after a label as more of it, though a gap stands between.

    CLASS A-9  - STRIP PASS-THROUGH FOR NEXT DISTRIBUTION                  0.0936 %
    """
    words, *cells = row.cells
    return Row(row.line, f"{row.label} {words[2]}", row.label_start, words[1], cells)


def is_identifier(text: str) -> bool:
    """Return whether a text has the look of an identifier: capitals and digits, no blank."""
    return text.isalnum() and text.upper() == text
