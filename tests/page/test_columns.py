"""Columns: headings stacked and fitted to the figures under them, and each figure given its own."""

from __future__ import annotations

import pytest

from abs_grammar.page.columns import Heading, fit, span, stack
from abs_grammar.page.lines import PrintedLine, Row, as_row, read_lines


def lines_of(page: str) -> list[PrintedLine]:
    lines = page.strip("\n").split("\n")
    return read_lines(lines, 1, len(lines))


def headings(page: str) -> list[str]:
    return [column.text for column in stack(lines_of(page))]


def read(page: str) -> tuple[Heading, list[Row]]:
    """Read a page of headings, a rule, and rows."""
    lines = lines_of(page)
    at = next(i for i, line in enumerate(lines) if line.kind == "rule")
    rows = [as_row(line) for line in lines[at + 1 :]]
    return fit(stack(lines[:at]), rows), rows


def table(page: str) -> dict[str | None, list[str | None]]:
    """Read a page; give for each row the headings its figures stand under, from left to right."""
    heading, rows = read(page)
    return {row.label: [None if column is None else column.text for column in heading.place(row)] for row in rows}


class TestStackedHeadings:
    """Headings of one to four lines are joined from the bottom line up."""

    def test_one_line(self) -> None:
        assert headings("     Class         Orig Bal       Beg Bal           Prin") == [
            "Class",
            "Orig Bal",
            "Beg Bal",
            "Prin",
        ]

    def test_two_lines(self) -> None:
        page = """
           Current        Ending         Total
Class         Loss       Balance     Reduction
"""
        assert headings(page) == ["Class", "Current Loss", "Ending Balance", "Total Reduction"]

    def test_three_lines_of_which_some_headings_fill_one_or_two(self) -> None:
        page = """
                   Interest
                Carry-forward
     Class          Amount        End Bal
"""
        assert headings(page) == ["Class", "Interest Carry-forward Amount", "End Bal"]

    def test_four_lines(self) -> None:
        page = """
                                                        Beginning                       Payment of
                         Original          Current   Certificate/         Current           Unpaid
                             Face      Certificate       Notional         Accrued         Interest
Class                       Amount            Rate        Balance        Interest        Shortfall
"""
        assert headings(page) == [
            "Class",
            "Original Face Amount",
            "Current Certificate Rate",
            "Beginning Certificate/ Notional Balance",
            "Current Accrued Interest",
            "Payment of Unpaid Interest Shortfall",
        ]

    def test_headings_that_hang_from_the_top_line(self) -> None:
        page = """
                     Tot            Real            Prep
                    Unpaid         Losses            Int
                                                  Shortfall
"""
        assert headings(page) == ["Tot Unpaid", "Real Losses", "Prep Int Shortfall"]

    def test_neighbours_one_blank_apart_are_parted_by_the_line_below(self) -> None:
        page = """
          Certificate Beginning     Interest
Class            Rate   Balance   Distribution
"""
        assert headings(page) == ["Class", "Certificate Rate", "Beginning Balance", "Interest Distribution"]


class TestFittedHeadings:
    """Which heading stands over which figures."""

    def test_left_aligned_headings_over_right_aligned_figures(self) -> None:
        page = """
Class       Rate                Balance
----
A1             1.55000%     160,316,000.00
X              0.00000%               0.00
"""
        assert table(page) == {
            "A1": ["Rate", "Balance"],
            "X": ["Rate", "Balance"],
        }

    def test_a_heading_that_does_not_overlap_its_own_figures(self) -> None:
        page = """
Class   Rate             Balance
----
A1              1.55%             160,316.00
A2              1.32%              23,600.00
"""
        assert table(page)["A2"] == ["Rate", "Balance"]

    def test_figures_under_their_neighbours_heading_are_read_in_order(self) -> None:
        page = """
                   GROUP 1        GROUP 2           TOTAL
----
Beg Bal           602,919,224     384,627,023      987,546,248
Less serv fee    3,568,999   2,239,861        5,808,861
"""
        assert table(page)["Less serv fee"] == ["GROUP 1", "GROUP 2", "TOTAL"]

    def test_the_labels_may_have_no_heading(self) -> None:
        page = """
                    RAISF           Carryover
----
      A-1           0.01              2.02
      BIO           0.03              4.04
"""
        heading, _ = read(page)
        assert heading.label is None
        assert table(page)["BIO"] == ["RAISF", "Carryover"]

    def test_as_many_headings_as_figures_but_the_first_is_the_labels(self) -> None:
        page = """
Class              Interest
----
A-1                  662,382        7.00
A-2                  226,660        8.00
"""
        heading, _ = read(page)
        assert heading.label is not None
        assert heading.label.text == "Class"
        assert table(page)["A-1"] == ["Interest", None]

    def test_headings_without_rows_keep_their_places(self) -> None:
        columns = stack(lines_of("Class      Count      Balance"))
        heading = fit(columns, [])
        assert heading.columns == columns
        assert heading.label is None


class TestBlankCells:
    """A row with fewer figures than the table has columns is read by where they stand."""

    PAGE = """
Class             CUSIP      Description    Rate           Balance       Interest
----
      A1         881561BU7        SEN    1.55000%   160,316,000.00     179,464.85
      X          TER034HEX        SEN    0.00000%     4,618,182.72           0.00
Totals                                              164,934,182.72     179,464.86
"""

    def test_a_totals_row_leaves_out_the_columns_it_does_not_total(self) -> None:
        assert table(self.PAGE)["Totals"] == ["Balance", "Interest"]

    def test_the_full_rows_are_not_touched(self) -> None:
        assert table(self.PAGE)["X"] == ["CUSIP", "Description", "Rate", "Balance", "Interest"]

    @pytest.mark.parametrize(
        ("row", "expected"),
        [
            ("REO                   5                                     ", ["Count"]),
            ("REO                                 7.00                    ", ["Balance"]),
            ("REO                                                   9.00  ", ["Value"]),
            ("REO                   5                               9.00  ", ["Count", "Value"]),
        ],
    )
    def test_any_cell_may_be_blank(self, row: str, expected: list[str]) -> None:
        page = f"""
                    Count            Balance           Value
----
Outstanding         4,038        596,836,025.00     1,000.00
Foreclosure            20          2,692,688.00       500.00
{row}
"""
        assert table(page)["REO"] == expected

    def test_a_heading_under_which_no_figure_stands_takes_none(self) -> None:
        page = """
                    Count         Balance     Market Value (REO)
----
Outstanding Loan    4,038       596,836,025
Foreclosure          20          2,692,688
"""
        assert table(page)["Foreclosure"] == ["Count", "Balance"]

    def test_such_a_heading_takes_the_figure_of_a_later_row(self) -> None:
        page = """
                    Count         Balance     Market Value (REO)
----
Foreclosure          20          2,692,688
REO                   0              0               7
"""
        assert table(page) == {
            "Foreclosure": ["Count", "Balance"],
            "REO": ["Count", "Balance", "Market Value (REO)"],
        }


class TestDoubtfulCells:
    """Where two columns could be meant, none is: guessing is not allowed to look like knowing."""

    @pytest.mark.parametrize(
        ("row", "heading"),
        [
            ("A-2              300.00               ", "Interest"),
            ("A-2                             400.00", "Principal"),
            ("A-2                      55.00        ", None),
        ],
    )
    def test_a_cell_midway_between_two_columns_has_none(self, row: str, heading: str | None) -> None:
        page = f"""
Class          Interest      Principal
----
A-1              100.00         200.00
{row}
"""
        assert table(page)["A-2"] == [heading]

    def test_more_figures_than_columns_are_given_only_where_they_stand(self) -> None:
        page = """
Class          Interest        Principal
----
A-1              100.00           200.00
"""
        heading, _ = read(page)
        (long,) = lines_of("A-2              300.00    7.00   400.00")
        columns = heading.place(as_row(long))
        assert [column and column.text for column in columns] == ["Interest", None, "Principal"]

    def test_two_figures_in_one_column_have_none(self) -> None:
        heading, _ = read("""
Class          Interest                         Principal
----
A-1            100,000,000,000.00                  200.00
""")
        (odd,) = lines_of("A-2            100.00  200.00       9.00         300.00")
        columns = heading.place(as_row(odd))
        assert [column and column.text for column in columns] == [None, None, None, "Principal"]


class TestLevels:
    """`GROUP 1` over `Count` and `Balance`: a heading that spans others."""

    @pytest.mark.parametrize(
        "upper",
        [
            "                   GROUP 1                         GROUP 2",
            "                    GROUP 1                         GROUP 2",
        ],
        ids=["starting left of the first", "flush left"],
    )
    def test_each_lower_heading_has_its_own_above_it(self, upper: str) -> None:
        lower = "                    Count         Balance           Count            Balance"
        above, below = stack(lines_of(upper)), stack(lines_of(lower))
        below = span(above, below)
        assert [column.printed for column in below] == [
            *("GROUP 1 / Count", "GROUP 1 / Balance"),
            *("GROUP 2 / Count", "GROUP 2 / Balance"),
        ]


class TestRowsWithoutLabels:
    """The first words of a row may be its first cell."""

    def test_words_that_stand_with_the_cells_are_one(self) -> None:
        heading, _ = read("""
Class          Cusip         Prin
----
A-1         04541GER9      15.78374
A-2         04541GES7      23.64542
""")
        (line,) = lines_of("            04541GFE7      28.51360")
        row = heading.unlabelled(as_row(line))
        assert row is not None
        assert (row.label, [cell[2] for cell in row.cells]) == (None, ["04541GFE7", "28.51360"])

    def test_words_that_stand_with_the_labels_are_the_label(self) -> None:
        heading, _ = read("""
Class          Cusip         Prin
----
A-1         04541GER9      15.78374
""")
        (line,) = lines_of("A-3                        28.51360")
        assert heading.unlabelled(as_row(line)) is None
