"""The one module that touches what Lark does not offer publicly: loaded grammars, parse tables, its messages.

The rest of the package uses Lark's public names (`Tree`, `Token`, `Transformer`, its errors) and what stands here.
Everything that this module leans on is pinned by `tests/grammar/test_lark_internals.py`, which says in words what a
new Lark has changed; the versions that were tested are those that `pyproject.toml` allows.
"""

from __future__ import annotations

import logging
import re
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from functools import cached_property
from itertools import pairwise
from types import MappingProxyType
from typing import Any

import attrs
from lark import Lark, Transformer, Tree
from lark.exceptions import UnexpectedInput
from lark.grammar import NonTerminal, Terminal
from lark.lexer import Lexer, LexerState, PatternStr
from lark.load_grammar import Grammar as LarkGrammar
from lark.load_grammar import _get_parser, _translate_parser_exception, load_grammar
from lark.parsers.lalr_analysis import Shift
from lark.parsers.lalr_parser_state import ParserState

__all__ = [
    "Conflict",
    "Grammar",
    "Importer",
    "NewNames",
    "ParseTable",
    "Parser",
    "TerminalPattern",
    "Tokens",
    "conflicts_resolved",
    "explained",
    "is_terminal",
    "load",
    "parsed",
    "written_name",
]

Importer = Callable[[str | None, str], tuple[str, str]]
"""Given the path of the grammar that imports and the name it imports by, returns the path and the text meant."""

NewNames = Callable[["Grammar", list[str]], Mapping[str, str]]
"""Given a grammar just loaded and the paths it imported from, returns new names for some rules and terminals."""

State = Any
"""A state of a parser: Lark's own value, which only its table understands."""

Tokens = Callable[[list[State]], Iterator[Any]]
"""Given the parser's stack of states, which changes as the parse goes on, yields the tokens that it asks for."""

_END = "$END"


# ---- grammars


@attrs.frozen(eq=False, slots=False)
class Grammar:
    """A loaded grammar, which nothing alters: a parser is built from a copy, and so is a grammar with a difference."""

    _loaded: LarkGrammar

    @property
    def names(self) -> list[str]:
        """The names of all rules, then those of all terminals."""
        return [str(name) for name, *_ in [*self._loaded.rule_defs, *self._loaded.term_defs]]

    @cached_property
    def rules(self) -> Mapping[str, tuple[tuple[str, ...], ...]]:
        """For each rule its alternatives, each as the names that are used in it."""
        return MappingProxyType({str(n): tuple(_alternatives(tree)) for n, _, tree, _ in self._loaded.rule_defs})

    @cached_property
    def words(self) -> Mapping[str, str]:
        """For each terminal that begins with words in quotation marks, and with no pattern, these words as written."""
        words = {}
        for name, (tree, _) in self._loaded.term_defs:
            first = None if tree is None else next(tree.scan_values(lambda v: hasattr(v, "value")), None)
            if first is not None and first.type == "STRING":
                words[str(name)] = str(first.value)
        return MappingProxyType(words)

    def uses(self, rule: str) -> set[str]:
        """Return the rules and terminals that a rule uses."""
        return {name for alternative in self.rules[rule] for name in alternative}

    def is_same_terminal(self, name: str, other: str) -> bool:
        """Return whether two terminals match the same texts with the same priority, by how they are written."""
        bodies = {str(term): body for term, body in self._loaded.term_defs}
        return name in bodies and bodies[name] == bodies.get(other)

    def without_last(self, last: str) -> tuple[Grammar, set[str]]:
        """Return the grammar without a symbol where it ends an alternative, and the names of what stood before it."""
        new = _copied(self._loaded)
        before: set[str] = set()
        for _, _, tree, _ in new.rule_defs:
            for expansion in tree.find_data("expansion") if tree is not None else ():
                if len(expansion.children) > 1 and [s.name for s in _symbols(expansion.children[-1])] == [last]:
                    expansion.children.pop()
                    before.update([str(symbol.name) for symbol in _symbols(expansion.children[-1])])
        return Grammar(new), before

    def reached_from(self, names: set[str]) -> set[str]:
        """Return some names and all that the rules among them lead to."""
        seen: set[str] = set()
        ahead = set(names)
        while ahead:
            name = ahead.pop()
            seen.add(name)
            ahead |= {used for alternative in self.rules.get(name, ()) for used in alternative} - seen
        return seen


def is_terminal(name: str) -> bool:
    """Return whether a name is a terminal's: it is in capitals."""
    return name.lstrip("_").isupper()


def written_name(rule: str) -> str:
    """Return the rule whose author wrote the part that Lark made a rule of its own: `report` of `__report_star_0`."""
    return re.sub(r"_(star|plus)_\d+$", "", rule.removeprefix("__"))


def load(text: str, path: str, importer: Importer, new_names: NewNames = lambda *_: {}) -> Grammar:
    """Load a grammar with what it imports, and give what stands in it the names wanted. Raises what Lark does."""
    loaded, used = load_grammar(text, path, [importer], global_keep_all_tokens=False)  # type: ignore[no-untyped-call]
    names = new_names(Grammar(loaded), list(used))
    if names:
        _rename(loaded, names)
    return Grammar(loaded)


def parsed(text: str) -> Tree[Any]:
    """Parse the text of a grammar file, imports left alone. Raises `UnexpectedInput` where it is none."""
    tree: Tree[Any] = _get_parser().parse(f"{text}\n", "start")  # type: ignore[no-untyped-call]
    return tree


def explained(error: UnexpectedInput) -> str | None:
    """Return what Lark knows of an error that `parsed` raised, if it is one of those it knows."""
    if getattr(error, "token", None) is None:
        return None
    known = _translate_parser_exception(_get_parser().parse, error)  # type: ignore[no-untyped-call]
    return str(known) if known else None


def _copied(grammar: LarkGrammar) -> LarkGrammar:
    """Copy a grammar with its trees and their symbols, for Lark's own copies share the symbols, and it alters them."""
    rules = [(name, parameters, _copy(tree), options) for name, parameters, tree, options in grammar.rule_defs]
    return LarkGrammar(rules, list(grammar.term_defs), list(grammar.ignore))


def _copy(tree: Any) -> Any:  # noqa: ANN401 - a tree of Lark's grammar of grammars
    if tree is None:
        return None
    new = type(tree)(tree.data, list(tree.children))
    ahead = [new]  # and no recursion: an author may nest deeper than Python does
    while ahead:
        children = ahead.pop().children
        for i, child in enumerate(children):
            if isinstance(child, Tree):
                children[i] = type(child)(child.data, list(child.children))
                ahead.append(children[i])
            elif isinstance(child, (Terminal, NonTerminal)):
                children[i] = copy(child)
    return new


def _rename(grammar: LarkGrammar, names: Mapping[str, str]) -> None:
    """Give rules and terminals other names. Terminals that get one name are one."""
    for _, _, tree, _ in grammar.rule_defs:
        for symbol in _symbols(tree):
            symbol.name = names.get(symbol.name, symbol.name)
    grammar.rule_defs[:] = [(names.get(n, n), params, tree, opts) for n, params, tree, opts in grammar.rule_defs]
    grammar.term_defs[:] = {names.get(name, name): body for name, body in grammar.term_defs}.items()


def _alternatives(tree: Any) -> Iterator[tuple[str, ...]]:  # noqa: ANN401 - likewise
    for alternative in tree.children if tree is not None else ():
        if isinstance(alternative, Tree):
            yield tuple([str(symbol.name) for symbol in _symbols(alternative)])


def _symbols(tree: Any) -> list[Any]:  # noqa: ANN401 - likewise
    """Return the symbols of a tree in the order of the file."""
    found = []
    ahead = [tree]
    while ahead:
        node = ahead.pop()
        if isinstance(node, Tree):
            ahead += reversed(node.children)
        elif isinstance(node, (Terminal, NonTerminal)):
            found.append(node)
    return found


# ---- parsers


@attrs.frozen
class TerminalPattern:
    """What a terminal matches: its `words`, if they are plain, or else any text of its regular expression.

    A declared terminal matches nothing, and is not among a parser's terminals.
    """

    name: str
    words: str | None
    regexp: str
    priority: int


@attrs.frozen(eq=False)
class ParseTable:
    """What a parser does in each state, asked without moving it: the caller's stacks of states are copies."""

    first: State
    """The state at the start of a page."""
    _last: State
    _states: Mapping[State, Mapping[str, Any]]

    @property
    def states(self) -> list[State]:
        """Every state there is."""
        return list(self._states)

    def names(self, state: State) -> Mapping[str, Any]:
        """Return what has an action in a state, by name. An action may be a reduction that leads nowhere."""
        return self._states[state]

    def take(self, stack: list[State], terminal: str) -> bool:
        """Feed a terminal to a stack of states, going through the reductions; return whether it was taken."""
        states = self._states
        while True:
            action = states[stack[-1]].get(terminal)
            if action is None:
                return False
            if action[0] is Shift:
                stack.append(action[1])
                return True
            self._reduce(stack, action[1])

    def may_end(self, stack: list[State]) -> bool:
        """Return whether the end of the page would be taken at a stack of states, which is spent on finding out."""
        while stack[-1] != self._last:
            action = self._states[stack[-1]].get(_END)
            if action is None or action[0] is Shift:
                return False
            self._reduce(stack, action[1])
        return True

    def _reduce(self, stack: list[State], rule: Any) -> None:  # noqa: ANN401 - a rule of Lark's
        size = len(rule.expansion)
        if size:
            del stack[-size:]
        stack.append(self._states[stack[-1]][rule.origin.name][1])


class _TokensAsAsked(Lexer):
    """Lark's way to the tokens: what it is given to parse is a function that yields them."""

    __future_interface__ = 2

    def __init__(self, lexer_conf: object) -> None:
        pass

    def lex(self, lexer_state: LexerState, parser_state: ParserState[Any]) -> Iterator[Any]:
        tokens: Any = lexer_state.text
        return iter(tokens(parser_state.state_stack))


class Parser:
    """The parser of a grammar, whose tokens are made elsewhere. Raises `LarkError` where none can be built.

    Nothing of it changes once it is built, so that any number of threads may parse by it.
    """

    def __init__(self, grammar: Grammar, start: str, transformer: Transformer[Any, Any] | None = None) -> None:
        copied = _copied(grammar._loaded)  # noqa: SLF001 - the grammar of this module
        self._lark = Lark(
            copied,  # Lark takes a loaded grammar too
            parser="lalr",
            lexer=_TokensAsAsked,
            start=start,
            maybe_placeholders=False,
            transformer=transformer,
        )
        self.terminals = tuple([_pattern(terminal) for terminal in self._lark.terminals])
        self.ignored = frozenset(map(str, self._lark.ignore_tokens))
        self.rules = tuple([(str(r.origin.name), tuple([str(s.name) for s in r.expansion])) for r in self._lark.rules])
        self.table = _table_of(self._lark, start)

    def parse(self, tokens: Tokens) -> Any:  # noqa: ANN401 - a tree, or what the transformer makes
        """Parse the tokens that a function yields; it must yield none that the parser would refuse."""
        return self._lark.parse(tokens)  # which Lark hands on to the lexer as it is


def _pattern(terminal: Any) -> TerminalPattern:  # noqa: ANN401 - a TerminalDef of Lark's
    pattern = terminal.pattern
    words = pattern.value if isinstance(pattern, PatternStr) else None
    return TerminalPattern(str(terminal.name), words, pattern.to_regexp(), terminal.priority)


def _table_of(parser: Lark, start: str) -> ParseTable:
    """Return a parser's table, keyed by plain strings: Lark's own keys compare in Python, a third of a parse."""
    table = parser.parser.parser._parse_table  # noqa: SLF001 - Lark has no public way to its table
    for state, actions in table.states.items():
        table.states[state] = {sys.intern(str(symbol)): action for symbol, action in actions.items()}
    for rule in parser.rules:
        rule.origin.name = sys.intern(str(rule.origin.name))
    return ParseTable(table.start_states[start], table.end_states[start], table.states)


# ---- conflicts


@attrs.frozen
class Conflict:
    """A choice that Lark made by itself: on a terminal, to go on with a rule and not to end it."""

    terminal: str
    rule: str


@contextmanager
def conflicts_resolved() -> Iterator[list[Conflict]]:
    """Collect the conflicts of the parsers that this thread builds meanwhile. Lark only writes them to its log."""
    said: list[str] = []
    found: list[Conflict] = []
    listening = threading.get_ident()
    logger = logging.getLogger("lark")

    class _Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.thread == listening:
                said.append(record.getMessage())

    listener, level, propagates, handlers = _Listener(), logger.level, logger.propagate, logger.handlers
    logger.handlers, logger.propagate = [listener], False
    logger.setLevel(logging.DEBUG)
    try:
        yield found
    finally:
        logger.handlers, logger.propagate = handlers, propagates
        logger.setLevel(level)
        found += _conflicts(said)


def _conflicts(said: list[str]) -> Iterator[Conflict]:
    for line, below in pairwise(said):
        terminal = re.match(r"Shift/Reduce conflict for terminal (\w+)", line)
        rule = re.match(r" \* <(\w+)", below)
        if terminal is not None and rule is not None:
            yield Conflict(terminal[1], rule[1])
