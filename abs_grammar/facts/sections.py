"""From parse tree to sections: each statement with its title and its rows, and the letterhead above them all."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from typing import Any

import attrs
from lark import Tree

from abs_grammar.grammar.conventions import FIGURES, LETTERHEAD_GROUPS, is_deal_name, is_line, is_untitled
from abs_grammar.reading.record import Lexeme, PlacedRow

__all__ = ["Letterhead", "ReadRow", "Section", "letterhead_of", "sections_of"]


@attrs.frozen
class Letterhead:
    """Who reports, and of what: the words above the first statement."""

    deal: str | None = None
    series: str | None = None
    trustee: str | None = None
    master_servicer: str | None = None


@attrs.frozen(eq=False)
class ReadRow:
    """A row as the grammar read it: the rule, its label if it has one, and its cells in their columns."""

    rule: str
    label: Lexeme | None
    placed: PlacedRow

    @property
    def is_line(self) -> bool:
        """Whether it is a label and its one figure, to which no heading applies."""
        return is_line(self.rule)

    @property
    def figures(self) -> list[str]:
        """What the cells say."""
        return [text for _, _, text, _ in self.placed.row.cells]


@attrs.define(eq=False)
class Section:
    """A statement as the grammar read it.

    `rule` is `None` for rows that stand in no statement; they belong to the title of the report itself. `groups` is
    what the titles speak of: an account, say. `line` is where it begins.
    """

    rule: str | None
    title: str | None
    line: int = 0
    rows: list[ReadRow] = attrs.field(factory=list)
    groups: dict[str, str] = attrs.field(factory=dict)


def letterhead_of(tree: Tree[Any]) -> Letterhead:
    """Read the letterhead of a report. Of what is printed twice, the first counts."""
    lexemes = [child for child in tree.children if isinstance(child, Lexeme)]
    names = [
        child.text
        for child in takewhile(_above_statements, tree.children)
        if isinstance(child, Lexeme) and is_deal_name(child.type)
    ]
    said = {
        name: next((lexeme.groups[name] for lexeme in lexemes if name in lexeme.groups), None)
        for name in LETTERHEAD_GROUPS
    }
    return Letterhead(" ".join(names) or None, **said)


def _above_statements(child: Any) -> bool:  # noqa: ANN401 - a node of Lark's
    """Tell whether a node is a line of the letterhead, or a date in it, and no statement."""
    return isinstance(child, Lexeme) or _row(child) is not None


def sections_of(tree: Tree[Any]) -> Iterator[Section]:
    """Yield the statements of a report, and between them the rows that stand in none, in the order of the page."""
    loose = Section(None, None)
    for child in tree.children:
        if isinstance(child, Lexeme):
            if is_untitled(child.type):
                continue
            if loose.rows:
                yield loose
            loose = Section(None, child.text, child.line)
            continue
        row = _row(child)
        if row is not None:
            loose.line = loose.line or row.placed.row.line.number
            loose.rows.append(row)
            continue
        if loose.rows:
            yield loose
            loose = Section(None, loose.title)
        yield _section(child)
    if loose.rows:
        yield loose


def _row(tree: Any) -> ReadRow | None:  # noqa: ANN401 - a node of Lark's
    """Read a node as a row, if it is one: a single token, which brings the figures along."""
    lexeme = tree.children[0] if len(tree.children) == 1 else None
    if not isinstance(lexeme, Lexeme) or not isinstance(lexeme.of, PlacedRow):
        return None
    rule = str(tree.data).rpartition("__")[2]  # an alias of an imported rule bears the name of its grammar
    return ReadRow(rule, None if lexeme.type == FIGURES else lexeme, lexeme.of)


def _section(tree: Any) -> Section:  # noqa: ANN401 - a node of Lark's
    """Gather a statement's titles, which stand on lines one below the other, and its rows."""
    section = Section(str(tree.data), None)
    titles: list[Lexeme] = []
    for child in tree.children:
        row = None if isinstance(child, Lexeme) else _row(child)
        if row is not None:
            section.rows.append(row)
        elif isinstance(child, Lexeme) and child.of is None and not section.rows:
            section.line = section.line or child.line
            section.groups.update(child.groups)
            if child.text and (not titles or child.line == titles[-1].line + 1):
                titles.append(child)
    section.title = " / ".join([title.text for title in titles]) or None
    return section
