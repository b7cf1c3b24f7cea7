"""Fills a folder with filings, and keeps its manifest; what is there and whole is not fetched again."""

from __future__ import annotations

import hashlib
import json
import os
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Literal

import attrs

from abs_grammar.acquisition.client import EdgarClient, FetchError, Received, RefusedError
from abs_grammar.acquisition.content import NotAFilingError, check_submission
from abs_grammar.acquisition.index_file import IndexEntry
from abs_grammar.errors import AbsGrammarError

__all__ = ["MANIFEST", "FilingFolder", "Outcome", "download"]

MANIFEST = "manifest.jsonl"
_PARTIAL = ".partial"
_STALE = 3600.0  # seconds after which an unfinished file is nobody's
_CONNECTIONS = 4
_CHUNK = 1 << 20


@attrs.frozen
class Outcome:
    """What became of a filing: `there` already, `fetched`, `failed` (and why), or `left` as the server refuses."""

    entry: IndexEntry
    what: Literal["there", "fetched", "failed", "left"]
    size: int = 0
    trouble: str | None = None


class FilingFolder:
    """A folder of submissions, `2003-11/0001056404-03-001234.txt` by the month of filing, and its manifest.

    A line of the manifest is an object: accession, cik, company, form, filed, path (below the folder, with slashes),
    bytes, sha256, url. Lines are appended when the file is on the disk; the last line of an accession number counts.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._manifest = root / MANIFEST
        self._lock = threading.Lock()
        try:
            root.mkdir(parents=True, exist_ok=True)
            self._recorded = self._read()
            self._sweep()
        except OSError as error:
            expected = "give -o a folder that can be written"
            raise AbsGrammarError(
                f"the folder cannot be used ({error.strerror})", expected=expected, file=str(root)
            ) from error

    @property
    def partial(self) -> Path:
        """Return the folder for files that are not whole yet; `run` passes over it."""
        return self.root / _PARTIAL

    def path(self, entry: IndexEntry) -> Path:
        """Return where a filing is to stand."""
        return self.root / f"{entry.filed:%Y-%m}" / f"{entry.accession}.txt"

    def whole(self, entry: IndexEntry, url: str) -> int | None:
        """Return the size of a filing that is there and whole, else `None`.

        Whole is what has the SHA-256 of the manifest. A file that the manifest lacks, as an end between two steps
        leaves it, was checked before it got its name: it is checked once more, and recorded.
        """
        path = self.path(entry)
        known = self._recorded.get(entry.accession)
        try:
            found = _received(path)
        except FileNotFoundError:
            return None
        if known is not None and known == found.sha256:
            return found.size
        if known is None:
            try:
                check_submission(path, entry.accession)
            except NotAFilingError:
                return None
            self.record(entry, found, url)
            return found.size
        return None

    def record(self, entry: IndexEntry, received: Received, url: str) -> None:
        """Append a filing to the manifest."""
        row = {
            "accession": entry.accession,
            "cik": entry.cik,
            "company": entry.company,
            "form": entry.form,
            "filed": entry.filed.isoformat(),
            "path": self.path(entry).relative_to(self.root).as_posix(),
            "bytes": received.size,
            "sha256": received.sha256,
            "url": url,
        }
        line = (json.dumps(row) + "\n").encode()
        with self._lock, self._manifest.open("ab") as out:
            if out.tell() and not self._ends_in_a_line():
                line = b"\n" + line  # after a line that an abrupt end cut short
            out.write(line)
            out.flush()
            os.fsync(out.fileno())
            self._recorded[entry.accession] = received.sha256

    def _ends_in_a_line(self) -> bool:
        with self._manifest.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read(1) == b"\n"

    def _read(self) -> dict[str, str]:
        """Return the SHA-256 of each accession number in the manifest; a line cut short tells of nothing."""
        recorded: dict[str, str] = {}
        try:
            with self._manifest.open("rb") as lines:
                for line in lines:
                    try:
                        row = json.loads(line)
                        recorded[str(row["accession"])] = str(row["sha256"])
                    except (ValueError, KeyError, TypeError, RecursionError):
                        continue
        except FileNotFoundError:
            pass
        return recorded

    def _sweep(self) -> None:
        """Remove what a process that was killed left unfinished."""
        for part in self.partial.glob("*.part"):
            if time.time() - part.stat().st_mtime > _STALE:
                part.unlink(missing_ok=True)


def download(client: EdgarClient, entries: Sequence[IndexEntry], folder: FilingFolder) -> Iterator[Outcome]:
    """Yield what became of each filing, in their order, as they are fetched a few at a time.

    A filing that fails costs itself only. Where the server refuses to answer, or is gone, no further one is asked for:
    those are `left`.
    """
    stopped = threading.Event()
    task = partial(_one, client, folder, stopped)
    with ThreadPoolExecutor(_CONNECTIONS, thread_name_prefix="edgar") as pool:
        running: deque[Future[Outcome]] = deque()
        try:
            for entry in entries:
                running.append(pool.submit(task, entry))
                if len(running) > 2 * _CONNECTIONS:
                    yield running.popleft().result()
            while running:
                yield running.popleft().result()
        finally:
            stopped.set()


def _one(client: EdgarClient, folder: FilingFolder, stopped: threading.Event, entry: IndexEntry) -> Outcome:
    url = client.url(entry.path)
    size = folder.whole(entry, url)
    if size is not None:
        return Outcome(entry, "there", size)
    if stopped.is_set():
        return Outcome(entry, "left")
    try:
        check = partial(check_submission, accession=entry.accession)
        received = client.fetch(entry.path, folder.path(entry), check, partial=folder.partial)
    except RefusedError as error:
        stopped.set()
        return Outcome(entry, "failed", trouble=str(error))
    except FetchError as error:
        return Outcome(entry, "failed", trouble=str(error))
    if received is None:  # only where a newer file alone was asked for
        return Outcome(entry, "failed", trouble=f"{url}: the server sent nothing")
    folder.record(entry, received, url)
    return Outcome(entry, "fetched", received.size)


def _received(path: Path) -> Received:
    digest = hashlib.sha256()
    size = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return Received(size, digest.hexdigest())
