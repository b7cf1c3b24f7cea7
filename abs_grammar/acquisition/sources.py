"""Finds filings: in folders, by globs, in compressed files, archives and EDGAR's daily feeds, and by lists of paths."""

from __future__ import annotations

import glob
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

from abs_grammar.acquisition.archives import is_source, open_path
from abs_grammar.acquisition.source_file import DAMAGE, Limits, SourceFile, reason, refused

__all__ = ["Limits", "SourceFile", "read_again", "read_sources"]

_STANDARD_INPUT = "-"
_LIST = "@"
_LONGEST_LINE = 1 << 16


def read_sources(
    sources: Iterable[str], limits: Limits | None = None, standard_input: BinaryIO | None = None
) -> Iterator[SourceFile]:
    """Yield each filing of the sources, without reading it, in an order that is the same each time.

    A source is a file, a folder (with those in it, sorted by name), a glob (`**` goes into folders), `@LIST` (a file
    with a path, folder or glob a line), or `-` (such a list on standard input). In folders, files that end in `.txt`,
    `.nc`, `.htm` or `.html` are taken, also with `.gz` after it, and the archives `.zip`, `.tar`, `.tar.gz`, `.tgz`;
    names that begin with a dot are not. A file that is named itself is taken whatever its name.

    Nothing raises: what cannot be opened is yielded with its `trouble`. Memory holds the listing of one folder a
    level, the matches of one glob, and, once asked for, one filing.
    """
    limits = limits or Limits()
    for source in sources:
        if source == _STANDARD_INPUT:
            yield from _listed(standard_input or sys.stdin.buffer, "<standard input>", limits)
        elif source.startswith(_LIST):
            yield from _list_file(source[len(_LIST) :], limits)
        else:
            yield from _named(source, limits)


def read_again(places: Iterable[tuple[str, int]], limits: Limits | None = None) -> Iterator[SourceFile]:
    """Yield the filings at these places: the `path` and `position` of each, as `read_sources` gave them, in its order.

    Places that follow each other in one archive are read in one pass over it. A place that is there no more is
    yielded with its trouble, so that as many come out as went in.
    """
    limits = limits or Limits()
    for path, group in groupby(places, key=lambda place: place[0]):
        found = open_path(path, limits)
        at: SourceFile | None = None
        for _, position in group:
            while at is None or at.position < position:
                at = next(found, None)
                if at is None:
                    break
            if at is not None and at.position == position:
                yield at
            else:
                trouble = at.trouble if at is not None else None
                yield refused(path, trouble or "this member is there no more", position=position)


def _list_file(path: str, limits: Limits) -> Iterator[SourceFile]:
    try:
        with Path(path).open("rb") as file:
            yield from _listed(file, path, limits)
    except DAMAGE as error:
        yield refused(path, f"the list {reason(error).removeprefix('it ')}")


def _listed(file: BinaryIO, name: str, limits: Limits) -> Iterator[SourceFile]:
    """Yield the filings that a list names, a line each; a line holds a name as it is, be it odd, and nothing else."""
    while line := file.readline(_LONGEST_LINE):
        if len(line) == _LONGEST_LINE:
            yield refused(name, f"a line of this list is longer than {_LONGEST_LINE:,} bytes; the rest was not read")
            return
        if path := os.fsdecode(line.rstrip(b"\r\n")):
            yield from _named(path, limits)


def _named(path: str, limits: Limits) -> Iterator[SourceFile]:
    """Yield the filings of a file, a folder or a glob."""
    try:
        mode = Path(path).stat().st_mode
    except DAMAGE as error:
        if not glob.has_magic(path):
            yield refused(path, reason(error))
            return
    else:
        yield from _walk(path, limits) if stat.S_ISDIR(mode) else open_path(path, limits)
        return
    found = glob.iglob(path, recursive=True)  # noqa: PTH207 -- Path.glob would take names that begin with a dot
    matches = sorted(match for match in found if Path(match).is_dir() or is_source(match))
    if not matches:
        yield refused(path, "no filing matches this")
    folders: set[Path] = set()
    for match in matches:
        if not folders.isdisjoint(Path(match).parents):
            continue  # it came with its folder, which `**` matches too
        if Path(match).is_dir():
            folders.add(Path(match))
            yield from _walk(match, limits)
        else:
            yield from open_path(match, limits)


def _walk(folder: str, limits: Limits) -> Iterator[SourceFile]:
    """Yield the filings in a folder and those in it, sorted by name, level by level as a listing shows them."""
    levels = [_entries(folder)]
    while levels:
        entry = next(levels[-1], None)
        if entry is None:
            levels.pop()
        elif isinstance(entry, SourceFile):
            yield entry
        elif entry.is_symlink() and entry.is_dir():
            yield refused(entry.path, "a link to a folder is not followed; name the folder itself")
        elif entry.is_dir(follow_symlinks=False):
            levels.append(_entries(entry.path))
        elif is_source(entry.name):
            yield from open_path(entry.path, limits)


def _entries(folder: str) -> Iterator[os.DirEntry[str] | SourceFile]:
    try:
        with os.scandir(folder) as listing:
            entries = sorted((e for e in listing if not e.name.startswith(".")), key=lambda entry: entry.name)
    except DAMAGE as error:
        yield refused(folder, f"the folder {reason(error).removeprefix('it ')}")
        return
    yield from entries
