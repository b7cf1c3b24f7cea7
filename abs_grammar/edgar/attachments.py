"""Finds what stands in a submission and is no text: pictures, PDFs, archives, data; each one block of lines.

EDGAR writes such a file as text by uuencoding it, between `begin 644 NAME` and `end`; data in XML stand between tags.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator, Sequence

from abs_grammar.model.submission import Attachment, Document

__all__ = ["attachments_in", "text_spans"]

_BEGIN = re.compile(r"begin [0-7]{3,4} (?P<name>\S.{0,200}?)\s*")
_END = "end"
_LAST = ("`", " ", "")  # the line of no bytes before the end; its blank may be lost
_FEWEST_LINES = 2
_MOST_BLANKS_LOST = 8  # at the end of a line, where they stand for zeros
_LONGEST = 62  # a line of uuencoded text: its length, and 60 characters for 45 bytes, or one more

# How the bytes of a file begin, and what kind it is.
_KINDS = {
    b"%PDF": "PDF",
    b"GIF8": "GIF image",
    b"\xff\xd8\xff": "JPEG image",
    b"\x89PNG": "PNG image",
    b"PK\x03\x04": "ZIP archive",
    b"\xd0\xcf\x11\xe0": "Word or Excel file",
}
_DATA = {"<XBRL>": ("</XBRL>", "XBRL"), "<XML>": ("</XML>", "XML")}


def attachments_in(lines: Sequence[str], documents: Sequence[Document]) -> Iterator[Attachment]:
    """Yield the attachments of the documents of a submission, in the order of the file.

    One whose end is missing ends with the last line that is uuencoded, or with its document.
    """
    for document in documents:
        number = document.first_line
        while number <= document.last_line:
            found = _encoded(lines, number, document) or _data(lines, number, document)
            if found is not None:
                yield found
                number = found.last_line
            number += 1


def text_spans(document: Document, attachments: Sequence[Attachment]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last line of each piece of a document's text that stands between its attachments."""
    first = document.first_line
    for attached in attachments:
        if first <= attached.first_line <= document.last_line:
            yield first, attached.first_line - 1
            first = attached.last_line + 1
    yield first, document.last_line


def _encoded(lines: Sequence[str], first: int, document: Document) -> Attachment | None:
    """Return the uuencoded file that begins at a line, if one does."""
    begin = _BEGIN.fullmatch(lines[first - 1]) if lines[first - 1].startswith("begin ") else None
    if begin is None:
        return None
    number, size = first + 1, 0
    while number <= document.last_line and _is_encoded(lines[number - 1]):
        size += (ord(lines[number - 1][0]) - 32) & 63
        number += 1
    if number - first <= _FEWEST_LINES:
        return None
    while number <= document.last_line and lines[number - 1].strip() in _LAST:
        number += 1
    last = number if number <= document.last_line and lines[number - 1].rstrip() == _END else number - 1
    return Attachment(_kind(lines[first]), begin["name"], size, first, last, document.sequence)


def _is_encoded(line: str) -> bool:
    """Tell whether a line is uuencoded: its first character gives the bytes, and so how long it is at most."""
    if not line or len(line) > _LONGEST or not " " < line[0] <= "_":
        return False
    characters = -(-(ord(line[0]) - 32) // 3) * 4
    return -_MOST_BLANKS_LOST <= len(line) - 1 - characters <= 1 and all(" " <= c <= "`" for c in line)


def _kind(line: str) -> str:
    """Return what kind of file begins with a uuencoded line."""
    try:
        begins = binascii.a2b_uu(line)
    except (binascii.Error, ValueError):
        begins = b""
    return next((kind for magic, kind in _KINDS.items() if begins.startswith(magic)), "uuencoded file")


def _data(lines: Sequence[str], first: int, document: Document) -> Attachment | None:
    """Return the data in XML that begin at a line and fill the rest of a document, if they do."""
    tag = lines[first - 1].strip().upper()
    if tag not in _DATA or first != document.first_line:
        return None
    closing, kind = _DATA[tag]
    closes = (n for n in range(document.last_line, first, -1) if lines[n - 1].strip().upper() == closing)
    last = next(closes, document.last_line)
    size = sum([len(line) + 1 for line in lines[first:last]])
    return Attachment(kind, document.filename, size, first, last, document.sequence)
