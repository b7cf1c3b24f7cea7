"""Filings come whole or not at all: from a server that refuses, breaks off, and answers with pages."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import socket
import threading
import time
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import ClassVar

import pytest

pytest.importorskip("urllib3", reason="the extra [edgar] is not installed")

from abs_grammar.acquisition.catalogue import find_filings
from abs_grammar.acquisition.client import AbsentError, EdgarClient, Patience, identity
from abs_grammar.acquisition.download import MANIFEST, FilingFolder, Outcome, download
from abs_grammar.acquisition.index_file import IndexEntry
from abs_grammar.acquisition.rate import SharedRate
from abs_grammar.acquisition.selection import selection
from abs_grammar.acquisition.sources import read_sources
from abs_grammar.errors import AbsGrammarError
from tests.acquisition.conftest import ABSC, AMENDED, TERWIN_DEC, TERWIN_NOV
from tests.acquisition.edgar_server import ABSENT, PERSON, TOO_OFTEN, UNAVAILABLE, Answer, Edgar, Filed

TODAY = date(2004, 6, 15)
QUICK = Patience(tries=3, first_wait=0.01, longest_wait=5, timeout=5)


def entry_of(filed: Filed) -> IndexEntry:
    return IndexEntry(filed.ciks[0], filed.company, filed.form, filed.day, filed.path, filed.accession)


@pytest.fixture
def client(edgar: Edgar, tmp_path: Path) -> EdgarClient:
    return EdgarClient(PERSON, SharedRate(tmp_path / "turns.sqlite", 200.0), edgar.url, QUICK)


def outcomes(client: EdgarClient, folder: Path, *filed: Filed) -> list[Outcome]:
    return list(download(client, [entry_of(each) for each in filed], FilingFolder(folder)))


def only(client: EdgarClient, folder: Path, filed: Filed = TERWIN_NOV) -> Outcome:
    (outcome,) = outcomes(client, folder, filed)
    return outcome


def manifest(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / MANIFEST).read_text().splitlines()]


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


class TestWhatComes:
    def test_is_the_submission_as_the_server_has_it(self, client: EdgarClient, tmp_path: Path) -> None:
        outcome = only(client, tmp_path / "out")
        path = tmp_path / "out" / "2003-11" / "0001056404-03-002001.txt"
        assert (outcome.what, outcome.size) == ("fetched", len(TERWIN_NOV.text))
        assert path.read_bytes() == TERWIN_NOV.text

    def test_stands_in_the_manifest(self, client: EdgarClient, edgar: Edgar, tmp_path: Path) -> None:
        only(client, tmp_path / "out", ABSC)
        assert manifest(tmp_path / "out") == [
            {
                "accession": "0000905148-03-006001",
                "cik": "1264000",
                "company": "ASSET BACKED SECURITIES CORP HE SERIES 2003-HE4",
                "form": "8-K",
                "filed": "2003-11-28",
                "path": "2003-11/0000905148-03-006001.txt",
                "bytes": len(ABSC.text),
                "sha256": hashlib.sha256(ABSC.text).hexdigest(),
                "url": f"{edgar.url}/Archives/edgar/data/1264000/0000905148-03-006001.txt",
            }
        ]

    def test_is_what_the_sources_of_a_run_find_and_nothing_else(self, client: EdgarClient, tmp_path: Path) -> None:
        outcomes(client, tmp_path / "out", TERWIN_NOV, TERWIN_DEC)
        (tmp_path / "out" / ".partial" / "left.txt").write_bytes(b"half")
        assert [file.read() for file in read_sources([str(tmp_path / "out")])] == [TERWIN_NOV.text, TERWIN_DEC.text]

    def test_comes_in_the_order_asked_for(self, client: EdgarClient, tmp_path: Path) -> None:
        asked = [TERWIN_DEC, AMENDED, TERWIN_NOV, ABSC] * 8
        assert [o.entry.accession for o in outcomes(client, tmp_path / "out", *asked)] == [f.accession for f in asked]

    def test_is_asked_for_by_name(self, client: EdgarClient, edgar: Edgar, tmp_path: Path) -> None:
        only(client, tmp_path / "out")
        assert edgar.names == {PERSON}


class TestGoingOn:
    def test_what_is_whole_is_not_fetched_again(self, client: EdgarClient, edgar: Edgar, tmp_path: Path) -> None:
        outcomes(client, tmp_path / "out", TERWIN_NOV)
        edgar.asked.clear()
        what = [outcome.what for outcome in outcomes(client, tmp_path / "out", TERWIN_NOV, TERWIN_DEC)]
        assert what == ["there", "fetched"]
        assert edgar.paths() == [TERWIN_DEC.path]

    @pytest.mark.parametrize(
        "damage", [b"", TERWIN_NOV.text[:-30], TERWIN_NOV.text.replace(b"STATEMENT", b"STATEMENS")]
    )
    def test_what_was_damaged_since_is_fetched_again(self, client: EdgarClient, tmp_path: Path, damage: bytes) -> None:
        only(client, tmp_path / "out")
        path = tmp_path / "out" / "2003-11" / "0001056404-03-002001.txt"
        path.write_bytes(damage)
        assert only(client, tmp_path / "out").what == "fetched"
        assert path.read_bytes() == TERWIN_NOV.text

    def test_a_file_that_ended_before_its_line_in_the_manifest_is_recorded(
        self, client: EdgarClient, edgar: Edgar, tmp_path: Path
    ) -> None:
        only(client, tmp_path / "out")
        before = manifest(tmp_path / "out")
        (tmp_path / "out" / MANIFEST).unlink()
        edgar.asked.clear()
        assert only(client, tmp_path / "out").what == "there"
        assert (edgar.asked, manifest(tmp_path / "out")) == ([], before)

    def test_a_file_of_somebody_else_with_that_name_is_fetched(self, client: EdgarClient, tmp_path: Path) -> None:
        path = tmp_path / "out" / "2003-11" / "0001056404-03-002001.txt"
        path.parent.mkdir(parents=True)
        path.write_bytes(TERWIN_DEC.text)
        assert only(client, tmp_path / "out").what == "fetched"

    def test_a_line_of_the_manifest_cut_short_spoils_no_other(self, client: EdgarClient, tmp_path: Path) -> None:
        outcomes(client, tmp_path / "out", TERWIN_NOV, TERWIN_DEC)
        path = tmp_path / "out" / MANIFEST
        path.write_bytes(path.read_bytes()[:-40])
        what = [outcome.what for outcome in outcomes(client, tmp_path / "out", TERWIN_NOV, TERWIN_DEC)]
        whole = [line for line in path.read_text().splitlines() if line.endswith("}")]
        assert what == ["there", "there"]
        written = {json.loads(line)["accession"] for line in whole}  # in the order in which the downloads ended
        assert written == {TERWIN_NOV.accession, TERWIN_DEC.accession}
        assert len(whole) == len(written)

    def test_what_a_killed_process_left_unfinished_is_swept_up_once_it_is_old(self, tmp_path: Path) -> None:
        partial = tmp_path / "out" / ".partial"
        partial.mkdir(parents=True)
        for name, age in (("old.part", 7200), ("new.part", 0)):
            (partial / name).write_bytes(b"half")
            os.utime(partial / name, (time.time() - age,) * 2)
        FilingFolder(tmp_path / "out")
        assert files(tmp_path / "out") == [".partial/new.part"]


WHOLE = TERWIN_NOV.text
NOT_FILINGS = {
    "an HTML page": (Answer(200, UNAVAILABLE), "it is a web page (SEC.gov | File Unavailable)"),
    "an empty file": (Answer(200, b""), "it is empty"),
    "blanks": (Answer(200, b" \r\n" * 9), "it is empty"),
    "another filing": (Answer(200, TERWIN_DEC.text), "it is another filing"),
    "half a filing that claims to be whole": (Answer(200, WHOLE[:400]), "it is cut short"),
    "other text": (Answer(200, b"STATEMENT TO CERTIFICATEHOLDERS"), "it does not begin as a submission"),
    "a body cut off": (Answer(200, WHOLE, cut_to=100), "the connection failed"),
    "a body cut off at once": (Answer(200, WHOLE, cut_to=0), "the connection failed"),
    "an error of the server": (Answer(503, b""), "the server answers 503"),
}


@pytest.mark.parametrize(("answer", "told"), NOT_FILINGS.values(), ids=NOT_FILINGS)
class TestWhatIsNoFiling:
    def test_is_asked_for_again(
        self, client: EdgarClient, edgar: Edgar, tmp_path: Path, answer: Answer, told: str
    ) -> None:
        edgar.answers[TERWIN_NOV.path] = [answer]
        assert told
        assert only(client, tmp_path / "out").what == "fetched"
        assert len(edgar.asked) == 2

    def test_never_stands_in_the_folder(
        self, client: EdgarClient, edgar: Edgar, tmp_path: Path, answer: Answer, told: str
    ) -> None:
        edgar.answers[TERWIN_NOV.path] = [answer] * 3
        first, second = outcomes(client, tmp_path / "out", TERWIN_NOV, TERWIN_DEC)
        assert (first.what, second.what) == ("failed", "fetched")
        assert told in str(first.trouble)
        assert str(first.trouble).endswith(", 3 times")
        assert files(tmp_path / "out") == ["2003-12/0001056404-03-002002.txt", MANIFEST]


class TestARefusal:
    REFUSALS: ClassVar = {
        "too many requests": Answer(429, TOO_OFTEN),
        "forbidden": Answer(403, TOO_OFTEN),
        "a page of it with status 200": Answer(200, TOO_OFTEN),
    }

    @pytest.mark.parametrize("answer", REFUSALS.values(), ids=REFUSALS)
    def test_is_waited_out(self, client: EdgarClient, edgar: Edgar, tmp_path: Path, answer: Answer) -> None:
        edgar.answers[TERWIN_NOV.path] = [answer, answer]
        assert only(client, tmp_path / "out").what == "fetched"

    @pytest.mark.parametrize("answer", REFUSALS.values(), ids=REFUSALS)
    def test_that_lasts_ends_the_fetching(
        self, client: EdgarClient, edgar: Edgar, tmp_path: Path, answer: Answer
    ) -> None:
        many = [Filed(f"0001056404-03-{n:06}", ("1266155",), "TERWIN", "8-K", date(2003, 11, 28)) for n in range(100)]
        for filed in many:
            edgar.answers[filed.path] = [answer] * 10
        what = [outcome.what for outcome in outcomes(client, tmp_path / "out", *many)]
        assert set(what) == {"failed", "left"}
        assert what.count("left") > 80
        assert len(edgar.asked) <= 3 * (100 - what.count("left"))

    def test_says_in_seconds_how_long_to_wait(self, client: EdgarClient, edgar: Edgar, tmp_path: Path) -> None:
        edgar.answers[TERWIN_NOV.path] = [Answer(429, TOO_OFTEN, (("Retry-After", "1"),))]
        only(client, tmp_path / "out")
        (first, _), (second, _) = edgar.asked
        assert second - first >= 0.95

    def test_says_by_a_date_how_long_to_wait(self, client: EdgarClient, edgar: Edgar, tmp_path: Path) -> None:
        until = format_datetime(datetime.now(UTC) + timedelta(seconds=3), usegmt=True)  # in whole seconds
        edgar.answers[TERWIN_NOV.path] = [Answer(503, b"", (("Retry-After", until),))]
        only(client, tmp_path / "out")
        (first, _), (second, _) = edgar.asked
        assert second - first >= 1.5

    def test_for_longer_than_is_sensible_ends_at_once(self, client: EdgarClient, edgar: Edgar, tmp_path: Path) -> None:
        edgar.answers[TERWIN_NOV.path] = [Answer(429, TOO_OFTEN, (("Retry-After", "7200"),))]
        outcome = only(client, tmp_path / "out")
        assert "not to be asked for 7,200 seconds" in str(outcome.trouble)
        assert len(edgar.asked) == 1

    def test_of_one_holds_all_processes(self, client: EdgarClient, edgar: Edgar, tmp_path: Path) -> None:
        edgar.answers[TERWIN_NOV.path] = [Answer(429, TOO_OFTEN, (("Retry-After", "1"),))]
        asking = threading.Thread(target=only, args=(client, tmp_path / "out"))
        asking.start()
        while not edgar.asked:
            time.sleep(0.01)
        time.sleep(0.3)  # until the answer is read, in which that process holds
        SharedRate(tmp_path / "turns.sqlite", 200.0).wait()
        assert time.monotonic() - edgar.asked[0][0] >= 0.95
        asking.join()

    def test_is_not_met_at_our_pace(self, edgar: Edgar, tmp_path: Path) -> None:
        edgar.most_a_second = 10
        edgar.filed = [
            Filed(f"0001056404-03-{n:06}", ("1266155",), "TERWIN", "8-K", date(2003, 11, 28)) for n in range(24)
        ]
        client = EdgarClient(PERSON, SharedRate(tmp_path / "turns.sqlite"), edgar.url, QUICK)
        what = [outcome.what for outcome in outcomes(client, tmp_path / "out", *edgar.filed)]
        assert what == ["fetched"] * 24
        assert len(edgar.asked) == 24


def test_a_full_disk_ends_the_fetching_and_leaves_no_half_a_filing(
    client: EdgarClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        only(client, tmp_path / "out")
    assert files(tmp_path / "out") == []


class TestWhatIsNotThere:
    @pytest.mark.parametrize("answer", [Answer(404, UNAVAILABLE), Answer(403, ABSENT)], ids=["404", "EDGAR's store"])
    def test_is_asked_for_once(self, client: EdgarClient, edgar: Edgar, tmp_path: Path, answer: Answer) -> None:
        edgar.answers[TERWIN_NOV.path] = [answer]
        outcome = only(client, tmp_path / "out")
        assert (outcome.what, str(outcome.trouble).rpartition(": ")[2]) == ("failed", "there is no such file")
        assert len(edgar.asked) == 1

    def test_is_not_looked_for_elsewhere(self, client: EdgarClient, edgar: Edgar, tmp_path: Path) -> None:
        edgar.answers[TERWIN_NOV.path] = [Answer(302, b"", (("Location", "http://192.0.2.1/"),))]
        assert "the server answers 302" in str(only(client, tmp_path / "out").trouble)

    def test_a_server_that_is_gone_ends_the_fetching(self, tmp_path: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as closed:
            url = f"http://127.0.0.1:{closed.getsockname()[1]}"
        client = EdgarClient(PERSON, SharedRate(tmp_path / "turns.sqlite", 200.0), url, QUICK)
        many = [Filed(f"0001056404-03-{n:06}", ("1",), "TERWIN", "8-K", date(2003, 11, 28)) for n in range(50)]
        what = [outcome.what for outcome in outcomes(client, tmp_path / "out", *many)]
        assert what.count("left") > 30


class TestIdentity:
    def test_a_name_and_an_address_will_do(self) -> None:
        assert identity(f" {PERSON} ") == PERSON

    @pytest.mark.parametrize("given", [None, "", "Anna", "anna@example.com", "Anna anna@", "A\r\nX: y a@example.com"])
    def test_less_is_refused_with_the_cure(self, given: str | None) -> None:
        with pytest.raises(
            AbsGrammarError, match=r'give --identity "Your Name you@example\.com", or set EDGAR_IDENTITY'
        ):
            identity(given)


class TestTheIndexes:
    def find(self, client: EdgarClient, tmp_path: Path, told: list[str] | None = None, **wanted: object) -> list[str]:
        chosen = selection(today=TODAY, ciks=["1266155"], **wanted)  # type: ignore[arg-type]
        told = [] if told is None else told
        return [e.accession for e in find_filings(client, chosen, tmp_path / "cache", told.append, TODAY)]

    def test_of_quarters_are_asked_for(self, client: EdgarClient, edgar: Edgar, tmp_path: Path) -> None:
        found = self.find(client, tmp_path, first="2003-11", last="2004-02")
        assert found == [TERWIN_NOV.accession, TERWIN_DEC.accession, AMENDED.accession]
        assert edgar.paths() == ["edgar/full-index/2003/QTR4/master.idx", "edgar/full-index/2004/QTR1/master.idx"]

    def test_of_days_are_asked_for_where_they_are_few(self, client: EdgarClient, edgar: Edgar, tmp_path: Path) -> None:
        assert self.find(client, tmp_path, first="2003-12-28", last="2004-01-02") == [TERWIN_DEC.accession]
        assert edgar.paths() == [
            "edgar/daily-index/2003/QTR4/index.json",
            "edgar/daily-index/2003/QTR4/master.20031229.idx",
            "edgar/daily-index/2003/QTR4/master.20031230.idx",
            "edgar/daily-index/2004/QTR1/index.json",
        ]

    @pytest.mark.parametrize(
        "listing",
        [b"{}", b"[" * 10_000, b'{"directory": {"item": [{"name": "master.winter.idx"}]}}'],
        ids=["none", "deep", "odd"],
    )
    def test_of_quarters_are_asked_for_where_the_days_are_not_clear(
        self, client: EdgarClient, edgar: Edgar, tmp_path: Path, listing: bytes
    ) -> None:
        edgar.answers["edgar/daily-index/2003/QTR4/index.json"] = [Answer(200, listing)]
        assert self.find(client, tmp_path, first="2003-12-29", last="2003-12-29") == [TERWIN_DEC.accession]
        assert edgar.paths()[-1] == "edgar/full-index/2003/QTR4/master.idx"

    def test_of_quarters_are_asked_for_where_there_are_none_of_days(
        self, client: EdgarClient, edgar: Edgar, tmp_path: Path
    ) -> None:
        edgar.daily = False
        assert self.find(client, tmp_path, first="2003-12-29", last="2003-12-29") == [TERWIN_DEC.accession]

    def test_are_kept_until_the_server_has_newer_ones(self, client: EdgarClient, edgar: Edgar, tmp_path: Path) -> None:
        first = self.find(client, tmp_path, first="2003-10", last="2003-12")
        edgar.filed.clear()  # the answer is 304: nothing newer
        assert self.find(client, tmp_path, first="2003-10", last="2003-12") == first
        assert len(edgar.asked) == 2

    def test_cut_short_are_asked_for_again(self, client: EdgarClient, edgar: Edgar, tmp_path: Path) -> None:
        path = "edgar/full-index/2003/QTR4/master.idx"
        edgar.answers[path] = [Answer(200, b"CIK|Company Name|Form Type", cut_to=10), Answer(200, UNAVAILABLE)]
        assert len(self.find(client, tmp_path, first="2003-10", last="2003-12")) == 2

    def test_with_rows_that_cannot_be_read_are_told(self, client: EdgarClient, edgar: Edgar, tmp_path: Path) -> None:
        path = "edgar/full-index/2003/QTR4/master.idx"
        row = "1266155|TERWIN|8-K|2003-11-28|edgar/data/1266155/0001056404-03-002001.txt"
        text = f"CIK|Company Name|Form Type|Date Filed|Filename\nnonsense\n{row}\n1|2\n"
        edgar.answers[path] = [Answer(200, text.encode())]
        told: list[str] = []
        assert self.find(client, tmp_path, told, first="2003-10", last="2003-12") == ["0001056404-03-002001"]
        assert [line.partition("master.idx")[2] for line in told] == [
            ":2: 2 of its rows cannot be read, the first of them here"
        ]

    def test_of_a_past_quarter_that_is_not_there_is_an_error(
        self, client: EdgarClient, edgar: Edgar, tmp_path: Path
    ) -> None:
        edgar.answers["edgar/full-index/2003/QTR4/master.idx"] = [Answer(403, ABSENT)]
        with pytest.raises(AbsentError, match=r"full-index/2003/QTR4/master\.idx: there is no such file"):
            self.find(client, tmp_path, first="2003-10", last="2003-12")

    def test_of_this_quarter_may_not_be_there_yet(self, client: EdgarClient, edgar: Edgar, tmp_path: Path) -> None:
        edgar.answers["edgar/full-index/2004/QTR2/master.idx"] = [Answer(403, ABSENT)]
        told: list[str] = []
        assert self.find(client, tmp_path, told, first="2004") == [AMENDED.accession]
        assert told == ["there is no index yet for quarter 2 of 2004"]
