"""Answers what lines of headings are: which columns they make, on how many levels, and of which statement they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from abs_grammar.grammar.conventions import holds_amounts_per_1000, meaning
from abs_grammar.grammar.lookahead import Acceptance
from abs_grammar.grammar.terminals import Match, Terminals
from abs_grammar.model.vocabulary import PER_1000
from abs_grammar.page.columns import Column, Heading, fit, stack
from abs_grammar.page.figures import decimals_of
from abs_grammar.page.lines import PrintedLine, Row

__all__ = ["HeadingReader", "Levels"]

# The columns of each level, the top one first.
Levels = list[list[Column]]

_CENTS = 2
_FEWEST_TELLING = 2


class HeadingReader:
    """Matches printed headings with the terminals that may head a column where the parser stands."""

    def __init__(self, terminals: Terminals, parser: Acceptance) -> None:
        self.terminals = terminals
        self.parser = parser

    def after(self, *names: str) -> HeadingReader:
        """Return the reader of what is printed once the parser has taken these terminals."""
        return HeadingReader(self.terminals, self.parser.after(*names))

    def levels(self, lines: Sequence[PrintedLine]) -> Levels:
        """Join stacked lines, setting the top line apart where its phrases are headings by themselves.

        GROUP 1                         GROUP 2
         Count         Balance           Count            Balance
        """
        joined = stack(lines)
        if len(lines) == 1:
            return [joined]
        matches = [self.match(column) for column in joined]
        if all(matches) and not any([groups for match in matches if match for groups in match[1]]):
            return [joined]  # as nearly all headings are
        top, below = stack(lines[:1]), self.levels(lines[1:])
        tops = [self.match(column) for column in top]
        if all(tops) and any(self.match(column) for column in below[-1]):
            names_groups = all([match[1] for match in tops if match])
            if names_groups or not all([self.knows(column) for column in joined]):
                return [top, *below]
        return [joined]

    def knows(self, column: Column) -> bool:
        """Return whether a heading is one this layout prints, here or in another statement."""
        return self.terminals.heads_column(column.text)

    def match(self, column: Column, taken: Sequence[str] = ()) -> Match | None:
        """Return the terminal that a heading is and that the parser would take here, after those `taken` before."""
        for match in self.terminals.matching(column.text):
            if match[0] in self.terminals.columns and self.parser.accepts(*taken, match[0]):
                return match
        return None

    def has_title_above(self, levels: Levels, lines: Sequence[PrintedLine]) -> bool:
        """Return whether the first of the lines is a title no rule knows: without it, more headings are known."""
        if len(lines) == 1 or len(lines[0].phrases) > 1:
            return False
        without = sum([self.knows(column) for level in self.levels(lines[1:]) for column in level])
        return without > sum([self.knows(column) for level in levels for column in level])

    def are_of_another_statement(self, levels: Levels) -> bool:
        """Return whether headings name groups that the parser would not take: then the statement has ended."""
        naming = [column for level in levels for column in level if self._names_group(column)]
        return bool(naming) and not any(self.match(column) for column in naming)

    def _names_group(self, column: Column) -> bool:
        """Return whether a heading can only be one that names something: no measure is printed so."""
        matches = [match for match in self.terminals.matching(column.text) if match[0] in self.terminals.columns]
        return bool(matches) and all(groups for _, groups in matches)

    def statement_of(self, levels: Levels, rows: Sequence[Row]) -> str | None:
        """Return the title that is missing above these headings, if only one statement prints them all.

        Two may print the same headings, one dollars under them and the other amounts per $1,000: then the decimals
        of the figures decide.
        """
        columns = [column for level in levels for column in level if self.knows(column)]
        if len(columns) < _FEWEST_TELLING or all(self.match(column) for column in columns):
            return None
        found = []
        for opener in self.parser.accepted(self.terminals.opening):
            matches = {column: self.match(column, (opener,)) for column in columns}
            if None not in matches.values() and self._fits(opener, fit(levels[-1], rows), rows, matches):
                found.append(opener)
        return found[0] if len(found) == 1 else None

    def _fits(self, opener: str, heading: Heading, rows: Sequence[Row], matches: Mapping[Column, Match | None]) -> bool:
        """Return whether amounts have the decimals that a statement prints: more than cents if per $1,000."""
        per_1000 = holds_amounts_per_1000(self.terminals.openers[opener])
        for row in rows:
            for cell, column in zip(row.cells, heading.place(row), strict=True):
                match = matches.get(column) if column is not None else None
                places = decimals_of(cell[2]) if match is not None and meaning(match[0]) in PER_1000 else None
                if places is not None and (places > _CENTS) != per_1000 and cell[2] != "0":
                    return False
        return True
