"""From parse tree to sections: each statement with its title and its rows, and the letterhead above them all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile
from typing import Any

import attrs
from lark import Tree

from abs_grammar.facts.points import Point, point_of
from abs_grammar.grammar.conventions import (
    FIGURES,
    LETTERHEAD_GROUPS,
    PART,
    is_deal_name,
    is_distribution_date,
    is_line,
    is_untitled,
    meaning,
    names_the_deal,
    printed_before_distribution,
)
from abs_grammar.page.figures import MisfitError, value_of
from abs_grammar.reading.record import PageToken, PlacedRow

__all__ = [
    "Letterhead",
    "ReadRow",
    "Section",
    "distribution_date_of",
    "letterhead_of",
    "measured_before_distribution",
    "sections_of",
]

_NO_GROUPS: Mapping[str, str] = {}


@attrs.frozen
class Letterhead:
    """The words above the first statement: who reports, and on which deal."""

    deal: str | None = None
    series: str | None = None
    trustee: str | None = None
    master_servicer: str | None = None


@attrs.frozen(eq=False)
class ReadRow:
    """A row as the grammar read it: the rule, its label if it has one, and its cells in their columns."""

    rule: str
    label: PageToken | None
    placed: PlacedRow

    @property
    def is_line(self) -> bool:
        """Whether it is a label and its one figure, to which no heading applies."""
        return is_line(self.rule)

    @property
    def number(self) -> int:
        """The number of its line in the file."""
        return self.placed.row.line.number

    @property
    def figures(self) -> list[str]:
        """The texts of the cells."""
        return [text for _, _, text, _ in self.placed.row.cells]


@attrs.frozen(eq=False)
class Section:
    """A statement as the grammar read it.

    `rule` is `None` for rows that stand in no statement; they belong to the title of the report itself. `groups` is
    what the titles name: an account, say, or the part of the deal; `point` is made of them. `line` is where the section
    begins, 0 where nothing says.
    """

    rule: str | None
    title: str | None
    line: int
    rows: tuple[ReadRow, ...]
    groups: Mapping[str, str] = _NO_GROUPS

    @property
    def point(self) -> Point:
        """What the titles name."""
        return point_of(self.groups)


def letterhead_of(tree: Tree[Any]) -> Letterhead:
    """Return the letterhead of a report. Of what is printed twice, the first counts."""
    tokens = [child for child in tree.children if isinstance(child, PageToken)]
    names = [
        child.text
        for child in takewhile(_is_above_statements, tree.children)
        if isinstance(child, PageToken) and is_deal_name(child.type)
    ]
    named = {
        name: next((token.groups[name] for token in tokens if name in token.groups), None) for name in LETTERHEAD_GROUPS
    }
    return Letterhead(" ".join(names) or None, **named)


def sections_of(tree: Tree[Any]) -> tuple[Section, ...]:
    """Return the statements of a report, and between them the rows that stand in none, in the order of the page."""
    return tuple(_sections(tree))


def distribution_date_of(sections: Iterable[Section]) -> str | None:
    """Return the first date of distribution that is printed, as an ISO date; `None` where it is none."""
    for section in sections:
        for row in section.rows:
            if row.label is not None and is_distribution_date(row.label.type) and row.figures:
                try:
                    return value_of(row.figures[0], "date")
                except MisfitError:
                    return None
    return None


def measured_before_distribution(sections: Iterable[Section]) -> frozenset[str]:
    """Return the measures that the grammar says are printed as they were before the distribution."""
    return frozenset(
        meaning(row.label.type)
        for section in sections
        for row in section.rows
        if row.label is not None and printed_before_distribution(row.label.type)
    )


def _is_above_statements(child: Any) -> bool:  # noqa: ANN401 - a node of Lark's
    """Tell whether a node is a line of the letterhead, or a date in it, and no statement."""
    return isinstance(child, PageToken) or _row(child) is not None


def _sections(tree: Tree[Any]) -> Iterator[Section]:
    """Yield each statement, and each run of rows between two statements or two lines of the letterhead."""
    title: str | None = None
    line = 0
    loose: list[ReadRow] = []
    part: Mapping[str, str] = _NO_GROUPS
    holds = False
    for child in tree.children:
        row = None if isinstance(child, PageToken) else _row(child)
        if row is not None:
            line = line or row.number
            loose.append(row)
            continue
        if isinstance(child, PageToken) and PART in child.groups:
            part, holds = {PART: child.groups[PART]}, False
        elif isinstance(child, PageToken) and names_the_deal(child.type) and holds:
            part = _NO_GROUPS  # another letterhead, and so another page
        if isinstance(child, PageToken) and is_untitled(child.type):
            continue
        if loose:
            yield Section(None, title, line, tuple(loose), part)
            line, loose = 0, []
        if isinstance(child, PageToken):
            title, line = child.text, child.line
        else:
            yield _section(child, part)
            holds = True
    if loose:
        yield Section(None, title, line, tuple(loose), part)


def _row(tree: Any) -> ReadRow | None:  # noqa: ANN401 - a node of Lark's
    """Return a node as a row, if it is one: a single token, which brings the figures along."""
    token = tree.children[0] if len(tree.children) == 1 else None
    if not isinstance(token, PageToken) or not isinstance(token.of, PlacedRow):
        return None
    rule = str(tree.data).rpartition("__")[2]  # an alias of an imported rule bears the name of its grammar
    return ReadRow(rule, None if token.type == FIGURES else token, token.of)


def _section(tree: Any, part: Mapping[str, str]) -> Section:  # noqa: ANN401 - a node of Lark's
    """Gather a statement's titles, which stand on lines one below the other, and its rows."""
    rows: list[ReadRow] = []
    titles: list[PageToken] = []
    groups = dict(part)
    line = 0
    for child in tree.children:
        row = None if isinstance(child, PageToken) else _row(child)
        if row is not None:
            rows.append(row)
        elif isinstance(child, PageToken) and child.of is None and not rows:
            line = line or child.line
            groups.update(child.groups)
            if child.text and (not titles or child.line == titles[-1].line + 1):
                titles.append(child)
    title = " / ".join([title.text for title in titles]) or None
    return Section(str(tree.data), title, line or (rows[0].number if rows else 0), tuple(rows), groups)
