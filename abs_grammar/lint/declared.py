"""Looks at where words are declared: those that one rule lists, or opens with, can be named where they stand."""

from __future__ import annotations

from collections.abc import Iterator

from lark import Token

from abs_grammar.grammar.conventions import RECOGNISED_BY
from abs_grammar.grammar.outline import Definition
from abs_grammar.lint.context import Subject
from abs_grammar.lint.diagnostic import Check, Remark, remark

__all__ = ["CHECKS"]


def declared_apart(subject: Subject) -> Iterator[Remark]:
    """Find plain words that are written apart from the one rule that reads them, so that their name stands twice."""
    definitions = subject.outline.definitions
    recognising = {RECOGNISED_BY, *subject.symbols.get(RECOGNISED_BY, ())}
    for definition in definitions:
        words = _words(definition)
        if words is None:
            continue
        name = str(definition.name)
        uses = [
            (other, token)
            for other in definitions
            if str(other.name) not in recognising
            for token in other.uses
            if str(token) == name
        ]
        cure = _cure(*uses[0], words) if len(uses) == 1 else None
        if cure is not None:
            what = f"{name} is named in line {uses[0][1].line}, and its words stand here"
            yield remark(subject, "declared-apart", what, cure, definition.name)


def _words(definition: Definition) -> Token | None:
    """Return the words of a terminal that is defined by itself, and is plain words and no more."""
    if not definition.is_terminal or definition.kind != "define" or definition.within is not None:
        return None
    literals = definition.literals
    plain = len(literals) == 1 and literals[0].type == "STRING" and not definition.uses and not definition.ranked
    return literals[0] if plain else None


def _cure(rule: Definition, token: Token, words: Token) -> str | None:
    """Say how a rule would declare what it names, if it can: where it stands alone, or opens the rule by its name."""
    if rule.is_terminal or rule.body is None:
        return None
    parts = [[_terminal(child) for child in expansion.children] for expansion in rule.body.find_data("expansion")]
    if any(part == [token] for part in parts):
        return f"write {words} -> {str(token).lower()} there"
    opens = len(rule.body.children) == 1 and _terminal(_first(rule)) == token
    if opens and rule.kind != "extend" and str(rule.name).lstrip("_").upper() == token:
        return f"open the rule with {words}: words that a rule opens with are called what it is called"
    return None


def _first(rule: Definition) -> object:
    """Return the first thing that a rule of one alternative reads."""
    alternative = rule.body.children[0] if rule.body is not None else None
    children = getattr(alternative, "children", [])
    return children[0] if getattr(alternative, "data", "") == "expansion" and children else None


def _terminal(value: object) -> Token | None:
    """Return the name of a terminal, if a node of the grammar is that and no more."""
    inner = getattr(value, "children", [None])[0] if getattr(value, "data", "") == "value" else None
    return inner.children[0] if getattr(inner, "data", "") == "terminal" else None  # type: ignore[union-attr]


CHECKS: tuple[Check, ...] = (declared_apart,)
