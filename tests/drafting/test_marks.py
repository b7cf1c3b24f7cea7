"""List marks: what is one and what is not, and how marks are matched."""

from __future__ import annotations

import re

import pytest

from abs_grammar.drafting.familiar import is_a
from abs_grammar.drafting.marks import any_of, mark_of, without_mark

MARKED = [
    ("(a) Note Rate", "(a)", "Note Rate"),
    ("(aa)  Note Rate", "(aa)", "Note Rate"),
    ("(iv) Note Rate", "(iv)", "Note Rate"),
    ("(b)(ii) Note Rate", "(b)(ii)", "Note Rate"),
    ("a. Note Rate", "a.", "Note Rate"),
    ("a) Note Rate", "a)", "Note Rate"),
    ("A.   NOTES", "A.", "NOTES"),
    ("XII. NOTES", "XII.", "NOTES"),
    ("1. Note Rate", "1.", "Note Rate"),
    ("(12) Note Rate", "(12)", "Note Rate"),
    ("12(b) Note Rate", "12(b)", "Note Rate"),
    ("3a. Note Rate", "3a.", "Note Rate"),
    ("ARTICLE II.  NOTES", "ARTICLE II.", "NOTES"),
    ("Part B: Notes", "Part B:", "Notes"),
]


class TestMarks:
    @pytest.mark.parametrize(("text", "mark", "words"), MARKED)
    def test_a_mark_is_no_part_of_the_words(self, text: str, mark: str, words: str) -> None:
        assert (mark_of(text), without_mark(text)) == (mark, words)

    @pytest.mark.parametrize(
        "text",
        [
            "No. of Loans",
            "Cum. Losses",
            "(net) Interest",
            "31-60 days",
            "A-1",
            "(a)",
            "I.",
            "U.S. Treasury",
            "1,000.00",
        ],
    )
    def test_other_words_are_none(self, text: str) -> None:
        assert (mark_of(text), without_mark(text)) == ("", text)

    def test_marks_of_one_way_are_matched_by_one_pattern(self) -> None:
        pattern = re.compile(any_of(["(p)", "(q)"]))
        assert pattern.fullmatch("(s)")
        assert not pattern.fullmatch("s.")

    def test_marks_of_two_ways_are_matched_by_either(self) -> None:
        pattern = re.compile(any_of(["12.", "(a)"]))
        assert pattern.fullmatch("7.")
        assert pattern.fullmatch("(iv)")

    @pytest.mark.parametrize(
        "text",
        [
            "31-60 days",
            "(p) 31 - 60 days",
            "a. 31 to 60 Days",
            "91 days or more",
            "4. 90 days and over",
            "over 90 days",
            "120+ days",
            "More than 120 days",
            "(c) 61-90 days past due",
            "30 days delinquent",
            "60 days plus",
        ],
    )
    def test_buckets(self, text: str) -> None:
        assert is_a(text, "BUCKET")

    @pytest.mark.parametrize("text", ["(s) Total", "Totals:", "d. Grand Total"])
    def test_totals(self, text: str) -> None:
        assert is_a(text, "TOTAL")

    @pytest.mark.parametrize("text", ["(a) Class A-1", "Class A-1 Notes", "CLASS B CERTIFICATES", "M-1"])
    def test_classes(self, text: str) -> None:
        assert is_a(text, "CLASS_NAME")
