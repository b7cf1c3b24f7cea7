"""Two sides are equal, equal within rounding, or not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from abs_grammar.tieouts.identity import Check, Identity, Outcome
from tests.tieouts.by_hand import row

ROLL_FORWARD = Identity("ending_balance = beginning_balance - principal_distribution - realized_loss? + accretion?")
FACTOR = Identity("class_factor = ending_balance / original_balance")
PER_1000 = Identity("principal_distribution_per_1000 = 1000 * principal_distribution / original_balance")
PAID = Identity("ending_pool_balance = beginning_pool_balance - net_realized_loss|realized_loss?")
COUNT = Identity("ending_loan_count = beginning_loan_count - paid_in_full_loan_count")


def check(identity: Identity, printed: str) -> Check:
    checked = identity.check(row(printed))
    assert checked is not None
    return checked


class TestEquality:
    def test_sides_that_are_equal_hold(self) -> None:
        printed = "ending_balance=98.00 beginning_balance=100.00 principal_distribution=2.00"
        assert check(ROLL_FORWARD, printed).outcome is Outcome.HELD

    def test_sides_that_differ_by_more_than_rounding_fail(self) -> None:
        checked = check(ROLL_FORWARD, "ending_balance=98.02 beginning_balance=100.00 principal_distribution=2.00")
        assert (checked.outcome, checked.difference) == (Outcome.FAILED, Decimal("0.02"))

    def test_a_printed_nought_is_a_figure(self) -> None:
        printed = "ending_balance=98 beginning_balance=98 principal_distribution=0"
        assert check(ROLL_FORWARD, printed).outcome is Outcome.HELD

    def test_a_negative_figure_is_one(self) -> None:
        printed = "ending_balance=-3.00 beginning_balance=-1.00 principal_distribution=2.00"
        assert check(ROLL_FORWARD, printed).outcome is Outcome.HELD


class TestRounding:
    """Half a unit of the last printed place of each term, summed: of three terms in dollars, a dollar and a half."""

    @pytest.mark.parametrize(
        ("ending", "outcome"),
        [("98", Outcome.HELD), ("99", Outcome.ROUNDED), ("97", Outcome.ROUNDED), ("100", Outcome.FAILED)],
    )
    def test_in_dollars(self, ending: str, outcome: Outcome) -> None:
        printed = f"ending_balance={ending} beginning_balance=100 principal_distribution=2"
        assert check(ROLL_FORWARD, printed).outcome is outcome

    @pytest.mark.parametrize(
        ("ending", "outcome"),
        [
            # 0.005 for the ending balance, 0.5 and 0.5 for the other two: 1.005 and no more
            ("99.00", Outcome.ROUNDED),
            ("99.005", Outcome.FAILED),  # a digit more on the page: half of 0.001, and 1.0005 in all
            ("99.01", Outcome.FAILED),
        ],
    )
    def test_each_term_has_its_own_last_place(self, ending: str, outcome: Outcome) -> None:
        printed = f"ending_balance={ending} beginning_balance=100 principal_distribution=2"
        assert check(ROLL_FORWARD, printed).outcome is outcome

    @pytest.mark.parametrize(("ending", "outcome"), [("99.5", Outcome.ROUNDED), ("99.6", Outcome.FAILED)])
    def test_exactly_half_a_unit_summed_is_rounding_and_a_hair_more_is_not(self, ending: str, outcome: Outcome) -> None:
        # Half a tenth of the balance after, half a dollar of the one before and of the principal, half a tenth of the
        # loss: 1.1 in all. The right side comes to 98.4.
        printed = f"ending_balance={ending} beginning_balance=100 principal_distribution=1 realized_loss=0.6"
        assert check(ROLL_FORWARD, printed).difference in (Decimal("1.1"), Decimal("1.2"))
        assert check(ROLL_FORWARD, printed).outcome is outcome

    @pytest.mark.parametrize(("ending", "outcome"), [("1455", Outcome.HELD), ("1456", Outcome.FAILED)])
    def test_a_count_is_exact(self, ending: str, outcome: Outcome) -> None:
        printed = f"ending_loan_count={ending} beginning_loan_count=1468 paid_in_full_loan_count=13"
        assert check(COUNT, printed).outcome is outcome

    @pytest.mark.parametrize(
        ("factor", "outcome"),
        [
            # 2 / 3; but 1.5 / 3.5 is 0.43 and 2.5 / 2.5 is 1.00, and either may be printed as 2 and 3
            ("0.67", Outcome.ROUNDED),
            ("0.99", Outcome.ROUNDED),
            ("1.20", Outcome.FAILED),
        ],
    )
    def test_a_quotient_is_as_exact_as_what_it_is_made_of(self, factor: str, outcome: Outcome) -> None:
        assert check(FACTOR, f"class_factor={factor} ending_balance=2 original_balance=3").outcome is outcome

    @pytest.mark.parametrize(
        ("per_1000", "outcome"),
        [
            # 7,955,004 / 504,000 is 15.783738...; half a dollar is 0.000001 of it, and half of the last place 0.000005
            ("15.78374", Outcome.ROUNDED),
            ("15.78373", Outcome.FAILED),
            ("15.78375", Outcome.FAILED),
        ],
    )
    def test_an_amount_for_each_1000_is_told_from_its_neighbours(self, per_1000: str, outcome: Outcome) -> None:
        printed = (
            f"principal_distribution_per_1000={per_1000} principal_distribution=7955004 original_balance=504000000"
        )
        assert check(PER_1000, printed).outcome is outcome


class TestTermsThatAreNotPrinted:
    def test_without_a_term_that_is_not_optional_there_is_nothing_to_check(self) -> None:
        assert ROLL_FORWARD.check(row("ending_balance=98.00 beginning_balance=100.00")) is None

    def test_without_the_left_side_there_is_nothing_to_check(self) -> None:
        assert ROLL_FORWARD.check(row("beginning_balance=98.00 principal_distribution=100.00")) is None

    def test_not_applicable_is_not_printed(self) -> None:
        printed = "ending_balance=98.00 beginning_balance=N/A principal_distribution=2.00"
        assert ROLL_FORWARD.check(row(printed)) is None

    def test_an_optional_term_is_nothing_where_it_is_not_printed_and_counts_where_it_is(self) -> None:
        printed = "ending_balance=97.50 beginning_balance=100.00 principal_distribution=2.00"
        assert check(ROLL_FORWARD, printed).outcome is Outcome.FAILED
        assert check(ROLL_FORWARD, f"{printed} realized_loss=0.50").outcome is Outcome.HELD
        assert check(ROLL_FORWARD, f"{printed} realized_loss=1.00 accretion=0.50").outcome is Outcome.HELD

    def test_of_two_names_the_first_that_is_printed_counts(self) -> None:
        printed = "ending_pool_balance=90 beginning_pool_balance=100"
        assert check(PAID, f"{printed} realized_loss=10").outcome is Outcome.HELD
        assert check(PAID, f"{printed} realized_loss=70 net_realized_loss=10").outcome is Outcome.HELD
        assert check(PAID, f"{printed} realized_loss=10 net_realized_loss=70").outcome is Outcome.FAILED

    def test_nothing_is_divided_by_nought(self) -> None:
        assert FACTOR.check(row("class_factor=0.00 ending_balance=0.00 original_balance=0.00")) is None

    def test_an_identity_of_optional_terms_wants_one_of_them(self) -> None:
        deposits = Identity("account_deposits = deposit_servicer_advances? + deposit_prepayment_penalties?")
        assert deposits.check(row("account_deposits=5.00")) is None
        assert check(deposits, "account_deposits=5.00 deposit_prepayment_penalties=5.00").outcome is Outcome.HELD


class TestFiguresPrintedTwice:
    def test_it_holds_if_it_holds_for_one_printing(self) -> None:
        printed = "ending_balance=98.00 ending_balance=89.00 beginning_balance=100.00 principal_distribution=11.00"
        checked = check(ROLL_FORWARD, printed)
        assert checked.outcome is Outcome.HELD
        assert checked.left.value == 89

    def test_if_it_holds_for_none_the_first_is_told(self) -> None:
        printed = "ending_balance=98.00 ending_balance=97.00 beginning_balance=100.00 principal_distribution=11.00"
        assert check(ROLL_FORWARD, printed).left.value == 98

    def test_many_different_printings_take_no_time(self) -> None:
        figures = " ".join(
            f"{measure}={n}.00" for measure in ("ending_balance", "beginning_balance") for n in range(2, 2000, 2)
        )
        assert check(ROLL_FORWARD, f"{figures} principal_distribution=0.01").outcome is Outcome.ROUNDED
        assert check(ROLL_FORWARD, f"{figures} principal_distribution=9999.00").outcome is Outcome.FAILED


class TestHowItIsTold:
    def test_the_right_side_is_written_out_as_printed(self) -> None:
        printed = "ending_balance=98.00 beginning_balance=100.00 principal_distribution=2.50 accretion=0.10"
        assert check(ROLL_FORWARD, printed).right() == (
            "beginning balance 100.00 - principal distribution 2.50 + accretion 0.10"
        )
        printed = "principal_distribution_per_1000=1 principal_distribution=5 original_balance=500"
        assert check(PER_1000, printed).right() == "1000 * principal distribution 5 / original balance 500"
