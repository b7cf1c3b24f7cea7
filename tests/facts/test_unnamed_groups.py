"""A statement printed several times with other figures: the printing that the others sum to is the pool's."""

from __future__ import annotations

from abs_grammar.facts.figures import SectionFacts
from abs_grammar.facts.unnamed_groups import name_groups
from tests.facts.made import section
from tests.tieouts.by_hand import facts


def printing(loans: str, balance: str, line: int, more: str = "") -> SectionFacts:
    """Print a statement of some loans."""
    return section(*facts(f"ending_loan_count={loans} ending_pool_balance={balance} {more}", line=line + 1), line=line)


POOL = printing("1054", "300.00", 10)
FIRST = printing("351", "100.00", 20)
SECOND = printing("703", "200.00", 30)


def entities(read: list[SectionFacts]) -> list[set[tuple[str, str | None]]]:
    return [{(fact.scope, fact.entity) for fact in one.facts} for one in read]


def test_the_printing_that_the_others_sum_to_is_the_pools() -> None:
    read, (finding,) = name_groups([POOL, FIRST, SECOND], 0)
    assert entities(read) == [{("deal", None)}, {("group", "Unnamed 1")}, {("group", "Unnamed 2")}]
    assert (finding.rule, finding.severity, finding.lines) == ("unnamed-groups", "info", (10, 20, 30))
    assert "no. 1 is the pool's" in finding.message


def test_groups_are_numbered_as_they_are_printed() -> None:
    read, _ = name_groups([SECOND, POOL, FIRST], 0)
    assert entities(read) == [{("group", "Unnamed 2")}, {("deal", None)}, {("group", "Unnamed 1")}]


def test_where_none_is_the_sum_all_are_groups_and_that_is_a_warning() -> None:
    read, (finding,) = name_groups([FIRST, SECOND], 0)
    assert entities(read) == [{("group", "Unnamed 1")}, {("group", "Unnamed 2")}]
    assert (finding.severity, finding.lines) == ("warning", (21, 22, 31, 32))


def test_a_printing_that_repeats_another_is_of_the_same_group() -> None:
    again = printing("351", "100.00", 40)
    read, _ = name_groups([POOL, FIRST, SECOND, again], 0)
    assert entities(read)[3] == {("group", "Unnamed 1")}


def test_a_bucket_goes_with_its_group() -> None:
    late = printing("351", "100.00", 20, "30-days.delinquent_loan_count=7")
    read, _ = name_groups([POOL, late, SECOND], 0)
    assert ("delinquency", "Unnamed 1 / 30 Days") in entities(read)[1]


def test_a_statement_printed_once_or_twice_alike_is_of_the_deal() -> None:
    for given in ([POOL], [POOL, printing("1054", "300.00", 50)]):
        assert name_groups(given, 0) == (given, [])


def test_what_is_given_stays_as_it_was() -> None:
    given = [POOL, FIRST, SECOND]
    name_groups(given, 0)
    assert entities(given) == [{("deal", None)}] * 3
