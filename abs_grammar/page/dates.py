"""The forms in which trustees print a date."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

__all__ = ["DATE", "read_date"]

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}+\.?+"
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,? )?+"
_ORDINAL = r"(?:st|nd|rd|th)"
_DAY = r"\d{1,2}"
_YEAR = r"(?:\d{4}|\d{2})"

# Each form, below examples of it. Numbers parted by strokes or hyphens are month first, as American trustees print
# them; parted by points they may be day first, so that one is read only where just one of the two can be the month.
_FORMS: tuple[str, ...] = (
    # 17-Nov-03        22-June-2000        28- Feb- 2000        17 November 2003        17NOV03        17th May, 2003
    rf"(?P<d>{_DAY}){_ORDINAL}?[- ]{{0,2}}(?P<name>{_MONTH}),?[- ]{{0,2}}(?P<y>{_YEAR})",
    # November 25, 2003        November 17 2003        Sept. 5th, 1999        Nov-17-2003        Monday, May 17, 2004
    rf"{_WEEKDAY}(?P<name>{_MONTH})[- ]{{1,2}}(?P<d>{_DAY}){_ORDINAL}?(?:, ?|[- ]{{1,2}})(?P<y>\d{{4}})",
    # the 17th day of November, 2003
    rf"(?:the )?(?P<d>{_DAY}){_ORDINAL} day of (?P<name>{_MONTH}),? (?P<y>\d{{4}})",
    # 11/25/03        11/30/2000        11-30-2000
    rf"(?P<m>{_DAY})[-/](?P<d>{_DAY})[-/](?P<y>{_YEAR})",
    # 2003-11-17
    r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})",
    # 11.17.2003
    rf"(?P<either>{_DAY})\.(?P<other>{_DAY})\.(?P<y>\d{{4}})",
)
_MARK = r" ?\*{1,3}"

DATE = rf"(?:{'|'.join([re.sub(r'[?]P<[a-z]+>', '?:', form) for form in _FORMS])})(?:{_MARK})?"
"""Pattern of a date, whole, to be matched without regard to case; it may bear the mark of a footnote."""

_READERS = tuple(re.compile(rf"{form}(?:{_MARK})?", re.IGNORECASE) for form in _FORMS)
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november"),
    "december",
)
_CENTURY_PIVOT = 70  # EDGAR opens in 1993, and the deals of the 1980s are the oldest that it has


@lru_cache(maxsize=512)
def read_date(text: str) -> date | None:
    """Return the date that a text is, in one of the forms of this module; `None` if it is none, or might be two."""
    words = " ".join(text.split())
    for reader in _READERS:
        parts = reader.fullmatch(words)
        if parts is not None:
            return _day(parts.groupdict())
    return None


def _day(parts: Mapping[str, str]) -> date | None:
    """Return the day that the parts of a date name; `None` where no calendar has it, or its month is in doubt."""
    if "name" in parts:
        month, day = _month(parts["name"]), int(parts["d"])
    elif "m" in parts:
        month, day = int(parts["m"]), int(parts["d"])
    else:
        month, day = _in_order(int(parts["either"]), int(parts["other"]))
    year = int(parts["y"])
    if len(parts["y"]) == len("03"):
        year += 1900 if year >= _CENTURY_PIVOT else 2000
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(name: str) -> int:
    """Return the number of a month from its name, or from how its name begins; 0 if it is none."""
    letters = name.rstrip(".").casefold()
    return next((number for number, month in enumerate(_MONTHS, 1) if month.startswith(letters)), 0)


def _in_order(one: int, other: int) -> tuple[int, int]:
    """Return month and day of two numbers in either order; the month is 0 where both could be it."""
    if one == other or one <= len(_MONTHS) < other:
        return one, other
    return (other, one) if other <= len(_MONTHS) < one else (0, other)
