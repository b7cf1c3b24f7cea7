"""Finds in EDGAR's indexes which filings a selection means, asking for as few of them as answer it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from abs_grammar.acquisition.client import AbsentError, EdgarClient
from abs_grammar.acquisition.content import check_index, check_listing
from abs_grammar.acquisition.index_file import IndexEntry, UnreadRow, read_index
from abs_grammar.acquisition.selection import Quarter, Selection, select
from abs_grammar.errors import SourceError

__all__ = ["find_filings", "find_in_files"]

_DAILY_UP_TO = 7  # days: the index of a quarter weighs 20 to 60 times that of a day
_DAILY = re.compile(r"master\.((?:[0-9]{2})?[0-9]{6})\.idx")
_LARGEST_LISTING = 4 << 20


def find_filings(
    client: EdgarClient, wanted: Selection, cache: Path, remark: Callable[[str], None], today: date
) -> list[IndexEntry]:
    """Return the filings wanted, as the server's indexes list them; the indexes are kept in the folder `cache`.

    A few days are looked up in the indexes of days, more in those of quarters. An index that is kept is asked for
    again only where the server's is newer. `remark` is told of rows that cannot be read, and of an index that is not
    there yet; raises `AbsentError` where one of the past is not there.
    """
    paths = _daily(client, wanted, cache) if (wanted.last - wanted.first).days < _DAILY_UP_TO else None
    if paths is None:
        paths = []
        for quarter in wanted.quarters():
            try:
                paths.append(_kept(client, f"edgar/full-index/{_folder(quarter)}/master.idx", cache))
            except AbsentError:
                if quarter < Quarter.of(today):
                    raise
                remark(f"there is no index yet for quarter {quarter.number} of {quarter.year}")
    return find_in_files(paths, wanted, remark)


def find_in_files(paths: Iterable[Path], wanted: Selection, remark: Callable[[str], None]) -> list[IndexEntry]:
    """Return the filings wanted that these index files list."""
    return select((entry for path in paths for entry in _entries(path, remark)), wanted)


def _entries(path: Path, remark: Callable[[str], None]) -> Iterator[IndexEntry]:
    unread: list[UnreadRow] = []
    count = 0
    try:
        with path.open(encoding="latin-1", newline="\n") as lines:
            for row in read_index(lines, str(path)):
                if isinstance(row, IndexEntry):
                    yield row
                    continue
                count += 1
                unread = unread or [row]
    except OSError as error:
        raise SourceError(f"the index cannot be read ({error.strerror})", file=str(path)) from error
    if unread:
        remark(f"{path}:{unread[0].line}: {count} of its rows cannot be read, the first of them here")


def _daily(client: EdgarClient, wanted: Selection, cache: Path) -> list[Path] | None:
    """Return the indexes of the days wanted; `None` where the server's listing of them does not say which they are."""
    found: list[Path] = []
    for quarter in wanted.quarters():
        folder = f"edgar/daily-index/{_folder(quarter)}"
        try:
            names = _names(_kept(client, f"{folder}/index.json", cache))
        except AbsentError:
            return None
        masters = [name for name in names or () if name.startswith("master.")]
        days = [_day_of(name) for name in masters]
        if not masters or None in days:
            return None
        found += [
            _kept(client, f"{folder}/{name}", cache)
            for name, day in sorted(zip(masters, days, strict=True))
            if day is not None and wanted.first <= day <= wanted.last
        ]
    return found


def _names(listing: Path) -> Sequence[str] | None:
    """Return the names in a listing of a folder of the server."""
    if listing.stat().st_size > _LARGEST_LISTING:
        return None
    try:
        return [str(item["name"]) for item in json.loads(listing.read_bytes())["directory"]["item"]]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _day_of(name: str) -> date | None:
    """Return the day of an index by its name, `master.20031125.idx`, or in the first years `master.981125.idx`."""
    found = _DAILY.fullmatch(name.removesuffix(".gz"))
    if found is None:
        return None
    digits = found[1] if len(found[1]) == len("20031125") else f"19{found[1]}"
    try:
        return date.fromisoformat(digits)
    except ValueError:
        return None


def _kept(client: EdgarClient, path: str, cache: Path) -> Path:
    """Return where a file of the server is kept, after asking whether it has a newer one."""
    server = re.sub(r"[^A-Za-z0-9.-]", "_", client.base_url.partition("://")[2])
    target = cache / server / path
    check = check_listing if path.endswith(".json") else check_index
    client.fetch(path, target, check, partial=cache / "partial", newer_only=True)
    return target


def _folder(quarter: Quarter) -> str:
    return f"{quarter.year}/QTR{quarter.number}"
