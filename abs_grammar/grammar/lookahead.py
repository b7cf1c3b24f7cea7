"""What the parser would take next: asked before a token is fed, so that the parser never meets one it must refuse.

Lark's table says which terminals have an action in a state, but states are merged and an action may be a reduction
that leads nowhere. So the reductions are gone through, on a copy of the stack of states.
"""

from __future__ import annotations

import sys
from copy import copy
from typing import TYPE_CHECKING, Any

from lark.parsers.lalr_analysis import Shift

if TYPE_CHECKING:
    from lark import Lark
    from lark.parsers.lalr_parser_state import ParserState

__all__ = ["Acceptance", "intern_table"]

_MOST_REMEMBERED = 100_000


def intern_table(parser: Lark) -> None:
    """Key a parser's table by plain strings: Lark's own keys compare in Python, which costs a third of a parse."""
    table = parser.parser.parser._parse_table  # noqa: SLF001 - Lark has no public way to its table
    for state, actions in table.states.items():
        table.states[state] = {sys.intern(str(symbol)): action for symbol, action in actions.items()}
    for rule in parser.rules:
        rule.origin.name = sys.intern(str(rule.origin.name))


class Acceptance:
    """Asks a parser, as it stands, what it would accept.

    `remembered` holds the answers of one grammar. They depend on the stack of states alone, and because lists in a
    grammar grow to the left, a page of any length knows few stacks.
    """

    def __init__(self, parser_state: ParserState[Any], remembered: dict[Any, bool] | None = None) -> None:
        self.stack = parser_state.state_stack
        self._states = parser_state.parse_conf.states
        self._remembered = {} if remembered is None else remembered

    def accepts(self, *names: str) -> bool:
        """Tell whether the parser would take these terminals, one after the other."""
        key = (names, *self.stack)
        known = self._remembered.get(key)
        if known is None:
            if len(self._remembered) > _MOST_REMEMBERED:
                self._remembered.clear()
            stack = self.stack.copy()
            known = self._remembered[key] = all([self.shifts(stack, name) for name in names])
        return known

    def after(self, *names: str) -> Acceptance:
        """Return the same once these terminals, which the parser would take, were taken; the parser stands still."""
        later = copy(self)
        later.stack = self.stack.copy()
        for name in names:
            self.shifts(later.stack, name)
        return later

    def accepted(self, names: frozenset[str]) -> list[str]:
        """Return which of some terminals the parser would take."""
        return [name for name in self._states[self.stack[-1]] if name in names and self.accepts(name)]

    def shifts(self, stack: list[Any], name: str) -> bool:
        """Feed a terminal to a copy of the stack; tell whether it was taken."""
        states = self._states
        while True:
            action = states[stack[-1]].get(name)
            if action is None:
                return False
            if action[0] is Shift:
                stack.append(action[1])
                return True
            rule = action[1]
            size = len(rule.expansion)
            if size:
                del stack[-size:]
            stack.append(states[stack[-1]][rule.origin.name][1])
