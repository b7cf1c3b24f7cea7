"""Statements whose figures all follow from one another: nothing is found, until one figure is changed.

`SOUND_STATEMENTS=2000` tries more. Each is made up from its number, so that a failure names the statement.
"""

from __future__ import annotations

import os
from decimal import Decimal
from functools import cache
from random import Random
from typing import TYPE_CHECKING

import attrs
import pytest

from abs_grammar import parse
from tests.pages.consistent import THIRTY, any_deal, as_ctslink, as_us_bank
from tests.tieouts.by_hand import found

if TYPE_CHECKING:
    from collections.abc import Callable

    from abs_grammar import Fact, Filing, Finding
    from tests.pages.consistent import Deal, Statement

_STATEMENTS = int(os.environ.get("SOUND_STATEMENTS", "300"))
_SEEN = 100

PRINTERS: dict[str, Callable[[Deal], Statement]] = {
    "us_bank in dollars": as_us_bank,
    "us_bank in cents": lambda deal: as_us_bank(deal, Decimal("0.01")),
    "ctslink": as_ctslink,
}


@attrs.frozen(eq=False)
class Sound:
    """A deal made up, as a trustee prints it, and as it is read."""

    number: int
    deal: Deal
    statement: Statement
    filing: Filing


@cache
def statements(printer: str) -> tuple[Sound, ...]:
    made = []
    for number in range(_STATEMENTS // len(PRINTERS)):
        deal = any_deal(Random(number))  # noqa: S311 - no secret
        statement = PRINTERS[printer](deal)
        made.append(Sound(number, deal, statement, read(statement)))
    return tuple(made)


def read(statement: Statement) -> Filing:
    return parse(statement.text, layout=statement.layout)


def alarms(filing: Filing) -> list[Finding]:
    return [finding for finding in filing.findings if finding.severity != "info"]


@pytest.mark.parametrize("printer", PRINTERS)
class TestSoundStatements:
    def test_nothing_is_found_on_them_but_information(self, printer: str) -> None:
        for sound in statements(printer):
            assert alarms(sound.filing) == [], sound.number
            assert sound.filing.unaccounted == (), sound.number
            assert len(sound.filing.facts()) == len(sound.statement.figures) + 1, sound.number  # and the date

    def test_what_the_totals_leave_out_is_notional_and_nothing_else_is(self, printer: str) -> None:
        for sound in statements(printer):
            notional = {name for name, read_class in sound.filing.reports[0].classes.items() if read_class.notional}
            assert notional == {c.name for c in sound.deal.classes if not c.counted}, sound.number

    def test_the_days_of_every_period_are_found(self, printer: str) -> None:
        for sound in statements(printer):
            days = {c.days for c in sound.deal.classes if c.rate and c.days != THIRTY}
            told = " ".join(finding.message for finding in found(sound.filing, "accrual-basis"))
            assert [f" {n} days on actual/360, the days since the distribution before" in told for n in days] == [
                True for _ in days
            ], sound.number

    def test_a_figure_with_another_first_digit_is_found_with_its_line(self, printer: str) -> None:
        for sound in statements(printer):
            figures = [fact for fact in sound.filing.facts() if tells(fact, sound.deal)]
            fact = Random(sound.number).choice(figures)  # noqa: S311 - no secret
            other = str(int(fact.text[0]) % 9 + 1) + fact.text[1:]
            changed = read(sound.statement.with_figure((fact.line, fact.start, fact.end), other))
            lines = {line for finding in alarms(changed) for line in finding.lines}
            assert fact.line in lines, (sound.number, fact.line, fact.text, other)


def tells(fact: Fact, deal: Deal) -> bool:
    """Tell whether a change of a figure's first digit can be seen: not where rounding to dollars might hide it.

    The balance of a class that stands for what the pool is over the certificates, and that totals leave out, is known
    by that amount alone: with another balance it is a notional class like any other.
    """
    stands_apart = fact.entity == "X" and any(c.name == "X" and not c.counted for c in deal.classes)
    return (
        fact.unit != "date"
        and fact.text[0] != "0"
        and (fact.unit != "usd" or Decimal(fact.value or 0) >= _SEEN)
        and not stands_apart
    )
