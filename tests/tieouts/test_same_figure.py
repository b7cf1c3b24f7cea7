"""The same figure printed in two places is the same; and a difference may be another figure of the page."""

from __future__ import annotations

from tests.letterheads import us_bank
from tests.tieouts.by_hand import amounts, audit, fact, found


class TestPrintedTwice:
    def test_alike(self) -> None:
        assert audit("A-1.original_balance=504000000 A-1.original_balance=504000000").findings == ()

    def test_differently(self) -> None:
        (finding,) = audit("A-1.original_balance=504000000 A-1.original_balance=504000009").findings
        assert (finding.rule, finding.entity, finding.lines) == ("printed-differently", "A-1", (1, 2))
        assert amounts(finding) == ("504000000", "504000009", "9")
        assert finding.message == "original balance of A-1 is printed as 504000000 and elsewhere as 504000009"

    def test_in_dollars_and_in_cents(self) -> None:
        # half a dollar and half a cent
        assert audit("A-1.original_balance=100 A-1.original_balance=100.50").findings == ()
        assert len(audit("A-1.original_balance=100 A-1.original_balance=100.51").findings) == 1

    def test_counts_are_exact(self) -> None:
        assert len(audit("ending_loan_count=6204 ending_loan_count=6205").findings) == 1

    def test_not_applicable_contradicts_nothing(self) -> None:
        assert audit("A-1.realized_loss=N/A A-1.realized_loss=5.00").findings == ()

    def test_every_printing_that_differs_is_told_at_once(self) -> None:
        (finding,) = audit(
            "A.original_balance=1.00 A.original_balance=1.00 A.original_balance=3.00 A.original_balance=4.00"
        ).findings
        assert finding.lines == (1, 3, 4)

    def test_words_and_flags(self) -> None:
        (finding,) = audit("trigger_event_occurred=NO trigger_event_occurred=YES").findings
        assert amounts(finding) == ("NO", "YES", None)
        assert audit("A-1.cusip=04541GER9 A-1.cusip=04541GER9").findings == ()
        assert [f.rule for f in audit("A-1.cusip=04541GER9 A-1.cusip=04541GES7").findings] == ["printed-differently"]

    def test_the_pool_and_the_deal_are_the_same_loans(self) -> None:
        printed = [
            fact("ending_pool_balance", "975586503", "Total", scope="group", line=225),
            fact("ending_pool_balance", "975586530", line=228),
        ]
        assert [f.lines for f in audit(printed).findings] == [(225, 228)]

    def test_a_class_of_two_names_alike_with_different_figures(self) -> None:
        page = us_bank("""
DISTRIBUTION SUMMARY
     Class         Orig Bal       Beg Bal
      A-1        504,000,000    491,563,567
      A-1        172,000,000    165,394,980
""")
        assert [f.lines for f in found(page, "printed-differently")] == [(7, 8), (7, 8)]


class TestDifferencesThatArePrinted:
    """A difference that is an amount printed of one thing alone is told to be that amount."""

    def test_the_line_of_it_is_given_with_the_rest(self) -> None:
        printed = "N.beginning_balance=12.50 ending_pool_balance=80.00 overcollateralization_amount=5.00"
        (finding,) = found(
            audit(f"{printed} beginning_pool_balance=100.00 scheduled_principal=7.50 unscheduled_principal=0.00"),
            "pool-roll-forward",
        )
        assert finding.difference == "-12.50"
        assert finding.message.endswith("; the difference is the beginning balance of N, 12.50")
        assert finding.lines == (1, 2, 4, 5, 6)

    def test_an_amount_that_two_things_have_explains_nothing(self) -> None:
        printed = "N.beginning_balance=12.50 P.beginning_balance=12.50 ending_pool_balance=80.00"
        (finding,) = found(
            audit(f"{printed} beginning_pool_balance=100.00 scheduled_principal=7.50 unscheduled_principal=0.00"),
            "pool-roll-forward",
        )
        assert "the difference is" not in finding.message
        assert finding.lines == (3, 4, 5, 6)

    def test_a_count_is_no_amount(self) -> None:
        printed = "liquidated_loan_count=1 A.interest_distribution=2 A.principal_distribution=3 A.total_distribution=7"
        (finding,) = audit(printed).findings
        assert finding.difference == "2"
        assert "the difference is" not in finding.message
