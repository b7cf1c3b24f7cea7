"""Answers what title a line is: one that is printed, one that is misprinted, or one that is missing above it."""

from __future__ import annotations

from abs_grammar.grammar.conventions import is_note
from abs_grammar.grammar.lookahead import Acceptance
from abs_grammar.grammar.terminals import Match, Terminals
from abs_grammar.page.columns import Heading
from abs_grammar.page.lines import PrintedLine, first_phrase_of
from abs_grammar.reading.decisions import Decision, MissingTitle, Title
from abs_grammar.reading.misprints import like_title
from abs_grammar.reading.record import Inference
from abs_grammar.reading.state import State

__all__ = ["MOST_APART", "TitleReader"]

MOST_APART = 2
"""A title may have a gap in it, before a number say; with more than one, a line is no title."""


class TitleReader:
    """Matches lines of text with the titles that the parser would take next."""

    def __init__(self, terminals: Terminals, parser: Acceptance) -> None:
        self.terminals = terminals
        self.parser = parser

    def match(self, line: PrintedLine) -> Match | None:
        """Return the title, note or other line of words that a line is here."""
        for match in self.terminals.matching(line.repeated or line.text):
            if match[0] in self.terminals.titles and self.parser.accepts(match[0]):
                return match
        return None

    def at_head_of(self, line: PrintedLine, above: Heading | None) -> Title | None:
        """Return the title that stands at the head of a line of headings, and opens a statement here.

        SOURCES OF PRINCIPAL                     FIXED GROUP     ADJ GROUP        TOTAL
        """
        if len(line.phrases) == 1 or self.terminals.heads_column(line.phrases[0][2]):
            return None
        first = first_phrase_of(line)
        match = self.match(first)
        return self.title(first, match, above) if match is not None and match[0] in self.terminals.opening else None

    def title(
        self, line: PrintedLine, match: Match, above: Heading | None, inference: Inference | None = None
    ) -> Title:
        """Return the title that a line is read as, and whether the heading printed above it still applies.

        A heading stays where the title opens a statement that may stand under it; what was printed above a second
        title heads no column of what follows, unless the title itself is printed over each column.
        """
        name = match[0]
        if name in self.terminals.opening:
            keeps_heading = self._may_stand_under(name, above)
        else:
            keeps_heading = name not in self.terminals.subtitles or line.repeated is not None
        return Title(match, line, keeps_heading, inference)

    def with_figures(self, line: PrintedLine) -> Match | None:
        """Return the title that a line is whose last words stand apart, as a figure does; a note ends in no such.

        DISTRIBUTION SUMMARY FOR POOL#   2000
        """
        match = self.match(line) if len(line.phrases) <= MOST_APART else None
        return None if match is None or is_note(match[0]) else match

    def inferred(self, line: PrintedLine, state: State, *, is_first: bool) -> tuple[Decision, ...]:
        """Return what a line is as a title that is misprinted, or whose statement's first title is missing.

        The first title can be missing only above the first of several lines. Nothing is returned for what is no title.
        """
        misprinted = self._misprinted(line)
        if misprinted is not None:
            said = f"the line {line.text!r} is read as {self.terminals.words[misprinted[0]]!r}, misprinted"
            return (self.title(line, misprinted, state.heading, Inference("damaged-title", line.number, said)),)
        if is_first and not state.doubt and state.statement is None:
            opener = self._missing_above(line)
            if opener is not None:
                second = TitleReader(self.terminals, self.parser.after(opener))
                match = second.match(line)
                missing = self.missing(opener, line.number, f"the title {line.text!r}")
                return (missing,) if match is None else (missing, second.title(line, match, state.heading))
        match = self.match(line)
        return () if match is None else (self.title(line, match, state.heading),)

    def missing(self, opener: str, line: int, below: str) -> MissingTitle:
        """Return that a title is missing above something that is printed."""
        words = self.terminals.words.get(opener, opener)
        return MissingTitle(opener, Inference("missing-title", line, f"{below} stands without its title {words!r}"))

    def missing_before(self, name: str) -> str | None:
        """Return the title after which alone the parser would take a terminal."""
        openers = self.parser.accepted(self.terminals.opening)
        found = [opener for opener in openers if self.parser.accepts(opener, name)]
        return found[0] if len(found) == 1 else None

    def opens_statement(self, line: PrintedLine) -> bool:
        """Return whether a line is a title that opens a statement, here or elsewhere."""
        return any(name in self.terminals.opening for name, _ in self.terminals.matching(line.text))

    def stands_over_columns(self, line: PrintedLine) -> bool:
        """Return whether a line is a title printed once over each column, here or elsewhere: no line of headings."""
        matches = self.terminals.matching(line.repeated) if line.repeated is not None else ()
        return any(name in self.terminals.titles for name, _ in matches)

    def _misprinted(self, line: PrintedLine) -> Match | None:
        """Return the title that a line is but for misprints."""
        words = self.terminals.words
        titles = {name: words[name] for name in self.parser.accepted(self.terminals.titles) if name in words}
        name = like_title(line.repeated or line.text, titles)
        if name is None:
            return None
        return next((match for match in self.terminals.matching(words[name]) if match[0] == name), (name, {}))

    def _missing_above(self, line: PrintedLine) -> str | None:
        """Return the title that is missing above a second title of its statement."""
        for name, _ in self.terminals.matching(line.repeated or line.text):
            if name in self.terminals.titles and name not in self.terminals.opening:
                opener = self.missing_before(name)
                if opener is not None:
                    return opener
        return None

    def _may_stand_under(self, title: str, heading: Heading | None) -> bool:
        """Return whether a statement may stand under a heading printed before its title: it may have all its columns.

        One line of headings may serve several statements.
        """
        if heading is None:
            return False
        columns = [column for column in heading.columns if column is not None]
        return all(column.name is not None and self.parser.accepts(title, column.name) for column in columns)
