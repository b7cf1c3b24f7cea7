"""The forms of a figure, and what each is worth in its unit."""

from __future__ import annotations

import re
from datetime import date
from time import process_time
from typing import TYPE_CHECKING

import pytest

from abs_grammar.page.dates import read_date
from abs_grammar.page.figures import FIGURE, MisfitError, decimals_of, value_by_form, value_of

if TYPE_CHECKING:
    from abs_grammar.model.measures import Unit

NUMBERS = [
    *("0", "37", "1,468", "504,000,000", "3775888.2", "4570779.31", "26790.84", ".50", "0.00", "1000.00000000"),
    *("$1,000", "$100.00", "($100.00)", "$(100.00)", "-$100.00", "$-100.00", "(100.00)", "-100.00", "+100.00"),
    *("1.55000%", "7.02375 %", "6.500000  %", "102.50000%", "(0.25%)", "(0.25)%"),
]
DATES = ["17-Nov-03", "11/25/03", "11/30/2000", "30-Apr-2000", "22-June-2000", "26-December-00", "November 25, 2003"]
ABSENT = ["N/A", "n/a", "NOT APPLICABLE", "Not Applicable", "-", "--"]
FLAGS = ["YES", "NO", "Yes", "No"]
UNITS: tuple[Unit, ...] = ("usd", "fraction", "count", "per_1000", "months", "date", "flag")


def is_figure(text: str) -> bool:
    return re.fullmatch(FIGURE, text, re.IGNORECASE) is not None


class TestForms:
    """What a trustee prints where a figure belongs, and what only looks like it."""

    @pytest.mark.parametrize("text", [*NUMBERS, *DATES, *ABSENT, *FLAGS])
    def test_what_trustees_print_in_a_cell_is_a_figure(self, text: str) -> None:
        assert is_figure(text)

    @pytest.mark.parametrize(
        "text",
        [
            *("Class", "A-1", "1-A-1", "M5-A", "30 Days", "90 + days", "180+ Days", "0-29 Days", "30-59"),
            *("# of Loans", "Credit Enhancement %", "%", "$", "04541GER9", "881561BU7", "333-86750"),
            *("1.2.3", "12..5", "1,468 x", "NOT", "2003-HE4", "(212) 325-2000", "", " ", "5.00-A"),
        ],
    )
    def test_names_labels_and_codes_are_none(self, text: str) -> None:
        assert not is_figure(text)

    def test_a_number_is_never_cut_short(self) -> None:
        match = re.match(FIGURE, "12.3456789", re.IGNORECASE)
        assert match is not None
        assert match.group() == "12.3456789"

    @pytest.mark.parametrize(
        ("text", "decimals"),
        [("15.78374", 5), ("504,000,000", 0), ("0.00", 2), ("7.0474747%", 7), ("($1.50)", 2), (".5", 1)],
    )
    def test_decimals_are_counted_as_printed(self, text: str, decimals: int) -> None:
        assert decimals_of(text) == decimals

    @pytest.mark.parametrize("text", ["N/A", "-", "NO", "11/25/03", "17-Nov-03", "SEN"])
    def test_what_is_no_number_has_no_decimals(self, text: str) -> None:
        assert decimals_of(text) is None


class TestDollars:
    """Dollars have two decimals or fewer, and keep the ones that are printed."""

    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("504,000,000", "504000000"),
            ("6,813,659.88", "6813659.88"),
            ("3775888.2", "3775888.2"),
            ("$100.00", "100.00"),
            ("(100.00)", "-100.00"),
            ("($1,234.50)", "-1234.50"),
            ("$(1,234.50)", "-1234.50"),
            ("-1,234.50", "-1234.50"),
            ("-$5.00", "-5.00"),
            ("$-5.00", "-5.00"),
            ("+5.00", "5.00"),
            (".50", "0.50"),
            ("-.50", "-0.50"),
        ],
    )
    def test_signs_commas_and_dollar_signs_are_read(self, text: str, value: str) -> None:
        assert value_of(text, "usd") == value

    @pytest.mark.parametrize("text", ["0", "0.0", "0.00"])
    def test_a_printed_zero_keeps_its_digits(self, text: str) -> None:
        assert value_of(text, "usd") == text

    def test_nothing_is_less_than_nothing(self) -> None:
        assert value_of("(0.00)", "usd") == "0.00"

    @pytest.mark.parametrize("text", ["15.783", "0.00000", "1.55%", "NO", "11/25/03", "SEN", "A-1", "$", ""])
    def test_what_cannot_be_dollars_is_a_misfit(self, text: str) -> None:
        with pytest.raises(MisfitError):
            value_of(text, "usd")


class TestCounts:
    """Loans are counted in whole numbers."""

    @pytest.mark.parametrize(("text", "value"), [("0", "0"), ("37", "37"), ("6,204", "6204"), ("(3)", "-3")])
    def test_a_count_is_whole(self, text: str, value: str) -> None:
        assert value_of(text, "count") == value

    @pytest.mark.parametrize("text", ["3.0", "8,472,409.00", "0.00", "2.474227%", "5%", "YES", "30-Apr-2000"])
    def test_a_count_with_decimals_or_percent_is_a_misfit(self, text: str) -> None:
        with pytest.raises(MisfitError):
            value_of(text, "count")


class TestFractions:
    """A percent is a fraction with every printed digit; a plain number over 1 is none."""

    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("1.55000%", "0.0155000"),
            ("7.02375 %", "0.0702375"),
            ("6.500000  %", "0.06500000"),
            ("102.50000%", "1.0250000"),
            ("100%", "1.00"),
            ("19.182627%", "0.19182627"),
            ("(0.25%)", "-0.0025"),
            ("(0.25)%", "-0.0025"),
            ("-0.25%", "-0.0025"),
            ("0.98445733", "0.98445733"),
            ("1.00000000", "1.00000000"),
            ("0", "0"),
            (".5", "0.5"),
        ],
    )
    def test_percents_are_shifted_and_fractions_are_not(self, text: str, value: str) -> None:
        assert value_of(text, "fraction") == value

    @pytest.mark.parametrize(
        ("text", "value"), [("0.000000%", "0.00000000"), ("0.00%", "0.0000"), ("0.00000000", "0.00000000")]
    )
    def test_a_zero_rate_keeps_its_digits(self, text: str, value: str) -> None:
        assert value_of(text, "fraction") == value

    @pytest.mark.parametrize("text", ["1.55", "1.00000001", "(1.55)", "504,000,000", "NO", "11/25/03"])
    def test_more_than_one_without_a_percent_sign_is_a_misfit(self, text: str) -> None:
        with pytest.raises(MisfitError):
            value_of(text, "fraction")


class TestOtherUnits:
    """Amounts per $1,000, months, words and flags."""

    @pytest.mark.parametrize(
        ("text", "value"),
        [("1,000.00000000", "1000.00000000"), ("2002143.10000", "2002143.10000"), ("(0.5)", "-0.5"), ("$1.5", "1.5")],
    )
    def test_an_amount_for_each_thousand_has_any_decimals(self, text: str, value: str) -> None:
        assert value_of(text, "per_1000") == value

    def test_months_are_a_number(self) -> None:
        assert value_of("349", "months") == "349"

    @pytest.mark.parametrize("unit", ["per_1000", "months"])
    def test_neither_is_a_percentage(self, unit: Unit) -> None:
        with pytest.raises(MisfitError):
            value_of("2.5%", unit)

    @pytest.mark.parametrize("text", ["SEN", "Mixed Fixed & Arm", "Fix-30/360"])
    def test_words_are_kept_as_printed(self, text: str) -> None:
        assert value_of(text, "text") == text

    @pytest.mark.parametrize("text", ["160,316,000.00", "1.55000%", "$5", "(3)"])
    def test_an_amount_where_words_belong_is_a_misfit(self, text: str) -> None:
        with pytest.raises(MisfitError):
            value_of(text, "text")

    @pytest.mark.parametrize("text", ["YES", "NO", "Yes", "no"])
    def test_a_flag_is_kept_as_printed(self, text: str) -> None:
        assert value_of(text, "flag") == text

    @pytest.mark.parametrize("text", ["0", "MAYBE", "Y", "0.00"])
    def test_what_is_neither_yes_nor_no_is_no_flag(self, text: str) -> None:
        with pytest.raises(MisfitError):
            value_of(text, "flag")


class TestAbsent:
    """A printed N/A is worth nothing, whatever was expected: it is not zero."""

    @pytest.mark.parametrize("text", ABSENT)
    @pytest.mark.parametrize("unit", UNITS)
    def test_it_has_no_value(self, text: str, unit: Unit) -> None:
        assert value_of(text, unit) is None


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
        ["31-Feb-03", "2/29/2003", "13/01/2003", "25/11/03", "0/10/03", "April 31, 2000", "17-Nox-03", "Nov 2003", "5"],
    )
    def test_a_day_that_never_was_is_no_date(self, text: str) -> None:
        assert read_date(text) is None
        with pytest.raises(MisfitError):
            value_of(text, "date")


class TestByForm:
    """Where nothing says what a figure is, its form says what it is worth."""

    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("504,000,000", "504000000"),
            ("(15.78)", "-15.78"),
            ("1.55000%", "0.0155000"),
            ("11/25/03", "2003-11-25"),
            ("NO", "NO"),
            ("SEN", "SEN"),
            ("N/A", None),
            ("-", None),
        ],
    )
    def test_its_form_is_enough(self, text: str, value: str | None) -> None:
        assert value_by_form(text) == value


class TestHostileText:
    """The time to read a figure is linear in its length, or a page of nothing but brackets would take minutes."""

    @pytest.mark.parametrize(("repeated", "rest"), [(")", "x"), (" ", "x"), (",1", "x"), ("(", "")])
    def test_it_is_refused_at_once(self, repeated: str, rest: str) -> None:
        text = ("(" if repeated == "(" else "1") + repeated * 20_000 + rest
        began = process_time()
        assert decimals_of(text) is None
        assert value_by_form(text) == text
        assert process_time() - began < 0.5
