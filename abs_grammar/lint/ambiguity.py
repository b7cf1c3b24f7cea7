"""Checks what a parser does in each state: where two readings are possible, one never, or the page may not end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import combinations

from abs_grammar.grammar.conventions import RECOGNISED_BY, REPORT, UNKNOWN_TITLE
from abs_grammar.grammar.lark_internals import written_name
from abs_grammar.grammar.terminals import Terminals
from abs_grammar.lint.context import Subject
from abs_grammar.lint.diagnostic import Check, Remark, remark
from abs_grammar.lint.regex import samples
from abs_grammar.lint.states import Reached, states_of

__all__ = ["CHECKS"]


def conflicts(subject: Subject) -> Iterator[Remark]:
    """Find choices between going on with a rule and ending it, which Lark makes without a word: it goes on."""
    for conflict in dict.fromkeys(subject.conflicts):
        rule = written_name(conflict.rule)
        what = f"before {conflict.terminal}, {rule} may end or go on: Lark lets it go on, without a word"
        cure = f"let {conflict.terminal} follow in one way only; a flat list, (HEADING | row)*, often helps"
        yield remark(subject, "conflict", what, cure, rule)


def shadowed_terminals(subject: Subject) -> Iterator[Remark]:
    """Find terminals that are never read where they may stand, for another takes every text of theirs that was tried.

    Also two patterns for one text, with nothing but the alphabet to say which of them is meant.
    """
    terminals = subject.terminals
    if terminals is None or subject.parser is None:
        return
    texts = _texts(terminals)
    reported: set[tuple[str, str]] = set()
    for accepted in _choices(terminals, states_of(subject.parser)):
        for name in sorted(accepted):
            winners = {_winner(terminals, text, accepted) for text in texts.get(name, ())}
            if winners and name not in winners and (name, winner := min(map(str, winners))) not in reported:
                reported.add((name, winner))
                yield _shadowed(subject, name, winner, texts[name][0])
        for pair in combinations(sorted(accepted), 2):
            text = _tied(terminals, texts, *pair)
            if text is not None and not reported & {pair, pair[::-1]}:
                reported.add(pair)
                what = f"{pair[0]} and {pair[1]} both read {text!r} here, and the alphabet decides"
                cure = f"say which comes second: {pair[1]}.-1: ..."
                yield remark(subject, "shadowed", what, cure, pair[1])


def _shadowed(subject: Subject, name: str, winner: str, text: str) -> Remark:
    what = f"{name} is never read where {winner} may stand too, which takes {text!r} before it"
    both_words = subject.terminals is not None and {name, winner} <= subject.terminals.words.keys()
    cure = (
        "let the two stand in different statements, or make them one"
        if both_words
        else f"let the wider one come second: {winner}.-1: ..."
    )
    return remark(subject, "shadowed", what, cure, name)


def _texts(terminals: Terminals) -> dict[str, list[str]]:
    """Return texts that each terminal matches: its words, or samples of its pattern."""
    texts: dict[str, list[str]] = {name: [words] for name, words in terminals.words.items()}
    for _, name, pattern in terminals.patterns:
        flags = "(?i:{})" if pattern.flags & re.IGNORECASE else "{}"
        texts[name] = samples(flags.format(pattern.pattern))
    return texts


def _choices(terminals: Terminals, states: Iterable[Reached]) -> list[frozenset[str]]:
    """Return, each once, the terminals that a text may be taken for in one state: titles, headings or labels."""
    roles = (terminals.titles, terminals.columns, terminals.labels)
    found = {state.accepted & role: None for state in states for role in roles}
    return [choice for choice in found if len(choice) > 1]


def _winner(terminals: Terminals, text: str, accepted: frozenset[str]) -> str | None:
    return next((name for name, _ in terminals.matching(text) if name in accepted), None)


def _tied(terminals: Terminals, texts: dict[str, list[str]], one: str, other: str) -> str | None:
    """Return a text that two patterns of the same priority both match, and no words do."""
    priority = {name: priority for priority, name, _ in terminals.patterns}
    if not {one, other} <= priority.keys() or priority[one] != priority[other]:
        return None
    for text in texts.get(one, []) + texts.get(other, []):
        names = [name for name, _ in terminals.matching(text)]
        if one in names and other in names and names[0] not in terminals.words:
            return text
    return None


def unfinished_pages(subject: Subject) -> Iterator[Remark]:
    """Find terminals after which a page may not end. A filing may be cut anywhere."""
    if subject.parser is None or not subject.is_layout:
        return
    stuck = dict.fromkeys(s.after for s in states_of(subject.parser) if not s.may_end and s.after)
    for name in stuck:
        what = f"a page may not end after {name}, and a filing may be cut anywhere"
        yield remark(subject, "cannot-end", what, "let what follows be missing: ( ... )? or ( ... )*", name)


def lost_ends(subject: Subject) -> Iterator[Remark]:
    """Find a layout that no page is read by, or in which unknown text does not end the statement before it."""
    if not subject.is_layout:
        return
    symbols = subject.symbols
    if RECOGNISED_BY not in symbols:
        cure = f"add {RECOGNISED_BY}: TITLE OTHER_TITLE, the words by which a page is known"
        yield remark(subject, "no-recognition", "no page is recognised as this layout", cure, REPORT)
    if not any(UNKNOWN_TITLE in used for used in symbols.values()):
        what = "text that no rule knows does not end the statement above it"
        cure = f"import {UNKNOWN_TITLE} and let it stand among the statements of {REPORT}"
        yield remark(subject, "no-unknown-title", what, cure, REPORT)


CHECKS: tuple[Check, ...] = (conflicts, shadowed_terminals, unfinished_pages, lost_ends)
