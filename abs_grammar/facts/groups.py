"""Statements that tell groups of loans apart: what such a statement says without a group is not known."""

from __future__ import annotations

from collections.abc import Iterable

from abs_grammar.facts.doubts import Doubt
from abs_grammar.facts.figures import SectionFacts, without_measure
from abs_grammar.model.report import Fact

__all__ = ["require_groups"]

_SCOPES_OF_LOANS = frozenset({"delinquency", "group", "deal"})


def require_groups(read: Iterable[SectionFacts]) -> list[SectionFacts]:
    """Return facts without a measure for the figures that name no group, where others of their statement name one."""
    return [_required(one) for one in read]


def _required(read: SectionFacts) -> SectionFacts:
    if read.section.rule is None:
        return read
    of_loans = [fact for fact in read.facts if fact.scope in _SCOPES_OF_LOANS and fact.measure is not None]
    if not any([_is_of_group(fact) for fact in of_loans]):
        return read
    changed = {id(fact): without_measure(fact) for fact in of_loans if not _is_of_group(fact)}
    return SectionFacts(
        read.section,
        tuple([changed.get(id(fact), fact) for fact in read.facts]),
        (*read.doubts, *[Doubt("no-entity", fact) for fact in changed.values()]),
    )


def _is_of_group(fact: Fact) -> bool:
    """Tell whether a figure of loans is of a group, `Group 1`, or of a bucket of one, `Group 1 / 30-59 days`."""
    return fact.group is not None or fact.scope == "group"
