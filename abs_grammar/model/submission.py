"""What EDGAR says of a file: the facts of its header, and the documents it holds."""

from __future__ import annotations

from datetime import date, datetime

import attrs

__all__ = ["Address", "Attachment", "Company", "Document", "FormerName", "Header", "Submission"]


@attrs.frozen
class Address:
    """An address of a company, as EDGAR keeps it."""

    street_1: str | None = None
    street_2: str | None = None
    city: str | None = None
    state: str | None = None
    zip_code: str | None = None
    phone: str | None = None


@attrs.frozen
class FormerName:
    """A name that a company had before, and the day it changed."""

    name: str | None = None
    date_of_change: date | None = None


@attrs.frozen
class Company:
    """A company the header names, with the numbers EDGAR knows it by; `role` is `FILER` for nearly all."""

    role: str | None = None
    name: str | None = None
    cik: str | None = None
    sic: str | None = None
    irs_number: str | None = None
    state_of_incorporation: str | None = None
    fiscal_year_end: str | None = None
    form_type: str | None = None
    act: str | None = None
    file_number: str | None = None
    film_number: str | None = None
    business_address: Address | None = None
    mail_address: Address | None = None
    former_names: tuple[FormerName, ...] = ()


@attrs.frozen
class Header:
    """What the header of a submission says, the same whichever style said it.

    - `items` are the numbers of the 8-K items, `("5", "7")` or `("8.01", "9.01")`. A header in words gives
      their titles; a title becomes its number by the rules in force on the filing date, and stays as printed
      where it is not one of the form's, or where the date that would decide is missing.
    - `sic` is the four digits alone, `act` the last two digits of its year (`34`), as tags have them.
    - `acceptance` is the clock of EDGAR, US Eastern time.
    - `others` keeps each (key, value) that has no field here, so that no line of the header is lost.
    """

    accession_number: str | None = None
    form_type: str | None = None
    public_document_count: int | None = None
    period: date | None = None
    items: tuple[str, ...] = ()
    filing_date: date | None = None
    date_of_change: date | None = None
    acceptance: datetime | None = None
    filers: tuple[Company, ...] = ()
    others: tuple[tuple[str, str], ...] = ()


@attrs.frozen
class Document:
    """A document of a submission: what its markup calls it, and the lines of its text.

    The text runs from `first_line` to `last_line`, 1-based and both included, without `<TEXT>` and `</TEXT>`;
    an empty text ends one line before it begins. Wrappers inside it (`<PRE>`, `<HTML>`, `<PAGE>`) belong to it.
    """

    type: str | None
    sequence: int | None
    filename: str | None
    description: str | None
    first_line: int
    last_line: int


@attrs.frozen
class Attachment:
    """A file of a submission that is no text: `PDF`, `JPEG image`, `XBRL`, ….

    It stands on the lines `first_line` to `last_line` of the document numbered `sequence`; `name` is that of the file,
    and `size` how many bytes it has.
    """

    kind: str
    name: str | None
    size: int
    first_line: int
    last_line: int
    sequence: int | None = None


@attrs.frozen
class Submission(Header):
    """A file as EDGAR sees it: the facts of its header, and its documents.

    `markup_lines` are the numbers of the lines that the header and the markup own. A line that stands neither
    there nor in a document, and is not blank, is no part of a submission: it is to be listed as unaccounted.
    """

    documents: tuple[Document, ...] = ()
    markup_lines: tuple[int, ...] = ()
    attachments: tuple[Attachment, ...] = ()
