"""What a caller asks for: the text of a filing, or a file, parsed."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

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
    with _collector_paused():
        return parse_source(source, layout_for(source, layout), grammars)


_pausing = Lock()
_pauses = 0
_was_enabled = True


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep Python's cyclic garbage collector from walking the objects of a parse while they are being made.

    None of them refer to each other in a circle, so it finds nothing. With it, the 40 statements of Residential Funding
    take 1.2 times as long, and 100 copies of the CTSLink tables 1.4 times (medians of alternating runs, CPython 3.11).
    It is paused for the whole process; of parses in several threads, the last to end sets it going again.
    """
    global _pauses, _was_enabled  # noqa: PLW0603 - the collector is one for the process, and so is their number
    with _pausing:
        if not _pauses:
            _was_enabled = gc.isenabled()
            gc.disable()
        _pauses += 1
    try:
        yield
    finally:
        with _pausing:
            _pauses -= 1
            if not _pauses and _was_enabled:
                gc.enable()
