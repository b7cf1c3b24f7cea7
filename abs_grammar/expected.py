"""What a grammar would have taken at a place, told in the page's own words: for a line that it did not know."""

from __future__ import annotations

from collections.abc import Iterable

from abs_grammar.acceptance import Acceptance
from abs_grammar.terminals import DEAL_NAME, FIGURES, FOOTNOTE, TABLE_EDGE, UNKNOWN_TITLE, Terminals, meaning

__all__ = ["expected_here"]

_MOST_TOLD = 6
_NO_WORDS = frozenset({DEAL_NAME, FIGURES, FOOTNOTE, TABLE_EDGE, UNKNOWN_TITLE})


def expected_here(terminals: Terminals, parser: Acceptance, among: frozenset[str]) -> str:
    """Tell which terminals, of some, the parser would take: `'Beg Bal', 'Sched Prin' or <class name>`."""
    names = sorted(name for name in parser.accepted(among - terminals.ignored) if name not in _NO_WORDS)
    words = dict.fromkeys([*_printed(terminals, names), *_described(terminals, names)])
    told = list(words)[:_MOST_TOLD]
    more = len(words) - len(told)
    if more:
        told.append(f"{more} more")
    return " or ".join(filter(None, [", ".join(told[:-1]), *told[-1:]]))


def _printed(terminals: Terminals, names: Iterable[str]) -> list[str]:
    return [repr(terminals.words[name]) for name in names if name in terminals.words]


def _described(terminals: Terminals, names: Iterable[str]) -> list[str]:
    return [f"<{meaning(name).replace('_', ' ')}>" for name in names if name not in terminals.words]
