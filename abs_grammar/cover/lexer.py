"""The lexer of a cover page: its lines in one strip, and where a paragraph stands in columns, a strip a column.

A token is what a terminal's pattern matches from the start of a line to the end of one, whichever terminal the
parser would take there. Lines that none matches are prose where the grammar expects prose; elsewhere they are read
by columns, and what is left then stays unowned. Every pattern is bounded, so the time is linear in the lines.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

import attrs

from abs_grammar.cover.strips import GAP, Strip, columns_of, spaced
from abs_grammar.grammar.conventions import UNKNOWN_TITLE
from abs_grammar.grammar.lookahead import Acceptance
from abs_grammar.page.dates import read_date
from abs_grammar.reading.record import PageToken

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from abs_grammar.grammar.lark_internals import Parser, State
    from abs_grammar.page.lines import PrintedLine

__all__ = ["CoverLexer", "CoverPage"]

PROSE = "PROSE"
RUN_ON = "RUN_ON"

_LONGEST_PARAGRAPH = 60
_MOST_COLUMNS = 8
_CAPTION = "("
_LINE_END = r"(?=\n|\Z)"
_GROUP = re.compile(r"\(\?P<")
_OF = "__of__"
_NO_GROUPS: Mapping[str, str] = {}


@attrs.define(eq=False)
class CoverPage:
    """One cover being read: its lines, and the numbers of those some rule read."""

    lines: Sequence[PrintedLine]
    owned: set[int] = attrs.field(factory=set)


class _Scanner:
    """Finds which of the terminals that the parser would take begins at a line, and what its groups say."""

    def __init__(self, patterns: Mapping[str, tuple[int, str]], accepted: frozenset[str]) -> None:
        self.accepted = accepted
        order = sorted([n for n in patterns if n in accepted], key=lambda name: -patterns[name][0])
        alternatives = [f"(?P<{name}>{_in_chorus(name, patterns[name][1])})" for name in order]
        self._pattern = re.compile(rf"(?:{'|'.join(alternatives) or '(?!)'}){_LINE_END}", re.IGNORECASE)
        self.match = self._pattern.match
        self._groups: dict[str, list[tuple[str, int]]] = {name: [] for name in order}
        for group, index in self._pattern.groupindex.items():
            name, _, field = group.rpartition(_OF)
            if name in self._groups:
                self._groups[name].append((field, index))

    def groups(self, name: str, match: re.Match[str]) -> Mapping[str, str]:
        """Return what the named groups of a terminal say, of those that took part in its match."""
        fields = self._groups[name]
        return {field: text for field, index in fields if (text := match[index])} if fields else _NO_GROUPS


class CoverLexer:
    """Reads covers by the terminals of a parser, for any number of threads."""

    def __init__(self, parser: Parser) -> None:
        self._table = parser.table
        self._patterns = {t.name: (t.priority, t.regexp) for t in parser.terminals}
        self._scanners: dict[tuple[State, ...], _Scanner] = {}

    def tokens(self, page: CoverPage, states: list[State]) -> Iterator[PageToken]:
        """Yield the tokens of a cover, each as the parser, whose stack of states is given, asks for it."""
        return _CoverReader(self, page, states).tokens()

    def scanner(self, states: list[State]) -> _Scanner:
        """Return the scanner for what the parser would take next.

        The stack is as deep as rules nest, not as the page is long, so there are few of them.
        """
        stack = tuple(states)
        known = self._scanners.get(stack)
        if known is None:
            accepts = Acceptance(self._table, states, {}).accepts
            accepted = frozenset([name for name in self._table.names(stack[-1]) if accepts(name)])
            known = self._scanners[stack] = _Scanner(self._patterns, accepted)
        return known


class _CoverReader:
    """Reads one cover, keeping the lines that no terminal has matched until it is known what they are."""

    def __init__(self, lexer: CoverLexer, page: CoverPage, states: list[State]) -> None:
        self.lexer = lexer
        self.page = page
        self.states = states

    def tokens(self) -> Iterator[PageToken]:
        printed: list[PrintedLine] = []
        opens: list[bool] = []
        wordless: list[int] = []
        opening, last = True, 0
        for line in self.page.lines:
            number = line.number
            if line.after_blank or line.tags or number != last + 1:
                opening = True
            last = number
            if line.kind == "rule" or not line.phrases:
                wordless.append(number)
                opening = True
            else:
                printed.append(line)
                opens.append(opening)
                opening = False
        owned = self.page.owned
        strip = Strip([spaced(line) for line in printed], [line.number for line in printed], opens)
        for token, numbers in self._read(strip, printed):
            owned.update(numbers)
            yield token
        if owned:
            owned.update(wordless)

    def _read(self, strip: Strip, printed: Sequence[PrintedLine]) -> Iterator[tuple[PageToken, Sequence[int]]]:
        """Yield each token with the numbers of the lines it owns. A column's strip has no printed lines."""
        at = waiting = 0
        runs_on = False
        while at < len(strip.lines):
            if waiting < at and strip.opens[at] and not (strip.lines[at][0] == _CAPTION and not self._expects_prose()):
                yield from self._left_over(strip, printed, waiting, at, runs_on=runs_on)
                waiting, runs_on = at, False
            found = self._match(strip, at)
            if found is None:
                runs_on = runs_on and not strip.opens[at]
                at += 1
                continue
            token, end = found
            if waiting < at:
                # In the middle of a paragraph, a clause tells what the lines above it were: none of the item's prose.
                if strip.opens[at] or not token.type.endswith("_CLAUSE"):
                    yield from self._left_over(strip, printed, waiting, at, runs_on=runs_on)
                waiting, runs_on = at, False
                continue
            yield token, () if token.type == UNKNOWN_TITLE else strip.numbers[at:end]
            at = waiting = end
            runs_on = True
        if waiting < at:
            yield from self._left_over(strip, printed, waiting, at, runs_on=runs_on)

    def _match(self, strip: Strip, at: int) -> tuple[PageToken, int] | None:
        """Return the token that begins at a line and the line it ends before. What is no date is no date's token."""
        scanner = self.lexer.scanner(self.states)
        match = scanner.match(strip.text, strip.starts[at])
        if match is None or match.lastgroup is None:
            return None
        name = match.lastgroup
        groups = scanner.groups(name, match)
        if "DATE" in name and any(field.endswith("_date") and not read_date(text) for field, text in groups.items()):
            return None
        end = bisect_left(strip.starts, match.end(), at + 1)
        return PageToken(name, match.group(), groups, strip.numbers[at]), end

    def _expects_prose(self) -> bool:
        return PROSE in self.lexer.scanner(self.states).accepted

    def _left_over(
        self, strip: Strip, printed: Sequence[PrintedLine], first: int, end: int, *, runs_on: bool
    ) -> Iterator[tuple[PageToken, Sequence[int]]]:
        """Read the lines that no terminal matched: as prose where prose is expected, else by columns."""
        accepted = self.lexer.scanner(self.states).accepted
        name = RUN_ON if runs_on and not strip.opens[first] and RUN_ON in accepted else PROSE
        if name in accepted:
            text = " ".join(strip.lines[first:end]).replace(GAP, " ")
            yield PageToken(name, text, {}, strip.numbers[first]), strip.numbers[first:end]
        elif printed and end - first <= _LONGEST_PARAGRAPH:
            lines = printed[first:end]
            if 1 < max([len(line.phrases) for line in lines]) <= _MOST_COLUMNS:
                yield from self._columns(lines)

    def _columns(self, lines: Sequence[PrintedLine]) -> Iterator[tuple[PageToken, Sequence[int]]]:
        """Read each column by itself. A line is owned once each of its columns is."""
        unread = {line.number: len(line.phrases) for line in lines}
        for column in columns_of(lines):
            for token, numbers in self._read(column, ()):
                for number in numbers:
                    unread[number] -= 1
                yield token, [number for number in numbers if not unread[number]]


def _in_chorus(name: str, pattern: str) -> str:
    """Name the groups of a pattern after their terminal too, so that patterns can stand side by side in one."""
    return _GROUP.sub(rf"(?P<{name}{_OF}", pattern)
