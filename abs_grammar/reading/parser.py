"""Parsers: what Lark makes of a grammar, with the terminals by which the page is read for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lark import Tree
from lark.exceptions import LarkError

from abs_grammar.grammar.conventions import REPORT
from abs_grammar.grammar.diagnostics import mistake_at, mistake_in
from abs_grammar.grammar.lark_internals import Grammar, Parser
from abs_grammar.grammar.layouts import Layout
from abs_grammar.grammar.lookahead import Acceptance
from abs_grammar.grammar.once import once_for_each
from abs_grammar.grammar.terminals import MisusedTerminalError, Terminals, join_labels
from abs_grammar.model.own_words import vocabulary_beside
from abs_grammar.reading.lexer import tokens_of
from abs_grammar.reading.record import Reading

__all__ = ["PageParser", "parser_of"]


class PageParser:
    """The parser of one grammar, for any number of threads.

    Raises `GrammarError`, in the author's terms, where the grammar cannot be used.
    """

    def __init__(self, path: Path, grammar: Grammar) -> None:
        try:
            joined, labels = join_labels(grammar)
            self.parser = Parser(joined, REPORT)
            self.terminals = Terminals(self.parser, labels, vocabulary_beside(path.parent))
        except (LarkError, RecursionError) as error:
            raise mistake_in(path, error) from error
        except MisusedTerminalError as error:
            raise mistake_at(path, error.name, error.what, error.cure) from error

    def parse(self, reading: Reading) -> Tree[Any]:
        """Return the tree of a page, as far as the grammar can follow it; what it cannot is noted in the reading."""
        table, terminals = self.parser.table, self.terminals
        tree: Tree[Any] = self.parser.parse(
            lambda stack: tokens_of(reading, terminals, Acceptance(table, stack, terminals.accepted))
        )
        return tree


@once_for_each
def parser_of(layout: Layout) -> PageParser:
    """Return the parser of a layout: built once for it, and gone with it if it was only drafted."""
    return PageParser(layout.path, layout.grammar)
