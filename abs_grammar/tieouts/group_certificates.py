"""Overcollateralization of a group of loans: what its balance is more than that of the certificates it backs.

No page says which classes a group backs, but their names and balances do: `A-1F` to `A-6F` the fixed rate loans, `A-1A`
and `A-2A` the adjustable. So classes are gathered by how their names begin and end; it is believed only where every
group of the report ties with such classes, each with others.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from abs_grammar.tieouts.identity import Outcome, compare
from abs_grammar.tieouts.ledger import Figure, Ledger, Row
from abs_grammar.tieouts.tally import Tally

__all__ = ["check_group_certificates"]

_RULE = "group-overcollateralization"
_NAME = re.compile(r"(?P<begins>[A-Z]+)(?:-?[0-9]+)?-?(?P<ends>[A-Z]*)")
_FEWEST_GROUPS = 2


def check_group_certificates(ledger: Ledger, tally: Tally) -> None:
    """Count, for each group that prints its overcollateralization, that it ties with classes of its own."""
    groups = {name: row for name, row in ledger.groups.items() if "overcollateralization_amount" in row}
    series = _series(ledger.classes)
    found: dict[str, tuple[str, str]] = {}
    for name, row in groups.items():
        fitting = [key for key, balances in series.items() if _ties(row, balances)]
        if len(fitting) == 1:
            found[name] = fitting[0]
    if len(groups) < _FEWEST_GROUPS or len(set(found.values())) < len(groups):
        return
    for name, key in found.items():
        row = groups[name]
        figures = [row["overcollateralization_amount"][0], row["ending_pool_balance"][0], *series[key]]
        tally.count(_RULE, Outcome.HELD, figures)


def _series(classes: Mapping[str, Row]) -> dict[tuple[str, str], list[Figure]]:
    """Return the ending balances of the classes whose names begin and end alike."""
    series: dict[tuple[str, str], list[Figure]] = {}
    for name, row in classes.items():
        parts = _NAME.fullmatch(name)
        if parts is not None and "ending_balance" in row:
            series.setdefault((parts["begins"], parts["ends"]), []).append(row["ending_balance"][0])
    return series


def _ties(row: Row, balances: Sequence[Figure]) -> bool:
    """Return whether the loans of a group are worth some certificates and its overcollateralization."""
    if "ending_pool_balance" not in row:
        return False
    over, pool = row["overcollateralization_amount"][0], row["ending_pool_balance"][0]
    backed = sum([figure.value for figure in balances], Decimal(0))
    tolerance = over.half + pool.half + sum([figure.half for figure in balances], Decimal(0))
    return bool(backed) and compare(pool.value - backed - over.value, tolerance) is not Outcome.FAILED
