"""Printed words and the measures they name, as trustees of the field print them: keyed by hand, not by the program."""

from __future__ import annotations

import time

import pytest

from abs_grammar.drafting.matching import Setting, guesses, plain_words, says_per_1000, sure
from abs_grammar.drafting.phrasebook import PHRASES, QUANTITY_PHRASES, STATUS_PHRASES
from abs_grammar.model.vocabulary import MEASURES, QUANTITIES, STATUSES

CLASS = Setting(frozenset({"class"}))
DEAL = Setting(frozenset({"deal", "group"}))
ACCOUNT = Setting(frozenset({"account"}))


def named(text: str, setting: Setting) -> str | None:
    """Give the word of the vocabulary that a text is taken for, if any."""
    found = sure(guesses(text, setting))
    return found.word if found is not None else None


# What heads the columns of class tables: Bankers Trust, Chase, LaSalle, Bank of New York, Norwest, First Union.
OVER_CLASSES = [
    ("Certificate Face Value", "original_balance"),
    ("Orig. Prin. Bal.", "original_balance"),
    ("Initial Certificate Balance", "original_balance"),
    ("Original Denomination", "original_balance"),
    ("Opening Balance", "beginning_balance"),
    ("Prior Principal Balance", "beginning_balance"),
    ("Beg. Cert. Bal.", "beginning_balance"),
    ("Principal Balance Before Distribution", "beginning_balance"),
    ("Beginning Notional Balance", "beginning_balance"),
    ("Current Principal Balance", "ending_balance"),
    ("Remaining Principal Balance", "ending_balance"),
    ("Closing Balance", "ending_balance"),
    ("Outstanding Certificate Principal Balance", "ending_balance"),
    ("Remittance Rate", "pass_through_rate"),
    ("Pass-Thru Rate", "pass_through_rate"),
    ("Certificate Interest Rate", "pass_through_rate"),
    ("Coupon", "pass_through_rate"),
    ("Interest", "interest_distribution"),
    ("Interest Payment", "interest_distribution"),
    ("Int. Paid", "interest_distribution"),
    ("Principal", "principal_distribution"),
    ("Principal Distributable", "principal_distribution"),
    ("Prin Pmt", "principal_distribution"),
    ("Sched. Prin. Distribution", "scheduled_principal_distribution"),
    ("Total Distribution", "total_distribution"),
    ("Realized Losses", "realized_loss"),
    ("Cum. Realized Losses", "cumulative_realized_loss"),
    ("Carryover Shortfall", "net_wac_rate_carryover"),
    ("Basis Risk Shortfall", "net_wac_rate_carryover"),
    ("Interest Carry Forward", "interest_carryforward_amount"),
    ("Unpaid Interest", "unpaid_interest_shortfall"),
    ("Accrued Certificate Interest", "accrued_interest"),
    ("Accretion", "accretion"),
    ("CUSIP No.", "cusip"),
    ("Initial Principal Amount", "original_balance"),
    ("Original Note Balance", "original_balance"),
    ("Note Balance, beginning of period", "beginning_balance"),
    ("Outstanding Principal Amount at the beginning of the period", "beginning_balance"),
    ("Outstanding Principal Amount", "ending_balance"),
    ("Principal Amount of Notes, ending", "ending_balance"),
    ("Invested Amount, end of month", "ending_balance"),
    ("(c) Note Rate", "pass_through_rate"),
    ("12(b) Interest Rate", "pass_through_rate"),
    ("IV. Note Factor", "class_factor"),
    ("Principal Amount Paid", "principal_distribution"),
    ("Investor Charge-Offs", "realized_loss"),
    ("Class Factor", "class_factor"),
]

# What stands beside the lines of the deal and of its groups of loans.
OF_THE_DEAL = [
    ("Beginning Pool Balance", "beginning_pool_balance"),
    ("Ending Stated Principal Balance of the Mortgage Loans", "ending_pool_balance"),
    ("Number of Mortgage Loans", "ending_loan_count"),
    ("No. of loans paid in full", "paid_in_full_loan_count"),
    ("Prepayments and Curtailments", "unscheduled_principal"),
    ("Scheduled Prin.", "scheduled_principal"),
    ("Repurchase Proceeds", "repurchase_proceeds"),
    ("Net Liquidation Proceeds", "net_liquidation_proceeds"),
    ("Gross WAC", "weighted_average_gross_coupon"),
    ("Wtd. Avg. Mortgage Rate", "weighted_average_gross_coupon"),
    ("WAM", "weighted_average_maturity"),
    ("Weighted Average Remaining Term to Maturity", "weighted_average_maturity"),
    ("Servicing Fees", "servicing_fee"),
    ("Trustee Fee", "trustee_fee"),
    ("Compensating Interest", "compensating_interest"),
    ("Available Funds", "available_distribution_amount"),
    ("Advances made this month", "current_advances"),
    ("Unreimbursed Advances", "outstanding_advances"),
    ("Prepayment Premiums", "prepayment_penalties"),
    ("Required Overcollateralization Amt", "required_overcollateralization_amount"),
    ("OC Target Amount", "target_overcollateralization_amount"),
    ("Has the Stepdown Date Occurred?", "stepdown_date_occurred"),
    ("Has a Trigger Event occurred", "trigger_event_occurred"),
    ("Soldiers and Sailors Interest Shortfall", "relief_act_interest_shortfall"),
    ("Foreclosures - Number of Loans", "foreclosure_loan_count"),
    ("Principal balance of loans in bankruptcy", "bankruptcy_balance"),
    ("(i) Aggregate Contract Balance, beginning", "beginning_pool_balance"),
    ("Aggregate Receivables Balance, end of period", "ending_pool_balance"),
    ("Discounted Lease Balance, ending", "ending_pool_balance"),
    ("1. Number of Contracts, beginning", "beginning_loan_count"),
    ("Number of Leases, ending", "ending_loan_count"),
    ("Contracts paid in full", "paid_in_full_loan_count"),
    ("Weighted Average APR of the Receivables", "weighted_average_gross_coupon"),
    ("Net Charge-Offs", "net_realized_loss"),
]

OF_AN_ACCOUNT = [
    ("Beginning Balance", "account_beginning_balance"),
    ("Ending Bal.", "account_ending_balance"),
    ("Total Deposits", "account_deposits"),
    ("Withdrawals", "account_withdrawals"),
]

# Words that name no measure of ours, or more than one.
NOT_CERTAIN = [
    ("Balance", CLASS),
    ("Certificate Balance", CLASS),
    ("Amount", CLASS),
    ("Amount", DEAL),
    ("Shortfall", CLASS),
    ("Widget Quotient", CLASS),
    ("Principal Amount", CLASS),
    ("Note Principal Amount", CLASS),
    ("Aggregate Contract Balance, ending", CLASS),
    ("Note Balance, ending", DEAL),
    ("Initial Pool Balance", DEAL),
    ("Aggregate Receivables Balance", DEAL),
    ("Backup Servicer Fee", DEAL),
    ("Number of Certificates", DEAL),
    ("Coffee Index", DEAL),
    ("Percentage", DEAL),
    ("Total", DEAL),
    ("Fraud Coverage", DEAL),
    ("Master Servicer", DEAL),
    ("Record", DEAL),
    ("of the", DEAL),
    ("", DEAL),
    ("$", DEAL),
    ("(1)", DEAL),
]


class TestWordsOfTheField:
    @pytest.mark.parametrize(("text", "measure"), OVER_CLASSES)
    def test_over_classes(self, text: str, measure: str) -> None:
        assert named(text, CLASS) == measure

    @pytest.mark.parametrize(("text", "measure"), OF_THE_DEAL)
    def test_of_the_deal(self, text: str, measure: str) -> None:
        assert named(text, DEAL) == measure

    @pytest.mark.parametrize(("text", "measure"), OF_AN_ACCOUNT)
    def test_of_an_account(self, text: str, measure: str) -> None:
        assert named(text, ACCOUNT) == measure

    @pytest.mark.parametrize(("text", "setting"), NOT_CERTAIN)
    def test_what_is_not_certain_is_not_said_to_be(self, text: str, setting: Setting) -> None:
        assert named(text, setting) is None

    def test_a_misprint_costs_some_certainty_and_no_more(self) -> None:
        (whole, *_), (misprinted, *_) = guesses("Accrued Interest", CLASS), guesses("Acrrued Interest", CLASS)
        assert (whole.word, whole.percent) == ("accrued_interest", 100)
        assert misprinted.word == "accrued_interest"
        assert misprinted.percent < 100

    @pytest.mark.parametrize(
        ("text", "measure"),
        [
            ("Aggregate number of loans in the pool as of the Determination Date", "ending_loan_count"),
            ("Total Withdrawals (Pool Distribution Amount)", "account_withdrawals"),
            ("Weighted Average Maturity(Stepdown Calculation )", "weighted_average_maturity"),
            ("Ending Actual Collateral Balance at 31-Oct-2003", "ending_actual_pool_balance"),
        ],
    )
    def test_what_is_said_besides_costs_some_certainty(self, text: str, measure: str) -> None:
        setting = ACCOUNT if measure.startswith("account") else DEAL
        assert named(text, setting) == measure

    def test_a_hint_is_given_where_nothing_is_certain(self) -> None:
        assert "interest_realized_loss" in [guess.word for guess in guesses("Losses charged to interest", CLASS)]


class TestThePlace:
    def test_one_text_is_one_thing_of_a_class_and_another_of_the_loans(self) -> None:
        assert named("Beg Bal", CLASS) == "beginning_balance"
        assert named("Beg Bal", DEAL) == "beginning_pool_balance"
        assert named("Beg Bal", ACCOUNT) == "account_beginning_balance"

    def test_a_title_says_which_payments_are_meant(self) -> None:
        text = "Payments of Interest and Principal"
        assert named(text, ACCOUNT) is None
        assert named(text, Setting(frozenset({"account"}), "Deposits")) == "deposit_interest_and_principal"
        assert named(text, Setting(frozenset({"account"}), "Withdrawals")) == "withdrawal_interest_and_principal"

    def test_a_title_lends_the_status_that_a_line_leaves_out(self) -> None:
        assert named("Number of Loans", Setting(title="FORECLOSURES")) == "foreclosure_loan_count"
        assert named("Number of Loans", Setting(title="REO PROPERTIES")) == "reo_loan_count"

    def test_a_bare_number_of_loans_below_late_ones_is_not_that_of_the_pool(self) -> None:
        assert named("Number of Contracts", DEAL) == "ending_loan_count"
        assert named("Number of Contracts", Setting(title="Delinquent Contracts")) is None

    def test_losses_among_the_interest_may_be_of_either_kind(self) -> None:
        assert named("Realized Losses", Setting(frozenset({"class"}), "Principal Distribution")) == "realized_loss"
        assert named("Realized Losses", Setting(frozenset({"class"}), "Interest Distribution")) is None

    def test_a_factor_for_each_1000_is_read_as_what_it_is_a_factor_of(self) -> None:
        setting = Setting(frozenset({"class"}), "Amounts per $1,000 unit", per_1000=True)
        assert named("Principal Factor", setting) == "principal_distribution"
        assert named("Ending Balance Factor", setting) == "ending_balance"

    def test_a_form_that_the_unit_is_never_printed_in_rules_a_measure_out(self) -> None:
        setting = Setting(frozenset({"class"}), figures=("1.55000%", "2.10000%"))
        assert named("Interest", setting) is None
        assert named("Interest Rate", setting) == "pass_through_rate"

    def test_what_a_grid_prints_is_a_status_and_a_quantity(self) -> None:
        for text, quantity in (("No. of Loans", "loan_count"), ("Unpaid Principal Balance", "balance")):
            assert named(text, Setting(quantity=True)) == quantity
        for text, status in (("Foreclosures", "foreclosure"), ("In Bankruptcy", "bankruptcy"), ("REO", "reo")):
            assert named(text, Setting(status=True)) == status


class TestPlainWords:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("Wtd. Avg. Coup.", ["weighted", "average", "coupon"]),
            ("O/C Release Amt", ["overcollateralization", "release", "amount"]),
            ("# of Pre-Payments", ["number", "of", "prepayment"]),
            ("No. of Mortg. Loans", ["number", "of", "mortgage", "loan"]),
            ("Beginning Certificate/ Notional Balance", ["beginning", "certificate", "notional", "balance"]),
            ("Losses &amp; Penalties", ["loss", "and", "penalty"]),
        ],
    )
    def test_abbreviations_are_put_back(self, text: str, words: list[str]) -> None:
        assert plain_words(text) == words

    @pytest.mark.parametrize("title", ["AMOUNTS PER $1,000 UNIT", "Factor Information", "Per $1000 Original Face"])
    def test_a_title_says_that_amounts_are_for_each_1000(self, title: str) -> None:
        assert says_per_1000(title)

    @pytest.mark.parametrize("title", ["Distribution Summary", "Performance", "Manufactured Housing"])
    def test_another_does_not(self, title: str) -> None:
        assert not says_per_1000(title)


class TestThePhrasebook:
    def test_every_phrase_is_of_a_word_that_the_vocabulary_has(self) -> None:
        unknown = PHRASES.keys() - MEASURES.keys() - {"deferred_interest"}
        assert unknown == set()
        assert STATUS_PHRASES.keys() <= STATUSES
        assert QUANTITY_PHRASES.keys() <= QUANTITIES

    def test_every_measure_is_found_by_its_own_name(self) -> None:
        lost = []
        for name, measure in MEASURES.items():
            if not name.endswith(("_per_1000", "_share")) and measure.unit != "text":
                scopes = frozenset({"class", "deal", "group", "account", "delinquency"})
                found = guesses(name.replace("_", " "), Setting(scopes))
                if name not in [guess.word for guess in found]:
                    lost.append(name)
        assert lost == []

    def test_a_long_text_is_refused_in_no_time(self) -> None:
        began = time.process_time()
        for text in ("A " * 20_000, "(" * 20_000, "Interest " * 10_000, "x" * 50_000):
            guesses(text, DEAL)
        assert time.process_time() - began < 1
