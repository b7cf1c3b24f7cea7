"""`abs-grammar trace` shows, line by line, what read a page, and what was expected where nothing did."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from abs_grammar import UnknownLayoutError, parse, parse_file
from abs_grammar.cli.app import app
from abs_grammar.output.trace import Trace, trace, trace_lines, tree_lines
from abs_grammar.testing.snapshots import corpus_filings
from tests.conftest import CORPUS

if TYPE_CHECKING:
    from pathlib import Path

PAGE = """STATEMENT TO CERTIFICATEHOLDERS

Distribution Date:                   17-Nov-03

Prin Dist:
                    GROUP 1        GROUP 2           TOTAL
Beg Bal           602,919,224     384,627,023      987,546,248
Moonshine               1,000           2,000            3,000

Adv@nces of the moon, which nobody knows

Deposit to Net WAC Reserve Fund                      12.00
"""


def traced(tmp_path: Path, page: str, layout: str | None = None) -> Trace:
    path = tmp_path / "page.txt"
    path.write_text(page, encoding="utf-8")
    return trace(path, layout)


def owner_of(page: Trace, words: str) -> str:
    (line,) = [line for line in page.lines if words in line.text]
    return line.owner


class TestOwners:
    """Each line has one owner: a rule and its terminals, the cover, markup, or nothing."""

    @pytest.mark.parametrize("filing", corpus_filings(CORPUS), ids=lambda path: path.parent.name)
    def test_every_line_of_a_filing_that_is_read_whole_has_one(self, filing: Path) -> None:
        page = trace(filing)
        assert "\n".join([line.text for line in page.lines]) == "\n".join(
            filing.read_bytes().decode("latin-1").removesuffix("\n").split("\n")
        )
        assert [line for line in page.lines if not line.owner] == []
        assert page.unread == len(parse_file(filing).unaccounted) == 0

    def test_rows_titles_and_headings_name_their_rule(self, tmp_path: Path) -> None:
        page = traced(tmp_path, PAGE)
        assert owner_of(page, "Distribution Date") == "us_bank date_line: DISTRIBUTION_DATE"
        assert owner_of(page, "Prin Dist") == "us_bank principal_section: PRINCIPAL_SECTION"
        assert owner_of(page, "GROUP 1") == "us_bank principal_section: GROUP ALL_GROUPS"
        assert owner_of(page, "Beg Bal") == "us_bank group_row: BEGINNING_POOL_BALANCE"

    def test_a_contact_block_goes_on_from_its_first_line(self) -> None:
        page = trace(CORPUS / "ctslink" / "ctslink-terwin-2003-4he-2003-11-25.txt")
        assert owner_of(page, "Contact: Customer Service") == "ctslink report: CONTACT_BLOCK"
        assert owner_of(page, "Frederick, MD") == '"'
        assert owner_of(page, "Pursuant to the requirements of the Securities Exchange Act") == "cover"

    def test_what_nothing_read_stands_out(self, tmp_path: Path) -> None:
        page = traced(tmp_path, PAGE)
        assert [line.owner for line in page.lines if not line.is_read] == ["set aside: unknown-label", "nothing"]
        assert page.unread == 2

    @pytest.mark.slow
    def test_many_lines_that_nothing_read_cost_no_more_each_than_few(self, tmp_path: Path) -> None:
        started = time.process_time()
        page = traced(tmp_path, PAGE + "Some words of a label        12.00\n" * 20_000)
        assert page.unread > 20_000
        assert time.process_time() - started < 10

    def test_a_page_of_no_layout_is_an_error(self, tmp_path: Path) -> None:
        with pytest.raises(UnknownLayoutError):
            traced(tmp_path, "What is this?\n")


class TestWhatWasExpected:
    """Where a line is not known, the page's words say what the grammar would have taken."""

    def test_a_row_of_a_statement(self, tmp_path: Path) -> None:
        page = traced(tmp_path, PAGE)
        (line,) = [line for line in page.lines if "Moonshine" in line.text]
        assert "'Beg Bal'" in line.expected
        assert line.expected.endswith(" more")

    def test_findings_say_so_too(self) -> None:
        told = {finding.rule: finding.message for finding in parse(PAGE).findings}
        assert told["unknown-label"].startswith("no rule knows a row labelled 'Moonshine' here, expected '")
        assert told["unknown-label"].endswith("more; the figures have no measure")

    def test_a_heading_that_is_not_known(self) -> None:
        page = PAGE.replace("GROUP 2", "MOON 2 ").replace("Moonshine", "Sched Prin")
        told = {finding.rule: finding.message for finding in parse(page).findings}
        assert "'MOON 2' here, expected <all groups> or <group>" in told["unknown-heading"]


class TestWhatIsPrinted:
    """The owner stands beside the line."""

    def test_unread_lines_have_a_mark_in_a_pipe_and_a_style_for_a_terminal(self, tmp_path: Path) -> None:
        page = traced(tmp_path, PAGE)
        marked = [line for _, line in trace_lines(page, coloured=False) if line.startswith("!")]
        assert [line.partition("  ")[0] for line in marked] == ["! set aside: unknown-label", "! nothing"]
        styled = [(style, line) for style, line in trace_lines(page, coloured=True) if style == "error"]
        assert len(styled) == 2
        assert not any(line.startswith("!") for _, line in styled)

    def test_the_tree_shows_rules_tokens_and_figures(self, tmp_path: Path) -> None:
        lines = [line for _, line in tree_lines(traced(tmp_path, PAGE))]
        assert lines[:2] == ["report 0 (us_bank)", "  report"]
        at = lines.index("      group_row")
        assert lines[at + 1] == "        BEGINNING_POOL_BALANCE 7: Beg Bal | 602,919,224 | 384,627,023 | 987,546,248"

    def test_the_command_ends_in_1_where_a_line_is_not_read(self, tmp_path: Path) -> None:
        path = tmp_path / "page.txt"
        path.write_text(PAGE, encoding="utf-8")
        run = CliRunner().invoke(app, ["trace", str(path), "--tree"])
        assert run.exit_code == 1
        assert "Moonshine               1,000" in run.stdout
        assert "report 0 (us_bank)" in run.stdout

    def test_the_command_ends_in_0_where_all_is_read(self) -> None:
        run = CliRunner().invoke(app, ["trace", str(corpus_filings(CORPUS)[0])])
        assert (run.exit_code, run.stderr) == (0, "")

    def test_a_hostile_line_cannot_command_the_terminal(self, tmp_path: Path) -> None:
        page = traced(tmp_path, PAGE.replace("moon", "\x1b[2Jmoon"))
        assert "\x1b" not in "".join(line for _, line in trace_lines(page, coloured=True))
