"""The identities that hold for a row of figures: of a class, a group of loans, a bucket, an account, the deal.

Each is declared once, with the sentence of its definition and an example from a page; `docs/tie-outs.md` is made from
them. Checks that look at more than one row have modules of their own, and their sentences stand in `OTHERS`.
"""

from __future__ import annotations

from typing import Literal

import attrs

from abs_grammar.model.vocabulary import MEASURES, PER_1000
from abs_grammar.tieouts.identity import Check, Identity
from abs_grammar.tieouts.ledger import Row

__all__ = ["BACKING", "OTHERS", "RULES", "Of", "Rule", "Sentence"]

Of = Literal["class", "pool", "bucket", "account", "deal"]

# The figures of a deal are gathered from its parts, and named after them: `account.current_advances`.
_PARTS_OF_THE_DEAL = frozenset({"account", "backed", "certificates", "even", "standing"})
_BEFORE_DISTRIBUTION = "_before_distribution"
# What `overcollateralization` works out, in each of the ways that a deal may have.
_WORKED_OUT = frozenset({"absorbed_loss", "covered", "over", "releasable", "subordinate_balance"})


@attrs.frozen
class Sentence:
    """What a rule says, and an example: figures with their lines, in the filing of a layout that the corpus has."""

    rule: str
    definition: str
    example: str


@attrs.frozen(eq=False)
class Rule:
    """An identity, and what it holds for; it is not checked for a row that prints all the measures of `unless`.

    For `deal`, `certificates.x` is what the totals row of the classes prints of x, `account.x` what an account does,
    `backed.x` what the certificates have that the pool backs, `standing.x` what the class has that stands for the
    overcollateralization, `even.x` what the pool has of x where the page prints no overcollateralization. `covered`,
    `over`, `releasable`, `absorbed_loss` and `subordinate_balance` are worked out in each of the ways that a deal may
    have; the identity holds if it holds in one. Raises `ValueError` where the identity has a name for a figure that is
    none of these and no measure.
    """

    name: str
    of: Of
    identity: Identity
    definition: str
    example: str
    unless: frozenset[str] = frozenset()

    def __attrs_post_init__(self) -> None:
        for word in sorted(self.identity.measures):
            if not _is_known(word):
                raise ValueError(f"the rule {self.name!r} has {word!r}, which is no measure of the vocabulary")

    def check(self, row: Row) -> Check | None:
        """Check the rule against a row; `None` where it does not apply."""
        return None if self.unless and self.unless <= row.keys() else self.identity.check(row)


def _is_known(word: str) -> bool:
    """Return whether a name in an identity can be that of a figure."""
    part, _, measure = word.rpartition(".")
    if part:
        return part in _PARTS_OF_THE_DEAL and measure in MEASURES
    return word in MEASURES or word in _WORKED_OUT or word.removesuffix(_BEFORE_DISTRIBUTION) in MEASURES


def _rule(name: str, of: Of, identity: str, definition: str, example: str) -> Rule:
    return Rule(name, of, Identity(identity), definition, example)


_SOURCES_OF_PRINCIPAL = frozenset({"other_principal"})
_PARTS_OF_TOTAL_PER_1000 = frozenset({"principal_distribution_per_1000", "interest_distribution_per_1000"})

_CLASSES = (
    _rule(
        "balance-roll-forward",
        "class",
        "ending_balance = beginning_balance - principal_distribution - realized_loss? + accretion? + deferred_interest?"
        " + overcollateralization_increase_amount? - overcollateralization_release_amount? - absorbed_loss?",
        "A class's balance falls by the principal it is paid and the losses it bears, and grows by interest that is "
        "added to it. The last three terms are of the one class whose balance is the overcollateralization.",
        "ctslink, class A1: 157,824,262.08 (148) = 160,316,000.00 (126) - 2,491,737.92 (126)",
    ),
    _rule(
        "total-distribution",
        "class",
        "total_distribution = interest_distribution + principal_distribution",
        "What a class is paid is interest and principal.",
        "us_bank, class A-1: 8,617,386 (119) = 662,382 (100) + 7,955,004 (81)",
    ),
    _rule(
        "principal-parts",
        "class",
        "principal_distribution = scheduled_principal_distribution + unscheduled_principal_distribution + accretion?",
        "Principal is scheduled or unscheduled.",
        "ctslink, class A2: 599,946.88 (209) = 0.00 (180) + 599,946.88 (180)",
    ),
    _rule(
        "principal-reduction",
        "class",
        "total_principal_reduction = principal_distribution + realized_loss?",
        "A balance is reduced by principal paid and by losses.",
        "ctslink, class N: 984,789.66 (214) = 984,789.66 (132)",
    ),
    _rule(
        "interest-distributed",
        "class",
        "interest_distribution = accrued_interest - current_interest_shortfall? - net_prepayment_interest_shortfall?"
        " - relief_act_interest_shortfall? - interest_realized_loss? + unpaid_interest_shortfall_paid?",
        "A class is paid the interest it accrued, less what fell short, with what fell short earlier.",
        "ctslink, class A3: 16,791.67 (320) = 16,791.67 (295) - 0.00 (295)",
    ),
    _rule(
        "class-factor",
        "class",
        "class_factor = ending_balance / original_balance",
        "The factor of a class is the part of its original balance that is left.",
        "ctslink, class A1: 0.98445733 (208) = 157,824,262.08 (148) / 160,316,000.00 (179)",
    ),
    _rule(
        "total-distribution-per-1000",
        "class",
        "total_distribution_per_1000 = principal_distribution_per_1000 + interest_distribution_per_1000",
        "The factor of what a class is paid is that of interest and that of principal, each rounded.",
        "us_bank, class A-1: 17.09799 (178) = 15.78374 (160) + 1.31425 (178)",
    ),
    *(
        Rule(
            "per-1000",
            "class",
            Identity(f"{per_1000} = 1000 * {measure} / original_balance"),
            "An amount for each $1,000 of original balance is the amount times 1,000 over the original balance.",
            "us_bank, class A-1: 15.78374 (160) = 7,955,004 (81) / 504,000,000 (81)",
            unless=_PARTS_OF_TOTAL_PER_1000 if measure == "total_distribution" else frozenset(),
        )
        for measure, per_1000 in PER_1000.items()
    ),
)

_POOL = (
    _rule(
        "pool-roll-forward",
        "pool",
        "ending_pool_balance = beginning_pool_balance - scheduled_principal - unscheduled_principal"
        " - net_liquidation_proceeds? - repurchase_proceeds? - net_realized_loss|realized_loss?",
        "A pool's balance falls by the principal its loans pay, by what is liquidated or bought back, and by losses.",
        "us_bank, Group 1: 596,836,025 (225) = 602,919,224 (218) - 481,281 (219) - 5,601,918 (220)",
    ),
    Rule(
        "principal-remittance",
        "pool",
        Identity(
            "principal_remittance = scheduled_principal + unscheduled_principal + net_liquidation_proceeds?"
            " + repurchase_proceeds?"
        ),
        "The principal that is remitted is the sum of its parts.",
        "us_bank, Group 1: 6,083,199 (223) = 481,281 (219) + 5,601,918 (220)",
        unless=_SOURCES_OF_PRINCIPAL,
    ),
    _rule(
        "principal-sources",
        "pool",
        "principal_remittance = scheduled_principal + unscheduled_principal + net_liquidation_proceeds?"
        " + repurchase_proceeds? + insurance_proceeds? + other_principal + prefunding_account_termination?"
        " - realized_loss?",
        "The same where the page prints every source of principal, and takes losses from them.",
        "bankers_trust, Group Fixed: 611,902.15 (245) = 91,204.10 (235) + 520,698.05 (236)",
    ),
    _rule(
        "interest-remittance",
        "pool",
        "interest_remittance = scheduled_interest_net - relief_act_interest_shortfall?"
        " - net_prepayment_interest_shortfall?",
        "The interest that is remitted is what was scheduled, less what fell short.",
        "us_bank, Group 2: 2,239,861 (238) = 2,239,861 (235)",
    ),
    _rule(
        "loan-count-roll-forward",
        "pool",
        "ending_loan_count = beginning_loan_count - paid_in_full_loan_count - liquidated_loan_count?",
        "Loans leave a pool by being paid in full or liquidated.",
        "ctslink: 1,455 (559) = 1,468 (556) - 13 (558)",
    ),
    _rule(
        "compensating-interest",
        "pool",
        "net_prepayment_interest_shortfall = prepayment_interest_shortfall - compensating_interest",
        "What the servicer gives up of its fee covers interest that prepayments cost; the rest is net.",
        "ctslink: 0.00 (431) = 0.00 (428) - 0.00 (430)",
    ),
    _rule(
        "servicing-fees",
        "pool",
        "net_servicing_fee = gross_servicing_fee + lpmi_fee? + trustee_fee? - compensating_interest?"
        " - delinquent_servicing_fee?",
        "The net fee is the gross fee with the fees paid beside it, less what was given up as compensating interest "
        "and what late loans did not pay.",
        "ctslink: 106,738.23 (447) = 98,669.27 (443) + 5,602.28 (444) + 2,466.68 (445)",
    ),
    _rule(
        "interest-sources",
        "pool",
        "interest_remittance = scheduled_interest + interest_repurchase_proceeds? + interest_liquidation_proceeds?"
        " + interest_insurance_proceeds? + other_interest? - delinquent_interest? - prepayment_interest_shortfall?"
        " - relief_act_interest_shortfall? - servicing_fee? - interest_realized_loss? + compensating_interest?"
        " + current_advances? + capitalized_interest_amount? + closing_date_deposit?",
        "The interest that is remitted is what was due, with what came in otherwise and was advanced, less what was "
        "not paid, fell short or was kept as fees.",
        "bankers_trust, Group Fixed: 557,743.78 (266) = 590,329.11 (251) - 80,104.22 (256) - 28,700.11 (259) "
        "+ 76,219.00 (262)",
    ),
    _rule(
        "available-distribution",
        "pool",
        "available_distribution_amount = principal_remittance + interest_remittance - permitted_withdrawals",
        "What may be distributed is the principal and the interest remitted, less what may be withdrawn first.",
        "bankers_trust: 1,832,131.78 (277) = 1,014,279.21 (245) + 817,852.57 (266) - 0.00 (271)",
    ),
)

_STATUSES = ("delinquent", "bankruptcy", "foreclosure", "reo")

_BUCKETS = tuple(
    _rule(
        "delinquency-statuses",
        "bucket",
        f"total_delinquent_{quantity} = " + " + ".join([f"{status}_{quantity}?" for status in _STATUSES]),
        "Loans that are late are delinquent only, in bankruptcy, in foreclosure, or real estate owned.",
        "ctslink, 30 Days: 38 (478) = 36 (478) + 2 (478)",
    )
    for quantity in ("loan_count", "balance", "loan_count_share", "balance_share")
)

_DEPOSITS = (
    "deposit_interest_and_principal",
    "deposit_liquidation_insurance_reserve",
    "deposit_repurchase_proceeds",
    "deposit_servicer_advances",
    "deposit_realized_loss_adjustment",
    "deposit_prepayment_penalties",
)
_WITHDRAWALS = (
    "withdrawal_advance_reimbursement",
    "withdrawal_servicing_fee",
    "withdrawal_interest_and_principal",
)

_ACCOUNTS = (
    _rule(
        "account-roll-forward",
        "account",
        "account_ending_balance = account_beginning_balance + account_deposits - account_withdrawals",
        "An account holds what it held, with what came in, without what went out.",
        "ctslink, certificate account: 0.00 (419) = 0.00 (401) + 4,580,686.01 (410) - 4,580,686.01 (416)",
    ),
    _rule(
        "account-deposits",
        "account",
        "account_deposits = " + " + ".join([f"{item}?" for item in _DEPOSITS]),
        "The deposits of an account add up.",
        "ctslink, certificate account: 4,580,686.01 (410) = 4,513,296.15 (403) + 40,599.02 (406) + 26,790.84 (409)",
    ),
    _rule(
        "account-withdrawals",
        "account",
        "account_withdrawals = " + " + ".join([f"{item}?" for item in _WITHDRAWALS]),
        "The withdrawals from an account add up.",
        "ctslink, certificate account: 4,580,686.01 (416) = 106,738.23 (414) + 4,473,947.78 (415)",
    ),
)

_DEAL = (
    _rule(
        "distribution-paid",
        "deal",
        "account.withdrawal_interest_and_principal = certificates.total_distribution",
        "What the account pays out is what the classes receive.",
        "ctslink: 4,473,947.78 (415) = 4,473,947.78 (157)",
    ),
    _rule(
        "servicing-fee-withdrawn",
        "deal",
        "account.withdrawal_servicing_fee = net_servicing_fee",
        "The fee that is withdrawn is the net fee.",
        "ctslink: 106,738.23 (414) = 106,738.23 (447)",
    ),
    _rule(
        "advances-deposited",
        "deal",
        "account.deposit_servicer_advances = current_advances",
        "What the servicer advances comes into the account.",
        "ctslink: 40,599.02 (406) = 40,599.02 (537)",
    ),
    _rule(
        "prepayment-penalties-deposited",
        "deal",
        "account.deposit_prepayment_penalties = prepayment_penalties",
        "The penalties that borrowers pay come into the account.",
        "ctslink: 26,790.84 (409) = 26,790.84 (565)",
    ),
    _rule(
        "pool-and-certificates",
        "deal",
        "certificates.ending_balance = even.ending_pool_balance",
        "Where a deal prints no overcollateralization, its certificates have the balance of its pool.",
        "",
    ),
    _rule(
        "overcollateralization",
        "deal",
        "overcollateralization_amount = ending_pool_balance - backed.ending_balance",
        "After a distribution, the overcollateralization is what the pool is over the certificates it backs.",
        "us_bank: 7,543,019 (230) = 975,586,503 (225) - 968,043,484 (154)",
    ),
    _rule(
        "overcollateralization-roll-forward",
        "deal",
        "overcollateralization_amount = beginning_pool_balance - backed.beginning_balance"
        " + overcollateralization_increase_amount? - overcollateralization_release_amount? - absorbed_loss?",
        "Overcollateralization grows by what is paid to increase it, and falls by what is released and by losses that "
        "nothing else pays for.",
        "us_bank: 7,543,019 (230) = 987,546,248 (218) - 983,683,252 (97) + 3,680,022.55 (346) - 0.00 (348)",
    ),
    _rule(
        "overcollateralization",
        "deal",
        "overcollateralization_amount_before_distribution = beginning_pool_balance - backed.beginning_balance",
        "Before a distribution, the overcollateralization is what the pool was over the certificates it backs.",
        "ctslink, where it fails: 4,618,182.72 (576) is not 249,706,282.72 (560) - 232,188,100.00 of R to B (125-131)",
    ),
    _rule(
        "overcollateralization-roll-forward",
        "deal",
        "overcollateralization_amount_before_distribution = ending_pool_balance - backed.ending_balance"
        " - overcollateralization_increase_amount? + overcollateralization_release_amount? + absorbed_loss?",
        "The same, worked back from what the pool is over the certificates after the distribution.",
        "ctslink: 4,618,182.72 (576) = 233,714,037.71 (561) - 229,096,315.20 of R to B (147-153) - 0.00 (573)"
        " + 460.21 (574)",
    ),
    _rule(
        "overcollateralization-deficiency",
        "deal",
        "overcollateralization_deficiency_amount = target_overcollateralization_amount - covered",
        "The deficiency is what the target is over the overcollateralization, before the distribution or after it.",
        "us_bank: 18,326,286.83 (350) = 22,189,283 (342) - 987,546,248 (218) + 983,683,252 (97)",
    ),
    _rule(
        "overcollateralization-excess",
        "deal",
        "excess_overcollateralization_amount = over - target_overcollateralization_amount",
        "The excess is what the overcollateralization is over its target.",
        "us_bank: 0.00 (352), for 7,543,019 (230) is not over 22,189,283 (342)",
    ),
    _rule(
        "overcollateralization-release",
        "deal",
        "overcollateralization_release_amount = releasable",
        "What is released is what the overcollateralization was over its target, or all principal if that is less.",
        "ctslink: 460.21 (574) = 4,618,182.72 (576) - 4,617,722.51 (575)",
    ),
    _rule(
        "overcollateralization-class",
        "deal",
        "overcollateralization_amount = standing.ending_balance",
        "The class that stands for the overcollateralization has it for its balance.",
        "us_bank, class X: 7,543,019 (230) = 7,543,019 (151)",
    ),
    _rule(
        "overcollateralization-class",
        "deal",
        "overcollateralization_amount_before_distribution = standing.beginning_balance",
        "The same before the distribution.",
        "ctslink, class X: 4,618,182.72 (576) = 4,618,182.72 (133)",
    ),
    _rule(
        "credit-enhancement",
        "deal",
        "credit_enhancement_percentage = (subordinate_balance + overcollateralization_amount?) / ending_pool_balance",
        "The credit enhancement is the part of the pool that is subordinate certificates or over the certificates.",
        "us_bank: 19.182627% (344) = (179,600,100 of M-1 to P (144-150) + 7,543,019 (230)) / 975,586,503 (228)",
    ),
    _rule(
        "principal-distributed",
        "deal",
        "backed.principal_distribution = principal_remittance + overcollateralization_increase_amount?"
        " - overcollateralization_release_amount? + absorbed_loss?",
        "The certificates are paid the principal that the pool remits, with what increases the overcollateralization "
        "or makes up for losses, without what is released.",
        "us_bank: 15,639,767 (97) = 11,959,745 (223) + 3,680,022.55 (346) - 0.00 (348)",
    ),
    _rule(
        "principal-distributed",
        "deal",
        "backed.principal_distribution = scheduled_principal + unscheduled_principal + net_liquidation_proceeds?"
        " + repurchase_proceeds? + overcollateralization_increase_amount? - overcollateralization_release_amount?"
        " + absorbed_loss?",
        "The same where the page prints the parts of the remittance.",
        "ctslink: 3,091,784.80 of R to B (125-131) = 201,151.91 (569) + 2,891,093.10 (570) + 0.00 (573) - 460.21 (574)",
    ),
    _rule(
        "pool-factor",
        "deal",
        "pool_factor = ending_pool_balance / certificates.original_balance",
        "The factor of a pool is the part of the original balance that is left.",
        "",
    ),
)

RULES: tuple[Rule, ...] = (*_CLASSES, *_POOL, *_BUCKETS, *_ACCOUNTS, *_DEAL)

OTHERS: tuple[Sentence, ...] = (
    Sentence(
        "class-totals",
        "A total of a table of classes is the sum over the classes. Totals of balances leave out notional classes: "
        "the one set of classes without which two totals or more tie that did not is taken to be left out.",
        "ctslink: 397,373.32 (135) = 0.11 (125) + 179,464.85 (126) + 22,498.67 (127) + 16,791.67 (128) + 18,390.51 "
        "(129) + 23,314.60 (130) + 45,537.91 (131) + 91,375.00 (132)",
    ),
    Sentence(
        "counted-twice",
        "A total that is more than the sum by just the figure of one class counts that class twice.",
        "ctslink, class R: 249,706,382.72 (189) is 249,706,282.72 (135) and 100.00 (177) more",
    ),
    Sentence(
        "group-totals",
        "What the groups of loans have is together what the pool has.",
        "us_bank: 987,546,248 (218) = 602,919,224 (218) + 384,627,023 (218), within rounding",
    ),
    Sentence(
        "bucket-totals",
        "The buckets of delinquency add up, and so do their shares of one whole.",
        "ctslink: 43 (496) = 36 (478) + 7 (481)",
    ),
    Sentence(
        "account-totals",
        "What the accounts hold is together what their totals row says.",
        "",
    ),
    Sentence(
        "delinquency-share",
        "A share of late loans is the part over the whole. The whole is what bears out most shares on the page: the "
        "loans or the scheduled or actual balance, after the period or before it.",
        "ctslink: 2.093134% (506) = 4,896,139.31 (479) / 233,914,321.09 (562)",
    ),
    Sentence(
        "interest-accrued",
        "Interest is balance times rate for the days of the period over the days of a year: 30/360, or the days that "
        "two classes agree on, or one and the distribution date.",
        "us_bank, class A-1: 662,382 (100) = 491,563,567 (81) * 1.47000% (100) * 33 / 360",
    ),
    Sentence(
        "cusip-check-digit",
        "The ninth character of a CUSIP checks the other eight. One that does not is information: unlisted classes "
        "have numbers made up for them.",
        "ctslink, class A1: 881561BU7 (126)",
    ),
    Sentence(
        "printed-differently",
        "A figure that a report prints in two places is the same in both, but for rounding.",
        "ctslink, class A1: 157,824,262.08 (148) = 157,824,262.08 (208)",
    ),
    Sentence(
        "relabelled",
        "The rows of a table belong to the classes with whose other figures they tie. Where the labels stand one row "
        "off under which every row ties and hardly any as labelled, they are moved.",
        "us_bank: 1.31425 (178), labelled 'Class', is 662,382 (100) for each $1,000 of 504,000,000 (81), of class A-1",
    ),
)

# These say which of its certificates a pool backs.
BACKING: tuple[Identity, ...] = tuple(
    rule.identity
    for rule in _DEAL
    if rule.name in ("overcollateralization", "overcollateralization-roll-forward", "principal-distributed")
)
