"""Drafts: a grammar made from a page alone loads as it is, and reads its own page."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from abs_grammar import AbsGrammarError, SourceError, parse_file
from abs_grammar.cli.app import app
from abs_grammar.drafting.generic import DraftedLayout
from abs_grammar.drafting.proof import draft_from, prove, read_by, summary
from abs_grammar.drafting.survey import survey
from abs_grammar.drafting.writer import draft
from abs_grammar.edgar.source import read_source, source_from_text
from abs_grammar.grammar.lark_internals import conflicts_resolved
from abs_grammar.model.report import Fact
from abs_grammar.reading.parser import PageParser
from abs_grammar.testing.snapshots import corpus_filings
from tests.conftest import CORPUS

CENTRED = """Bankers Trust Company, as Trustee
Mortgage Pass-Through Certificates, Series 1998-A

Remittance Date:   April 27, 1998

                       DISTRIBUTION REPORT

            Original         Prior        Remittance                                  Current
Class     Face Value   Principal Bal.        Rate        Principal    Interest   Principal Bal.
A-1     1,000,000.00       900,000.00      6.50000%      10,000.00    4,875.00       890,000.00
A-2     2,000,000.00     2,000,000.00      6.75000%           0.00   11,250.00     2,000,000.00
R             100.00             0.00      6.50000%           0.00        0.00             0.00
Total   3,000,100.00     2,900,000.00                    10,000.00   16,125.00     2,890,000.00

                          LATE LOANS
               Number of Loans     Principal Balance
30-59 days                  12          1,200,000.00
60-89 days                   3            300,000.00
Foreclosures                 1            100,000.00

FEES
Servicing Fee                 1,000.00
Trustee Fee                     100.00
Fraud Coverage              500,000.00
"""

ACROSS = """Chase Manhattan Bank, as Trustee
Mortgage Pass-Through Certificates, Series 1998-A

Distribution Date:   April 27, 1998

Statement to Certificateholders

                                   A-1              A-2              M-1
(a) Principal distribution    1,234.56         2,000.00
(b) Interest distribution       100.00           200.00            50.00
(c) Certificate balance after distribution
                            900,000.00       800,000.00       700,000.00
(d) Pass-through rate          6.5000%          6.7500%
(s) Widget quotient               1.00                              3.00
"""

MARKED = """<TABLE>
<CAPTION>
LaSalle National Bank
Statement Date:   04/25/99
Payment Date:     04/26/99
</TABLE>
<TABLE>
<CAPTION>
                    Bond Factors per $1,000

              Opening        Principal        Closing
Class         Balance        Payment          Balance
<S>           <C>            <C>              <C>
A             1000.00000     15.54000         984.46000
B             1000.00000     0.00000          1000.00000
</TABLE>
<TABLE>
<CAPTION>
                    RESERVE FUND
<S>                                  <C>
Beginning Balance                              0.00
Total Deposits                               100.00
Ending Balance                               100.00
</TABLE>
"""

HOSTILE = r"""Bank of "Quotes" \ Slashes // and /regex/ [a-z]+ (x|y)*, as Trustee

Payment Date:   25-Apr-00

"QUOTED" \TITLE\ // (not a comment) /*

Class      Prior Principal Balance    [a-z]+ (x|y)* "    Remittance Rate
A-1               1,000.00                     1.00                6.50%
A-2               2,000.00                     2.00                6.50%

Carryover \Shortfall\ "x" // y            1.00
$%^&*() {[ /slash/ \d+ \                  2.00
\                                         3.00
"                                         4.00
\\" // \n \x41 \N{BULLET}                 5.00
Réserve naïve • ½ 'x' ''' \'              6.00
Class A-1 (.*) \w+ Net Rate /             7.00
%import .common (FIGURES)                 8.00
Note                                      9.00
BLOCK                                    10.00
report                                   11.00
Loss at 25-Apr-00 of [.*                 12.00
:                                        13.00

DATE
Servicing Fee                            14.00

UNTITLED
Trustee Fee                              15.00
"""

PAGES = {"centred": CENTRED, "across": ACROSS, "marked": MARKED, "hostile": HOSTILE}
each_page = pytest.mark.parametrize("page", PAGES.values(), ids=list(PAGES))


def facts_of(page: str) -> list[Fact]:
    """Give the facts of a page, read by the grammar that is drafted from it."""
    source = source_from_text(page)
    return read_by(draft("mine", [survey(source)])[0], source).facts()


def said(facts: list[Fact]) -> set[tuple[str | None, str | None, str]]:
    return {(fact.entity, fact.measure, fact.text) for fact in facts}


class TestEveryDraft:
    @each_page
    def test_loads_as_it_is_and_can_be_read_in_one_way(self, page: str) -> None:
        layout = DraftedLayout("mine", draft("mine", [survey(source_from_text(page))])[0])
        with conflicts_resolved() as conflicts:
            PageParser(layout.path, layout.grammar)
        assert conflicts == []

    @each_page
    def test_claims_its_own_sample(self, page: str) -> None:
        layout = DraftedLayout("mine", draft("mine", [survey(source_from_text(page))])[0])
        assert layout.claims(page.casefold())

    @each_page
    def test_places_every_figure_under_its_label_or_its_heading(self, page: str) -> None:
        source = source_from_text(page)
        proof = prove(draft("mine", [survey(source)])[0], source)
        assert proof.placed == proof.figures > 0

    @each_page
    def test_is_the_same_each_time(self, page: str) -> None:
        samples = [survey(source_from_text(page))]
        assert draft("mine", samples)[0] == draft("mine", samples)[0]


class TestThreeStyles:
    def test_tables_of_classes_with_stacked_headings(self) -> None:
        told = said(facts_of(CENTRED))
        assert told >= {
            ("A-1", "original_balance", "1,000,000.00"),
            ("A-1", "beginning_balance", "900,000.00"),
            ("A-1", "pass_through_rate", "6.50000%"),
            ("A-2", "interest_distribution", "11,250.00"),
            ("Total", "ending_balance", "2,890,000.00"),
            ("30-59 days", "delinquent_loan_count", "12"),
            (None, "foreclosure_balance", "100,000.00"),
            (None, "trustee_fee", "100.00"),
            (None, None, "500,000.00"),
        }

    def test_classes_as_columns_and_clauses_as_rows(self) -> None:
        told = said(facts_of(ACROSS))
        assert told >= {
            ("A-1", "principal_distribution", "1,234.56"),
            ("A-2", "principal_distribution", "2,000.00"),
            ("M-1", "interest_distribution", "50.00"),
            ("A-2", "ending_balance", "800,000.00"),
            ("M-1", "ending_balance", "700,000.00"),
            ("A-2", "pass_through_rate", "6.7500%"),
        }
        assert {fact.measure for fact in facts_of(ACROSS) if fact.label == "(s) Widget quotient"} == {None}

    def test_marked_tables_with_amounts_for_each_1000_and_an_account(self) -> None:
        assert said(facts_of(MARKED)) >= {
            ("A", "beginning_balance_per_1000", "1000.00000"),
            ("A", "principal_distribution_per_1000", "15.54000"),
            ("B", "ending_balance_per_1000", "1000.00000"),
            ("RESERVE FUND", "account_beginning_balance", "0.00"),
            ("RESERVE FUND", "account_deposits", "100.00"),
            ("RESERVE FUND", "account_ending_balance", "100.00"),
        }


class TestTheText:
    def test_how_sure_it_is_stands_beside_each_word(self) -> None:
        text = draft("mine", [survey(source_from_text(CENTRED))])[0]
        assert re.search(r'"Prior Principal Bal\." +-> beginning_balance  // 100 %', text)
        assert re.search(r'"Fraud Coverage" +-> fraud_coverage.*  // ', text)

    def test_a_line_of_the_page_stands_above_each_statement(self) -> None:
        text = draft("mine", [survey(source_from_text(CENTRED))])[0]
        assert "// FEES" not in text.splitlines()
        assert '// Servicing Fee                 1,000.00\nfees: "FEES" fees_line*' in text

    def test_doubt_is_left_to_the_author(self) -> None:
        page = CENTRED.replace("Trustee Fee", "Losses on Interest")
        plan = draft("mine", [survey(source_from_text(page))])[1]
        doubtful = {word.text for word in plan.words if word.undecided}
        assert {"Losses on Interest", "Fraud Coverage"} <= doubtful

    def test_a_label_of_two_lines_is_one_though_it_is_undecided(self) -> None:
        wrapped = "NUMBER OF WIDGETS ACQUIRED,\nINCLUDING THOSE STILL PENDING            3\n"
        facts = facts_of(CENTRED + "\n" + wrapped)
        assert [fact.label for fact in facts][-1] == "NUMBER OF WIDGETS ACQUIRED, INCLUDING THOSE STILL PENDING"

    def test_one_text_that_would_mean_two_things_in_one_statement_means_neither(self) -> None:
        page = MARKED.replace("RESERVE FUND", "CERTIFICATE ACCOUNT").replace(
            "Total Deposits                               100.00\n",
            "Deposits\n     Interest and Principal                   100.00\n"
            "Withdrawals\n     Interest and Principal                   100.00\n",
        )
        measures = [fact.measure for fact in facts_of(page) if fact.label == "Interest and Principal"]
        assert measures == [None, None]

    def test_a_label_that_stands_in_a_table_and_alone_is_read_in_one_way(self) -> None:
        page = CENTRED.replace(
            "FEES\n",
            "FEES\n                   GROUP 1       GROUP 2\nServicing Fee       400.00        600.00\n\n",
        )
        told = said(facts_of(page + "\nFEES\nServicing Fee                 2,000.00\n"))
        assert ("Group 2", "servicing_fee", "600.00") in told

    def test_a_heading_that_needs_its_row_to_say_what_it_is_is_not_certain(self) -> None:
        page = CENTRED.replace(
            "FEES\nServicing Fee                 1,000.00\n",
            "FEES\n                   This Month      To Date\nServicing Fee        1,000.00     9,000.00\n",
        )
        told = said(facts_of(page))
        assert (None, None, "9,000.00") in told
        assert (None, None, "1,000.00") in told

    def test_the_trustees_name_is_what_the_page_is_known_by(self) -> None:
        assert 'TRUSTEE_NAME: "Bankers Trust Company"' in draft("mine", [survey(source_from_text(CENTRED))])[0]


class TestSeveralSamples:
    OTHER = (
        CENTRED.replace("Series 1998-A", "Series 1999-B")
        .replace("A-1 ", "I-A1")
        .replace("Fraud Coverage", "Hazard Coverage")
        .replace("FEES", "POOL INSURANCE\nPremium                       1.00\n\nFEES")
    )

    def test_what_they_share_is_kept(self) -> None:
        text, plan = draft("mine", [survey(source_from_text(CENTRED)), survey(source_from_text(self.OTHER))])
        live = "\n".join(line for line in text.splitlines() if not line.startswith("//"))
        assert "Servicing Fee" in live
        assert "Fraud Coverage" not in live
        assert "Hazard Coverage" not in live
        assert "POOL INSURANCE" not in live
        assert {"Fraud Coverage", "Hazard Coverage", "POOL INSURANCE"} <= set(plan.left_out)

    def test_what_only_one_prints_is_listed_at_the_end(self) -> None:
        text = draft("mine", [survey(source_from_text(CENTRED)), survey(source_from_text(self.OTHER))])[0]
        assert "// Fraud Coverage" in text.partition("what is left out")[2]

    def test_it_claims_and_reads_both(self) -> None:
        sources = [source_from_text(CENTRED), source_from_text(self.OTHER)]
        text, _, proofs = draft_from("mine", sources)
        assert all(DraftedLayout("mine", text).claims("\n".join(source.lines).casefold()) for source in sources)
        assert all(proof.is_good for proof in proofs)


class TestWhatIsToBeDecided:
    """The words that the vocabulary does not decide are counted, and listed below."""

    @pytest.mark.parametrize(
        ("labels", "told"),
        [
            ((), ["none is yours to decide"]),
            (("Moon",), ["1 is yours to decide:", "  'Moon': not in the vocabulary"]),
            (("Moon", "Sun"), ["2 are yours to decide:", "  'Moon': not in", "  'Sun': not in"]),
        ],
    )
    def test_they_are_counted(self, labels: tuple[str, ...], told: list[str]) -> None:
        rows = [f"{label:<20}  1,234.56" for label in ("Servicing Fee", *labels)]
        page = source_from_text("\n".join(["FIRST BANK", "", "Distribution Date:  25-Nov-03", "", "FEES", "", *rows]))
        _, plan, proofs = draft_from("mine", [page])
        text = "\n".join(summary(plan, proofs))
        assert [line for line in told if line not in text] == []


class TestHostilePages:
    def test_words_that_a_grammar_would_trip_over_are_read_as_words(self) -> None:
        labels = {fact.label for fact in facts_of(HOSTILE)}
        assert {"\\", '"', "$%^&*() {[ /slash/ \\d+ \\", "%import .common (FIGURES)", "Note", "BLOCK"} <= labels

    @pytest.mark.slow
    def test_a_page_of_many_words_is_drafted_in_linear_time(self) -> None:
        # Drafted, not read: Lark's tables grow with the square of a grammar's words, of which a survey takes so many.
        def seconds(lines: int) -> float:
            words = [f"Cost of item {chr(97 + i % 26)}{i}" for i in range(lines)]
            page = CENTRED + "".join([f"{text:<60}{i}.00\n" for i, text in enumerate(words)])
            source = source_from_text(page)
            began = time.process_time()
            draft("mine", [survey(source)])
            return time.process_time() - began

        seconds(50)
        few, many = seconds(200), seconds(1_600)
        assert many < 20 * few

    def test_a_page_without_a_statement_is_refused(self) -> None:
        with pytest.raises(SourceError, match="no statement"):
            draft_from("mine", [source_from_text("Dear holder,\n\nnothing was paid.\n")])

    @pytest.mark.parametrize("name", ["generic", "Mine", "9mine", "a b", "../x", ""])
    def test_a_name_that_is_none_is_refused(self, name: str) -> None:
        with pytest.raises(AbsGrammarError, match="no name for a layout"):
            draft_from(name, [source_from_text(CENTRED)])

    @pytest.mark.parametrize("name", ["common", "edgar_table"])
    def test_a_piece_that_grammars_import_is_no_name_for_one(self, name: str) -> None:
        with pytest.raises(AbsGrammarError, match="grammars import"):
            draft_from(name, [source_from_text(CENTRED)])


# How much of a filing's figures a draft gives a meaning to, at least. Where statuses head tables whose rows are all
# labelled alike, and groups of loans head columns, a draft leaves most to the author.
LEAST_CERTAIN = {"bankers_trust": 0.1, "ctslink": 0.5, "rfc": 0.5, "us_bank": 0.5}


class TestKnownTrustees:
    """What the real grammars say is the answer; see benchmarks/draft.py for how much of it a draft finds."""

    @pytest.mark.parametrize("filing", corpus_filings(CORPUS), ids=lambda path: path.stem)
    def test_a_draft_agrees_with_the_grammar_wherever_it_is_certain(self, filing: Path) -> None:
        source = read_source(filing)
        read = {(f.line, f.start, f.end): f for f in read_by(draft("mine", [survey(source)])[0], source).facts()}
        answers = parse_file(filing).facts()
        drafted = [read.get((f.line, f.start, f.end)) for f in answers]
        certain = [(f, d) for f, d in zip(answers, drafted, strict=True) if d is not None and d.measure is not None]
        assert [(f.line, f.measure, d.measure) for f, d in certain if f.measure not in (None, d.measure)] == []
        assert len(certain) > LEAST_CERTAIN[filing.parent.name] * len(answers)


class TestTheCommand:
    def test_it_writes_the_grammar_and_says_what_is_open(self, tmp_path: Path) -> None:
        sample, path = tmp_path / "sample.txt", tmp_path / "mine.lark"
        sample.write_text(CENTRED)
        done = CliRunner().invoke(app, ["draft", "mine", str(sample), "-o", str(path)])
        assert done.exit_code == 0
        assert done.stdout == ""
        assert "'Fraud Coverage'" in done.stderr
        assert path.read_text().startswith("// mine.lark — ")

    def test_it_does_not_write_over_a_file_unless_told_to(self, tmp_path: Path) -> None:
        sample, path = tmp_path / "sample.txt", tmp_path / "mine.lark"
        sample.write_text(CENTRED)
        path.write_text("mine")
        done = CliRunner().invoke(app, ["draft", "mine", str(sample), "-o", str(path)])
        assert (done.exit_code, path.read_text()) == (2, "mine")
        assert "--force" in done.stderr
        done = CliRunner().invoke(app, ["draft", "mine", str(sample), "-o", str(path), "--force"])
        assert done.exit_code == 0
        assert "was written over" in done.stderr

    def test_a_folder_is_no_place_to_write(self, tmp_path: Path) -> None:
        sample = tmp_path / "sample.txt"
        sample.write_text(CENTRED)
        done = CliRunner().invoke(app, ["draft", "mine", str(sample), "-o", str(tmp_path)])
        assert (done.exit_code, done.stdout) == (2, "")
        assert "give -o a path in a folder that is there" in done.stderr

    def test_blank_lines_without_end_cost_little(self) -> None:
        page = CENTRED.replace("FEES\n", "\n" * 100_000 + "FEES\n")
        started = time.process_time()
        assert draft_from("mine", [source_from_text(page)])[0] == draft_from("mine", [source_from_text(CENTRED)])[0]
        assert time.process_time() - started < 10

    def test_without_a_path_it_prints_the_grammar_and_nothing_else(self, tmp_path: Path) -> None:
        sample = tmp_path / "sample.txt"
        sample.write_text(CENTRED)
        done = CliRunner().invoke(app, ["draft", "mine", str(sample)])
        assert done.stdout == draft_from("mine", [read_source(sample)])[0]

    def test_a_file_that_is_not_there_ends_it(self) -> None:
        assert CliRunner().invoke(app, ["draft", "mine", "/nowhere/at/all"]).exit_code == 2
