"""What a source of filings yields: one file each, or the reason why there is none; and how much of it is read."""

from __future__ import annotations

import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from typing import Protocol

import attrs

from abs_grammar.errors import SourceError

__all__ = ["DAMAGE", "Limits", "SourceFile", "Stream", "read_within", "reason", "refused"]

CHUNK = 1 << 20

# What reading a damaged or hostile file raises: its archive, its compression, or the disk.
DAMAGE = (
    OSError,
    EOFError,
    ValueError,
    RuntimeError,  # a zip member with a password, and recursion
    NotImplementedError,
    OverflowError,
    struct.error,
    zlib.error,
    lzma.LZMAError,
    tarfile.TarError,
    zipfile.BadZipFile,
)


@attrs.frozen
class Limits:
    """How much a file may hold before it is taken for an attack and refused.

    - `member_bytes`: the most that one filing holds, once it is decompressed; so much memory is needed to read it.
    - `ratio`: how many bytes one compressed byte may become. Trustees' pages, mostly blanks, become 5 to 60.
    - `always_allowed`: so many decompressed bytes are never refused for their ratio.
    - `header_bytes`: the most that the headers before one member of a tar archive hold.
    - `directory_bytes`: the most that the directory of a zip archive holds, some 150,000 members.
    """

    member_bytes: int = 256 << 20
    ratio: int = 200
    always_allowed: int = 4 << 20
    header_bytes: int = 64 << 10
    directory_bytes: int = 16 << 20

    def refuse_expansion(self, decompressed: int, compressed: int, name: str) -> None:
        """Raise `SourceError` where so few bytes became so many."""
        if decompressed > max(self.always_allowed, self.ratio * compressed):
            raise SourceError(f"a byte of it becomes more than {self.ratio}: it may be a zip bomb", file=name)


class Stream(Protocol):
    """What bytes are read from."""

    def read(self, size: int, /) -> bytes:
        """Return at most `size` bytes, and none at the end."""


def _nothing() -> bytes:
    return b""


@attrs.frozen
class SourceFile:
    """One filing among the sources, or one thing among them that could not be opened.

    - `path`: the file, as the system knows it (it may hold surrogates where its name is no UTF-8).
    - `member`: its name in the archive `path`, fit to print; `None` where `path` is no archive.
    - `position`: which member of the archive it is, from zero; with `path` it finds the member again.
    - `size`: how many bytes it says it holds; `None` where that is known only once it is read.
    - `trouble`: why it cannot be read; `None` where nothing is known against it.
    """

    path: str
    member: str | None = None
    position: int = 0
    size: int | None = None
    trouble: str | None = None
    _bytes: Callable[[], bytes] = attrs.field(default=_nothing, repr=False, eq=False)

    @property
    def name(self) -> str:
        """Return what to call it in a message: its path, and its member after an exclamation mark."""
        return self.path if self.member is None else f"{self.path}!{self.member}"

    def read(self) -> bytes:
        """Return its bytes, decompressed.

        A member of an archive is read once, before the next one is taken: the archive is a stream. Raises `SourceError`
        where it has trouble, or where reading it shows some: it is damaged, too large, or a zip bomb.
        """
        if self.trouble is not None:
            raise SourceError(self.trouble, file=self.name)
        try:
            return self._bytes()
        except SourceError as error:
            raise SourceError(error.what, expected=error.expected, file=self.name) from error
        except DAMAGE as error:
            raise SourceError(reason(error), file=self.name) from error


def refused(path: str, trouble: str, member: str | None = None, position: int = 0) -> SourceFile:
    """Return what stands for a thing that cannot be read."""
    return SourceFile(path, member, position, trouble=trouble)


def reason(error: Exception) -> str:
    """Put into words why a file could not be read."""
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    if isinstance(error, SourceError):
        return error.what
    said = (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
    return f"it cannot be read ({said})"


def read_within(stream: Stream, most: int, check: Callable[[int], None], name: str) -> bytes:
    """Return all bytes of a stream; raises `SourceError` past `most`, and what `check` raises of how many there are."""
    parts = []
    total = 0
    while part := stream.read(CHUNK):
        total += len(part)
        if total > most:
            raise SourceError(f"it holds more than {most:,} bytes, the most that a filing may", file=name)
        check(total)
        parts.append(part)
    return b"".join(parts)
