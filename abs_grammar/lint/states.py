"""Every place that a parser can come to: what it would take there, and after which terminal it stands there.

A parser is at a place by its stack of states, and because lists in a grammar grow to the left, there are few stacks:
some thousands. So they are all gone to, from the start, terminal by terminal. That is exact, where the table of one
state is not: see `acceptance`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import attrs
from lark import Lark
from lark.parsers.lalr_analysis import Shift

from abs_grammar.grammar.lookahead import Acceptance

__all__ = ["Place", "places_of"]

_MOST_PLACES = 20_000
_DEEPEST = 40  # rules nest so far; a list that grows to the right would nest for ever
_END = "$END"


@attrs.frozen
class Place:
    """A place: the terminal last taken (none at the start), those that may come next, and whether the page may end."""

    after: str | None
    accepted: frozenset[str]
    may_end: bool


def places_of(parser: Lark, start: str) -> Iterator[Place]:
    """Yield the places of a parser, each once. Of a grammar that nests without end, only those near the start."""
    table = parser.parser.parser._parse_table  # noqa: SLF001 - Lark has no public way to its table
    terminals = [str(terminal.name) for terminal in parser.terminals]
    first = (table.start_states[start],)
    after: dict[tuple[Any, ...], str | None] = {first: None}
    to_visit = deque([first])
    while to_visit and len(after) < _MOST_PLACES:
        stack = to_visit.popleft()
        accepted = set()
        for name in terminals:
            if name in table.states[stack[-1]]:
                then = _taken(table.states, stack, name)
                if then is not None:
                    accepted.add(name)
                    if then not in after and len(then) < _DEEPEST:
                        after[then] = name
                        to_visit.append(then)
        yield Place(after[stack], frozenset(accepted), _may_end(table, stack, start))


def _taken(states: Any, stack: tuple[Any, ...], name: str) -> tuple[Any, ...] | None:  # noqa: ANN401 - Lark's table
    """Return the stack after a terminal, or nothing where it is not taken."""
    then = list(stack)
    state = SimpleNamespace(state_stack=then, parse_conf=SimpleNamespace(states=states))
    return tuple(then) if Acceptance(state).shifts(then, name) else None  # type: ignore[arg-type]  # stands for one


def _may_end(table: Any, stack: tuple[Any, ...], start: str) -> bool:  # noqa: ANN401 - likewise
    """Tell whether the parser would take the end of the page, going through its reductions."""
    then = list(stack)
    while then[-1] != table.end_states[start]:
        action = table.states[then[-1]].get(_END)
        if action is None or action[0] is Shift:
            return False
        size = len(action[1].expansion)
        del then[len(then) - size :]
        then.append(table.states[then[-1]][action[1].origin.name][1])
    return True
