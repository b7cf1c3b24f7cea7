"""Reads filings out of compressed files and archives, one after the other, in bounded memory, extracting nothing.

An archive may be hostile: a member announces one size and holds another, a header is longer than memory, a link points
anywhere (none is followed), a name climbs out of its folder (which does no harm, for nothing is written).
"""

from __future__ import annotations

import gzip
import io
import stat
import tarfile
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, cast

from abs_grammar.acquisition.source_file import (
    CHUNK,
    DAMAGE,
    Limits,
    SourceFile,
    Stream,
    read_within,
    reason,
    refused,
)
from abs_grammar.errors import SourceError

__all__ = ["FILING_ENDINGS", "is_archive", "is_source", "open_path"]

FILING_ENDINGS = (".txt", ".nc", ".htm", ".html")
_TAR_ENDINGS = (".tar", ".tar.gz", ".tgz")
_ARCHIVE_ENDINGS = (*_TAR_ENDINGS, ".zip")
_NESTED = "an archive in an archive is not opened; unpack it"


def is_archive(path: str) -> bool:
    """Tell whether a path names a file of several filings."""
    return path.lower().endswith(_ARCHIVE_ENDINGS)


def is_source(path: str) -> bool:
    """Tell whether a file of that name, met in a folder, is taken for a filing or an archive of filings."""
    name = path.lower()
    return name.removesuffix(".gz").endswith(FILING_ENDINGS) or is_archive(name)


def open_path(path: str, limits: Limits) -> Iterator[SourceFile]:
    """Yield the filings of one file: of each member where it is an archive, else of the file itself.

    Members are those named like filings (`FILING_ENDINGS`). What cannot be opened is yielded too, with its trouble.
    """
    lower = path.lower()
    if not is_archive(lower):
        yield _single(path, limits)
        return
    members = _tar_members if lower.endswith(_TAR_ENDINGS) else _zip_members
    try:
        yield from members(path, limits)
    except (SourceError, *DAMAGE) as error:
        yield refused(path, f"the rest of it was not read: {reason(error)}")


def _single(path: str, limits: Limits) -> SourceFile:
    """Return the filing that a file holds, as it is or compressed by gzip."""
    try:
        found = Path(path).stat()
    except DAMAGE as error:
        return refused(path, reason(error))
    if not stat.S_ISREG(found.st_mode):
        return refused(path, "it is neither a file nor a folder")
    if path.lower().endswith(".gz"):
        return SourceFile(path, bytes=partial(_decompressed, path, limits))
    return SourceFile(path, size=found.st_size, bytes=partial(_plain, path, limits))


def _plain(path: str, limits: Limits) -> bytes:
    with Path(path).open("rb") as file:
        return read_within(file, limits.member_bytes, lambda _: None, path)


def _decompressed(path: str, limits: Limits) -> bytes:
    with Path(path).open("rb") as raw, gzip.GzipFile(fileobj=raw) as file:
        return read_within(
            file, limits.member_bytes, lambda total: limits.refuse_expansion(total, raw.tell(), path), path
        )


# ---- zip ---------------------------------------------------------------------------------------------------------


class _BoundedFile(io.FileIO):
    """A file of which nobody reads too much at once: `zipfile` reads a directory whole, however long it says it is."""

    def __init__(self, path: str, most: int) -> None:
        super().__init__(path)
        self._most = most
        self._size = Path(path).stat().st_size

    def read(self, size: int | None = -1, /) -> bytes:
        asked = self._size - self.tell() if size is None or size < 0 else size
        if asked > self._most:
            raise SourceError(f"its directory holds more than {self._most:,} bytes; split it")
        return super().read(asked) or b""


def _zip_members(path: str, limits: Limits) -> Iterator[SourceFile]:
    with _BoundedFile(path, limits.directory_bytes) as file, zipfile.ZipFile(cast("BinaryIO", file)) as archive:
        for position, member in enumerate(archive.infolist()):
            name = _printable(member.filename)
            if member.is_dir():
                continue
            trouble = _zip_trouble(member, limits)
            if trouble is not None:
                yield refused(path, trouble, name, position)
            elif name.lower().endswith(FILING_ENDINGS):
                read = partial(_zip_member, archive, member, limits)
                yield SourceFile(path, name, position, member.file_size, bytes=read)


def _zip_trouble(member: zipfile.ZipInfo, limits: Limits) -> str | None:
    if stat.S_ISLNK(member.external_attr >> 16):
        return "it is a link; links in archives are not followed"
    if _is_nested(member.filename):
        return _NESTED
    if member.filename.lower().endswith(FILING_ENDINGS) and member.file_size > limits.member_bytes:
        return f"it holds more than {limits.member_bytes:,} bytes, the most that a filing may"
    return None


def _zip_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limits: Limits) -> bytes:
    def check(total: int) -> None:
        limits.refuse_expansion(total, member.compress_size, member.filename)

    with archive.open(member) as file:
        return read_within(cast("Stream", file), limits.member_bytes, check, member.filename)


# ---- tar ---------------------------------------------------------------------------------------------------------


class _TarStream:
    """The bytes of a tar archive, read forward only, and no more of them than `allowance` before it is set again.

    `tarfile` keeps the headers of a member whole in memory, and a hostile one has no end.
    """

    def __init__(self, path: str, limits: Limits) -> None:
        self._raw = Path(path).open("rb")  # noqa: SIM115 -- closed by `close`
        self._file: Any = self._raw if path.lower().endswith(".tar") else gzip.GzipFile(fileobj=self._raw)
        self._path = path
        self._limits = limits
        self.allowance = limits.header_bytes

    def close(self) -> None:
        self._file.close()
        self._raw.close()

    def tell(self) -> int:
        return int(self._file.tell())

    def read(self, size: int) -> bytes:
        if size < 0 or size > self.allowance:
            raise SourceError("the headers of a member are longer than any are", file=self._path)
        data = bytes(self._file.read(size))
        self.allowance -= len(data)
        self._check()
        return data

    def seek(self, offset: int) -> None:
        if offset < self.tell():
            raise SourceError("it was read past this member already", file=self._path)
        while (missing := offset - self.tell()) > 0:
            if not self._file.read(min(missing, CHUNK)):
                raise EOFError("it ends in the middle of a member")
            self._check()

    def _check(self) -> None:
        self._limits.refuse_expansion(self.tell(), self._raw.tell(), self._path)


def _tar_members(path: str, limits: Limits) -> Iterator[SourceFile]:
    stream = _TarStream(path, limits)
    try:
        with tarfile.open(fileobj=cast("Any", stream), mode="r:") as opened:
            archive = cast("Any", opened)  # its type does not tell of `members`
            position = 0
            while True:
                stream.allowance = limits.header_bytes
                member = archive.next()
                if member is None:
                    return
                archive.members = []  # tarfile remembers every member, and a feed has thousands
                found = _tar_member(path, archive, stream, member, position, limits)
                if found is not None:
                    yield found
                position += 1
    finally:
        stream.close()


def _tar_member(  # noqa: PLR0913, PLR0917 -- where a member stands takes that many
    path: str, archive: tarfile.TarFile, stream: _TarStream, member: tarfile.TarInfo, position: int, limits: Limits
) -> SourceFile | None:
    """Return the filing that a member is, or its trouble; `None` for a folder, and a file that is no filing."""
    name = _printable(member.name)
    trouble = None
    if member.issym() or member.islnk():
        trouble = "it is a link; links in archives are not followed"
    elif member.isdir():
        return None
    elif not member.isreg() or member.issparse():
        trouble = "it is no plain file"
    elif _is_nested(name):
        trouble = _NESTED
    elif not name.lower().endswith(FILING_ENDINGS):
        return None
    elif member.size > limits.member_bytes:
        trouble = f"it holds {member.size:,} bytes, more than the {limits.member_bytes:,} that a filing may"
    if trouble is not None:
        return refused(path, trouble, name, position)

    def read() -> bytes:
        stream.allowance = member.size
        file = cast("Stream", archive.extractfile(member))
        return read_within(file, limits.member_bytes, lambda _: None, name)

    return SourceFile(path, name, position, member.size, bytes=read)


def _is_nested(name: str) -> bool:
    return name.lower().endswith((*_ARCHIVE_ENDINGS, ".gz"))


def _printable(name: str) -> str:
    """Return the name of a member without surrogates, which no file of ours can hold: it is found by its position."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
