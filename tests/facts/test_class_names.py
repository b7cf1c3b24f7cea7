"""A class that a page spells in two ways has the name that is printed most often."""

from __future__ import annotations

import attrs

from abs_grammar.facts.class_names import one_spelling
from abs_grammar.model.report import Statement
from tests.tieouts.by_hand import facts


def statement(title: str, printed: str, line: int = 1) -> Statement:
    return Statement(title, tuple(attrs.evolve(fact, statement=title) for fact in facts(printed, line=line)))


def entities(statements: tuple[Statement, ...]) -> list[str | None]:
    return [fact.entity for one in statements for fact in one.facts]


TWICE = statement("DISTRIBUTION", "B-IO.beginning_balance=90.00 B-IO.ending_balance=90.00")
ONCE = statement("SHORTFALL", "BIO.cusip=04541GFA5", line=305)


def test_the_name_printed_most_often_is_the_name() -> None:
    statements, (finding,) = one_spelling([TWICE, ONCE], 0)
    assert entities(statements) == ["B-IO"] * 3
    assert (finding.rule, finding.severity, finding.entity, finding.lines) == ("class-spelling", "info", "B-IO", (305,))


def test_the_label_stays_as_printed() -> None:
    statements, _ = one_spelling([TWICE, ONCE], 0)
    assert statements[1].facts[0].label == "BIO"


def test_two_names_side_by_side_are_two_classes() -> None:
    together = statement("SHORTFALL", "BIO.cusip=04541GFA5 B-IO.cusip=04541GFA5")
    statements, findings = one_spelling([TWICE, together], 0)
    assert statements == (TWICE, together)
    assert findings == []


def test_names_that_differ_in_a_letter_are_two_classes() -> None:
    other = statement("SHORTFALL", "B-PO.cusip=04541GFA5")
    assert one_spelling([TWICE, other], 0) == ((TWICE, other), [])


def test_only_classes_are_respelt() -> None:
    account = attrs.evolve(ONCE.facts[0], scope="account")
    statements, findings = one_spelling([TWICE, Statement("ACCOUNTS", (account,))], 0)
    assert entities(statements)[-1] == "BIO"
    assert findings == []


def test_what_is_given_stays_as_it_was() -> None:
    one_spelling([TWICE, ONCE], 0)
    assert entities((TWICE, ONCE)) == ["B-IO", "B-IO", "BIO"]
