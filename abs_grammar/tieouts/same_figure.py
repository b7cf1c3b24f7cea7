"""The same figure printed in two places is the same."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from abs_grammar.model.report import Fact
from abs_grammar.tieouts.identity import Outcome, compare
from abs_grammar.tieouts.ledger import Figure, Ledger, Row, facts_of
from abs_grammar.tieouts.tally import Tally

__all__ = ["check_same_figures"]

_RULE = "printed-differently"


def check_same_figures(ledger: Ledger, explained: Container[int], tally: Tally) -> None:
    """Compare what is printed of one thing in several places, except for totals that are explained already."""
    for row in _rows(ledger):
        for figures in row.values():
            if len(figures) > 1:
                by_fact = {id(figure.facts[0]): figure for figure in reversed(figures)}
                _compare([by_fact[fact] for fact in reversed(by_fact) if fact not in explained], tally)
    words: dict[tuple[str, str | None, str | None], list[Fact]] = {}
    for fact in ledger.facts:
        if fact.value is not None and id(fact) not in ledger.figures:
            words.setdefault((fact.scope, fact.entity, fact.measure), []).append(fact)
    for facts in words.values():
        if len(facts) > 1:
            _compare_words(facts, tally)


def _rows(ledger: Ledger) -> Iterator[Row]:
    yield from (ledger.certificates, ledger.pool)
    for rows in (ledger.classes, ledger.of_parts, ledger.groups, ledger.buckets, ledger.accounts, ledger.parts):
        yield from rows.values()


def _compare(figures: Sequence[Figure], tally: Tally) -> None:
    differing = []
    for figure in figures[1:]:
        first = figures[0]
        outcome = compare(figure.value - first.value, figure.half + first.half)
        tally.count(_RULE, outcome, (first, figure))
        if outcome is Outcome.FAILED:
            differing.append(figure)
    if differing:
        difference = differing[-1].value - figures[0].value
        _add_differing([figures[0].facts[0], *facts_of(differing)], f"{difference:f}", tally)


def _compare_words(facts: Sequence[Fact], tally: Tally) -> None:
    first = facts[0]
    differing = [fact for fact in facts[1:] if fact.value != first.value]
    for fact in facts[1:]:
        tally.count(_RULE, Outcome.HELD if fact.value == first.value else Outcome.FAILED, facts=(first, fact))
    if differing:
        _add_differing([first, *differing], None, tally)


def _add_differing(facts: Sequence[Fact], difference: str | None, tally: Tally) -> None:
    first, last = facts[0], facts[-1]
    tally.add_finding(
        _RULE,
        "warning",
        f"{str(first.measure).replace('_', ' ')} of {first.entity or 'the deal'} is printed as {first.text} and "
        f"elsewhere as {last.text}",
        facts,
        entity=first.entity,
        expected=first.value,
        actual=last.value,
        difference=difference,
    )
