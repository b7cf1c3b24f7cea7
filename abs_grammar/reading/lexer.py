"""The lexer that Lark calls: it reads the page as far as the grammar can follow, and sets aside what it cannot.

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
from typing import TYPE_CHECKING, Any

from lark.lexer import Lexer

from abs_grammar.grammar.lookahead import Acceptance
from abs_grammar.grammar.terminals import Terminals
from abs_grammar.reading.classifier import Classifier
from abs_grammar.reading.emitter import Emitter
from abs_grammar.reading.state import State

if TYPE_CHECKING:
    from lark.lexer import LexerState
    from lark.parsers.lalr_parser_state import ParserState

__all__ = ["PageLexer"]


class PageLexer(Lexer):
    """Lark's way in. `terminals` is set once the parser is built, for it is read off the parser's rules."""

    __future_interface__ = 2
    terminals: Terminals

    def __init__(self, lexer_conf: object) -> None:
        """Take no configuration: the terminals say everything."""

    def lex(self, lexer_state: LexerState, parser_state: ParserState[Any]) -> Iterator[Any]:
        """Yield the tokens of a `Reading`. Lark feeds each to the parser before it asks for the next."""
        reading: Any = lexer_state.text
        state = State()
        parser = Acceptance(parser_state, self.terminals.accepted)
        emitter = Emitter(self.terminals, reading, state)
        for decision in Classifier(self.terminals, parser, state, reading.lines).decisions():
            yield from emitter.tokens_of(decision)
        emitter.end()
