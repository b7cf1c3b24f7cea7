"""Lookahead: what the parser would take next, asked before a token is fed, so that it never meets one it must refuse.

Lark's table says which terminals have an action in a state, but states are merged and an action may be a reduction
that leads nowhere. So the reductions are gone through, on a copy of the stack of states.
"""

from __future__ import annotations

from copy import copy

from abs_grammar.grammar.lark_internals import ParseTable, State

__all__ = ["Acceptance"]

_MOST_REMEMBERED = 100_000


class Acceptance:
    """Asks a parser, as it stands, what it would accept.

    `stack` is the parser's own, and changes as the parse goes on. `remembered` holds the answers of one grammar, for
    all pages and threads. They depend on the stack of states alone, and because lists in a grammar grow to the left, a
    page of any length knows few stacks.
    """

    def __init__(self, table: ParseTable, stack: list[State], remembered: dict[tuple[object, ...], bool]) -> None:
        self._table = table
        self.stack = stack
        self._remembered = remembered

    def accepts(self, *names: str) -> bool:
        """Return whether the parser would take these terminals, one after the other."""
        key = (names, *self.stack)
        known = self._remembered.get(key)
        if known is None:
            if len(self._remembered) > _MOST_REMEMBERED:
                self._remembered.clear()
            stack = self.stack.copy()
            take = self._table.take
            known = self._remembered[key] = all([take(stack, name) for name in names])
        return known

    def after(self, *names: str) -> Acceptance:
        """Return the same once these terminals, which the parser would take, were taken; the parser stands still."""
        later = copy(self)
        later.stack = self.stack.copy()
        for name in names:
            self._table.take(later.stack, name)
        return later

    def accepted(self, names: frozenset[str]) -> list[str]:
        """Return which of some terminals the parser would take."""
        return [name for name in self._table.names(self.stack[-1]) if name in names and self.accepts(name)]
