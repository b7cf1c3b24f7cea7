"""What an author can get wrong, what is then said, and the cure: the table is test and documentation at once.

Each mistake is made in the same small grammar, which has none but that its words stand apart from its rules: so each
has a line to be wrong in. `SHORT` is the same, better written. `>>` in the edited text marks where the remark points.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import pytest
from typer.testing import CliRunner

from abs_grammar import GrammarError
from abs_grammar.cli.app import app
from abs_grammar.grammar.layouts import known_layouts
from abs_grammar.grammar.search_path import grammars_folder
from abs_grammar.lint.linter import grammars_named, lint
from abs_grammar.lint.regex import cuts_a_number, is_slow, leaks, samples
from abs_grammar.reading.parser import parser_of

if TYPE_CHECKING:
    from pathlib import Path

    from abs_grammar.grammar.layouts import Layout

GRAMMAR = """// own_bank.lark — Own Bank, as trustee: a table and a line.

%import .common (CLASS, CLASS_NAME, FIGURES, TOTAL, UNKNOWN_TITLE)
%import .common (_table, class_row, totals_row)

recognised_by: OWN_BANK SUMMARY
OWN_BANK: "Own Bank"

report: (DEAL_NAME | date_line)* (summary | fees | UNKNOWN_TITLE)*
DEAL_NAME.-3: /.+/
date_line: DISTRIBUTION_DATE FIGURES
DISTRIBUTION_DATE: "Paid on"

summary: SUMMARY _table{summary_column, class_row, totals_row}?
?summary_column: CLASS | BEGINNING_BALANCE | ENDING_BALANCE
SUMMARY: "PAYMENT SUMMARY"
BEGINNING_BALANCE: "Opening"
ENDING_BALANCE: "Closing"

fees: FEES fee_line*
fee_line: (TRUSTEE_FEE | SPECIAL_SERVICING_FEE) FIGURES
FEES: "Fees"
TRUSTEE_FEE: "Trustee"
SPECIAL_SERVICING_FEE: /special( servicing)?/i
"""

SHORT = """// own_bank.lark — Own Bank, as trustee: a table and a line.

%import .common

recognised_by: "Own Bank" SUMMARY

report: (DEAL_NAME | date_line)* (summary | fees | UNKNOWN_TITLE)*
date_line: ("Paid on" -> distribution_date) FIGURES

summary: "PAYMENT SUMMARY" _table{summary_column, class_row, totals_row}?
?summary_column: CLASS
    | "Opening" -> beginning_balance
    | "Closing" -> ending_balance

fees: "Fees" fee_line*
fee_line: ("Trustee"           -> trustee_fee
    | /special( servicing)?/i  -> special_servicing_fee) FIGURES
"""


@attrs.frozen
class Mistake:
    """A line of the grammar, what the author writes instead, and what lint says of it."""

    name: str
    line: str
    written: str
    rule: str
    what: str
    cure: str

    @property
    def text(self) -> str:
        assert GRAMMAR.count(f"{self.line}\n") == 1, self.line
        return GRAMMAR.replace(f"{self.line}\n", f"{self.written}\n")

    @property
    def place(self) -> tuple[int, int]:
        """The line and the column of the mark, both from 1."""
        number, line = next((n, line) for n, line in enumerate(self.text.splitlines(), 1) if ">>" in line)
        return number, line.index(">>") + 1


UNUSABLE = [
    Mistake(
        "a parenthesis too many",
        "fees: FEES fee_line*",
        "fees: FEES fee_line* >>)",
        "unusable",
        "this is no grammar: ",
        "correct it, or what stands right before it",
    ),
    Mistake(
        "a colon forgotten",
        "fees: FEES fee_line*",
        "fees >>FEES fee_line*",
        "unusable",
        "this is no grammar: ",
        "correct it, or what stands right before it",
    ),
    Mistake(
        "quotation marks not closed",
        'TRUSTEE_FEE: "Trustee"',
        'TRUSTEE_FEE: >>"Trustee',
        "unusable",
        "this is no grammar: ",
        "correct it, or what stands right before it",
    ),
    Mistake(
        "a rule that is not there",
        "fees: FEES fee_line*",
        "fees: FEES >>fee_lines*",
        "unusable",
        "fee_lines is used and nowhere defined",
        "define it, or import it; did you mean fee_line?",
    ),
    Mistake(
        "a terminal that is not there",
        "fee_line: (TRUSTEE_FEE | SPECIAL_SERVICING_FEE) FIGURES",
        "fee_line: (>>TRUSTEES_FEE | TRUSTEE_FEE | SPECIAL_SERVICING_FEE) FIGURES",
        "unusable",
        "TRUSTEES_FEE is used and nowhere defined",
        "define it, or import it; did you mean TRUSTEE_FEE?",
    ),
    Mistake(
        "an import forgotten",
        "%import .common (CLASS, CLASS_NAME, FIGURES, TOTAL, UNKNOWN_TITLE)",
        "%import .common (CLASS, CLASS_NAME, FIGURES, TOTAL)",
        "unusable",
        "UNKNOWN_TITLE is used and nowhere defined",
        "import it: %import .common (UNKNOWN_TITLE)",
    ),
    Mistake(
        "a grammar to import from that is not there",
        "%import .common (_table, class_row, totals_row)",
        "%import .>>commons (_table, class_row, totals_row)",
        "unusable",
        "there is no grammar commons.lark to import from",
        "put it beside this one; did you mean common?",
    ),
    Mistake(
        "the point before an imported grammar forgotten",
        "%import .common (_table, class_row, totals_row)",
        "%import common (_table, class_row, totals_row)",
        "unusable",
        "common is imported without the point that stands before the name of a grammar",
        "write %import .common",
    ),
    Mistake(
        "a name that the imported grammar lacks",
        "%import .common (_table, class_row, totals_row)",
        "%import .common (_table, class_row, totals_row, total_row)\nother_fees: FEES >>total_row",
        "unusable",
        "total_row is used and nowhere defined",
        "common.lark defines no total_row; did you mean totals_row?",
    ),
    Mistake(
        "a rule defined twice",
        "fees: FEES fee_line*",
        "fees: FEES fee_line*\n>>fees: FEES",
        "unusable",
        "fees is defined a second time",
        "line 20 defines it first: keep one, or tell them apart, as in fees_2",
    ),
    Mistake(
        "a terminal defined twice",
        'TRUSTEE_FEE: "Trustee"',
        'TRUSTEE_FEE: "Trustee"\n>>TRUSTEE_FEE: "Fee of the trustee"',
        "unusable",
        "TRUSTEE_FEE is defined a second time",
        "line 23 defines it first: keep one, or tell them apart, as in TRUSTEE_FEE__OTHER",
    ),
    Mistake(
        "a terminal defined that is imported",
        'TRUSTEE_FEE: "Trustee"',
        'TRUSTEE_FEE: "Trustee"\n>>TOTAL: "All"',
        "unusable",
        "TOTAL is defined a second time",
        "line 3 imports it: write %override or %extend before it, or rename it",
    ),
    Mistake(
        "a rule extended that is not imported",
        "fees: FEES fee_line*",
        "fees: FEES fee_line*\n%extend >>advances: FEES",
        "unusable",
        "advances is extended or overridden, but nothing of that name is imported",
        "import it first: %import .LAYOUT (advances)",
    ),
    Mistake(
        "a template with a part missing",
        "summary: SUMMARY _table{summary_column, class_row, totals_row}?",
        "summary: SUMMARY >>_table{summary_column, class_row}?",
        "unusable",
        "_table takes 3 parts, and 2 are given",
        "give it one symbol for each, as in _table{summary_column, class_row, totals_row}",
    ),
    Mistake(
        "a terminal that holds a rule",
        'FEES: "Fees"',
        'FEES: "Fees" >>fee_line',
        "unusable",
        "the terminal FEES holds the rule fee_line",
        "name a rule in small letters, or build the terminal of terminals",
    ),
    Mistake(
        "a terminal that holds itself",
        'FEES: "Fees"',
        '>>FEES: "Fees" FEES',
        "unusable",
        "the terminal FEES holds itself",
        "make it a pattern, or a rule",
    ),
    Mistake(
        "two rules for the same tokens",
        "fee_line: (TRUSTEE_FEE | SPECIAL_SERVICING_FEE) FIGURES",
        ">>fee_line: (TRUSTEE_FEE | SPECIAL_SERVICING_FEE) FIGURES\nother_line: TRUSTEE_FEE FIGURES\n"
        "%extend fees: FEES other_line*",
        "unusable",
        "before ",
        "give them different labels or headings, or make them one rule",
    ),
    Mistake(
        "a pattern that is no regular expression",
        "SPECIAL_SERVICING_FEE: /special( servicing)?/i",
        ">>SPECIAL_SERVICING_FEE: /special( servicing?/i",
        "unusable",
        "the pattern of SPECIAL_SERVICING_FEE is no regular expression: ",
        "correct the pattern",
    ),
    Mistake(
        "a pattern that matches nothing at all",
        "SPECIAL_SERVICING_FEE: /special( servicing)?/i",
        ">>SPECIAL_SERVICING_FEE: /(special)?/i",
        "unusable",
        "the pattern of SPECIAL_SERVICING_FEE matches nothing at all, too",
        "let it match one character at least: + instead of *, say",
    ),
    Mistake(
        "no words between the quotation marks",
        'FEES: "Fees"',
        'FEES: ""',
        "unusable",
        'the words "" are empty',
        "write the printed words between the quotation marks",
    ),
    Mistake(
        "a terminal that heads a column and labels a row",
        "?summary_column: CLASS | BEGINNING_BALANCE | ENDING_BALANCE",
        "?summary_column: CLASS | BEGINNING_BALANCE | ENDING_BALANCE | TRUSTEE_FEE",
        "unusable",
        "TRUSTEE_FEE heads a column and labels a row",
        "give the label a name of its own: TRUSTEE_FEE__LABEL",
    ),
    Mistake(
        "no report",
        "report: (DEAL_NAME | date_line)* (summary | fees | UNKNOWN_TITLE)*",
        "reports: (DEAL_NAME | date_line)* (summary | fees | UNKNOWN_TITLE)*",
        "unusable",
        "there is no rule report",
        "add `report: ...`, the rule that a page is parsed by",
    ),
    Mistake(
        "recognised by a word that the grammar lacks",
        "recognised_by: OWN_BANK SUMMARY",
        "recognised_by: OWN_BANK >>SUMARY",
        "unusable",
        "SUMARY is used and nowhere defined",
        "define it, or import it; did you mean SUMMARY?",
    ),
    Mistake(
        "recognised by a pattern",
        'OWN_BANK: "Own Bank"',
        ">>OWN_BANK: /Own Ban[kc]/",
        "unusable",
        "recognised_by names OWN_BANK, which is not plain words",
        "a page is recognised by words in quotation marks, not by patterns",
    ),
    Mistake(
        "recognised by a rule that goes round in a circle",
        "recognised_by: OWN_BANK SUMMARY",
        ">>recognised_by: OWN_BANK _words\n_words: SUMMARY | _words",
        "unusable",
        "recognised_by comes back to a rule that it is made of",
        "list words alone, or rules that list words",
    ),
]

REMARKS = [
    Mistake(
        "a rule that may end or go on before the same token",
        "fees: FEES fee_line*",
        "fees: FEES fee_line* rest?\n>>rest: FEES rest?",
        "conflict",
        "before FEES, ",
        "let FEES follow in one way only; a flat list, (HEADING | row)*, often helps",
    ),
    Mistake(
        "two headings of the same words in one table",
        'ENDING_BALANCE: "Closing"',
        '>>ENDING_BALANCE: "Opening"',
        "shadowed",
        "ENDING_BALANCE is never read where BEGINNING_BALANCE may stand too, which takes 'Opening' before it",
        "let the two stand in different statements, or make them one",
    ),
    Mistake(
        "a wide pattern that comes first",
        'TRUSTEE_FEE: "Trustee"',
        "TRUSTEE_FEE.1: /.+ fee/\n%extend fee_line: SERVICING_FEE FIGURES\n>>SERVICING_FEE: /servicing fee/i",
        "shadowed",
        "SERVICING_FEE is never read where TRUSTEE_FEE may stand too, which takes 'servicing fee' before it",
        "let the wider one come second: TRUSTEE_FEE.-1: ...",
    ),
    Mistake(
        "two patterns with only the alphabet to choose between them",
        'TRUSTEE_FEE: "Trustee"',
        ">>TRUSTEE_FEE: /(trustee|special)/i",
        "shadowed",
        "SPECIAL_SERVICING_FEE and TRUSTEE_FEE both read 'special' here, and the alphabet decides",
        "say which comes second: TRUSTEE_FEE.-1: ...",
    ),
    Mistake(
        "a pattern that reads a figure",
        "SPECIAL_SERVICING_FEE: /special( servicing)?/i",
        r"SPECIAL_SERVICING_FEE: >>/\d+\.\d{2}/",
        "number-boundary",
        "SPECIAL_SERVICING_FEE reads a figure, and the figures of a row are FIGURES: no other terminal gets them",
        "write FIGURES after the label, and let the headings say what each figure is",
    ),
    Mistake(
        "a number that may stop in its middle",
        "SPECIAL_SERVICING_FEE: /special( servicing)?/i",
        r"SPECIAL_SERVICING_FEE: >>/special at \d+\.\d{2}.*/",
        "number-boundary",
        "a number without a right boundary: its last digits may be read as what follows",
        r"end the digits with (?!\d), or with a blank",
    ),
    Mistake(
        "words without a name",
        "?summary_column: CLASS | BEGINNING_BALANCE | ENDING_BALANCE",
        '?summary_column: CLASS | BEGINNING_BALANCE | ENDING_BALANCE | >>"Prin"',
        "unnamed-terminal",
        '"Prin" has no name',
        'name it after the measure it prints, or after itself: ("Prin" -> prin)',
    ),
    Mistake(
        "a measure misspelt",
        'BEGINNING_BALANCE: "Opening"',
        'BEGINNING_BALANCE: "Opening"\n%extend summary_column: BEGINING_BALANCE__NOTIONAL\n'
        '>>BEGINING_BALANCE__NOTIONAL: "Notional"',
        "unknown-name",
        "BEGINING_BALANCE__NOTIONAL heads a column, and is no measure",
        "did you mean BEGINNING_BALANCE?",
    ),
    Mistake(
        "a label that is no word of the vocabulary",
        'TRUSTEE_FEE: "Trustee"',
        'TRUSTEE_FEE: "Trustee"\n%extend fee_line: MOONSHINE FIGURES\n>>MOONSHINE: "Moonshine"',
        "unknown-name",
        "MOONSHINE labels a row, and is no measure",
        "take a measure of docs/vocabulary.md, a status or a quantity; what follows __ in a name is free",
    ),
    Mistake(
        "a name with a meaning of its own, misspelt",
        "DEAL_NAME.-3: /.+/",
        'DEAL_NAME.-3: /.+/\n%extend report: DEAL_NAMES\n>>DEAL_NAMES: "Deals"',
        "unknown-name",
        "DEAL_NAMES is nearly DEAL_NAME, and means nothing",
        "did you mean DEAL_NAME?",
    ),
    Mistake(
        "a row without a label, its measure misspelt",
        "fees: FEES fee_line*",
        "fees: FEES fee_line* net_servicing_fees?\n>>net_servicing_fees: FIGURES",
        "unknown-name",
        "net_servicing_fees is nearly net_servicing_fee, and means nothing",
        "did you mean net_servicing_fee?",
    ),
    Mistake(
        "a named group misspelt",
        "SPECIAL_SERVICING_FEE: /special( servicing)?/i",
        "SPECIAL_SERVICING_FEE: >>/(?P<clas>A-1) special/i",
        "unknown-group",
        "the group 'clas' says nothing",
        "did you mean class?",
    ),
    Mistake(
        "a rule that nothing leads to",
        "fees: FEES fee_line*",
        "fees: FEES fee_line*\n>>other_fees: FEES",
        "unused",
        "nothing leads to other_fees from report or recognised_by",
        "name it where it may stand, or delete it",
    ),
    Mistake(
        "a terminal that nothing leads to",
        'TRUSTEE_FEE: "Trustee"',
        'TRUSTEE_FEE: "Trustee"\n>>LPMI_FEE: "LPMI"',
        "unused",
        "nothing leads to LPMI_FEE from report or recognised_by",
        "name it where it may stand, or delete it",
    ),
    Mistake(
        "an import that is not used",
        "%import .common (_table, class_row, totals_row)",
        "%import .common (_table, class_row, totals_row, >>BUCKET)",
        "unused",
        "BUCKET is imported and not used",
        "name it where it may stand, or do not import it",
    ),
    Mistake(
        "a choice that leaks out of its pattern",
        'TRUSTEE_FEE: "Trustee"',
        'TRUSTEE_FEE: >>/Trustee|Agent/ " fee"i',
        "leaking-alternative",
        "the | of /Trustee|Agent/ parts all of TRUSTEE_FEE, not /Trustee|Agent/ alone",
        "put parentheses around: /(a|b)/",
    ),
    Mistake(
        "words that mind their case",
        'TRUSTEE_FEE: "Trustee"',
        'TRUSTEE_FEE: >>"Trustee" | "Agent"i',
        "minds-case",
        '"Trustee", one of several in TRUSTEE_FEE, matches only as it is spelt',
        'write "Trustee"i',
    ),
    Mistake(
        "a pattern that one line can hang",
        "SPECIAL_SERVICING_FEE: /special( servicing)?/i",
        r"SPECIAL_SERVICING_FEE: >>/special (\w+\s?)*/i",
        "slow-pattern",
        "a repeat stands in a repeat, and a long line hangs it",
        "set the inner repeat off with something it cannot match, or take one of the two away",
    ),
    Mistake(
        "a page that may not end everywhere",
        "fees: FEES fee_line*",
        "fees: FEES fee_line+",
        "cannot-end",
        "a page may not end after FEES, and a filing may be cut anywhere",
        "let what follows be missing: ( ... )? or ( ... )*",
    ),
    Mistake(
        "nothing to recognise a page by",
        "recognised_by: OWN_BANK SUMMARY",
        "recognized_by: OWN_BANK SUMMARY",
        "no-recognition",
        "no page is recognised as this layout",
        "add recognised_by: TITLE OTHER_TITLE, the words by which a page is known",
    ),
    Mistake(
        "unknown titles not taken",
        "report: (DEAL_NAME | date_line)* (summary | fees | UNKNOWN_TITLE)*",
        ">>report: (DEAL_NAME | date_line)* (summary | fees)*",
        "no-unknown-title",
        "text that no rule knows does not end the statement above it",
        "import UNKNOWN_TITLE and let it stand among the statements of report",
    ),
]


def write(folder: Path, text: str) -> Path:
    path = folder / "own_bank.lark"
    path.write_text(text, encoding="utf-8")
    return path


def use(layout: Layout) -> None:
    parser_of(layout)
    layout.claims("")


def by_name(mistakes: list[Mistake]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("mistake", mistakes, ids=lambda mistake: mistake.name)


class TestMistakes:
    """Each is told with its line and the cure."""

    def test_the_grammar_they_are_made_in_has_none_but_that_words_stand_apart(self, tmp_path: Path) -> None:
        told = [(r.rule, r.error.line, r.error.expected) for r in lint(write(tmp_path, GRAMMAR))]
        opening = "words that a rule opens with are called what it is called"
        assert told == [
            ("declared-apart", 16, f'open the rule with "PAYMENT SUMMARY": {opening}'),
            ("declared-apart", 17, 'write "Opening" -> beginning_balance there'),
            ("declared-apart", 18, 'write "Closing" -> ending_balance there'),
            ("declared-apart", 22, f'open the rule with "Fees": {opening}'),
            ("declared-apart", 23, 'write "Trustee" -> trustee_fee there'),
        ]

    def test_the_same_with_its_words_where_they_stand_has_none(self, tmp_path: Path) -> None:
        assert list(map(str, lint(write(tmp_path, SHORT)))) == []

    @by_name([*UNUSABLE, *REMARKS])
    def test_it_is_told_with_its_place_and_its_cure(self, mistake: Mistake, tmp_path: Path) -> None:
        path = write(tmp_path, mistake.text.replace(">>", ""))
        told = {remark.rule: remark for remark in lint(path)}
        assert mistake.rule in told, list(map(str, told.values()))
        error = told[mistake.rule].error
        assert (error.what.startswith(mistake.what), error.expected) == (True, mistake.cure), error
        if ">>" in mistake.written:
            line, column = mistake.place
            shown = mistake.text.splitlines()[line - 1].replace(">>", "")
            head = f"{path}:{line}:{column}: {mistake.rule}: {error.what}; {mistake.cure}"
            assert str(told[mistake.rule]) == f"{head}\n    {shown}\n    {' ' * (column - 1)}^"

    @by_name(UNUSABLE)
    def test_a_grammar_that_cannot_be_used_is_an_error_when_it_is_used_too(
        self, mistake: Mistake, tmp_path: Path
    ) -> None:
        write(tmp_path, mistake.text.replace(">>", ""))
        layout = known_layouts(tmp_path)["own_bank"]
        with pytest.raises(GrammarError) as caught:
            use(layout)
        assert caught.value.what.startswith(mistake.what)
        assert caught.value.expected == mistake.cure

    @by_name(REMARKS)
    def test_what_is_only_doubtful_is_one_remark(self, mistake: Mistake, tmp_path: Path) -> None:
        rules = {remark.rule for remark in lint(write(tmp_path, mistake.text.replace(">>", "")))}
        assert rules - {"unused", "minds-case", "declared-apart"} <= {mistake.rule}

    def test_a_mistake_in_an_imported_file_is_told_there(self, tmp_path: Path) -> None:
        (tmp_path / "pieces.lark").write_text("// pieces\nPIECE: )\n", encoding="utf-8")
        path = write(tmp_path, GRAMMAR + "%import .pieces (PIECE)\n")
        (remark,) = lint(path)
        assert str(remark).startswith(f"{tmp_path / 'pieces.lark'}:2:8: unusable: this is no grammar: ")

    def test_grammars_that_import_each_other_are_told_where_they_do(self, tmp_path: Path) -> None:
        pieces = tmp_path / "pieces.lark"
        pieces.write_text("// pieces\n%import .own_bank (SUMMARY)\nPIECE: SUMMARY\n", encoding="utf-8")
        path = write(tmp_path, GRAMMAR + "%import .pieces (PIECE)\n")
        (remark,) = lint(path)
        what = "this grammar is imported by own_bank.lark, and cannot import from it"
        assert str(remark).startswith(f"{pieces}:2:10: unusable: {what}; put what both need into a third")

    def test_a_grammar_cannot_import_from_itself(self, tmp_path: Path) -> None:
        (remark,) = lint(write(tmp_path, GRAMMAR + "%import .own_bank (report)\n"))
        assert "this grammar is imported by own_bank.lark" in str(remark)


def edited(line: str, written: str) -> str:
    """The short grammar with one line written otherwise."""
    assert SHORT.count(line) == 1
    return SHORT.replace(line, written)


class TestWordsInTheirPlace:
    """A mistake in words that a rule declares is told where they stand."""

    def told(self, folder: Path, line: str, written: str) -> tuple[str, str]:
        """Return the place of the one remark, by the mark in the text, and what is said."""
        text = edited(line, written)
        (remark,) = lint(write(folder, text.replace(">>", "")))
        number, marked = next((n, line) for n, line in enumerate(text.splitlines(), 1) if ">>" in line)
        assert (remark.error.line, remark.error.column) == (number, marked.index(">>"))
        return remark.rule, f"{remark.error.what}; {remark.error.expected}"

    def test_one_name_for_different_words(self, tmp_path: Path) -> None:
        told = self.told(tmp_path, '"Closing" -> ending_balance', '"Closing" -> >>beginning_balance')
        what = 'BEGINNING_BALANCE is "Closing" here, and something else in line 12'
        assert told == ("unusable", f"{what}; tell them apart, as in beginning_balance__other")

    def test_a_name_that_is_defined_with_other_words(self, tmp_path: Path) -> None:
        rule, said = self.told(
            tmp_path,
            'fees: "Fees" fee_line*',
            'LPMI_FEE: "LPMI"\nfees: "Fees" (fee_line | ("Mortgage" -> >>lpmi_fee))*',
        )
        assert (rule, said.partition(";")[0]) == (
            "unusable",
            'LPMI_FEE is "Mortgage" here, and something else in line 15',
        )

    def test_a_label_that_is_no_measure(self, tmp_path: Path) -> None:
        rule, said = self.told(tmp_path, '"Trustee"           -> trustee_fee', '"Trustee"           -> >>trustees_fee')
        assert (rule, said) == (
            "unknown-name",
            "TRUSTEES_FEE labels a row, and is no measure; did you mean TRUSTEE_FEE?",
        )

    def test_a_pattern_that_is_no_regular_expression(self, tmp_path: Path) -> None:
        rule, said = self.told(
            tmp_path,
            "/special( servicing)?/i  -> special_servicing_fee",
            "/special( servicing?/i  -> >>special_servicing_fee",
        )
        assert (rule, said.partition(":")[0]) == (
            "unusable",
            "the pattern of SPECIAL_SERVICING_FEE is no regular expression",
        )

    def test_a_pattern_that_one_line_can_hang(self, tmp_path: Path) -> None:
        rule, _ = self.told(tmp_path, "/special( servicing)?/i", r">>/special (\w+\s?)*/i")
        assert rule == "slow-pattern"

    def test_a_name_that_is_imported_by_name(self, tmp_path: Path) -> None:
        rule, said = self.told(
            tmp_path, '"Closing" -> ending_balance', '"Closing" -> >>ending_balance\n%import .us_bank (ENDING_BALANCE)'
        )
        cure = "line 14 imports it: write %override or %extend before it, or rename it"
        assert (rule, said) == ("unusable", f"ENDING_BALANCE is defined a second time; {cure}")

    def test_a_grammar_to_import_whole_that_is_not_there(self, tmp_path: Path) -> None:
        told = self.told(tmp_path, "%import .common", "%import .>>commons")
        assert told == (
            "unusable",
            "there is no grammar commons.lark to import from; put it beside this one; did you mean common?",
        )

    def test_a_grammar_of_which_nothing_is_used(self, tmp_path: Path) -> None:
        told = self.told(tmp_path, "%import .common", "%import .common\n%import .>>edgar_table")
        assert told == ("unusable", "nothing of edgar_table is used; take the import out")

    def test_grammars_that_import_each_other_whole(self, tmp_path: Path) -> None:
        pieces = tmp_path / "pieces.lark"
        pieces.write_text("// pieces\n%import .own_bank\nPIECE: SUMMARY\n", encoding="utf-8")
        (remark,) = lint(write(tmp_path, SHORT + "%import .pieces\n%extend report: PIECE\n"))
        what = "this grammar is imported by own_bank.lark, and cannot import from it"
        assert str(remark).startswith(f"{pieces}:2:10: unusable: {what}; put what both need into a third")

    def test_lines_below_a_wide_import_keep_their_number(self, tmp_path: Path) -> None:
        rule, said = self.told(tmp_path, 'fees: "Fees" fee_line*', 'fees: "Fees" >>fee_lines*')
        assert (rule, said.partition(";")[0]) == ("unusable", "fee_lines is used and nowhere defined")


class TestTheCommand:
    """`abs-grammar lint` prints as compilers do."""

    def test_the_shipped_grammars_are_clean(self) -> None:
        run = CliRunner().invoke(app, ["lint"])
        count = len(list(grammars_folder().glob("*.lark")))
        assert (run.exit_code, run.output) == (0, f"{count} grammars: clean\n")

    def test_a_remark_ends_in_1(self, tmp_path: Path) -> None:
        path = write(tmp_path, SHORT.replace("fee_line*\n", 'fee_line* "Prin"?\n'))
        run = CliRunner().invoke(app, ["lint", str(path)])
        assert run.exit_code == 1
        head, line, caret, verdict = run.stdout.splitlines()
        cure = 'name it after the measure it prints, or after itself: ("Prin" -> prin)'
        assert head == f'{path}:15:24: unnamed-terminal: "Prin" has no name; {cure}'
        assert (line, caret) == ('    fees: "Fees" fee_line* "Prin"?', " " * 27 + "^")
        assert verdict == "1 grammar: 1 remark"

    def test_a_grammar_may_be_named_as_a_layout_is(self, tmp_path: Path) -> None:
        write(tmp_path, SHORT)
        for command in (["lint", "us_bank"], ["lint", "own_bank", "--grammars", str(tmp_path)]):
            assert CliRunner().invoke(app, command).output == "1 grammar: clean\n"

    @pytest.mark.slow
    def test_those_of_a_folder_from_outside_are_read_too(self, tmp_path: Path) -> None:
        path = write(tmp_path, GRAMMAR.replace("fee_line*", "fee_line+"))
        run = CliRunner().invoke(app, ["lint", "--grammars", str(tmp_path)])
        assert run.exit_code == 1
        assert run.stdout.startswith(f"{path}:")

    def test_a_name_that_is_none_ends_in_2(self) -> None:
        run = CliRunner().invoke(app, ["lint", "no_bank"])
        assert run.exit_code == 2
        assert run.stderr.startswith("no_bank: no such grammar; name a file, or one of bankers_trust, common, ctslink,")

    def test_pieces_without_a_page_of_their_own_are_looked_at_too(self, tmp_path: Path) -> None:
        path = tmp_path / "pieces.lark"
        path.write_text("SLOW: /(a+)+/\n", encoding="utf-8")
        assert [remark.rule for remark in lint(path)] == ["slow-pattern"]

    def test_without_a_name_all_are_meant(self, tmp_path: Path) -> None:
        path = write(tmp_path, GRAMMAR)
        assert path in set(grammars_named([], tmp_path))


class TestPatterns:
    """Looked into, not run on what could hang them."""

    @pytest.mark.parametrize("pattern", ["(a+)+", r"(\w+\s?)*", "(.*,)*x", "((a|b)*)*", "(x+x+)+y"])
    def test_a_repeat_in_a_repeat_is_slow(self, pattern: str) -> None:
        assert is_slow(pattern)

    @pytest.mark.parametrize(
        "pattern", [".+", r"(\n[^\n]*)*", r"(\d+,)*\d+", "(a|b)*", r"(\n[^\n]{2,250}+){0,5}", r"([A-Z]{1,8}-){0,3}"]
    )
    def test_what_sets_each_round_off_is_not(self, pattern: str) -> None:
        assert not is_slow(pattern)

    @pytest.mark.parametrize("pattern", [r"\d{1,2}.*", r"\d+\.\d{2}.+", r"(?P<class>\d{1,2}).*", r"\d{2}x?\w*"])
    def test_a_number_may_be_cut(self, pattern: str) -> None:
        assert cuts_a_number(pattern)

    @pytest.mark.parametrize("pattern", [r"\d+.*", r"\d{2}\b.*", r"\d{2}(?!\d).*", r"\d{3}[- ]?\d{4}", r"\d{1,2} .*"])
    def test_a_number_that_is_bounded_may_not(self, pattern: str) -> None:
        assert not cuts_a_number(pattern)

    @pytest.mark.parametrize(("pattern", "does"), [("a|b", True), ("(a|b)", False), ("[|]", False), (r"a\|b", False)])
    def test_a_choice_outside_parentheses_leaks(self, pattern: str, *, does: bool) -> None:
        assert leaks(pattern) is does

    @pytest.mark.parametrize("pattern", ["a" * 3000, "a?" * 1500, "a{900000000}", "(a{4000}){4000}b"])
    def test_a_long_pattern_has_few_samples_and_none_that_is_longer(self, pattern: str) -> None:
        assert len(samples(pattern)) <= 60
        assert all(len(text) <= len(pattern) for text in samples(pattern))

    def test_samples_are_of_each_alternative(self) -> None:
        assert {"30 days", "90 + days"} <= set(samples(r"(?i:(30|90 \+) days)"))
        assert samples(r"(?i:totals?)") == ["total", "totals"]
