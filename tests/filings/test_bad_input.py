"""What is no filing, or not all of one: a clear error with its place, or a parse that says what is missing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from functools import partial
from typing import TYPE_CHECKING

import pytest

import abs_grammar
from tests.conftest import Ended, Run
from tests.filings.damage import FILINGS, ROOT, compare, exhibit_lines

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CRASHES = ("Traceback", "Exception ignored", "BrokenPipeError", 'File "')
COMMANDS = ("parse", "facts", "show", "check")
PAGES = {name: path.read_text("ascii") for name, path in FILINGS.items()}

SECONDS_FOR_A_HOSTILE_LINE = 5
SECONDS_FOR_A_HUGE_LINE = 15
FOUR_TIMES_THE_LENGTH_TAKES_LESS_THAN = 8
HUGE = 50_000_000

PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\nxref\n0 2\ntrailer\n<< /Size 2 >>\n%%EOF\n"
HTML = b"<!DOCTYPE html>\n<html><head><title>About us</title></head>\n<body><p>Since 1993.</p></body></html>\n"
ANNUAL_REPORT = b"""<SEC-DOCUMENT>0000000000-03-000001.txt : 20030331
<SEC-HEADER>0000000000-03-000001.hdr.sgml : 20030331
CONFORMED SUBMISSION TYPE:\t10-K
</SEC-HEADER>
<DOCUMENT>
<TYPE>10-K
<TEXT>
                    SECURITIES AND EXCHANGE COMMISSION
                                FORM 10-K
         ANNUAL REPORT PURSUANT TO SECTION 13 OR 15(d)

                      CONSOLIDATED BALANCE SHEETS
                        (Dollars in thousands)
                                                 2002          2001
                                            ---------     ---------
Cash and equivalents                        $  12,345     $  10,987
Receivables, net                               45,678        43,210
Total assets                                $  58,023     $  54,197
</TEXT>
</DOCUMENT>
</SEC-DOCUMENT>
"""

# What cannot be read as a filing at all: each is an error.
NO_FILINGS = {
    "empty.txt": b"",
    "blank.txt": b" \n\n \t\n\f\n",
    "binary.bin": bytes(range(256)) * 64,
    "image.png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10\x08\x02\0\0\0" + bytes(range(7, 250)) * 40,
    "image.jpg": b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01" + bytes(range(5, 251)) * 40,
    "report.pdf": PDF,
    "page.html": HTML,
    "nul.txt": b"\0" * 4096,
    "words.txt": b"The quick brown fox jumps over the lazy dog.\n" * 20,
    "annual-report.txt": ANNUAL_REPORT,
}


def assert_no_crash(stderr: str) -> None:
    assert [sign for sign in CRASHES if sign in stderr] == []


def assert_could_not(result: Ended, name: str | Path) -> None:
    """Exit status 2, no result, and `file:line:col: what; what was expected` first on standard error."""
    assert_no_crash(result.err)
    assert result.status == 2
    assert result.out == ""
    first = result.err.splitlines()[0]
    assert re.match(re.escape(str(name)) + r"(:\d+:\d+)?: [^;]+; \S", first), first


def parse_or_none(text: str) -> abs_grammar.Filing | None:
    """The parse, or None where the package says it cannot; anything else it raises is a failure."""
    try:
        return abs_grammar.parse(text)
    except abs_grammar.AbsGrammarError:
        return None


@pytest.fixture(scope="module")
def whole() -> dict[str, abs_grammar.Filing]:
    return {name: abs_grammar.parse(page) for name, page in PAGES.items()}


class TestWhatIsNoFiling:
    """An error of the package's own, with the file's name, and exit status 2."""

    @pytest.mark.parametrize("name", NO_FILINGS)
    def test_the_library_raises_its_own_error_with_the_files_name(self, tmp_path: Path, name: str) -> None:
        path = tmp_path / name
        path.write_bytes(NO_FILINGS[name])
        with pytest.raises(abs_grammar.AbsGrammarError) as caught:
            abs_grammar.parse_file(path)
        assert str(caught.value).startswith(f"{path}:")

    @pytest.mark.parametrize("name", NO_FILINGS)
    def test_text_without_a_file_is_refused_as_well(self, name: str) -> None:
        with pytest.raises(abs_grammar.AbsGrammarError):
            abs_grammar.parse(NO_FILINGS[name].decode("latin-1"))

    @pytest.mark.parametrize("name", ["empty.txt", "binary.bin", "image.png", "nul.txt"])
    def test_what_is_no_text_is_a_source_error(self, tmp_path: Path, name: str) -> None:
        path = tmp_path / name
        path.write_bytes(NO_FILINGS[name])
        with pytest.raises(abs_grammar.SourceError):
            abs_grammar.parse_file(path)

    def test_another_kind_of_filing_names_each_layout_it_is_not(self) -> None:
        with pytest.raises(abs_grammar.UnknownLayoutError) as caught:
            abs_grammar.parse(ANNUAL_REPORT.decode("ascii"))
        assert all(layout in str(caught.value) for layout in FILINGS)

    @pytest.mark.parametrize("name", NO_FILINGS)
    def test_the_command_line_says_so(self, run: Run, tmp_path: Path, name: str) -> None:
        path = tmp_path / name
        path.write_bytes(NO_FILINGS[name])
        assert_could_not(run("check", path), path)

    @pytest.mark.parametrize("command", COMMANDS)
    @pytest.mark.parametrize("name", ["binary.bin", "annual-report.txt"])
    def test_every_command_says_so(self, run: Run, tmp_path: Path, command: str, name: str) -> None:
        path = tmp_path / name
        path.write_bytes(NO_FILINGS[name])
        assert_could_not(run(command, path), path)


class TestWhatIsNoFile:
    """A directory, a missing file, an unknown layout."""

    def test_a_missing_file_is_a_source_error(self, tmp_path: Path) -> None:
        path = tmp_path / "missing.txt"
        with pytest.raises(abs_grammar.SourceError, match=re.escape(str(path))):
            abs_grammar.parse_file(path)

    def test_a_directory_is_a_source_error(self, tmp_path: Path) -> None:
        with pytest.raises(abs_grammar.SourceError, match=re.escape(str(tmp_path))):
            abs_grammar.parse_file(tmp_path)

    @pytest.mark.parametrize("command", COMMANDS)
    def test_a_missing_file_on_the_command_line(self, run: Run, tmp_path: Path, command: str) -> None:
        path = tmp_path / "missing.txt"
        assert_could_not(run(command, path), path)

    def test_a_directory_on_the_command_line(self, run: Run, tmp_path: Path) -> None:
        assert_could_not(run("check", tmp_path), tmp_path)

    def test_an_unknown_layout_is_an_unknown_layout(self) -> None:
        with pytest.raises(abs_grammar.UnknownLayoutError):
            abs_grammar.parse(PAGES["us_bank"], layout="no_such_layout")

    @pytest.mark.parametrize(
        "arguments", [("check",), ("no-such-command",), ("facts", "--format", "no-such-format", "x")]
    )
    def test_bad_usage_has_exit_status_two(self, run: Run, arguments: tuple[str, ...]) -> None:
        result = run(*arguments)
        assert_no_crash(result.err)
        assert (result.status, result.out) == (2, "")


class TestATruncatedFiling:
    """Cut anywhere, it is an error, or a parse whose every figure is one of the whole filing's."""

    @pytest.mark.slow
    @pytest.mark.parametrize("name", PAGES)
    def test_cut_before_any_line(self, name: str, whole: dict[str, abs_grammar.Filing]) -> None:
        lines = PAGES[name].splitlines(keepends=True)
        known = figures(whole[name])
        wrong = [f for cut in range(len(lines)) for f in new_figures("".join(lines[:cut]), known, len(lines))]
        assert wrong == []

    @pytest.mark.slow
    @pytest.mark.parametrize("name", PAGES)
    def test_cut_inside_a_line(self, name: str, whole: dict[str, abs_grammar.Filing]) -> None:
        page = PAGES[name]
        known = figures(whole[name])
        wrong = [f for cut in range(1, len(page), 97) for f in new_figures(page[:cut], known, page.count("\n", 0, cut))]
        assert wrong == []

    @pytest.mark.parametrize(("name", "cut"), [("us_bank", 90), ("us_bank", 226), ("ctslink", 130), ("ctslink", 446)])
    def test_cut_within_a_statement_it_says_what_is_missing(
        self, name: str, cut: int, whole: dict[str, abs_grammar.Filing]
    ) -> None:
        parsed = parse_or_none("".join(PAGES[name].splitlines(keepends=True)[:cut]))
        said = {(finding.rule, finding.message) for finding in parsed.findings} if parsed else {("error", "")}
        assert said - {(finding.rule, finding.message) for finding in whole[name].findings}

    @pytest.mark.parametrize(("name", "cut"), [("us_bank", 20), ("us_bank", 79), ("us_bank", 200), ("ctslink", 300)])
    def test_on_the_command_line(self, run: Run, tmp_path: Path, name: str, cut: int) -> None:
        path = tmp_path / "cut.txt"
        path.write_text("".join(PAGES[name].splitlines(keepends=True)[:cut]), "ascii")
        result = run("check", path)
        assert_no_crash(result.err)
        assert result.status in {1, 2}
        if result.status == 2:
            assert_could_not(result, path)


Figures = dict[tuple[int, int, int, str], tuple[object, object]]


def figures(filing: abs_grammar.Filing) -> Figures:
    return {(fact.line, fact.start, fact.end, fact.text): (fact.measure, fact.value) for fact in filing.facts()}


def new_figures(text: str, known: Figures, up_to_line: int) -> list[str]:
    """The figures of a cut page that the whole page has not, or has with another meaning; the cut line is excused."""
    parsed = parse_or_none(text)
    found = figures(parsed) if parsed else {}
    last = len(text.splitlines())
    return [
        f"cut after line {last}: {place} {meaning}, whole {known.get(place)}"
        for place, meaning in found.items()
        if place[0] <= up_to_line and meaning != known.get(place) and (meaning[0] is not None or place not in known)
    ]


def with_line(page: str, number: int, line: str) -> str:
    """The page with a line put in before its line `number`."""
    lines = page.splitlines(keepends=True)
    return "".join([*lines[: number - 1], f"{line}\n", *lines[number - 1 :]])


def seconds(action: Callable[[], object]) -> float:
    begin = time.process_time()
    action()
    return time.process_time() - begin


class TestHostileLines:
    """No line takes long, whatever stands on it, and it costs the rest of the page nothing wrong."""

    PROBES = (
        "A " * 50_000,
        "-" * 100_000,
        "- " * 50_000,
        "=" * 100_000,
        "1," * 50_000,
        "1" * 100_000,
        "1 " * 50_000,
        "1.1." * 25_000,
        "(" * 50_000,
        "(1" * 50_000,
        "<" * 50_000,
        "<S> " * 25_000,
        "&" * 50_000,
        " " * 200_000 + "x",
        "x" + " " * 200_000 + "1.00",
        "\t" * 50_000 + "x",
        "a." * 50_000,
        "$ " * 50_000,
        "1.00 % " * 20_000,
        "17-Nov-" * 20_000,
        "Class " * 20_000,
        "Beginning Certificate " * 5_000 + "!",
    )

    @pytest.mark.parametrize(("name", "number"), [("us_bank", 90), ("ctslink", 180)])
    @pytest.mark.parametrize("probe", PROBES, ids=lambda probe: f"{probe[:12].strip()!r}x{len(probe)}")
    def test_a_long_line_in_a_table_is_read_in_linear_time(self, name: str, number: int, probe: str) -> None:
        page = with_line(PAGES[name], number, probe)
        assert seconds(lambda: parse_or_none(page)) < SECONDS_FOR_A_HOSTILE_LINE

    @pytest.mark.parametrize("probe", PROBES, ids=lambda probe: f"{probe[:12].strip()!r}x{len(probe)}")
    def test_a_page_of_nothing_else_is_an_error_in_good_time(self, probe: str) -> None:
        begin = time.process_time()
        with pytest.raises(abs_grammar.AbsGrammarError):
            abs_grammar.parse(f"{probe}\n{probe}\n")
        assert time.process_time() - begin < SECONDS_FOR_A_HOSTILE_LINE

    @pytest.mark.parametrize("unit", ["x", "1,234.56 "], ids=["a word", "figures"])
    def test_a_line_of_fifty_megabytes_costs_only_itself(self, unit: str, whole: dict[str, abs_grammar.Filing]) -> None:
        page = with_line(PAGES["us_bank"], 155, unit * (HUGE // len(unit)))
        begin = time.process_time()
        parsed = abs_grammar.parse(page)
        assert time.process_time() - begin < SECONDS_FOR_A_HUGE_LINE
        outcome = compare(whole["us_bank"].facts(), parsed.facts(), 155, "insert", parsed.findings)
        assert (outcome.misread, outcome.lost) == (0, 0)


@pytest.mark.slow
class TestLinearTime:
    """Four times the length takes about four times as long, with room for a busy machine."""

    @staticmethod
    def ratio(page: Callable[[int], str], times: int) -> float:
        short, long = page(times), page(4 * times)
        quickest = [min(seconds(partial(parse_or_none, text)) for _ in range(3)) for text in (short, long)]
        return quickest[1] / quickest[0]

    def test_with_more_statements(self) -> None:
        lines = PAGES["ctslink"].splitlines(keepends=True)
        first = exhibit_lines(PAGES["ctslink"])[0] - 1
        cover, tables = "".join(lines[:first]), "".join(lines[first:]) + "\n"
        assert self.ratio(lambda times: cover + tables * times, 4) < FOUR_TIMES_THE_LENGTH_TAKES_LESS_THAN

    def test_with_more_rows_in_a_table(self) -> None:
        lines = PAGES["ctslink"].splitlines(keepends=True)
        row = "{:>8}" + lines[125][8:]

        def page(times: int) -> str:
            return "".join([*lines[:126], *(row.format(f"A{n}") for n in range(10, times)), *lines[126:]])

        assert self.ratio(page, 1500) < FOUR_TIMES_THE_LENGTH_TAKES_LESS_THAN

    def test_with_more_lines_that_nobody_knows(self) -> None:
        lines = PAGES["us_bank"].splitlines(keepends=True)

        def page(times: int) -> str:
            return "".join([*lines[:154], "     Whatever this is      1,234.56\n" * times, *lines[154:]])

        assert self.ratio(page, 2000) < FOUR_TIMES_THE_LENGTH_TAKES_LESS_THAN


class TestOddBytes:
    """One odd byte costs its line at most."""

    LINE = 333  # Current Real. Losses ... 0.00

    def hurt(self, tmp_path: Path, byte: bytes) -> Path:
        path = tmp_path / "odd.txt"
        lines = FILINGS["us_bank"].read_bytes().splitlines(keepends=True)
        lines[self.LINE - 1] = lines[self.LINE - 1].replace(b"Real.", b"Real" + byte)
        path.write_bytes(b"".join(lines))
        return path

    @pytest.mark.parametrize("byte", [b"\x92", b"\xe9", b"\x81", b"\xff"], ids=lambda byte: byte.hex())
    def test_bytes_that_are_no_utf8_cost_their_line_at_most(
        self, tmp_path: Path, byte: bytes, whole: dict[str, abs_grammar.Filing]
    ) -> None:
        parsed = abs_grammar.parse_file(self.hurt(tmp_path, byte))
        outcome = compare(whole["us_bank"].facts(), parsed.facts(), self.LINE, "misspell", parsed.findings)
        assert (outcome.misread, outcome.lost) == (0, 0)

    def test_a_cp1252_apostrophe_is_read_as_one(self, tmp_path: Path) -> None:
        parsed = abs_grammar.parse_file(self.hurt(tmp_path, b"\x92"))
        seen = [str(fact.label) for fact in parsed.facts() if fact.line == self.LINE]
        seen += [line.text for line in parsed.unaccounted if line.line == self.LINE]
        assert any("Real\u2019 Losses" in text for text in seen)

    def test_nul_bytes_inside_a_filing_are_an_error_or_cost_their_line(
        self, tmp_path: Path, whole: dict[str, abs_grammar.Filing]
    ) -> None:
        try:
            parsed = abs_grammar.parse_file(self.hurt(tmp_path, b"\0"))
        except abs_grammar.SourceError as error:
            assert error.line == self.LINE  # noqa: PT017 - either is right
            return
        outcome = compare(whole["us_bank"].facts(), parsed.facts(), self.LINE, "misspell", parsed.findings)
        assert (outcome.misread, outcome.lost) == (0, 0)

    @pytest.mark.parametrize("byte", [b"\x92", b"\x81", b"\0"], ids=lambda byte: byte.hex())
    def test_on_the_command_line(self, run: Run, tmp_path: Path, byte: bytes) -> None:
        path = self.hurt(tmp_path, byte)
        result = run("check", path)
        assert_no_crash(result.err)
        assert result.status in {1, 2}
        if result.status == 2:
            assert_could_not(result, path)

    def test_a_filing_in_utf16_is_read_or_refused(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "utf16.txt"
        path.write_bytes(PAGES["us_bank"].encode("utf-16"))
        result = run("check", path)
        assert_no_crash(result.err)
        if result.status == 2:
            assert_could_not(result, path)


@pytest.mark.skipif(os.name != "posix", reason="pipes are closed otherwise elsewhere")
class TestABrokenPipe:
    """A reader that goes away is no reason for a traceback."""

    @pytest.mark.parametrize("command", COMMANDS)
    def test_a_reader_gone_before_the_first_byte(self, command: str) -> None:
        reader, writer = os.pipe()
        os.close(reader)
        with os.fdopen(writer, "wb") as closed:
            assert_no_crash(self.start(command, closed.fileno()).communicate(timeout=60)[1])

    @pytest.mark.parametrize("command", ["parse", "facts"])
    def test_a_reader_gone_after_the_first_line(self, command: str) -> None:
        process = self.start(command, subprocess.PIPE)
        assert process.stdout is not None
        assert process.stderr is not None
        with process:
            assert process.stdout.readline()
            process.stdout.close()
            assert_no_crash(process.stderr.read())

    @staticmethod
    def start(command: str, stdout: int) -> subprocess.Popen[str]:
        arguments = [sys.executable, "-m", "abs_grammar", command, str(FILINGS["ctslink"])]
        return subprocess.Popen(arguments, cwd=ROOT, stdout=stdout, stderr=subprocess.PIPE, text=True)  # noqa: S603
