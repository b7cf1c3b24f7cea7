"""Parsers: a grammar made into one by Lark, with the lexer that reads the page for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from lark import Lark, Tree
from lark.exceptions import LarkError
from lark.load_grammar import Grammar

from abs_grammar.grammar.diagnostics import mistake_at, mistake_in
from abs_grammar.grammar.layouts import Layout
from abs_grammar.grammar.lookahead import intern_table
from abs_grammar.grammar.terminals import MisusedTerminalError, Terminals, join_labels
from abs_grammar.reading.lexer import PageLexer
from abs_grammar.reading.record import Reading

__all__ = ["PageParser", "parser_of"]

_START = "report"


class PageParser:
    """The parser of one grammar. Raises `GrammarError`, in the author's terms, where the grammar cannot be used."""

    def __init__(self, path: Path, grammar: Grammar) -> None:
        labels = join_labels(grammar)
        try:
            self.lark = Lark(grammar, parser="lalr", lexer=PageLexer, start=_START, maybe_placeholders=False)
            self.terminals = Terminals(self.lark, labels)
        except LarkError as error:
            raise mistake_in(path, error) from error
        except MisusedTerminalError as error:
            raise mistake_at(path, error.name, error.what, error.cure) from error
        intern_table(self.lark)
        lexer: PageLexer = self.lark.parser.lexer
        lexer.terminals = self.terminals

    def parse(self, reading: Reading) -> Tree[Any]:
        """Parse a page, as far as the grammar can follow it; what it cannot is noted in the reading."""
        tree: Any = self.lark.parse(reading)  # the custom lexer takes a Reading where Lark's own take text
        return tree  # type: ignore[no-any-return]


_parsers: WeakKeyDictionary[Layout, PageParser] = WeakKeyDictionary()  # a drafted layout goes, and its parser with it


def parser_of(layout: Layout) -> PageParser:
    """Return the parser of a layout, built once for it."""
    parser = _parsers.get(layout)
    if parser is None:
        parser = _parsers[layout] = PageParser(layout.path, layout.grammar)
    return parser
