"""Recognition: the words by which a page is known to be of a layout, as the rule `recognised_by` says."""

from __future__ import annotations

from ast import literal_eval
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import attrs

from abs_grammar.grammar.conventions import RECOGNISED_BY
from abs_grammar.grammar.diagnostics import mistake_at
from abs_grammar.grammar.lark_internals import Grammar, is_terminal

__all__ = ["Marks", "Recognition", "recognition_of"]

Marks = tuple[tuple[Mapping[str, str], ...], ...]
"""For each alternative, for each word wanted, the words that will do: a terminal's name, and what it says."""


@attrs.frozen
class Recognition:
    """What recognises a page. `anywhere` are the terminals that serve for nothing else.

    Their words may stand anywhere on a page; those that the grammar also reads are titles, and begin a line.
    """

    marks: Marks
    anywhere: frozenset[str]

    def claims(self, folded: str) -> bool:
        """Return whether a page is recognised, from its text with case folded."""
        return any(self._satisfied(wanted, folded, frozenset()) for wanted in self.marks)

    def reason(self, folded: str) -> str:
        """Return what of the words stands on a page, for a message about why it was or was not recognised."""
        every = {name: words for wanted in self.marks for choice in wanted for name, words in choice.items()}
        found = [words for name, words in every.items() if self._stands(name, words, folded)]
        missing = [words for words in every.values() if words not in found]
        if not found:
            return f"none of its words: {_quoted(missing)}"
        return f"found {_quoted(found)}, but not {_quoted(missing)}"

    def _satisfied(self, wanted: Sequence[Mapping[str, str]], folded: str, used: frozenset[str]) -> bool:
        """Return whether every word wanted stands on the page, no word serving twice."""
        if not wanted:
            return True
        return any(
            name not in used
            and self._stands(name, words, folded)
            and self._satisfied(wanted[1:], folded, used | {name})
            for name, words in wanted[0].items()
        )

    def _stands(self, name: str, words: str, folded: str) -> bool:
        words = words.casefold()
        return words in folded if name in self.anywhere else _begins_a_line(words, folded)


def recognition_of(grammar: Grammar, path: Path) -> Recognition:
    """Read what recognises a page off a grammar that stands at a path.

    Raises `GrammarError`, with line and cure, where the rule names no words, or what is not plain words.
    """
    try:
        alternatives = [
            [list(_choices(grammar, name)) for name in alternative] for alternative in grammar.rules[RECOGNISED_BY]
        ]
    except RecursionError:
        what = f"{RECOGNISED_BY} comes back to a rule that it is made of"
        raise mistake_at(path, RECOGNISED_BY, what, "list words alone, or rules that list words") from None
    if not all(alternatives) or not all([names for wanted in alternatives for names in wanted]):
        what = f"{RECOGNISED_BY} names no words, so that every page would be of this layout"
        raise mistake_at(path, RECOGNISED_BY, what, 'give the words a name: TITLE, and TITLE: "..."')
    marks = tuple(
        [tuple([{name: _words(grammar, path, name) for name in names} for names in wanted]) for wanted in alternatives]
    )
    return Recognition(marks, frozenset(_only_recognising(grammar, marks)))


def _choices(grammar: Grammar, name: str) -> Iterator[str]:
    """Yield the terminals that will do where a name stands: of a rule, those that its alternatives begin with."""
    if is_terminal(name):
        yield name
    else:
        for alternative in grammar.rules.get(name, ()):
            for first in alternative[:1]:
                yield from _choices(grammar, first)


def _only_recognising(grammar: Grammar, marks: Marks) -> set[str]:
    """Return the words of some marks that no rule uses but `recognised_by` and the rules that it names."""
    recognising = {name for wanted in marks for choice in wanted for name in choice}
    reading = grammar.rules.keys() - {RECOGNISED_BY} - grammar.uses(RECOGNISED_BY)
    return recognising.difference(*[grammar.uses(rule) for rule in reading])


def _words(grammar: Grammar, path: Path, terminal: str) -> str:
    quoted = grammar.words.get(terminal)
    if quoted is None:
        raise mistake_at(
            path,
            terminal,
            f"{RECOGNISED_BY} names {terminal}, which is not plain words",
            "a page is recognised by words in quotation marks, not by patterns",
        )
    try:
        return " ".join(str(literal_eval(quoted.rstrip("i"))).split())
    except (SyntaxError, ValueError):
        what = f"a backslash in {quoted.rstrip('i')} stands before what is no character"
        raise mistake_at(path, terminal, what, "write two backslashes for one that is printed") from None


def _begins_a_line(words: str, folded: str) -> bool:
    at = folded.find(words)
    while at >= 0:
        line_start = folded.rfind("\n", 0, at) + 1
        if not folded[line_start:at].strip() and not folded[at + len(words) : at + len(words) + 1].isalnum():
            return True
        line_end = folded.find("\n", at)
        at = folded.find(words, line_end) if line_end >= 0 else -1  # what follows on this line does not begin it
    return False


def _quoted(words: Sequence[str]) -> str:
    return ", ".join([f"'{w}'" for w in words])
