"""Reads rows: which label each has, which of its words are cells, and in which columns they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from abs_grammar.grammar.conventions import FIGURES, meaning
from abs_grammar.grammar.lookahead import Acceptance
from abs_grammar.grammar.terminals import Match, Terminals
from abs_grammar.model.vocabulary import MEASURES
from abs_grammar.page.figures import is_date
from abs_grammar.page.lines import PrintedLine, Row, as_row, split_label
from abs_grammar.reading.expected import expected_here
from abs_grammar.reading.record import Lexeme, PlacedRow, Reading
from abs_grammar.reading.state import Place, names_only

__all__ = ["RowReader", "is_identifier"]

_NO_GROUPS: Mapping[str, str] = {}
_MOST_WRAPPED = 3


class RowReader:
    """Reads the rows of one page, as the parser would take them and the place lets them be believed."""

    def __init__(self, terminals: Terminals, parser: Acceptance, reading: Reading, place: Place) -> None:
        self.terminals = terminals
        self.parser = parser
        self.reading = reading
        self.place = place
        self._wrapped: dict[int, Row] = {}
        self._count = 0

    def label(self, text: str) -> Match | None:
        """Return the label that the grammar allows at this place and that a text can be."""
        labels = self.terminals.labels
        for match in self.terminals.matching(text):
            if match[0] in labels and self.parser.accepts(match[0]) and self.place.believes(match[0]):
                return match
        return None

    def read(self, line: PrintedLine) -> tuple[Row, Match | None, bool]:
        """Read a line as a row; return it with its label, and whether the grammar takes it here.

        A label may end in a figure that is a cell: it is read so where the figure stands in a column that is empty
        otherwise, or where only what stands before it is a label.
        """
        row = self._wrapped.get(line.number) or as_row(line)
        heading = self.place.heading
        if heading is not None and row.label is not None and len(row.cells) < len(heading.extents):
            says = self.label(row.label)
            if says is None or names_only(says[0]):
                row = heading.unlabelled(row) or self._filling_a_gap(row) or row
        if row.label is None:
            taken = not self.place.doubt and not self.place.of_another and self.parser.accepts(FIGURES)
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

    def of_words(self, line: PrintedLine) -> tuple[Row, Match | None] | None:
        """Read a line without figures as a row, where its label or the heading over it asks for words."""
        heading = self.place.heading
        if heading is None and len(line.phrases) == 1:
            return None
        row = as_row(line)
        unlabelled = None if heading is None else heading.unlabelled(row)
        if unlabelled is not None and self._under_words(unlabelled) and self.parser.accepts(FIGURES):
            return unlabelled, None
        if not row.cells or self.terminals.heads_column(line.phrases[0][2]):
            return None
        match = self.label(row.label or "")
        if match is None or not (_says_words(match[0]) or self._under_words(row)):
            return None
        return row, match

    def without_gap(self, line: PrintedLine) -> tuple[Row, Match] | None:
        """Read a line as a row whose figures stand one blank after its label, where the label says what they are."""
        row = split_label(as_row(line)) if len(line.phrases) == 1 else None
        match = None if row is None else self.label(row.label or "")
        if row is None or match is None or (names_only(match[0]) and not self.place.has_columns):
            return None
        return row, match

    def wrapped(self, lines: Sequence[PrintedLine], below: PrintedLine | None) -> int:
        """Tell how many of the last lines begin the label of the row right below them.

        SCHEDULED PRINCIPAL BALANCE OF MORTGAGE LOANS AFTER
        DISTRIBUTION                                                       4,781,024.27
        """
        if below is None or below.kind != "row" or below.after_blank or below.tags:
            return 0
        row = as_row(below)
        for count in range(1, min(_MOST_WRAPPED, len(lines)) + 1):
            words = [line.text for line in lines[-count:]] + ([row.label] if row.label is not None else [])
            match = self.label(" ".join(words))
            if match is not None and not (match[1] and names_only(match[0])):
                self._wrapped[below.number] = Row(below, " ".join(words), row.label_start, row.label_end, row.cells)
                self.reading.owned.update([line.number for line in lines[-count:]])
                return count
        return 0

    def token(self, row: Row, match: Match | None) -> Lexeme:
        """Return the token of a row: its label, which brings the figures along, or FIGURES where it has none."""
        number = row.line.number
        self.reading.owned.add(number)
        self.place.just_titled = False
        name, groups = match if match is not None else (FIGURES, _NO_GROUPS)
        return Lexeme(
            name, row.label or "", groups, number, self._placed(row, under=name not in self.terminals.of_lines)
        )

    def set_aside(self, row: Row) -> None:
        """Keep a row no rule reads, unless nothing says what its figures might be: then its line is unaccounted."""
        placed = self._placed(row)
        number = row.line.number
        self.reading.expected[number] = expected_here(self.terminals, self.parser, self.terminals.labels)
        if row.label is not None or placed.heading is not None:
            self.reading.owned.add(number)
            if self.place.of_another:
                placed.why = "of-another"
            self.reading.set_aside.append(placed)

    def _placed(self, row: Row, *, under: bool = True) -> PlacedRow:
        """Give each cell of a row its column; no heading applies to one that does not stand `under` any."""
        self._count += 1
        heading = self.place.heading
        columns = heading.place(row) if under and heading is not None else [None] * len(row.cells)
        return PlacedRow(row, columns, self._count, heading)

    def _filling_a_gap(self, row: Row) -> Row | None:
        """Read a label that ends in a figure as ending before it, where the figure stands in the first column."""
        heading, parted = self.place.heading, split_label(row)
        if heading is None or parted is None or not heading.holds(0, parted.cells[0][0], parted.cells[0][1]):
            return None
        known = self.label(parted.label or "") is not None
        return parted if known or self.label(row.label or "") is None else None

    def _under_words(self, row: Row) -> bool:
        """Tell whether every cell of a row stands under a heading that asks for words: CUSIPs, say."""
        if self.place.heading is None:
            return False
        columns = self.place.heading.place(row)
        return all(
            column is not None and _says_words(column.name or "") and is_identifier(cell[2])
            for cell, column in zip(row.cells, columns, strict=True)
        )


def _over_gap(row: Row) -> Row:
    """Read the words after a label as more of it, though a gap stands between.

    CLASS A-9  - STRIP PASS-THROUGH FOR NEXT DISTRIBUTION                  0.0936 %
    """
    words, *cells = row.cells
    return Row(row.line, f"{row.label} {words[2]}", row.label_start, words[1], cells)


def _says_words(label: str) -> bool:
    """Tell whether what stands beside a label, or under a heading, is words."""
    measure = MEASURES.get(meaning(label))
    return measure is not None and measure.unit in ("text", "flag")


def is_identifier(text: str) -> bool:
    """Tell whether a text has the look of an identifier: capitals and digits, no blank."""
    return text.isalnum() and text.upper() == text
