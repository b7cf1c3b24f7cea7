"""Printed lines: cut into phrases, told apart, and read as a label and its cells."""

from __future__ import annotations

import pytest

from abs_grammar.page.lines import PrintedLine, as_row, read_lines, split_label


def read(line: str) -> PrintedLine:
    (printed,) = read_lines([line], 1, 1)
    return printed


def figures(line: str) -> list[str]:
    return [text for _, _, text, is_figure in read(line).phrases if is_figure]


def row(line: str) -> tuple[str | None, list[str]]:
    """The label of a row, and what stands in its cells."""
    read_as = as_row(read(line))
    return read_as.label, [text for _, _, text, _ in read_as.cells]


def assert_places_are_those_of_the_file(line: str, expected: list[str]) -> None:
    printed = read(line)
    places = [printed.place(start, end) for start, end, _, _ in printed.phrases]
    assert [line[start:end] for start, end in places] == expected


class TestNumbersBeforeWords:
    """A number that marks the words after it is part of the label, not a figure of a row without one."""

    @pytest.mark.parametrize(
        ("line", "label", "cells"),
        [
            ("1.   Note Rate               5.6250%", "1. Note Rate", ["5.6250%"]),
            ("(4)  Interest paid          100.00    200.00", "(4) Interest paid", ["100.00", "200.00"]),
            ("12)  Balance                  5.00", "12) Balance", ["5.00"]),
        ],
    )
    def test_the_label_begins_with_its_number(self, line: str, label: str, cells: list[str]) -> None:
        assert row(line) == (label, cells)

    @pytest.mark.parametrize("line", ["(4)     (5)     6.00", "(1,234)     5.00", "(4)     N/A     6.00"])
    def test_before_figures_it_is_one_of_them(self, line: str) -> None:
        assert row(line)[0] is None

    def test_a_numbered_title_is_no_row(self) -> None:
        assert read("1.   NOTE DISTRIBUTIONS").kind == "text"


class TestRows:
    """A row is a label, where one is printed, and the cells that stand beside it."""

    @pytest.mark.parametrize(
        ("line", "label", "cells"),
        [
            (
                "  A-1        504,000,000    491,563,567      7,955,004",
                "A-1",
                ["504,000,000", "491,563,567", "7,955,004"],
            ),
            ("30 Days   36         2          0        38", "30 Days", ["36", "2", "0", "38"]),
            ("180+ Days 0          0          0        0", "180+ Days 0", ["0", "0", "0"]),
            ("90 + days             0              0", "90 + days", ["0", "0"]),
            ("30-59 days           68          8,472,409", "30-59 days", ["68", "8,472,409"]),
            ("1-A-1       5,000.00     0.00", "1-A-1", ["5,000.00", "0.00"]),
            ("II A        5,000.00     0.00", "II A", ["5,000.00", "0.00"]),
            ("# of Loans with Pre-Payment Penalties       4", "# of Loans with Pre-Payment Penalties", ["4"]),
            ("Credit Enhancement %             19.182627%", "Credit Enhancement %", ["19.182627%"]),
            ("Balance at 31-Oct-2003      233,914,321.09", "Balance at 31-Oct-2003", ["233,914,321.09"]),
            ("Less RAIS      0        0      0", "Less RAIS", ["0", "0", "0"]),
            ("Trigger Event Occurrence              NO", "Trigger Event Occurrence", ["NO"]),
            ("Distribution Date:         17-Nov-03", "Distribution Date:", ["17-Nov-03"]),
            ("Excess Amt     1 234 567.89", "Excess Amt", ["1 234 567.89"]),
            ("Excess Amt     12..55     7", "Excess Amt", ["12..55", "7"]),
            ("Excess Amt     12.55-     -0-", "Excess Amt", ["12.55-", "-0-"]),
            ("Total Dist    NOT APPLICABLE     N/A     -", "Total Dist", ["NOT APPLICABLE", "N/A", "-"]),
        ],
    )
    def test_the_first_words_are_the_label(self, line: str, label: str, cells: list[str]) -> None:
        assert read(line).kind == "row"
        assert row(line) == (label, cells)

    def test_a_row_without_a_label_is_all_cells(self) -> None:
        assert row("            0.00           0.00") == (None, ["0.00", "0.00"])

    @pytest.mark.parametrize(
        ("line", "cells"),
        [
            ("      100.00 1,000.00", ["100.00", "1,000.00"]),
            ("A1    160,316,000.00 160,316,000.00    0.00", ["160,316,000.00", "160,316,000.00", "0.00"]),
            ("A1    1.55000% 160,316,000.00    0.00", ["1.55000%", "160,316,000.00", "0.00"]),
            ("A1    2,166 378,750,478    0", ["2,166", "378,750,478", "0"]),
            ("A1    0 0 0    5.00", ["0", "0", "0", "5.00"]),
            ("A1    N/A (5.00)    5.00", ["N/A", "(5.00)", "5.00"]),
            ("A1    36 5,000.00    7", ["36", "5,000.00", "7"]),
        ],
    )
    def test_figures_one_blank_apart_are_two(self, line: str, cells: list[str]) -> None:
        assert row(line)[1] == cells

    def test_words_one_blank_apart_are_one_cell(self) -> None:
        line = " Collateral Description      Mixed Fixed & Arm"
        assert row(line) == ("Collateral Description", ["Mixed Fixed & Arm"])

    def test_words_and_a_figure_one_blank_apart_are_a_cell_each(self) -> None:
        assert row("A1    SEN 1.55000%     0.00") == ("A1", ["SEN", "1.55000%", "0.00"])

    def test_codes_and_kinds_of_class_are_cells_of_words(self) -> None:
        line = "      A1         881561BU7              SEN             1.55000%     160,316,000.00"
        assert row(line) == ("A1", ["881561BU7", "SEN", "1.55000%", "160,316,000.00"])
        assert figures(line) == ["1.55000%", "160,316,000.00"]


class TestLabelsThatEndInAFigure:
    """`180+ Days 0`: whether the last word is a figure only the column can tell, so both readings are offered."""

    def test_the_figure_becomes_the_first_cell(self) -> None:
        parted = split_label(as_row(read("180+ Days 0           0            5")))
        assert parted is not None
        assert (parted.label, [cell[2] for cell in parted.cells]) == ("180+ Days", ["0", "0", "5"])
        assert parted.cells[0][:2] == (10, 11)

    @pytest.mark.parametrize("label", ["A-1", "Total", "Credit Enhancement %", "90 + days", "100"])
    def test_a_label_that_ends_in_none_is_whole(self, label: str) -> None:
        assert split_label(as_row(read(f"{label}          0.00     0.00"))) is None

    def test_a_row_without_a_label_has_none_to_split(self) -> None:
        assert split_label(as_row(read("     0.00       0.00"))) is None

    @pytest.mark.parametrize(
        ("line", "label", "date"),
        [
            ("Distribution Date: November 17, 2003", "Distribution Date:", "November 17, 2003"),
            ("Distribution Date: 17-Nov-03", "Distribution Date:", "17-Nov-03"),
            ("Payment Date: the 17th day of November, 2003", "Payment Date:", "the 17th day of November, 2003"),
        ],
    )
    def test_a_date_of_several_words_is_one_figure(self, line: str, label: str, date: str) -> None:
        parted = split_label(as_row(read(line)))
        assert parted is not None
        assert (parted.label, [cell[2] for cell in parted.cells]) == (label, [date])


class TestSignsStandingAlone:
    """`%` and `$` printed as words of their own."""

    @pytest.mark.parametrize("figure", ["6.500000 %", "6.500000  %", "7.02375   %"])
    def test_a_percent_sign_joins_the_figure_before_it(self, figure: str) -> None:
        line = f"A1      {figure}    15,993.49"
        assert figures(line) == [figure, "15,993.49"]
        assert_places_are_those_of_the_file(line, ["A1", figure, "15,993.49"])

    @pytest.mark.parametrize(
        "figure", ["(  4,067,013)", "(4,067,013  )", "12.55   CR", "12.55  )", "( 4,067,013)", "- 889,042", "- $ 5.00"]
    )
    def test_signs_that_stand_apart_are_part_of_the_figure(self, figure: str) -> None:
        line = f"Total      {figure}"
        assert figures(line) == [figure]
        assert_places_are_those_of_the_file(line, ["Total", figure])

    def test_a_dash_between_words_and_a_figure_is_no_sign_of_it(self) -> None:
        assert split_label(as_row(read("Class A - 1,234.00"))) is None

    def test_a_percent_sign_after_words_stays_theirs(self) -> None:
        assert row("Credit Enhancement %      5.00") == ("Credit Enhancement %", ["5.00"])
        assert figures("Enhancement    %") == []

    @pytest.mark.parametrize("gap", [" ", "  ", "        "])
    def test_a_dollar_sign_is_no_part_of_the_figure_after_it(self, gap: str) -> None:
        line = f"Total Deposits       ${gap}4,580,686.01"
        assert row(line) == ("Total Deposits", ["4,580,686.01"])
        assert_places_are_those_of_the_file(line, ["Total Deposits", "4,580,686.01"])

    def test_a_dollar_sign_glued_on_is(self) -> None:
        assert row("Total Deposits      $4,580,686.01") == ("Total Deposits", ["$4,580,686.01"])


class TestPlaces:
    """Whatever stands between two phrases, each is found again where the file has it."""

    @pytest.mark.parametrize(
        "line",
        [
            "A-1\t504,000,000\t7,955,004",
            "\tA-1\t\t504,000,000\t 7,955,004",
            "A-1     \t504,000,000  \t  7,955,004\t",
            "\x0cA-1      504,000,000     7,955,004",
            "<S>  A-1      504,000,000 <C>  7,955,004",
            "A-1\xa0\xa0\xa0504,000,000\xa0\xa07,955,004",
            "A-1\t\x0c504,000,000\t<C>\t7,955,004\x1a",
        ],
        ids=["tabs", "tabs before", "tabs and blanks", "form feed", "tags", "hard blanks", "all at once"],
    )
    def test_a_phrase_is_where_the_file_has_it(self, line: str) -> None:
        assert_places_are_those_of_the_file(line, ["A-1", "504,000,000", "7,955,004"])

    def test_a_tab_is_as_wide_as_a_printer_makes_it(self) -> None:
        tabbed, spaced = read("Class\tOrig Bal\tPrin"), read("Class   Orig Bal        Prin")
        assert tabbed.phrases == spaced.phrases

    def test_a_word_may_follow_a_tag_without_a_blank(self) -> None:
        line = "<TABLE>A-1    5.00</TABLE>"
        assert_places_are_those_of_the_file(line, ["A-1", "5.00"])
        assert read(line).tags == ("TABLE", "/TABLE")


class TestKindsOfLine:
    """A row, text, a rule, markup; and blank lines, which are none."""

    @pytest.mark.parametrize(
        "line", ["====", "----------", "- ---", "- -----------   ----------", "______", "  ====  ===="]
    )
    def test_a_drawn_line_is_a_rule(self, line: str) -> None:
        assert read(line).kind == "rule"

    @pytest.mark.parametrize(
        "line", ["<PAGE>", "<S>     <C>    <C>", " <s>   <c>", "</TABLE>", "<TABLE> <CAPTION>", "\x0c<PAGE>"]
    )
    def test_tags_alone_are_markup(self, line: str) -> None:
        assert read(line).kind == "markup"

    @pytest.mark.parametrize(
        "line", ["DISTRIBUTION SUMMARY", "  Class      Orig Bal      Prin", "EX-99.1", "(1) Amount"]
    )
    def test_a_line_on_which_no_figure_stands_is_text(self, line: str) -> None:
        assert read(line).kind == "text"

    def test_a_comparison_is_no_tag(self) -> None:
        assert read("LTV < 80  and > 60").tags == ()
        assert read("LTV < 80  and > 60").text == "LTV < 80 and > 60"

    @pytest.mark.parametrize("line", ["", "    ", "\t", "\x0c", "\xa0"])
    def test_a_blank_line_is_none(self, line: str) -> None:
        assert read_lines([line], 1, 1) == []

    def test_a_line_knows_whether_a_blank_one_stands_above_it(self) -> None:
        lines = ["A    1", "B    2", "", "C    3"]
        assert [(line.number, line.after_blank) for line in read_lines(lines, 1, 4)] == [
            (1, True),
            (2, False),
            (4, True),
        ]

    def test_only_the_lines_asked_for_are_read(self) -> None:
        assert [line.number for line in read_lines(["A", "B", "C", "D"], 2, 3)] == [2, 3]

    def test_a_line_longer_than_any_page_is_wide_is_left_out(self) -> None:
        lines = ["A-1   5.00", "A-2   5.00 " + "x" * 2_000, "A-3   5.00"]
        assert [line.number for line in read_lines(lines, 1, 3)] == [1, 3]

    def test_a_phrase_printed_over_every_column_is_known_as_one(self) -> None:
        assert read("No of Loans      No of Loans     No of Loans").repeated == "No of Loans"
        assert read("No of Loans      Balance").repeated is None
        assert read("No of Loans").repeated is None
