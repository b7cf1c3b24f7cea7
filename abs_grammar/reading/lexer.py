"""The lexer of a page: it reads the page as far as the grammar can follow, and sets aside what it cannot.

A token is a line's words, a column's heading, or the label of a row with its figures. Which terminal a text is
depends on what the parser would accept at that place. What nothing accepts is never fed to the parser: a row is set
aside with the heading it stands under, a line of text is left unowned, and the next line is read as if nothing had
been there. So one line that no rule knows costs that line. Two things it may not do is pass for silence: unknown
text above a table closes the statement before it, and above rows it casts doubt on those that do not themselves
say what they measure (`state`).

Where a title is missing and only one statement could stand there, or a heading is damaged and could only be one,
it is read as that, and `Reading.inferences` says so.

What a run of lines is, is decided first (`classifier`) and said to the parser after (`emitter`), one run at a time.
"""

from __future__ import annotations

from collections.abc import Iterator

from abs_grammar.grammar.lookahead import Acceptance
from abs_grammar.grammar.terminals import Terminals
from abs_grammar.reading.classifier import Classifier
from abs_grammar.reading.emitter import Emitter
from abs_grammar.reading.record import PageToken, Reading
from abs_grammar.reading.state import State

__all__ = ["tokens_of"]


def tokens_of(reading: Reading, terminals: Terminals, parser: Acceptance) -> Iterator[PageToken]:
    """Yield the tokens of a page. Each is fed to the parser before the next is asked for."""
    state = State()
    emitter = Emitter(terminals, reading, state)
    for decision in Classifier(terminals, parser, state, reading.lines).decisions():
        yield from emitter.tokens_of(decision)
    emitter.end()
