"""The forms of a date, each with the day that it names."""

from __future__ import annotations

from datetime import date

import pytest

from abs_grammar.page.dates import read_date
from abs_grammar.page.figures import MisfitError, value_of


class TestDates:
    """Every form of date that these trustees have printed."""

    @pytest.mark.parametrize(
        ("text", "day"),
        [
            ("17-Nov-03", date(2003, 11, 17)),
            ("11/25/03", date(2003, 11, 25)),
            ("11/30/2000", date(2000, 11, 30)),
            ("30-Apr-2000", date(2000, 4, 30)),
            ("22-June-2000", date(2000, 6, 22)),
            ("26-December-00", date(2000, 12, 26)),
            ("November 25, 2003", date(2003, 11, 25)),
            ("November  25,  2003", date(2003, 11, 25)),
            ("Sept. 5, 1999", date(1999, 9, 5)),
            ("17-NOV-03", date(2003, 11, 17)),
            ("2/29/2000", date(2000, 2, 29)),
            ("17 November 2003", date(2003, 11, 17)),
            ("17th November, 2003", date(2003, 11, 17)),
            ("November 17 2003", date(2003, 11, 17)),
            ("NOVEMBER 17TH, 2003", date(2003, 11, 17)),
            ("Monday, November 17, 2003", date(2003, 11, 17)),
            ("the 17th day of November, 2003", date(2003, 11, 17)),
            ("Nov-17-2003", date(2003, 11, 17)),
            ("17NOV03", date(2003, 11, 17)),
            ("28- Feb- 2000", date(2000, 2, 28)),
            ("15-Sep-00", date(2000, 9, 15)),
            ("2003-11-17", date(2003, 11, 17)),
            ("11.17.2003", date(2003, 11, 17)),
            ("17.11.2003", date(2003, 11, 17)),
            ("11/17/03*", date(2003, 11, 17)),
        ],
    )
    def test_every_printed_form_is_read(self, text: str, day: date) -> None:
        assert read_date(text) == day
        assert value_of(text, "date") == day.isoformat()

    @pytest.mark.parametrize(
        ("text", "year"), [("1/25/93", 1993), ("1/25/99", 1999), ("1/25/00", 2000), ("25-Jan-06", 2006)]
    )
    def test_a_year_of_two_digits_falls_in_the_years_of_edgar(self, text: str, year: int) -> None:
        day = read_date(text)
        assert day is not None
        assert day.year == year

    @pytest.mark.parametrize(
        "text",
        [
            "31-Feb-03",
            "2/29/2003",
            "13/01/2003",
            "25/11/03",
            "0/10/03",
            "April 31, 2000",
            "17-Nox-03",
            "Nov 2003",
            "5",
            "11/17/103",
            "17-Nov-3",
            "2003-13-01",
        ],
    )
    def test_a_day_that_never_was_is_no_date(self, text: str) -> None:
        assert read_date(text) is None
        with pytest.raises(MisfitError):
            value_of(text, "date")

    def test_numbers_parted_by_points_may_be_day_first_and_so_two_dates(self) -> None:
        assert read_date("11.12.2003") is None
        assert read_date("11.11.2003") == date(2003, 11, 11)
