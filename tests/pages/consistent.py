"""Statements whose every figure follows from the others: what a trustee's program would print of a sound deal.

Balances are known to the cent and printed to the cent or, as some pages are, to the dollar. Some classes are notional,
one may stand for the overcollateralization; some accrue on 30/360 and some for the days since the last distribution.
"""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from attrs import evolve, frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from random import Random

__all__ = ["THIRTY", "Certificate", "Deal", "Statement", "any_deal", "as_ctslink", "as_us_bank"]

_CENT = Decimal("0.01")
_DOLLAR = Decimal(1)
_NOUGHT = Decimal(0)
THIRTY = 30

# Distribution dates, and the days since the distribution before.
_DATES = (
    (date(2003, 11, 25), 29),  # from Monday 27 October, for the 25th was a Saturday
    (date(2004, 3, 25), 29),  # a leap year
    (date(2005, 3, 25), 28),
    (date(2004, 8, 25), 30),  # from Monday 26 July
    (date(2004, 1, 26), 32),  # a Monday, from Christmas 2003
    (date(2002, 10, 25), 30),
)


def _rounded(value: Decimal, to: Decimal = _CENT) -> Decimal:
    return value.quantize(to, ROUND_HALF_UP)


@frozen
class Certificate:
    """One class, to the cent."""

    name: str
    original: Decimal
    beginning: Decimal
    rate: Decimal = _NOUGHT
    days: int = THIRTY
    principal: Decimal = _NOUGHT
    loss: Decimal = _NOUGHT
    short: Decimal = _NOUGHT
    falls: Decimal = _NOUGHT
    counted: bool = True

    @property
    def ending(self) -> Decimal:
        """The balance after it all; a notional one falls as something else does."""
        return self.beginning - self.principal - self.loss - self.falls

    @property
    def accrued(self) -> Decimal:
        return _rounded(self.beginning * self.rate * self.days / 360)

    @property
    def interest(self) -> Decimal:
        return self.accrued - self.short

    @property
    def factor(self) -> Decimal:
        return self.ending / self.original if self.original else _NOUGHT

    def per_1000(self, amount: Decimal) -> Decimal:
        return 1000 * amount / self.original if self.original else _NOUGHT


@frozen
class Deal:
    """Classes, and the pool that backs them."""

    distribution_date: date
    classes: tuple[Certificate, ...]
    pool: Decimal
    scheduled: Decimal
    unscheduled: Decimal
    increase: Decimal
    over: Decimal

    @property
    def loss(self) -> Decimal:
        return sum((c.loss for c in self.classes), _NOUGHT)

    @property
    def left(self) -> Decimal:
        """The pool after the month."""
        return self.pool - self.scheduled - self.unscheduled - self.loss

    @property
    def over_after(self) -> Decimal:
        """The overcollateralization after the month."""
        return self.over + self.increase

    def total(self, of: Callable[[Certificate], Decimal], *, balance: bool = False) -> Decimal:
        """Add a column up; the totals of balances leave out what they do not count."""
        return sum((of(c) for c in self.classes if c.counted or not balance), _NOUGHT)


@frozen
class Statement:
    """A page, and on it the places of the figures that a check ought to miss if they changed: line, start, end."""

    text: str
    figures: tuple[tuple[int, int, int], ...]
    layout: str

    def with_figure(self, place: tuple[int, int, int], text: str) -> Statement:
        """Print another figure, as wide as the old one, at a place."""
        number, start, end = place
        lines = self.text.split("\n")
        line = lines[number - 1]
        assert len(text) == end - start
        lines[number - 1] = line[:start] + text + line[end:]
        return evolve(self, text="\n".join(lines))


def any_deal(random: Random) -> Deal:
    """Make a deal up."""
    day, since = random.choice(_DATES)
    classes = [_principal_class(f"A-{n}", random, since) for n in range(1, random.randint(2, 6))]
    classes += [_subordinate(f"M-{n}", random, since) for n in range(1, random.randint(1, 5))]
    if random.random() < 0.3:
        loss = _cents(random, 100_000)
        classes[-1] = evolve(classes[-1], loss=min(loss, classes[-1].beginning - classes[-1].principal))
    notional = random.choice((0, 0, 1, 2))
    for name in ("A-IO", "B-IO")[:notional]:
        at = random.randint(1, len(classes))
        classes.insert(at, _notional(name, random))
    over, increase = _cents(random, 9_000_000), _cents(random, 500_000)
    if random.random() < 0.5:
        counted = random.random() < 0.5
        classes.append(Certificate("X", _NOUGHT, over, falls=-increase, counted=counted))
    if random.random() < 0.5:
        classes.append(Certificate("R", _NOUGHT, _NOUGHT))
    real = [c for c in classes if c.original and c.counted]
    paid = sum((c.principal for c in real), _NOUGHT)
    scheduled = _rounded((paid - increase) / 10)
    # What reduces the certificates more than the pool grows the overcollateralization; losses reduce both alike.
    return Deal(
        day,
        tuple(classes),
        sum((c.beginning for c in real), _NOUGHT) + over,
        scheduled,
        paid - increase - scheduled,
        increase,
        over,
    )


def _cents(random: Random, most: int) -> Decimal:
    return Decimal(random.randint(1, most * 100)).scaleb(-2)


def _rate(random: Random) -> Decimal:
    return Decimal(random.randint(10, 99_999) * 10).scaleb(-7)


def _principal_class(name: str, random: Random, since: int) -> Certificate:
    original = Decimal(random.randint(20_000, 600_000) * 1000)
    beginning = original if random.random() < 0.2 else _rounded(original * random.randint(300, 999) / 1000)
    return Certificate(
        name,
        original,
        beginning,
        _rate(random),
        random.choice((THIRTY, since)),
        # Above any increase, so that the pool has paid some principal.
        _rounded(Decimal(500_000) + beginning / random.randint(50, 900)),
        short=random.choice((_NOUGHT, _NOUGHT, _NOUGHT, _cents(random, 50))),
    )


def _subordinate(name: str, random: Random, since: int) -> Certificate:
    original = Decimal(random.randint(1_000, 60_000) * 1000)
    return Certificate(name, original, original, _rate(random), random.choice((THIRTY, since)))


def _notional(name: str, random: Random) -> Certificate:
    original = _rounded(Decimal(random.randint(1_000_000, 900_000_000)) + _cents(random, 100))
    beginning = _rounded(original * random.randint(500, 1000) / 1000)
    return Certificate(name, original, beginning, _rate(random), falls=_cents(random, 400_000), counted=False)


# ---- how it is printed -----------------------------------------------------------------------------------------


def _money(unit: Decimal) -> Callable[[Decimal], str]:
    return lambda value: f"{_rounded(value, unit):,f}"


def _factor(value: Decimal) -> str:
    return f"{_rounded(value, Decimal('0.00000001')):f}"


def _unit(value: Decimal) -> str:
    return f"{_rounded(value, Decimal('0.00001')):,f}"


def _percent(value: Decimal) -> str:
    return f"{100 * value:.5f}%"


_Column = tuple[str, list[str], str]


class _Writer:
    """Writes lines and tables, and notes where figures stand."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.figures: list[tuple[int, int, int]] = []

    def say(self, *lines: str) -> None:
        self.lines += lines

    def table(self, names: Iterable[str], columns: Sequence[_Column]) -> None:
        """Write a table of classes; a column is its heading, its cells, and its total, which may be blank."""
        totals = ["Total"] if any(total for _, _, total in columns) else []
        labels = ["Class", *names, *totals]
        self.rows(labels, [[heading, *cells, total][: len(labels)] for heading, cells, total in columns])

    def rows(self, labels: Sequence[str], columns: Sequence[Sequence[str]]) -> None:
        widths = [max(map(len, column)) + 3 for column in columns]
        for at, label in enumerate(labels):
            line = f"{label:<{max(map(len, labels)) + 2}}"
            for column, width in zip(columns, widths, strict=True):
                cell = column[at]
                line += f"{cell:>{width}}"
                if at and cell:
                    self.figures.append((len(self.lines) + 1, len(line) - len(cell), len(line)))
            self.lines.append(line)
        self.lines.append("")

    def line(self, label: str, figure: str) -> None:
        line = f"{label:<64}{figure:>20}"
        self.figures.append((len(self.lines) + 1, len(line) - len(figure), len(line)))
        self.lines.append(line)

    def statement(self, layout: str) -> Statement:
        return Statement("\n".join(self.lines) + "\n", tuple(self.figures), layout)


def as_us_bank(deal: Deal, unit: Decimal = _DOLLAR) -> Statement:
    """Print a deal as US Bank does, in dollars or cents."""
    page, money, names = _Writer(), _money(unit), [c.name for c in deal.classes]
    page.say(
        "Asset Backed Securities Corporation, Series 2003-HE4",
        "STATEMENT TO CERTIFICATEHOLDERS",
        f"Distribution Date:                   {deal.distribution_date:%m/%d/%y}",
        "",
        "DISTRIBUTION SUMMARY",
    )

    def column(heading: str, of: Callable[[Certificate], Decimal], *, balance: bool = False) -> _Column:
        return heading, [money(of(c)) for c in deal.classes], money(deal.total(of, balance=balance))

    page.table(
        names,
        [
            column("Orig Bal", lambda c: c.original, balance=True),
            column("Beg Bal", lambda c: c.beginning, balance=True),
            column("Prin", lambda c: c.principal),
        ],
    )
    page.table(names, [("Rate", [_percent(c.rate) for c in deal.classes], ""), column("Int", lambda c: c.interest)])
    page.table(names, [column("Loss", lambda c: c.loss), column("Total Dist", lambda c: c.interest + c.principal)])
    page.table(names, [column("Int Short", lambda c: c.short), column("End Bal", lambda c: c.ending, balance=True)])
    page.say("AMOUNTS PER $1,000 UNIT")
    page.table(
        names,
        [
            ("Prin", [_unit(c.per_1000(c.principal)) for c in deal.classes], ""),
            ("Int", [_unit(c.per_1000(c.interest)) for c in deal.classes], ""),
            ("Total", [_unit(c.per_1000(c.interest + c.principal)) for c in deal.classes], ""),
        ],
    )
    page.table(names, [("End Bal", [_unit(c.per_1000(c.ending)) for c in deal.classes], "")])
    page.say(f"{'':<16}{'GROUP 1':>20}{'GROUP 2':>20}{'TOTAL':>20}", "Prin Dist:")
    half = [_rounded(deal.pool / 3), deal.pool - _rounded(deal.pool / 3), deal.pool]
    paid = [_rounded(deal.scheduled / 3), deal.scheduled - _rounded(deal.scheduled / 3), deal.scheduled]
    more = [_rounded(deal.unscheduled / 3), deal.unscheduled - _rounded(deal.unscheduled / 3), deal.unscheduled]
    lost = [_NOUGHT, deal.loss, deal.loss]
    for label, amounts in (
        ("Beg Bal", half),
        ("Sched Prin", paid),
        ("Prepays+Curts", more),
        ("Tot Prin Remit", [a + b for a, b in zip(paid, more, strict=True)]),
        ("Net Real Losses", lost),
        ("End Bal", [a - b - c - d for a, b, c, d in zip(half, paid, more, lost, strict=True)]),
    ):
        line = f"{label:<16}"
        for amount in amounts:
            cell = money(amount)
            line += f"{cell:>20}"
            page.figures.append((len(page.lines) + 1, len(line) - len(cell), len(line)))
        page.say(line)
    page.say("")
    page.line("Agg End Coll Bal", money(deal.left))
    page.line("End OC Amt", money(deal.over_after))
    page.line("O/C Target Amt", money(deal.over_after + 1000))
    page.line("O/C Increase Amount", money(deal.increase))
    page.line("O/C Release Amt", money(_NOUGHT))
    page.line("O/C Deficiency Amt", money(Decimal(1000)))
    return page.statement("us_bank")


def as_ctslink(deal: Deal) -> Statement:
    """Print a deal as CTSLink does, in cents, each statement in two parts."""
    page, money, names = _Writer(), _money(_CENT), [c.name for c in deal.classes]
    page.say(
        "<TABLE>",
        "<CAPTION>",
        "Terwin Securitization LLC.",
        f"Distribution Date:       {deal.distribution_date:%m/%d/%y}",
        "",
    )

    def column(heading: str, of: Callable[[Certificate], Decimal], *, balance: bool = False) -> _Column:
        return heading, [money(of(c)) for c in deal.classes], money(deal.total(of, balance=balance))

    def rest(heading: str, of: Callable[[Certificate], str]) -> _Column:
        return heading, [of(c) for c in deal.classes], ""

    original = column("Original Face Amount", lambda c: c.original, balance=True)
    beginning = column("Beginning Certificate Balance", lambda c: c.beginning, balance=True)
    ending = column("Ending Certificate Balance", lambda c: c.ending, balance=True)
    statements: list[tuple[str, list[_Column]]] = [
        (
            "Certificateholder Distribution Summary",
            [
                rest("Certificate Pass-Through Rate", lambda c: _percent(c.rate)),
                beginning,
                column("Interest Distribution", lambda c: c.interest),
                column("Principal Distribution", lambda c: c.principal),
            ],
        ),
        (
            "Certificateholder Distribution Summary (continued)",
            [
                column("Current Realized Loss", lambda c: c.loss),
                ending,
                column("Total Distribution", lambda c: c.interest + c.principal),
            ],
        ),
        (
            "Principal Distribution Statement",
            [
                original,
                beginning,
                column("Scheduled Principal Distribution", lambda c: _rounded(c.principal / 4)),
                column("Unscheduled Principal Distribution", lambda c: c.principal - _rounded(c.principal / 4)),
                column("Realized Loss", lambda c: c.loss),
            ],
        ),
        (
            "Principal Distribution Statement (continued)",
            [
                column("Total Principal Reduction", lambda c: c.principal + c.loss),
                ending,
                rest("Ending Certificate Percentage", lambda c: _factor(c.factor)),
                column("Total Principal Distribution", lambda c: c.principal),
            ],
        ),
        (
            "Principal Distribution Factors Statement",
            [
                rest("Original Face Amount", lambda c: money(c.original)),
                rest("Beginning Certificate Balance", lambda c: _factor(c.per_1000(c.beginning))),
                rest("Realized Loss", lambda c: _factor(c.per_1000(c.loss))),
                rest("Ending Certificate Balance", lambda c: _factor(c.per_1000(c.ending))),
            ],
        ),
        (
            "Interest Distribution Statement",
            [
                original,
                rest("Current Certificate Rate", lambda c: _percent(c.rate)),
                column("Beginning Certificate/ Notional Balance", lambda c: c.beginning, balance=True),
                column("Current Accrued Interest", lambda c: c.accrued),
                column("Current Interest Shortfall", lambda c: c.short),
                column("Total Interest Distribution", lambda c: c.interest),
            ],
        ),
        (
            "Interest Distribution Factors Statement",
            [
                rest("Original Face Amount", lambda c: money(c.original)),
                rest("Current Accrued Interest", lambda c: _factor(c.per_1000(c.accrued))),
                rest("Total Interest Distribution", lambda c: _factor(c.per_1000(c.interest))),
            ],
        ),
    ]
    for before, (title, columns) in pairwise([("", []), *statements]):
        page.say(*(["</TABLE>", "<TABLE>", "<CAPTION>"] if before[0] else []), title, "")
        page.table(names, columns)
    page.say("</TABLE>", "<TABLE>", "<CAPTION>", "COLLATERAL STATEMENT", "")
    page.line("Beginning Scheduled Collateral Balance", money(deal.pool))
    page.line("Ending Scheduled Collateral Balance", money(deal.left))
    page.line("Realized Loss Amount", money(deal.loss))
    page.line("Scheduled Principal", money(deal.scheduled))
    page.line("Unscheduled Principal", money(deal.unscheduled))
    page.line("Overcollateralized Increase Amount", money(deal.increase))
    page.line("Overcollateralized reduction Amount", money(_NOUGHT))
    page.line("Specified O/C Amount", money(deal.over + 1000))
    page.line("Overcollateralized Amount", money(deal.over))
    page.line("Overcollateralized Deficiency Amount", money(Decimal(1000)))
    page.say("</TABLE>")
    return page.statement("ctslink")
