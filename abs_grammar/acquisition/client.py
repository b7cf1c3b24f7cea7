"""Asks EDGAR for a file as SEC wants to be asked, and puts it on the disk only when it is whole.

The client is urllib3, one package without a dependency: what is needed beyond a connection that is kept (names, turns,
checks, temporary files) is EDGAR's own business. edgartools would bring 41 packages, its turns are those of one
process, and it keeps no folder that can be resumed; httpx brings six packages and retries nothing by itself either.
"""

from __future__ import annotations

import hashlib
import os
import re
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from email.utils import formatdate, parsedate_to_datetime
from pathlib import Path

import attrs

from abs_grammar.acquisition.content import NotAFilingError, is_refusal, page_title
from abs_grammar.acquisition.rate import SharedRate
from abs_grammar.errors import AbsGrammarError

try:
    from urllib3 import BaseHTTPResponse, PoolManager, Retry, Timeout
    from urllib3.exceptions import ConnectTimeoutError, HTTPError, InvalidHeader, NewConnectionError
except ImportError:
    raise AbsGrammarError("to fetch takes urllib3", expected='pip install "abs-grammar[edgar]"') from None

__all__ = ["EDGAR", "AbsentError", "EdgarClient", "FetchError", "Patience", "Received", "RefusedError", "identity"]

EDGAR = "https://www.sec.gov"
_CHUNK = 1 << 18
_LARGEST = 2 << 30
_BODY_OF_A_REFUSAL = 1 << 16
_PERSON = re.compile(r"[ -~]*[!-~] +[^\s@]+@[^\s@]+\.[^\s@]+")
_OK, _NOT_MODIFIED, _FORBIDDEN, _NOT_FOUND, _TOO_MANY, _SERVER_ERRORS = 200, 304, 403, 404, 429, 500


class FetchError(AbsGrammarError):
    """A file did not come whole, however often it was asked for."""


class RefusedError(FetchError):
    """The server refuses to answer, or does not answer at all: to ask for the next file would be no use."""


class AbsentError(FetchError):
    """The server has no such file."""


@attrs.frozen
class Patience:
    """How often a file is asked for, and how long the first wait is; each following one is twice as long."""

    tries: int = 6
    first_wait: float = 2.0
    longest_wait: float = 600.0
    timeout: float = 60.0


@attrs.frozen
class Received:
    """A file that came whole: how many bytes it holds, and their SHA-256."""

    size: int
    sha256: str


class _AgainError(Exception):
    """One try failed, and another may not; after `wait` seconds, where the server says how many."""

    def __init__(self, why: str, *, refused: bool = False, wait: float | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.refused = refused
        self.wait = wait


def identity(given: str | None) -> str:
    """Return the name and e-mail address that SEC asks for; raises `AbsGrammarError` where they are missing."""
    expected = 'give --identity "Your Name you@example.com", or set EDGAR_IDENTITY to it'
    person = (given or "").strip()
    if not person:
        raise AbsGrammarError("SEC asks who asks", expected=expected)
    if not (person.isascii() and _PERSON.fullmatch(person)):
        raise AbsGrammarError(f"{person!r} is no name with an e-mail address", expected=expected)
    return person


class EdgarClient:
    """Fetches files of EDGAR, or of a server that behaves alike, by any number of threads."""

    def __init__(self, person: str, rate: SharedRate, base_url: str = EDGAR, patience: Patience | None = None) -> None:
        self.base_url = base_url.rstrip("/")
        if not self.base_url.startswith(("https://", "http://")):
            raise AbsGrammarError(f"{base_url!r} is no address", expected="expected it to begin with https://")
        self._rate = rate
        self._patience = patience or Patience()
        self._headers = {"User-Agent": person, "Accept-Encoding": "gzip, deflate"}
        self._pool = PoolManager(maxsize=8, retries=False, timeout=Timeout(self._patience.timeout))

    def url(self, path: str) -> str:
        """Return the address of a path below `Archives/`."""
        return f"{self.base_url}/Archives/{path}"

    def fetch(
        self, path: str, target: Path, check: Callable[[Path], None], *, partial: Path, newer_only: bool = False
    ) -> Received | None:
        """Write a file of the server to `target`, once it is whole and `check` raises no `NotAFilingError`.

        Until then it stands in the folder `partial`, on the same disk. With `newer_only`, `None` says that what stands
        at `target` is what the server has. Raises `AbsentError`, `RefusedError` or `FetchError`.
        """
        url = self.url(path)
        last = _AgainError("it was not asked for")
        for number in range(self._patience.tries):
            if number:
                self._wait(last, number)
            self._rate.wait()
            try:
                return self._once(url, target, check, partial, newer_only=newer_only)
            except _AgainError as again:
                last = again
        kind = RefusedError if last.refused else FetchError
        raise kind(f"{last.why}, {self._patience.tries} times", file=url)

    def _wait(self, last: _AgainError, number: int) -> None:
        """Wait before a file is asked for again: all processes where the server asked for it, else this thread."""
        seconds = max(last.wait or 0.0, self._patience.first_wait * 2 ** (number - 1))
        seconds = min(seconds, self._patience.longest_wait)
        if last.refused:
            self._rate.hold(seconds)
        else:
            time.sleep(seconds)

    def _once(
        self, url: str, target: Path, check: Callable[[Path], None], folder: Path, *, newer_only: bool
    ) -> Received | None:
        headers = dict(self._headers)
        if newer_only and target.exists():
            headers["If-Modified-Since"] = formatdate(target.stat().st_mtime, usegmt=True)
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f"{target.name}.{os.getpid()}-{threading.get_ident()}.part"
        try:
            response = self._pool.request("GET", url, headers=headers, preload_content=False)
            try:
                if response.status == _NOT_MODIFIED and "If-Modified-Since" in headers:
                    return None
                self._refuse(response, url)
                received = _write(response, part)
            finally:
                response.close()  # a connection whose answer was read to its end is kept all the same
            check(part)
            _keep(part, target, response.headers.get("Last-Modified"))
        except NotAFilingError as error:
            raise _AgainError(str(error), refused=error.refused) from error
        except HTTPError as error:
            down = isinstance(error, NewConnectionError | ConnectTimeoutError)
            raise _AgainError(f"the connection failed ({type(error).__name__})", refused=down) from error
        finally:
            part.unlink(missing_ok=True)
        return received

    def _refuse(self, response: BaseHTTPResponse, url: str) -> None:
        """Raise where the status says that no file comes."""
        status = response.status
        if status == _OK:
            return
        body = response.read(_BODY_OF_A_REFUSAL, decode_content=True) or b""
        title = page_title(body)
        told = f"the server answers {status}{f' ({title})' if title else ''}"
        # EDGAR's store answers 403 where there is no such file; its gate, where it does not like who asks.
        if status == _NOT_FOUND or (status == _FORBIDDEN and b"<Code>AccessDenied</Code>" in body):
            raise AbsentError("there is no such file", file=url)
        if status in {_FORBIDDEN, _TOO_MANY} or status >= _SERVER_ERRORS:
            wait = _retry_after(response.headers.get("Retry-After"))
            if wait is not None and wait > self._patience.longest_wait:
                raise RefusedError(f"{told}, and not to be asked for {wait:,.0f} seconds", file=url)
            raise _AgainError(told, refused=status in {_FORBIDDEN, _TOO_MANY} or is_refusal(body), wait=wait)
        raise FetchError(told, file=url)


def _write(response: BaseHTTPResponse, part: Path) -> Received:
    """Write the body to a file and sync it; urllib3 raises where it is shorter than its length."""
    digest = hashlib.sha256()
    size = 0
    with part.open("wb") as out:
        for chunk in response.stream(_CHUNK, decode_content=True):
            size += len(chunk)
            if size > _LARGEST:
                raise FetchError(f"it holds more than {_LARGEST:,} bytes", file=response.url)
            digest.update(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    return Received(size, digest.hexdigest())


def _keep(part: Path, target: Path, modified: str | None) -> None:
    """Give a whole file its name, and the time that the server says it has, so that one can ask for a newer one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part.replace(target)
    if os.name == "posix":  # elsewhere a folder cannot be synced
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    if modified is not None:
        with suppress(ValueError, TypeError, OverflowError):  # it is no time: the file has the one of its coming
            moment = parsedate_to_datetime(modified).timestamp()
            os.utime(target, (moment, moment))


def _retry_after(value: str | None) -> float | None:
    """Return the seconds that a `Retry-After` header asks for: a number of them, or a date."""
    try:
        return None if value is None else max(0.0, float(Retry().parse_retry_after(value)))
    except (InvalidHeader, ValueError, OverflowError):
        return None
