"""Compares what a submission promises with what is there: its tags and their ends, its documents and their number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from abs_grammar.model.report import Finding
from abs_grammar.model.submission import Submission

__all__ = ["shortcomings_of"]

_PAIRS = {
    **{f"<{name}>": f"</{name}>" for name in ("SUBMISSION", "SEC-DOCUMENT", "IMS-DOCUMENT", "DOCUMENT", "TEXT")},
    "-----BEGIN PRIVACY-ENHANCED MESSAGE-----": "-----END PRIVACY-ENHANCED MESSAGE-----",
}
_MARKS = (*_PAIRS, *_PAIRS.values())


def shortcomings_of(lines: Sequence[str], submission: Submission) -> Iterator[Finding]:
    """Yield what is missing from a submission, with the lines that promise it."""
    unclosed = _unclosed(lines, submission)
    if unclosed:
        tags = ", ".join(dict.fromkeys(unclosed.values()))
        yield Finding(
            "cut-submission",
            "warning",
            f"the submission ends, or goes on, inside a document: of {tags} there is no end, so some of it may be lost",
            lines=tuple(sorted(unclosed)),
        )
    promised = submission.public_document_count
    held = len([line for line in lines if line.startswith("<DOCUMENT>")])
    if promised is not None and held < promised:
        yield Finding(
            "missing-documents",
            "warning",
            f"the header announces {promised} documents, and the file holds {held}",
            expected=str(promised),
            actual=str(held),
        )


def _unclosed(lines: Sequence[str], submission: Submission) -> dict[int, str]:
    """Return the tags that are opened and not closed, by the line where each is opened."""
    attached = {n for a in submission.attachments for n in range(a.first_line, a.last_line + 1)}
    opened: dict[str, int] = {}
    never: dict[int, str] = {}
    for number, line in enumerate(lines, 1):
        if line[:1] not in {"<", "-"} or not line.startswith(_MARKS) or number in attached:
            continue
        mark = next(mark for mark in _MARKS if line.startswith(mark))
        if mark not in _PAIRS:
            opened = {tag: at for tag, at in opened.items() if _PAIRS[tag] != mark}
            continue
        if mark in opened:
            never[opened[mark]] = mark
        opened[mark] = number
        if _PAIRS[mark] in line:
            del opened[mark]
    return never | {number: mark for mark, number in opened.items()}
