"""What the terminals of a grammar are for, and which of them a printed text can be.

The grammar says it by its shape: a terminal before FIGURES is the label of a row, one in a rule named
`…_column` the heading of a column, and the rest are titles, notes and lines of the letterhead.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from lark.grammar import NonTerminal, Terminal
from lark.lexer import PatternStr

from abs_grammar.grammar.conventions import meaning

if TYPE_CHECKING:
    from lark import Lark
    from lark.load_grammar import Grammar

__all__ = [
    "DEAL_NAME",
    "FIGURES",
    "FOOTNOTE",
    "TABLE_EDGE",
    "UNKNOWN_TITLE",
    "Match",
    "MisusedTerminalError",
    "Terminals",
    "join_labels",
    "unmarked",
]

DEAL_NAME = "DEAL_NAME"
FIGURES = "FIGURES"
FOOTNOTE = "FOOTNOTE"
TABLE_EDGE = "TABLE_EDGE"
UNKNOWN_TITLE = "UNKNOWN_TITLE"

_START = "report"
_LONGEST = 300
_DATES = ("distribution_date", "record_date", "determination_date")
_MARK = re.compile(r" ?\((?:\d{1,2}|continued|cont'd\.?)\)$", re.IGNORECASE)

# The terminal, and the named groups of its pattern: what a row or column speaks of.
Match = tuple[str, Mapping[str, str]]
_NO_GROUPS: Mapping[str, str] = {}


def join_labels(grammar: Grammar) -> frozenset[str]:
    """Make one token of a label and the FIGURES after it, and return the labels.

    A grammar says `class_row: CLASS_NAME FIGURES`, and that is how it reads; but what a parse costs is the number of
    its tokens, and after a label there is nothing to decide. So the parser is built without those FIGURES, and the
    token of the label brings them along.
    """
    rules = {str(name): tree for name, _, tree, _ in grammar.rule_defs}
    labels: set[str] = set()
    for tree in rules.values():
        for expansion in tree.find_data("expansion"):
            if len(expansion.children) > 1 and _symbols(expansion.children[-1]) == [FIGURES]:
                expansion.children.pop()
                labels.update(_terminals(expansion.children[-1], rules))
    return frozenset(labels)


def _reached(expansions: Sequence[tuple[str, list[str]]]) -> frozenset[str]:
    """Return the terminals that stand in the report itself: in its letterhead, not inside a statement."""
    rules: dict[str, set[str]] = {}
    for origin, symbols in expansions:
        rules.setdefault(origin, set()).update(symbols)
    found: set[str] = set()
    ahead = [_START]
    while ahead:
        further = rules.get(ahead.pop(), set()) - found
        found |= further
        ahead += [symbol for symbol in further if symbol.startswith("_")]
    return frozenset(found)


def _symbols(tree: Any) -> list[str]:  # noqa: ANN401 - a node of Lark's grammar of grammars
    return [str(symbol.name) for symbol in tree.scan_values(lambda v: isinstance(v, (Terminal, NonTerminal)))]


def _terminals(tree: Any, rules: Mapping[str, Any]) -> list[str]:  # noqa: ANN401 - likewise
    """Return the terminals that a node can be, going into the rules it names."""
    return [
        name
        for symbol in _symbols(tree)
        for name in ([symbol] if symbol.lstrip("_").isupper() else _terminals(rules[symbol], rules))
    ]


class MisusedTerminalError(Exception):
    """A terminal cannot be used: which, what is wrong with it, and the cure."""

    def __init__(self, name: str, what: str, cure: str) -> None:
        super().__init__(what)
        self.name, self.what, self.cure = name, what, cure


class Terminals:
    """The terminals of one grammar, by what they match and by the part they play."""

    def __init__(self, parser: Lark, labels: frozenset[str]) -> None:
        self.exact: dict[str, list[str]] = {}
        self.accepted: dict[Any, bool] = {}
        self.words: dict[str, str] = {}
        self.patterns: list[tuple[int, str, re.Pattern[str]]] = []
        self._known: dict[str, tuple[Match, ...]] = {}
        for terminal in parser.terminals:
            self._add(terminal.name, terminal.pattern, terminal.priority)
        self.patterns.sort(key=lambda p: (-p[0], p[1]))
        self.ignored = frozenset(map(str, parser.ignore_tokens))
        expansions = [(str(r.origin.name), [str(s.name) for s in r.expansion]) for r in parser.rules]
        self.columns = frozenset(s for origin, symbols in expansions if origin.endswith("_column") for s in symbols)
        self.labels = labels
        in_lines = {s for origin, symbols in expansions if origin.endswith("_line") for s in symbols}
        self.of_lines = labels & in_lines - {s for o, symbols in expansions if not o.endswith("_line") for s in symbols}
        self.report_dates = frozenset(name for name in self.labels if meaning(name) == "distribution_date")
        self.dates = frozenset(name for name in self.labels if meaning(name) in _DATES)
        self.openers = {
            symbols[0]: origin
            for origin, symbols in expansions
            if symbols
            and symbols[0].isupper()
            and not origin.startswith("_")
            and origin != "report"
            and symbols[0] not in self.columns | self.labels | {FIGURES}
        }
        names = {str(terminal.name) for terminal in parser.terminals}
        outside = _reached(expansions)
        self.blocks = frozenset(name for name in names if name.endswith("BLOCK"))
        self.opening = frozenset(self.openers)
        self.titles = frozenset(names) - self.columns - self.labels - self.blocks - {DEAL_NAME}
        self.subtitles = frozenset(name for name in self.titles - self.opening - outside if not name.endswith("NOTE"))
        both = self.columns & self.labels
        for name in sorted(both):
            raise MisusedTerminalError(
                name,
                f"{name} heads a column and labels a row",
                f"give the label a name of its own: {name}__LABEL",
            )

    def matching(self, text: str) -> tuple[Match, ...]:
        """Return what a text can be: words given exactly first, then patterns by priority.

        A footnote mark or `(continued)` at the end of a text is no part of its words.
        """
        known = self._known.get(text)
        if known is None:
            if len(text) > _LONGEST:
                return ()
            if len(self._known) > 10_000:  # noqa: PLR2004 - hostile pages must not fill the memory
                self._known.clear()
            known = self._known[text] = self._match(_collapsed(text))
        return known

    def heads_column(self, text: str) -> bool:
        """Tell whether a text is a heading that some statement of the layout prints."""
        return not self.columns.isdisjoint([name for name, _ in self.matching(text)])

    def begins_note(self, text: str) -> bool:
        """Tell whether a text is the first line of a note that some statement of the layout prints."""
        return any(name.endswith("NOTE") for name, _ in self.matching(text))

    def is_furniture(self, text: str) -> bool:
        """Tell whether a text is page furniture: a page number, a run stamp."""
        return not self.ignored.isdisjoint([name for name, _ in self.matching(text)])

    def _match(self, text: str) -> tuple[Match, ...]:
        unmarked = _MARK.sub("", text)
        forms = [text] if unmarked == text or not unmarked else [text, unmarked]
        found: dict[str, Mapping[str, str]] = {}
        for form in forms:
            for name in self.exact.get(form.casefold(), ()):
                found.setdefault(name, _NO_GROUPS)
        for _, name, pattern in self.patterns:
            for form in forms:
                match = pattern.fullmatch(form)
                if match:
                    found.setdefault(name, {k: v for k, v in match.groupdict().items() if v})
                    break
        return tuple(found.items())

    def _add(self, name: str, pattern: object, priority: int) -> None:
        if isinstance(pattern, PatternStr):
            self.words[str(name)] = pattern.value
            self.exact.setdefault(_collapsed(pattern.value).casefold(), []).append(str(name))
        elif pattern is not None:
            regexp = pattern.to_regexp()  # type: ignore[attr-defined] # a Pattern of Lark's
            try:
                compiled = re.compile(regexp)
            except (re.error, OverflowError, RecursionError) as error:
                what = f"the pattern of {name} is no regular expression: {error}"
                raise MisusedTerminalError(name, what, "correct the pattern") from error
            if compiled.fullmatch(""):
                cure = "let it match one character at least: + instead of *, say"
                raise MisusedTerminalError(name, f"the pattern of {name} matches nothing at all, too", cure)
            self.patterns.append((priority, str(name), compiled))


def unmarked(text: str) -> str:
    """Return the words of a text that are matched: blanks collapsed, no colon and no footnote mark at the end."""
    words = _collapsed(text)
    return _MARK.sub("", words) or words


def _collapsed(text: str) -> str:
    lines = text.replace("&amp;", "&").split("\n")
    return "\n".join([" ".join(line.split()) for line in lines]).rstrip(" :")
