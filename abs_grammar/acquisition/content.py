"""Tells what a server sent: a whole submission, an index, or a page that says why there is none."""

from __future__ import annotations

import re
from pathlib import Path

__all__ = ["NotAFilingError", "check_index", "check_listing", "check_submission", "is_refusal", "page_title"]

_HEAD, _TAIL = 16_384, 512
_BEGINNINGS = (b"-----BEGIN PRIVACY-ENHANCED MESSAGE-----", b"<SEC-DOCUMENT>", b"<IMS-DOCUMENT>", b"<SUBMISSION>")
_ENDINGS = (b"-----END PRIVACY-ENHANCED MESSAGE-----", b"</SEC-DOCUMENT>", b"</IMS-DOCUMENT>", b"</SUBMISSION>")
_MARKUP = re.compile(rb"\s*<(?:!doctype html|html|head|\?xml)\b", re.IGNORECASE)
_TITLE = re.compile(rb"<title[^>]{0,200}>([^<]{0,200})", re.IGNORECASE)
_REFUSALS = (b"request rate threshold", b"undeclared automated tool")


class NotAFilingError(Exception):
    """What came is not what was asked for. `refused` says that the server asks for patience or a name."""

    def __init__(self, why: str, *, refused: bool = False) -> None:
        super().__init__(why)
        self.refused = refused


def check_submission(path: Path, accession: str) -> None:
    """Raise `NotAFilingError` where a file is not the whole submission of that accession number."""
    head, tail = _ends(path)
    _refuse_pages(head)
    if not head.lstrip().startswith(_BEGINNINGS):
        raise NotAFilingError("it does not begin as a submission to EDGAR does")
    if accession.encode() not in head:
        raise NotAFilingError("it is another filing: its header does not name the accession number")
    if not tail.rstrip(b"\0\x1a \t\r\n").endswith(_ENDINGS):
        raise NotAFilingError("it is cut short: it does not end as a submission to EDGAR does")


def check_index(path: Path) -> None:
    """Raise `NotAFilingError` where a file is no index of EDGAR."""
    head, _ = _ends(path)
    _refuse_pages(head)
    if b"Form Type" not in head:
        raise NotAFilingError("it is no index of EDGAR")


def check_listing(path: Path) -> None:
    """Raise `NotAFilingError` where a file is no listing of a folder, which is JSON."""
    head, _ = _ends(path)
    _refuse_pages(head)


def is_refusal(body: bytes) -> bool:
    """Tell whether a page is the one that SEC shows to who asks too often, or without a name."""
    return any(words in body.lower() for words in _REFUSALS)


def page_title(body: bytes) -> str:
    """Return the title of an HTML page, or nothing."""
    found = _TITLE.search(body)
    return " ".join(found[1].decode("utf-8", "replace").split()) if found else ""


def _refuse_pages(head: bytes) -> None:
    if not head.strip():
        raise NotAFilingError("it is empty")
    if _MARKUP.match(head.removeprefix(b"\xef\xbb\xbf")):
        title = page_title(head)
        raise NotAFilingError(f"it is a web page{f' ({title})' if title else ''}", refused=is_refusal(head))


def _ends(path: Path) -> tuple[bytes, bytes]:
    with path.open("rb") as file:
        head = file.read(_HEAD)
        size = path.stat().st_size
        file.seek(max(0, size - _TAIL))
        return head, file.read(_TAIL)
