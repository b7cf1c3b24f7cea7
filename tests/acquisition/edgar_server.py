"""A server on this machine that answers as EDGAR does: indexes, submissions, refusals, and answers that break off."""

from __future__ import annotations

import gzip
import json
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import attrs

PERSON = "Anna Example anna@example.com"
MODIFIED = "Tue, 06 Jan 2004 03:00:00 GMT"
TOO_OFTEN = (
    b"<!DOCTYPE html>\n<html><head><title>SEC.gov | Request Rate Threshold Exceeded</title></head><body>"
    b"<h1>Your Request Originates from an Undeclared Automated Tool</h1></body></html>"
)
UNAVAILABLE = b"<html><head><title>SEC.gov | File Unavailable</title></head><body>Sorry.</body></html>"
ABSENT = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>'
)


@attrs.frozen
class Filed:
    """A filing as EDGAR knows it; `ciks` are all its filers, which an index lists one by one."""

    accession: str
    ciks: tuple[str, ...]
    company: str
    form: str
    day: date
    statement: str = "STATEMENT TO CERTIFICATEHOLDERS"

    @property
    def path(self) -> str:
        return self.path_of(self.ciks[0])

    def path_of(self, cik: str) -> str:
        return f"edgar/data/{cik}/{self.accession}.txt"

    @property
    def text(self) -> bytes:
        return f"""-----BEGIN PRIVACY-ENHANCED MESSAGE-----
Proc-Type: 2001,MIC-CLEAR

<SEC-DOCUMENT>{self.accession}.txt : {self.day:%Y%m%d}
<SEC-HEADER>{self.accession}.hdr.sgml : {self.day:%Y%m%d}
ACCESSION NUMBER:\t\t{self.accession}
CONFORMED SUBMISSION TYPE:\t{self.form}
FILED AS OF DATE:\t\t{self.day:%Y%m%d}
</SEC-HEADER>
<DOCUMENT>
<TYPE>{self.form}
<TEXT>
{self.statement}
</TEXT>
</DOCUMENT>
</SEC-DOCUMENT>
-----END PRIVACY-ENHANCED MESSAGE-----
""".encode()


def master_index(filed: Sequence[Filed], day_format: str = "%Y-%m-%d") -> str:
    rows = [
        f"{cik}|{f.company}|{f.form}|{f.day.strftime(day_format)}|{f.path_of(cik)}\n" for f in filed for cik in f.ciks
    ]
    return f"{PREAMBLE}CIK|Company Name|Form Type|Date Filed|Filename\n{'-' * 80}\n{''.join(rows)}"


def form_index(filed: Sequence[Filed]) -> str:
    rows = [
        f"{f.form:<12}{f.company:<62}{cik:<12}{f.day.isoformat():<12}{f.path_of(cik)}         \n"
        for f in filed
        for cik in f.ciks
    ]
    headings = f"{'Form Type':<12}{'Company Name':<62}{'CIK':<12}{'Date Filed':<12}File Name\n"
    return f"{PREAMBLE}{headings}{'-' * 141}\n{''.join(rows)}"


def company_index(filed: Sequence[Filed]) -> str:
    rows = [
        f"{f.company:<62}{f.form:<12}{cik:<12}{f.day.isoformat():<12}{f.path_of(cik)}         \n"
        for f in filed
        for cik in f.ciks
    ]
    headings = f"{'Company Name':<62}{'Form Type':<12}{'CIK':<12}{'Date Filed':<12}File Name\n"
    return f"{PREAMBLE}{headings}{'-' * 141}\n{''.join(rows)}"


PREAMBLE = """Description:           Master Index of EDGAR Dissemination Feed
Last Data Received:    December 31, 2003
Comments:              webmaster@sec.gov
Anonymous FTP:         ftp://ftp.sec.gov/edgar/

 \n \n \n"""


@attrs.frozen
class Answer:
    """What the server answers once, instead of the file."""

    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    cut_to: int | None = None
    """After so many bytes of what `Content-Length` announces, the connection ends."""


@attrs.define
class Edgar:
    """What the server holds, what it is to answer first, and what it was asked."""

    filed: list[Filed] = attrs.field(factory=list)
    answers: dict[str, list[Answer]] = attrs.field(factory=lambda: defaultdict(list))
    asked: list[tuple[float, str]] = attrs.field(factory=list)
    names: set[str | None] = attrs.field(factory=set)
    url: str = ""
    most_a_second: int | None = None
    daily: bool = True
    lock: threading.Lock = attrs.field(factory=threading.Lock)

    def paths(self) -> list[str]:
        return [path for _, path in self.asked]

    def file(self, path: str) -> bytes | None:
        """Return the file at a path below `Archives/`."""
        for filed in self.filed:
            if path in {filed.path_of(cik) for cik in filed.ciks}:
                return filed.text
        parts = path.split("/")
        if parts[:2] == ["edgar", "full-index"] and parts[4] == "master.idx":
            return master_index(self._in(parts[2], parts[3])).encode("latin-1")
        if parts[:2] == ["edgar", "daily-index"] and self.daily:
            days = {f"{f.day:%Y%m%d}" for f in self._in(parts[2], parts[3])}
            if parts[4] == "index.json":
                names = [f"{kind}.{day}.idx" for day in days for kind in ("company", "form", "master")]
                return json.dumps({"directory": {"item": [{"name": name} for name in names]}}).encode()
            day = parts[4].split(".")[1]
            if day in days:
                return master_index([f for f in self.filed if f"{f.day:%Y%m%d}" == day], "%Y%m%d").encode("latin-1")
        return None

    def _in(self, year: str, quarter: str) -> list[Filed]:
        return [f for f in self.filed if str(f.day.year) == year and f"QTR{(f.day.month + 2) // 3}" == quarter]

    def answer(self, path: str, name: str | None, since: str | None) -> Answer:
        with self.lock:
            now = time.monotonic()
            self.asked.append((now, path))
            self.names.add(name)
            if not name or "@" not in name:
                return Answer(403, TOO_OFTEN)
            recent = sum(now - moment < 1 for moment, _ in self.asked)
            if self.most_a_second is not None and recent > self.most_a_second:
                return Answer(429, TOO_OFTEN)
            if self.answers[path]:
                return self.answers[path].pop(0)
        if since == MODIFIED:
            return Answer(304)
        body = self.file(path)
        return Answer(403, ABSENT) if body is None else Answer(200, body, (("Last-Modified", MODIFIED),))


@contextmanager
def serving(edgar: Edgar) -> Iterator[Edgar]:
    """Serve on a free port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            asked = self.path.removeprefix("/Archives/")
            answer = edgar.answer(asked, self.headers["User-Agent"], self.headers["If-Modified-Since"])
            body = answer.body
            self.send_response(answer.status)
            for header in answer.headers:
                self.send_header(*header)
            if "gzip" in (self.headers["Accept-Encoding"] or "") and answer.status == 200:
                body = gzip.compress(body)
                self.send_header("Content-Encoding", "gzip")
            if answer.status != 304:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: answer.cut_to])
            self.close_connection = answer.cut_to is not None

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    edgar.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield edgar
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
