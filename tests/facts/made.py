"""Sections as a step of `facts` is given them, with facts made by hand."""

from __future__ import annotations

from abs_grammar.facts.figures import SectionFacts
from abs_grammar.facts.sections import Section
from abs_grammar.model.report import Fact

__all__ = ["section"]


def section(*facts: Fact, rule: str | None = "loans", title: str | None = "LOANS", line: int = 1) -> SectionFacts:
    """Print facts below a title."""
    return SectionFacts(Section(rule, title, line, ()), facts)
