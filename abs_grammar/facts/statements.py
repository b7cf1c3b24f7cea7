"""Facts as statements: under each title what is printed below it, in the order of the page."""

from __future__ import annotations

from collections.abc import Iterable

from abs_grammar.facts.figures import SectionFacts
from abs_grammar.model.report import Fact, Statement

__all__ = ["statements_of"]


def statements_of(read: Iterable[SectionFacts]) -> tuple[Statement, ...]:
    """Return the statements as printed. Sections that follow each other under one title are one statement."""
    merged: list[tuple[str | None, list[Fact]]] = []
    for one in sorted(read, key=lambda one: one.section.line):
        title = one.section.title
        if merged and merged[-1][0] == title:
            merged[-1][1].extend(one.facts)
        elif one.facts:
            merged.append((title, list(one.facts)))
    for _, facts in merged:
        facts.sort(key=lambda fact: (fact.line, fact.start))
    return tuple(Statement(title, tuple(facts)) for title, facts in merged)
