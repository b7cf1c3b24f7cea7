"""Shares of the pool: which whole the page divides by, and whether each share is the part over that whole."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import product
from typing import Final

import attrs

from abs_grammar.model.vocabulary import SHARES
from abs_grammar.tieouts.identity import Check, Identity, Outcome
from abs_grammar.tieouts.ledger import Ledger, Row
from abs_grammar.tieouts.tally import Tally

__all__ = ["check_shares"]

_RULE = "delinquency-share"

# What a share may be of, by the unit of the part: the first by which most shares hold is what the page divides by.
_WHOLES: Final[dict[str, tuple[str, ...]]] = {
    "loan_count": ("ending_loan_count", "beginning_loan_count"),
    "balance": ("ending_pool_balance", "ending_actual_pool_balance", "beginning_pool_balance"),
}


_WORDS = {"loan_count": "loans", "balance": "balances"}


@attrs.frozen(eq=False)
class _Shares:
    """The checks of all shares of one kind, by one whole."""

    whole: str
    checks: Sequence[tuple[str, Check]]

    @property
    def holding(self) -> int:
        """How many hold, of those that are not zero."""
        return sum([check.outcome is not Outcome.FAILED and bool(check.left.value) for _, check in self.checks])


def check_shares(ledger: Ledger, tally: Tally) -> None:
    """Check each share of the loans that are late."""
    for quantity, candidates in _WHOLES.items():
        measures = [measure for measure in SHARES if measure.endswith(f"_{quantity}")]
        wholes = [whole for whole in candidates if whole in ledger.pool]
        if not wholes or not any([SHARES[measure] in row for measure in measures for row in ledger.buckets.values()]):
            continue
        tried = []
        for whole, of_group in product(wholes, (True, False) if ledger.groups else (False,)):
            tried.append(_by(whole, measures, ledger, of_group=of_group))
            if all([check.outcome is not Outcome.FAILED for _, check in tried[-1].checks]):
                break
        chosen = max(tried, key=lambda shares: shares.holding)
        for bucket, check in chosen.checks:
            tally.add(_RULE, check, bucket)
        if chosen.holding and chosen.whole != tried[0].whole:
            figure = ledger.pool[chosen.whole][0]
            tally.add_finding(
                _RULE,
                "info",
                f"shares of {_WORDS[quantity]} are of the {figure.words} {figure.text}",
                figure.facts,
            )


def _by(whole: str, measures: Sequence[str], ledger: Ledger, *, of_group: bool) -> _Shares:
    """Check the shares as parts of one whole: of the pool, or for the buckets of a group, of that group."""
    identities = [_share(measure, whole) for measure in measures]
    checks = []
    for bucket, printed in ledger.buckets.items():
        group = ledger.groups.get(bucket.rpartition(" / ")[0], {}) if of_group else {}
        row: Row = {**printed, whole: group.get(whole, ledger.pool[whole])}
        checks += [(bucket, check) for identity in identities if (check := identity.check(row)) is not None]
    return _Shares(whole, checks)


@lru_cache
def _share(measure: str, whole: str) -> Identity:
    return Identity(f"{SHARES[measure]} = {measure} / {whole}")
