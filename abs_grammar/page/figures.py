"""The forms in which trustees print a figure, and what each is worth."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Literal

import attrs

from abs_grammar.model.measures import Unit
from abs_grammar.page.dates import DATE, read_date

__all__ = [
    "FIGURE",
    "FOOTNOTE_MARK",
    "Form",
    "MisfitError",
    "decimals_of",
    "is_date",
    "is_odd",
    "names_no_number",
    "value_by_form",
    "value_of",
]

# ---- the parts of a number, and the words for none ------------------------------------------------------------------
# Every quantifier is bounded or possessive: the time to refuse a line is linear in its length.

_MINUS = r"[-\u2013\u2014\u2212]"  # a hyphen, or what typesetters make of it
_SIGN = rf"(?:{_MINUS}|\+)"
_CURRENCY = r"(?:(?:US ?)?\$)"
_DIGITS = r"(?:\d[\d,]*+(?:\.\d*+)?|\.\d++)"
_PERCENT = r"(?: {0,2}%)?"
_CREDIT = r"(?: ?CR)"  # what is owed to the payer: less than nothing
_DEBIT = r"(?: ?DR)"
FOOTNOTE_MARK = r"(?:\*{1,3}|\(\d{1,2}\)|\([a-z]\)|\[\d{1,2}\]|[\u2020\u2021\u00b9\u00b2\u00b3])"
"""Pattern of a mark that leads to a footnote. Glued to a figure it is part of its text, else it is no part of it."""

# (1,234.50)    $1,234.50    $(1,234.50)    - 1,234.50    ( 1,234.50 )    1,234.50-    1,234.50 CR    US$1,234.50
# 1.55000%    7.02375  %    %7.49999995    (0.25)%    .50    12.55*    12.55(1)    12.55 USD
_BEFORE = (
    rf"(?!{_CURRENCY} )"  # a dollar sign that stands apart is no part of the figure, unless a sign stands before it
    rf"(?:\( {{0,2}})?(?:{_SIGN} {{0,2}})?(?:{_CURRENCY} {{0,2}})?"
    rf"(?:\( {{0,2}})?(?:{_SIGN} {{0,2}})?{_CURRENCY}?(?:% ?)?"
)
_AFTER = rf"{_PERCENT}(?: ?USD)?(?: {{0,2}}\))?{_PERCENT}(?:{_MINUS}|{_CREDIT}|{_DEBIT})?{FOOTNOTE_MARK}?"
_NUMBER = rf"{_BEFORE}{_DIGITS}{_AFTER}"
_ZERO = r"-0-|ZERO"
_ABSENT = r"N/A|(?-i:n\.a\.)|NOT APPLICABLE|NOT AVAILABLE|NONE|NIL|[-\u2013\u2014\u2212]{1,3}"
_FLAG = r"YES|NO"

FIGURE = rf"(?:{DATE}|{_ZERO}|{_NUMBER}|{_ABSENT}|{_FLAG})"
"""Pattern of one figure, whole, to be matched without regard to case. What may follow it is the page's business."""

_NUMBER_PARTS = re.compile(
    rf"(?P<before>(?:[($+% ]|{_MINUS}|US)*+)(?P<whole>[\d,]*+)(?P<point>\.?+)(?P<decimals>\d*+)"
    rf"(?P<after>(?:[)% ]|{_MINUS}|CR|DR|USD)*+){FOOTNOTE_MARK}?",
    re.IGNORECASE,
)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:,\d{3})*")
_MINUSES = re.compile(_MINUS)
_ZEROS = re.compile(_ZERO, re.IGNORECASE)
_NUMBER_FORM = re.compile(_NUMBER, re.IGNORECASE)
_NONE = re.compile(_ABSENT, re.IGNORECASE)
_FLAGS = re.compile(_FLAG, re.IGNORECASE)
_IDENTIFIER = re.compile(r"[0-9A-Z*@#]{9}")

# ---- what looks like a number and is printed in no form that is known -----------------------------------------------

_NUMERIC = re.compile(r"[-+\u2013\u2014\u2212()\[\]{}$\u00a3\u20ac%#~*'\u2019.,\d/]*+")
_AMOUNT_INSIDE = re.compile(r"\d[.,]\d|\d\.|[.,]\d|[$\u00a3\u20ac%]")
_GROUPED_BY_BLANKS = re.compile(r"[-(+]?(?:US)?\$?\d{1,3}(?: \d{3})++(?:\.\d*+)?[-)]?")
# 5.8.1        301.815.6600        12/25        30-59        (301) 815-6600
_NO_AMOUNT = re.compile(
    r"\(?\d{1,4}\)?(?:[./-]\d{1,4}){1,3}\.?|\(?\d{3}\)?[-. ]{1,2}\d{3}[-. ]\d{4}|\d{3} \d{4}|\d{3}-\d{4}"
)

_SHARES = frozenset({"fraction", "percent", "percent_points"})
_PLAIN = frozenset({"usd", "count", "per_1000", "months"})
_UNITS_BY_FORM: tuple[Unit, ...] = ("per_1000", "fraction", "date")
_CENTS = 2

# A unit, or the form in which it is printed where that is another.
Form = Unit | Literal["percent", "percent_points", "identifier"]


class MisfitError(ValueError):
    """A figure whose form is not one its unit is ever printed in."""


def is_odd(text: str) -> bool:
    """Tell whether a text looks like an amount, but has none of the known forms: `1 234 567.89`, `12..55`."""
    if _GROUPED_BY_BLANKS.fullmatch(text):
        return True
    return (
        _NUMERIC.fullmatch(text) is not None
        and any(map(str.isdigit, text))
        and _AMOUNT_INSIDE.search(text) is not None
        and _NO_AMOUNT.fullmatch(text) is None
    )


def decimals_of(text: str) -> int | None:
    """Return how many decimals a number is printed with; `None` if it is no number."""
    parts = _NUMBER_PARTS.fullmatch(text)
    return len(parts["decimals"]) if parts is not None and (parts["whole"] or parts["decimals"]) else None


def names_no_number(text: str) -> bool:
    """Return whether a figure is a word or a mark for nought or for nothing: `-0-`, `NONE`, `N/A`, `--`."""
    return not text[0].isdecimal() and (_ZEROS.fullmatch(text) or _NONE.fullmatch(text)) is not None


def is_date(text: str) -> bool:
    """Tell whether a figure is what is printed beside the words for a date: a date, or that there is none."""
    return _NONE.fullmatch(text) is not None or read_date(text) is not None


@lru_cache(maxsize=8192)
def value_of(text: str, unit: Form) -> str | None:
    """Return what a printed figure is worth in a unit, as an exact string; `None` for a printed N/A.

    A unit of `percent` is a fraction that trustees print in percent: without the sign it may be either, unless it is 0.
    `percent_points` is a fraction that is known to be printed in percent, with the sign or without it. An `identifier`
    is nine letters and digits, blanks and hyphens apart.

    Raises `MisfitError` where the form rules the unit out: dollars have no third decimal, a count has none at
    all, a fraction over 1 has a percent sign.
    """
    if _NONE.fullmatch(text):
        return None
    if unit == "identifier":
        return _identifier(text)
    if unit == "text":
        return _words(text)
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


def _identifier(text: str) -> str:
    if _IDENTIFIER.fullmatch(text.replace(" ", "").replace("-", "")) is None:
        raise MisfitError("no identifier of nine letters and digits")
    return text


def _words(text: str) -> str:
    if any(map(str.isdigit, text)) and (_NUMBER_FORM.fullmatch(text) or read_date(text) is not None or is_odd(text)):
        raise MisfitError("an amount where words are printed")
    return text


def _iso(text: str) -> str:
    day = read_date(text)
    if day is None:
        raise MisfitError("no date")
    return day.isoformat()


@attrs.frozen
class _Number:
    """A printed number: what it is worth, how many decimals it is printed with, and whether it is a percentage."""

    value: Decimal
    decimals: int
    percent: bool


def _amount(text: str, unit: Form) -> str:
    if unit in _PLAIN and text.isdecimal() and text.isascii():
        return text  # as many are printed
    number = _number(text)
    value = number.value
    if number.percent and unit not in _SHARES:
        raise MisfitError("a percentage")
    if number.decimals and unit == "count":
        raise MisfitError("a count with decimals")
    if number.decimals > _CENTS and unit == "usd":
        raise MisfitError("dollars with more than two decimals")
    if number.percent or unit == "percent_points":
        value = value.scaleb(-2)
    elif unit == "fraction" and abs(value) > 1:
        raise MisfitError("a fraction over 1 without a percent sign")
    elif unit == "percent" and value:
        raise MisfitError("a rate without a percent sign, and so a fraction or a percentage")
    return f"{value:f}"


def _number(text: str) -> _Number:
    """Read a number of any form. Raises `MisfitError` where it is none, or its marks leave in doubt which."""
    if _ZEROS.fullmatch(text):
        return _Number(Decimal(0), 0, percent=False)
    parts = _NUMBER_PARTS.fullmatch(text)
    if parts is None or not (parts["whole"] or parts["decimals"]):
        raise MisfitError("no number")
    before, whole, decimals, after = parts["before"], parts["whole"], parts["decimals"], parts["after"].upper()
    if (before + after).count("%") > 1:
        raise MisfitError("a number with two percent signs")
    if "," in whole and _GROUPED.fullmatch(whole) is None:
        raise MisfitError("a number with a comma elsewhere than before three digits")
    if before.count("(") != after.count(")") or before.count("(") > 1:
        raise MisfitError("a number whose brackets do not match, and so of unknown sign")
    value = Decimal(f"{whole.replace(',', '') or '0'}{'.' if decimals else ''}{decimals}")
    if _is_negative(before, after) and value:  # in this order: a zero with two signs is as odd as another number
        value = -value
    return _Number(value, len(decimals), percent="%" in before or "%" in after)


def _is_negative(before: str, after: str) -> bool:
    """Tell whether the marks around a number make it negative. Raises `MisfitError` where there are two signs."""
    below = before.count("(") + len(_MINUSES.findall(before + after)) + after.count("CR")
    above = before.count("+") + after.count("DR")
    if below + above > 1:
        raise MisfitError("a number with two signs")
    return below == 1
