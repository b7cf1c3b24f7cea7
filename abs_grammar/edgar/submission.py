"""Finds the documents of an EDGAR submission in the lines of a file, and reads its header."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from abs_grammar.edgar.attachments import attachments_in
from abs_grammar.edgar.header import HeaderReader, tag_of
from abs_grammar.model.submission import Document, Submission

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from abs_grammar.edgar.source import Source

__all__ = ["read_submission"]


# ---- the marks between header and documents --------------------------------------------------------------------

_DOCUMENT, _TEXT = "<DOCUMENT>", "<TEXT>"
_HEADER_CLOSES = ("</SEC-HEADER>", "</IMS-HEADER>")
_CLOSES = (
    "</TEXT>",
    "</DOCUMENT>",
    "</SUBMISSION>",
    "</SEC-DOCUMENT>",
    "</IMS-DOCUMENT>",
    "-----END PRIVACY-ENHANCED MESSAGE-----",
)
_MARKS = (_DOCUMENT, _TEXT, *_HEADER_CLOSES, *_CLOSES)
_DOCUMENT_FIELDS = {"TYPE": "type", "SEQUENCE": "sequence", "FILENAME": "filename", "DESCRIPTION": "description"}
_MOST_DIGITS = 9
_END_OF_FILE = "\x1a\0"


def read_submission(source: Source) -> Submission:
    """Read a whole submission, in either style of header, or take a file without any markup as one document.

    Any text is read, however damaged: where `</TEXT>` or `</DOCUMENT>` is missing, the next mark ends the text.
    Tags count where EDGAR writes them: in capitals and, outside the header, at the start of the line.
    """
    lines = source.lines
    marks = _marks(lines)
    starts = [number for number, mark in marks if mark == _DOCUMENT]
    header_closes = [number for number, mark in marks if mark in _HEADER_CLOSES]
    header_end = starts[0] - 1 if starts else next(iter(header_closes), None)
    reader = HeaderReader()
    markup, end = _read_header(reader, lines, header_end)
    if not (starts or markup or _is_headless(lines, end)):
        whole = Document(None, None, None, None, 1, len(lines))
        return Submission(documents=(whole,), attachments=tuple(attachments_in(lines, [whole])))
    documents = []
    for first, last, inside in _regions(marks, starts or [end + 1], len(lines)):
        document, owned = _read_document(lines, first, last, inside)
        documents += [document] if document else []
        markup += owned
    fields = attrs.asdict(reader.header(), recurse=False)
    attachments = tuple(attachments_in(lines, documents))
    return Submission(**fields, documents=tuple(documents), markup_lines=tuple(sorted(markup)), attachments=attachments)


def _marks(lines: Sequence[str]) -> list[tuple[int, str]]:
    """List the lines that begin with a mark: their numbers, and which mark."""
    found = [number for number, line in enumerate(lines, 1) if line[:1] in {"<", "-"} and line.startswith(_MARKS)]
    return [(number, next(mark for mark in _MARKS if lines[number - 1].startswith(mark))) for number in found]


def _regions(
    marks: Sequence[tuple[int, str]], starts: Sequence[int], last_line: int
) -> Iterator[tuple[int, int, list[tuple[int, str]]]]:
    """Cut the file at each document's start; give first line, last line and the marks between, in order."""
    following = iter(marks)
    mark = next(following, None)
    for first, last in zip(starts, [*(start - 1 for start in starts[1:]), last_line], strict=True):
        inside = []
        while mark and mark[0] <= last:
            inside += [mark] if mark[0] >= first else []
            mark = next(following, None)
        yield first, last, inside


def _read_header(reader: HeaderReader, lines: Sequence[str], last: int | None) -> tuple[list[int], int]:
    """Read the header, which ends at line `last` if anything tells; give the lines it owns and its last line."""
    owned = []
    end = len(lines) if last is None else last
    for number, line in enumerate(lines[:end], 1):
        if not line or line.isspace():
            reader.blank()
        elif reader.take(line, whole=last is not None):
            owned.append(number)
        elif last is None:
            return owned, number - 1
    return owned, end


def _is_headless(lines: Sequence[str], before: int) -> bool:
    """Say whether the file begins amid a submission, at the `<TYPE>` or `<TEXT>` of a document."""
    tag = tag_of(lines[before]) if before < len(lines) else None
    return tag is not None and (tag[0] == "TEXT" or tag[0] in _DOCUMENT_FIELDS)


# ---- one document ----------------------------------------------------------------------------------------------


def _read_document(
    lines: Sequence[str], first: int, last: int, marks: Sequence[tuple[int, str]]
) -> tuple[Document | None, list[int]]:
    """Read the document between two lines, and give the lines of its markup; none where nothing but marks remain."""
    opening = next((number for number, mark in marks if mark == _TEXT), None)
    fields, owned, text_first = _read_fields(lines, first, last, opening)
    closing = next((number for number, mark in marks if mark in _CLOSES and number >= text_first), last + 1)
    owned += [
        number
        for number, mark in marks
        if mark in _CLOSES and not text_first <= number < closing and _is_bare(lines[number - 1], mark)
    ]
    if closing < last and lines[last - 1] and not lines[last - 1].strip(_END_OF_FILE):
        owned.append(last)
    if not fields and opening is None and not any(map(str.strip, lines[text_first - 1 : closing - 1])):
        return None, owned
    sequence = fields.get("sequence", "")
    document = Document(
        type=fields.get("type"),
        sequence=int(sequence) if sequence.isascii() and sequence.isdigit() and len(sequence) <= _MOST_DIGITS else None,
        filename=fields.get("filename"),
        description=fields.get("description"),
        first_line=text_first,
        last_line=closing - 1,
    )
    return document, owned


def _read_fields(
    lines: Sequence[str], first: int, last: int, opening: int | None
) -> tuple[dict[str, str], list[int], int]:
    """Read the fields above the text; give them, the lines they own with `<TEXT>`, and the first line of the text.

    Where no `<TEXT>` opens the text, it begins at the first line that is no field.
    """
    fields: dict[str, str] = {}
    owned = []
    text_first = opening or last + 1
    for number in range(first, opening or last + 1):
        tag, value = tag_of(lines[number - 1]) or (None, "")
        field = _DOCUMENT_FIELDS.get(tag or "")
        if field and field not in fields:
            owned.append(number)
            fields |= {field: value} if value else {}
        elif tag == "DOCUMENT" and not value:
            owned.append(number)
        elif opening is None and lines[number - 1].strip():
            text_first = number
            break
    if opening is not None and _is_bare(lines[opening - 1], _TEXT):
        owned.append(opening)
        text_first = opening + 1
    return fields, owned, text_first


def _is_bare(line: str, mark: str) -> bool:
    """Say whether a line holds its mark alone, or with other marks that close."""
    rest = line[len(mark) :].strip()
    return not rest or rest.startswith(_CLOSES)
