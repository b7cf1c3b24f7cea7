"""The forms of a figure, and what each is worth in its unit."""

from __future__ import annotations

import re
from time import process_time
from typing import TYPE_CHECKING

import pytest

from abs_grammar.page.figures import FIGURE, MisfitError, decimals_of, is_odd, value_by_form, value_of

if TYPE_CHECKING:
    from abs_grammar.model.measures import Unit

NUMBERS = [
    *("0", "37", "1,468", "504,000,000", "3775888.2", "4570779.31", "26790.84", ".50", "0.00", "1000.00000000"),
    *("$1,000", "$100.00", "($100.00)", "$(100.00)", "-$100.00", "$-100.00", "(100.00)", "-100.00", "+100.00"),
    *("1.55000%", "7.02375 %", "6.500000  %", "102.50000%", "(0.25%)", "(0.25)%"),
]
DATES = ["17-Nov-03", "11/25/03", "11/30/2000", "30-Apr-2000", "22-June-2000", "26-December-00", "November 25, 2003"]
ABSENT = ["N/A", "n/a", "n.a.", "NOT APPLICABLE", "Not Applicable", "NONE", "None", "Nil", "-", "--", "\u2014"]
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


class TestSigns:
    """A sign may stand before a number, after it, around it or apart from it, and is never dropped."""

    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("12.55-", "-12.55"),
            ("12.55 CR", "-12.55"),
            ("12.55CR", "-12.55"),
            ("12.55 cr", "-12.55"),
            ("12.55 DR", "12.55"),
            ("- 889,042", "-889042"),
            ("( 4,067,013)", "-4067013"),
            ("(4,067,013 )", "-4067013"),
            ("- $5.00", "-5.00"),
            ("- $ 5.00", "-5.00"),
            ("\u201312.55", "-12.55"),
            ("\u221212.55", "-12.55"),
            ("(0.00)", "0.00"),
            ("0.00-", "0.00"),
        ],
    )
    def test_it_counts_wherever_it_stands(self, text: str, value: str) -> None:
        assert is_figure(text)
        assert value_of(text, "usd") == value

    @pytest.mark.parametrize("text", ["4,067,013)", "(4,067,013", "((5.00))", "(5.00))"])
    def test_a_bracket_that_stands_alone_leaves_the_sign_in_doubt(self, text: str) -> None:
        with pytest.raises(MisfitError, match="brackets do not match"):
            value_of(text, "usd")

    @pytest.mark.parametrize(
        "text",
        ["-5.00-", "(5.00)-", "+5.00-", "(5.00 CR)", "-5.00 DR", "(+5.00)", "-(5.00)", "(-5.00)", "--5.00", "-(0.00)"],
    )
    def test_two_signs_are_one_too_many(self, text: str) -> None:
        with pytest.raises(MisfitError):
            value_of(text, "usd")


class TestPercentSigns:
    """One is enough."""

    @pytest.mark.parametrize("text", ["%0.25%", "0.25%)%", "(0.25%)%"])
    def test_two_are_one_too_many(self, text: str) -> None:
        with pytest.raises(MisfitError):
            value_of(text, "fraction")


class TestCommas:
    """A comma stands before each three digits, or the figure is a misprint, or two run together."""

    @pytest.mark.parametrize(
        "text", ["1,234,56", "12,55", "1,2345.67", "1,000,000,000874,063,385", ",500", "1,,000", "1234,567", "0,123"]
    )
    @pytest.mark.parametrize("unit", ["usd", "per_1000", "fraction", "count"])
    def test_elsewhere_it_makes_a_misfit(self, text: str, unit: Unit) -> None:
        with pytest.raises(MisfitError):
            value_of(text, unit)

    @pytest.mark.parametrize("text", ["1,234,56", "12,55", "1,2345.67", "1,000,000,000874,063,385"])
    def test_such_a_misprint_is_a_figure_all_the_same(self, text: str) -> None:
        assert is_figure(text)
        assert value_by_form(text) == text


class TestMarksAroundNumbers:
    """Marks of footnotes and of currencies are no part of the value."""

    @pytest.mark.parametrize(
        "text",
        [
            "12.55*",
            "12.55**",
            "12.55(1)",
            "12.55(a)",
            "12.55[2]",
            "US$12.55",
            "$12.55",
            "12.55 USD",
            "12.55\u2020",
        ],
    )
    def test_the_number_is_what_counts(self, text: str) -> None:
        assert is_figure(text)
        assert value_of(text, "usd") == "12.55"

    def test_a_percent_sign_may_come_first(self) -> None:
        assert value_of("%7.49999995", "fraction") == "0.0749999995"

    @pytest.mark.parametrize("text", ["-0-", "zero"])
    def test_a_zero_in_other_signs_is_zero(self, text: str) -> None:
        assert is_figure(text)
        assert value_of(text, "usd") == "0"


class TestOddNumbers:
    """What looks like an amount, and is printed in no form that is known, is a figure of unknown form."""

    @pytest.mark.parametrize(
        "text", ["1 234 567.89", "12..55", "1'234.50", "\u20ac12.55", "12.55#", "1.234.567,89", "100 200"]
    )
    def test_it_is_a_figure_and_has_no_value(self, text: str) -> None:
        assert is_odd(text)
        for unit in UNITS:
            with pytest.raises(MisfitError):
                value_of(text, unit)
        assert value_by_form(text) == text

    @pytest.mark.parametrize(
        "text",
        [
            "301.815.6600",
            "(301) 815-6600",
            "815-6600",
            "1.2.3",
            "5.8.1.",
            "30-59",
            "12/25",
            "2003",
            "A-1",
            "1-A-1",
            "09:50:51",
            "-----",
        ],
    )
    def test_telephones_sections_and_ranges_are_none(self, text: str) -> None:
        assert not is_odd(text)


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

    @pytest.mark.parametrize("text", ["881561BU7", "123456789", "881561 BU 7", "881561-BU-7", "TER034HER"])
    def test_an_identifier_is_kept_as_printed(self, text: str) -> None:
        assert value_of(text, "identifier") == text

    @pytest.mark.parametrize("text", ["881561BU", "160,316,000.00", "SEN", "881561bu7", "12345678.9"])
    def test_what_has_not_nine_letters_and_digits_is_no_identifier(self, text: str) -> None:
        with pytest.raises(MisfitError):
            value_of(text, "identifier")

    @pytest.mark.parametrize("text", ["160,316,000.00", "1.55000%", "$5", "(3)", "12345", "11/25/03", "1 234 567.89"])
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
