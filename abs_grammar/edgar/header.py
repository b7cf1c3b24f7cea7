"""Reads the header of an EDGAR submission, in either of its two styles, into one typed form.

EDGAR writes the same facts in words (`COMPANY CONFORMED NAME:<tab>value`, inside `<SEC-HEADER>`) or in
tags (`<CONFORMED-NAME>value`, inside `<SUBMISSION>`). A key is read alike in both once its hyphens are
blanks, so one table serves both.
"""

from __future__ import annotations

import re
from typing import Any

from abs_grammar.edgar.header_keys import ADDRESSES, ENVELOPES, FORMER_NAMES, KEYS, KNOWN, ROLES, VALUES
from abs_grammar.edgar.items import item_number
from abs_grammar.model.submission import Address, Company, FormerName, Header

__all__ = ["HeaderReader", "tag_of"]


# ---- the lines -------------------------------------------------------------------------------------------------

_FARTHEST_TAG = 200
_TAG = re.compile(r"\s*<(/?)([A-Z][A-Z0-9-]*)>")
_WORDS = re.compile(r"\s*([A-Z][A-Z0-9 /&.-]*):")
_PEM_BEGINS = "-----BEGIN PRIVACY-ENHANCED MESSAGE-----"
_PEM_FIELD = re.compile(r"[A-Z][A-Za-z0-9-]*:|[ \t]+\S+\s*$")  # a field, or the rest of one


def tag_of(line: str) -> tuple[str, str] | None:
    """Split `<SOME-TAG>value` into `SOME TAG` and `value` (`/SOME TAG` for a closing tag); `None` for another line."""
    found = _TAG.match(line, 0, _FARTHEST_TAG)
    return found and (found[1] + found[2].replace("-", " "), line[found.end() :].strip())


def _words_of(line: str) -> tuple[str, str] | None:
    found = _WORDS.match(line, 0, _FARTHEST_TAG)
    return found and (found[1].strip().replace("-", " "), line[found.end() :].strip())


class HeaderReader:
    """Takes the lines of a header one by one, and gives the `Header` they make."""

    def __init__(self) -> None:
        """Begin before the first line."""
        self._submission: dict[str, Any] = {}
        self._companies: list[dict[str, Any]] = []
        self._items: list[str] = []
        self._others: list[tuple[str, str]] = []
        self._address = "business_address"
        self._open = self._in_pem = False

    def take(self, line: str, *, whole: bool) -> bool:
        """Take a line that is not blank, and say whether it is the header's.

        In a `whole` submission the header ends at the first `<DOCUMENT>`, so a line of its form belongs to it
        even if the key is a new one. Elsewhere nothing marks its end but the first line it does not know.
        """
        if line.startswith(_PEM_BEGINS):
            self._in_pem = True
            return True
        pair = tag_of(line)
        if self._in_pem and pair is None:
            return bool(_PEM_FIELD.match(line))
        self._in_pem = False
        if pair is None:
            pair = _words_of(line) if self._open else None
        return pair is not None and self._enter(*pair, whole=whole)

    def blank(self) -> None:
        """Pass a blank line, which ends the fields of a privacy-enhanced message."""
        self._in_pem = False

    def _enter(self, key: str, value: str, *, whole: bool) -> bool:
        """Enter one key and its value, or open or close the section it names."""
        name = key.removeprefix("/")
        known = name in KNOWN or whole
        if key != name and value:
            return False
        if name in ENVELOPES:
            self._open = key == name
        elif not (self._open and known):
            return False
        elif key == name:
            if value or name not in KNOWN:
                self._set(name, value)
            else:
                self._begin(name)
        return True

    def _begin(self, section: str) -> None:
        """Begin the section that a key without a value names."""
        if section in ROLES:
            self._companies.append({"role": section})
            self._address = "business_address"
        elif section in ADDRESSES:
            self._address = ADDRESSES[section]
        elif section in FORMER_NAMES:
            self._company().setdefault("former_names", []).append({})

    def _set(self, key: str, value: str) -> None:
        """Give the field of `key` its value; a second value, or one that does not fit, is kept among the others."""
        owner, field = KEYS.get(key, ("", ""))
        if field == "items":
            self._items += [item.strip() for item in value.split(",")] if value[0].isdigit() else [value]
            return
        target = self._owner(owner)
        try:
            typed = VALUES.get((owner, field), str)(value)
        except ValueError:
            typed = None
        if target is None or typed is None or field in target:
            self._others.append((key, value))
        else:
            target[field] = typed

    def _owner(self, owner: str) -> dict[str, Any] | None:
        """Give the fields of what a key speaks of: the submission, or the company, address or name begun last."""
        fields: dict[str, Any] | None = None
        if owner == "submission":
            fields = self._submission
        elif owner == "company":
            fields = self._company()
        elif owner == "address":
            fields = self._company().setdefault(self._address, {})
        elif owner == "former_name":
            fields = self._company().setdefault("former_names", [{}])[-1]
        return fields

    def _company(self) -> dict[str, Any]:
        if not self._companies:
            self._companies.append({})
        return self._companies[-1]

    def header(self) -> Header:
        """Give what the lines taken so far have said."""
        filed = self._submission.get("filing_date")
        return Header(
            **self._submission,
            items=tuple(item_number(item, filed) or item for item in self._items),
            filers=tuple(_company(fields) for fields in self._companies),
            others=tuple(self._others),
        )


def _company(fields: dict[str, Any]) -> Company:
    addresses = {name: Address(**fields[name]) for name in ADDRESSES.values() if name in fields}
    former = tuple(FormerName(**name) for name in fields.get("former_names", ()) if name)
    return Company(**{**fields, **addresses, "former_names": former})
