"""What the parser would take next: asked before a token is fed, so that the parser never meets one it must refuse.

Lark's table says which terminals have an action in a state, but states are merged and an action may be a reduction
that leads nowhere. So the reductions are gone through, on a copy of the stack of states.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lark.parsers.lalr_analysis import Shift

if TYPE_CHECKING:
    from lark.parsers.lalr_parser_state import ParserState

__all__ = ["Acceptance"]


class Acceptance:
    """Asks a parser, as it stands, what it would accept."""

    def __init__(self, parser_state: ParserState[Any]) -> None:
        self._stack = parser_state.state_stack
        self._states = parser_state.parse_conf.states

    def accepts(self, *names: str) -> bool:
        """Tell whether the parser would take these terminals, one after the other."""
        if len(names) == 1:  # far the most often asked, and mostly answered by a look at the table
            action = self._states[self._stack[-1]].get(names[0])
            if action is None or action[0] is Shift:
                return action is not None
        stack = self._stack.copy()
        return all(self._shifts(stack, name) for name in names)

    def accepted(self, names: frozenset[str]) -> list[str]:
        """Return which of some terminals the parser would take."""
        return [name for name in self._states[self._stack[-1]] if name in names and self.accepts(name)]

    def _shifts(self, stack: list[Any], name: str) -> bool:
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
