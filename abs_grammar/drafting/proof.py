"""What a draft is worth: how much of its own sample it places, and of how much it knows the measure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import attrs

from abs_grammar.drafting.generic import DraftedLayout
from abs_grammar.drafting.plan import Plan
from abs_grammar.drafting.survey import survey
from abs_grammar.drafting.writer import draft
from abs_grammar.edgar.source import Source
from abs_grammar.errors import AbsGrammarError, SourceError
from abs_grammar.grammar.layouts import GENERIC, known_layouts
from abs_grammar.grammar.search_path import grammars_folder
from abs_grammar.model.filing import Filing
from abs_grammar.pipeline import parse_source

__all__ = ["GOOD", "Proof", "draft_from", "prove", "read_by", "summary"]

_NAME = re.compile(r"[a-z][a-z0-9_]{0,60}")

GOOD = 0.95
"""A draft is good that places so much of its samples."""


@attrs.frozen
class Proof:
    """How a draft reads one sample: its figures, those it places under a label or a heading, those with a measure."""

    sample: str
    figures: int
    placed: int
    measured: int

    @property
    def is_good(self) -> bool:
        """Whether nearly all figures are placed."""
        return self.placed >= GOOD * self.figures

    def __str__(self) -> str:
        return (
            f"{self.sample}: {self.figures} figures, {_share(self.placed, self.figures)} placed, "
            f"{_share(self.measured, self.figures)} with a measure"
        )


def draft_from(name: str, sources: Sequence[Source]) -> tuple[str, Plan, list[Proof]]:
    """Draft a grammar from samples, and read each of them by it.

    Raises `SourceError` where a sample holds no statement, `AbsGrammarError` where the name is none for a layout.
    """
    if _NAME.fullmatch(name) is None or name == GENERIC:
        raise AbsGrammarError(f"{name!r} is no name for a layout", expected="give letters, digits and _, as in us_bank")
    if name not in known_layouts() and (grammars_folder() / f"{name}.lark").is_file():
        raise AbsGrammarError(f"grammars import {name!r} as a piece of theirs", expected="give the layout another name")
    samples = [survey(source) for source in sources]
    for sample in samples:
        if not sample.statements:
            raise SourceError(
                "no statement was found to draft from", expected="give a filing that has one", file=sample.name
            )
    grammar, plan = draft(name, samples)
    return grammar, plan, [prove(grammar, source) for source in sources]


def read_by(grammar: str, source: Source, name: str = "draft") -> Filing:
    """Read a file by the text of a grammar. Raises `GrammarError` where it does not load."""
    return parse_source(source, DraftedLayout(name, grammar))


def prove(grammar: str, source: Source) -> Proof:
    """Read a sample by the draft that was made from it, and count."""
    filing = read_by(grammar, source)
    facts = filing.facts()
    placed = sum(fact.label is not None or fact.header is not None for fact in facts)
    measured = sum(fact.measure is not None for fact in facts)
    return Proof(source.name, filing.coverage.figures, placed, measured)


def summary(plan: Plan, proofs: Sequence[Proof]) -> Iterator[str]:
    """Say what a draft does with its samples, and what it leaves to be decided."""
    yield from map(str, proofs)
    words = [word for word in plan.words if word.asked]
    undecided = [word for word in words if word.undecided]
    looked_up = f"{len(words)} headings and labels were looked up in the vocabulary"
    are = {0: "none is yours to decide", 1: "1 is yours to decide:"}
    yield f"{looked_up}, {are.get(len(undecided), f'{len(undecided)} are yours to decide:')}"
    for word in {word.text: word for word in undecided}.values():
        likely = " or ".join([f"{guess.word} ({guess.percent} %)" for guess in word.likely])
        yield f"  {word.text!r}" + (f": perhaps {likely}" if likely else ": not in the vocabulary")
    if plan.left_out:
        yield f"{len(plan.left_out)} texts that one sample alone prints are left out, and listed at the draft's end"


def _share(part: int, whole: int) -> str:
    return f"{part} ({100 * part / whole:.1f} %)" if whole else "none"
