"""A page read without a grammar: one is drafted from the page itself, in memory, and the page is read by that."""

from __future__ import annotations

from abs_grammar.drafting.survey import survey
from abs_grammar.drafting.writer import draft
from abs_grammar.edgar.source import Source
from abs_grammar.grammar.lark_internals import Grammar
from abs_grammar.grammar.layouts import GENERIC, Layout
from abs_grammar.grammar.loading import read_grammar
from abs_grammar.grammar.search_path import grammars_folder

__all__ = ["DraftedLayout", "generic_layout"]


class DraftedLayout(Layout):
    """A layout whose grammar stands in no file. It imports what stands in the folder of the grammars."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__(grammars_folder() / f"{name}.lark")
        self.text = text

    def _read(self) -> Grammar:
        return read_grammar(self.path, self.text)


def generic_layout(source: Source) -> Layout:
    """Draft a layout from the one page that it is to read."""
    return DraftedLayout(GENERIC, draft(GENERIC, [survey(source)])[0])
