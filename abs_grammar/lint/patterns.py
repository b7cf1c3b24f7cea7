"""Checks the words and patterns of a grammar, each by itself: what it matches, what it cuts, how long it takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lark import Token, Tree

from abs_grammar.grammar.conventions import COVER, FIGURES
from abs_grammar.grammar.outline import Definition
from abs_grammar.lint.context import Subject
from abs_grammar.lint.diagnostic import Check, Remark, remark
from abs_grammar.lint.regex import cuts_a_number, is_slow, leaks, samples
from abs_grammar.page.lines import read_lines

__all__ = ["CHECKS"]


def slow_patterns(subject: Subject) -> Iterator[Remark]:
    """Find patterns that one long line could keep busy for ever."""
    for _, literal, pattern in _patterns(subject):
        if is_slow(pattern):
            cure = "set the inner repeat off with something it cannot match, or take one of the two away"
            yield remark(
                subject, "slow-pattern", "a repeat stands in a repeat, and a long line hangs it", cure, literal
            )


def cut_numbers(subject: Subject) -> Iterator[Remark]:
    """Find patterns for a number that may stop in the middle of one, or that read what only the page reader may."""
    for definition, literal, pattern in _patterns(subject):
        texts = samples(pattern)
        if subject.start != COVER and texts and all(map(_is_figure, texts)):
            what = (
                f"{definition.name} reads a figure, and the figures of a row are {FIGURES}: no other terminal gets them"
            )
            cure = f"write {FIGURES} after the label, and let the headings say what each figure is"
            yield remark(subject, "number-boundary", what, cure, literal)
        elif cuts_a_number(pattern):
            what = "a number without a right boundary: its last digits may be read as what follows"
            yield remark(subject, "number-boundary", what, r"end the digits with (?!\d), or with a blank", literal)


def leaking_alternatives(subject: Subject) -> Iterator[Remark]:
    """Find patterns with a `|` outside all parentheses, joined to something: Lark joins them as they stand."""
    for definition in subject.outline.definitions:
        for item in _joined(definition):
            literal = item if item.type == "REGEXP" else _sole_literal(subject, str(item))
            if literal is not None and literal.endswith("/") and leaks(literal[1:-1]):
                what = f"the | of {item} parts all of {definition.name}, not {item} alone"
                yield remark(subject, "leaking-alternative", what, "put parentheses around: /(a|b)/", item)


def words_minding_case(subject: Subject) -> Iterator[Remark]:
    """Find words that are part of a pattern: alone they match in any case, joined they do not."""
    for definition in subject.outline.definitions:
        literals = definition.literals if definition.is_terminal else []
        if len(literals) + len(definition.uses) > 1:
            for literal in literals:
                if literal.type == "STRING" and literal.endswith('"') and re.search("[A-Za-z]", literal):
                    what = f"{literal}, one of several in {definition.name}, matches only as it is spelt"
                    yield remark(subject, "minds-case", what, f"write {literal}i", literal)


def _patterns(subject: Subject) -> Iterator[tuple[Definition, Token, str]]:
    """Yield the regular expressions that stand in a file: where, and as Python takes them."""
    for definition in subject.outline.definitions:
        for literal in definition.literals:
            if literal.type == "REGEXP":
                body, _, flags = str(literal)[1:].rpartition("/")
                yield definition, literal, f"(?{flags}:{body})" if flags else body


def _is_figure(text: str) -> bool:
    """Return whether the page reader takes a text for a figure: then no terminal is asked."""
    lines = read_lines([text], 1, 1)
    return bool(lines) and len(lines[0].phrases) == 1 and lines[0].phrases[0][3]


def _joined(definition: Definition) -> Iterator[Token]:
    """Yield the patterns and terminals that stand beside others in a terminal."""
    for expansion in definition.body.find_data("expansion") if definition.is_terminal and definition.body else ():
        if len(expansion.children) > 1:
            for value in expansion.children:
                node: Any = value.children[0] if isinstance(value, Tree) and value.data == "value" else None
                if isinstance(node, Tree) and node.data in ("literal", "terminal"):
                    token: Any = node.children[0]
                    yield token


def _sole_literal(subject: Subject, name: str) -> Token | None:
    definition = subject.outline.definition(name)
    literals = definition.literals if definition is not None else []
    return literals[0] if len(literals) == 1 and literals[0].type == "REGEXP" else None


CHECKS: tuple[Check, ...] = (slow_patterns, cut_numbers, leaking_alternatives, words_minding_case)
