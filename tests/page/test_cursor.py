"""The cursor: which lines of a page stand together, and which rows a line stands over."""

from __future__ import annotations

import attrs

from abs_grammar.page.cursor import Cursor
from abs_grammar.page.lines import PrintedLine, read_lines


def cursor(page: str) -> Cursor:
    lines = page.strip("\n").split("\n")
    return Cursor(read_lines(lines, 1, len(lines)))


def runs(page: str) -> list[list[str]]:
    over = cursor(page)
    return [[line.text for line in over.lines[at:end]] for at, end in over.runs()]


def rows_below(page: str, *, ends: str = "", words: str = "") -> list[str | None]:
    """The labels of the rows below the first line. Lines that begin as given end the search, or are rows of words."""

    def begins(line: PrintedLine, word: str) -> bool:
        return bool(word) and line.text.startswith(word)

    found = cursor(page).rows_from(
        1, ends=lambda line: begins(line, ends), is_row_of_words=lambda line: begins(line, words)
    )
    return [row.label for row in found]


class TestRuns:
    """Lines of text that stand together are one run; every other line is one by itself."""

    def test_headings_of_two_lines_are_a_run_and_each_row_is_one(self) -> None:
        page = """
             Beginning     Principal
Class          Balance          Paid
A-1             900.00         10.00
A-2             400.00          5.00
"""
        assert runs(page) == [
            ["Beginning Principal", "Class Balance Paid"],
            ["A-1 900.00 10.00"],
            ["A-2 400.00 5.00"],
        ]

    def test_a_blank_line_ends_one(self) -> None:
        assert runs("Distribution Summary\n\nClass     Balance") == [["Distribution Summary"], ["Class Balance"]]

    def test_a_ruled_line_ends_one(self) -> None:
        assert runs("Summary\n-------\nClass") == [["Summary"], ["-------"], ["Class"]]

    def test_markup_begins_another(self) -> None:
        assert runs("Summary\n<CAPTION>Classes\nand Balances") == [["Summary"], ["Classes", "and Balances"]]

    def test_a_page_without_lines_has_none(self) -> None:
        assert runs("") == []

    def test_a_row_replaced_by_text_on_the_way_stands_with_the_text_below_it(self) -> None:
        lines = list(cursor("A-1     1.00\nSeries 1     (301) 815.66\nof Certificates").lines)
        (text,) = cursor("Series 1").lines
        seen = []
        for at, end in Cursor(lines).runs():
            seen.append((at, end))
            lines[1] = attrs.evolve(text, after_blank=False)
        assert seen == [(0, 1), (1, 3)]


class TestTheRowRightBelow:
    """A label goes on in a row only if nothing stands between."""

    def test_it_is_the_next_line(self) -> None:
        below = cursor("BALANCE OF LOANS AFTER\nDISTRIBUTION     4.00").row_right_below(1)
        assert below is not None
        assert below.text == "DISTRIBUTION 4.00"

    def test_not_below_a_blank_line(self) -> None:
        assert cursor("BALANCE OF LOANS AFTER\n\nDISTRIBUTION     4.00").row_right_below(1) is None

    def test_not_below_markup(self) -> None:
        assert cursor("BALANCE OF LOANS AFTER\n<PAGE>DISTRIBUTION     4.00").row_right_below(1) is None

    def test_text_is_no_row(self) -> None:
        assert cursor("BALANCE OF LOANS AFTER\nDISTRIBUTION").row_right_below(1) is None

    def test_none_stands_below_the_last_line(self) -> None:
        assert cursor("BALANCE OF LOANS AFTER").row_right_below(1) is None


class TestWordsAmongRows:
    """A line with a row right above and right below it heads nothing."""

    def test_between_two_rows(self) -> None:
        over = cursor("A-1     1.00\nit is raining\nA-2     2.00")
        assert over.is_among_rows(over.lines[1], 2)

    def test_not_below_a_blank_line(self) -> None:
        over = cursor("A-1     1.00\n\nit is raining\nA-2     2.00")
        assert not over.is_among_rows(over.lines[1], 2)

    def test_not_above_one(self) -> None:
        over = cursor("A-1     1.00\nit is raining\n\nA-2     2.00")
        assert not over.is_among_rows(over.lines[1], 2)

    def test_not_at_the_top_of_a_page(self) -> None:
        over = cursor("it is raining\nA-2     2.00")
        assert not over.is_among_rows(over.lines[0], 1)


class TestTheRowsBelow:
    """A heading is fitted to the rows below it, as far as they are its own."""

    def test_rows_that_stand_together(self) -> None:
        assert rows_below("Class     Balance\nA-1     1.00\nA-2     2.00") == ["A-1", "A-2"]

    def test_blank_and_ruled_lines_between_them_do_not_part_them(self) -> None:
        assert rows_below("Class     Balance\n---------\nA-1     1.00\n\n=======\nTotal     2.00") == ["A-1", "Total"]

    def test_one_run_of_text_may_stand_above_them(self) -> None:
        assert rows_below("Summary\n\nClass\nBalance\nA-1     1.00") == ["A-1"]

    def test_two_may_not(self) -> None:
        assert rows_below("Summary\n\nOf Classes\n\nClass     Balance\nA-1     1.00") == []

    def test_text_below_them_ends_them(self) -> None:
        assert rows_below("Class     Balance\nA-1     1.00\nFees\nTrustee     2.00") == ["A-1"]

    def test_the_edge_of_a_table_ends_them(self) -> None:
        assert rows_below("Class     Balance\nA-1     1.00\n</TABLE>\nA-2     2.00") == ["A-1"]

    def test_none_stand_below_the_edge_of_a_table(self) -> None:
        assert rows_below("Summary\n<TABLE>\nA-1     1.00") == []

    def test_so_does_a_line_that_the_reader_says_ends_them(self) -> None:
        page = "Class     Balance\nA-1     1.00\nPage     2\nA-2     2.00"
        assert rows_below(page) == ["A-1", "Page", "A-2"]
        assert rows_below(page, ends="Page") == ["A-1"]

    def test_a_table_may_begin_with_a_row_of_words_and_go_on_with_them(self) -> None:
        page = "Class     Cusip\nA-1     ABCDEFGHI\nA-2     JKLMNOPQR\nTotal     2.00"
        assert rows_below(page, words="A-") == ["A-1", "A-2", "Total"]

    def test_a_row_of_words_below_a_blank_line_is_none_of_it(self) -> None:
        page = "Class     Cusip\nB-1     3.00\n\nA-1     ABCDEFGHI"
        assert rows_below(page, words="A-") == ["B-1"]
