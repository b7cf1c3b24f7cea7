"""How a page writes its figures, dates and class names."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from random import Random

from attrs import Factory, define, field
from hypothesis import strategies as st

from tests.pages.printed import Figure

__all__ = ["UNITS", "Hand", "class_names", "dates", "hands", "squeezed"]

UNITS = {
    "money": "usd",
    "rate": "fraction",
    "factor": "fraction",
    "per_1000": "per_1000",
    "count": "count",
    "months": "months",
    "cusip": "text",
    "description": "text",
    "text": "text",
    "flag": "flag",
}
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_WORDS = {
    "flag": ("YES", "NO"),
    "description": ("SEN", "MEZ", "SUB", "RES"),
    "text": ("Mixed Fixed & Arm", "Fixed", "Arm", "Mixed Fixed", "6 Month LIBOR Arm", "Fixed 15/30"),
}
_CLASSES = (
    *(f"A-{n}" for n in range(1, 7)),
    *(f"M-{n}" for n in range(1, 6)),
    *(f"{g}-A-{n}" for g in (1, 2, 3) for n in (1, 2)),
    *("A1", "A2", "A3", "M1", "M2", "M5-A", "M5-B", "MV-1", "MF-2", "A-IO", "A-IO-INV", "B-IO", "B", "B-1", "B2"),
    *("P", "X", "R", "N", "C", "RX", "CE", "R-UT", "R-III", "II A", "II B-1", "I AF-1", "2A", "2A-4", "AR", "S", "IO"),
)


@define
class Hand:
    """The habits of one page: its commas, decimals, signs. The digits themselves come from a seed."""

    seed: int
    commas: str
    cents: str
    negatives: bool
    dollar: str
    dollar_rows: str
    missing_lines: bool
    percent: str
    rate_places: int
    factor_places: int
    rng: Random = field(default=Factory(lambda hand: Random(hand.seed), takes_self=True))  # noqa: S311 - no secret

    def figure(self, form: str, *, dollar: bool = False) -> Figure:
        rng, unit = self.rng, UNITS[form]
        match form:
            case "money":
                return self._money(dollar=dollar)
            case "rate":
                return self._rate()
            case "factor" | "per_1000" | "count":
                number = {"factor": self._factor, "per_1000": self._per_1000, "count": self._count}[form]()
                return Figure(self._grouped(number), f"{number:f}", unit)
            case "cusip":
                text = self._cusip()
            case "months":
                text = str(rng.randint(24, 360))
            case _:
                text = rng.choice(_WORDS[form])
        return Figure(text, text, unit)

    def missing(self, form: str) -> Figure:
        return Figure("N/A", None, UNITS[form])

    def _digits(self, lengths: tuple[int, ...]) -> int:
        length = self.rng.choice(lengths)
        return self.rng.randint(10 ** (length - 1), 10**length - 1) if length else 0

    def _grouped(self, number: Decimal) -> str:
        plain = self.commas == "never" or (self.commas == "some" and self.rng.random() < 0.3)
        return f"{number:f}" if plain else f"{number:,f}"

    def _money(self, *, dollar: bool) -> Figure:
        places = {"none": 0, "two": 2, "mixed": self.rng.choice((0, 0, 1, 2))}[self.cents]
        number = Decimal(self._digits((0, 0, 3, 5, 6, 7, 8, 9, 10))).scaleb(-places)
        text, sign = self._grouped(number), "$" if dollar and self.dollar == "$" else ""
        before = self.dollar if dollar and self.dollar != "$" else ""
        if number and self.negatives and self.rng.random() < 0.15:
            inside = self.rng.random() < 0.5
            text = f"({sign}{text})" if inside else f"{sign}({text})"
            return Figure(text, f"-{number:f}", "usd", before)
        return Figure(sign + text, f"{number:f}", "usd", before)

    def _rate(self) -> Figure:
        places = self.rate_places
        number = Decimal(self._digits((0, places - 1, places + 1, places + 1, places + 2))).scaleb(-places)
        return Figure(f"{number:f}{self.percent}", f"{number.scaleb(-2):f}", "fraction")

    def _count(self) -> Decimal:
        return Decimal(self._digits((0, 2, 4, 5)))

    def _factor(self) -> Decimal:
        places = self.factor_places
        return Decimal(self.rng.choice((0, 10**places, self.rng.randint(0, 10**places)))).scaleb(-places)

    def _per_1000(self) -> Decimal:
        places, big = self.factor_places, self.rng.random() < 0.05
        top = 3_000_000 if big else 1000
        unit = 10**places
        return Decimal(self.rng.choice((0, 1000 * unit, self.rng.randint(0, top * unit)))).scaleb(-places)

    def _cusip(self) -> str:
        issuer = self.rng.randint(10**4, 10**5 - 1)
        return f"{issuer}{''.join(self.rng.choices(_LETTERS, k=3))}{self.rng.randint(0, 9)}"


def squeezed(name: str) -> str:
    """A class name as it reads without hyphens and blanks: two classes of a deal never share it."""
    return name.replace("-", "").replace(" ", "")


def class_names() -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(_CLASSES), min_size=2, max_size=20, unique_by=squeezed)


def hands() -> st.SearchStrategy[Hand]:
    return st.builds(
        Hand,
        seed=st.integers(0, 2**32 - 1),
        commas=st.sampled_from(("always", "always", "some", "never")),
        cents=st.sampled_from(("two", "none", "mixed")),
        negatives=st.booleans(),
        dollar=st.sampled_from(("$", "$ ", "$   ")),
        dollar_rows=st.sampled_from(("none", "none", "first", "all", "some")),
        missing_lines=st.booleans(),
        percent=st.sampled_from(("%", "%", " %")),
        rate_places=st.sampled_from((5, 6, 7)),
        factor_places=st.sampled_from((5, 8)),
    )


def _spelt(form: str, day: dt.date) -> str:
    padded = day.strftime("%d %m %b %B %y %Y").split()
    d, m, mon, month, yy, yyyy = padded
    return form.format(d=d, m=m, mon=mon, month=month, yy=yy, yyyy=yyyy, day=day.day, num=day.month)


_DATE_FORMS = (
    "{d}-{mon}-{yy}",
    "{m}/{d}/{yy}",
    "{m}/{d}/{yyyy}",
    "{num}/{day}/{yy}",
    "{d}-{mon}-{yyyy}",
    "{d}-{month}-{yyyy}",
    "{d}-{month}-{yy}",
    "{month} {day}, {yyyy}",
)


@st.composite
def dates(draw: st.DrawFn, form: str | None = None, after: str = "1996-01-02") -> Figure:
    """A date as some page writes it, with its ISO value; `after` gives the date it follows within the month."""
    first = dt.date.fromisoformat(after)
    last = dt.date(2006, 11, 28) if after == "1996-01-02" else first + dt.timedelta(days=30)
    day = draw(st.dates(first, last))
    return Figure(_spelt(form or draw(st.sampled_from(_DATE_FORMS)), day), day.isoformat(), "date")
