"""Overcollateralization: what the pool is more than the certificates that it backs.

Often a class stands for the overcollateralization, with a balance that is that very amount; and a deal may have
certificates that its pool does not back, such as notes on the residual. No page says so, but its balances show it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from abs_grammar.tieouts.identity import Outcome, compare
from abs_grammar.tieouts.ledger import Figure, Ledger, Row, added, facts_of
from abs_grammar.tieouts.rules import BACKING
from abs_grammar.tieouts.tally import Tally

__all__ = ["add_backed_certificates", "give_movements", "is_overcollateralized"]

_AMOUNT = "overcollateralization_amount"
_BEFORE = f"{_AMOUNT}_before_distribution"
_RELEASE = "overcollateralization_release_amount"
_ABSORBED = "absorbed_loss"
_MOVEMENTS = ("overcollateralization_increase_amount", _RELEASE, _ABSORBED)
_BALANCES = ("beginning_balance", "ending_balance")
_BACKED = (*_BALANCES, "principal_distribution")
_MOST_UNBACKED = 2
_MOST_CLASSES = 60


def is_overcollateralized(ledger: Ledger) -> bool:
    """Return whether the page prints how much the pool is over the certificates."""
    return _AMOUNT in ledger.pool or _BEFORE in ledger.pool


def give_movements(ledger: Ledger, left_out: frozenset[str]) -> str | None:
    """Give the class that stands for the overcollateralization what moves its balance, and so the totals that count it.

    Return its name, if there is such a class.
    """
    if not is_overcollateralized(ledger):
        return None
    _add_absorbed_loss(ledger.pool)
    name = _class_of_the_amount(ledger)
    if name is not None:
        moves = {measure: ledger.pool[measure] for measure in _MOVEMENTS if measure in ledger.pool}
        ledger.classes[name].update(moves)
        if name not in left_out:
            ledger.certificates.update(moves)
    return name


def add_backed_certificates(deal: Row, ledger: Ledger, left_out: frozenset[str], tally: Tally) -> None:
    """Add to the figures of the deal those of the certificates that the pool backs, and what the deal has over them.

    Which these are is what makes most of the identities hold that `rules.BACKING` lists.
    """
    counted = {name: row for name, row in ledger.classes.items() if name not in left_out}
    best: tuple[int, frozenset[str]] = (-1, frozenset())
    for unbacked in _candidates(counted, _class_of_the_amount(ledger)):
        tried = {**deal, **_backed(ledger, counted, unbacked)}
        held = [check.outcome is not Outcome.FAILED for i in BACKING if (check := i.check(tried)) is not None]
        if sum(held) > best[0]:
            best = sum(held), unbacked
        if held and all(held):
            break
    unbacked = best[1]
    deal.update(_backed(ledger, counted, unbacked))
    standing = ledger.classes.get(_class_of_the_amount(ledger) or "", {})
    deal.update({f"standing.{balance}": standing[balance] for balance in _BALANCES if balance in standing})
    _add_overcollateralization(deal)
    _add_releasable(deal)
    _add_subordination(deal, counted)
    if unbacked:
        tally.add_finding(
            "unbacked-certificates",
            "info",
            f"the pool backs the certificates without {', '.join(sorted(unbacked))}: so the balances tie with the "
            "overcollateralization",
            facts_of(
                [row["ending_balance"][0] for n, row in counted.items() if n in unbacked and "ending_balance" in row]
            ),
        )


def _class_of_the_amount(ledger: Ledger) -> str | None:
    """Name the one class whose balance is the overcollateralization, before the distribution or after it."""
    for balance, amounts in _amounts(ledger).items():
        for amount in amounts:
            names = [name for name, row in ledger.classes.items() if _same(row.get(balance), amount)]
            if len(names) == 1 and amount.value > 0:
                return names[0]
    return None


def _same(figures: Sequence[Figure] | None, other: Figure) -> bool:
    if not figures:
        return False
    figure = figures[0]
    return compare(figure.value - other.value, figure.half + other.half) is not Outcome.FAILED


def _amounts(ledger: Ledger) -> dict[str, list[Figure]]:
    """Return the overcollateralization as printed, and as what the pool is over all certificates that totals count."""
    pool, certificates = ledger.pool, ledger.certificates
    amounts = {}
    for when, printed in (("beginning", _BEFORE), ("ending", _AMOUNT)):
        balance = f"{when}_balance"
        amounts[balance] = list(pool.get(printed, ()))
        if f"{when}_pool_balance" in pool and balance in certificates:
            amounts[balance].append(_difference(pool[f"{when}_pool_balance"][0], certificates[balance][0]))
    return amounts


def _candidates(counted: dict[str, Row], of_the_amount: str | None) -> Iterator[frozenset[str]]:
    """Yield the sets of certificates that may not be backed, small ones first."""
    own = frozenset(name for name in counted if name == of_the_amount)
    yield frozenset()
    if own:
        yield own
    if len(counted) <= _MOST_CLASSES:
        others = [name for name, row in counted.items() if name not in own and _has_balance(row)]
        for size in range(1, _MOST_UNBACKED + 1 - len(own)):
            yield from (own | frozenset(names) for names in combinations(others, size))


def _has_balance(row: Row) -> bool:
    return any([figure.value for figure in row.get("beginning_balance", ())])


def _backed(ledger: Ledger, counted: dict[str, Row], unbacked: frozenset[str]) -> Row:
    """Add up the certificates that are backed; where all are, the page's own totals are more exact."""
    row: Row = {}
    for measure in _BACKED:
        total = ledger.certificates.get(measure) if not unbacked else None
        figures = [of[measure][0] for name, of in counted.items() if name not in unbacked and measure in of]
        if total:
            row[f"backed.{measure}"] = total
        elif figures:
            row[f"backed.{measure}"] = [added(figures, f"{measure.replace('_', ' ')} of the certificates backed")]
    return row


def _add_overcollateralization(deal: Row) -> None:
    """Add what target, deficiency and excess may be worked out with: the amount printed, and that which balances give.

    `covered` is what of the target is there, and `over` is the target with what is there above it.
    """
    amounts = [*deal.get(_AMOUNT, ()), *deal.get(_BEFORE, ())]
    for when in ("beginning", "ending"):
        pool, backed = deal.get(f"{when}_pool_balance"), deal.get(f"backed.{when}_balance")
        if pool and backed:
            amounts.append(_difference(pool[0], backed[0]))
    target = deal.get("target_overcollateralization_amount")
    if target and amounts:
        deal["covered"] = [amount if amount.value < target[0].value else target[0] for amount in amounts]
        deal["over"] = [amount if amount.value > target[0].value else target[0] for amount in amounts]


def _add_absorbed_loss(pool: Row) -> None:
    """Add the losses of the pool, and that none of them is left to bear: for excess interest may pay for them."""
    losses = pool.get("net_realized_loss") or pool.get("realized_loss")
    if losses and losses[0].value:
        paid_for = Figure(losses[0].value * 0, losses[0].half, losses[0].facts, "losses left to bear", "0")
        pool[_ABSORBED] = [losses[0], paid_for]


def _add_releasable(deal: Row) -> None:
    """Add what may be released: what is over the target, or if that is less, all the principal that was remitted."""
    released, before = deal.get(_RELEASE), deal.get(_BEFORE)
    target = deal.get("target_overcollateralization_amount")
    if released and released[0].value and before and target:
        over = _difference(before[0], target[0], "overcollateralization over its target")
        deal["releasable"] = [over, *deal.get("principal_remittance", ())]


def _difference(pool: Figure, backed: Figure, words: str = "pool over the certificates") -> Figure:
    value = pool.value - backed.value
    return Figure(value, pool.half + backed.half, facts_of([pool, backed]), words, f"{value:,f}")


def _add_subordination(deal: Row, counted: dict[str, Row]) -> None:
    """Add the balances of the classes from each one down: which are subordinate no page says; seniors come first."""
    balances = [row["ending_balance"][0] for row in counted.values() if "ending_balance" in row]
    amounts = [added(balances[i:], "balance of the subordinate classes") for i in range(1, len(balances))]
    if amounts and "credit_enhancement_percentage" in deal:
        deal["subordinate_balance"] = amounts
