"""What a trustee reports of each class of certificates."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import attrs

from abs_grammar.model.measures import Value, fraction, identifier, others, per_1000, text, usd

__all__ = ["CertificateClass", "ClassComponent"]


@attrs.frozen
class CertificateClass:
    """One class of certificates, or their totals row, in one report.

    A measure the page does not print is `None`; so is one printed `N/A`, whose text its fact keeps.
    A rate that names a class in its label (`Class A-IO Net WAC Rate`) stands here too. `notional` says whether the
    totals of balances leave the class out: `None` where no total tells.
    """

    name: str
    notional: bool | None = attrs.field(default=None, kw_only=True)
    cusip: str | None = identifier(
        "Nine-character security identifier, a pseudo-CUSIP for unlisted classes.", "CREFC-B; FM"
    )
    class_description: str | None = text("Kind of class the trustee prints: SEN, MEZ, SUB.", "CTS")
    original_balance: Decimal | None = usd("Balance (or notional amount) of the class at issuance.", "CTS; CREFC-B; FM")
    beginning_balance: Decimal | None = usd(
        "Certificate principal balance (notional amount for interest-only classes) before this distribution.",
        "1121(a)(4); CTS",
    )
    ending_balance: Decimal | None = usd("The same after this distribution and its losses.", "1121(a)(4); CTS")
    class_factor: Decimal | None = fraction(
        "ending_balance / original_balance, a plain fraction even under a heading that says percentage.",
        "GN 'Class Factor'; FM",
        plain=True,
    )
    principal_distribution: Decimal | None = usd(
        "Total principal paid to the class this period.", "1121(a)(3)(iii); CTS"
    )
    scheduled_principal_distribution: Decimal | None = usd(
        "Part of principal_distribution from scheduled loan principal.", "CTS; CREFC-B"
    )
    unscheduled_principal_distribution: Decimal | None = usd(
        "Part of principal_distribution from prepayments, curtailments, liquidations, excess cash.", "CTS; CREFC-B"
    )
    accretion: Decimal | None = usd("Interest accrued and added to principal (accrual class).", "CTS; III")
    deferred_interest: Decimal | None = usd(
        "Interest added to principal instead of being paid, whether the class accrues or its loans do.", "LI; RFC"
    )
    realized_loss: Decimal | None = usd(
        "Realized loss allocated to the class, or incurred by the pool, this period.", "1121(a)(9); CTS"
    )
    cumulative_realized_loss: Decimal | None = usd(
        "Realized losses since the closing/startup day.", "1121(a)(9); 1100(b)(3)"
    )
    total_principal_reduction: Decimal | None = usd("principal_distribution + realized_loss.", "CTS")
    total_distribution: Decimal | None = usd("interest_distribution + principal_distribution.", "1121(a)(3)(iii); CTS")
    pass_through_rate: Decimal | None = fraction(
        "Annual rate at which the class accrued this period.", "1121(a)(5); CTS"
    )
    next_pass_through_rate: Decimal | None = fraction(
        "Annual rate at which the class will accrue for the next distribution.", "RFC"
    )
    accrued_interest: Decimal | None = usd(
        "Interest accrued for the period at pass_through_rate, before shortfalls.", "1121(a)(3)(iii); CTS"
    )
    interest_distribution: Decimal | None = usd("Total interest paid to the class this period.", "1121(a)(3)(iii); CTS")
    current_interest_shortfall: Decimal | None = usd(
        "Interest accrued this period and not paid.", "1121(a)(3)(iii); CTS"
    )
    unpaid_interest_shortfall_paid: Decimal | None = usd(
        "Payment this period of interest shortfalls of earlier periods.", "CTS; CREFC-B"
    )
    unpaid_interest_shortfall: Decimal | None = usd(
        "Interest shortfall left unpaid after this distribution.", "1121(a)(3)(iii); CTS"
    )
    interest_carryforward_amount: Decimal | None = usd(
        "Unpaid interest of earlier periods with interest on it. Not unpaid_interest_shortfall: deals define it.",
        "LI",
    )
    net_wac_rate_carryover: Decimal | None = usd(
        "Interest lost to the Net WAC rate cap, carried over ('Net WAC Rate Carryover Amount', basis-risk shortfall).",
        "LI",
    )
    prepayment_interest_shortfall: Decimal | None = usd(
        "Interest short because loans prepaid, before compensating interest. (US Bank's may be net of it.)",
        "LI; CTS",
    )
    net_prepayment_interest_shortfall: Decimal | None = usd(
        "PPIS not covered by compensating interest ('Non-Supported', 'Net PPIS').", "LI; CTS"
    )
    relief_act_interest_shortfall: Decimal | None = usd(
        "Interest reduced under the Servicemembers (Soldiers and Sailors) Civil Relief Act (RAIS/RAISF).", "LI"
    )
    interest_realized_loss: Decimal | None = usd(
        "Loss charged against interest. (US Bank's 'Real Losses' is read so by its place only.)",
        "CTS",
    )
    net_wac_rate: Decimal | None = fraction("Net WAC rate (cap) used for the class.", "LI")
    cap_rate: Decimal | None = fraction("Rate cap of the class.", "US")
    beginning_balance_per_1000: Decimal | None = per_1000("beginning_balance")
    ending_balance_per_1000: Decimal | None = per_1000("ending_balance")
    principal_distribution_per_1000: Decimal | None = per_1000("principal_distribution")
    scheduled_principal_distribution_per_1000: Decimal | None = per_1000("scheduled_principal_distribution")
    unscheduled_principal_distribution_per_1000: Decimal | None = per_1000("unscheduled_principal_distribution")
    accretion_per_1000: Decimal | None = per_1000("accretion")
    deferred_interest_per_1000: Decimal | None = per_1000("deferred_interest")
    realized_loss_per_1000: Decimal | None = per_1000("realized_loss")
    total_principal_reduction_per_1000: Decimal | None = per_1000("total_principal_reduction")
    interest_distribution_per_1000: Decimal | None = per_1000("interest_distribution")
    accrued_interest_per_1000: Decimal | None = per_1000("accrued_interest")
    unpaid_interest_shortfall_paid_per_1000: Decimal | None = per_1000("unpaid_interest_shortfall_paid")
    current_interest_shortfall_per_1000: Decimal | None = per_1000("current_interest_shortfall")
    net_prepayment_interest_shortfall_per_1000: Decimal | None = per_1000("net_prepayment_interest_shortfall")
    interest_realized_loss_per_1000: Decimal | None = per_1000("interest_realized_loss")
    unpaid_interest_shortfall_per_1000: Decimal | None = per_1000("unpaid_interest_shortfall")
    interest_carryforward_amount_per_1000: Decimal | None = per_1000("interest_carryforward_amount")
    total_distribution_per_1000: Decimal | None = per_1000("total_distribution")
    others: Mapping[str, Value] = others()


@attrs.frozen
class ClassComponent:
    """One component of a class that pays by several schedules: `A-8 / ACCRUAL`, `A-6 / PAC I`.

    It is part of its class, whose balances include it.
    """

    name: str
    component_principal_distribution: Decimal | None = usd("Principal paid to the component this period.", "III; RFC")
    component_ending_balance: Decimal | None = usd("Balance of the component after this distribution.", "III; RFC")
    others: Mapping[str, Value] = others()
