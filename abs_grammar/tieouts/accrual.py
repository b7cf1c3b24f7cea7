"""Interest: balance times rate, for the days of the period, over the days of a year.

Fixed-rate classes accrue for 30 days of a year of 360. Floating ones accrue for the days from one distribution to the
next. A page seldom says which class does which, nor for how many days; but it prints the interest, and that says both.
The days are believed where two classes agree on them, or the distribution date bears them out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

import attrs

from abs_grammar.tieouts.identity import Outcome, compare
from abs_grammar.tieouts.ledger import Figure, Row, facts_of
from abs_grammar.tieouts.tally import Tally, shown, written_out

__all__ = ["check_accruals", "days_between_distributions"]

_THIRTY = 30
_LONGEST_PERIOD = 400
_YEARS = (360, 365)
_SATURDAY = 5
_LATEST_FOR_A_WEEKEND = 3


@attrs.frozen(eq=False)
class _Accrual:
    """What one class accrued: interest, on a balance, at a rate."""

    name: str
    balance: Figure
    rate: Figure
    interest: tuple[Figure, ...]

    @property
    def figures(self) -> list[Figure]:
        return [self.balance, self.rate, *self.interest]

    @property
    def amount(self) -> Decimal:
        return sum([figure.value for figure in self.interest], Decimal(0))

    def outcome(self, days: int, year: int) -> Outcome:
        """Return whether the interest is that of so many days."""
        balance, rate = self.balance, self.rate
        product = balance.value * rate.value
        rounding = abs(balance.value) * rate.half + balance.half * abs(rate.value) + balance.half * rate.half
        halves = sum([figure.half for figure in self.interest], Decimal(0))
        return compare(self.amount * year - product * days, halves * year + rounding * days)

    def days(self, year: int) -> int:
        """Return how many days of a year of so many days the interest is for, to the nearest."""
        return round(self.amount * year / (self.balance.value * self.rate.value))

    def is_only(self, days: int, year: int) -> bool:
        """Return whether the interest is that of so many days, and not of a day more or less."""
        outcomes = [self.outcome(near, year) is not Outcome.FAILED for near in (days - 1, days, days + 1)]
        return outcomes == [False, True, False]


def check_accruals(classes: Mapping[str, Row], distribution: date | None, tally: Tally) -> None:
    """Check the interest of each class that prints its rate, its balance, and what it accrued."""
    accruals = [accrual for name, row in classes.items() if (accrual := _accrual_of(name, row)) is not None]
    others = [accrual for accrual in accruals if accrual.outcome(_THIRTY, 360) is Outcome.FAILED]
    found = _basis(others, distribution)
    on: dict[tuple[int, int], list[str]] = {}
    for accrual in accruals:
        bases = [(_THIRTY, 360), *([found] if found is not None else [])]
        outcomes = {basis: accrual.outcome(*basis) for basis in bases}
        basis = next((basis for basis in bases if outcomes[basis] is not Outcome.FAILED), bases[-1])
        tally.count("interest-accrued", outcomes[basis], accrual.figures)
        if outcomes[basis] is Outcome.FAILED:
            _add_failed(accrual, basis, tally)
        else:
            on.setdefault(basis, []).append(accrual.name)
    if found is not None and found in on:
        _add_basis(on, found, distribution, tally)


def days_between_distributions(distribution: date) -> frozenset[int]:
    """Return how many days there may be from the distribution a month before.

    Distributions are made on the same day of each month, or on the next business day. So a Monday may stand for the
    Saturday before it; holidays are not known.
    """
    days = set()
    for back in range(_LATEST_FOR_A_WEEKEND):
        nominal = distribution - timedelta(back)
        if _business_day(nominal) == distribution:
            month = nominal.replace(day=1) - timedelta(1)
            before = month.replace(day=min(nominal.day, month.day))
            days.add((distribution - _business_day(before)).days)
            days.add((nominal - before).days)
    return frozenset(days)


def _is_period(distribution: date | None, days: int) -> bool:
    """Return whether so many days may lie between two distributions; a holiday may make it one more, or less."""
    if distribution is None:
        return False
    return any([abs(days - possible) <= 1 for possible in days_between_distributions(distribution)])


def _business_day(day: date) -> date:
    return day + timedelta(max(0, 7 - day.weekday()) if day.weekday() >= _SATURDAY else 0)


def _accrual_of(name: str, row: Row) -> _Accrual | None:
    """Gather what a class accrued. Interest paid stands for interest accrued where what fell short is printed too."""
    rate, balance = row.get("pass_through_rate"), row.get("beginning_balance")
    if not rate or not balance or not rate[0].value * balance[0].value:
        return None
    accrued, paid, short = (
        row.get(measure) for measure in ("accrued_interest", "interest_distribution", "current_interest_shortfall")
    )
    if accrued:
        return _Accrual(name, balance[0], rate[0], (accrued[0],))
    return _Accrual(name, balance[0], rate[0], (paid[0], short[0])) if paid and short else None


def _basis(accruals: Sequence[_Accrual], distribution: date | None) -> tuple[int, int] | None:
    """Find the days of the period, and of the year, that most classes accrued for: two of them, or one and the date."""
    for year in _YEARS:
        agreed = Counter(days for accrual in accruals if accrual.is_only(days := accrual.days(year), year))
        if agreed:
            days, classes = agreed.most_common(1)[0]
            if 0 < days < _LONGEST_PERIOD and (classes > 1 or _is_period(distribution, days)):
                return days, year
    return None


def _add_failed(accrual: _Accrual, basis: tuple[int, int], tally: Tally) -> None:
    days, year = basis
    interest = accrual.interest[0]
    expected = accrual.balance.value * accrual.rate.value * days / year
    tally.add_finding(
        "interest-accrued",
        "warning",
        f"the interest of {accrual.name} is printed as {interest.text}; {accrual.balance.text} at "
        f"{accrual.rate.text} for {days} days of {year} comes to {written_out(expected, interest.value)}",
        facts_of(accrual.figures),
        entity=accrual.name,
        expected=shown(expected, interest.value),
        actual=interest.facts[0].value,
        difference=shown(accrual.amount - expected, interest.value),
    )


def _add_basis(
    on: Mapping[tuple[int, int], Sequence[str]], found: tuple[int, int], distribution: date | None, tally: Tally
) -> None:
    days, year = found
    regular = _is_period(distribution, days)
    bearing = "the days since the distribution before" if regular else "no month between two distributions"
    thirty = on.get((_THIRTY, 360))
    also = f"; {', '.join(thirty)} on 30/360" if thirty else ""
    tally.add_finding(
        "accrual-basis",
        "info",
        f"{', '.join(on[found])} accrued for {days} days on actual/{year}, {bearing}{also}",
    )
