"""What stands on a page that no grammar knows: the page in the test, and what is found on it beside."""

from __future__ import annotations

import time

from abs_grammar.drafting.heads import levels_of
from abs_grammar.drafting.sample import Survey, Table
from abs_grammar.drafting.survey import survey
from abs_grammar.edgar.source import source_from_text
from abs_grammar.page.lines import read_lines


def surveyed(page: str) -> Survey:
    return survey(source_from_text(page))


def titles(page: str) -> list[str | None]:
    return [statement.title for statement in surveyed(page).statements]


def tables(page: str) -> list[Table]:
    return [table for statement in surveyed(page).statements for table in statement.tables]


def labels(page: str) -> list[str | None]:
    return [row.label for table in tables(page) for row in table.rows]


LETTERHEAD = """First Bank, N.A., as Trustee
Home Loan Trust, Series 1999-2

Distribution Date:      25-Apr-99

"""


class TestTheLetterhead:
    PAGE = f"""{LETTERHEAD}Contact: Jane Doe
         5 Main Street
         Telephone: (301) 815-6600

Payment Summary
Class      Principal      Interest
A-1           100.00         10.00
A-2           200.00         20.00
"""

    def test_it_ends_above_the_first_statement(self) -> None:
        found = surveyed(self.PAGE)
        assert found.letterhead == ["First Bank, N.A., as Trustee", "Home Loan Trust, Series 1999-2"]
        assert found.contact[0] == "Contact: Jane Doe"
        assert [(row.label, row.figures) for row in found.dates] == [("Distribution Date:", ("25-Apr-99",))]
        assert titles(self.PAGE) == ["Payment Summary"]

    def test_a_cover_page_is_none_of_the_statement(self) -> None:
        cover = """SECURITIES AND EXCHANGE COMMISSION
Washington, D.C.  20549
FORM 8-K
Date of Report (date of earliest event reported):     25-Apr-99
New York             333-86750             13-3354848
New York, New York                                                   10010
(Address of Principal Executive Offices)                        (Zip Code)

Item 5. Other Events



"""
        found = surveyed(cover + self.PAGE + "\n   SIGNATURES\nFirst Bank, as Trustee\n")
        assert found.letterhead == ["First Bank, N.A., as Trustee", "Home Loan Trust, Series 1999-2"]
        assert [statement.title for statement in found.statements] == ["Payment Summary"]
        assert found.signed == ["SIGNATURES", "First Bank, as Trustee"]

    def test_the_trustee_may_be_named_below_the_title_of_the_report(self) -> None:
        page = "Home Loan Trust\nStatement to Noteholders\n" + self.PAGE.replace(
            "First Bank, N.A., as", "First Bank, Indenture"
        )
        assert "First Bank, Indenture Trustee" in surveyed(page).letterhead

    def test_a_page_of_prose_holds_no_statement(self) -> None:
        assert titles("Dear holder,\n\nnothing was paid this month, and nothing will be.\n") == []


class TestTitlesAndHeadings:
    def test_words_over_several_columns_are_a_title_and_over_one_a_heading(self) -> None:
        page = f"""{LETTERHEAD}
               Interest Paid
              Original      Current
Class          Balance     Interest
A-1             100.00        10.00
A-2             200.00        20.00
"""
        assert titles(page) == ["Interest Paid"]
        (table,) = tables(page)
        assert table.levels == [["Original Balance", "Current Interest"]]
        assert table.label_heading == "Class"

    def test_a_line_of_one_word_above_its_column_is_part_of_the_heading(self) -> None:
        page = f"""{LETTERHEAD}
SHORTFALLS
                   Interest
                Carry-forward
     Class          Amount        End Bal
      A-1          0.00000       959.54080
      A-2          0.00000       937.95330
"""
        (table,) = tables(page)
        assert table.levels == [["Interest Carry-forward Amount", "End Bal"]]
        assert titles(page) == ["SHORTFALLS"]

    def test_a_title_may_stand_below_the_headings(self) -> None:
        page = f"""{LETTERHEAD}
                   GROUP 1        GROUP 2           TOTAL
Prin Dist:
Beg Bal        602,919,224    384,627,023     987,546,248
"""
        assert titles(page) == ["Prin Dist:"]
        assert tables(page)[0].rows[0].headers == ("GROUP 1", "GROUP 2", "TOTAL")

    def test_groups_stand_a_level_above(self) -> None:
        page = """            GROUP 1                      GROUP 2
         Count     Balance           Count      Balance
"""
        levels = levels_of(read_lines(page.splitlines(), 1, 2))
        assert [[column.text for column in level] for level in levels] == [
            ["GROUP 1", "GROUP 2"],
            ["Count", "Balance", "Count", "Balance"],
        ]

    def test_a_title_ends_in_a_number_of_its_own(self) -> None:
        page = f"""{LETTERHEAD}
SUMMARY FOR POOL#   2000
Class      Principal      Interest
A-1           100.00         10.00
A-2           200.00         20.00
"""
        assert titles(page) == ["SUMMARY FOR POOL# 2000"]

    def test_a_title_with_a_list_mark_set_off_by_a_gap_is_one_title(self) -> None:
        page = f"""{LETTERHEAD}
II.   NOTES
                     A-1           A-2
(a)  Interest     100.00         10.00
(b)  Principal    200.00         20.00

III.  CONTRACTS
(c)  Number of Contracts            20
"""
        assert titles(page) == ["II. NOTES", "III. CONTRACTS"]
        assert labels(page) == ["(a) Interest", "(b) Principal", "(c) Number of Contracts"]

    def test_a_note_owns_its_paragraph(self) -> None:
        page = f"""{LETTERHEAD}
LATE LOANS
                Count      Balance
30-59 days          1       100.00
*Note:  The above statistics do not include loans in
foreclosure or bankruptcy.
"""
        (statement,) = surveyed(page).statements
        assert statement.notes == ["*Note: The above statistics do not include loans in"]


class TestRows:
    def test_a_clause_goes_on_below_its_mark(self) -> None:
        page = f"""{LETTERHEAD}
NOTES
                             A-1           A-2
   (g)  Outstanding Principal Amount,
        beginning         100.00         10.00
   (h)  Principal          20.00          2.00
"""
        assert labels(page) == ["(g) Outstanding Principal Amount, beginning", "(h) Principal"]

    def test_a_clause_is_no_beginning_of_the_next(self) -> None:
        page = f"""{LETTERHEAD}
(a) Payments made on the notes,
(b) Interest Paid         100.00
"""
        assert labels(page) == ["(b) Interest Paid"]

    def test_a_label_may_begin_on_the_line_above(self) -> None:
        page = f"""{LETTERHEAD}
THE LOANS

SCHEDULED PRINCIPAL BALANCE OF MORTGAGE LOANS AFTER
DISTRIBUTION                                                       4,781,024.27
"""
        assert labels(page) == ["SCHEDULED PRINCIPAL BALANCE OF MORTGAGE LOANS AFTER DISTRIBUTION"]

    def test_words_above_several_rows_are_a_title(self) -> None:
        page = f"""{LETTERHEAD}
Advances of the Servicer
Current Advances                 1.00
Outstanding Advances             2.00
"""
        assert titles(page) == ["Advances of the Servicer"]

    def test_a_line_apart_from_the_table_above_it_is_none_of_its_rows(self) -> None:
        page = f"""{LETTERHEAD}
Principal
                   GROUP 1        GROUP 2
Beg Bal        602,919,224    384,627,023

Agg End Bal                   975,586,503
"""
        assert titles(page) == ["Principal", None]
        assert [row.label for row in tables(page)[1].rows] == ["Agg End Bal"]

    def test_rows_below_another_title_may_stand_under_the_headings_before_it(self) -> None:
        page = f"""{LETTERHEAD}
Principal
                   GROUP 1        GROUP 2
Beg Bal        602,919,224    384,627,023

Interest
Sched Int           10,000         20,000
"""
        assert titles(page) == ["Principal", "Interest"]
        assert tables(page)[1].rows[0].headers == ("GROUP 1", "GROUP 2")

    def test_an_amount_may_stand_one_blank_after_its_label(self) -> None:
        page = f"""{LETTERHEAD}
FEES
Servicing Fee                1,000.00
Special Hazard Coverage Amount 100.00
"""
        assert [(row.label, row.figures) for row in tables(page)[0].rows] == [
            ("Servicing Fee", ("1,000.00",)),
            ("Special Hazard Coverage Amount", ("100.00",)),
        ]

    def test_a_label_that_ends_in_the_first_cell_ends_before_it(self) -> None:
        page = f"""{LETTERHEAD}
LATE LOANS
          Count       Balance
30 Days   36          100.00
180+ Days 10          200.00
"""
        assert [(row.label, row.figures) for row in tables(page)[0].rows] == [
            ("30 Days", ("36", "100.00")),
            ("180+ Days", ("10", "200.00")),
        ]

    def test_the_sides_of_an_account_are_titles_inside_it(self) -> None:
        page = f"""{LETTERHEAD}
                 CERTIFICATE ACCOUNT
Beginning Balance                         0.00
Deposits
     Payments                           100.00
Total Deposits                          100.00
"""
        (statement,) = surveyed(page).statements
        assert statement.inner == ["Deposits"]
        assert [table.under for table in statement.tables] == ["", "Deposits"]

    def test_what_each_line_of_an_entry_holds_is_printed_over_each_column(self) -> None:
        page = f"""{LETTERHEAD}
DELINQUENCY STATUS
         DELINQUENT              FORECLOSURE

          No of Loans             No of Loans
          Balance                 Balance
30 Days   36                      2
          4,896,139.31            215,634.26
"""
        (table,) = tables(page)
        assert table.once_over_each == ["No of Loans", "Balance"]
        assert table.levels == [["DELINQUENT", "FORECLOSURE"]]


def test_a_huge_page_is_surveyed_in_linear_time() -> None:
    def seconds(copies: int) -> float:
        rows = "A-1           100.00         10.00\nA-2           200.00         20.00\n"
        block = f"Class      Principal      Interest\n{rows}\n"
        source = source_from_text(LETTERHEAD + "SUMMARY\n" + block * copies)
        began = time.process_time()
        survey(source)
        return time.process_time() - began

    seconds(10)
    few, many = seconds(200), seconds(2_000)
    assert many < 40 * few  # in quadratic time it would be 100 times as long
