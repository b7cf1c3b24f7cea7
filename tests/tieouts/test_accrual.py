"""Interest is balance times rate for the days of the period, and the page says for how many."""

from __future__ import annotations

from datetime import date

import pytest

from abs_grammar.tieouts.accrual import days_between_distributions
from tests.tieouts.by_hand import amounts, audit, found

# 6 % of 120,000,000.00 is 7,200,000.00 a year: 600,000.00 for 30 days of 360, 20,000.00 a day.
FIXED = "F.beginning_balance=120000000.00 F.pass_through_rate=0.0600000 F.accrued_interest={}"
# of us-bank-absc-2003-he4: 33 days, 491,563,567 * 1.47 % * 33 / 360 = 662,381.9...
A_1 = "A-1.beginning_balance=491563567 A-1.pass_through_rate=0.0147000 A-1.accrued_interest=662382"
A_2 = "A-2.beginning_balance=165394980 A-2.pass_through_rate=0.0149500 A-2.accrued_interest=226660"


class TestInterest:
    def test_thirty_days_of_360(self) -> None:
        assert audit(FIXED.format("600000.00")).findings == ()

    def test_what_is_not_is_told_with_what_thirty_days_come_to(self) -> None:
        (finding,) = audit(FIXED.format("600100.00")).findings
        assert (finding.rule, finding.entity, finding.lines) == ("interest-accrued", "F", (1, 2, 3))
        assert amounts(finding) == ("600000.00", "600100.00", "100.00")
        assert finding.message == (
            "the interest of F is printed as 600100.00; 120000000.00 at 0.0600000 for 30 days of 360 comes "
            "to 600,000.00"
        )

    def test_the_rate_is_rounded_too(self) -> None:
        # half of 0.0000001 of 120,000,000.00 is 6.00 a year, and 0.50 in 30 days; half a cent of the interest besides
        assert audit(FIXED.format("600000.50")).findings == ()
        assert len(audit(FIXED.format("600000.51")).findings) == 1

    def test_days_that_two_classes_agree_on_are_believed(self) -> None:
        (finding,) = audit(f"{A_1} {A_2}").findings
        assert (finding.rule, finding.severity) == ("accrual-basis", "info")
        assert finding.message == ("A-1, A-2 accrued for 33 days on actual/360, no month between two distributions")

    def test_days_that_the_dates_bear_out_are_believed_of_one(self) -> None:
        # Paid on Monday 17 November for Saturday the 15th, and on Wednesday 15 October before.
        (finding,) = audit(A_1, distribution_date=date(2003, 11, 17)).findings
        assert finding.message == ("A-1 accrued for 33 days on actual/360, the days since the distribution before")

    def test_days_of_one_class_that_nothing_bears_out_are_not(self) -> None:
        assert [f.rule for f in audit(A_1).findings] == ["interest-accrued"]
        assert [f.rule for f in audit(A_1, distribution_date=date(2003, 12, 25)).findings] == ["interest-accrued"]

    def test_fixed_and_floating_classes_stand_side_by_side(self) -> None:
        (finding,) = audit(f"{A_1} {FIXED.format('600000.00')} {A_2}").findings
        assert finding.message.startswith("A-1, A-2 accrued for 33 days on actual/360, ")
        assert finding.message.endswith("; F on 30/360")

    def test_a_class_that_neither_makes_tie_is_told_by_the_days_of_the_others(self) -> None:
        printed = f"{A_1} {A_2} {FIXED.format('123456.78')}"
        (finding,) = found(audit(printed), "interest-accrued")
        # 20,000.00 a day for 33 days
        assert amounts(finding) == ("660000.00", "123456.78", "-536543.22")

    def test_days_of_365(self) -> None:
        # 7,300,000.00 a year is 20,000.00 a day of 365; 31 days
        printed = " ".join(
            f"{name}.beginning_balance=146000000.00 {name}.pass_through_rate=0.0500000 "
            f"{name}.accrued_interest=620000.00"
            for name in ("A-1", "A-2")
        )
        (finding,) = audit(printed).findings
        assert "accrued for 31 days on actual/365" in finding.message

    def test_a_class_without_balance_or_rate_accrues_nothing_to_check(self) -> None:
        for nought in (
            "beginning_balance=0.00 R.pass_through_rate=0.0600000",
            "beginning_balance=100.00 R.cap_rate=0.0",
        ):
            assert found(audit(f"R.{nought} R.accrued_interest=9.00"), "interest-accrued") == []
        printed = "R.beginning_balance=100.00 R.pass_through_rate=0.0000000 R.accrued_interest=9.00"
        assert found(audit(printed), "interest-accrued") == []

    def test_interest_paid_counts_with_what_fell_short(self) -> None:
        printed = "F.beginning_balance=120000000.00 F.pass_through_rate=0.0600000 F.interest_distribution=599000.00"
        assert audit(printed).findings == ()  # what fell short is not printed, so nothing is known
        assert audit(f"{printed} F.current_interest_shortfall=1000.00").findings == ()
        (finding,) = audit(f"{printed} F.current_interest_shortfall=1001.00").findings
        assert finding.difference == "1.00"


class TestDaysBetweenDistributions:
    @pytest.mark.parametrize(
        ("distribution", "days"),
        [
            (date(2003, 11, 17), 33),  # a Monday, for Saturday the 15th; Wednesday 15 October before
            (date(2003, 11, 25), 29),  # from Monday 27 October, for the 25th was a Saturday
            (date(2003, 11, 25), 31),  # or by the 25ths
            (date(2004, 3, 25), 29),  # from 25 February of a leap year
            (date(2005, 3, 25), 28),  # of another
            (date(2004, 3, 31), 31),  # from 29 February, its last day, a Sunday
            (date(2004, 3, 31), 30),  # or from the Monday after
            (date(2003, 1, 27), 33),  # a Monday, for Saturday the 25th; from Christmas, over a new year
        ],
    )
    def test_a_month_or_thereabouts(self, distribution: date, days: int) -> None:
        assert days in days_between_distributions(distribution)

    def test_in_the_middle_of_the_week_there_is_but_one(self) -> None:
        # Wednesday 15 October 2003, from Monday 15 September
        assert days_between_distributions(date(2003, 10, 15)) == {30}

    def test_no_distribution_is_made_on_a_sunday(self) -> None:
        assert days_between_distributions(date(2003, 11, 16)) == frozenset()


def test_a_holiday_may_have_put_a_distribution_off_by_a_day() -> None:
    # Friday 26 December 2003, for Thursday the 25th: 31 days from Tuesday 25 November. 20,000.00 a day for 31 days.
    assert found(audit(FIXED.format("620000.00"), distribution_date=date(2003, 12, 26)), "interest-accrued") == []
