"""What a line of an unknown page is by its own words: a date of the report, a note, a name, a row in disguise."""

from __future__ import annotations

import re

from abs_grammar.drafting.marks import is_marked, without_mark
from abs_grammar.drafting.matching import Setting, guesses, sure
from abs_grammar.drafting.sample import SurveyedRow
from abs_grammar.model.vocabulary import MEASURES
from abs_grammar.page.lines import PrintedLine, Row, as_row, split_label

__all__ = [
    "begins_contact",
    "begins_note",
    "goes_on",
    "is_prose",
    "names_series",
    "printed",
    "report_date",
    "row_of_words",
    "titles_report",
    "trustee_in",
    "without_gap",
]

_NOTE = re.compile(r"\*{0,2} ?(note|footnote)s?:.*", re.IGNORECASE)
_CONTACT = re.compile(
    r"(contact|attention|attn|administrator|inquiries|questions?|prepared by|factor information)\b.*:.*", re.IGNORECASE
)
_REPORT_TITLE = re.compile(r"\b(statement|report|remittance|summary|certificateholders?|noteholders?)\b", re.IGNORECASE)
_DEAL_WORDS = re.compile(r"\b(series|trust|inc|llc|l\.p|corp|corporation|bank|company)\b", re.IGNORECASE)
_TRUSTEE = re.compile(
    r"(?:\w{1,12} )?trustee: *(?P<after>.{1,80})"
    r"|(?P<name>.{1,80}?)(?:,? (?:not in its individual capacity,? )?(?:but solely )?as|,) (?:\w{1,12} )?trustee",
    re.IGNORECASE,
)
_DATES = frozenset({"distribution_date", "record_date", "determination_date"})
_CERTAIN_DATE = 90
_MOST_APART = 2
_LABEL_AND_WORDS = 2
_AMOUNT = re.compile(r"\.\d\d\)?$")
_SERIES = re.compile(r"\bseries:? [0-9A-Z]", re.IGNORECASE)
_PROSE_WORDS = 8


def report_date(row: Row) -> str | None:
    """Return which date of the report a row gives, if it is one that gives a date."""
    if row.label is None or len(row.cells) != 1:
        return None
    found = sure(guesses(row.label, Setting(frozenset({"deal"}), figures=(row.cells[0][2],))))
    return found.word if found is not None and found.word in _DATES and found.percent >= _CERTAIN_DATE else None


def row_of_words(line: PrintedLine) -> SurveyedRow | None:
    """Read a line of words as a row where its label asks for words: `Collateral Description   Mixed Fixed`."""
    if len(line.phrases) != _LABEL_AND_WORDS:
        return None
    row = as_row(line)
    found = sure(guesses(row.label or "", Setting()))
    if found is None or MEASURES[found.word].unit not in ("text", "flag"):
        return None
    return SurveyedRow(line.number, row.label, (row.cells[0][2],), (None,), printed(line))


def without_gap(line: PrintedLine) -> Row | None:
    """Read a line of one phrase as a row whose amount stands one blank after its label."""
    parted = split_label(as_row(line)) if len(line.phrases) == 1 and _AMOUNT.search(line.text) else None
    return parted if parted is not None and len(parted.cells) == 1 else None


def names_series(line: PrintedLine) -> bool:
    """Return whether a line is one of the letterhead that names the series, however many numbers stand in it."""
    return len(line.phrases) <= _MOST_APART and not line.phrases[0][3] and _SERIES.search(line.text) is not None


def trustee_in(text: str) -> str:
    """Return the name in words that say who is the trustee: `First Bank, N.A., as Indenture Trustee`; else nothing."""
    found = _TRUSTEE.fullmatch(text)
    return "" if found is None else found["after"] or found["name"]


def titles_report(text: str) -> bool:
    """Return whether words of the letterhead are a title of the report, and no name."""
    return _REPORT_TITLE.search(text) is not None and _DEAL_WORDS.search(text) is None


def begins_note(line: PrintedLine) -> bool:
    """Return whether a line begins a note, which owns the rest of its paragraph."""
    return _NOTE.match(line.text) is not None


def goes_on(line: PrintedLine, row: Row) -> bool:
    """Return whether a line with a list mark goes on in the label of the row below, which stands below its words.

    (g)   Outstanding Principal Amount,
          beginning                        74,904,112.60
    """
    if len(line.phrases) > 1 or not is_marked(line.text) or row.label is None or is_marked(row.label):
        return False
    below = row.label_start >= line.phrases[0][1] - len(without_mark(line.text))
    return below and (row.label[0].islower() or line.text.endswith(",")) and not line.text.endswith(":")


def begins_contact(line: PrintedLine) -> bool:
    """Return whether a line begins a block that says whom to ask."""
    return _CONTACT.match(line.text) is not None


def is_prose(text: str) -> bool:
    """Return whether a line is part of a sentence."""
    words = text.split()
    return len(words) >= _PROSE_WORDS and sum([word[0].islower() for word in words]) * 2 > len(words)


def printed(line: PrintedLine) -> str:
    """Return the words of a line where they stand."""
    out = ""
    for start, _, text, _ in line.phrases:
        out += " " * (start - len(out)) + text
    return out
