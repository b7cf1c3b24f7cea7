"""A real filing of Residential Funding Corporation's, 40 statements in one exhibit; figures keyed by eye from the page.

The filing is not part of the project: the tests are skipped where it is not at hand.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from abs_grammar import Filing, Report, parse, parse_file
from abs_grammar.tieouts.rules import OTHERS, RULES

RFC = Path(__file__).resolve().parents[3] / "shared" / "filings" / "rfc-rfmsi-2000-12-26.sample.txt"

pytestmark = pytest.mark.skipif(not RFC.exists(), reason="the sample of the RFC filing is not at hand")

# In the order printed.
PRINTED = """
1989-SW1A 1990-3B 1991-25A 1992-S16 1992-S20 1992-S31 1992-S38 1993-S6 1993-S10 1993-S12
1993-S18 1993-S25 1993-S31 1993-S37 1993-S45 1994-RS4 1994-S10 1994-S17 1995-S4 1995-R5
1995-S11 1995-S18 1996-S4 1996-S12 1996-S18 1996-S25 1997-S7 1997-S14 1997-S20 1998-S5
1998-S6 1998-S12 1998-S19 1998-S26 1999-S1 1999-S8 1999-S15 1999-S22 2000-S4 2000-S11
"""
SERIES = PRINTED.split()


@pytest.fixture(scope="module")
def filing() -> Filing:
    return parse_file(RFC)


def report(filing: Filing, series: str) -> Report:
    (found,) = [report for report in filing.reports if report.series == series]
    return found


def said(filing: Filing, *lines: int) -> list[tuple[int, str | None, str | None, str | None]]:
    """What the page says on some lines: of whom, what, and its value."""
    return [(f.line, f.entity, f.measure, f.value) for f in filing.facts() if f.line in lines]


class TestTheWhole:
    def test_every_line_is_accounted_for_and_every_figure_has_its_measure(self, filing: Filing) -> None:
        assert filing.unaccounted == ()
        assert filing.coverage.lines == filing.coverage.lines_accounted
        assert [fact.text for fact in filing.facts() if fact.measure is None] == []

    def test_each_statement_is_a_report_of_its_own(self, filing: Filing) -> None:
        assert [report.series for report in filing.reports] == SERIES
        assert Counter(fact.report for fact in filing.facts()).keys() == set(range(len(SERIES)))

    def test_a_figure_is_the_text_at_its_place_and_stands_in_one_report(self, filing: Filing) -> None:
        lines = RFC.read_text("latin-1").split("\n")
        facts = filing.facts()
        assert [f.text for f in facts] == [lines[f.line - 1][f.start : f.end] for f in facts]
        assert len({(f.line, f.start) for f in facts}) == len(facts)
        assert [f.report for f in facts] == sorted([f.report for f in facts])

    def test_all_that_is_doubtful_is_that_one_deal_does_not_name_its_pools(self, filing: Filing) -> None:
        rules = {rule.name for rule in RULES} | {sentence.rule for sentence in OTHERS} | {"balancing-class"}
        doubtful = [finding for finding in filing.findings if finding.rule not in rules]
        assert [(f.rule, f.severity, f.report) for f in doubtful] == [
            ("unnamed-groups", "info", SERIES.index("1995-R5"))
        ]

    def test_a_balance_that_does_not_roll_forward_on_the_page_is_given_as_printed(self, filing: Filing) -> None:
        last = report(filing, "1992-S16").classes["B"]  # 6,434,924.47 less 9,990.37 would be 6,424,934.10
        assert str(last.ending_balance) == "6424694.65"

    def test_a_statement_read_alone_says_the_same(self, filing: Filing) -> None:
        lines = RFC.read_text("latin-1").split("\n")
        (alone,) = parse("\n".join(lines[230:345])).reports
        first = filing.reports[0]
        assert alone.classes == first.classes
        assert alone.pool == first.pool
        assert len(alone.facts()) == len(first.facts()) == 60


class TestTheLetterhead:
    def test_the_master_servicer_reports_and_no_trustee_is_named(self, filing: Filing) -> None:
        first = filing.reports[0]
        assert first.master_servicer == "RESIDENTIAL FUNDING CORPORATION"
        assert first.trustee is None
        assert first.deal == (
            "RESIDENTIAL FUNDING MORTGAGE SECURITIES I, INC. (COMPANY) "
            "CONDUIT MORTGAGE PASS-THROUGH CERTIFICATES SERIES 1989-SW1A(POOL # 2000)"
        )
        assert report(filing, "1995-R5").master_servicer == "THE FIFTH THIRD BANK"

    def test_dates_are_each_reports_own(self, filing: Filing) -> None:
        assert report(filing, "1995-R5").distribution_date == date(2000, 12, 26)
        assert report(filing, "1994-RS4").distribution_date == date(2000, 12, 29)
        assert report(filing, "1994-RS4").determination_date == date(2000, 12, 26)


class TestClasses:
    def test_the_one_class_of_a_deal_that_is_printed_without_a_name(self, filing: Filing) -> None:
        assert said(filing, 244, 247, 254, 257) == [
            (244, "Unnamed", "cusip", "760920BK3"),
            (244, "Unnamed", "original_balance", "42805537.40"),
            (244, "Unnamed", "beginning_balance", "4797017.76"),
            (244, "Unnamed", "pass_through_rate", "0.07041267"),
            (244, "Unnamed", "principal_distribution", "15993.49"),
            (247, "Total", "original_balance", "42805537.40"),
            (247, "Total", "beginning_balance", "4797017.76"),
            (247, "Total", "principal_distribution", "15993.49"),
            (254, "Unnamed", "interest_distribution", "28147.57"),
            (254, "Unnamed", "total_distribution", "44141.06"),
            (254, "Unnamed", "deferred_interest", "0.00"),
            (254, "Unnamed", "realized_loss", "0.00"),
            (254, "Unnamed", "ending_balance", "4781024.27"),
            (257, "Total", "interest_distribution", "28147.57"),
            (257, "Total", "total_distribution", "44141.06"),
            (257, "Total", "deferred_interest", "0.00"),
            (257, "Total", "realized_loss", "0.00"),
            (257, "Total", "ending_balance", "4781024.27"),
        ]
        assert said(filing, 269) == [
            (269, "Unnamed", "beginning_balance_per_1000", "112.065355"),
            (269, "Unnamed", "principal_distribution_per_1000", "0.373631"),
            (269, "Unnamed", "interest_distribution_per_1000", "0.657568"),
            (269, "Unnamed", "total_distribution_per_1000", "1.031199"),
            (269, "Unnamed", "deferred_interest_per_1000", "0.000000"),
            (269, "Unnamed", "ending_balance_per_1000", "111.691724"),
        ]

    def test_a_class_without_a_cusip_keeps_its_columns(self, filing: Filing) -> None:
        assert said(filing, 613) == [
            (613, "B", "original_balance", "15327940.64"),
            (613, "B", "beginning_balance", "6434924.47"),
            (613, "B", "pass_through_rate", "0.08750000"),
            (613, "B", "principal_distribution", "9990.37"),
        ]

    def test_an_accrual_class_defers_its_interest(self, filing: Filing) -> None:
        accrual = report(filing, "1993-S6").classes["A-7"]
        assert str(accrual.deferred_interest) == "65306.54"
        assert str(accrual.ending_balance) == "9866425.01"

    def test_classes_of_three_pools_keep_their_names_of_two_words(self, filing: Filing) -> None:
        classes = report(filing, "1995-R5").classes
        assert list(classes) == ["I A", "II A", "III A", "R", "I M", "II M", "III M", "I B", "II B", "III B"]
        assert str(classes["III B"].ending_balance) == "2021548.68"
        assert classes["III B"].cusip is None

    def test_a_rate_above_forty_percent(self, filing: Filing) -> None:
        assert str(report(filing, "1992-S16").classes["A-9"].pass_through_rate) == "0.41250000"

    def test_a_strip_rate_of_the_next_month_is_its_classs(self, filing: Filing) -> None:
        assert str(report(filing, "1992-S16").classes["A-13"].next_pass_through_rate) == "0.002438"

    def test_components_are_not_classes(self, filing: Filing) -> None:
        pacs = report(filing, "1992-S31")
        assert str(pacs.components["A-8 / PAC I"].component_principal_distribution) == "16252.23"
        assert pacs.components["A-8 / PAC II"].component_principal_distribution is None
        accruing = report(filing, "1992-S38")
        assert str(accruing.components["A-8 / ACCRUAL"].component_ending_balance) == "1869787.78"
        assert str(accruing.components["A-8 / NON-ACCRUAL"].component_ending_balance) == "1927536.14"
        assert not [name for name in accruing.classes if "/" in name]


class TestThePool:
    def test_its_lines(self, filing: Filing) -> None:
        pool = filing.reports[0].pool
        assert pool is not None
        assert str(pool.subservicer_compensation) == "1996.34"
        assert str(pool.master_servicer_compensation) == "1034.49"
        assert str(pool.subservicer_advances) == "3195.96"
        assert (pool.foreclosure_loan_count, str(pool.foreclosure_balance)) == (1, "92666.18")
        assert str(pool.ending_pool_balance) == "4781024.27"
        assert (pool.ending_loan_count, pool.reo_loan_count, str(pool.reo_book_value)) == (46, 0, "0.00")
        assert str(pool.unscheduled_principal) == "5794.66"
        assert str(pool.letter_of_credit_amount) == "7574948.12"
        assert str(pool.special_hazard_amount) == "715481.00"
        assert str(pool.subordinate_prepayment_percentage) == "1.0000000000"
        assert str(pool.weighted_average_maturity) == "216.22"

    def test_rates_without_a_percent_sign_are_fractions_all_the_same(self, filing: Filing) -> None:
        pool = filing.reports[0].pool
        assert pool is not None
        assert str(pool.weighted_average_gross_coupon) == "0.0779978828"
        assert str(pool.pool_factor) == "0.1116917240"  # 4,781,024.27 of 42,805,537.40

    def test_delinquencies(self, filing: Filing) -> None:
        delinquency = filing.reports[0].delinquency
        assert list(delinquency) == ["ONE MONTHLY PAYMENT", "TWO MONTHLY PAYMENTS", "THREE OR MORE MONTHLY PAYMENTS"]
        assert delinquency["ONE MONTHLY PAYMENT"].delinquent_loan_count == 2
        assert str(delinquency["TWO MONTHLY PAYMENTS"].delinquent_balance) == "71570.39"

    def test_percentages_of_three_kinds_of_classes(self, filing: Filing) -> None:
        pool = report(filing, "1992-S16").pool
        assert pool is not None
        assert str(pool.class_m_distribution_percentage) == "0.3136877700"
        assert str(pool.class_b_prepayment_percentage) == "1.0000000000"
        assert str(pool.class_b_next_distribution_percentage) == "0.6863136170"


class TestPoolsWithoutNames:
    """1995-R5 prints a page for the whole, then one for each of three pools, then the three again; it names none."""

    def test_the_first_page_is_the_whole(self, filing: Filing) -> None:
        pool = report(filing, "1995-R5").pool
        assert pool is not None
        assert (pool.ending_loan_count, str(pool.ending_pool_balance)) == (1054, "60343689.58")

    def test_the_others_are_told_apart_in_the_order_printed(self, filing: Filing) -> None:
        groups = report(filing, "1995-R5").groups
        assert {name: (g.ending_loan_count, str(g.ending_pool_balance)) for name, g in groups.items()} == {
            "Unnamed 1": (351, "18175982.23"),
            "Unnamed 2": (369, "23782943.97"),
            "Unnamed 3": (334, "18384763.38"),
        }
        assert str(groups["Unnamed 3"].pool_factor) == "0.1098864473"

    def test_a_page_printed_again_is_of_the_same_pool(self, filing: Filing) -> None:
        facts = [f for f in report(filing, "1995-R5").facts() if f.measure == "ending_loan_count"]
        assert [f.entity for f in facts] == [None, *(f"Unnamed {n}" for n in (1, 2, 3, 1, 2, 3))]
