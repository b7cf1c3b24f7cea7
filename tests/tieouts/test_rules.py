"""Every identity of `abs_grammar.tieouts.rules`, with figures that hold and with one that does not, keyed by hand."""

from __future__ import annotations

import attrs
import pytest

from abs_grammar.tieouts import Audited
from abs_grammar.tieouts.rules import RULES
from tests.tieouts.by_hand import amounts, audit, facts, found

_BEFORE = frozenset({"overcollateralization_amount"})


@attrs.frozen
class Case:
    """Figures that hold; the last of them printed otherwise; and what is said then: expected, actual, difference."""

    rule: str
    holds: str
    otherwise: str
    said: tuple[str, str, str]
    whose: str | None = None
    before: frozenset[str] = frozenset()

    @property
    def fails(self) -> str:
        last = self.holds.split()[-1]
        return f"{self.holds.removesuffix(last)}{last.partition('=')[0]}={self.otherwise}"

    def audit(self, printed: str) -> Audited:
        return audit(printed, before_distribution=self.before)


CASES = (
    Case(
        "pool-factor",  # 860.00 of 8,000.00, and the certificates are of the pool's balance
        "ending_pool_balance=860.00 total.original_balance=8000.00 total.ending_balance=860.00 pool_factor=0.10750000",
        "0.10760000",
        ("0.10750000", "0.10760000", "0.00010000"),
    ),
    Case(
        "balance-roll-forward",
        "A-1.beginning_balance=100.00 A-1.principal_distribution=7.00 A-1.realized_loss=0.50 A-1.accretion=0.25 "
        "A-1.ending_balance=92.75",
        "92.85",
        ("92.75", "92.85", "0.10"),
        "A-1",
    ),
    Case(
        "balance-roll-forward",
        "total.beginning_balance=100.00 total.principal_distribution=7.00 total.ending_balance=93.00",
        "39.00",
        ("93.00", "39.00", "-54.00"),
        "Total",
    ),
    Case(
        "total-distribution",
        "A-1.interest_distribution=662382 A-1.principal_distribution=7955004 A-1.total_distribution=8617386",
        "8617836",
        ("8617386", "8617836", "450"),
        "A-1",
    ),
    Case(
        "principal-parts",
        "A-2.scheduled_principal_distribution=0.00 A-2.unscheduled_principal_distribution=599946.88 "
        "A-2.principal_distribution=599946.88",
        "599964.88",
        ("599946.88", "599964.88", "18.00"),
        "A-2",
    ),
    Case(
        "principal-reduction",
        "B.principal_distribution=984789.66 B.realized_loss=10.34 B.total_principal_reduction=984800.00",
        "984789.66",
        ("984800.00", "984789.66", "-10.34"),
        "B",
    ),
    Case(
        "interest-distributed",
        "M.accrued_interest=100.00 M.current_interest_shortfall=10.00 M.net_prepayment_interest_shortfall=1.00 "
        "M.relief_act_interest_shortfall=2.00 M.interest_realized_loss=3.00 M.unpaid_interest_shortfall_paid=20.00 "
        "M.interest_distribution=104.00",
        "100.00",
        ("104.00", "100.00", "-4.00"),
        "M",
    ),
    Case(
        "class-factor",
        "A.ending_balance=157824262.08 A.original_balance=160316000.00 A.class_factor=0.98445733",
        "0.98445735",
        ("0.98445733", "0.98445735", "0.00000002"),
        "A",
    ),
    Case(
        "per-1000",
        "A.principal_distribution=7955004 A.original_balance=504000000 A.principal_distribution_per_1000=15.78374",
        "15.78347",
        ("15.78374", "15.78347", "-0.00027"),
        "A",
    ),
    Case(
        "total-distribution-per-1000",
        "A-1.principal_distribution_per_1000=15.78374 A-1.interest_distribution_per_1000=1.31425 "
        "A-1.total_distribution_per_1000=17.09799",
        "17.09979",
        ("17.09799", "17.09979", "0.00180"),
        "A-1",
    ),
    Case(
        "pool-and-certificates",
        "ending_pool_balance=860.00 total.ending_balance=860.00",
        "880.00",
        ("860.00", "880.00", "20.00"),
    ),
    Case(
        "pool-roll-forward",
        "group-1.beginning_pool_balance=602919224 group-1.scheduled_principal=481281 group-1.unscheduled_principal="
        "5601918 group-1.net_liquidation_proceeds=100 group-1.repurchase_proceeds=200 group-1.net_realized_loss=25 "
        "group-1.ending_pool_balance=596835700",
        "596836025",
        ("596835700", "596836025", "325"),
        "Group 1",
    ),
    Case(
        "principal-remittance",
        "group-1.scheduled_principal=481281 group-1.unscheduled_principal=5601918 group-1.repurchase_proceeds=1000 "
        "group-1.principal_remittance=6084199",
        "6083199",
        ("6084199", "6083199", "-1000"),
        "Group 1",
    ),
    Case(
        "principal-sources",  # a loss is taken from what the sources come to
        "group-1.scheduled_principal=91204.10 group-1.unscheduled_principal=520698.05 group-1.other_principal=300.00 "
        "group-1.insurance_proceeds=50.00 group-1.realized_loss=25.00 group-1.principal_remittance=612227.15",
        "612252.15",
        ("612227.15", "612252.15", "25.00"),
        "Group 1",
    ),
    Case(
        "interest-sources",
        "pool.scheduled_interest=590329.11 pool.delinquent_interest=80104.22 pool.servicing_fee=28700.11 "
        "pool.current_advances=76219.00 pool.interest_remittance=557743.78",
        "586443.89",
        ("557743.78", "586443.89", "28700.11"),
    ),
    Case(
        "available-distribution",
        "pool.principal_remittance=1014279.21 pool.interest_remittance=817852.57 pool.permitted_withdrawals=100.00 "
        "pool.available_distribution_amount=1832031.78",
        "1832131.78",
        ("1832031.78", "1832131.78", "100.00"),
    ),
    Case(
        "interest-remittance",
        "pool.scheduled_interest_net=5808861 pool.relief_act_interest_shortfall=61 "
        "pool.net_prepayment_interest_shortfall=100 pool.interest_remittance=5808700",
        "5808861",
        ("5808700", "5808861", "161"),
    ),
    Case(
        "loan-count-roll-forward",
        "beginning_loan_count=1468 paid_in_full_loan_count=12 liquidated_loan_count=1 ending_loan_count=1455",
        "1456",
        ("1455", "1456", "1"),
    ),
    Case(
        "compensating-interest",
        "prepayment_interest_shortfall=12.50 compensating_interest=12.00 net_prepayment_interest_shortfall=0.50",
        "0.00",
        ("0.50", "0.00", "-0.50"),
    ),
    Case(
        "delinquency-statuses",
        "30-days.delinquent_loan_count=36 30-days.bankruptcy_loan_count=2 30-days.reo_loan_count=1 "
        "30-days.total_delinquent_loan_count=39",
        "38",
        ("39", "38", "-1"),
        "30 Days",
    ),
    Case(
        "delinquency-statuses",
        "30-days.delinquent_balance_share=0.02093134 30-days.bankruptcy_balance_share=0.00092185 "
        "30-days.total_delinquent_balance_share=0.02185319",
        "0.02815319",
        ("0.02185319", "0.02815319", "0.00630000"),
        "30 Days",
    ),
    Case(
        "account-roll-forward",
        "account.account_beginning_balance=10.00 account.account_deposits=90.00 account.account_withdrawals=95.00 "
        "account.account_ending_balance=5.00",
        "0.00",
        ("5.00", "0.00", "-5.00"),
        "Certificate Account",
    ),
    Case(
        "account-deposits",
        "account.deposit_interest_and_principal=4513296.15 account.deposit_servicer_advances=40599.02 "
        "account.deposit_prepayment_penalties=26790.84 account.account_deposits=4580686.01",
        "4580686.10",
        ("4580686.01", "4580686.10", "0.09"),
        "Certificate Account",
    ),
    Case(
        "account-withdrawals",
        "account.withdrawal_servicing_fee=106738.23 account.withdrawal_interest_and_principal=4473947.78 "
        "account.account_withdrawals=4580686.01",
        "4473947.78",
        ("4580686.01", "4473947.78", "-106738.23"),
        "Certificate Account",
    ),
    Case(
        "distribution-paid",
        "total.total_distribution=4473947.78 account.withdrawal_interest_and_principal=4473947.78",
        "4473947.87",
        ("4473947.78", "4473947.87", "0.09"),
    ),
    Case(
        "servicing-fees",
        "gross_servicing_fee=98669.27 lpmi_fee=5602.28 trustee_fee=2466.68 compensating_interest=1000.00 "
        "net_servicing_fee=105738.23",
        "106738.23",
        ("105738.23", "106738.23", "1000.00"),
    ),
    Case(
        "servicing-fee-withdrawn",
        "net_servicing_fee=106738.23 account.withdrawal_servicing_fee=106738.23",
        "98669.27",
        ("106738.23", "98669.27", "-8068.96"),
    ),
    Case(
        "advances-deposited",
        "current_advances=40599.02 account.deposit_servicer_advances=40599.02",
        "40599.00",
        ("40599.02", "40599.00", "-0.02"),
    ),
    Case(
        "prepayment-penalties-deposited",
        "prepayment_penalties=26790.84 account.deposit_prepayment_penalties=26790.84",
        "0.00",
        ("26790.84", "0.00", "-26790.84"),
    ),
    Case(
        "overcollateralization",
        "ending_pool_balance=1000.00 total.ending_balance=900.00 overcollateralization_amount=100.00",
        "110.00",
        ("100.00", "110.00", "10.00"),
    ),
    Case(
        "overcollateralization-roll-forward",
        "beginning_pool_balance=1010.00 total.beginning_balance=920.00 overcollateralization_increase_amount=12.00 "
        "overcollateralization_release_amount=2.00 overcollateralization_amount=100.00",
        "90.00",
        ("100.00", "90.00", "-10.00"),
    ),
    Case(
        "overcollateralization",
        "beginning_pool_balance=1010.00 total.beginning_balance=920.00 overcollateralization_amount=90.00",
        "100.00",
        ("90.00", "100.00", "10.00"),
        before=_BEFORE,
    ),
    Case(
        "overcollateralization-roll-forward",
        "ending_pool_balance=1000.00 total.ending_balance=900.00 overcollateralization_increase_amount=12.00 "
        "overcollateralization_release_amount=2.00 overcollateralization_amount=90.00",
        "100.00",
        ("90.00", "100.00", "10.00"),
        before=_BEFORE,
    ),
    Case(
        "overcollateralization-deficiency",
        "target_overcollateralization_amount=150.00 overcollateralization_amount=100.00 "
        "overcollateralization_deficiency_amount=50.00",
        "40.00",
        ("50.00", "40.00", "-10.00"),
    ),
    Case(
        "overcollateralization-excess",
        "target_overcollateralization_amount=80.00 overcollateralization_amount=100.00 "
        "excess_overcollateralization_amount=20.00",
        "0.00",
        ("20.00", "0.00", "-20.00"),
    ),
    Case(
        "overcollateralization-release",
        "target_overcollateralization_amount=80.00 overcollateralization_amount=100.00 "
        "overcollateralization_release_amount=20.00",
        "30.00",
        ("20.00", "30.00", "10.00"),
        before=_BEFORE,
    ),
    Case(
        "overcollateralization-class",
        "A-1.ending_balance=900.00 X.ending_balance=100.00 ending_pool_balance=1000.00 total.ending_balance=900.00 "
        "overcollateralization_amount=100.00",
        "110.00",
        ("100.00", "110.00", "10.00"),
    ),
    Case(
        "overcollateralization-class",
        "A-1.beginning_balance=900.00 X.beginning_balance=100.00 beginning_pool_balance=1000.00 "
        "total.beginning_balance=900.00 overcollateralization_amount=100.00",
        "110.00",
        ("100.00", "110.00", "10.00"),
        before=_BEFORE,
    ),
    Case(
        "credit-enhancement",
        # 150 of M-1 and B and 50 over the certificates, of 1000
        "A-1.ending_balance=800.00 M-1.ending_balance=100.00 B.ending_balance=50.00 ending_pool_balance=1000.00 "
        "overcollateralization_amount=50.00 credit_enhancement_percentage=0.20000",
        "0.25000",
        ("0.20000", "0.25000", "0.05000"),
    ),
    Case(
        "principal-distributed",
        "principal_remittance=90.00 overcollateralization_increase_amount=12.00 "
        "overcollateralization_release_amount=2.00 overcollateralization_amount=1.00 "
        "total.principal_distribution=100.00",
        "90.00",
        ("100.00", "90.00", "-10.00"),
    ),
    Case(
        "principal-distributed",
        "scheduled_principal=10.00 unscheduled_principal=70.00 net_liquidation_proceeds=4.00 repurchase_proceeds=6.00 "
        "overcollateralization_amount=1.00 total.principal_distribution=90.00",
        "80.00",
        ("90.00", "80.00", "-10.00"),
    ),
)


@pytest.mark.parametrize("case", CASES, ids=[f"{case.rule}-{at}" for at, case in enumerate(CASES)])
class TestEachRule:
    def test_figures_that_hold_say_nothing(self, case: Case) -> None:
        audited = case.audit(case.holds)
        assert found(audited, case.rule) == []
        (tally,) = [rule for rule in audited.tie_outs.rules if rule.rule == case.rule]
        assert (tally.held + tally.rounded, tally.failed) == (1, 0)

    def test_a_figure_that_does_not_is_told_with_both_amounts_and_the_lines(self, case: Case) -> None:
        audited = case.audit(case.fails)
        (finding,) = found(audited, case.rule)
        assert amounts(finding) == case.said
        assert (finding.severity, finding.entity) == ("warning", case.whose)
        assert len(facts(case.fails)) in finding.lines
        assert [rule.failed for rule in audited.tie_outs.rules if rule.rule == case.rule] == [1]


def test_every_rule_has_a_case() -> None:
    assert {case.rule for case in CASES} == {rule.name for rule in RULES}


class TestLines:
    def test_all_the_lines_that_take_part_are_given_and_no_others(self) -> None:
        printed = (
            "A-1.original_balance=200.00 A-1.beginning_balance=100.00 M-1.beginning_balance=1.00 "
            "A-1.principal_distribution=7.00 A-1.ending_balance=39.00"
        )
        (finding,) = found(audit(printed), "balance-roll-forward")
        assert finding.lines == (2, 4, 5)
        assert finding.message == (
            "ending balance of A-1 is printed as 39.00; beginning balance 100.00 - principal distribution 7.00 comes "
            "to 93.00"
        )

    def test_what_takes_part_in_nothing_is_untested(self) -> None:
        tie_outs = audit("A-1.original_balance=200.00 A-1.ending_balance=93.00 excess_cash_flow=1.00").tie_outs
        assert (tie_outs.tested, tie_outs.untested) == (0, ((1, 0), (2, 0), (3, 0)))
