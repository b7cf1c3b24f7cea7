"""What the terminals of a grammar are for, and which of them a printed text can be.

The shape of the grammar says it: a terminal before FIGURES is the label of a row, one in a rule named
`…_column` the heading of a column, and the rest are titles, notes and lines of the letterhead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from abs_grammar.grammar import conventions
from abs_grammar.grammar.lark_internals import Grammar, Parser, TerminalPattern, is_terminal
from abs_grammar.model.vocabulary import MEASURES, Vocabulary

__all__ = ["Match", "MisusedTerminalError", "Terminals", "join_labels", "unmarked"]

_LONGEST = 300
_MARK = re.compile(r" ?\((?:\d{1,2}|continued|cont'd\.?)\)$", re.IGNORECASE)

# The terminal, and the named groups of its pattern: which entity a row or a column is about.
Match = tuple[str, Mapping[str, str]]
_NO_GROUPS: Mapping[str, str] = {}


def join_labels(grammar: Grammar) -> tuple[Grammar, frozenset[str]]:
    """Return a grammar in which a label and the FIGURES after it are one token, and the labels.

    A grammar says `class_row: CLASS_NAME FIGURES`, and that is how it reads; but what a parse costs is the number of
    its tokens, and after a label there is nothing to decide. So the parser is built without those FIGURES, and the
    token of the label brings them along.

    Raises `MisusedTerminalError` where a template has FIGURES after its parameter: there the label is not known.
    """
    joined, before = grammar.without_last(conventions.FIGURES)
    reached = joined.reached_from(before)
    for name in sorted(reached):
        if not is_terminal(name) and name not in joined.rules:
            what = f"{conventions.FIGURES} follows {name}, which a template is given"
            raise MisusedTerminalError(
                name, what, "write the label with its FIGURES as a rule, and give the template that"
            )
    return joined, frozenset(filter(is_terminal, reached))


class MisusedTerminalError(Exception):
    """A terminal cannot be used: which, what is wrong with it, and the cure."""

    def __init__(self, name: str, what: str, cure: str) -> None:
        super().__init__(what)
        self.name, self.what, self.cure = name, what, cure


class Terminals:
    """The terminals of one grammar, by what they match and by the part they play."""

    def __init__(self, parser: Parser, labels: frozenset[str], vocabulary: Vocabulary = MEASURES) -> None:
        self.vocabulary = vocabulary
        self.exact: dict[str, list[str]] = {}
        self.accepted: dict[tuple[object, ...], bool] = {}
        self.words: dict[str, str] = {}
        self.patterns: list[tuple[int, str, re.Pattern[str]]] = []
        self._known: dict[str, tuple[Match, ...]] = {}
        for terminal in parser.terminals:
            self._add(terminal)
        self.patterns.sort(key=lambda p: (-p[0], p[1]))
        self.ignored = parser.ignored
        self.columns = _in_rules(parser, conventions.is_column)
        self.labels = labels
        self.of_lines = labels & _in_rules(parser, conventions.is_line) - _in_rules(
            parser, lambda rule: not conventions.is_line(rule)
        )
        self.report_dates = frozenset(filter(conventions.is_distribution_date, labels))
        self.dates = frozenset(filter(conventions.is_report_date, labels))
        self.openers = {
            symbols[0]: origin
            for origin, symbols in parser.rules
            if symbols
            and symbols[0].isupper()
            and not origin.startswith("_")
            and origin != conventions.REPORT
            and symbols[0] not in self.columns | self.labels | {conventions.FIGURES}
        }
        names = frozenset([terminal.name for terminal in parser.terminals])
        self.blocks = frozenset(filter(conventions.is_block, names))
        self.opening = frozenset(self.openers)
        self.titles = names - self.columns - self.labels - self.blocks - {conventions.DEAL_NAME}
        self.subtitles = frozenset(
            [n for n in self.titles - self.opening - _in_report(parser) if not conventions.is_note(n)]
        )
        for name in sorted(self.columns & self.labels):
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
        """Return whether a text is a heading that some statement of the layout prints."""
        return not self.columns.isdisjoint([name for name, _ in self.matching(text)])

    def begins_note(self, text: str) -> bool:
        """Tell whether a text is the first line of a note that some statement of the layout prints."""
        return any(conventions.is_note(name) for name, _ in self.matching(text))

    def is_furniture(self, text: str) -> bool:
        """Return whether a text is page furniture: a page number, a run stamp."""
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

    def _add(self, terminal: TerminalPattern) -> None:
        name = terminal.name
        if terminal.words is not None:
            self.words[name] = terminal.words
            self.exact.setdefault(_collapsed(terminal.words).casefold(), []).append(name)
        else:
            try:
                compiled = re.compile(terminal.regexp)
            except (re.error, OverflowError, RecursionError) as error:
                what = f"the pattern of {name} is no regular expression: {error}"
                raise MisusedTerminalError(name, what, "correct the pattern") from error
            if compiled.fullmatch(""):
                cure = "let it match one character at least: + instead of *, say"
                raise MisusedTerminalError(name, f"the pattern of {name} matches nothing at all, too", cure)
            self.patterns.append((terminal.priority, name, compiled))


def _in_rules(parser: Parser, are_such: Callable[[str], bool]) -> frozenset[str]:
    """Return the symbols of those rules whose name is such."""
    return frozenset([symbol for origin, symbols in parser.rules if are_such(origin) for symbol in symbols])


def _in_report(parser: Parser) -> frozenset[str]:
    """Return the terminals that stand in the report itself: in its letterhead, not inside a statement."""
    rules: dict[str, set[str]] = {}
    for origin, symbols in parser.rules:
        rules.setdefault(origin, set()).update(symbols)
    found: set[str] = set()
    ahead = [conventions.REPORT]
    while ahead:
        further = rules.get(ahead.pop(), set()) - found
        found |= further
        ahead += [symbol for symbol in further if symbol.startswith("_")]
    return frozenset(found)


def unmarked(text: str) -> str:
    """Return the words of a text that are matched: blanks collapsed, no colon and no footnote mark at the end."""
    words = _collapsed(text)
    return _MARK.sub("", words) or words


def _collapsed(text: str) -> str:
    lines = text.replace("&amp;", "&").split("\n")
    return "\n".join([" ".join(line.split()) for line in lines]).rstrip(" :")
