"""What Wells Fargo's CTSLink prints, in its own words, and the measure each means."""

from __future__ import annotations

from tests.pages.kit import Column

__all__ = ["ACCOUNT", "ACCOUNTS", "COLLATERAL", "FEES", "INTEREST", "INTEREST_FACTORS", "MISCELLANEOUS"]
__all__ += ["NOTES", "OTHER", "PREPAYMENT", "PRINCIPAL", "PRINCIPAL_FACTORS", "STATUSES", "SUMMARY"]

# `{mark}` stands where a footnote mark may be printed.
SUMMARY = (
    Column(("CUSIP",), "cusip", "cusip"),
    Column(("Certificate", "Class", "Description"), "class_description", "description"),
    Column(("Certificate", "Pass-Through", "Rate"), "pass_through_rate", "rate"),
    Column(("Beginning", "Certificate", "Balance"), "beginning_balance", "money"),
    Column(("Interest", "Distribution"), "interest_distribution", "money"),
    Column(("Principal", "Distribution"), "principal_distribution", "money"),
    Column(("Current", "Realized", "Loss"), "realized_loss", "money"),
    Column(("Ending", "Certificate", "Balance"), "ending_balance", "money"),
    Column(("Total", "Distribution"), "total_distribution", "money"),
    Column(("Cumulative", "Realized", "Losses"), "cumulative_realized_loss", "money"),
)
_ORIGINAL = Column(("Original", "Face", "Amount"), "original_balance", "money")
_RATE = Column(("Current", "Certificate", "Rate"), "pass_through_rate", "rate")
PRINCIPAL = (
    _ORIGINAL,
    Column(("Beginning", "Certificate", "Balance"), "beginning_balance", "money"),
    Column(("Scheduled", "Principal", "Distribution"), "scheduled_principal_distribution", "money"),
    Column(("Unscheduled", "Principal", "Distribution"), "unscheduled_principal_distribution", "money"),
    Column(("Accretion",), "accretion", "money"),
    Column(("Realized", "Loss{mark}"), "realized_loss", "money"),
    Column(("Total", "Principal", "Reduction"), "total_principal_reduction", "money"),
    Column(("Ending", "Certificate", "Balance"), "ending_balance", "money"),
    Column(("Ending", "Certificate", "Percentage"), "class_factor", "factor"),
    Column(("Total", "Principal", "Distribution"), "principal_distribution", "money"),
)
INTEREST = (
    _ORIGINAL,
    _RATE,
    Column(("Beginning", "Certificate/", "Notional", "Balance"), "beginning_balance", "money"),
    Column(("Current", "Accrued", "Interest"), "accrued_interest", "money"),
    Column(("Payment of", "Unpaid", "Interest", "Shortfall"), "unpaid_interest_shortfall_paid", "money"),
    Column(("Current", "Interest", "Shortfall"), "current_interest_shortfall", "money"),
    Column(("Non-Supported", "Interest", "Shortfall"), "net_prepayment_interest_shortfall", "money"),
    Column(("Realized", "Losses{mark}"), "interest_realized_loss", "money"),
    Column(("Total", "Interest", "Distribution"), "interest_distribution", "money"),
    Column(("Remaining", "Unpaid", "Interest", "Shortfall"), "unpaid_interest_shortfall", "money"),
    Column(("Ending", "Certificate/", "Notional", "Balance"), "ending_balance", "money"),
)


def _factors(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The same columns per $1,000; only money that is no original balance changes its measure."""
    per_1000 = [column.form == "money" and column is not _ORIGINAL for column in columns]
    return tuple(
        Column(column.head, f"{column.measure}_per_1000", "per_1000") if turned else column
        for column, turned in zip(columns, per_1000, strict=True)
    )


PRINCIPAL_FACTORS = _factors(PRINCIPAL)
INTEREST_FACTORS = _factors(INTEREST)

Line = tuple[str, str, str]
ACCOUNT: tuple[Line, ...] = (
    ("Beginning Balance", "account_beginning_balance", "money"),
    ("Deposits", "", ""),
    ("     Payments of Interest and Principal", "deposit_interest_and_principal", "money"),
    ("     Liquidations, Insurance Proceeds, Reserve Funds", "deposit_liquidation_insurance_reserve", "money"),
    ("     Proceeds from Repurchased Loans", "deposit_repurchase_proceeds", "money"),
    ("     Other Amounts (Servicer Advances)", "deposit_servicer_advances", "money"),
    ("     Realized Loss (Gains, Subsequent Expenses & Recoveries)", "deposit_realized_loss_adjustment", "money"),
    ("", "", ""),
    ("     Prepayment Penalties", "deposit_prepayment_penalties", "money"),
    ("Total Deposits", "account_deposits", "money"),
    ("", "", ""),
    ("Withdrawals", "", ""),
    ("     Reimbursement for Servicer Advances", "withdrawal_advance_reimbursement", "money"),
    ("     Payment of Service Fee", "withdrawal_servicing_fee", "money"),
    ("     Payment of Interest and Principal", "withdrawal_interest_and_principal", "money"),
    ("Total Withdrawals (Pool Distribution Amount)", "account_withdrawals", "money"),
    ("", "", ""),
    ("Ending Balance", "account_ending_balance", "money"),
)
PREPAYMENT: tuple[Line, ...] = (
    ("Total Prepayment/Curtailment Interest Shortfall", "prepayment_interest_shortfall", "money"),
    ("Servicing Fee Support", "compensating_interest", "money"),
    ("Non-Supported Prepayment/Curtailment Interest Shortfall", "net_prepayment_interest_shortfall", "money"),
)
FEES: tuple[Line, ...] = (
    ("Gross Servicing Fee", "gross_servicing_fee", "money"),
    ("LPMI Fee", "lpmi_fee", "money"),
    ("Trustee Fee", "trustee_fee", "money"),
    ("Supported Prepayment/Curtailment Interest Shortfall", "compensating_interest", "money"),
    ("Net Servicing Fee", "net_servicing_fee", "money"),
)
OTHER: tuple[Line, ...] = (
    ("Current Period Class A Insufficient Funds", "class_a_insufficient_funds", "money"),
    ("Principal Balance of Contaminated Properties", "contaminated_property_balance", "money"),
    ("Periodic Advance", "current_advances", "money"),
)
COLLATERAL: tuple[Line, ...] = (
    ("Collateral Description", "collateral_description", "text"),
    ("Weighted Average Gross Coupon", "weighted_average_gross_coupon", "rate"),
    ("Weighted Average Net Coupon", "weighted_average_net_coupon", "rate"),
    ("Weighted Average Pass-Through Rate", "weighted_average_pass_through_rate", "rate"),
    ("Weighted Average Maturity(Stepdown Calculation )", "weighted_average_maturity", "months"),
    ("Beginning Scheduled Collateral Loan Count", "beginning_loan_count", "count"),
    ("Number Of Loans Paid In Full", "paid_in_full_loan_count", "count"),
    ("Ending Scheduled Collateral Loan Count", "ending_loan_count", "count"),
    ("Beginning Scheduled Collateral Balance", "beginning_pool_balance", "money"),
    ("Ending Scheduled Collateral Balance", "ending_pool_balance", "money"),
    ("Ending Actual Collateral Balance at {date}", "ending_actual_pool_balance", "money"),
    ("Monthly P &I Constant", "principal_and_interest_constant", "money"),
    ("Special Servicing Fee", "special_servicing_fee", "money"),
    ("Prepayment Penalties", "prepayment_penalties", "money"),
    ("Realized Loss Amount", "realized_loss", "money"),
    ("Cumulative Realized Loss", "cumulative_realized_loss", "money"),
    ("Ending Scheduled Balance for Premium Loans", "ending_premium_loan_balance", "money"),
    ("Scheduled Principal", "scheduled_principal", "money"),
    ("Unscheduled Principal", "unscheduled_principal", "money"),
    ("Required Overcollateralization Amount", "required_overcollateralization_amount", "money"),
    ("Overcollateralized Increase Amount", "overcollateralization_increase_amount", "money"),
    ("Overcollateralized reduction Amount", "overcollateralization_release_amount", "money"),
    ("Specified O/C Amount", "target_overcollateralization_amount", "money"),
    ("Overcollateralized Amount", "overcollateralization_amount", "money"),
    ("Overcollateralized Deficiency Amount", "overcollateralization_deficiency_amount", "money"),
    ("Base Overcollateralized Amount", "base_overcollateralization_amount", "money"),
    ("Extra principal distribution Amount", "extra_principal_distribution_amount", "money"),
    ("Excess Cash Amount", "excess_cash_flow", "money"),
)
MISCELLANEOUS: tuple[Line, ...] = (
    ("Cumulative Pre-Payment Penalties", "cumulative_prepayment_penalties", "money"),
    ("# of Loans with Pre-Payment Penalties", "prepayment_penalty_loan_count", "count"),
    ("Trigger Event", "trigger_event_occurred", "flag"),
)
ACCOUNTS = (
    Column(("Beginning", "Balance"), "account_beginning_balance", "money"),
    Column(("Current", "Withdrawals"), "account_withdrawals", "money"),
    Column(("Current", "Deposits"), "account_deposits", "money"),
    Column(("Ending", "Balance"), "account_ending_balance", "money"),
)
STATUSES = (
    ("DELINQUENT", "delinquent"),
    ("BANKRUPTCY", "bankruptcy"),
    ("FORECLOSURE", "foreclosure"),
    ("REO", "reo"),
    ("Total", "total_delinquent"),
)

_LOSSES = "Amount Does Not Include Excess Special Hazard, Bankruptcy, or Fraud Losses"
_WHERE = "Please Refer to the Prospectus Supplement for a Full Description."
NOTES = (
    (f"{_LOSSES} Unless Otherwise Disclosed.", _WHERE),
    (_LOSSES, "Unless Otherwise Disclosed.", _WHERE),
    (f"{_LOSSES.replace(', or', ',or')} Unless", f"Otherwise Disclosed. {_WHERE}"),
)
