"""A share of the loans that are late is the part over the whole, and the page says which whole."""

from __future__ import annotations

from tests.tieouts.by_hand import amounts, audit, found

# 5 of 200 loans is 2.5 %, of 250 it is 2 %; 30 of 1,000.00 is 3 %, of 1,200.00 it is 2.5 %
LATE = "30-days.delinquent_loan_count=5 60-days.delinquent_loan_count=10"
OWED = "30-days.delinquent_balance=30.00 60-days.delinquent_balance=60.00"


def shares(kind: str, first: str, second: str) -> str:
    return f"30-days.delinquent_{kind}_share={first} 60-days.delinquent_{kind}_share={second}"


class TestShares:
    def test_shares_of_the_loans_that_are_left(self) -> None:
        assert audit(f"{LATE} ending_loan_count=200 {shares('loan_count', '0.02500', '0.05000')}").findings == ()

    def test_a_share_that_is_of_no_whole_is_told_by_that_which_bears_out_most(self) -> None:
        printed = f"{LATE} ending_loan_count=200 {shares('loan_count', '0.02500', '0.05100')}"
        (finding,) = audit(printed).findings
        assert (finding.rule, finding.entity, finding.lines) == ("delinquency-share", "60 Days", (2, 3, 5))
        assert amounts(finding) == ("0.05000", "0.05100", "0.00100")

    def test_shares_of_the_loans_there_were(self) -> None:
        printed = f"{LATE} ending_loan_count=200 beginning_loan_count=250 {shares('loan_count', '0.02000', '0.04000')}"
        (finding,) = audit(printed).findings
        assert (finding.rule, finding.severity, finding.lines) == ("delinquency-share", "info", (4,))
        assert finding.message == "shares of loans are of the beginning loan count 250"

    def test_shares_of_the_balance_that_is_left(self) -> None:
        assert audit(f"{OWED} ending_pool_balance=1000.00 {shares('balance', '0.03000', '0.06000')}").findings == ()

    def test_shares_of_the_actual_balance(self) -> None:
        wholes = "ending_pool_balance=1000.00 ending_actual_pool_balance=1200.00"
        (finding,) = audit(f"{OWED} {wholes} {shares('balance', '0.02500', '0.05000')}").findings
        assert finding.message == "shares of balances are of the ending actual pool balance 1200.00"

    def test_shares_of_a_whole_that_is_not_printed_are_not_checked(self) -> None:
        audited = audit(f"{LATE} {shares('loan_count', '0.02000', '0.04000')}")
        assert audited.findings == ()
        assert [rule.rule for rule in audited.tie_outs.rules] == []

    def test_noughts_choose_no_whole(self) -> None:
        late = "30-days.delinquent_loan_count=0 60-days.delinquent_loan_count=0"
        wholes = "ending_loan_count=200 beginning_loan_count=250"
        assert audit(f"{late} {wholes} {shares('loan_count', '0.00000', '0.00000')}").findings == ()

    def test_an_empty_pool_has_no_shares(self) -> None:
        assert audit(f"{LATE} ending_loan_count=0 {shares('loan_count', '0.00000', '0.00000')}").findings == ()

    def test_a_share_is_as_exact_as_it_is_printed(self) -> None:
        printed = "30-days.delinquent_loan_count=1 ending_loan_count=3 30-days.delinquent_loan_count_share="
        assert found(audit(f"{printed}0.3333"), "delinquency-share") == []
        assert len(found(audit(f"{printed}0.3334"), "delinquency-share")) == 1
