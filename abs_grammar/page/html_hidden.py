"""Elements of HTML that are not on the page: where each begins, and with which tag it ends."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

import attrs

__all__ = ["Hidden", "hides"]

_NOT_SHOWN = re.compile(r"display\s{0,5}:\s{0,5}none|visibility\s{0,5}:\s{0,5}hidden", re.IGNORECASE)
_HOLD_NOTHING = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "wbr"})
# A row ends where the next begins, whether or not it is closed; so do cells, paragraphs and items of lists.
_CELLS = frozenset({"td", "th", "tr"})
_ENDED_BY = {"td": _CELLS, "th": _CELLS, "tr": {"tr"}, "p": {"p", "div", "table", "ul", "ol", "pre"}, "li": {"li"}}
_PARTS_OF_TABLES = frozenset({*_CELLS, "tbody", "thead", "tfoot"})


def hides(name: str, attributes: Mapping[str, str]) -> bool:
    """Tell whether an opening tag hides what it holds: `<TR STYLE="display: none">`."""
    if name in _HOLD_NOTHING:
        return False
    return "hidden" in attributes or _NOT_SHOWN.search(attributes.get("style", "")) is not None


@attrs.define(eq=False)
class Hidden:
    """An element that is not on the page: how many of its name are open, and how many tables inside it."""

    name: str
    same: int = 1
    tables: int = 0

    def opens(self, name: str) -> bool:
        """Take an opening tag; tell whether the element ends before it."""
        if not self.tables and name in _ENDED_BY.get(self.name, ()):
            return True
        self.same += name == self.name
        self.tables += name == "table"
        return False

    def closes(self, name: str) -> Literal["here", "before", "later"]:
        """Take a closing tag; tell whether the element ends with it, ends before it, or goes on."""
        if name == "table" and not self.tables and self.name in _PARTS_OF_TABLES:
            return "before"
        self.same -= name == self.name
        self.tables -= name == "table" and self.tables > 0
        return "later" if self.same > 0 else "here"
