"""Facts stand under the title that is printed above them, in the order of the page."""

from __future__ import annotations

from abs_grammar.facts.statements import statements_of
from tests.facts.made import section
from tests.tieouts.by_hand import fact

FIRST = fact("ending_pool_balance", "1.00", line=2)
SECOND = fact("ending_loan_count", "2", line=5)
THIRD = fact("servicing_fee", "3.00", line=9)


def test_sections_are_put_in_the_order_of_the_page() -> None:
    read = [section(THIRD, title="FEES", line=8), section(FIRST, title="LOANS", line=1)]
    assert [statement.title for statement in statements_of(read)] == ["LOANS", "FEES"]


def test_sections_under_one_title_are_one_statement() -> None:
    (statement,) = statements_of([section(FIRST, line=1), section(SECOND, line=4)])
    assert statement.facts == (FIRST, SECOND)


def test_a_row_that_no_rule_read_stands_where_it_is_printed() -> None:
    (statement,) = statements_of([section(FIRST, THIRD, line=1), section(SECOND, rule=None, line=5)])
    assert statement.facts == (FIRST, SECOND, THIRD)


def test_a_title_without_figures_is_no_statement() -> None:
    assert [s.title for s in statements_of([section(title="NOTES"), section(FIRST, line=1)])] == ["LOANS"]
