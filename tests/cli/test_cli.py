"""The command line as its user meets it: what it prints, where, and how it ends."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import pytest

import abs_grammar
from abs_grammar import parsing
from abs_grammar.cli import console
from abs_grammar.output import acknowledgements
from abs_grammar.output.facts_table import COLUMNS
from abs_grammar.output.serialize import from_dict
from tests.conftest import Run

if TYPE_CHECKING:
    from collections.abc import Callable

    from abs_grammar.model import Filing

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
US_BANK = str(next((CORPUS / "us_bank").glob("*2003-he4-2003-11-17.txt")))
CTSLINK = str(next((CORPUS / "ctslink").glob("*2003-4he-2003-11-25.txt")))
BOTH = [US_BANK, CTSLINK]
COMMANDS = ["parse", "facts", "show", "check"]
ALL_COMMANDS = [*COMMANDS, "explain", "fetch", "layouts", "draft", "trace", "lint"]
ESCAPE = "\x1b"


def process(*arguments: str, stdout: int = subprocess.PIPE, **environment: str) -> subprocess.Popen[str]:
    """Start the command line as a process of its own."""
    return subprocess.Popen(  # noqa: S603 -- our own program
        [sys.executable, "-m", "abs_grammar", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | environment,
    )


@pytest.fixture
def on_a_screen() -> Callable[..., str]:
    """Run the command line with a terminal as its standard output, and return what the terminal was sent."""
    pty = pytest.importorskip("pty", reason="Windows has no pseudo-terminals")

    def runs(*arguments: str, **environment: str) -> str:
        ours, theirs = pty.openpty()
        started = process(*arguments, stdout=theirs, **{"TERM": "xterm", "NO_COLOR": "", **environment})
        os.close(theirs)
        sent = b""
        try:
            while more := os.read(ours, 65536):
                sent += more
        except OSError:  # how Linux tells that the other end is closed
            pass
        os.close(ours)
        started.communicate()
        return sent.decode()

    return runs


class TestParse:
    def test_one_file_is_one_indented_object_that_reads_back(self, run: Run) -> None:
        ended = run("parse", US_BANK)
        assert (ended.status, ended.err) == (0, "")
        assert ended.out.startswith('{\n  "source": ')
        assert from_dict(json.loads(ended.out)) == abs_grammar.parse_file(US_BANK)

    def test_several_files_are_an_object_a_line(self, run: Run) -> None:
        lines = run("parse", *BOTH).out.splitlines()
        assert [from_dict(json.loads(line)) for line in lines] == [abs_grammar.parse_file(path) for path in BOTH]

    def test_a_dash_reads_standard_input(self, run: Run) -> None:
        ended = run("parse", "-", stdin=Path(CTSLINK).read_bytes())
        filing = json.loads(ended.out)
        assert (ended.status, filing["source"]) == (0, "-")
        assert filing["reports"][0]["classes"]["A1"]["ending_balance"] == "157824262.08"


class TestFacts:
    def test_csv_has_the_columns_of_the_contract_and_a_row_a_figure(self, run: Run) -> None:
        ended = run("facts", *BOTH, "--format", "csv")
        rows = list(csv.DictReader(io.StringIO(ended.out)))
        assert (ended.status, ended.err) == (0, "")
        assert tuple(rows[0]) == COLUMNS
        assert len(rows) == sum(len(abs_grammar.parse_file(path).facts()) for path in BOTH)
        assert rows[1]["source"] == US_BANK
        assert (rows[1]["entity"], rows[1]["text"], rows[1]["value"]) == ("A-1", "504,000,000", "504000000")

    def test_every_text_stands_where_its_row_says(self, run: Run) -> None:
        printed = {path: Path(path).read_text(encoding="utf-8").split("\n") for path in BOTH}
        rows = list(csv.DictReader(io.StringIO(run("facts", *BOTH, "--format", "csv").out)))
        for row in rows:
            line = printed[row["source"]][int(row["line"]) - 1]
            assert line[int(row["start"]) : int(row["end"])] == row["text"]

    def test_jsonl_is_an_object_a_line(self, run: Run) -> None:
        lines = run("facts", US_BANK, "--format", "jsonl").out.splitlines()
        assert [json.loads(line) for line in lines] == [
            attrs.asdict(fact) for fact in abs_grammar.parse_file(US_BANK).facts()
        ]

    def test_a_table_is_the_default_and_is_whole_in_a_pipe(self, run: Run) -> None:
        lines = run("facts", US_BANK).out.splitlines()
        assert lines[0].split() == ["line", "statement", "scope", "entity", "measure", "value", "unit", "text"]
        assert len(lines) == 2 + len(abs_grammar.parse_file(US_BANK).facts())
        assert "..." not in "".join(lines)
        assert any("1000000000  usd" in line and line.endswith("  1,000,000,000") for line in lines)

    def test_output_goes_to_a_file(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "facts.out"
        ended = run("facts", US_BANK, "--format", "csv", "-o", str(path))
        assert (ended.status, ended.out, ended.err) == (0, "", "")
        assert path.read_text(encoding="utf-8") == run("facts", US_BANK, "--format", "csv").out

    def test_the_ending_of_the_file_tells_the_format(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "facts.jsonl"
        run("facts", US_BANK, "-o", str(path))
        assert json.loads(path.read_text(encoding="utf-8").splitlines()[0])["source"] == US_BANK

    def test_the_format_asked_for_goes_before_the_ending(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "facts.csv"
        run("facts", US_BANK, "--format", "table", "-o", str(path))
        assert path.read_text(encoding="utf-8").startswith("line  statement")

    def test_a_file_that_cannot_be_written_is_told_of(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "nowhere" / "facts.csv"
        ended = run("facts", US_BANK, "-o", str(path))
        assert (ended.status, ended.out) == (2, "")
        assert ended.err.startswith(f"{path}: the file cannot be written (No such file or directory); ")

    def test_where_nothing_could_be_read_the_old_file_stays(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "facts.csv"
        path.write_text("of yesterday", encoding="utf-8")
        assert run("facts", "missing.txt", "-o", str(path)).status == 2
        assert path.read_text(encoding="utf-8") == "of yesterday"

    def test_parquet_without_pyarrow_tells_the_cure(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "pyarrow", None)
        ended = run("facts", US_BANK, "--format", "parquet")
        assert (ended.status, ended.out) == (2, "")
        assert 'pip install "abs-grammar[parquet]"' in ended.err

    def test_parquet_holds_every_fact(self, run: Run, tmp_path: Path) -> None:
        parquet = import_module("pyarrow.parquet")
        path = tmp_path / "facts.parquet"
        assert run("facts", *BOTH, "-o", str(path)).status == 0
        table = parquet.read_table(path)
        assert table.to_pylist() == [attrs.asdict(f) for p in BOTH for f in abs_grammar.parse_file(p).facts()]


class TestShow:
    def test_it_names_the_deal_its_date_and_its_classes(self, run: Run) -> None:
        ended = run("show", CTSLINK)
        assert (ended.status, ended.err) == (0, "")
        assert "  distribution date   2003-11-25\n" in ended.out
        assert "  trustee             Wells Fargo Bank Minnesota, N.A.\n" in ended.out
        row = next(line for line in ended.out.splitlines() if line.startswith("A1 "))
        assert row.split() == [
            *("A1", "160,316,000.00", "160,316,000.00", "2,491,737.92", "179,464.85", "0.00", "157,824,262.08"),
            "1.55000%",
        ]
        assert "\nweighted average gross coupon               7.406815%\n" in ended.out
        assert "\n  coverage     lines " in ended.out

    def test_several_files_follow_one_another(self, run: Run) -> None:
        out = run("show", *BOTH).out
        assert out.startswith(US_BANK)
        assert f"\n\n{CTSLINK}\n" in out


def changed(monkeypatch: pytest.MonkeyPatch, **changes: Any) -> None:  # noqa: ANN401 - of whichever field
    """Make every filing parsed come out with these changes."""
    parse_file = parsing.parse_file

    def parses(path: str, **asked: Any) -> Filing:  # noqa: ANN401 - as parse_file takes it
        return attrs.evolve(parse_file(path, **asked), **changes)

    monkeypatch.setattr(parsing, "parse_file", parses)


class TestCheck:
    def test_a_clean_filing_ends_well(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(acknowledgements, "acknowledgements_for", lambda _path: ())
        reports = tuple(attrs.evolve(r, findings=()) for r in abs_grammar.parse_file(CTSLINK).reports)
        changed(monkeypatch, findings=(), unaccounted=(), reports=reports)
        ended = run("check", CTSLINK)
        assert (ended.status, ended.err) == (0, "")
        assert ended.out.startswith(f"{CTSLINK}: clean\n  layout       ctslink (1 report)\n  coverage     lines ")

    def test_a_filing_whose_findings_are_acknowledged_ends_well(self, run: Run) -> None:
        ended = run("check", *BOTH)
        assert (ended.status, ended.err) == (0, "")
        assert f"{US_BANK}: clean, 2 findings acknowledged\n" in ended.out
        assert f"{CTSLINK}: clean, 3 findings acknowledged\n" in ended.out

    def test_a_warning_ends_in_1(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        changed(monkeypatch, findings=(abs_grammar.Finding("a-rule", "warning", "it does not foot", lines=(81,)),))
        ended = run("check", US_BANK)
        assert ended.status == 1
        assert "    warning  a-rule (line 81): it does not foot\n" in ended.out

    def test_a_line_left_over_ends_in_1(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        changed(monkeypatch, findings=(), unaccounted=(abs_grammar.UnaccountedLine(9, "\x1b[2J 12.00", ("12.00",)),))
        ended = run("check", CTSLINK)
        assert ended.status == 1
        assert "  unaccounted  1 line\n    line 9: \\x1b[2J 12.00\n" in ended.out

    def test_every_file_is_reported_and_one_that_cannot_be_read_ends_in_2(self, run: Run) -> None:
        ended = run("check", US_BANK, "missing.txt", CTSLINK)
        assert ended.status == 2
        assert ended.err == "missing.txt: no such file; expected the path of a filing as text\n"
        assert [line.split(":")[0] for line in ended.out.splitlines() if line.startswith("/")] == BOTH
        assert ended.out.splitlines()[-1].startswith("3 files: ")
        assert ended.out.endswith("1 not read\n")

    def test_as_json_it_is_an_object_or_an_object_a_line(self, run: Run) -> None:
        one = json.loads(run("check", CTSLINK, "--json").out)
        several = [json.loads(line) for line in run("check", "--json", *BOTH).out.splitlines()]
        assert one == several[1]
        assert (one["source"], one["layouts"], one["reports"]) == (CTSLINK, ["ctslink"], 1)
        assert one["coverage"]["figures"] == len(abs_grammar.parse_file(CTSLINK).facts())

    def test_the_status_is_the_same_as_json(self, run: Run) -> None:
        for path in BOTH:
            assert run("check", path, "--json").status == run("check", path).status


class TestLayouts:
    def test_each_is_named_with_what_it_is_recognised_by(self, run: Run) -> None:
        ended = run("layouts")
        assert (ended.status, ended.err) == (0, "")
        for layout in abs_grammar.layouts():
            assert f"{layout.name}\n  {layout.summary}\n  recognised by\n" in ended.out
            for alternative in layout.marks:
                assert all(f"'{words}'" in ended.out for choice in alternative for words in choice.values())

    def test_words_that_stand_for_one_another_are_counted(self, run: Run) -> None:
        assert "    'US Bank' and one of ('STATEMENT TO CERTIFICATEHOLDERS', " in run("layouts").out
        assert "    two of ('CTSLink', " in run("layouts").out


class TestErrors:
    @pytest.mark.parametrize("command", COMMANDS)
    def test_a_file_that_is_missing(self, run: Run, command: str) -> None:
        ended = run(command, "missing.txt")
        assert (ended.status, ended.out) == (2, "")
        assert ended.err == "missing.txt: no such file; expected the path of a filing as text\n"

    @pytest.mark.parametrize("command", COMMANDS)
    def test_a_page_that_no_layout_knows(self, run: Run, command: str) -> None:
        ended = run(command, "-", stdin=b"Dear reader,\nall is well.\n")
        assert (ended.status, ended.out) == (2, "")
        assert ended.err.startswith("-:1:1: no known layout claims this page; bankers_trust: ")
        assert "us_bank: " in ended.err

    @pytest.mark.parametrize("command", COMMANDS)
    def test_an_unknown_layout_is_told_of_once(self, run: Run, command: str) -> None:
        ended = run(command, *BOTH, "--layout", "nope")
        known = ", ".join(layout.name for layout in abs_grammar.layouts())
        assert ended.status == 2
        assert ended.err == f"{US_BANK}: there is no layout 'nope'; known layouts are {known}\n"

    @pytest.mark.parametrize("command", ["parse", "facts", "show"])
    def test_the_other_files_are_still_read(self, run: Run, command: str) -> None:
        ended = run(command, "missing.txt", US_BANK)
        assert ended.status == 2
        assert ended.err.count("\n") == 1
        assert "A-IO-INV" in ended.out

    def test_a_layout_by_name_reads_what_it_would_have_recognised(self, run: Run) -> None:
        assert run("parse", US_BANK, "--layout", "us_bank").out == run("parse", US_BANK).out

    def test_the_name_of_a_file_cannot_command_the_terminal(self, run: Run) -> None:
        assert run("check", "\x1b[2J.txt").err.startswith(r"\x1b[2J.txt: no such file; ")

    @pytest.mark.parametrize(
        "arguments",
        [["nope"], ["parse"], ["facts", "-", "--format", "xml"], ["check", "-", "--what"], ["layouts", "x"], []],
        ids=" ".join,
    )
    def test_bad_usage_ends_in_2(self, run: Run, arguments: list[str]) -> None:
        ended = run(*arguments)
        assert ended.status == 2
        assert "Usage: abs-grammar" in ended.err + ended.out


class TestHelp:
    @pytest.mark.parametrize("command", ALL_COMMANDS)
    @pytest.mark.parametrize("option", ["-h", "--help"])
    def test_every_command_has_an_example(self, run: Run, command: str, option: str) -> None:
        ended = run(command, option)
        assert (ended.status, ended.err) == (0, "")
        assert f"Usage: abs-grammar {command} " in ended.out
        assert f"  Example:  abs-grammar {command}" in ended.out

    def test_the_commands_are_listed(self, run: Run) -> None:
        ended = run("--help")
        assert ended.status == 0
        listed = ended.out.partition("\nCommands:\n")[2].splitlines()
        assert [line.split()[0] for line in listed] == ALL_COMMANDS

    def test_the_version(self, run: Run) -> None:
        assert run("--version").out == f"abs-grammar {abs_grammar.__version__}\n"


class TestStart:
    @pytest.mark.parametrize("arguments", [["layouts"], ["lint", "--help"], ["--help"]], ids=" ".join)
    def test_what_reads_no_filing_waits_for_nothing_that_takes_long_to_import(self, arguments: list[str]) -> None:
        code = (
            f"import sys; sys.argv = ['abs-grammar', *{arguments}]\n"
            "from abs_grammar.cli.app import main\n"
            "try: main()\n"
            "finally: print(*sys.modules, file=sys.stderr)"
        )
        ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
        imported = ended.stderr.split()
        assert "abs_grammar.cli.grammars" in imported
        assert {"pydantic", "abs_grammar.tieouts", "abs_grammar.drafting.phrasebook"}.isdisjoint(imported)


class TestPipes:
    @pytest.mark.parametrize("command", [*COMMANDS, "layouts"])
    def test_there_is_no_colour_in_a_pipe(self, command: str) -> None:
        out, err = process(command, *([] if command == "layouts" else [US_BANK]), TERM="xterm").communicate()
        assert len(out) > 100
        assert ESCAPE not in out + err

    @pytest.mark.slow
    @pytest.mark.parametrize(
        ("arguments", "status"),
        [(["parse"], 0), (["facts"], 0), (["facts", "--format", "csv"], 0), (["show"], 0), (["check"], None)],
        ids=["parse", "facts", "csv", "show", "check"],
    )
    def test_a_reader_that_leaves_is_no_error(self, run: Run, arguments: list[str], status: int | None) -> None:
        reader, writer = os.pipe()
        os.close(reader)
        started = process(*arguments, *BOTH, stdout=writer)
        os.close(writer)
        assert started.communicate()[1] == ""
        assert started.returncode == (run(*arguments, *BOTH).status if status is None else status)

    @pytest.mark.parametrize("arguments", [["parse", US_BANK], ["facts", US_BANK], ["layouts"]], ids=lambda a: a[0])
    def test_a_full_disk_is_told_of(self, arguments: list[str]) -> None:
        full = Path("/dev/full")
        if not full.exists():
            pytest.skip("only Linux has /dev/full")
        with full.open("w") as disk:
            started = process(*arguments, stdout=disk.fileno())
        assert started.communicate()[1] == "the results cannot be written (No space left on device)\n"
        assert started.returncode == 2

    @pytest.mark.parametrize("command", COMMANDS)
    def test_without_a_standard_output_nothing_is_printed(
        self, run: Run, monkeypatch: pytest.MonkeyPatch, command: str
    ) -> None:
        monkeypatch.setattr(sys, "stdout", None)
        ended = run(command, US_BANK)
        assert (ended.status, ended.out, ended.err) == (0, "", "")

    @pytest.mark.slow
    def test_letters_that_the_encoding_lacks_do_no_harm(self, tmp_path: Path) -> None:
        page = Path(US_BANK).read_text(encoding="utf-8").replace("A-IO-INV", "A-IO-É V")
        path = tmp_path / "page.txt"
        path.write_text(page, encoding="utf-8")
        for arguments in (["facts"], ["facts", "--format", "csv"], ["show"], ["check"], ["parse"]):
            assert process(*arguments, str(path), PYTHONIOENCODING="ascii").communicate()[1] == ""

    def test_an_interrupt_ends_without_a_word(self, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
        def interrupted(*_: object, **__: object) -> None:
            signal.raise_signal(signal.SIGINT)

        monkeypatch.setattr(parsing, "parse_file", interrupted)
        monkeypatch.setattr(console, "_discard_output", lambda: None)
        ended = run("parse", US_BANK)
        assert (ended.status, ended.out, ended.err) == (130, "", "")


class TestScreens:
    @pytest.mark.slow
    @pytest.mark.parametrize("command", ["facts", "show", "check", "layouts"])
    def test_a_screen_has_colour_unless_it_is_unwanted(self, on_a_screen: Callable[..., str], command: str) -> None:
        arguments = [command] if command == "layouts" else [command, US_BANK]
        assert ESCAPE in on_a_screen(*arguments)
        assert ESCAPE not in on_a_screen(*arguments, NO_COLOR="1")
        assert ESCAPE not in on_a_screen(*arguments, TERM="dumb")

    def test_a_narrow_screen_costs_no_figure(self, on_a_screen: Callable[..., str]) -> None:
        narrow = on_a_screen("facts", US_BANK, COLUMNS="90", NO_COLOR="1").splitlines()
        facts = abs_grammar.parse_file(US_BANK).facts()
        assert len(narrow) == 2 + len(facts)
        assert all(line.endswith(f" {fact.text}") for line, fact in zip(narrow[2:], facts, strict=True))

    def test_parquet_is_not_poured_onto_a_screen(self, on_a_screen: Callable[..., str]) -> None:
        assert on_a_screen("facts", US_BANK, "--format", "parquet") == ""
