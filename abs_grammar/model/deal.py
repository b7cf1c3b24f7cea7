"""What a trustee reports of the deal as a whole: accounts, fees, funds, enhancement, triggers."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import attrs

from abs_grammar.model.measures import Value, count, flag, fraction, others, usd

__all__ = ["Account", "Enhancement", "Fees", "Funds", "Triggers"]


@attrs.frozen
class Account:
    """An account of the trust in one period: what it held, what came in and what went out."""

    name: str
    account_beginning_balance: Decimal | None = usd("Balance of the account before this period.", "1121(a)(6)")
    account_ending_balance: Decimal | None = usd("Balance of the account after this period.", "1121(a)(6)")
    account_deposits: Decimal | None = usd("Total deposits.", "1121(a)(6)")
    account_withdrawals: Decimal | None = usd("Total withdrawals.", "1121(a)(6)")
    deposit_interest_and_principal: Decimal | None = usd("Deposit: interest and principal collected.", "1121(a)(2)")
    deposit_liquidation_insurance_reserve: Decimal | None = usd(
        "Deposit: liquidations, insurance proceeds, reserve funds.", "1121(a)(2)"
    )
    deposit_repurchase_proceeds: Decimal | None = usd("Deposit: proceeds of repurchased loans.", "1121(a)(2)")
    deposit_servicer_advances: Decimal | None = usd(
        "Deposit: advances of the servicer and other amounts.", "1121(a)(10)"
    )
    deposit_realized_loss_adjustment: Decimal | None = usd(
        "Deposit: realized loss, gains, subsequent expenses and recoveries.", "1121(a)(2)"
    )
    deposit_prepayment_penalties: Decimal | None = usd("Deposit: prepayment penalties.", "1121(a)(2)")
    deposit_capitalized_interest: Decimal | None = usd("Deposit: from the capitalized interest account.", "1121(a)(6)")
    deposit_prefunding: Decimal | None = usd("Deposit: from the prefunding account.", "1121(a)(6)")
    withdrawal_advance_reimbursement: Decimal | None = usd(
        "Withdrawal: advances repaid to the servicer.", "1121(a)(10)"
    )
    withdrawal_servicing_fee: Decimal | None = usd("Withdrawal: servicing fee.", "1121(a)(3)(i)")
    withdrawal_interest_and_principal: Decimal | None = usd("Withdrawal: the distribution itself.", "1121(a)(3)(iii)")
    others: Mapping[str, Value] = others()


@attrs.frozen
class Fees:
    """What servicers and trustee were paid."""

    gross_servicing_fee: Decimal | None = usd("Servicing fee accrued before offsets.", "1121(a)(3)(i)")
    net_servicing_fee: Decimal | None = usd(
        "Fee total after offsets (CTSLink: gross + LPMI + trustee - supported PPIS).", "1121(a)(3)(i)"
    )
    lpmi_fee: Decimal | None = usd("Lender-paid mortgage insurance fee.", "1121(a)(3)(ii)")
    trustee_fee: Decimal | None = usd("Fee of the trustee.", "1121(a)(3)(i)")
    special_servicing_fee: Decimal | None = usd("Fee of the special servicer.", "1121(a)(3)(i)")
    compensating_interest: Decimal | None = usd(
        "Servicing fee given up to cover PPIS ('Servicing Fee Support', 'Supported').", "LI"
    )
    extraordinary_trust_fund_expenses: Decimal | None = usd(
        "Expenses of the trust outside its ordinary fees.", "1121(a)(3)(i)"
    )
    others: Mapping[str, Value] = others()


@attrs.frozen
class Funds:
    """What there was to distribute, what was advanced, and what borrowers paid for paying early."""

    available_distribution_amount: Decimal | None = usd("Funds available for distribution.", "1121(a)(2)")
    total_remittance: Decimal | None = usd(
        "All that is due to be remitted to the trustee for this distribution.", "1121(a)(2); LI"
    )
    current_advances: Decimal | None = usd("Advances made for the period.", "1121(a)(10)")
    outstanding_advances: Decimal | None = usd("Advances outstanding at the prior month end.", "1121(a)(10)")
    prepayment_penalties: Decimal | None = usd("Prepayment penalties/premiums collected.", "1121(a)(2)")
    cumulative_prepayment_penalties: Decimal | None = usd(
        "Prepayment penalties collected since the closing day.", "1121(a)(2)"
    )
    prepayment_penalty_loan_count: int | None = count("Loans on which penalties were collected.", "1121(a)(8)")
    prepayment_penalty_scheduled_loan_count: int | None = count("Loans on which penalties were due.", "1121(a)(8)")
    prepayment_penalty_loan_balance: Decimal | None = usd(
        "Balance of loans on which penalties were collected.", "1121(a)(8)"
    )
    others: Mapping[str, Value] = others()


@attrs.frozen
class Enhancement:
    """What stands between losses and the certificates."""

    overcollateralization_amount: Decimal | None = usd(
        "Pool balance over certificate balance. US Bank prints it after the distribution, CTSLink before it.",
        "1114(a)(4); LI",
    )
    target_overcollateralization_amount: Decimal | None = usd(
        "OC level the deal requires ('Target', 'Specified').", "LI"
    )
    required_overcollateralization_amount: Decimal | None = usd(
        "The line of that name. Elsewhere a synonym of target; printed beside it with another value, so kept apart.",
        "LI",
    )
    base_overcollateralization_amount: Decimal | None = usd("Line 'Base Overcollateralized Amount' (deal term).", "CTS")
    overcollateralization_increase_amount: Decimal | None = usd("Excess cash paid as principal to build OC.", "LI")
    overcollateralization_release_amount: Decimal | None = usd("OC released ('Release', 'Reduction').", "LI")
    overcollateralization_deficiency_amount: Decimal | None = usd("Target less OC, if positive.", "LI")
    excess_overcollateralization_amount: Decimal | None = usd("OC over target, if positive.", "LI")
    extra_principal_distribution_amount: Decimal | None = usd(
        "Excess interest paid as principal ('Extra Principal Distribution Amount').", "LI"
    )
    excess_cash_flow: Decimal | None = usd("Net monthly excess cash flow.", "1121(a)(3)(iv); LI")
    credit_enhancement_percentage: Decimal | None = fraction(
        "(subordinate certificates + OC) / pool. Unit fraction.", "LI"
    )
    insurer_premium: Decimal | None = usd("Premium of the insurer of the certificates.", "1121(a)(3)(ii); LI")
    insured_amount: Decimal | None = usd(
        "What the insurer of the certificates paid, or owes, for this distribution.", "1121(a)(7); LI"
    )
    unpaid_insured_amount: Decimal | None = usd(
        "Earlier payments of the insurer that are not repaid yet, with interest on them.", "1121(a)(7); LI"
    )
    supplemental_interest_paid: Decimal | None = usd(
        "Interest paid above what available funds or the net rate cap allow.", "1121(a)(3)(iii); LI"
    )
    unpaid_supplemental_interest: Decimal | None = usd(
        "Supplemental interest left unpaid after this distribution.", "1121(a)(3)(iii); LI"
    )
    yield_maintenance_payment: Decimal | None = usd(
        "Payment received under the yield maintenance (cap) agreement.", "1121(a)(7); 1115"
    )
    net_wac_reserve_fund_deposit: Decimal | None = usd("Deposit to the Net WAC reserve fund.", "1121(a)(6)")
    class_a_insufficient_funds: Decimal | None = usd("Current-period shortfall of funds for Class A.", "CTS")
    contaminated_property_balance: Decimal | None = usd("Principal balance of loans on contaminated property.", "CTS")
    others: Mapping[str, Value] = others()


@attrs.frozen
class Triggers:
    """Tests of the pooling and servicing agreement, as the trustee says they came out."""

    trigger_event_occurred: str | None = flag("Whether a trigger event of the deal is in effect.", "1121(a)(13)")
    rolling_loss_rate_event_occurred: str | None = flag(
        "Whether losses over a rolling period exceed the rate that the deal sets.", "1121(a)(13); LI"
    )
    cumulative_loss_rate_event_occurred: str | None = flag(
        "Whether losses since closing exceed the rate that the deal sets.", "1121(a)(13); LI"
    )
    delinquency_rate_event_occurred: str | None = flag(
        "Whether delinquencies exceed the rate that the deal sets.", "1121(a)(13); LI"
    )
    stepdown_date_occurred: str | None = flag("Whether the stepdown date has been reached.", "1121(a)(13); LI")
    others: Mapping[str, Value] = others()
