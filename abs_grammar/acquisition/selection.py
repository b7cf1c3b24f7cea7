"""Says which filings are wanted: by CIK, by the words of a deal, by accession number, form and dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import attrs

from abs_grammar.acquisition.index_file import IndexEntry
from abs_grammar.errors import AbsGrammarError

__all__ = ["FORMS", "Quarter", "Selection", "select", "selection"]

FORMS = ("8-K", "8-K/A", "10-D", "10-D/A")
"""The forms that carry statements to certificateholders, unless others are asked for."""

_ACCESSION = re.compile(r"[0-9]{10}(?:-[0-9]{2}(?:-[0-9]{6})?)?")
_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_FIRST_YEAR = 1993  # of EDGAR
_CENTURY_TURNS = 90  # an accession number of the year 93 is one of 1993


@attrs.frozen(order=True)
class Quarter:
    """A quarter of a year, as EDGAR cuts its indexes."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Quarter:
        """Return the quarter that a day is in."""
        return cls(day.year, (day.month + 2) // 3)


@attrs.frozen
class Selection:
    """The filings that are wanted: each field that is not empty must fit, by any one of its values.

    - `ciks` without leading zeros.
    - `deals`: for each the words that must all stand in the company's name, in any order, in capitals.
    - `accessions`: whole numbers, or their beginnings: ten digits are those of the filing agent.
    - `first` and `last`: the days of filing, both included.
    """

    first: date
    last: date
    ciks: frozenset[str] = frozenset()
    deals: tuple[frozenset[str], ...] = ()
    accessions: tuple[str, ...] = ()
    forms: frozenset[str] = frozenset(FORMS)

    def wants(self, entry: IndexEntry) -> bool:
        """Tell whether a filing is wanted."""
        return (
            entry.form in self.forms
            and self.first <= entry.filed <= self.last
            and (not self.ciks or entry.cik in self.ciks)
            and (not self.accessions or entry.accession.startswith(self.accessions))
            and (not self.deals or self._has_deal(_words(entry.company)))
        )

    def _has_deal(self, words: frozenset[str]) -> bool:
        return any(deal <= words for deal in self.deals)

    def quarters(self) -> Iterator[Quarter]:
        """Yield the quarters that its days are in."""
        quarter, last = Quarter.of(self.first), Quarter.of(self.last)
        while quarter <= last:
            yield quarter
            quarter = Quarter(quarter.year + quarter.number // 4, quarter.number % 4 + 1)


def selection(  # noqa: PLR0913 -- a filing is wanted by that many things
    *,
    ciks: Iterable[str] = (),
    deals: Iterable[str] = (),
    accessions: Iterable[str] = (),
    forms: Iterable[str] = (),
    first: str | None = None,
    last: str | None = None,
    today: date | None = None,
) -> Selection:
    """Return the selection that words describe; a day may be a year or a month too.

    Where `first` is missing, the years in the accession numbers say when to look. Raises `AbsGrammarError` where
    something is none of what it should be, where nothing says when to look, or where nothing but days and forms would
    choose: that is all of EDGAR.
    """
    ciks, deals, accessions, forms = tuple(ciks), tuple(deals), tuple(accessions), tuple(forms)
    if not (ciks or deals or accessions):
        raise AbsGrammarError("nothing says whose filings", expected="give --cik, --deal or --accession")
    for cik in ciks:
        if not (cik.isascii() and cik.isdigit() and len(cik) <= 10):  # noqa: PLR2004
            raise AbsGrammarError(f"{cik!r} is no CIK", expected="expected up to ten digits")
    for accession in accessions:
        if not _ACCESSION.fullmatch(accession):
            expected = "expected 0001056404-03-001234, or its beginning, 0001056404-03 or 0001056404"
            raise AbsGrammarError(f"{accession!r} is no accession number", expected=expected)
    words = tuple(_words(deal) for deal in deals)
    if not all(words):
        raise AbsGrammarError("a deal without a word", expected="give words of its name")
    latest = today or date.today()  # noqa: DTZ011 -- the user's day
    years = [_year_of(accession) for accession in accessions]
    if first is None and (not years or None in years):
        raise AbsGrammarError(
            "nothing says when they were filed", expected="give --from, as 2003, 2003-10 or 2003-10-25"
        )
    known = [year for year in years if year is not None]
    begins = _day(first, last_of=False) if first is not None else date(min(known), 1, 1)
    ends = _day(last, last_of=True) if last is not None else latest
    if first is None and last is None:
        ends = min(latest, date(max(known), 12, 31))
    if begins > min(ends, latest):
        raise AbsGrammarError("the days end before they begin", expected="give --from and --to in the order of time")
    begins = max(begins, date(_FIRST_YEAR, 1, 1))
    numbers = frozenset(cik.lstrip("0") or "0" for cik in ciks)
    return Selection(begins, min(ends, latest), numbers, words, accessions, frozenset(forms or FORMS))


def select(entries: Iterable[IndexEntry], wanted: Selection) -> list[IndexEntry]:
    """Return the filings wanted, each once, in the order in which they were filed.

    An index lists a filing once for each of its filers: the first that fits stands for it, by CIK.
    """
    chosen: dict[str, IndexEntry] = {}
    for entry in entries:
        if wanted.wants(entry):
            known = chosen.get(entry.accession)
            if known is None or int(entry.cik) < int(known.cik):
                chosen[entry.accession] = entry
    return sorted(chosen.values(), key=lambda entry: (entry.filed, entry.accession))


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"[A-Z0-9&]+(?:-[A-Z0-9]+)*", name.upper()))


def _year_of(accession: str) -> int | None:
    year = accession[11:13]
    return None if not year else int(year) + (1900 if int(year) >= _CENTURY_TURNS else 2000)


def _day(text: str, *, last_of: bool) -> date:
    """Return the first or the last day of a year, of a month, or of a day."""
    parts = _DAY.fullmatch(text)
    try:
        if parts is None:
            raise ValueError  # noqa: TRY301
        year, month, day = (int(part) if part else None for part in parts.groups())
        if year is None:
            raise ValueError  # noqa: TRY301
        if not last_of:
            return date(year, month or 1, day or 1)
        if day is not None and month is not None:
            return date(year, month, day)
        following = date(year + 1, 1, 1) if month in {None, 12} else date(year, (month or 0) + 1, 1)
        return following - timedelta(days=1)
    except (ValueError, OverflowError):
        raise AbsGrammarError(f"{text!r} is no day", expected="expected 2003, 2003-10 or 2003-10-25") from None
