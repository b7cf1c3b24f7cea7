"""Explains findings: the catalogue of every code there is, and what `abs-grammar explain` prints of it."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from textwrap import TextWrapper
from types import MappingProxyType

import attrs

from abs_grammar.errors import AbsGrammarError
from abs_grammar.model.findings import LOOK_AT_THE_LINES, OF_FILINGS, OF_READING, OF_TIE_OUTS, FindingKind
from abs_grammar.output.text_table import Column, Lines, aligned
from abs_grammar.tieouts.rules import OTHERS, RULES, Rule

__all__ = ["catalogue", "explanation", "index", "parts_of_catalogue", "unknown_code"]

_OF_RULES = "MEASURE[ of ENTITY] is printed as FIGURE; FIGURES comes to AMOUNT"
_PER_1000 = "x_per_1000 = 1000 * x / original_balance"
_WIDTH = 100


def _kinds_of_rules() -> tuple[FindingKind, ...]:
    """Return the findings of identities: their code is the name of the rule, which may have several identities."""
    rules: dict[str, dict[str, Rule]] = {}
    for rule in RULES:
        text = _PER_1000 if rule.name == "per-1000" else rule.identity.text
        rules.setdefault(rule.name, {}).setdefault(text, rule)
    return tuple(_kind_of(name, identities) for name, identities in rules.items())


def _kind_of(name: str, identities: Mapping[str, Rule]) -> FindingKind:
    lines = [line for text, rule in identities.items() for line in (text, rule.example) if line]
    definition = " ".join(dict.fromkeys([rule.definition for rule in identities.values()]))
    return FindingKind(name, (("warning", _OF_RULES),), "\n".join(lines), LOOK_AT_THE_LINES, definition)


def _with_rules(kinds: tuple[FindingKind, ...]) -> tuple[FindingKind, ...]:
    """Return findings of tie-outs with the sentences of their rules."""
    sentences = {sentence.rule: sentence.definition for sentence in OTHERS}
    return tuple(attrs.evolve(kind, rule=sentences.get(kind.code, "")) for kind in kinds)


@cache
def parts_of_catalogue() -> Mapping[str, tuple[FindingKind, ...]]:
    """Return every kind of finding that there is, under the headings of the catalogue."""
    return MappingProxyType(
        {
            "Of a filing": OF_FILINGS,
            "Of what was read": OF_READING,
            "Of figures that are checked together": _with_rules(OF_TIE_OUTS),
            "Of identities": _kinds_of_rules(),
        }
    )


@cache
def catalogue() -> Mapping[str, FindingKind]:
    """Return every kind of finding that there is, by its code."""
    return MappingProxyType({kind.code: kind for kinds in parts_of_catalogue().values() for kind in kinds})


def unknown_code(code: str, file: str | None = None, line: int | None = None) -> AbsGrammarError:
    """Return the error for a code that no finding has; it names the codes that are written nearly so."""
    near = get_close_matches(code.casefold(), catalogue(), n=3)
    expected = f"did you mean {' or '.join(near)}?" if near else "`abs-grammar explain` lists them all"
    return AbsGrammarError(f"no finding has the code {code!r}", expected=expected, file=file, line=line)


# ---- printed


def index(width: int | None = None) -> Lines:
    """Yield a table of every code with its severities, and what ought to hold, or what the message says."""
    columns = [Column("finding"), Column("severity"), Column("about", elastic=True)]
    rows = [[kind.code, " or ".join(kind.severities), kind.rule or kind.says[0][1]] for kind in catalogue().values()]
    for number, line in enumerate(aligned(columns, rows, width)):
        yield "" if number else "title", line


def explanation(kind: FindingKind, width: int | None = None) -> Lines:
    """Yield what there is to say of one kind of finding: its messages, its rule, an example, and what to do."""
    fit = TextWrapper(min(width or _WIDTH, _WIDTH), initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)
    yield "title", kind.code
    for severity, says in kind.says:
        for line in fit.wrap(f"{severity}: {says}"):
            yield severity, line
    for heading, text in (("what ought to hold", kind.rule), ("what to do", kind.cure)):
        if text:
            yield from (("", ""), ("", heading), *(("", line) for line in fit.wrap(text)))
    yield from (("", ""), ("", "for example"), *(("", f"    {line}".rstrip()) for line in kind.example.split("\n")))
