"""Turns bytes into numbered lines, each exactly as it stands in the file."""

from __future__ import annotations

import codecs
import os
import sys
from pathlib import Path

import attrs

from abs_grammar.errors import SourceError

__all__ = ["Source", "read_source", "source_from_bytes", "source_from_text"]

_STANDARD_INPUT = "-"

# How a file of another kind begins, what that kind is called, and the cure.
_OTHER_FORMATS = {
    b"%PDF-": ("a PDF file", "convert it to text first (pdftotext -layout)"),
    b"\x89PNG\r\n\x1a\n": ("a PNG image", "give the text of the filing"),
    b"\xff\xd8\xff": ("a JPEG image", "give the text of the filing"),
    b"GIF87a": ("a GIF image", "give the text of the filing"),
    b"GIF89a": ("a GIF image", "give the text of the filing"),
    b"PK\x03\x04": ("a ZIP archive", "unzip it first"),
    b"\x1f\x8b": ("gzip-compressed", "gunzip it first"),
    b"\x1f\x9d": ("compressed (.Z)", "uncompress it first"),
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": ("an old Word or Excel file", "save it as plain text first"),
}

# A byte order mark (or none), and the encodings to try after it; Latin-1 always fits.
_LEGACY = ("utf-8", "cp1252", "latin-1")
_BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: _LEGACY,
    codecs.BOM_UTF16_LE: ("utf-16-le",),
    codecs.BOM_UTF16_BE: ("utf-16-be",),
    b"": _LEGACY,
}

# What text files hold: tabs, line breaks, form feeds; old systems also pad with NUL and end with ^Z.
_CONTROLS_OF_TEXT = b"\t\n\r\f\x1a\0"
_OTHER_CONTROLS = bytes(c for c in range(0x20) if c not in _CONTROLS_OF_TEXT) + b"\x7f"
_PADDING = " \t\n\r\f\v\x1a\0"
_MOST_STRAY_CONTROLS = 0.01


@attrs.frozen
class Source:
    """A text and its lines: line `i` of the file is `lines[i - 1]`.

    A line is given without its line break and otherwise untouched, form feeds and tabs included, so
    that a column of the line is a column of the file (counted in characters). A byte order mark is
    no part of the first line.
    """

    name: str
    lines: tuple[str, ...]
    encoding: str


def read_source(path: str | os.PathLike[str]) -> Source:
    """Read the file at `path`, or standard input where it is `-`.

    Raises `SourceError` where it is missing, empty, unreadable, or something else than text.
    """
    name = os.fspath(path)
    if name == _STANDARD_INPUT:
        if sys.stdin is None:
            what, cure = "standard input is closed", "redirect a filing to it, or give the path of one"
            raise SourceError(what, expected=cure, file=name)
        return source_from_bytes(sys.stdin.buffer.read(), name)
    expected = "expected the path of a filing as text"
    try:
        data = Path(name).read_bytes()
    except FileNotFoundError:
        raise SourceError("no such file", expected=expected, file=name) from None
    except IsADirectoryError:
        raise SourceError("this is a directory", expected=expected, file=name) from None
    except PermissionError:
        raise SourceError("no permission to read the file", expected="make it readable", file=name) from None
    except (OSError, ValueError) as error:
        raise SourceError(f"the file cannot be read ({error})", expected=expected, file=name) from error
    return source_from_bytes(data, name)


def source_from_bytes(data: bytes, name: str) -> Source:
    """Decode `data` and number its lines: by its byte order mark, or as UTF-8, cp1252 or Latin-1, in that order."""
    for magic, (kind, cure) in _OTHER_FORMATS.items():
        if data.startswith(magic):
            raise SourceError(f"the file is {kind}", expected=cure, file=name)
    text, encoding = _decode(data, name)
    _refuse_what_is_no_text(text, text.encode() if encoding.startswith("utf-16") else data, name)
    return _numbered(text, name, encoding)


def source_from_text(text: str, name: str = "<text>") -> Source:
    """Take a text that is decoded already and number its lines; its `encoding` reads `unicode`."""
    text = text.removeprefix("\ufeff")
    _refuse_what_is_no_text(text, text.encode(errors="surrogatepass"), name)
    return _numbered(text, name, "unicode")


def _decode(data: bytes, name: str) -> tuple[str, str]:
    """Give the text of `data`, and the encoding that made it."""
    mark = next(mark for mark in _BYTE_ORDER_MARKS if data.startswith(mark))
    for encoding in _BYTE_ORDER_MARKS[mark]:
        try:
            return data[len(mark) :].decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise SourceError("the file announces UTF-16 and is not", expected="save it as UTF-8 or ASCII", file=name)


def _refuse_what_is_no_text(text: str, data: bytes, name: str) -> None:
    """Raise where the text is empty, or its bytes hold too much that is not text."""
    if not text.strip(_PADDING):
        raise SourceError("the text is empty", expected="expected the text of a filing", file=name)
    stray = len(data) - len(data.translate(None, _OTHER_CONTROLS))
    if max(stray, data.count(0)) > _MOST_STRAY_CONTROLS * len(data):
        raise SourceError("the file is binary", expected="expected the text of a filing", file=name)


def _numbered(text: str, name: str, encoding: str) -> Source:
    r"""Break `text` at \r\n, \n and \r, and nowhere else (`str.splitlines` breaks at form feeds too)."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Source(name, tuple(text.removesuffix("\n").split("\n")), encoding)
