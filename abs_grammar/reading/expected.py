"""What a grammar would have taken where it did not know a line, in the words of the page."""

from __future__ import annotations

from functools import lru_cache

from abs_grammar.grammar.conventions import DEAL_NAME, PAGE_TOKENS, meaning
from abs_grammar.grammar.lookahead import Acceptance
from abs_grammar.grammar.terminals import Terminals

__all__ = ["expected_here"]

_MOST_NAMED = 6
_NO_WORDS = PAGE_TOKENS | {DEAL_NAME}


def expected_here(terminals: Terminals, parser: Acceptance, among: frozenset[str]) -> str:
    """Return which terminals, of some, the parser would take: `'Beg Bal', 'Sched Prin' or <class name>`."""
    return _in_words(terminals, tuple(parser.accepted(among)))


@lru_cache(maxsize=1024)
def _in_words(terminals: Terminals, accepted: tuple[str, ...]) -> str:
    names = sorted(set(accepted) - terminals.ignored - _NO_WORDS)
    printed = [repr(terminals.words[name]) for name in names if name in terminals.words]
    described = [f"<{meaning(name).replace('_', ' ')}>" for name in names if name not in terminals.words]
    words = list(dict.fromkeys([*printed, *described]))
    named = words[:_MOST_NAMED]
    if len(words) > len(named):
        named.append(f"{len(words) - len(named)} more")
    return " or ".join(filter(None, [", ".join(named[:-1]), *named[-1:]]))
