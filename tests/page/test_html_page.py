"""HTML printed as a page of text: the source in the test, and beside it the page that a browser shows."""

from __future__ import annotations

from textwrap import dedent

import pytest

from abs_grammar.page.html_page import page_of


def page(source: str) -> str:
    return "\n".join(line.text for line in page_of(source))


def assert_prints(source: str, expected: str) -> None:
    assert page(source) == dedent(expected).strip("\n")


class TestTables:
    """Each row is a line; figures end where those of their column end, and their heading with them."""

    def test_headings_end_over_their_figures(self) -> None:
        assert_prints(
            """
            <table><tr><td>Class<td>Balance<td>Rate</tr>
            <tr><td>A-1<td>1,000,000.00<td>5.250000%</tr>
            <tr><td>R<td>0.00<td>&nbsp;</tr></table>
            """,
            """
            Class       Balance       Rate
            A-1    1,000,000.00  5.250000%
            R              0.00
            """,
        )

    def test_sign_number_and_bracket_in_cells_of_their_own_are_one_figure(self) -> None:
        assert_prints(
            """
            <TABLE><TR><TD>&nbsp;</TD><TD COLSPAN="4">Balance</TD><TD COLSPAN="4">Share</TD></TR>
            <TR><TD>Beginning</TD><TD>&nbsp;</TD><TD>$</TD><TD>9,000.00</TD><TD>&nbsp;</TD>
            <TD>&nbsp;</TD><TD>&nbsp;</TD><TD>1.50</TD><TD>%&nbsp;</TD></TR>
            <TR><TD>Less: Losses</TD><TD>&nbsp;</TD><TD>$</TD><TD>(1,234.56</TD><TD>)&nbsp;</TD>
            <TD>&nbsp;</TD><TD>&nbsp;</TD><TD>N/A</TD><TD>%</TD></TR></TABLE>
            """,
            """
                                Balance  Share
            Beginning       $  9,000.00  1.50%
            Less: Losses  $  (1,234.56)    N/A
            """,
        )

    def test_heading_of_several_columns_stands_over_the_middle_of_them(self) -> None:
        assert_prints(
            """
            <table><tr><td><td colspan=2>Group I<td colspan=2>Group II
            <tr><td><td>Count<td>Balance<td>Count<td>Balance
            <tr><td>Current<td>12<td>1,000.00<td>7<td>2,000.00</table>
            """,
            """
                         Group I         Group II
                     Count   Balance  Count   Balance
            Current     12  1,000.00      7  2,000.00
            """,
        )

    def test_a_cell_of_two_rows_takes_its_place_in_the_second(self) -> None:
        assert_prints(
            """
            <table><tr><td rowspan=2>A-1<td>Dollars<td>100.00
            <tr><td>Factor<td>0.95000000</table>
            """,
            """
            A-1  Dollars      100.00
                  Factor  0.95000000
            """,
        )

    def test_headings_broken_by_br_are_one_heading(self) -> None:
        assert_prints(
            "<table><tr><td>Class<td>Prior<br>Principal<br>Balance<td>Rate<tr><td>A<td>5.00<td>1.0%</table>",
            """
            Class  Prior Principal Balance  Rate
            A                         5.00  1.0%
            """,
        )

    def test_lists_broken_by_br_are_one_row_for_each_line(self) -> None:
        assert_prints(
            "<table><tr><td>Distribution Date:<br>Record Date:<td>06/25/2007<br>06/22/2007</table>",
            """
            Distribution Date:  06/25/2007
            Record Date:        06/22/2007
            """,
        )

    def test_dates_below_a_spanning_heading_are_part_of_the_headings(self) -> None:
        assert_prints(
            """
            <table><tr><td><td colspan=2>Balance as of<td colspan=2>Rate as of
            <tr><td><td>03/15/2007<td>04/16/2007<td>03/15/2007<td>04/16/2007
            <tr><td>Class A<td>100.00<td>90.00<td>5.0%<td>5.1%</table>
            """,
            """
                     Balance as of 03/15/2007  Balance as of 04/16/2007  Rate as of 03/15/2007  Rate as of 04/16/2007
            Class A                    100.00                     90.00                   5.0%                   5.1%
            """,
        )

    def test_dates_beside_a_label_are_figures(self) -> None:
        lines = page("<table><tr><td>Notes<td>A<td>B<tr><td>Maturity<td>03/15/2007<td>04/16/2007</table>").splitlines()
        assert lines == ["Notes              A           B", "Maturity  03/15/2007  04/16/2007"]

    def test_a_row_that_numbers_the_columns_is_left_out(self) -> None:
        numbered = "<table><tr><td>Class<td>Interest<td>Total<tr><td>(1)<td>(2)<td>(3)=(1+2)<tr><td>A<td>5.00<td>6.00"
        assert "(2)" not in page(numbered)

    def test_a_row_of_negative_figures_is_not(self) -> None:
        assert "(2)" in page("<table><tr><td>Loss<td>(3)<td>(2)<td>(5)</table>")
        assert "(2)" in page("<table><tr><td>(3)<td>(2)<td>(5)</table>")

    def test_marks_that_number_the_rows_are_part_of_the_labels(self) -> None:
        assert_prints(
            "<table><tr><td>(a)<td>Fees<td>1.00<tr><td>(b)<td>Interest<td>2.00<tr><td><td>Total<td>3.00</table>",
            """
            (a) Fees      1.00
            (b) Interest  2.00
            Total         3.00
            """,
        )

    def test_classes_beside_their_types_are_no_marks(self) -> None:
        assert_prints(
            "<table><tr><td>A-1<td>Senior<td>1.00<tr><td>M<td>Mezzanine<td>2.00</table>",
            """
            A-1     Senior  1.00
            M    Mezzanine  2.00
            """,
        )

    def test_lists_side_by_side_stand_one_below_the_other(self) -> None:
        assert_prints(
            """
            <table><tr><td>Distribution Date<td>April 16, 2007<td>&nbsp;<td>Closing Date:<td>June 22, 2006
            <tr><td>Record Date<td>April 13, 2007<td>&nbsp;<td>Previous Date:<td>March 15, 2007</table>
            """,
            """
            Distribution Date  April 16, 2007
            Record Date        April 13, 2007

            Closing Date:    June 22, 2006
            Previous Date:  March 15, 2007
            """,
        )

    def test_a_column_of_words_between_columns_of_figures_stays(self) -> None:
        assert_prints(
            "<table><tr><td>A-1<td>5.00<td>Act / 360<td>1.00<tr><td>A-2<td>6.00<td>Act / 360<td>2.00</table>",
            """
            A-1  5.00  Act / 360  1.00
            A-2  6.00  Act / 360  2.00
            """,
        )

    def test_tables_one_after_the_other_on_one_grid_share_their_columns(self) -> None:
        assert_prints(
            """
            <table><tr><td>Class<td>Balance<td>Rate</table>
            <table><tr><td>A-1<td>100,000.00<td>5.25%</table>
            """,
            """
            Class     Balance   Rate
            A-1    100,000.00  5.25%
            """,
        )

    def test_tables_within_tables_stand_one_below_the_other(self) -> None:
        assert_prints(
            """
            <table><tr><td><table><tr><td>Group I<td>Count<tr><td>30 Days<td>5</table></td>
            <td><table><tr><td>Group II<td>Count<tr><td>30 Days<td>3</table></td></tr></table>
            """,
            """
            Group I  Count
            30 Days      5

            Group II  Count
            30 Days       3
            """,
        )

    def test_a_table_of_one_row_in_a_cell_is_its_text(self) -> None:
        assert page("<table><tr><td>Fee<td><table><tr><td>$<td>5.00</table><tr><td>Tax<td>1.00</table>") == (
            "Fee  $ 5.00\nTax    1.00"
        )

    def test_tags_that_are_not_closed_are_no_hindrance(self) -> None:
        assert page("<TABLE><TR><TD>Fee<TD ALIGN=right>5.00<TR><TD>Tax<TD>1.00") == "Fee  5.00\nTax  1.00"

    def test_cells_without_a_table_are_one_all_the_same(self) -> None:
        assert page("<tr><td>Fee<td>5.00<tr><td>Tax<td>1.00") == "Fee  5.00\nTax  1.00"

    def test_a_label_longer_than_a_line_has_its_figure_beside_the_last(self) -> None:
        words = "the amount of principal that was paid in advance of its scheduled due date and that does not include "
        lines = page(f"<table><tr><td>{words}{words}interest<td>5.00<tr><td>Fee<td>7.00</table>").splitlines()
        assert " ".join(lines[:2]).split() == [*words.split() * 2, "interest", "5.00"]
        assert "5.00" in lines[1]
        assert lines[2].split() == ["Fee", "7.00"]


class TestText:
    """What stands outside of tables is text, as a browser breaks it."""

    @pytest.mark.parametrize(
        ("source", "expected"),
        [
            ("Statement   to\n  Certificateholders", "Statement to Certificateholders"),
            ("Series&nbsp;2006-A", "Series 2006-A"),
            ("Distribution Date:&nbsp;&nbsp;&nbsp;&nbsp;06/25/2007", "Distribution Date:    06/25/2007"),
            ("AT&amp;T &#151; &copy;", "AT&T \u2014 \u00a9"),
            ("<b>Prin</b>cipal <i>Balance</i>", "Principal Balance"),
            ("one<br>two<p>three</p>four", "one\ntwo\n\nthree\n\nfour"),
            ("<!-- <td>9.99 -->shown<script>var a = '<td>7.77'</script><style>p {}</style>", "shown"),
            ("<title>Report</title>shown", "shown"),
            ("balances < 5.00 and > 3.00", "balances < 5.00 and > 3.00"),
            ("&lt;TABLE&gt;", "\u2039TABLE>"),
        ],
    )
    def test_is_printed_so(self, source: str, expected: str) -> None:
        assert page(source) == expected

    def test_lines_of_pre_stand_as_they_are(self) -> None:
        assert page("<PRE>\n<TABLE>\n<S>          <C>\nClass  A     1.00\n</TABLE>\n</PRE>").splitlines() == [
            "<TABLE>",
            "<S>          <C>",
            "Class  A     1.00",
            "</TABLE>",
        ]

    def test_long_text_is_broken_at_blanks(self) -> None:
        lines = page("word " * 100).splitlines()
        assert " ".join(lines).split() == ["word"] * 100
        assert max(map(len, lines)) <= 130

    def test_a_page_break_is_a_wide_gap(self) -> None:
        assert page('one<div style="page-break-before: always">two</div>') == "one\n\n\n\n\ntwo"


class TestWhatIsNotShown:
    """Hidden rows are not on the page; the mark of a footnote is no part of the figure that it stands beside."""

    def test_hidden_rows(self) -> None:
        source = '<table><tr><td>A<td>1.00<tr style="display: none"><td>B<td>2.00</tr><tr><td>C<td>3.00</table>after'
        assert page(source) == "A  1.00\nC  3.00\n\nafter"

    def test_a_hidden_row_without_an_end_ends_where_the_next_begins(self) -> None:
        assert page('<table><tr style="display:none"><td>B<td>2.00<tr><td>C<td>3.00</table>') == "C  3.00"

    def test_a_hidden_row_at_the_end_ends_with_its_table(self) -> None:
        assert page("<table><tr><td>A<td>1.00<tr hidden><td>B<td>2.00</table>after") == "A  1.00\n\nafter"

    @pytest.mark.parametrize("mark", ["1", "(1)", "(a)", "*", "**", "\u2020", "1, 2"])
    def test_marks_of_footnotes(self, mark: str) -> None:
        source = f"<table><tr><td>A-3<sup>{mark}</sup><td>1,234.56<sup>{mark}</sup><tr><td>A-4<td>9.00</table>"
        assert page(source) == "A-3  1,234.56\nA-4      9.00"

    def test_the_mark_before_the_footnote_itself_stays(self) -> None:
        assert page("<p><sup>(1)</sup> Includes recoveries.") == "(1) Includes recoveries."

    def test_what_is_raised_and_no_mark_is_set_apart_from_the_figure(self) -> None:
        assert page("5.00<sup>1,234</sup>") == "5.00 1,234"

    def test_the_end_of_an_ordinal_stays(self) -> None:
        assert page("the 17<sup>th</sup> day") == "the 17th day"
