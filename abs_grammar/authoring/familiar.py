"""What any trustee's page has, and common.lark knows: classes, groups, buckets, totals, page furniture, accounts."""

from __future__ import annotations

from functools import cache

from abs_grammar.authoring.wording import plain_words
from abs_grammar.folders import grammars_folder
from abs_grammar.grammar_file import read_grammar
from abs_grammar.parsers import PageParser
from abs_grammar.terminals import Terminals

__all__ = ["is_a", "is_furniture", "says_account"]

_COMMON = """
%import .common (BUCKET, CLASS, CLASS_NAME, FIGURES, GROUP, PAGE_NUMBER, RUN_STAMP, TOTAL)
%ignore PAGE_NUMBER
%ignore RUN_STAMP
report: a_column* (CLASS_NAME | BUCKET | TOTAL)*
a_column: CLASS | GROUP
"""


def is_a(text: str, *terminals: str) -> bool:
    """Tell whether a text is what one of some patterns of common.lark is for: a class, a bucket, a totals row."""
    return any(name in terminals for name, _ in _common().matching(text))


def is_furniture(text: str) -> bool:
    """Tell whether a text is page furniture: a page number, a run stamp."""
    return _common().is_furniture(text)


def says_account(title: str) -> bool:
    """Tell whether a title is that of an account of the trust."""
    return not {"account", "fund"}.isdisjoint(plain_words(title))


@cache
def _common() -> Terminals:
    path = grammars_folder() / "familiar.lark"
    return PageParser(path, read_grammar(path, _COMMON)).terminals
