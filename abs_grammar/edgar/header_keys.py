"""Knows what the keys of an EDGAR header mean, in both of its styles, and the form of their values."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["ADDRESSES", "ENVELOPES", "FORMER_NAMES", "KEYS", "KNOWN", "ROLES", "VALUES"]

# ---- the values ------------------------------------------------------------------------------------------------


def _digits(value: str, count: int) -> str:
    if len(value) != count or not (value.isascii() and value.isdigit()):
        raise ValueError(value)
    return value


def _date(value: str) -> date:
    return date.fromisoformat(_digits(value, 8))


def _moment(value: str) -> datetime:
    return datetime.fromisoformat(f"{_digits(value, 14)[:8]}T{value[8:]}")


def _count(value: str) -> int:
    return int(_digits(value, min(len(value), 9)))


def _sic(value: str) -> str:
    """`6189`, or `ASSET-BACKED SECURITIES [6189]`."""
    return _digits(value.rpartition("[")[2].removesuffix("]"), 4)


def _act(value: str) -> str:
    """`34`, or `1934 Act`."""
    year = value.removesuffix(" Act")
    return _digits(year, 4)[2:] if year != value else value


# ---- the keys of both styles, hyphens as blanks ----------------------------------------------------------------

_SUBMISSION_KEYS = {
    "ACCESSION NUMBER": "accession_number",
    "CONFORMED SUBMISSION TYPE": "form_type",
    "TYPE": "form_type",
    "PUBLIC DOCUMENT COUNT": "public_document_count",
    "CONFORMED PERIOD OF REPORT": "period",
    "PERIOD": "period",
    "ITEM INFORMATION": "items",
    "ITEMS": "items",
    "FILED AS OF DATE": "filing_date",
    "FILING DATE": "filing_date",
    "DATE AS OF CHANGE": "date_of_change",
    "DATE OF FILING DATE CHANGE": "date_of_change",
    "ACCEPTANCE DATETIME": "acceptance",
}
_COMPANY_KEYS = {
    "COMPANY CONFORMED NAME": "name",
    "CONFORMED NAME": "name",
    "CENTRAL INDEX KEY": "cik",
    "CIK": "cik",
    "STANDARD INDUSTRIAL CLASSIFICATION": "sic",
    "ASSIGNED SIC": "sic",
    "IRS NUMBER": "irs_number",
    "EIN": "irs_number",
    "STATE OF INCORPORATION": "state_of_incorporation",
    "FISCAL YEAR END": "fiscal_year_end",
    "FORM TYPE": "form_type",
    "SEC ACT": "act",
    "ACT": "act",
    "SEC FILE NUMBER": "file_number",
    "FILE NUMBER": "file_number",
    "FILM NUMBER": "film_number",
}
_ADDRESS_KEYS = {
    "STREET 1": "street_1",
    "STREET1": "street_1",
    "STREET 2": "street_2",
    "STREET2": "street_2",
    "CITY": "city",
    "STATE": "state",
    "ZIP": "zip_code",
    "BUSINESS PHONE": "phone",
    "PHONE": "phone",
}
_FORMER_NAME_KEYS = {
    "FORMER CONFORMED NAME": "name",
    "DATE OF NAME CHANGE": "date_of_change",
    "DATE CHANGED": "date_of_change",
}
KEYS = {
    key: (owner, field)
    for owner, keys in {
        "submission": _SUBMISSION_KEYS,
        "company": _COMPANY_KEYS,
        "address": _ADDRESS_KEYS,
        "former_name": _FORMER_NAME_KEYS,
    }.items()
    for key, field in keys.items()
}
VALUES: dict[tuple[str, str], Callable[[str], object]] = {
    ("submission", "public_document_count"): _count,
    ("submission", "period"): _date,
    ("submission", "filing_date"): _date,
    ("submission", "date_of_change"): _date,
    ("submission", "acceptance"): _moment,
    ("company", "sic"): _sic,
    ("company", "act"): _act,
    ("former_name", "date_of_change"): _date,
}

# ---- the sections ---------------------------------------------------------------------------------------------

ENVELOPES = {"SEC DOCUMENT", "SEC HEADER", "IMS DOCUMENT", "IMS HEADER", "SUBMISSION"}
ROLES = {"FILER", "DEPOSITOR", "SECURITIZER", "SUBJECT COMPANY", "FILED BY", "FILED FOR", "ISSUER", "REPORTING OWNER"}
_PARTS = {"COMPANY DATA", "OWNER DATA", "FILING VALUES"}
ADDRESSES = {"BUSINESS ADDRESS": "business_address", "MAIL ADDRESS": "mail_address"}
FORMER_NAMES = {"FORMER COMPANY", "FORMER NAME"}
KNOWN = KEYS.keys() | ENVELOPES | ROLES | _PARTS | ADDRESSES.keys() | FORMER_NAMES
