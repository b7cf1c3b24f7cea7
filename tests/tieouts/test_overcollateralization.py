"""Which certificates the pool backs, which class stands for what it is over them, and whether target and excess fit."""

from __future__ import annotations

import pytest

from tests.letterheads import ctslink
from tests.tieouts.by_hand import audit, found, warnings

BEFORE = frozenset({"overcollateralization_amount"})

# The pool is 1,000.00, of which the certificates are 900.00; 40.00 of principal, of which 10.00 increase what is over.
POOL = (
    "beginning_pool_balance=1000.00 scheduled_principal=5.00 unscheduled_principal=25.00 ending_pool_balance=970.00 "
    "overcollateralization_increase_amount=10.00"
)
A_1 = "A-1.beginning_balance=900.00 A-1.principal_distribution=40.00 A-1.ending_balance=860.00"
TOTAL = "total.beginning_balance=900.00 total.principal_distribution=40.00 total.ending_balance=860.00"


class TestBeforeOrAfter:
    def test_after_the_distribution(self) -> None:
        assert audit(f"{POOL} {A_1} {TOTAL} overcollateralization_amount=110.00").findings == ()

    def test_before_the_distribution_as_the_layout_says(self) -> None:
        printed = f"{POOL} {A_1} {TOTAL} overcollateralization_amount=100.00"
        assert audit(printed, before_distribution=BEFORE).findings == ()
        assert warnings(audit(printed)) == ["overcollateralization", "overcollateralization-roll-forward"]

    def test_ctslink_prints_it_before(self) -> None:
        filing = ctslink("""
               Certificateholder Distribution Summary
                         Beginning                             Ending
                       Certificate         Principal      Certificate
Class                      Balance      Distribution          Balance
A1                          900.00             40.00           860.00
Totals                      900.00             40.00           860.00
</TABLE>
<TABLE>
                     COLLATERAL STATEMENT
Beginning Scheduled Collateral Balance                        1,000.00
Ending Scheduled Collateral Balance                             970.00
Overcollateralized Increase Amount                               10.00
Overcollateralized Amount                                       100.00
""")
        assert filing.findings == ()
        tested = {rule.rule: rule.held for rule in filing.reports[0].tie_outs.rules}
        assert (tested["overcollateralization"], tested["overcollateralization-roll-forward"]) == (1, 1)


class TestTheClassThatStandsForIt:
    X = "X.beginning_balance=100.00 X.principal_distribution=0.00 X.ending_balance=110.00"

    def test_its_balance_moves_by_what_is_added_and_released(self) -> None:
        audited = audit(f"{POOL} {A_1} {self.X} {TOTAL} overcollateralization_amount=110.00")
        assert warnings(audited) == []
        assert audited.notional == {"A-1": False, "X": True}
        assert ("balance-roll-forward", 3) in [(r.rule, r.held) for r in audited.tie_outs.rules]

    def test_its_balance_that_does_not_move_so_is_told(self) -> None:
        x = self.X.replace("beginning_balance=100.00", "beginning_balance=101.00")
        (finding,) = found(
            audit(f"{POOL} {A_1} {x} {TOTAL} overcollateralization_amount=110.00"), "balance-roll-forward"
        )
        assert (finding.entity, finding.expected, finding.actual) == ("X", "111.00", "110.00")

    def test_the_totals_may_count_it(self) -> None:
        total = "total.beginning_balance=1000.00 total.principal_distribution=40.00 total.ending_balance=970.00"
        audited = audit(f"{POOL} {A_1} {self.X} {total} overcollateralization_amount=110.00")
        assert warnings(audited) == []
        assert "the pool backs the certificates without X: " in found(audited, "unbacked-certificates")[0].message


class TestUnbackedCertificates:
    NOTES = "N.beginning_balance=55.00 N.principal_distribution=1.00 N.ending_balance=54.00"

    def test_the_class_without_which_the_balances_tie_is_named_for_information(self) -> None:
        total = "total.beginning_balance=955.00 total.principal_distribution=41.00 total.ending_balance=914.00"
        audited = audit(f"{POOL} {A_1} {self.NOTES} {total} overcollateralization_amount=110.00")
        assert warnings(audited) == []
        (finding,) = found(audited, "unbacked-certificates")
        assert (finding.severity, "without N:" in finding.message) == ("info", True)

    def test_where_all_are_backed_nothing_is_said(self) -> None:
        assert found(audit(f"{POOL} {A_1} {TOTAL} overcollateralization_amount=110.00"), "unbacked-certificates") == []

    def test_where_no_set_makes_them_tie_the_failures_are_told_as_printed(self) -> None:
        audited = audit(f"{POOL} {A_1} {TOTAL} overcollateralization_amount=333.00")
        assert warnings(audited) == ["overcollateralization", "overcollateralization-roll-forward"]
        assert found(audited, "unbacked-certificates") == []

    def test_a_page_without_overcollateralization_names_none(self) -> None:
        assert audit(f"ending_pool_balance=860.00 {A_1} {TOTAL}").findings == ()


class TestTarget:
    @pytest.mark.parametrize(
        ("amount", "target", "deficiency", "excess"),
        [
            ("100.00", "150.00", "50.00", "0.00"),
            ("100.00", "80.00", "0.00", "20.00"),
            ("100.00", "100.00", "0.00", "0.00"),
            ("0.00", "150.00", "150.00", "0.00"),
            ("100.00", "0.00", "0.00", "100.00"),
        ],
    )
    def test_deficiency_and_excess_are_never_less_than_nought(
        self, amount: str, target: str, deficiency: str, excess: str
    ) -> None:
        printed = (
            f"overcollateralization_amount={amount} target_overcollateralization_amount={target} "
            f"overcollateralization_deficiency_amount={deficiency} excess_overcollateralization_amount={excess}"
        )
        assert audit(printed).findings == ()

    def test_a_deficiency_where_there_is_none_is_told(self) -> None:
        printed = (
            "overcollateralization_amount=100.00 target_overcollateralization_amount=80.00 "
            "overcollateralization_deficiency_amount=20.00"
        )
        (finding,) = audit(printed).findings
        assert (finding.rule, finding.expected, finding.actual, finding.lines) == (
            "overcollateralization-deficiency",
            "0.00",
            "20.00",
            (2, 3),
        )

    def test_a_deficiency_before_the_distribution_of_an_amount_after_it(self) -> None:
        # 150.00 less the 100.00 before it, though the page prints the 110.00 after it
        printed = f"{POOL} {A_1} {TOTAL} overcollateralization_amount=110.00 target_overcollateralization_amount=150.00"
        assert audit(f"{printed} overcollateralization_deficiency_amount=50.00").findings == ()
        assert audit(f"{printed} overcollateralization_deficiency_amount=40.00").findings == ()
        assert warnings(audit(f"{printed} overcollateralization_deficiency_amount=45.00")) == [
            "overcollateralization-deficiency"
        ]


class TestCreditEnhancement:
    POOL = "ending_pool_balance=1000.00 credit_enhancement_percentage={}"
    CLASSES = "A-1.ending_balance=800.00 M-1.ending_balance=100.00 M-2.ending_balance=50.00"

    @pytest.mark.parametrize(
        ("printed", "holds"),
        [
            ("0.20000", True),  # M-1 and M-2, and 50.00 over them
            ("0.10000", True),  # M-2 alone, and the 50.00
            ("0.15000", True),  # M-1 and M-2, on a page that prints nothing over them
            ("0.30000", False),
        ],
    )
    def test_it_is_the_classes_from_some_class_down(self, printed: str, holds: bool) -> None:  # noqa: FBT001 - a table
        over = "" if printed == "0.15000" else " overcollateralization_amount=50.00"
        audited = audit(f"{self.CLASSES} {self.POOL.format(printed)}{over}")
        assert (found(audited, "credit-enhancement") == []) is holds


class TestLosses:
    """The pool loses 4.00: what is over the certificates bears it, or excess interest makes up for it."""

    POOL = (
        "beginning_pool_balance=1000.00 scheduled_principal=5.00 unscheduled_principal=25.00 net_realized_loss=4.00 "
        "ending_pool_balance=966.00 overcollateralization_increase_amount=10.00"
    )

    def test_what_is_over_bears_them(self) -> None:
        # 966.00 - 860.00 = 100.00 + 10.00 - 4.00
        assert audit(f"{self.POOL} {A_1} {TOTAL} overcollateralization_amount=106.00").findings == ()

    def test_excess_interest_is_paid_as_principal_for_them(self) -> None:
        # 44.00 = 30.00 + 10.00 + 4.00 of principal, and 966.00 - 856.00 = 100.00 + 10.00
        paid = f"{A_1} {TOTAL}".replace("=40.00", "=44.00").replace("=860.00", "=856.00")
        assert audit(f"{self.POOL} {paid} overcollateralization_amount=110.00").findings == ()

    def test_an_amount_that_is_neither_is_told(self) -> None:
        printed = f"{self.POOL} {A_1} {TOTAL} overcollateralization_amount=108.00"
        assert warnings(audit(printed)) == ["overcollateralization", "overcollateralization-roll-forward"]
