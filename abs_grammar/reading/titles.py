"""Reads titles: those that are printed, those that are misprinted, and those that are missing."""

from __future__ import annotations

from abs_grammar.grammar.conventions import is_note
from abs_grammar.grammar.lookahead import Acceptance
from abs_grammar.grammar.terminals import Match, Terminals
from abs_grammar.page.columns import Heading
from abs_grammar.page.lines import PrintedLine
from abs_grammar.reading.misprints import like_title

__all__ = ["MOST_APART", "TitleReader"]

MOST_APART = 2
"""A title may have a gap in it, before a number say; with more than one, a line is no title."""


class TitleReader:
    """Matches lines of text with the titles that the parser would take where it stands."""

    def __init__(self, terminals: Terminals, parser: Acceptance) -> None:
        self.terminals = terminals
        self.parser = parser
        self._openers = frozenset(terminals.openers)

    def match(self, line: PrintedLine) -> Match | None:
        """Return the title, note or other line of words that a line is here."""
        for match in self.terminals.matching(line.repeated or line.text):
            if match[0] in self.terminals.titles and self.parser.accepts(match[0]):
                return match
        return None

    def with_figures(self, line: PrintedLine) -> Match | None:
        """Return the title that a line is whose last words stand apart, as a figure does; a note ends in no such.

        DISTRIBUTION SUMMARY FOR POOL#   2000
        """
        match = self.match(line) if len(line.phrases) <= MOST_APART else None
        return None if match is None or is_note(match[0]) else match

    def like(self, line: PrintedLine) -> Match | None:
        """Return the title that a line is but for misprints."""
        words = self.terminals.words
        titles = {name: words[name] for name in self.parser.accepted(self.terminals.titles) if name in words}
        name = like_title(line.repeated or line.text, titles)
        if name is None:
            return None
        return next((match for match in self.terminals.matching(words[name]) if match[0] == name), (name, {}))

    def opens_statement(self, line: PrintedLine) -> bool:
        """Tell whether a line is a title that opens a statement, here or elsewhere."""
        return any(name in self._openers for name, _ in self.terminals.matching(line.text))

    def stands_over_columns(self, line: PrintedLine) -> bool:
        """Tell whether a line is a title printed once over each column, here or elsewhere: no line of headings."""
        matches = self.terminals.matching(line.repeated) if line.repeated is not None else ()
        return any(name in self.terminals.titles for name, _ in matches)

    def missing_before(self, name: str) -> str | None:
        """Return the title after which alone the parser would take a terminal."""
        found = [opener for opener in self.parser.accepted(self._openers) if self.parser.accepts(opener, name)]
        return found[0] if len(found) == 1 else None

    def missing_before_title(self, line: PrintedLine) -> str | None:
        """Return the title that is missing above a second title of its statement."""
        for name, _ in self.terminals.matching(line.repeated or line.text):
            if name in self.terminals.titles and name not in self._openers:
                opener = self.missing_before(name)
                if opener is not None:
                    return opener
        return None

    def may_stand_under(self, title: str, heading: Heading | None) -> bool:
        """Tell whether a statement may stand under a heading printed before its title: all its columns may be its own.

        One line of headings may serve several statements.
        """
        if heading is None:
            return False
        columns = [column for column in heading.columns if column is not None]
        return all(column.name is not None and self.parser.accepts(title, column.name) for column in columns)
