"""What a trustee reports of the loans: the pool, its groups, and how late their payments are."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import attrs

from abs_grammar.model.certificates import CertificateClass
from abs_grammar.model.measures import Value, also, count, fraction, months, others, share, text, usd

__all__ = ["Collateral", "DelinquencyBucket"]


@attrs.frozen
class DelinquencyBucket:
    """Loans by how late they are: a bucket (`30-59 days`) of the pool, or of one group (`Group 1 / 30-59 days`).

    The name is `Total` for the totals row of the buckets.
    """

    name: str
    delinquent_loan_count: int | None = count(
        "Loans delinquent in the bucket, excluding bankruptcy, foreclosure and REO.",
        "1121(a)(9); 1100(b)(1)",
        status="delinquent",
        quantity="loan_count",
    )
    delinquent_balance: Decimal | None = usd(
        "Their principal balance.", "1121(a)(9); 1100(b)(1)", status="delinquent", quantity="balance"
    )
    bankruptcy_loan_count: int | None = count(
        "Loans whose obligor is in bankruptcy.", "CREFC-C", status="bankruptcy", quantity="loan_count"
    )
    bankruptcy_balance: Decimal | None = usd(
        "Their principal balance.", "CREFC-C", status="bankruptcy", quantity="balance"
    )
    foreclosure_loan_count: int | None = count(
        "Loans in foreclosure.", "CREFC-C", status="foreclosure", quantity="loan_count"
    )
    foreclosure_balance: Decimal | None = usd(
        "Their principal balance.", "CREFC-C", status="foreclosure", quantity="balance"
    )
    reo_loan_count: int | None = count(
        "Loans whose property the trust owns (real estate owned).", "CREFC-C", status="reo", quantity="loan_count"
    )
    reo_balance: Decimal | None = usd("Their principal balance.", "CREFC-C", status="reo", quantity="balance")
    total_delinquent_loan_count: int | None = count(
        "Delinquent + bankruptcy + foreclosure + REO.", "1100(b)(2)", status="total_delinquent", quantity="loan_count"
    )
    total_delinquent_balance: Decimal | None = usd(
        "Principal balance of the same loans.", "1100(b)(2)", status="total_delinquent", quantity="balance"
    )
    delinquent_loan_count_share: Decimal | None = share("delinquent_loan_count", "ending_loan_count")
    delinquent_balance_share: Decimal | None = share("delinquent_balance", "the pool balance (CTSLink: the actual one)")
    bankruptcy_loan_count_share: Decimal | None = share("bankruptcy_loan_count", "ending_loan_count")
    bankruptcy_balance_share: Decimal | None = share("bankruptcy_balance", "the pool balance (CTSLink: the actual one)")
    foreclosure_loan_count_share: Decimal | None = share("foreclosure_loan_count", "ending_loan_count")
    foreclosure_balance_share: Decimal | None = share(
        "foreclosure_balance", "the pool balance (CTSLink: the actual one)"
    )
    reo_loan_count_share: Decimal | None = share("reo_loan_count", "ending_loan_count")
    reo_balance_share: Decimal | None = share("reo_balance", "the pool balance (CTSLink: the actual one)")
    total_delinquent_loan_count_share: Decimal | None = share("total_delinquent_loan_count", "ending_loan_count")
    total_delinquent_balance_share: Decimal | None = share(
        "total_delinquent_balance", "the pool balance (CTSLink: the actual one)"
    )
    others: Mapping[str, Value] = others()


@attrs.frozen
class Collateral:
    """The loans of the pool, or of one group of them. The group named `Total` is the pool again."""

    name: str
    collateral_description: str | None = text("Free text describing the pool.", "CTS")
    beginning_pool_balance: Decimal | None = usd(
        "Scheduled (stated) principal balance of the pool/group before this period.", "1121(a)(8); CTS"
    )
    ending_pool_balance: Decimal | None = usd(
        "The same after this period.", "1121(a)(8); CTS", status="outstanding", quantity="balance"
    )
    ending_actual_pool_balance: Decimal | None = usd("Actual (not scheduled) unpaid balance at the as-of date.", "CTS")
    ending_premium_loan_balance: Decimal | None = usd("Balance of loans sold at a premium.", "CTS")
    beginning_loan_count: int | None = count("Number of loans before this period.", "1121(a)(8)")
    ending_loan_count: int | None = count(
        "Number of loans after this period.", "1121(a)(8)", status="outstanding", quantity="loan_count"
    )
    paid_in_full_loan_count: int | None = count("Loans paid in full in the period.", "1121(a)(8)")
    liquidated_loan_count: int | None = count("Loans liquidated in the period.", "1121(a)(9)")
    repossessed_loan_count: int | None = count(
        "Loans whose equipment, vehicle or other goods were repossessed in the period.", "1121(a)(9)"
    )
    scheduled_principal: Decimal | None = usd("Scheduled principal of the pool/group.", "1121(a)(2)")
    unscheduled_principal: Decimal | None = usd(
        "Prepayments in full and curtailments.", "1121(a)(8) 'prepayment amounts'"
    )
    net_liquidation_proceeds: Decimal | None = usd("Liquidation proceeds net of expenses (principal).", "1121(a)(2)")
    repurchase_proceeds: Decimal | None = usd("Purchase price of repurchased/substituted loans.", "1121(a)(2)")
    principal_remittance: Decimal | None = usd(
        "Total principal collected/remitted ('Principal Remittance Amount').", "LI"
    )
    net_realized_loss: Decimal | None = usd("Realized losses net of recoveries.", "1121(a)(9); 1100(b)(3)")
    scheduled_interest_net: Decimal | None = usd("Scheduled loan interest less servicing fee.", "US")
    interest_remittance: Decimal | None = usd(
        "Interest available after fees and shortfalls ('Interest Remittance Amount').", "LI"
    )
    insurance_proceeds: Decimal | None = usd(
        "Proceeds of insurance on the loans or their properties, applied to principal.", "1121(a)(2); LI"
    )
    other_principal: Decimal | None = usd("Principal from sources that no other word names.", "1121(a)(2)")
    prefunding_account_termination: Decimal | None = usd(
        "What was left in the prefunding account when the funding period ended, distributed as principal.",
        "1121(a)(6); LI",
    )
    scheduled_interest: Decimal | None = usd(
        "Interest due on the loans for the period at their rates, before the servicing fee.", "1121(a)(2)"
    )
    interest_repurchase_proceeds: Decimal | None = usd(
        "Interest part of the price of repurchased or substituted loans.", "1121(a)(2); LI"
    )
    interest_liquidation_proceeds: Decimal | None = usd("Interest part of liquidation proceeds.", "1121(a)(2); LI")
    interest_insurance_proceeds: Decimal | None = usd("Interest part of insurance proceeds.", "1121(a)(2); LI")
    other_interest: Decimal | None = usd("Interest from sources that no other word names.", "1121(a)(2)")
    delinquent_interest: Decimal | None = usd(
        "Scheduled interest that borrowers did not pay in the period, before the servicing fee.", "1121(a)(9)"
    )
    capitalized_interest_amount: Decimal | None = usd(
        "Drawn from the capitalized interest account while prefunded money is not yet in loans.", "1121(a)(6); LI"
    )
    closing_date_deposit: Decimal | None = usd(
        "Deposit of the seller on the closing date towards interest that loans do not owe yet.", "1121(a)(2); LI"
    )
    permitted_withdrawals: Decimal | None = usd(
        "What the servicer may withdraw before the remittance: its advances, fees and expenses repaid.",
        "1121(a)(6); LI",
    )
    delinquent_servicing_fee: Decimal | None = usd(
        "Part of the accrued servicing fee that was not collected, for interest was not paid.", "1121(a)(3)(i)"
    )
    replacement_loan_count: int | None = count("Loans that replaced others in the period.", "1121(a)(14)")
    replacement_loan_balance: Decimal | None = usd("Their principal balance.", "1121(a)(14)")
    weighted_average_gross_coupon: Decimal | None = fraction(
        "Balance-weighted mortgage rate (gross WAC).", "1121(a)(8) WAC"
    )
    weighted_average_net_coupon: Decimal | None = fraction(
        "Gross WAC less servicing (and LPMI) fee rates.", "1121(a)(8)"
    )
    weighted_average_pass_through_rate: Decimal | None = fraction(
        "Net WAC less trustee/administration fee rate.", "1121(a)(5); CTS"
    )
    weighted_average_maturity: Decimal | None = months(
        "Weighted average remaining term, months (WAM, WART).", "1121(a)(8) 'weighted average remaining term'"
    )
    principal_and_interest_constant: Decimal | None = usd("Monthly scheduled P&I of the pool.", "CTS")
    servicing_fee: Decimal | None = usd("Servicing fee, basis not stated.", "1121(a)(3)(i)")
    realized_loss: Decimal | None = also(CertificateClass, "realized_loss")
    cumulative_realized_loss: Decimal | None = also(CertificateClass, "cumulative_realized_loss")
    prepayment_interest_shortfall: Decimal | None = also(CertificateClass, "prepayment_interest_shortfall")
    net_prepayment_interest_shortfall: Decimal | None = also(CertificateClass, "net_prepayment_interest_shortfall")
    relief_act_interest_shortfall: Decimal | None = also(CertificateClass, "relief_act_interest_shortfall")
    bankruptcy_loan_count: int | None = also(DelinquencyBucket, "bankruptcy_loan_count")
    bankruptcy_balance: Decimal | None = also(DelinquencyBucket, "bankruptcy_balance")
    foreclosure_loan_count: int | None = also(DelinquencyBucket, "foreclosure_loan_count")
    foreclosure_balance: Decimal | None = also(DelinquencyBucket, "foreclosure_balance")
    reo_loan_count: int | None = also(DelinquencyBucket, "reo_loan_count")
    reo_balance: Decimal | None = also(DelinquencyBucket, "reo_balance")
    reo_market_value: Decimal | None = usd(
        "Market value of REO properties.", "US", status="reo", quantity="market_value"
    )
    reo_book_value: Decimal | None = usd(
        "Value at which REO properties stand in the books.", "RFC", status="reo", quantity="book_value"
    )
    pool_factor: Decimal | None = fraction(
        "ending_pool_balance as a fraction of the pool's balance at issuance ('Pool Trading Factor').",
        "GN; RFC",
        plain=True,
    )
    subservicer_compensation: Decimal | None = usd("What subservicers kept for servicing the loans.", "RFC")
    master_servicer_compensation: Decimal | None = usd("What the master servicer kept for its services.", "RFC")
    subservicer_advances: Decimal | None = usd("Advances that subservicers made for the month.", "RFC")
    master_servicer_advances: Decimal | None = usd("Advances that the master servicer made for the month.", "RFC")
    subclass_interest_shortfall: Decimal | None = usd(
        "Interest shortfall of subclasses left unpaid after this distribution.", "RFC"
    )
    class_a_principal_shortfall: Decimal | None = usd("Principal that the Class A certificates are short of.", "RFC")
    class_a_interest_shortfall: Decimal | None = usd("Interest that the Class A certificates are short of.", "RFC")
    letter_of_credit_amount: Decimal | None = usd(
        "What is left to draw on the letter of credit that covers losses.", "RFC; 1114(a)"
    )
    bankruptcy_amount: Decimal | None = usd("Bankruptcy losses still covered ('Bankruptcy Amount').", "LI; RFC")
    fraud_amount: Decimal | None = usd("Fraud losses still covered ('Fraud Loss Amount').", "LI; RFC")
    special_hazard_amount: Decimal | None = usd(
        "Special hazard losses still covered ('Special Hazard Amount').", "LI; RFC"
    )
    libor_index: Decimal | None = fraction("LIBOR used for the classes whose rates follow it.", "RFC")
    cofi_index: Decimal | None = fraction("Cost of Funds Index used for the classes whose rates follow it.", "RFC")
    treasury_index: Decimal | None = fraction("Treasury index used for the classes whose rates follow it.", "RFC")
    senior_distribution_percentage: Decimal | None = fraction(
        "Share of this distribution's principal, prepayments apart, that falls to the senior classes.",
        "LI; RFC",
        status="senior",
        quantity="distribution_percentage",
    )
    senior_prepayment_percentage: Decimal | None = fraction(
        "Share of this distribution's prepayments that falls to the senior classes.",
        "LI; RFC",
        status="senior",
        quantity="prepayment_percentage",
    )
    senior_next_distribution_percentage: Decimal | None = fraction(
        "What senior_distribution_percentage will be for the next distribution.",
        "LI; RFC",
        status="senior",
        quantity="next_distribution_percentage",
    )
    class_m_distribution_percentage: Decimal | None = fraction(
        "Share of this distribution's principal, prepayments apart, that falls to the Class M certificates.",
        "LI; RFC",
        status="class_m",
        quantity="distribution_percentage",
    )
    class_m_prepayment_percentage: Decimal | None = fraction(
        "Share of this distribution's prepayments that falls to the Class M certificates.",
        "LI; RFC",
        status="class_m",
        quantity="prepayment_percentage",
    )
    class_m_next_distribution_percentage: Decimal | None = fraction(
        "What class_m_distribution_percentage will be for the next distribution.",
        "LI; RFC",
        status="class_m",
        quantity="next_distribution_percentage",
    )
    class_b_distribution_percentage: Decimal | None = fraction(
        "Share of this distribution's principal, prepayments apart, that falls to the Class B certificates.",
        "LI; RFC",
        status="class_b",
        quantity="distribution_percentage",
    )
    class_b_prepayment_percentage: Decimal | None = fraction(
        "Share of this distribution's prepayments that falls to the Class B certificates.",
        "LI; RFC",
        status="class_b",
        quantity="prepayment_percentage",
    )
    class_b_next_distribution_percentage: Decimal | None = fraction(
        "What class_b_distribution_percentage will be for the next distribution.",
        "LI; RFC",
        status="class_b",
        quantity="next_distribution_percentage",
    )
    subordinate_distribution_percentage: Decimal | None = fraction(
        "Share of this distribution's principal, prepayments apart, that falls to the subordinate classes.",
        "LI; RFC",
        status="subordinate",
        quantity="distribution_percentage",
    )
    subordinate_prepayment_percentage: Decimal | None = fraction(
        "Share of this distribution's prepayments that falls to the subordinate classes.",
        "LI; RFC",
        status="subordinate",
        quantity="prepayment_percentage",
    )
    subordinate_next_distribution_percentage: Decimal | None = fraction(
        "What subordinate_distribution_percentage will be for the next distribution.",
        "LI; RFC",
        status="subordinate",
        quantity="next_distribution_percentage",
    )
    others: Mapping[str, Value] = others()
