"""Totals are the sums of their rows; which classes they leave out, or count twice, the totals themselves say."""

from __future__ import annotations

from time import process_time

from tests.letterheads import ctslink, us_bank
from tests.tieouts.by_hand import amounts, audit, found, warnings

_PATIENCE = 3  # seconds, on a slow machine


class TestClassTotals:
    def test_a_total_that_is_the_sum_says_nothing(self) -> None:
        page = us_bank("""
DISTRIBUTION SUMMARY
     Class         Orig Bal       Beg Bal           Prin
      A-1        504,000,000    491,563,567      7,955,004
      M-1         65,600,000     65,600,000              0
     Total       569,600,000    557,163,567      7,955,004
""")
        assert found(page, "class-totals") == []
        assert [(r.held, r.failed) for r in page.reports[0].tie_outs.rules if r.rule == "class-totals"] == [(3, 0)]

    def test_a_total_that_is_not_is_told_with_the_sum_and_every_row(self) -> None:
        page = us_bank("""
DISTRIBUTION SUMMARY
     Class         Orig Bal           Prin
      A-1        504,000,000      7,955,004
      M-1         65,600,000              0
     Total       569,600,000      7,955,040
""")
        (finding,) = page.findings
        assert (finding.rule, finding.entity, finding.lines) == ("class-totals", "Total", (7, 8, 9))
        assert amounts(finding) == ("7955004", "7955040", "36")

    def test_rounding_of_each_row_and_of_the_total_is_allowed_and_no_more(self) -> None:
        rows = "A-1.interest_distribution=10 A-2.interest_distribution=10 A-3.interest_distribution=10"
        # three rows and the total, half a dollar each
        assert warnings(audit(f"{rows} total.interest_distribution=32")) == []
        assert warnings(audit(f"{rows} total.interest_distribution=33")) == ["class-totals"]

    def test_a_blank_cell_and_one_that_is_not_applicable_add_nothing(self) -> None:
        page = us_bank("""
DISTRIBUTION SUMMARY
     Class           Loss        Total Dist
      A-1            N/A         8,617,386
      M-1            1.50
     Total           1.50        8,617,386
""")
        assert warnings(page) == []

    def test_rates_and_factors_are_not_added_up(self) -> None:
        page = ctslink("""
               Certificateholder Distribution Summary
                      Certificate
                     Pass-Through            Total
Class                        Rate     Distribution
A1                       1.55000%     2,671,202.77
A2                       1.60000%             0.00
Totals                   1.57000%     2,671,202.77
""")
        assert warnings(page) == []

    def test_a_class_whose_name_begins_like_a_total_is_a_class(self) -> None:
        page = us_bank("""
DISTRIBUTION SUMMARY
     Class         Orig Bal           Prin
     TOT-1       504,000,000      7,955,004
      M-1         65,600,000              0
     Total       569,600,000      7,955,004
""")
        assert warnings(page) == []
        assert list(page.reports[0].classes) == ["TOT-1", "M-1"]

    def test_totals_without_rows_have_nothing_to_be_the_sum_of(self) -> None:
        page = us_bank("""
DISTRIBUTION SUMMARY
     Class         Orig Bal           Prin
     Total       569,600,000      7,955,004
""")
        assert found(page, "class-totals") == []

    def test_a_row_lost_from_the_page_is_what_the_total_misses(self) -> None:
        printed = "A-1.realized_loss=5.00 M-1.realized_loss=1.00 total.realized_loss=8.00"
        (finding,) = found(audit(printed), "class-totals")
        assert amounts(finding) == ("6.00", "8.00", "2.00")


class TestNotionalClasses:
    PAGE = """
DISTRIBUTION SUMMARY
     Class         Orig Bal       Beg Bal           Prin
      A-1        504,000,000    491,563,567      7,955,004
      A-IO        78,100,000     74,700,000              0
      M-1         65,600,000     65,600,000              0
     Total       569,600,000    557,163,567      7,955,004
     Class          End Bal
      A-1        483,608,563
      A-IO        73,000,000
      M-1         65,600,000
     Total       549,208,563
"""

    def test_the_class_without_which_the_totals_of_balances_tie_is_notional(self) -> None:
        page = us_bank(self.PAGE)
        assert {name: c.notional for name, c in page.reports[0].classes.items()} == {
            "A-1": False,
            "A-IO": True,
            "M-1": False,
        }
        (finding,) = page.findings
        assert (finding.rule, finding.severity, finding.lines) == ("notional", "info", (8, 10, 13, 15))
        assert "leave out A-IO:" in finding.message

    def test_a_notional_balance_need_not_fall_by_principal(self) -> None:
        # 74,700,000 to 73,000,000, and no principal is paid
        assert found(us_bank(self.PAGE), "balance-roll-forward") == []

    def test_several_may_be_left_out_and_one_may_be_nought_by_now(self) -> None:
        printed = (
            "A.original_balance=500 IO.original_balance=90 X.original_balance=0 total.original_balance=500 "
            "A.beginning_balance=400 IO.beginning_balance=70 X.beginning_balance=33 total.beginning_balance=400 "
            "A.ending_balance=350 IO.ending_balance=0 X.ending_balance=35 total.ending_balance=350"
        )
        assert audit(printed).notional == {"A": False, "IO": True, "X": True}

    def test_one_total_proves_nothing(self) -> None:
        printed = "A-1.original_balance=500 A-IO.original_balance=90 total.original_balance=500"
        audited = audit(printed)
        (finding,) = audited.findings
        assert amounts(finding) == ("590", "500", "-90")
        assert finding.message.endswith("the total is printed as 500; it would tie without A-IO")
        assert audited.notional == {}

    def test_of_two_classes_alike_neither_is_said_to_be_left_out(self) -> None:
        printed = (
            "A-1.original_balance=100 A-2.original_balance=50 A-IO.original_balance=100 total.original_balance=150 "
            "A-1.beginning_balance=90 A-2.beginning_balance=50 A-IO.beginning_balance=90 total.beginning_balance=140"
        )
        audited = audit(printed)
        assert [f.message.partition(";")[2] for f in audited.findings] == [
            " it would tie without A-1 or without A-IO",
            " it would tie without A-1 or without A-IO",
        ]
        assert audited.notional == {}

    def test_one_class_is_believed_before_two_that_are_as_much(self) -> None:
        # The notional balance of A-IO is that of M-1 and M-2.
        printed = (
            "M-1.original_balance=60 M-2.original_balance=40 A-IO.original_balance=100 total.original_balance=100 "
            "M-1.beginning_balance=60 M-2.beginning_balance=40 A-IO.beginning_balance=100 total.beginning_balance=100"
        )
        assert audit(printed).notional == {"M-1": False, "M-2": False, "A-IO": True}

    def test_a_class_that_is_paid_principal_is_never_left_out(self) -> None:
        printed = (
            "A-1.original_balance=100 M-1.original_balance=60 total.original_balance=60 "
            "A-1.beginning_balance=90 M-1.beginning_balance=60 total.beginning_balance=60 A-1.principal_distribution=1"
        )
        audited = audit(printed)
        assert [f.rule for f in audited.findings] == ["class-totals", "class-totals"]
        assert audited.notional == {}

    def test_a_page_that_counts_them_all_has_none(self) -> None:
        printed = "A-1.original_balance=500 A-IO.original_balance=90 total.original_balance=590"
        assert audit(printed).notional == {"A-1": False, "A-IO": False}

    def test_without_totals_nobody_knows(self) -> None:
        assert audit("A-1.original_balance=500 A-IO.original_balance=90").notional == {}


class TestCountedTwice:
    def test_a_row_printed_twice_and_counted_twice(self) -> None:
        page = ctslink("""
                     Principal Distribution Statement
                          Original          Beginning
                              Face        Certificate
Class                       Amount            Balance
R                           100.00             100.00
                            100.00             100.00
A1                  160,316,000.00     157,000,000.00
Totals              160,316,200.00     157,000,200.00
""")
        (finding,) = page.findings
        assert (finding.rule, finding.entity, finding.lines) == ("counted-twice", "R", (11, 14))
        assert amounts(finding) == ("160316100.00", "160316200.00", "100.00")
        assert finding.message.startswith("2 totals tie only if class R is counted twice")

    def test_a_row_printed_once_and_counted_twice(self) -> None:
        printed = "R.original_balance=100.00 A1.original_balance=900.00 total.original_balance=1100.00"
        (finding,) = audit(printed).findings
        assert (finding.rule, finding.entity, finding.lines) == ("counted-twice", "R", (1, 3))

    def test_a_row_printed_twice_and_counted_once_is_as_it_ought_to_be(self) -> None:
        page = ctslink("""
                     Principal Distribution Statement
                          Original          Beginning
                              Face        Certificate
Class                       Amount            Balance
R                           100.00             100.00
                            100.00             100.00
A1                  160,316,000.00     157,000,000.00
Totals              160,316,100.00     157,000,100.00
""")
        assert page.findings == ()

    def test_which_of_two_alike_is_counted_twice_is_not_guessed(self) -> None:
        printed = "R.original_balance=100.00 P.original_balance=100.00 total.original_balance=300.00"
        assert warnings(audit(printed)) == ["class-totals"]

    def test_the_total_elsewhere_is_not_told_again_for_the_same_reason(self) -> None:
        page = ctslink("""
               Certificateholder Distribution Summary
                         Beginning
                       Certificate
Class                      Balance
R                           100.00
A1                      157,000.00
Totals                  157,100.00
</TABLE>
<TABLE>
                     Principal Distribution Statement
                         Beginning
                       Certificate
Class                      Balance
R                           100.00
                            100.00
A1                      157,000.00
Totals                  157,200.00
""")
        assert warnings(page) == ["counted-twice"]


class TestGroupsBucketsAccounts:
    def test_groups_are_together_the_pool(self) -> None:
        rows = "group-1.ending_pool_balance=602 group-2.ending_pool_balance=384"
        assert warnings(audit(f"{rows} pool.ending_pool_balance=987")) == []  # within rounding
        (finding,) = audit(f"{rows} pool.ending_pool_balance=988").findings
        assert (finding.rule, finding.lines, amounts(finding)) == ("group-totals", (1, 2, 3), ("986", "988", "2"))

    def test_loans_are_counted_exactly(self) -> None:
        rows = "group-1.ending_loan_count=4038 group-2.ending_loan_count=2166"
        assert warnings(audit(f"{rows} pool.ending_loan_count=6204")) == []
        assert warnings(audit(f"{rows} pool.ending_loan_count=6205")) == ["group-totals"]

    def test_a_line_of_the_deal_is_the_pool_too(self) -> None:
        rows = "group-1.ending_pool_balance=602 group-2.ending_pool_balance=384"
        assert warnings(audit(f"{rows} ending_pool_balance=1000")) == ["group-totals"]

    def test_one_group_is_no_sum(self) -> None:
        assert warnings(audit("group-1.ending_pool_balance=602 pool.ending_pool_balance=987")) == []

    def test_a_measure_that_not_all_groups_print_is_no_sum(self) -> None:
        printed = "group-1.realized_loss=1 group-2.ending_pool_balance=384 pool.realized_loss=9"
        assert warnings(audit(printed)) == []

    def test_buckets_are_together_their_total(self) -> None:
        rows = "30-days.delinquent_loan_count=36 60-days.delinquent_loan_count=7"
        assert warnings(audit(f"{rows} all-buckets.delinquent_loan_count=43")) == []
        (finding,) = audit(f"{rows} all-buckets.delinquent_loan_count=44").findings
        assert (finding.rule, finding.lines, amounts(finding)) == ("bucket-totals", (1, 2, 3), ("43", "44", "1"))

    def test_shares_of_one_whole_add_up(self) -> None:
        rows = "30-days.delinquent_balance_share=0.0209 60-days.delinquent_balance_share=0.0035"
        assert warnings(audit(f"{rows} all-buckets.delinquent_balance_share=0.0245")) == []
        assert warnings(audit(f"{rows} all-buckets.delinquent_balance_share=0.0345")) == ["bucket-totals"]

    def test_a_bucket_of_the_groups_is_together_that_of_the_pool(self) -> None:
        page = us_bank("""
Delinq Info
                   GROUP 1                      GROUP 2                       TOTAL
               Count      Balance           Count       Balance          Count      Balance
30-59 days      68       8,472,409           26        3,794,824          94      12,267,233
60-89 days      27       3,621,077           12        2,045,341          40       5,666,418
""")
        (finding,) = page.findings
        assert (finding.rule, finding.entity, finding.lines) == ("group-totals", "Total / 60-89 days", (9,))
        assert amounts(finding) == ("39", "40", "1")

    def test_accounts_are_together_their_totals_row(self) -> None:
        page = ctslink("""
                       OTHER ACCOUNTS
                          Beginning            Current
Account Type                Balance        Withdrawals
Cap Contract                   1.00               2.00
Reserve Fund                   4.00               5.00
Totals                         5.00               7.50
""")
        (finding,) = page.findings
        assert (finding.rule, finding.lines, amounts(finding)) == (
            "account-totals",
            (10, 11, 12),
            ("7.00", "7.50", "0.50"),
        )


class TestTime:
    """A page may be made to take for ever."""

    def test_500_classes_whose_totals_any_half_of_them_would_tie(self) -> None:
        started = process_time()
        columns = ("original_balance", "beginning_balance", "ending_balance")
        printed = [
            " ".join([f"C{n}.{column}={n % 47 + 1}" for n in range(500)] + [f"total.{column}=5875"])
            for column in columns
        ]
        audited = audit(" ".join(printed))
        assert process_time() - started < _PATIENCE
        assert warnings(audited).count("class-totals") == len(columns)
        assert audited.notional == {}

    def test_60_classes_none_of_which_ties_with_the_pool(self) -> None:
        started = process_time()
        printed = " ".join(f"C{n}.{balance}_balance={n * n}" for n in range(60) for balance in ("beginning", "ending"))
        audited = audit(
            f"{printed} beginning_pool_balance=777 ending_pool_balance=770 scheduled_principal=1 "
            "unscheduled_principal=1 overcollateralization_amount=12345"
        )
        assert process_time() - started < _PATIENCE
        assert "overcollateralization" in warnings(audited)

    def test_figures_of_1900_digits(self) -> None:
        nines = "9" * 1900
        printed = (
            f"A.beginning_balance={nines}.99 A.principal_distribution=0.{'0' * 1900}1 A.ending_balance=1.00 "
            f"A.original_balance={nines} A.ending_balance_per_1000={nines} A.pass_through_rate={nines} "
            f"A.accrued_interest={nines} total.beginning_balance=-{nines}.00"
        )
        (finding,) = found(audit(printed), "class-totals")
        assert finding.difference == f"-1{'9' * 1899}8.99"
        (finding,) = found(audit(printed), "balance-roll-forward")
        assert finding.expected == f"{nines}.99"
