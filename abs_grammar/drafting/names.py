"""The words of a drafted grammar and their names: measures where the meaning is certain, else the text's own words."""

from __future__ import annotations

import re
from typing import Literal

import attrs

from abs_grammar.drafting.marks import without_mark
from abs_grammar.drafting.matching import Guess, Setting, guesses, sure
from abs_grammar.grammar.conventions import is_block, is_note, printed_before_distribution, printed_in_percent
from abs_grammar.grammar.terminals import unmarked
from abs_grammar.model.vocabulary import MEASURES, QUANTITIES, STATUSES

__all__ = ["Names", "Role", "Word", "escaped", "free", "key_of", "says_nothing", "slug"]

Role = Literal["title", "column", "label", "loose", "date", "over", "inner", "note"]

MOST_WORDS = 1_500
"""A page prints no more words than this; what one prints beyond them is left for the author."""

_LONGEST_NAME = 60
_MOST_DISTINCT = 3
_WORTH_TELLING = 50
_NEAR_BEST = 15
_VOCABULARY = MEASURES.keys() | STATUSES | QUANTITIES
_RESERVED = frozenset(
    """ACCOUNT_NAME ALL_GROUPS BUCKET CLASS CLASS_NAME CLASS_NAME__COLUMN CLASS__LABEL CONTACT_BLOCK DEAL_NAME FIGURES
    FOOTNOTE GROUP GROUP__LABEL NOTHING_YET PAGE_NUMBER RUN_STAMP SERIES TABLE_EDGE TOTAL TOTALS_RULE TRUSTEE_NAME
    UNKNOWN_TITLE""".split()  # noqa: SIM905 - a list of words reads best as words
)
_LITERAL = frozenset(" ,'%&#:;=@!<>_-")
_SPECIAL = frozenset("().*+?$^|[]{}")


@attrs.define(eq=False)
class Word:
    """One printed text that the grammar is to know: the terminal that it is, and how that was come by.

    `pattern` is the regular expression where the text varies, `found` what it may mean, the likeliest first, `meant`
    the word of the vocabulary it is taken for, if any. `asked` says that a meaning was looked for at all.
    """

    text: str
    role: Role
    terminal: str = ""
    pattern: str | None = None
    meant: str | None = None
    found: list[Guess] = attrs.field(factory=list)
    asked: bool = False

    @property
    def undecided(self) -> bool:
        """Whether a meaning was looked for and none is certain."""
        return self.asked and self.meant is None

    @property
    def likely(self) -> list[Guess]:
        """What is worth telling an author of what it may mean: the likeliest, and one that comes near it."""
        best = self.found[0].percent if self.found else 0
        return [guess for guess in self.found if guess.percent >= max(_WORTH_TELLING, best - _NEAR_BEST)][:2]


class Names:
    """Gives each printed text its word, and each word a terminal that no other has."""

    def __init__(self) -> None:
        self.taken: set[str] = set(_RESERVED)
        self.too_many: list[str] = []
        self._words: dict[tuple[str, Role, str], Word] = {}
        self._at: dict[tuple[str, Role, str], Word] = {}

    def word(self, text: str, role: Role, setting: Setting | None = None, place: str = "", *, ask: str = "") -> Word:
        """Return the word that a text is at a place: one there is already, if it means the same.

        One text cannot mean two things at one place: then it means neither. A word beyond what a page prints has no
        terminal.
        """
        found = guesses(ask or unmarked(text), setting) if setting is not None else []
        best = sure(found)
        meant = best.word if best is not None else None
        here = self._at.get((key_of(text), role, place))
        if here is not None and setting is not None and here.meant != meant:
            self._undecide(here, found)
            return here
        key = (key_of(text), role, meant or (f"@{place}" if setting is not None else ""))
        known = here or self._words.get(key)
        if known is None:
            known = Word(unmarked(text), role, meant=meant, found=found, asked=setting is not None)
            if not known.text:
                return known  # nothing but a colon
            if len(self._words) < MOST_WORDS:
                known.terminal = self._terminal(known)
                self._words[key] = known
            else:
                self.too_many.append(text)
        self._at[key_of(text), role, place] = known
        return known

    def rename(self, word: Word, wanted: str) -> None:
        """Give a word a name, if no other word has it."""
        if wanted not in self.taken:
            self.taken.discard(word.terminal)
            self.taken.add(wanted)
            word.terminal = wanted

    def _undecide(self, word: Word, found: list[Guess]) -> None:
        """Take back what a word was taken for."""
        if word.meant is not None:
            word.found = sorted([*word.found[:1], *found[:1]], key=lambda guess: -guess.percent)
            word.meant = None
            word.terminal = self._terminal(word)

    def _terminal(self, word: Word) -> str:
        """Find a free name: the measure's, or the text's own words where they name nothing in the vocabulary."""
        own = slug(without_mark(word.text))
        if word.meant is not None:
            name = word.meant.upper()
            more = [*_distinct(own, name), word.role.upper(), own]
            wanted = [name, *[f"{name}__{rest}" for rest in more]]
            return free(next((w for w in wanted if w not in self.taken), wanted[-1]), self.taken)
        if word.role == "note":
            return free(f"{own}_NOTE", self.taken)
        if not says_nothing(own) or (word.role == "title" and own in self.taken):
            own = f"{own}_{word.role.upper()}"
        return free(own, self.taken)


def free(wanted: str, taken: set[str]) -> str:
    """Return a name that is not taken yet, and take it."""
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted}_{number}", number + 1
    taken.add(name)
    return name


def says_nothing(name: str) -> bool:
    """Tell whether a name means nothing to the reader of grammars."""
    return name.lower() not in _VOCABULARY and not is_note(name.upper()) and not is_block(name.upper())


def key_of(text: str) -> str:
    """Return what texts have in common that are matched as the same."""
    return unmarked(text).casefold()


def slug(text: str) -> str:
    """Return a text as the name of a terminal: its letters and digits, no longer than reads well."""
    words = re.findall(r"[A-Z0-9]+", text.upper().replace(",", "").replace("%", " PERCENT ").replace("#", " NUMBER "))
    name = ""
    for word in words:
        if len(name) + len(word) > _LONGEST_NAME:
            break
        name += f"_{word}" if name else word
    if not name:
        return "UNNAMED"
    return name if name[0].isalpha() else f"N{name}"


def escaped(text: str, varies: re.Pattern[str] | None = None, by: str = "") -> str:
    """Return a text as a regular expression between strokes; what varies in it is replaced."""
    parts = varies.split(text) if varies is not None else [text]
    return by.join(["".join(map(_escaped, part)) for part in parts])


def _escaped(character: str) -> str:
    if character in _SPECIAL:
        return f"\\{character}"
    plain = character in _LITERAL or (character.isascii() and character.isalnum())
    return character if plain else "."


def _distinct(own: str, name: str) -> list[str]:
    """Return what the words of a text add to a name, if anything: `CURRENT` of `CURRENT_REALIZED_LOSS`."""
    said = {_stem(word) for word in name.split("_")}
    rest = "_".join([word for word in own.split("_") if _stem(word) not in said][:_MOST_DISTINCT])
    says_more = printed_in_percent(f"__{rest}") or printed_before_distribution(f"__{rest}")
    return [f"{rest}_PRINTED" if says_more else rest] if rest else []


def _stem(word: str) -> str:
    return word.rstrip("ES")
