"""What a caller asks for: the text of a filing, or a file, parsed."""

from __future__ import annotations

import os

from abs_grammar.edgar.source import Source, read_source, source_from_text
from abs_grammar.grammar.layouts import GENERIC, Layout
from abs_grammar.grammar.search_path import Folders
from abs_grammar.model.filing import Filing
from abs_grammar.pipeline import parse_source

__all__ = ["layout_for", "parse", "parse_file"]


def parse(text: str, *, layout: str | None = None, grammars: Folders = None) -> Filing:
    """Parse the text of a filing: a whole EDGAR submission, or a bare document.

    `layout` names the layout to read it by; without it, the page must be claimed by exactly one. `generic` reads a page
    whose trustee is unknown, without a grammar: a finding of each report says what that means. `grammars` names a
    folder, or several, that holds grammars beside the shipped ones.

    Raises `SourceError` where the text is none of a filing, `UnknownLayoutError` where no layout claims it,
    `AmbiguousLayoutError` where more than one does, `GrammarError` where a grammar cannot be used. A line that no rule
    knows is no error: it is listed in `Filing.unaccounted`.
    """
    return _parsed(source_from_text(text), layout, grammars)


def parse_file(path: str | os.PathLike[str], *, layout: str | None = None, grammars: Folders = None) -> Filing:
    """Parse a file as `parse` does its text; `-` is standard input. Raises `SourceError` where it cannot be read."""
    return _parsed(read_source(path), layout, grammars)


def layout_for(source: Source, layout: str | None) -> str | Layout | None:
    """Return the layout that a name asks for: for `generic`, one that is drafted from the page itself."""
    if layout != GENERIC:
        return layout
    from abs_grammar.drafting.generic import generic_layout  # noqa: PLC0415 - only who asks for it waits for it

    return generic_layout(source)


def _parsed(source: Source, layout: str | None, grammars: Folders) -> Filing:
    return parse_source(source, layout_for(source, layout), grammars)
