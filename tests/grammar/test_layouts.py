"""Which layout a page is of, and what is said where none is, or two are."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

import abs_grammar
from abs_grammar import AmbiguousLayoutError, GrammarError, UnknownLayoutError
from abs_grammar.grammar.layouts import Layout, find_layout, grammars_folder, known_layouts, layouts
from abs_grammar.reading.parser import parser_of
from abs_grammar.testing.snapshots import corpus_filings
from tests.conftest import CORPUS

SECONDS_FOR_A_LONG_LINE = 5

NEITHER = """MONTHLY REPORT

Class           Balance
A-1              100.00
"""
US_BANK = """STATEMENT TO CERTIFICATEHOLDERS

Distribution Date:                   17-Nov-03

Prin Dist:
Int Dist:

US Bank, NA, as Trustee
"""
CTSLINK = """Distribution Date:       11/25/03

Contact: Customer Service - CTSLink

                     Certificateholder Distribution Summary
"""

TINY = """// {name}.lark — a bank of our own: a line and no more.
//
// Nothing else.

%import .common (FIGURES, UNKNOWN_TITLE)

recognised_by: BANK TITLE
BANK: "Bank of Our Own"

report: (NAME | date_line)* (fees | UNKNOWN_TITLE)*
NAME.-3: /.+/
date_line: DISTRIBUTION_DATE FIGURES
DISTRIBUTION_DATE: "Paid on"
fees: TITLE fee_line*
fee_line: TRUSTEE_FEE FIGURES
TITLE: "Fees of Our Own"
TRUSTEE_FEE: "Our Fee"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("common.lark", "edgar_table.lark"):
        shutil.copy(grammars_folder() / name, tmp_path)
    return tmp_path


def write(folder: Path, text: str, name: str = "own") -> Layout:
    path = folder / f"{name}.lark"
    path.write_text(text.replace("{name}", name), "utf-8")
    return Layout(path)


class TestRecognition:
    """A page is claimed by the words its trustee prints."""

    @pytest.mark.parametrize("filing", corpus_filings(CORPUS), ids=lambda path: path.stem)
    def test_each_filing_is_claimed_by_its_own_layout_and_no_other(self, filing: Path) -> None:
        text = filing.read_text("latin-1")
        claiming = [layout.name for layout in layouts() if layout.claims(text.casefold())]
        assert claiming == [filing.parent.name]
        assert find_layout(text).name == filing.parent.name
        assert {report.layout for report in abs_grammar.parse(text).reports} == {filing.parent.name}

    @pytest.mark.parametrize(("page", "name"), [(US_BANK, "us_bank"), (CTSLINK, "ctslink")])
    def test_a_few_lines_are_enough(self, page: str, name: str) -> None:
        assert find_layout(page).name == name

    @pytest.mark.parametrize("change", [str.upper, str.lower, lambda page: page.replace("\n", "\n      ")])
    @pytest.mark.parametrize(("page", "name"), [(US_BANK, "us_bank"), (CTSLINK, "ctslink")])
    def test_neither_case_nor_indent_matters(self, page: str, name: str, change: object) -> None:
        assert callable(change)
        assert find_layout(change(page)).name == name

    def test_one_word_alone_claims_nothing(self) -> None:
        for page in ("STATEMENT TO CERTIFICATEHOLDERS\n", "Contact: CTSLink\n", "US Bank, NA, as Trustee\n"):
            with pytest.raises(UnknownLayoutError):
                find_layout(page)

    def test_a_title_in_the_middle_of_a_sentence_is_none(self) -> None:
        with pytest.raises(UnknownLayoutError):
            find_layout("As US Bank said, see the STATEMENT TO CERTIFICATEHOLDERS and the Delinq Info.\n")

    def test_a_title_that_a_line_repeats_for_ever_is_looked_at_once(self) -> None:
        started = time.process_time()
        with pytest.raises(UnknownLayoutError):
            find_layout("see " + "Prin Dist, " * 100_000 + "\n")
        assert time.process_time() - started < SECONDS_FOR_A_LONG_LINE

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_any_line_end_begins_a_line(self, end: str) -> None:
        assert find_layout(end.join(["Statement", "Prin Dist", "Int Dist"])).name == "us_bank"


class TestAPageOfNone:
    """The error names each layout, and why it did not match."""

    def test_it_names_every_layout(self) -> None:
        with pytest.raises(UnknownLayoutError) as caught:
            find_layout(NEITHER, file="page.txt")
        assert str(caught.value).startswith("page.txt:1:1: ")
        assert all(f"{name}: none of its words" in str(caught.value) for name in ("us_bank", "ctslink"))

    def test_it_tells_what_was_found_and_what_was_not(self) -> None:
        with pytest.raises(UnknownLayoutError) as caught:
            find_layout("STATEMENT TO CERTIFICATEHOLDERS\n")
        message = str(caught.value)
        assert "us_bank: found 'STATEMENT TO CERTIFICATEHOLDERS', but not " in message
        assert "'US Bank'" in message
        assert "ctslink: none of its words" in message

    def test_parsing_it_raises_the_same(self) -> None:
        with pytest.raises(UnknownLayoutError):
            abs_grammar.parse(NEITHER)


class TestAPageOfTwo:
    """Two claims are an error: the reader chooses, not the package."""

    def test_it_names_both_and_the_cure(self) -> None:
        with pytest.raises(AmbiguousLayoutError) as caught:
            find_layout(US_BANK + CTSLINK, file="both.txt")
        message = str(caught.value)
        assert "both.txt" in message
        assert "ctslink, us_bank" in message
        assert "--layout" in message

    @pytest.mark.parametrize("name", ["us_bank", "ctslink"])
    def test_a_layout_that_is_named_is_taken(self, name: str) -> None:
        assert find_layout(US_BANK + CTSLINK, name).name == name
        (report,) = abs_grammar.parse(US_BANK + CTSLINK, layout=name).reports
        assert report.layout == name

    def test_it_is_taken_on_a_page_of_none_as_well(self) -> None:
        assert find_layout(NEITHER, "us_bank").name == "us_bank"

    def test_a_name_nobody_knows_is_an_error_that_names_those_that_are(self) -> None:
        with pytest.raises(UnknownLayoutError) as caught:
            find_layout(US_BANK, "first_bank")
        assert "'first_bank'" in str(caught.value)
        assert "us_bank" in str(caught.value)
        assert "ctslink" in str(caught.value)


class TestTheFolder:
    """A grammar in the folder is a layout by being there."""

    def test_a_new_file_is_a_layout(self, folder: Path) -> None:
        write(folder, TINY)
        found = known_layouts(folder)
        assert found.keys() - known_layouts().keys() == {"own"}
        assert found["own"].claims("fees of our own\n\nthe bank of our own\n")
        assert not found["own"].claims("fees of another\n\nthe bank of our own\n")

    def test_its_summary_is_the_first_line_of_its_comment(self, folder: Path) -> None:
        assert write(folder, TINY).summary == "a bank of our own: a line and no more."

    def test_pieces_that_recognise_no_page_are_none(self) -> None:
        names = list(known_layouts())
        assert names == sorted(names)
        assert not {"common", "edgar_table", "sec_8k"} & set(names)

    def test_a_name_only_recognised_may_stand_anywhere_a_title_must_begin_its_line(self, folder: Path) -> None:
        own = write(folder, TINY)
        assert own.claims("paid by the bank of our own, inc.\n  fees of our own\n")
        assert not own.claims("paid by the bank of our own, inc.\nthe fees of our own\n")
        assert not own.claims("paid by the bank of our own, inc.\nfees of our ownership\n")


class TestBrokenGrammars:
    """The author's mistake is told with its place."""

    @pytest.mark.parametrize(
        ("line", "broken"),
        [
            ("fees: TITLE fee_line*", "fees: TITLE fee_line* )"),
            ("fee_line: TRUSTEE_FEE FIGURES", "fee_line: TRUSTEE_FEE | | FIGURES)"),
        ],
    )
    def test_what_is_not_lark_is_told_with_file_line_and_column(self, folder: Path, line: str, broken: str) -> None:
        own = write(folder, TINY.replace(line, broken))
        with pytest.raises(GrammarError) as caught:
            parser_of(own)
        assert caught.value.file == str(own.path)
        assert caught.value.line == TINY.splitlines().index(line) + 1
        assert caught.value.column is not None

    @pytest.mark.parametrize(
        ("line", "broken"),
        [
            ("fees: TITLE fee_line*", "fees: TITLE no_such_rule*"),
            ('TRUSTEE_FEE: "Our Fee"', 'TRUSTEE_FEES: "Our Fee"'),
            ("%import .common (FIGURES, UNKNOWN_TITLE)", "%import .commons (FIGURES, UNKNOWN_TITLE)"),
        ],
        ids=["no such rule", "no such terminal", "no such file"],
    )
    def test_what_names_nothing_is_told_with_the_file(self, folder: Path, line: str, broken: str) -> None:
        own = write(folder, TINY.replace(line, broken))
        with pytest.raises(GrammarError) as caught:
            parser_of(own)
        assert str(own.path) in str(caught.value)

    def test_a_page_cannot_be_recognised_by_a_pattern(self, folder: Path) -> None:
        own = write(folder, TINY.replace('BANK: "Bank of Our Own"', "BANK: /Bank of .+/"))
        with pytest.raises(GrammarError, match="recognised_by names BANK"):
            own.claims("bank of our own")

    def test_one_terminal_cannot_head_a_column_and_label_a_row(self, folder: Path) -> None:
        both = TINY.replace("(fees | UNKNOWN_TITLE)", "(fees | table | UNKNOWN_TITLE)")
        both += 'table: TABLE fee_column*\nTABLE: "Table of Our Own"\nfee_column: TRUSTEE_FEE\n'
        with pytest.raises(GrammarError, match="TRUSTEE_FEE heads a column and labels a row"):
            parser_of(write(folder, both))

    @pytest.mark.parametrize("rule", ["recognised_by:", 'recognised_by: ("Bank of Our Own")'])
    def test_a_page_cannot_be_recognised_by_nothing(self, folder: Path, rule: str) -> None:
        line = next(line for line in TINY.splitlines() if line.startswith("recognised_by:"))
        own = write(folder, TINY.replace(line, rule))
        with pytest.raises(GrammarError, match="names no words, so that every page would be of this layout"):
            own.claims("bank of our own")

    def test_words_with_a_broken_backslash_are_told(self, folder: Path) -> None:
        own = write(folder, TINY.replace('"Bank of Our Own"', r'"\xThe Bank of Our Own"'))
        with pytest.raises(GrammarError, match=r"a backslash in .* stands before what is no character") as caught:
            own.claims("bank of our own")
        assert caught.value.line is not None

    def test_a_file_that_is_gone_is_told(self, folder: Path) -> None:
        with pytest.raises(GrammarError):
            parser_of(Layout(folder / "gone.lark"))


def test_the_public_names_are_no_modules() -> None:
    """A module of the same name would take the place of a function as soon as anything imported it."""
    modules = {path.stem for path in Path(abs_grammar.__file__).parent.glob("[!_]*.py")}
    assert modules.isdisjoint(abs_grammar.__all__)
    assert all(getattr(abs_grammar, name) is not None for name in abs_grammar.__all__)
