"""A grammar as its author is told of it: its outline, what Lark makes of it, and the parser built of that."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import attrs
from lark import Lark
from lark.load_grammar import Grammar

from abs_grammar.cover.lexer import CoverLexer
from abs_grammar.grammar.layouts import Layout
from abs_grammar.grammar.loading import read_grammar
from abs_grammar.grammar.outline import Outline
from abs_grammar.grammar.terminals import Terminals
from abs_grammar.reading.parser import PageParser

__all__ = ["Conflict", "Subject"]

_STARTS = ("report", "cover")


@attrs.frozen
class Conflict:
    """A choice that Lark made by itself: on a terminal, to go on and not to end a rule."""

    terminal: str
    rule: str


class Subject:
    """One grammar file. Raises `GrammarError` where it cannot be read, or no parser can be built of it.

    `start` is the rule a page is parsed by; a file without one holds pieces for others, and has no parser.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.outline = Outline.of(path)
        defined = {str(d.name) for d in self.outline.definitions} | {str(i.alias) for i in self.outline.imports}
        self.start = next((start for start in _STARTS if start in defined), None)
        if "recognised_by" in defined:
            self.start = "report"
            _ = Layout(path).marks  # or the error why a page cannot be recognised
        self.is_layout = self.start == "report"
        self.grammar: Grammar = read_grammar(path)
        self.parser: Lark | None = None
        self.terminals: Terminals | None = None
        self.conflicts: list[Conflict] = []
        with _heard() as said:
            if self.is_layout:
                built = PageParser(path, read_grammar(path))
                self.parser, self.terminals = built.lark, built.terminals
            elif self.start is not None:
                self.parser = Lark(read_grammar(path), parser="lalr", lexer=CoverLexer, start=self.start)
        self.conflicts = list(_conflicts(said))

    @cached_property
    def symbols(self) -> dict[str, set[str]]:
        """The names that each rule uses, imports resolved, and those that each terminal of the file is built of."""
        used = {
            str(name): {str(symbol.name) for symbol in tree.scan_values(lambda v: hasattr(v, "is_term"))}
            for name, _, tree, _ in self.grammar.rule_defs
            if tree is not None
        }
        for definition in self.outline.definitions:
            if definition.is_terminal:
                used.setdefault(str(definition.name), set()).update(map(str, definition.uses))
        return used


@contextmanager
def _heard() -> Iterator[list[str]]:
    """Listen to what Lark says while it builds a parser: of some conflicts it only says so, in a whisper."""
    said: list[str] = []
    logger = logging.getLogger("lark")

    class _Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage())

    ear, level, propagates = _Ear(), logger.level, logger.propagate
    logger.addHandler(ear)
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
    silent = [handler for handler in logger.handlers if handler is not ear]
    for handler in silent:
        logger.removeHandler(handler)
    try:
        yield said
    finally:
        logger.removeHandler(ear)
        for handler in silent:
            logger.addHandler(handler)
        logger.setLevel(level)
        logger.propagate = propagates


def _conflicts(said: list[str]) -> Iterator[Conflict]:
    for line, below in pairwise(said):
        terminal = re.match(r"Shift/Reduce conflict for terminal (\w+)", line)
        rule = re.match(r" \* <(\w+)", below)
        if terminal is not None and rule is not None:
            yield Conflict(terminal[1], rule[1])
