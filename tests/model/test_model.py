"""The typed objects of two real filings, every value keyed by eye from the page; and the vocabulary."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import attrs
import pytest

from abs_grammar import Report, parse, parse_file
from abs_grammar.model.measures import measures_of
from abs_grammar.model.vocabulary import CROSSINGS, MEASURES, PARTS, PER_1000, SCOPES, SHARES
from tests.filings.damage import FILINGS


def only_report(name: str) -> Report:
    (report,) = parse_file(FILINGS[name]).reports
    return report


@pytest.fixture(scope="module")
def us_bank() -> Report:
    return only_report("us_bank")


@pytest.fixture(scope="module")
def ctslink() -> Report:
    return only_report("ctslink")


def said(part: object, **expected: object) -> bool:
    """Tell whether a part says these values, to the printed digit."""
    return {name: repr(getattr(part, name)) for name in expected} == {name: repr(v) for name, v in expected.items()}


class TestUsBank:
    """Asset Backed Securities Corporation, Home Equity Loan Trust, Series 2003-HE4, of 17 November 2003."""

    def test_the_letterhead(self, us_bank: Report) -> None:
        assert us_bank.layout == "us_bank"
        assert us_bank.trustee == "US Bank, NA"
        assert us_bank.series == "2003-HE4"
        assert "Home Equity Loan Trust, Series 2003-HE4" in str(us_bank.deal)
        assert us_bank.distribution_date == date(2003, 11, 17)
        assert us_bank.record_date is None
        assert us_bank.determination_date is None

    def test_the_classes_stand_in_printed_order(self, us_bank: Report) -> None:
        names = "A-1 A-2 A-3 A-4 A-IO A-IO-INV M-1 M-2 M-3 M-4 M5-A M5-B P X R B-IO"
        assert list(us_bank.classes) == names.split()
        assert all(name == one.name for name, one in us_bank.classes.items())

    def test_a_class_gathers_what_every_table_says_of_it(self, us_bank: Report) -> None:
        assert said(
            us_bank.classes["A-1"],
            original_balance=Decimal(504000000),
            beginning_balance=Decimal(491563567),
            principal_distribution=Decimal(7955004),
            pass_through_rate=Decimal("0.0147000"),
            interest_distribution=Decimal(662382),
            realized_loss=None,
            total_distribution=Decimal(8617386),
            current_interest_shortfall=Decimal(0),
            ending_balance=Decimal(483608563),
            cusip="04541GER9",
            principal_distribution_per_1000=Decimal("15.78374"),
            interest_carryforward_amount_per_1000=Decimal("0.00000"),
            ending_balance_per_1000=Decimal("959.54080"),
            unpaid_interest_shortfall=Decimal("0.00"),
            relief_act_interest_shortfall=Decimal("0.00"),
            net_wac_rate_carryover=Decimal("0.00"),
            accretion=None,
        )

    def test_a_rate_printed_na_is_none_and_a_zero_keeps_its_digits(self, us_bank: Report) -> None:
        assert us_bank.classes["P"].pass_through_rate is None
        assert said(us_bank.classes["X"], pass_through_rate=Decimal("0E-7"), ending_balance=Decimal(7543019))
        assert str(us_bank.classes["M-1"].realized_loss) == "0.00"
        assert us_bank.classes["A-1"].realized_loss is None

    def test_a_rate_that_names_its_class_is_that_classs(self, us_bank: Report) -> None:
        assert said(us_bank.classes["A-IO"], net_wac_rate=Decimal("0.070474747"), cap_rate=None)
        assert said(us_bank.classes["B-IO"], net_wac_rate=None, cap_rate=Decimal("0.067449066"))

    def test_a_class_spelt_two_ways_is_one(self, us_bank: Report) -> None:
        assert "BIO" not in us_bank.classes
        assert said(
            us_bank.classes["B-IO"], unpaid_interest_shortfall=Decimal("0.00"), original_balance=Decimal(90000000)
        )

    def test_the_totals(self, us_bank: Report) -> None:
        assert said(
            us_bank.class_totals,
            original_balance=Decimal(1008600100),
            beginning_balance=Decimal(983683252),
            principal_distribution=Decimal(15639767),
            interest_distribution=Decimal(2319948),
            total_distribution=Decimal(17959715),
            ending_balance=Decimal(968043484),
            pass_through_rate=None,
        )

    def test_the_groups(self, us_bank: Report) -> None:
        assert list(us_bank.groups) == ["Group 1", "Group 2", "Total"]
        assert said(
            us_bank.groups["Group 2"],
            beginning_pool_balance=Decimal(384627023),
            scheduled_principal=Decimal(323393),
            unscheduled_principal=Decimal(5553152),
            principal_remittance=Decimal(5876545),
            ending_pool_balance=Decimal(378750478),
            ending_loan_count=2166,
            scheduled_interest_net=Decimal(2239861),
            interest_remittance=Decimal(2239861),
            servicing_fee=Decimal(160261),
            foreclosure_loan_count=5,
            foreclosure_balance=Decimal("947397.82"),
            reo_market_value=Decimal(0),
        )
        assert said(us_bank.groups["Group 1"], reo_market_value=Decimal(0), servicing_fee=Decimal(251216))

    def test_the_buckets_of_each_group(self, us_bank: Report) -> None:
        assert len(us_bank.delinquency) == 9
        assert said(
            us_bank.delinquency["Group 1 / 60-89 days"],
            delinquent_loan_count=27,
            delinquent_balance=Decimal(3621077),
            foreclosure_loan_count=None,
        )
        assert said(
            us_bank.delinquency["Group 2 / 90 + days"], delinquent_loan_count=1, delinquent_balance=Decimal("87583.76")
        )
        assert said(
            us_bank.delinquency["Total / 30-59 days"],
            delinquent_loan_count=94,
            delinquent_balance=Decimal("12267233.55"),
        )

    def test_the_deal(self, us_bank: Report) -> None:
        assert said(
            us_bank.pool,
            ending_pool_balance=Decimal(975586503),
            ending_loan_count=6204,
            liquidated_loan_count=0,
            weighted_average_maturity=Decimal(349),
            weighted_average_gross_coupon=Decimal("0.0755854"),
            cumulative_realized_loss=Decimal("0.00"),
        )
        assert said(
            us_bank.enhancement,
            overcollateralization_amount=Decimal(7543019),
            target_overcollateralization_amount=Decimal(22189283),
            credit_enhancement_percentage=Decimal("0.19182627"),
            overcollateralization_deficiency_amount=Decimal("18326286.83"),
            excess_cash_flow=Decimal("3680022.55"),
            required_overcollateralization_amount=None,
        )
        assert said(
            us_bank.funds,
            current_advances=Decimal("3775888.2"),
            outstanding_advances=Decimal("4570779.31"),
            prepayment_penalties=Decimal("200214.31"),
            prepayment_penalty_loan_count=37,
            prepayment_penalty_scheduled_loan_count=38,
            available_distribution_amount=Decimal("17968819.50"),
        )
        assert said(us_bank.fees, extraordinary_trust_fund_expenses=Decimal("0.00"), trustee_fee=None)
        assert said(us_bank.triggers, trigger_event_occurred="NO", stepdown_date_occurred="NO")
        assert us_bank.accounts == {}


class TestCtslink:
    """Terwin Securitization LLC., Asset-Backed Certificates, Series 2003-4HE, of 25 November 2003."""

    def test_the_letterhead(self, ctslink: Report) -> None:
        assert ctslink.deal == "Terwin Securitization LLC. Asset-Backed Certificates"
        assert ctslink.series == "2003-4HE"
        assert ctslink.trustee == "Wells Fargo Bank Minnesota, N.A."
        assert (ctslink.record_date, ctslink.distribution_date) == (date(2003, 10, 31), date(2003, 11, 25))

    def test_the_classes_stand_in_printed_order(self, ctslink: Report) -> None:
        assert list(ctslink.classes) == ["R", "A1", "A2", "A3", "M1", "M2", "B", "N", "X", "RX"]

    def test_the_parts_of_a_statement_are_joined_by_class(self, ctslink: Report) -> None:
        assert said(
            ctslink.classes["A2"],
            cusip="881561BY9",
            class_description="SEN",
            pass_through_rate=Decimal("0.0132000"),
            beginning_balance=Decimal("23600000.00"),
            interest_distribution=Decimal("22498.67"),
            principal_distribution=Decimal("599946.88"),
            realized_loss=Decimal("0.00"),
            ending_balance=Decimal("23000053.12"),
            total_distribution=Decimal("622445.55"),
            cumulative_realized_loss=Decimal("0.00"),
            original_balance=Decimal("23600000.00"),
            unscheduled_principal_distribution=Decimal("599946.88"),
            class_factor=Decimal("0.97457852"),
            accrued_interest=Decimal("22498.67"),
            unscheduled_principal_distribution_per_1000=Decimal("25.42147797"),
            ending_balance_per_1000=Decimal("974.57852203"),
            interest_distribution_per_1000=Decimal("0.95333347"),
            net_wac_rate=None,
        )

    def test_zeros_keep_their_digits(self, ctslink: Report) -> None:
        assert said(
            ctslink.classes["RX"],
            pass_through_rate=Decimal("0E-7"),
            class_factor=Decimal("0E-8"),
            original_balance=Decimal("0.00"),
            realized_loss_per_1000=Decimal("0E-8"),
        )

    def test_the_totals_leave_out_what_the_page_does(self, ctslink: Report) -> None:
        assert said(
            ctslink.class_totals,
            original_balance=Decimal("249706382.72"),
            beginning_balance=Decimal("249706282.72"),
            ending_balance=Decimal("245629248.05"),
            class_factor=Decimal("0.98367228"),
            accrued_interest=Decimal("397373.35"),
            total_distribution=Decimal("4473947.78"),
            pass_through_rate=None,
            cusip=None,
        )

    def test_the_buckets(self, ctslink: Report) -> None:
        names = ["0-29 Days", "30 Days", "60 Days", "90 Days", "120 Days", "150 Days", "180+ Days", "Total"]
        assert list(ctslink.delinquency) == names
        assert said(
            ctslink.delinquency["30 Days"],
            delinquent_loan_count=36,
            delinquent_balance=Decimal("4896139.31"),
            bankruptcy_loan_count=2,
            bankruptcy_balance=Decimal("215634.26"),
            reo_loan_count=0,
            total_delinquent_loan_count=38,
            total_delinquent_balance=Decimal("5111773.57"),
            delinquent_loan_count_share=Decimal("0.02474227"),
            bankruptcy_balance_share=Decimal("0.00092185"),
        )
        assert said(ctslink.delinquency["0-29 Days"], delinquent_loan_count=None, bankruptcy_loan_count=0)
        assert said(ctslink.delinquency["180+ Days"], delinquent_loan_count=0, delinquent_balance=Decimal("0.00"))
        assert said(
            ctslink.delinquency["Total"], delinquent_loan_count=43, total_delinquent_balance_share=Decimal("0.02480541")
        )

    def test_the_accounts(self, ctslink: Report) -> None:
        assert [name.upper() for name in ctslink.accounts] == ["CERTIFICATE ACCOUNT", "CAP CONTRACT"]
        certificate, cap = ctslink.accounts.values()
        assert said(
            certificate,
            account_beginning_balance=Decimal("0.00"),
            deposit_interest_and_principal=Decimal("4513296.15"),
            deposit_servicer_advances=Decimal("40599.02"),
            deposit_prepayment_penalties=Decimal("26790.84"),
            account_deposits=Decimal("4580686.01"),
            withdrawal_servicing_fee=Decimal("106738.23"),
            withdrawal_interest_and_principal=Decimal("4473947.78"),
            account_withdrawals=Decimal("4580686.01"),
        )
        assert said(cap, account_ending_balance=Decimal("0.00"), deposit_servicer_advances=None)

    def test_the_deal(self, ctslink: Report) -> None:
        assert said(
            ctslink.pool,
            collateral_description="Mixed Fixed & Arm",
            weighted_average_pass_through_rate=Decimal("0.06865926"),
            weighted_average_maturity=Decimal(344),
            beginning_loan_count=1468,
            paid_in_full_loan_count=13,
            ending_actual_pool_balance=Decimal("233914321.09"),
            principal_and_interest_constant=Decimal("1662802.15"),
        )
        assert said(
            ctslink.fees,
            gross_servicing_fee=Decimal("98669.27"),
            lpmi_fee=Decimal("5602.28"),
            trustee_fee=Decimal("2466.68"),
            net_servicing_fee=Decimal("106738.23"),
            compensating_interest=Decimal("0.00"),
            special_servicing_fee=Decimal("0.00"),
        )
        assert said(
            ctslink.enhancement,
            overcollateralization_release_amount=Decimal("460.21"),
            target_overcollateralization_amount=Decimal("4617722.51"),
            required_overcollateralization_amount=Decimal("0.00"),
            overcollateralization_amount=Decimal("4618182.72"),
            excess_cash_flow=Decimal("1048913.61"),
        )
        assert said(ctslink.funds, cumulative_prepayment_penalties=Decimal("26790.84"), prepayment_penalty_loan_count=4)
        assert said(ctslink.triggers, trigger_event_occurred="NO", stepdown_date_occurred=None)
        assert ctslink.groups == {}


class TestAbsence:
    """Absent is `None`; so is a printed N/A, whose text its fact keeps."""

    PAGE = """STATEMENT TO CERTIFICATEHOLDERS

DISTRIBUTION SUMMARY

     Class           Loss        Total Dist       End Bal
      A-1            N/A         8,617,386             0
      A-2            0.00                        161,327,967
"""

    def test_na_blank_and_zero_are_three_things(self) -> None:
        (report,) = parse(self.PAGE, layout="us_bank").reports
        assert said(
            report.classes["A-1"], realized_loss=None, total_distribution=Decimal(8617386), ending_balance=Decimal(0)
        )
        assert said(report.classes["A-2"], realized_loss=Decimal("0.00"), total_distribution=None)
        printed = {(f.entity, f.measure): (f.text, f.value) for f in report.facts()}
        assert printed["A-1", "realized_loss"] == ("N/A", None)
        assert ("A-2", "total_distribution") not in printed
        assert report.class_totals is None
        assert (report.pool, report.groups, report.distribution_date) == (None, {}, None)


class TestObjects:
    """The parts are slotted and comparable, and frozen but for the facts."""

    def test_two_parses_of_one_filing_are_equal(self, us_bank: Report) -> None:
        assert only_report("us_bank") == us_bank

    def test_a_class_cannot_be_changed_by_accident(self, us_bank: Report) -> None:
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            us_bank.classes["A-1"].ending_balance = Decimal(0)  # type: ignore[misc]

    def test_none_takes_a_field_it_does_not_have(self, us_bank: Report) -> None:
        for part in (us_bank, us_bank.classes["A-1"], us_bank.facts()[0], us_bank.fees):
            with pytest.raises(AttributeError):
                part.colour = "red"  # type: ignore[union-attr]


VOCABULARY = {
    "distribution_date": "date",
    "record_date": "date",
    "cusip": "text",
    "class_description": "text",
    "collateral_description": "text",
    "original_balance": "usd",
    "beginning_balance": "usd",
    "ending_balance": "usd",
    "class_factor": "fraction",
    "principal_distribution": "usd",
    "realized_loss": "usd",
    "pass_through_rate": "fraction",
    "net_wac_rate_carryover": "usd",
    "cap_rate": "fraction",
    "beginning_balance_per_1000": "per_1000",
    "interest_carryforward_amount_per_1000": "per_1000",
    "weighted_average_maturity": "months",
    "beginning_loan_count": "count",
    "reo_market_value": "usd",
    "delinquent_loan_count": "count",
    "delinquent_loan_count_share": "fraction",
    "total_delinquent_balance_share": "fraction",
    "credit_enhancement_percentage": "fraction",
    "prepayment_penalty_loan_count": "count",
    "account_deposits": "usd",
    "trigger_event_occurred": "flag",
    "stepdown_date_occurred": "flag",
}


class TestVocabulary:
    """The classes of the model are the one source of the vocabulary."""

    @pytest.mark.parametrize(("name", "unit"), VOCABULARY.items())
    def test_a_measure_has_one_unit(self, name: str, unit: str) -> None:
        assert MEASURES[name].unit == unit
        assert {
            m.unit for parts in PARTS.values() for part in parts for n, m in measures_of(part).items() if n == name
        } == {unit}

    def test_every_measure_is_defined_and_says_who_defines_it(self) -> None:
        assert [name for name, measure in MEASURES.items() if not measure.definition or not measure.source] == []

    def test_amounts_per_unit_and_shares_go_with_the_measure_they_are_of(self) -> None:
        assert PER_1000["principal_distribution"] == "principal_distribution_per_1000"
        assert "original_balance" not in PER_1000
        assert SHARES["foreclosure_balance"] == "foreclosure_balance_share"
        assert {name.removesuffix("_per_1000") for name in MEASURES if name.endswith("_per_1000")} == set(PER_1000)
        assert {name.removesuffix("_share") for name in MEASURES if name.endswith("_share")} == set(SHARES)

    def test_a_status_and_a_quantity_make_a_measure(self) -> None:
        assert CROSSINGS["foreclosure", "loan_count"] == "foreclosure_loan_count"
        assert CROSSINGS["outstanding", "balance"] == "ending_pool_balance"
        assert CROSSINGS["reo", "market_value"] == "reo_market_value"
        assert ("foreclosure", "market_value") not in CROSSINGS

    def test_a_measure_knows_of_whom_it_can_speak(self) -> None:
        assert SCOPES["realized_loss"] == {"class", "group", "deal"}
        assert SCOPES["cusip"] == {"class"}
        assert SCOPES["account_deposits"] == {"account"}
        assert SCOPES["delinquent_balance"] == {"delinquency"}
