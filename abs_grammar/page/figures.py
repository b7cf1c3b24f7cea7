"""The forms in which trustees print a figure, and what each is worth."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from abs_grammar.model.measures import Unit

__all__ = ["FIGURE", "MisfitError", "decimals_of", "is_date", "read_date", "value_by_form", "value_of"]

# Every quantifier is bounded or possessive: the time to refuse a line is linear in its length.
_NUMBER = r"\(?[-+]?\$?\(?[-+]?(?:\d[\d,]*+(?:\.\d*+)?|\.\d++)(?: {0,2}%)?\)?(?: {0,2}%)?"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}"
_DATE = rf"\d{{1,2}}[-/](?:\d{{1,2}}|{_MONTH})[-/](?:\d{{4}}|\d{{2}})|{_MONTH}\.? \d{{1,2}}, ?\d{{4}}"
_NOT_APPLICABLE = r"N/A|NOT APPLICABLE|-{1,3}"
_FLAG = r"YES|NO"

FIGURE = rf"(?:{_DATE}|{_NUMBER}|{_NOT_APPLICABLE}|{_FLAG})"
"""Pattern of one figure, whole, to be matched without regard to case. What may follow it is the page's business."""

_NUMBER_PARTS = re.compile(r"[(\-+$ ]*+(?P<whole>[\d,]*+)(?P<point>\.?+)(?P<decimals>\d*+)[ )]*+(?P<percent>%?+)[ )]*+")
_DATE_PARTS = re.compile(
    rf"(?P<day>\d{{1,2}})-(?P<name>{_MONTH})-(?P<year>\d+)"
    r"|(?P<month2>\d{1,2})[/-](?P<day2>\d{1,2})[/-](?P<year2>\d+)"
    rf"|(?P<name3>{_MONTH})\.? (?P<day3>\d{{1,2}}), ?(?P<year3>\d{{4}})",
    re.IGNORECASE,
)
_NUMBER_FORM = re.compile(_NUMBER)
_UNITS_BY_FORM: tuple[Unit, ...] = ("per_1000", "fraction", "date")
_PUNCTUATED = frozenset("$.,%(")
_ABSENT = re.compile(_NOT_APPLICABLE, re.IGNORECASE)
_FLAGS = re.compile(_FLAG, re.IGNORECASE)
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: n for n, name in enumerate(_MONTH_NAMES, 1)}
_CENTS = 2

# A unit, or the form in which it is printed where that is another.
Form = Unit | Literal["percent", "percent_points"]
_CENTURY_PIVOT = 70  # EDGAR opens in 1993, and deals of the 1980s are the oldest it tells of


class MisfitError(ValueError):
    """A figure whose form is not one its unit is ever printed in."""


def decimals_of(text: str) -> int | None:
    """Return how many decimals a number is printed with; `None` if it is no number."""
    parts = _NUMBER_PARTS.fullmatch(text)
    return len(parts["decimals"]) if parts is not None and (parts["whole"] or parts["decimals"]) else None


@lru_cache(maxsize=512)
def read_date(text: str) -> date | None:
    """Read a printed date: `17-Nov-03`, `11/25/03`, `22-June-2000`, `November 25, 2003`; `None` if it is none.

    Numbers are month first, as American trustees print them.
    """
    parts = _DATE_PARTS.fullmatch(" ".join(text.split()))
    if parts is None:
        return None
    name = parts["name"] or parts["name3"]
    month = _MONTHS[name[:3].lower()] if name else int(parts["month2"])
    year = int(parts["year"] or parts["year2"] or parts["year3"])
    if year < 100:  # noqa: PLR2004 - a year of two digits
        year += 1900 if year >= _CENTURY_PIVOT else 2000
    try:
        return date(year, month, int(parts["day"] or parts["day2"] or parts["day3"]))
    except ValueError:
        return None


def is_date(text: str) -> bool:
    """Tell whether a figure is what is printed beside the words for a date: a date, or that there is none."""
    return _ABSENT.fullmatch(text) is not None or read_date(text) is not None


@lru_cache(maxsize=8192)
def value_of(text: str, unit: Form) -> str | None:
    """Return what a printed figure is worth in a unit, as an exact string; `None` for a printed N/A.

    A unit of `percent` is a fraction that trustees print in percent: without the sign it may be either, unless it is 0.
    `percent_points` is a fraction that is known to be printed in percent, with the sign or without it.

    Raises `MisfitError` where the form rules the unit out: dollars have no third decimal, a count has none at
    all, a fraction over 1 has a percent sign.
    """
    if _ABSENT.fullmatch(text):
        return None
    if unit == "text":
        if not _PUNCTUATED.isdisjoint(text) and _NUMBER_FORM.fullmatch(text):
            raise MisfitError("an amount where words are printed")
        return text
    if unit == "date":
        return _iso(text)
    if unit == "flag":
        if _FLAGS.fullmatch(text) is None:
            raise MisfitError("neither YES nor NO")
        return text
    return _amount(text, unit)


@lru_cache(maxsize=8192)
def value_by_form(text: str) -> str | None:
    """Return what a figure is worth by its form alone, where nothing says what its unit is."""
    for unit in _UNITS_BY_FORM:
        try:
            return value_of(text, unit)
        except MisfitError:
            continue
    return text


def _iso(text: str) -> str:
    day = read_date(text)
    if day is None:
        raise MisfitError("no date")
    return day.isoformat()


def _amount(text: str, unit: Form) -> str:
    plain = text.replace(",", "")
    whole, _, decimals = plain.partition(".")
    if (
        whole.isdecimal()
        and whole.isascii()
        and (
            unit in ("per_1000", "months")
            or (len(decimals) <= _CENTS if unit == "usd" else not decimals and unit == "count")
        )
        and (not decimals or decimals.isdecimal())
        and plain[-1] != "."
    ):
        return plain  # as nearly all are printed
    parts = _NUMBER_PARTS.fullmatch(text)
    if parts is None or not (parts["whole"] or parts["decimals"]):
        raise MisfitError("no number")
    decimals, percent = parts["decimals"], parts["percent"]
    if percent and unit not in ("fraction", "percent", "percent_points"):
        raise MisfitError("a percentage")
    if decimals and unit == "count":
        raise MisfitError("a count with decimals")
    if len(decimals) > _CENTS and unit == "usd":
        raise MisfitError("dollars with more than two decimals")
    amount = Decimal(f"{parts['whole'].replace(',', '') or '0'}{parts['point'] if decimals else ''}{decimals}")
    if percent or unit == "percent_points":
        amount = amount.scaleb(-2)
    elif unit == "fraction" and amount > 1:
        raise MisfitError("a fraction over 1 without a percent sign")
    elif unit == "percent" and amount:
        raise MisfitError("a rate without a percent sign, and so a fraction or a percentage")
    negative = "(" in text[: parts.start("whole") + 1] or "-" in text[: parts.start("whole") + 1]
    return f"{-amount if negative and amount else amount:f}"
