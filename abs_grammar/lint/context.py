"""A grammar as lint looks at it: its outline, the grammar that is loaded from it, and the parser built of that."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from lark.exceptions import LarkError

from abs_grammar.grammar.conventions import COVER, RECOGNISED_BY, REPORT
from abs_grammar.grammar.diagnostics import mistake_in
from abs_grammar.grammar.lark_internals import Parser, conflicts_resolved
from abs_grammar.grammar.layouts import Layout
from abs_grammar.grammar.loading import read_grammar
from abs_grammar.grammar.outline import Outline
from abs_grammar.grammar.terminals import Terminals
from abs_grammar.reading.parser import PageParser

__all__ = ["Subject"]


class Subject:
    """One grammar file. Raises `GrammarError` where it cannot be read, or no parser can be built of it.

    `start` is the rule a page is parsed by; a file without one holds pieces for others, and has no parser.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.outline = Outline.of(path)
        defined = {str(d.name) for d in self.outline.definitions} | {str(i.alias) for i in self.outline.imports}
        self.start = next((start for start in (REPORT, COVER) if start in defined), None)
        if RECOGNISED_BY in defined:
            self.start = REPORT
            _ = Layout(path).recognition  # or the error why a page cannot be recognised
        self.is_layout = self.start == REPORT
        self.grammar = read_grammar(path)
        self.parser: Parser | None = None
        self.terminals: Terminals | None = None
        with conflicts_resolved() as self.conflicts:
            if self.is_layout:
                built = PageParser(path, self.grammar)
                self.parser, self.terminals = built.parser, built.terminals
            elif self.start is not None:
                try:
                    self.parser = Parser(self.grammar, self.start)
                except (LarkError, RecursionError) as error:
                    raise mistake_in(path, error) from error

    @cached_property
    def symbols(self) -> dict[str, set[str]]:
        """The names that each rule uses, imports resolved, and those that each terminal of the file is built of."""
        used = {rule: self.grammar.uses(rule) for rule in self.grammar.rules}
        for definition in self.outline.definitions:
            if definition.is_terminal:
                used.setdefault(str(definition.name), set()).update(map(str, definition.uses))
        return used
