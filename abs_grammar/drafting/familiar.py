"""What any trustee's page has, and common.lark knows: classes, groups, buckets, totals, page furniture, accounts."""

from __future__ import annotations

import re

from abs_grammar.drafting.marks import without_mark
from abs_grammar.drafting.matching import plain_words
from abs_grammar.grammar.loading import read_grammar
from abs_grammar.grammar.once import Once
from abs_grammar.grammar.search_path import grammars_folder
from abs_grammar.grammar.terminals import Terminals, unmarked
from abs_grammar.reading.parser import PageParser

__all__ = ["CASED", "OVERRIDDEN_BY", "WIDER", "is_a", "is_furniture", "is_plainly", "says_account"]

_COMMON = """
%import .common
report: a_column* (CLASS_NAME | BUCKET | TOTAL | GROUP__LABEL | date_line)*
a_column: CLASS | GROUP
"""


# What common.lark has, as widely as it is printed over and beside the rows of any trustee.
WIDER = {
    "BUCKET": r"(?P<bucket>((over|more than|greater than) )?\d{1,3}( ?(-|to) ?\d{1,3})? ?\+? days?"
    r"( \+| plus| (or|and) (more|over|greater|above))?)( delinquent| past due)?",
    "TOTAL": r"(grand )?totals?",
    "CLASS_NAME": r"([Cc]lass |CLASS )?(?P<class>(?!(SUB-?TOTAL|SUM|ALL|POOL|DEAL|TOTAL|GRAND|AVERAGE|MEMO)S?\b)"
    r"[A-Z0-9]{1,8}([- ][A-Z0-9]{1,5}){0,3}?)( (Note|NOTE|Bond|BOND|Certificate|CERTIFICATE)[sS]?)?",
    "GROUP__LABEL": r"g(rou|r|e)p\.? (?P<group>[0-9A-Z]{1,4})",
}
OVERRIDDEN_BY = {
    "BUCKET": {"delinquent_row"},
    "TOTAL": {"totals_row", "totals_or_unnamed_row"},
    "CLASS_NAME": {"class_row", "class_or_repeated_row"},
    "GROUP__LABEL": {"group_line"},
}
"""The rules of common.lark that read these labels: where one is used, the label is."""

CASED = frozenset({"CLASS_NAME"})
"""Those that tell capitals from small letters."""

_WIDER = {name: re.compile(pattern, 0 if name in CASED else re.IGNORECASE) for name, pattern in WIDER.items()}


def is_a(text: str, *terminals: str) -> bool:
    """Tell whether a text is what one of some patterns is for, however it is printed: a class, a bucket, totals."""
    words = without_mark(unmarked(text))
    return is_plainly(words, *terminals) or any(_WIDER[t].fullmatch(words) for t in terminals if t in _WIDER)


def is_plainly(text: str, *terminals: str) -> bool:
    """Tell whether a text is what one of some patterns of common.lark is for, as that has it."""
    return any(name in terminals for name, _ in _common().matching(text))


def is_furniture(text: str) -> bool:
    """Tell whether a text is page furniture: a page number, a run stamp."""
    return _common().is_furniture(text)


def says_account(title: str) -> bool:
    """Tell whether a title is that of an account of the trust."""
    return not {"account", "fund"}.isdisjoint(plain_words(title))


@Once
def _common() -> Terminals:
    path = grammars_folder() / "familiar.lark"
    return PageParser(path, read_grammar(path, _COMMON)).terminals
