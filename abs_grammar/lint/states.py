"""Every state that a parser can come to: what it would take there, and after which terminal it came there.

A parser stands where it does by its stack of states, and because lists in a grammar grow to the left, there are few
stacks: some thousands. So all are visited, from the start, terminal by terminal. That is exact, where the table of one
state is not: see `grammar.lookahead`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

import attrs

from abs_grammar.grammar.lark_internals import Parser, State

__all__ = ["Reached", "states_of"]

_MOST_STATES = 20_000
_DEEPEST = 40  # rules nest so far; a list that grows to the right would nest for ever


@attrs.frozen
class Reached:
    """A state: the terminal last taken (none at the start), those that may come next, and whether the page may end."""

    after: str | None
    accepted: frozenset[str]
    may_end: bool


def states_of(parser: Parser) -> Iterator[Reached]:
    """Yield the states of a parser, each once. Of a grammar that nests without end, only those near the start."""
    table = parser.table
    terminals = [terminal.name for terminal in parser.terminals]
    first = (table.first,)
    after: dict[tuple[State, ...], str | None] = {first: None}
    to_visit = deque([first])
    while to_visit and len(after) < _MOST_STATES:
        stack = to_visit.popleft()
        accepted = set()
        for name in terminals:
            if name in table.names(stack[-1]):
                then = list(stack)
                if table.take(then, name):
                    accepted.add(name)
                    if tuple(then) not in after and len(then) < _DEEPEST:
                        after[tuple(then)] = name
                        to_visit.append(tuple(then))
        yield Reached(after[stack], frozenset(accepted), table.may_end(list(stack)))
