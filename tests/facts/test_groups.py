"""Where a statement tells groups of loans apart, what it says without a group is not known."""

from __future__ import annotations

import attrs

from abs_grammar.facts.groups import require_groups
from tests.facts.made import section
from tests.tieouts.by_hand import facts

GROUPED = facts("group-1.ending_loan_count=4038 group-2.ending_loan_count=2166")
DEAL = facts("ending_pool_balance=968043484.00", line=3)
CLASS = facts("A-1.ending_balance=98.00", line=4)


def test_a_figure_without_a_group_has_no_measure_beside_figures_of_groups() -> None:
    (read,) = require_groups([section(*GROUPED, *DEAL)])
    last = read.facts[-1]
    assert (last.measure, last.entity, last.unit, last.value) == (None, None, "text", "968043484.00")
    assert read.facts[:2] == tuple(GROUPED)


def test_the_reason_is_that_it_has_no_entity() -> None:
    (read,) = require_groups([section(*GROUPED, *DEAL)])
    assert [(doubt.reason, doubt.fact) for doubt in read.doubts] == [("no-entity", read.facts[-1])]


def test_a_bucket_of_a_group_tells_groups_apart_too() -> None:
    bucket = attrs.evolve(facts("30-days.delinquent_loan_count=7")[0], entity="Group 1 / 30 Days", group="Group 1")
    (read,) = require_groups([section(bucket, *DEAL)])
    assert [fact.measure for fact in read.facts] == ["delinquent_loan_count", None]


def test_where_no_figure_names_a_group_none_must() -> None:
    given = section(*DEAL, *facts("30-days.delinquent_loan_count=7"))
    assert require_groups([given]) == [given]


def test_a_figure_of_a_class_needs_no_group() -> None:
    (read,) = require_groups([section(*GROUPED, *CLASS)])
    assert read.facts == (*GROUPED, *CLASS)


def test_rows_outside_a_statement_are_left_alone() -> None:
    given = section(*GROUPED, *DEAL, rule=None)
    assert require_groups([given]) == [given]


def test_another_statement_is_left_alone() -> None:
    other = section(*DEAL, title="FEES")
    assert require_groups([section(*GROUPED), other])[1] is other
