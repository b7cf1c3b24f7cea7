"""What US Bank prints, in its own words, and the measure each means."""

from __future__ import annotations

from tests.pages.kit import Column

__all__ = ["ADVANCES", "AGGREGATES", "COVER", "GRIDS", "INTEREST", "LISTING", "PER_1000", "PRINCIPAL", "SHORTFALL"]
__all__ += ["SIGNATURE", "STATUSES", "SUMMARY"]

SUMMARY = (
    Column(("Orig Bal",), "original_balance", "money"),
    Column(("Beg Bal",), "beginning_balance", "money"),
    Column(("Prin",), "principal_distribution", "money"),
    Column(("Rate",), "pass_through_rate", "rate"),
    Column(("Int",), "interest_distribution", "money"),
    Column(("Loss",), "realized_loss", "money"),
    Column(("Total Dist",), "total_distribution", "money"),
    Column(("Int Short",), "current_interest_shortfall", "money"),
    Column(("End Bal",), "ending_balance", "money"),
)
PER_1000 = (
    Column(("Cusip",), "cusip", "cusip"),
    Column(("Prin",), "principal_distribution_per_1000", "per_1000"),
    Column(("Int",), "interest_distribution_per_1000", "per_1000"),
    Column(("Total",), "total_distribution_per_1000", "per_1000"),
    Column(("Interest", "Carry-forward", "Amount"), "interest_carryforward_amount_per_1000", "per_1000"),
    Column(("End Bal",), "ending_balance_per_1000", "per_1000"),
)
SHORTFALL = (
    Column(("Tot", "Unpaid", ""), "unpaid_interest_shortfall", "money"),
    Column(("Real", "Losses", ""), "interest_realized_loss", "money"),
    Column(("Prep", "Int", "Shortfall"), "prepayment_interest_shortfall", "money"),
    Column(("", "RAISF", ""), "relief_act_interest_shortfall", "money"),
    Column(("Net", "WAC Rate", "Carryover"), "net_wac_rate_carryover", "money"),
)

Line = tuple[str, str, str]
PRINCIPAL: tuple[Line, ...] = (
    ("Beg Bal", "beginning_pool_balance", "money"),
    ("   Sched Prin", "scheduled_principal", "money"),
    ("   Prepays+Curts", "unscheduled_principal", "money"),
    ("   Net Liq Proc", "net_liquidation_proceeds", "money"),
    ("   Loan Purch Price", "repurchase_proceeds", "money"),
    ("  Tot Prin Remit", "principal_remittance", "money"),
    ("  Net Real Losses", "net_realized_loss", "money"),
    ("End Bal", "ending_pool_balance", "money"),
    ("End Count", "ending_loan_count", "count"),
)
INTEREST: tuple[Line, ...] = (
    ("Sched Int-less serv fee", "scheduled_interest_net", "money"),
    ("Less RAIS", "relief_act_interest_shortfall", "money"),
    ("Less Net PPIS", "net_prepayment_interest_shortfall", "money"),
    ("", "interest_remittance", "money"),
)
AGGREGATES: tuple[Line, ...] = (
    ("Agg End Coll Bal", "ending_pool_balance", "money"),
    ("End OC Amt", "overcollateralization_amount", "money"),
    ("Num Liq Loans", "liquidated_loan_count", "count"),
)
ADVANCES: tuple[Line, ...] = (
    ("Curr Agg Adv as of determ. date", "current_advances", "money"),
    ("Out. Agg. Adv as of end of prior calendar mo.", "outstanding_advances", "money"),
)
LISTING: tuple[Line, ...] = (
    ("Num. of Loans for which Prep.Prem. were collected", "prepayment_penalty_loan_count", "count"),
    ("Num of Loans for which Prep Prem were sched", "prepayment_penalty_scheduled_loan_count", "count"),
    ("Prin. Bal. of Loans with Premium coll.", "prepayment_penalty_loan_balance", "money"),
    ("Curr. amt of Prep. Prems", "prepayment_penalties", "money"),
    ("Current Real. Losses", "realized_loss", "money"),
    ("Cum. Real. Losses since Startup Day", "cumulative_realized_loss", "money"),
    ("Weighted Avg Term to Mat. of Mortg. Loans", "weighted_average_maturity", "months"),
    ("Weighted Avg. Gross Coup. of Mortg. Loans", "weighted_average_gross_coupon", "rate"),
    ("Weighted Avg. Net Coupon of Mortg. Loans", "weighted_average_net_coupon", "rate"),
    ("Agg. Num. of Mortg. Loans in the pool", "ending_loan_count", "count"),
    ("O/C Target Amt", "target_overcollateralization_amount", "money"),
    ("Credit Enhancement %", "credit_enhancement_percentage", "rate"),
    ("O/C Increase Amount", "overcollateralization_increase_amount", "money"),
    ("O/C Release Amt", "overcollateralization_release_amount", "money"),
    ("O/C Deficiency Amt", "overcollateralization_deficiency_amount", "money"),
    ("Excess O/C Amt", "excess_overcollateralization_amount", "money"),
    ("Pmt from Yield Maint. Agreement", "yield_maintenance_payment", "money"),
    ("Net Monthly Excess Cash Flow", "excess_cash_flow", "money"),
    ("Extra Ordinary Trust Fund Expenses", "extraordinary_trust_fund_expenses", "money"),
    ("Trigger Event Occurrence", "trigger_event_occurred", "flag"),
    ("Step Down Date Occurred", "stepdown_date_occurred", "flag"),
    ("Class {} Net WAC Rate", "net_wac_rate", "rate"),
    ("Class {} Cap Rate", "cap_rate", "rate"),
    ("Available Distribution Amount", "available_distribution_amount", "money"),
    ("Deposit to Net WAC Reserve Fund", "net_wac_reserve_fund_deposit", "money"),
)

GRIDS = (
    Column(("Count",), "{}_loan_count", "count"),
    Column(("Balance",), "{}_balance", "money"),
    Column(("Market Value (REO)",), "{}_market_value", "money"),
)
STATUSES = (("Out Loans", "ending"), ("Foreclosure", "foreclosure"), ("Bankruptcy", "bankruptcy"), ("REO", "reo"))

COVER = """SECURITIES AND EXCHANGE COMMISSION
Washington, D.C.  20549

FORM 8-K

CURRENT REPORT

Pursuant to Section 13 or 15(d) of the
Securities Exchange Act of 1934


Date of Report (date of earliest event reported):              {date}

{trust}
(Exact name of registrant as specified in its charter)


          {state}             {file}             {irs}
(State or Other Jurisdiction           (Commission      (I.R.S. Employer
of Incorporation)                        File Number)     Identification No.)


{street}
{city}                                                   {zip}
(Address of Principal Executive Offices)                        (Zip Code)



Registrant's telephone number, including area code:      {phone}
Item 5. Other Events

             On   {date}   a scheduled distribution was made from the Trust
                to holders of the Certificates.  The Trustee has caused to be
\t\t\t filed with
                the Commission, the Monthly Report dated       {date}
                The Monthly Report is filed pursuant to and in accordance with
                (1) numerous no-action letters (2) current Commission policy
                in the area.





                A.   Monthly Report Information
                     See Exhibit No.1


                B.   Have and deficiencies occurred?  NO.
                              Date:
                              Amount:

                C.   Item 1: Legal Proceedings:  NONE

                D.   Item 2: Changes in Securities:   NONE

                E.   Item 4: Submission of Matters to a Vote of
                     Certificateholders:  NONE

F. Item 5: Other Information - Form 10-Q, PartII - Items
\t\t 1,2,4,5
                     if applicable:  NOT APPLICABLE


Item 7. Monthly Statements and Exhibits
                Exhibit No.

   1.)              Monthly Distribution Report Dated        {date}

"""

SIGNATURE = """                SIGNATURES
Pursuant to the requirements of the Securities
Exchange Act of 1934, the registrant has duly caused this
report to be signed on its behalf by the undersigned
thereunto duly authorized.

{trust}


                        By: /s/ {signer}
                        Name: {signer}
                        Title:  Vice President
                        US Bank, NA, as Trustee"""
