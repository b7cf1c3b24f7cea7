"""Words declared where they stand: a rule gives them their name, so that each terminal is written once.

    ?summary_column: CLASS
        | "Orig Bal"  -> original_balance

is the terminal ORIGINAL_BALANCE, and the words that a rule opens with are its title, called what it is called:

    distribution_summary: "DISTRIBUTION SUMMARY" _table{summary_column, class_row, totals_row}?

This is Lark's own syntax, in which such words would have no name, and `->` would name a branch of the tree: but words
without a name mean nothing to a reader of pages. So a grammar is spelled out before Lark is given it, as if every
terminal were defined by itself; and whatever asks a grammar for its terminals finds these among them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs
from lark import Token, Tree

__all__ = ["Declaration", "declared_in", "spelled_out"]


@attrs.frozen(eq=False)
class Declaration:
    """A terminal that a rule declares: its name, at its place in the file, and the words or the pattern it stands for.

    `start` and `end` are the span of the text that declares it: the words, and the `->` with the name behind them.
    """

    name: Token
    literal: Token
    rule: str
    start: int
    end: int

    @property
    def body(self) -> Tree[Any]:
        """What a definition of the terminal by itself would have after its colon."""
        return Tree("expansions", [Tree("expansion", [Tree("value", [Tree("literal", [self.literal])])])])


def declared_in(tree: Tree[Any]) -> list[Declaration]:
    """Return the terminals that the rules of a grammar declare, and let the tree name them where they stand.

    The tree is Lark's own parse of the grammar. Where it holds the words it holds the name from then on.
    """
    found: list[Declaration] = []
    for statement in tree.children:
        rule = statement.children[0] if statement.data in ("extend", "override") else statement
        if rule.data == "rule":
            body = rule.children[-1]
            if statement.data != "extend":  # an alternative more is no title
                found += _title(str(rule.children[1]), body)
            found += _alternatives(str(rule.children[1]), body)
    return sorted(found, key=lambda declaration: declaration.start)


def _title(rule: str, body: Tree[Any]) -> Iterator[Declaration]:
    """Yield the words that a rule of one alternative opens with."""
    (first, *others) = body.children
    if not others and isinstance(first, Tree) and first.data == "expansion" and first.children:
        literal = _literal(first.children[0])
        if literal is not None:
            name = Token.new_borrow_pos("TERMINAL", rule.lstrip("_").upper(), literal)
            first.children[0] = _named(name, literal)
            yield Declaration(name, literal, rule, *_span(literal, literal))


def _alternatives(rule: str, body: Tree[Any]) -> Iterator[Declaration]:
    """Yield the words that stand alone in an alternative and are given a name."""
    for expansions in body.find_data("expansions"):
        for number, alias in enumerate(expansions.children):
            if not isinstance(alias, Tree) or alias.data != "alias":
                continue
            expansion, called = alias.children
            literal = _literal(expansion.children[0]) if len(expansion.children) == 1 else None
            if literal is not None:
                written: Any = called.children[0]
                name = Token.new_borrow_pos("TERMINAL", str(written).upper(), written)
                expansion.children[0] = _named(name, literal)
                expansions.children[number] = expansion
                yield Declaration(name, literal, rule, *_span(literal, written))


def _literal(value: Any) -> Token | None:  # noqa: ANN401 - a node of Lark's grammar of grammars
    """Return the words or the pattern that a node is, if it is one."""
    inner: Any = value.children[0] if isinstance(value, Tree) and value.data == "value" else None
    if not isinstance(inner, Tree) or inner.data != "literal":
        return None
    token: Any = inner.children[0]
    return token  # type: ignore[no-any-return] # a leaf of Lark's tree


def _named(name: Token, literal: Token) -> Tree[Any]:
    """Return the node of a terminal's name, at the place of its words."""
    return Tree("value", [Tree("terminal", [Token.new_borrow_pos("TERMINAL", str(name), literal)])])


def _span(first: Token, last: Token) -> tuple[int, int]:
    return first.start_pos or 0, last.end_pos or 0


def spelled_out(
    text: str,
    declarations: Iterable[Declaration],
    defining: Iterable[Declaration],
    imported: Mapping[int, Sequence[str]],
    ignored: Iterable[str],
) -> str:
    """Return a grammar in which each declaration is a name, what defines one stands at the end, and no line moves.

    `imported` are the names that an import of a whole grammar stands for, by the place in the text where they belong.
    """
    edits = [(d.start, d.end, f" {d.name} ") for d in declarations]
    edits += [(place, place, f" ({', '.join(names)})") for place, names in imported.items()]
    for start, end, instead in sorted(edits, reverse=True):
        text = text[:start] + instead + text[end:]
    definitions = dict.fromkeys(f"{d.name}: {d.literal}" for d in defining)
    return "\n".join([text, *definitions, *[f"%ignore {name}" for name in dict.fromkeys(ignored)], ""])
