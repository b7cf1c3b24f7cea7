"""What was read so far, and so what may be believed of the next row.

What is printed changes it as follows; each row of this table is a method, and only the emitter calls them.

                       statement  heading   doubt   of another
    edge of a table    closed*    none      ends    ends         * if the layout has tables in its grammar
    known title        opened†    none‡     ends    ends         † if it opens one  ‡ unless it may stand under it
    missing title      opened     -         -       -
    heading            -          the new   ends§   ends‖        § if one is open  ‖ unless it names a group only
    heading elsewhere  closed     -         -       -
    unknown title      closed     none      begins  begins¶      ¶ if it names another period
    unknown text       -          -         begins# begins¶      # above rows that have no headings
"""

from __future__ import annotations

import attrs

from abs_grammar.grammar.conventions import meaning
from abs_grammar.model.vocabulary import QUANTITIES, STATUSES, Vocabulary
from abs_grammar.page.columns import Heading
from abs_grammar.page.lines import Row

__all__ = ["State", "names_only"]


@attrs.define
class State:
    """What was read so far, as far as it bears on what comes next.

    `statement` is the title that opened the current statement, and `last_statement` that of the last one;
    `just_titled` says that its title was read and nothing since. `title_names` says that the titles themselves name
    the entity of the rows: an account. In `doubt`, a row that does not say by itself what it measures and of what is
    not believed; where the text is `of_another` period or group, no row is. `goes_on` says that a title was printed
    again, and its table goes on without headings of its own. `wrapped` is the next row, if its label begins on the
    lines above it.
    """

    heading: Heading | None = None
    statement: str | None = None
    last_statement: str | None = None
    in_letterhead: bool = True
    in_footnote: bool = False
    title_names: bool = False
    doubt: bool = False
    of_another: bool = False
    goes_on: bool = False
    just_titled: bool = False
    open_table: int | None = None
    wrapped: Row | None = None

    def at_table_edge(self, line: int, *, opens: bool, closes_statement: bool) -> None:
        """Pass the mark of a table's beginning or end."""
        self.in_footnote = self.doubt = self.of_another = False
        self.heading = None
        self.open_table = line if opens else None
        if closes_statement:
            self.statement = None

    def at_title(self, *, opens: str | None, names: bool, keeps_heading: bool) -> None:
        """Pass a known title; `opens` is its terminal, if it opens a statement."""
        self.doubt = self.of_another = False
        self.title_names = names or (self.title_names and opens is None)
        if not keeps_heading:
            self.heading = None
        if opens is not None:
            self.goes_on = self.heading is not None and opens == self.last_statement
            self.statement = self.last_statement = opens
            self.in_letterhead = False
            self.just_titled = True

    def at_missing_title(self, opener: str) -> None:
        """Take a statement for opened, though its title is not printed."""
        self.statement = self.last_statement = opener
        self.in_letterhead = False

    def at_heading(self, heading: Heading, *, of_another: bool) -> None:
        """Pass lines of headings."""
        self.heading = heading
        self.just_titled = False
        self.doubt = self.doubt and self.statement is None
        self.of_another = of_another

    def at_heading_elsewhere(self) -> None:
        """Pass the end of a statement that cannot have the headings printed next."""
        self.statement = None

    def at_unknown_title(self, *, of_another: bool) -> None:
        """Pass text above a table that no rule knows: whatever was said before ends there."""
        self.heading = None
        self.statement = None
        self.doubt = True
        self.of_another = self.of_another or of_another

    def at_unknown_text(self, *, doubt: bool, of_another: bool) -> None:
        """Pass other text that no rule knows."""
        self.doubt = self.doubt or doubt
        self.of_another = self.of_another or of_another

    def believes(self, label: str, vocabulary: Vocabulary) -> bool:
        """Return whether a row of this label may be believed here."""
        if self.of_another:
            return False
        return not (self.doubt and (self.title_names or names_only(label, vocabulary)))

    @property
    def has_columns(self) -> bool:
        """Whether the rows here stand under headings that are known: then they need no text above to be understood."""
        return self.heading is not None and any(c is not None and c.name is not None for c in self.heading.columns)


def names_only(label: str, vocabulary: Vocabulary) -> bool:
    """Return whether a label only names a class, a bucket or the like, and does not itself say what is measured."""
    word = meaning(label)
    return word not in vocabulary and word not in STATUSES and word not in QUANTITIES
