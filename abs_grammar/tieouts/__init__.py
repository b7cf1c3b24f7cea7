"""Tie-outs: the statements of a report come in; what holds among their figures leaves, and a finding of what does not.

`tie_out` checks every identity that the page lets one check. It only reads: it knows no layout, only the words of the
vocabulary and where the figures stand. The rules are in `rules`; what it is for two sides to be equal, in `identity`.
Where tables of classes do not tie, `relabelling` may prove that their labels are off, and returns the statements anew.

Uses `model` alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, localcontext
from typing import get_args

import attrs

from abs_grammar.model.report import TOTAL, Finding, Statement, TieOuts
from abs_grammar.tieouts.accrual import check_accruals
from abs_grammar.tieouts.cusips import check_cusips
from abs_grammar.tieouts.factors import Factor, check_factors
from abs_grammar.tieouts.identity import Check, Outcome
from abs_grammar.tieouts.ledger import EXACT, Ledger, Row
from abs_grammar.tieouts.overcollateralization import add_backed_certificates, give_movements, is_overcollateralized
from abs_grammar.tieouts.rules import RULES, Of, Rule
from abs_grammar.tieouts.same_figure import check_same_figures
from abs_grammar.tieouts.shares import check_shares
from abs_grammar.tieouts.tally import Tally
from abs_grammar.tieouts.totals import (
    ClassTotals,
    check_account_totals,
    check_bucket_totals,
    check_class_totals,
    check_group_totals,
)

__all__ = ["Audited", "tie_out"]

# The rules for each kind of row, by the measure that they check.
_CHECKING: dict[Of, dict[str, list[Rule]]] = {of: defaultdict(list) for of in get_args(Of)}
for _rule in RULES:
    _CHECKING[_rule.of][_rule.identity.left].append(_rule)
_OF_CLASSES = frozenset(rule.name for rule in RULES if rule.of == "class")
_EVEN = ("ending_pool_balance",)
# What a notional balance does not do: it falls as a schedule says, or another balance.
_ONLY_OF_PRINCIPAL = "balance-roll-forward"


@attrs.frozen
class Audited:
    """What the tie-outs of one report came to. `notional` says of which classes the totals leave the balances out."""

    findings: tuple[Finding, ...]
    tie_outs: TieOuts
    notional: Mapping[str, bool]

    @property
    def classes_tie(self) -> bool:
        """Whether every rule of the class tables holds; where one does not, their labels may be wrong."""
        return not any([finding.rule in _OF_CLASSES for finding in self.findings])


def tie_out(
    statements: Sequence[Statement],
    *,
    report: int = 0,
    distribution_date: date | None = None,
    before_distribution: Container[str] = (),
) -> Audited:
    """Check all that the statements of one report say against itself, and return what that came to.

    `before_distribution` are the measures that the layout prints as they were before the distribution.
    """
    with localcontext(EXACT):
        tally = Tally(report)
        ledger = Ledger([fact for s in statements for fact in s.facts], before_distribution)
        totals = _check_classes(statements, ledger, tally)
        _check_rows("pool", {**ledger.groups, "": ledger.pool}, tally)
        check_group_totals(ledger, tally)
        _check_rows("bucket", ledger.buckets, tally)
        check_bucket_totals(ledger, tally)
        _check_rows("account", ledger.accounts, tally)
        check_account_totals(ledger, tally)
        _check_rows("deal", {"": _deal(ledger, totals, tally)}, tally)
        check_accruals(ledger.classes, distribution_date, tally)
        check_shares(ledger, tally)
        check_cusips(ledger.facts, tally)
        check_same_figures(ledger, totals.counting_twice, tally)
        return Audited(tally.explained(ledger), tally.tie_outs(statements), totals.notional())


def _check_classes(statements: Sequence[Statement], ledger: Ledger, tally: Tally) -> ClassTotals:
    """Check the tables of classes: their totals first, for these say which balances are notional."""
    totals = check_class_totals(statements, ledger, tally)
    moving = give_movements(ledger, totals.left_out)
    factors = []
    missing: defaultdict[Rule, Decimal] = defaultdict(Decimal)
    for name, row in (*ledger.classes.items(), *ledger.of_parts.items(), (TOTAL, ledger.certificates)):
        for rule, check in _checks("class", row):
            if rule.name == _ONLY_OF_PRINCIPAL and name in totals.left_out and name != moving:
                continue
            if rule.identity.divisor is not None:
                factors.append(Factor(rule.name, name, check))
            elif name == TOTAL and check.difference and check.difference == missing[rule]:
                tally.count(rule.name, check.outcome, check.figures)  # the classes have a finding for what is missing
            else:
                tally.add(rule.name, check, name)
                missing[rule] += check.difference if check.outcome is Outcome.FAILED else 0
    check_factors(factors, ledger, tally)
    return totals


def _check_rows(of: Of, rows: Mapping[str, Row], tally: Tally) -> None:
    for name, row in rows.items():
        for rule, check in _checks(of, row):
            tally.add(rule.name, check, name or None)


def _checks(of: Of, row: Row) -> Iterator[tuple[Rule, Check]]:
    """Yield the checks of a row, in the order in which it prints what they check."""
    checking = _CHECKING[of]
    for measure in row:
        for rule in checking.get(measure, ()):
            check = rule.check(row)
            if check is not None:
                yield rule, check


def _deal(ledger: Ledger, totals: ClassTotals, tally: Tally) -> Row:
    """Return the row of the deal, which its identities are put to: the pool, the certificates, the account."""
    deal = dict(ledger.pool)
    deal.update({f"certificates.{measure}": figures for measure, figures in ledger.certificates.items()})
    for row in ledger.accounts.values():
        for measure, figures in row.items():
            deal.setdefault(f"account.{measure}", figures)
    if is_overcollateralized(ledger):
        add_backed_certificates(deal, ledger, totals.left_out, tally)
    else:
        deal.update({f"even.{measure}": ledger.pool[measure] for measure in _EVEN if measure in ledger.pool})
    return deal
