"""A trustee's format may live in a repository of its own: its grammar, its filings, its snapshots, its tests."""

from __future__ import annotations

import os
import subprocess
import sys
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

import abs_grammar
from abs_grammar import GrammarError, UnknownLayoutError, parse, parse_file
from abs_grammar.cli.app import app
from abs_grammar.grammar.layouts import known_layouts
from abs_grammar.grammar.search_path import ENTRY_POINTS, VARIABLE, grammar_folders, grammars_folder
from tests.conftest import CORPUS, alone

if TYPE_CHECKING:
    from pathlib import Path

GRAMMAR = """// {name}.lark — First Bank, as trustee: one table of classes.

%import .common (CLASS, CLASS_NAME, FIGURES, TOTAL, UNKNOWN_TITLE, _table, class_row, totals_row)

recognised_by: FIRST_BANK PAYMENT_SUMMARY
FIRST_BANK: "First Bank"

report: (DEAL_NAME | date_line)* (payment_summary | UNKNOWN_TITLE)*
DEAL_NAME.-3: /.+/
date_line: DISTRIBUTION_DATE FIGURES
DISTRIBUTION_DATE: "Distribution Date"

payment_summary: PAYMENT_SUMMARY _table{summary_column, class_row, totals_row}?
?summary_column: CLASS | BEGINNING_BALANCE | PRINCIPAL_DISTRIBUTION | ENDING_BALANCE
PAYMENT_SUMMARY: "PAYMENT SUMMARY"
BEGINNING_BALANCE: "Opening"
PRINCIPAL_DISTRIBUTION: "Principal"
ENDING_BALANCE: "Closing"
"""

PAGE = """First Bank

Distribution Date:   25-Nov-03

PAYMENT SUMMARY

  Class        Opening      Principal      Closing
  A-1         1,000.00         100.00       900.00
  Total       1,000.00         100.00       900.00
"""

# The trustee's older page: the shipped layout of US Bank, but for one heading, one column more, and a line of its own.
EXTENDING = """// us_bank_1998.lark — US Bank's page of 1998.

%import .common (FIGURES)
%import .us_bank (report, summary_column, BEGINNING_BALANCE, _section)

recognised_by: US_BANK_OF_1998 PAYMENTS_TO_HOLDERS
US_BANK_OF_1998: "U.S. Bank of 1998"

%override BEGINNING_BALANCE: "Opening"
%extend summary_column: TOTAL_PRINCIPAL_REDUCTION
TOTAL_PRINCIPAL_REDUCTION: "All Prin"

%extend _section: payments_to_holders
payments_to_holders: PAYMENTS_TO_HOLDERS fee_line*
fee_line: TRUSTEE_FEE FIGURES
PAYMENTS_TO_HOLDERS: "PAYMENTS TO HOLDERS"
TRUSTEE_FEE: "Trustee"
"""

PAGE_OF_1998 = """U.S. Bank of 1998

Distribution Date: 17-Nov-98

DISTRIBUTION SUMMARY

Class      Orig Bal     Opening   All Prin
A-1          500.00       90.00      10.00
Total        500.00       90.00      10.00

Agg End Coll Bal         80.00

PAYMENTS TO HOLDERS
Trustee    7.00
"""


def write(folder: Path, name: str = "first_bank", grammar: str = GRAMMAR) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.lark"
    path.write_text(grammar.replace("{name}", name), encoding="utf-8")
    return path


@pytest.fixture
def grammars(tmp_path: Path) -> Path:
    return write(tmp_path / "grammars").parent


class TestTheLibrary:
    """`grammars=` names a folder, or several, whose grammars are layouts beside the shipped ones."""

    def test_a_page_is_read_by_a_grammar_from_outside(self, grammars: Path) -> None:
        (report,) = parse(PAGE, grammars=grammars).reports
        assert (report.layout, report.classes["A-1"].ending_balance) == ("first_bank", Decimal("900.00"))

    def test_without_the_folder_no_layout_claims_it(self, grammars: Path) -> None:
        parse(PAGE, grammars=grammars)
        with pytest.raises(UnknownLayoutError) as caught:
            parse(PAGE)
        assert "first_bank" not in str(caught.value)

    def test_the_error_for_an_unknown_page_tells_of_it(self, grammars: Path) -> None:
        with pytest.raises(UnknownLayoutError, match="first_bank: found 'First Bank', but not 'PAYMENT SUMMARY'"):
            parse("First Bank\n", grammars=grammars)

    def test_the_layouts_are_all_listed(self, grammars: Path) -> None:
        names = [layout.name for layout in abs_grammar.layouts(grammars=grammars)]
        assert names == sorted([*known_layouts(), "first_bank"])

    def test_several_folders_may_be_named(self, grammars: Path, tmp_path: Path) -> None:
        write(tmp_path / "more", "second_bank")
        assert {"first_bank", "second_bank"} <= known_layouts([grammars, str(tmp_path / "more")]).keys()

    def test_shipped_layouts_still_read_their_pages(self, grammars: Path) -> None:
        path = next(CORPUS.glob("*/*"))
        assert parse_file(path, grammars=grammars) == parse_file(path)

    def test_a_layout_is_read_once_whichever_folders_are_named(self, grammars: Path) -> None:
        assert known_layouts(grammars)["us_bank"] is known_layouts()["us_bank"]

    def test_the_shipped_folder_may_be_named_too(self) -> None:
        assert known_layouts(grammars_folder()) == known_layouts()

    def test_a_folder_that_is_not_there_is_an_error(self, tmp_path: Path) -> None:
        with pytest.raises(GrammarError, match=r"gone: no such folder of grammars; correct what --grammars"):
            parse(PAGE, grammars=tmp_path / "gone")

    def test_two_layouts_of_one_name_are_an_error_that_names_both(self, tmp_path: Path) -> None:
        path = write(tmp_path, "us_bank")
        with pytest.raises(GrammarError) as caught:
            parse(PAGE, grammars=tmp_path)
        shipped = grammars_folder() / "us_bank.lark"
        assert (
            str(caught.value) == f"{path}: there is a layout 'us_bank' already, {shipped}; give the file another name"
        )


class TestExtendingAShippedLayout:
    """A grammar from outside states only what its page does differently."""

    def test_it_reads_what_it_adds_and_what_it_inherits(self, tmp_path: Path) -> None:
        folder = write(tmp_path, "us_bank_1998", EXTENDING).parent
        filing = parse(PAGE_OF_1998, layout="us_bank_1998", grammars=folder)
        told = [(fact.measure, fact.entity, fact.value) for fact in filing.facts()]
        assert told == [
            ("distribution_date", None, "1998-11-17"),
            ("original_balance", "A-1", "500.00"),
            ("beginning_balance", "A-1", "90.00"),
            ("total_principal_reduction", "A-1", "10.00"),
            ("original_balance", "Total", "500.00"),
            ("beginning_balance", "Total", "90.00"),
            ("total_principal_reduction", "Total", "10.00"),
            ("ending_pool_balance", None, "80.00"),
            ("trustee_fee", None, "7.00"),
        ]
        assert not filing.unaccounted

    def test_what_it_defines_anew_does_not_hide_what_it_inherits(self, tmp_path: Path) -> None:
        """Its own `CUSIP` is a line of the deal; the inherited one still heads a column."""
        more = '%extend fee_line: CUSIP FIGURES\nCUSIP: "Number"\n'
        grammar = EXTENDING + more
        page = (
            PAGE_OF_1998
            + "\nAMOUNTS PER $1,000 UNIT\n\nClass        Cusip     End Bal\nA-1      881561BU7   959.54080\n"
        )
        folder = write(tmp_path, "us_bank_1998", grammar).parent
        filing = parse(page, layout="us_bank_1998", grammars=folder)
        assert ("cusip", "881561BU7") in [(fact.measure, fact.value) for fact in filing.facts()]

    def test_it_may_bring_pieces_of_its_own(self, tmp_path: Path) -> None:
        piece = '// pieces.lark — what our pages share.\nBEGINNING_BALANCE: "Start"\n'
        write(tmp_path, "pieces", piece)
        own = GRAMMAR.replace('BEGINNING_BALANCE: "Opening"', "%import .pieces (BEGINNING_BALANCE)")
        filing = parse(PAGE.replace("Opening", "  Start"), grammars=write(tmp_path, grammar=own).parent)
        assert filing.reports[0].classes["A-1"].beginning_balance == Decimal("1000.00")


# The same page again, by a grammar that imports the shipped one whole and declares its words where they stand.
EXTENDING_WHOLE = """// us_bank_1998.lark — US Bank's page of 1998.

%import .us_bank

recognised_by: "U.S. Bank of 1998" PAYMENTS_TO_HOLDERS

%override BEGINNING_BALANCE: "Opening"
%extend summary_column: "All Prin" -> total_principal_reduction

%extend _section: payments_to_holders
payments_to_holders: "PAYMENTS TO HOLDERS" fee_line*
fee_line: ("Trustee" -> trustee_fee) FIGURES
"""


class TestImportingAGrammarWhole:
    """`%import .us_bank` is all of it that the grammar uses, changes or leaves as it is."""

    @staticmethod
    def told(folder: Path, grammar: str, page: str = PAGE_OF_1998) -> list[tuple[str | None, str | None, str | None]]:
        filing = parse(page, layout="us_bank_1998", grammars=write(folder, "us_bank_1998", grammar).parent)
        assert not filing.unaccounted
        return [(fact.measure, fact.entity, fact.value) for fact in filing.facts()]

    def test_it_reads_what_the_longer_form_reads(self, tmp_path: Path) -> None:
        assert self.told(tmp_path / "whole", EXTENDING_WHOLE) == self.told(tmp_path / "by_name", EXTENDING)

    def test_what_the_imported_one_ignores_is_ignored(self, tmp_path: Path) -> None:
        """By names alone, the page's number is a line that nothing reads."""
        page = PAGE_OF_1998 + "\nPage: 1 of 1\n"
        assert self.told(tmp_path, EXTENDING_WHOLE, page)[-1] == ("trustee_fee", None, "7.00")

    def test_each_has_a_recognition_of_its_own(self, tmp_path: Path) -> None:
        write(tmp_path, "us_bank_1998", EXTENDING_WHOLE)
        write(tmp_path, "bare", "// bare.lark — nothing of its own.\n\n%import .us_bank\n")
        assert known_layouts(tmp_path).keys() - known_layouts().keys() == {"us_bank_1998"}
        marks = known_layouts(tmp_path)["us_bank_1998"].marks
        assert [list(words.values()) for (wanted) in marks for words in wanted] == [
            ["U.S. Bank of 1998"],
            ["PAYMENTS TO HOLDERS"],
        ]

    def test_a_name_of_its_own_is_not_the_imported_one(self, tmp_path: Path) -> None:
        """Its own `CUSIP` is a line of the deal; the inherited one still heads a column."""
        table = "\nAMOUNTS PER $1,000 UNIT\n\nClass        Cusip     End Bal\nA-1      881561BU7   959.54080\n"
        grammar = EXTENDING_WHOLE + '%extend fee_line: ("Number" -> cusip) FIGURES\n'
        assert ("cusip", "A-1", "881561BU7") in self.told(tmp_path, grammar, PAGE_OF_1998 + table)

    def test_the_first_that_has_a_name_gives_it(self, tmp_path: Path) -> None:
        write(tmp_path, "pieces", '// pieces.lark — what our pages share.\nBEGINNING_BALANCE: "Start"\n')
        grammar = "// us_bank_1998.lark — a page.\n\n%import .pieces\n%import .us_bank\n" + EXTENDING_WHOLE.partition(
            "%import .us_bank\n"
        )[2].replace('%override BEGINNING_BALANCE: "Opening"', "%extend summary_column: BEGINNING_BALANCE")
        page = PAGE_OF_1998.replace("Opening", "  Start")
        assert ("beginning_balance", "A-1", "90.00") in self.told(tmp_path, grammar, page)


class TestTheCommands:
    """`--grammars DIR`, and the variable of the environment."""

    @pytest.mark.parametrize("command", ["parse", "facts", "show", "check", "trace"])
    def test_each_command_takes_the_folder(self, command: str, grammars: Path, tmp_path: Path) -> None:
        (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
        run = CliRunner().invoke(app, [command, str(tmp_path / "page.txt"), "--grammars", str(grammars)])
        assert (run.exit_code, run.stderr) == (0, "")
        assert run.stdout

    def test_layouts_lists_them(self, grammars: Path) -> None:
        assert "first_bank\n" in CliRunner().invoke(app, ["layouts", "--grammars", str(grammars)]).stdout

    def test_a_folder_that_is_not_there_is_told_once(self, tmp_path: Path) -> None:
        files = [str(path) for path in CORPUS.glob("*/*")]
        run = CliRunner().invoke(app, ["check", *files, "--grammars", str(tmp_path / "gone")])
        assert run.exit_code == 2
        assert run.stderr.count("no such folder of grammars") == 1

    def test_the_environment_names_folders(
        self, grammars: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write(tmp_path / "more", "second_bank")
        monkeypatch.setenv(VARIABLE, os.pathsep.join([str(grammars), str(tmp_path / "more")]))
        assert {"first_bank", "second_bank"} <= known_layouts().keys()

    def test_a_folder_of_the_environment_that_is_not_there_is_an_error(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(VARIABLE, "/nowhere/at/all")
        with pytest.raises(GrammarError, match=f"correct what {VARIABLE} names"):
            known_layouts()

    def test_a_grammar_that_cannot_be_read_is_told_by_name(self, grammars: Path) -> None:
        (grammars / "broken.lark").write_bytes(b"caf\xe9")
        run = CliRunner().invoke(app, ["layouts", "--grammars", str(grammars)])
        told = f"{grammars / 'broken.lark'}: the grammar is no UTF-8; save it as UTF-8\n"
        assert (run.exit_code, run.stdout, run.stderr) == (2, "", told)

    def test_a_folder_where_a_grammar_should_be_is_told_by_name(self, grammars: Path) -> None:
        (grammars / "broken.lark").mkdir()
        run = CliRunner().invoke(app, ["layouts", "--grammars", str(grammars)])
        assert (run.exit_code, run.stdout) == (2, "")
        assert run.stderr.startswith(f"{grammars / 'broken.lark'}: cannot read the grammar (")


class TestInstalledPackages:
    """A package that is installed offers its grammars by an entry point."""

    @staticmethod
    def install(site: Path, value: str) -> None:
        write(site / "first_bank_formats" / "grammars")
        (site / "first_bank_formats" / "__init__.py").write_text("", encoding="utf-8")
        info = site / "first_bank_formats-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: first-bank-formats\nVersion: 1.0\n", "utf-8")
        (info / "entry_points.txt").write_text(f"[{ENTRY_POINTS}]\nfirst_bank = {value}\n", "utf-8")

    @staticmethod
    def layouts(site: Path) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(site)}
        command = [sys.executable, "-m", "abs_grammar", "layouts"]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603

    def test_its_layouts_are_known_everywhere(self, tmp_path: Path) -> None:
        self.install(tmp_path, "first_bank_formats.grammars")
        run = self.layouts(tmp_path)
        assert (run.returncode, run.stderr) == (0, "")
        assert "first_bank\n  First Bank, as trustee: one table of classes.\n" in run.stdout

    def test_a_package_that_is_not_there_is_told_with_the_cure(self, tmp_path: Path) -> None:
        self.install(tmp_path, "first_bank_formats.gone")
        run = self.layouts(tmp_path)
        assert run.returncode == 2
        assert run.stderr.startswith(
            "the entry point 'first_bank' of abs_grammar.grammars names 'first_bank_formats.gone'"
        )
        assert "correct it in first-bank-formats" in run.stderr


class Repository:
    """A repository of one's own: grammar, filing, and a test module of one line."""

    def __init__(self, root: Path) -> None:
        self.root = root
        write(root / "grammars")
        self.filing = root / "corpus" / "first_bank" / "2003-11.txt"
        self.snapshot = root / "snapshots" / "first_bank" / "2003-11.txt"
        self.filing.parent.mkdir(parents=True)
        self.filing.write_text(PAGE, encoding="utf-8")
        (root / "test_corpus.py").write_text(
            "from abs_grammar.testing.corpus_tests import TestCorpus as TestCorpus\n", encoding="utf-8"
        )

    def test(self, *options: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options]
        return subprocess.run(command, cwd=self.root, env=alone(), capture_output=True, text=True, check=False)  # noqa: S603


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


@pytest.mark.slow
class TestARepositoryOfItsOwn:
    """Its filings are tested by a module of one line, as those of this repository are."""

    def test_snapshots_are_written_and_then_pin_the_filings(self, repository: Repository) -> None:
        written = repository.test("--snapshot-update")
        assert "1 snapshot generated" in written.stdout
        assert 'class A-1 | ending_balance | "PAYMENT SUMMARY"'.replace('"', "") in repository.snapshot.read_text(
            "utf-8"
        )
        passed = repository.test()
        assert (passed.returncode, "4 passed" in passed.stdout) == (0, True), passed.stdout

    def test_a_filing_without_its_snapshot_fails(self, repository: Repository) -> None:
        assert repository.test().returncode == 1

    def test_a_figure_that_is_read_otherwise_fails_and_is_shown(self, repository: Repository) -> None:
        repository.test("--snapshot-update")
        repository.filing.write_text(PAGE.replace("900.00", "901.00", 1), encoding="utf-8")
        run = repository.test()
        assert run.returncode == 1
        assert "901.00" in run.stdout

    def test_a_filing_that_was_not_read_whole_gets_no_snapshot(self, repository: Repository) -> None:
        repository.filing.write_text(PAGE.replace("  Total", "  What is this"), encoding="utf-8")
        run = repository.test("--snapshot-update")
        assert run.returncode == 1
        report, _, _ = run.stdout.partition("short test summary")  # which repeats it, cut short or under CI whole
        assert report.count("SnapshotRefusedError: ") == 1, "told once, without what it came from"
        assert not repository.snapshot.exists()

    def test_a_filing_that_two_layouts_claim_fails(self, repository: Repository) -> None:
        write(repository.root / "grammars", "another_bank")
        run = repository.test("--snapshot-update")
        assert run.returncode == 1
        assert "more than one layout claims this page: another_bank, first_bank" in run.stdout

    def test_a_filing_that_no_layout_claims_fails(self, repository: Repository) -> None:
        repository.filing.write_text(PAGE.replace("First Bank", "Last Bank"), encoding="utf-8")
        run = repository.test("--snapshot-update")
        assert run.returncode == 1
        assert "no known layout claims this page" in run.stdout

    def test_a_filing_in_the_folder_of_another_layout_fails(self, repository: Repository) -> None:
        repository.filing.parent.rename(repository.root / "corpus" / "second_bank")
        assert repository.test("-k", "claimed").returncode == 1

    def test_a_snapshot_without_its_filing_fails(self, repository: Repository) -> None:
        repository.test("--snapshot-update")
        repository.filing.unlink()
        run = repository.test()
        assert "2 failed, 2 skipped" in run.stdout

    def test_the_folders_may_be_named_otherwise(self, repository: Repository) -> None:
        (repository.root / "corpus").rename(repository.root / "filings")
        (repository.root / "grammars").rename(repository.root / "formats")
        ini = "[pytest]\nabs_grammar_corpus = filings\nabs_grammar_grammars = formats\nabs_grammar_snapshots = pinned\n"
        (repository.root / "pytest.ini").write_text(ini, encoding="utf-8")
        repository.test("--snapshot-update")
        assert (repository.root / "pinned" / "first_bank" / "2003-11.txt").exists()
        assert repository.test().returncode == 0


def test_the_plugin_imports_neither_parser_nor_syrupy() -> None:
    """Every run of pytest in the environment loads it."""
    heavy = "{'lark', 'syrupy', 'cattrs', 'attrs'}"
    code = f"import sys, abs_grammar.testing.pytest_plugin; print(sorted({heavy} & sys.modules.keys()))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert run.stdout == "[]\n"


def test_the_shipped_folder_comes_first() -> None:
    assert grammar_folders()[0] == grammars_folder()
