"""From parse tree to sections: each statement with its title and its rows, and the letterhead above them all."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from typing import Any

import attrs
from lark import Tree

from abs_grammar.grammar.conventions import meaning
from abs_grammar.grammar.terminals import DEAL_NAME, FIGURES, FOOTNOTE, TABLE_EDGE
from abs_grammar.reading.record import PageToken, PlacedRow

__all__ = ["Letterhead", "ReadRow", "Section", "letterhead_of", "sections_of"]

_LINE = "_line"
_DEAL_NAME = meaning(DEAL_NAME)
_NO_TITLE = frozenset({_DEAL_NAME, "series", meaning(TABLE_EDGE), meaning(FOOTNOTE)})


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
    label: PageToken | None
    placed: PlacedRow

    @property
    def is_line(self) -> bool:
        """Whether it is a label and its one figure, to which no heading applies."""
        return self.rule.endswith(_LINE)

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
    lexemes = [child for child in tree.children if isinstance(child, PageToken)]
    names = [
        child.text
        for child in takewhile(_above_statements, tree.children)
        if isinstance(child, PageToken) and meaning(child.type) == _DEAL_NAME
    ]
    said = {
        name: next((lexeme.groups[name] for lexeme in lexemes if name in lexeme.groups), None)
        for name in ("series", "trustee", "master_servicer")
    }
    return Letterhead(" ".join(names) or None, **said)


def _above_statements(child: Any) -> bool:  # noqa: ANN401 - a node of Lark's
    """Tell whether a node is a line of the letterhead, or a date in it, and no statement."""
    return isinstance(child, PageToken) or _row(child) is not None


def sections_of(tree: Tree[Any]) -> Iterator[Section]:
    """Yield the statements of a report, and between them the rows that stand in none, in the order of the page."""
    loose = Section(None, None)
    for child in tree.children:
        if isinstance(child, PageToken):
            if meaning(child.type) in _NO_TITLE or child.type.endswith("BLOCK"):
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
    if not isinstance(lexeme, PageToken) or not isinstance(lexeme.of, PlacedRow):
        return None
    rule = str(tree.data).rpartition("__")[2]  # an alias of an imported rule bears the name of its grammar
    return ReadRow(rule, None if lexeme.type == FIGURES else lexeme, lexeme.of)


def _section(tree: Any) -> Section:  # noqa: ANN401 - a node of Lark's
    """Gather a statement's titles, which stand on lines one below the other, and its rows."""
    section = Section(str(tree.data), None)
    titles: list[PageToken] = []
    for child in tree.children:
        row = None if isinstance(child, PageToken) else _row(child)
        if row is not None:
            section.rows.append(row)
        elif isinstance(child, PageToken) and child.of is None and not section.rows:
            section.line = section.line or child.line
            section.groups.update(child.groups)
            if child.text and (not titles or child.line == titles[-1].line + 1):
                titles.append(child)
    section.title = " / ".join([title.text for title in titles]) or None
    return section
