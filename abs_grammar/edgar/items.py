"""Knows the items of Form 8-K: the number of each by its title, under the old rules and the new."""

from __future__ import annotations

from datetime import date

__all__ = ["item_number"]

_RENUMBERED = date(2004, 8, 23)  # the day Release 33-8400 took effect
_OLD_ITEMS = {
    "CHANGES IN CONTROL OF REGISTRANT": "1",
    "ACQUISITION OR DISPOSITION OF ASSETS": "2",
    "BANKRUPTCY OR RECEIVERSHIP": "3",
    "CHANGES IN REGISTRANTS CERTIFYING ACCOUNTANT": "4",
    "OTHER EVENTS": "5",
    "RESIGNATIONS OF REGISTRANTS DIRECTORS": "6",
    "FINANCIAL STATEMENTS AND EXHIBITS": "7",
    "CHANGE IN FISCAL YEAR": "8",
    "REGULATION FD DISCLOSURE": "9",
    "RESULTS OF OPERATIONS AND FINANCIAL CONDITION": "12",
}
_NEW_ITEMS = {
    "ENTRY INTO A MATERIAL DEFINITIVE AGREEMENT": "1.01",
    "TERMINATION OF A MATERIAL DEFINITIVE AGREEMENT": "1.02",
    "BANKRUPTCY OR RECEIVERSHIP": "1.03",
    "COMPLETION OF ACQUISITION OR DISPOSITION OF ASSETS": "2.01",
    "RESULTS OF OPERATIONS AND FINANCIAL CONDITION": "2.02",
    "CHANGES IN REGISTRANTS CERTIFYING ACCOUNTANT": "4.01",
    "CHANGES IN CONTROL OF REGISTRANT": "5.01",
    "ABS INFORMATIONAL AND COMPUTATIONAL MATERIAL": "6.01",
    "CHANGE OF SERVICER OR TRUSTEE": "6.02",
    "CHANGE IN CREDIT ENHANCEMENT OR OTHER EXTERNAL SUPPORT": "6.03",
    "FAILURE TO MAKE A REQUIRED DISTRIBUTION": "6.04",
    "SECURITIES ACT UPDATING DISCLOSURE": "6.05",
    "REGULATION FD DISCLOSURE": "7.01",
    "OTHER EVENTS": "8.01",
    "FINANCIAL STATEMENTS AND EXHIBITS": "9.01",
}


def item_number(title: str, filed: date | None) -> str | None:
    """Give the number of the item that `title` names in a report filed on that day.

    `None` where the title is not one of the form's, or where its number changed and no day tells which holds.
    """
    words = " ".join(title.upper().replace("'", "").split())
    old, new = _OLD_ITEMS.get(words), _NEW_ITEMS.get(words)
    if filed is not None:
        return old if filed < _RENUMBERED else new
    return None if old and new else old or new
