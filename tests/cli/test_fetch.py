"""`abs-grammar fetch` as its user meets it: filings in a folder, what it says, and how it ends."""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

pytest.importorskip("urllib3", reason="the extra [edgar] is not installed")

from abs_grammar.cli.progress import Progress
from tests.acquisition.conftest import ABSC, AMENDED, ANNUAL, TERWIN_DEC, TERWIN_NOV
from tests.acquisition.edgar_server import PERSON, TOO_OFTEN, Answer, Edgar, Filed, form_index, serving
from tests.conftest import ROOT

TERWIN = ["--cik", "1266155", "--from", "2003-10", "--to", "2004-03"]
MANY = [Filed(f"0001056404-03-{n:06}", ("1266155",), "TERWIN TRUST", "8-K", date(2003, 11, 28)) for n in range(16)]


@pytest.fixture
def edgar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Edgar]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("EDGAR_IDENTITY", PERSON)
    with serving(Edgar(filed=[TERWIN_NOV, TERWIN_DEC, AMENDED, ABSC])) as running:
        monkeypatch.setenv("EDGAR_BASE_URL", running.url)
        yield running


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-c", "from abs_grammar.cli.app import main; main()", "fetch", *arguments]


def fetch(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(*arguments), capture_output=True, text=True, timeout=60, check=False)  # noqa: S603


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_fetches_a_deal_into_a_folder(edgar: Edgar, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ended = fetch("--deal", "terwin 2003-4he", "--from", "2003-10", "--to", "2004-03", "-o", str(out))
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.splitlines() == [
        "3 filings: 3 fetched (0.0 MB), 0 there already",
        f"manifest: {out / 'manifest.jsonl'}",
    ]
    assert files(out) == [
        "2003-11/0001056404-03-002001.txt",
        "2003-12/0001056404-03-002002.txt",
        "2004-01/0001056404-04-003021.txt",
        "manifest.jsonl",
    ]
    assert edgar.names == {PERSON}


def test_goes_on_where_it_ended(edgar: Edgar, tmp_path: Path) -> None:
    fetch(*TERWIN, "--form", "8-K", "-o", str(tmp_path / "out"))
    edgar.asked.clear()
    ended = fetch(*TERWIN, "-o", str(tmp_path / "out"))
    assert ended.stdout.startswith("3 filings: 1 fetched (0.0 MB), 2 there already")
    assert [path for path in edgar.paths() if "data" in path] == [AMENDED.path]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the system kills otherwise")
def test_goes_on_where_it_was_killed(edgar: Edgar, tmp_path: Path) -> None:
    edgar.filed = MANY
    out = tmp_path / "out"
    arguments = ["--cik", "1266155", "--from", "2003", "--to", "2003", "-o", str(out)]
    for kill_at in (8, 13):  # requests, the four indexes among them
        running = subprocess.Popen(command(*arguments), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
        while len(edgar.asked) < kill_at and running.poll() is None:
            time.sleep(0.01)
        running.kill()
        assert running.wait() == -signal.SIGKILL
        edgar.asked.clear()
    ended = fetch(*arguments)
    assert ended.returncode == 0
    assert "0 there already" not in ended.stdout
    assert [(out / "2003-11" / f"{filed.accession}.txt").read_bytes() for filed in MANY] == [f.text for f in MANY]
    recorded = [json.loads(line)["accession"] for line in (out / "manifest.jsonl").read_text().splitlines() if line]
    assert sorted(recorded) == [filed.accession for filed in MANY]


def test_tells_of_a_filing_that_does_not_come_and_ends_with_2(edgar: Edgar, tmp_path: Path) -> None:
    edgar.answers[TERWIN_DEC.path] = [Answer(404, b"")]
    ended = fetch(*TERWIN, "-o", str(tmp_path / "out"))
    assert ended.returncode == 2
    assert ended.stderr == f"{edgar.url}/Archives/{TERWIN_DEC.path}: there is no such file\n"
    assert ended.stdout.startswith("3 filings: 2 fetched (0.0 MB), 0 there already, 1 failed\n")


def test_without_a_name_asks_nothing_and_tells_the_cure(
    edgar: Edgar, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EDGAR_IDENTITY")
    ended = fetch(*TERWIN, "-o", str(tmp_path / "out"))
    cure = 'give --identity "Your Name you@example.com", or set EDGAR_IDENTITY to it'
    assert (ended.returncode, ended.stderr) == (2, f"SEC asks who asks; {cure}\n")
    assert (edgar.asked, files(tmp_path)) == ([], [])


def test_takes_the_name_from_an_option_too(edgar: Edgar, tmp_path: Path) -> None:
    fetch(*TERWIN, "--identity", "Ben Other ben@example.org", "-o", str(tmp_path / "out"))
    assert edgar.names == {"Ben Other ben@example.org"}


def test_lists_what_it_would_fetch(edgar: Edgar) -> None:
    ended = fetch(*TERWIN, "--form", "8-K/A", "--list")
    assert ended.stdout.splitlines() == [
        "filed       form       cik  accession             company",
        "----------  -----  -------  --------------------  ------------------------------",
        "2004-01-05  8-K/A  1266155  0001056404-04-003021  TERWIN MORTGAGE TRUST 2003-4HE",
    ]
    assert [path for path in edgar.paths() if "data" in path] == []


def test_looks_filings_up_in_an_index_on_the_disk(edgar: Edgar, tmp_path: Path) -> None:
    index = tmp_path / "form.idx"
    index.write_text(form_index([TERWIN_NOV, ABSC]))
    ended = fetch("--deal", "2003-he4", "--index", str(index), "-o", str(tmp_path / "out"))
    assert (ended.returncode, edgar.paths()) == (0, [ABSC.path_of("1003197")])


def test_needs_no_server_and_no_name_to_list_an_index_on_the_disk(
    edgar: Edgar, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EDGAR_IDENTITY")
    (tmp_path / "form.idx").write_text(form_index([TERWIN_NOV]))
    ended = fetch("--cik", "1266155", "--index", str(tmp_path / "form.idx"), "--list")
    assert (ended.returncode, TERWIN_NOV.accession in ended.stdout, edgar.asked) == (0, True, [])


def test_says_that_no_filing_fits(edgar: Edgar, tmp_path: Path) -> None:
    assert edgar.filed
    ended = fetch("--cik", "99", "--from", "2003-10", "--to", "2003-12", "-o", str(tmp_path / "out"))
    assert (ended.returncode, ended.stdout) == (0, "0 filings: 0 fetched (0.0 MB), 0 there already\n")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--from", "2003", "-o", "out"], "nothing says whose filings; give --cik, --deal or --accession"),
        (["--cik", "1", "--from", "2003"], "nothing says where the filings are to stand; give -o FOLDER, or --list"),
        ([*TERWIN, "-o", "out", "--rate", "50"], "50 is no rate; expected at most 8 requests a second"),
        ([*TERWIN, "-o", "out", "--base-url", "file:///etc"], "'file:///etc' is no address"),
    ],
)
def test_tells_what_is_missing(edgar: Edgar, arguments: list[str], told: str) -> None:
    ended = fetch(*arguments)
    assert (ended.returncode, ended.stderr.startswith(told), edgar.asked) == (2, True, [])


def test_a_server_that_refuses_ends_it_with_the_cure(edgar: Edgar, tmp_path: Path) -> None:
    edgar.answers["edgar/full-index/2003/QTR4/master.idx"] = [Answer(429, TOO_OFTEN, (("Retry-After", "7200"),))]
    ended = fetch(*TERWIN, "-o", str(tmp_path / "out"))
    assert ended.returncode == 2
    assert "the server answers 429 (SEC.gov | Request Rate Threshold Exceeded)" in ended.stderr


def test_does_what_its_page_says(edgar: Edgar, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    edgar.filed.append(ANNUAL)
    page = (ROOT / "docs" / "edgar.md").read_text(encoding="utf-8")
    shown = "".join(re.findall(r"^```console\n(.*?)^```$", page, re.MULTILINE | re.DOTALL))
    commands = re.findall(r"^\$ abs-grammar fetch (.*)\n((?:[^$].*\n)*)", shown, re.MULTILINE)
    assert len(commands) == 6
    for arguments, printed in commands:
        ended = fetch(*shlex.split(arguments))
        assert (ended.returncode, ended.stderr) == (0, "")
        assert ended.stdout == printed or not printed
        assert not ended.stdout.startswith("0 filings")


@pytest.mark.skipif(os.name != "posix", reason="other systems have no pseudo-terminals")
def test_shows_on_a_terminal_how_far_it_is_and_leaves_no_trace_of_it(edgar: Edgar, tmp_path: Path) -> None:
    import pty  # noqa: PLC0415 -- the system may lack it

    edgar.filed = MANY
    ours, theirs = pty.openpty()
    arguments = ["--cik", "1266155", "--from", "2003-10", "--to", "2003-12", "-o", str(tmp_path / "out")]
    running = subprocess.Popen(command(*arguments), stdout=subprocess.DEVNULL, stderr=theirs)  # noqa: S603
    os.close(theirs)
    shown = b""
    try:
        while part := os.read(ours, 1000):
            shown += part
    except OSError:
        pass  # the other end closed
    os.close(ours)
    assert running.wait() == 0
    assert b" of 16, 0.0 MB, " in shown
    assert b" left" in shown
    assert shown.endswith(b" \r")


class TestProgressInAPipe:
    @pytest.fixture
    def told(self) -> io.StringIO:
        return io.StringIO()

    def steps(self, told: io.StringIO, *, quiet: bool = False) -> None:
        """Take one step of a thousand every half second, for two minutes and a half."""
        now = 0.0

        def clock() -> float:
            return now

        progress = Progress(1000, quiet=quiet, stream=told, clock=clock)
        for _ in range(300):
            now += 0.5
            progress.step(1_000_000)

    def test_is_a_line_a_minute(self, told: io.StringIO) -> None:
        self.steps(told)
        assert told.getvalue().splitlines() == [
            "120 of 1,000, 120.0 MB, 2.0 a second, 7 min left",
            "240 of 1,000, 240.0 MB, 2.0 a second, 6 min left",
        ]

    def test_is_nothing_where_nothing_is_wanted(self, told: io.StringIO) -> None:
        self.steps(told, quiet=True)
        assert told.getvalue() == ""

    def test_counts_only_work_for_the_time_left(self, told: io.StringIO) -> None:
        now = [0.0]
        progress = Progress(1000, stream=told, clock=lambda: now[0])
        for _ in range(900):
            progress.step(1, worked=False)
        now[0] = 100.0
        for _ in range(10):
            progress.step(1_000_000)
        assert told.getvalue().splitlines()[-1] == "901 of 1,000, 1.0 MB, 0.0 a second, 2.8 h left"
