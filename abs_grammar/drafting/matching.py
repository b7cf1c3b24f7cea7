"""Printed words to measures: how sure it is that a text names a word of the vocabulary.

A text and the phrases of the phrasebook are brought to the same plain words: abbreviations put back, plurals taken
off, hyphens and strokes away. Then the words are compared: those that few phrases have weigh much, `of` and `amount`
next to nothing, and one that is shortened or misprinted counts a little less. What the place says narrows the choice:
whether it speaks of classes, loans or accounts, what the statement's title says, and what form the figures have.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from math import log

import attrs
from rapidfuzz import fuzz, process

from abs_grammar.drafting.marks import without_mark
from abs_grammar.drafting.phrasebook import (
    ABBREVIATIONS,
    EITHER,
    FILLERS,
    JOINED,
    LIGHT,
    OF_WHOM,
    PHRASES,
    QUANTITY_PHRASES,
    STATUS_PHRASES,
)
from abs_grammar.model.vocabulary import CROSSINGS, MEASURES, PER_1000, QUANTITIES, SCOPES, SHARES, STATUSES
from abs_grammar.page.figures import Form, MisfitError, value_of

__all__ = ["SURE", "Guess", "Setting", "guesses", "plain_words", "says_per_1000", "sure"]

SURE = 75
"""From so many percent on, a guess is taken for certain, if no other comes near."""

_NEAR = 6
_WORTH_TELLING = 0.4
_MOST_TOLD = 4
_NAMED_BY_TITLE = 0.07
_SHORTEST_MISPRINT = 5
_ALIKE = 85
_SHORTEST_CUT = 3
_BY_DEFINITION = 0.6
_BY_TITLE = 0.85
_LATE = frozenset({"delinquent", "bankruptcy", "foreclosure", "reo", "repossession"})
_UNIMPORTANT = FILLERS | LIGHT
_PERIOD = frozenset({"current"})  # to be said where a phrase says it: `current balance` is the one after, `balance` any
_AMISS = 0.7  # where one says what the other does not, nothing is certain
_WITHOUT_ASIDE = 0.9
_LONGEST = 300
_MOST_FIGURES = 30

_WORD = re.compile(r"[a-z]+|[#%$&]|\d+")
_VARIABLE = re.compile(
    r"\b\d{1,2}[-/][A-Za-z0-9]{1,9}[-/]\d{2,4}\b|\b\d+\b(?!,)"
)  # dates and numbers of this month's page
# What a text says besides: in brackets, of what date it speaks, what it includes.
_ASIDE = re.compile(
    r"\([^()]{0,100}\)|\b(?:as of|on|at) the \w{1,20}(?: \w{1,20})? date\b|,? \bincluding\b.*", re.IGNORECASE
)
_HYPHENS = re.compile(r"[-/]")
_NUMBER_SIGN = re.compile(r"\bno\. ?(?=of\b|loans?\b|mortgage)", re.IGNORECASE)
_PER_1000 = re.compile(
    r"per \$? ?1,?000\b|\bfactors?\b|per (?:unit|certificate|thousand)|\$1,?000 (?:denom|unit)", re.IGNORECASE
)
_PER_1000_WORDS = frozenset({"factor", "per", "1000", "unit"})

Candidates = Mapping[str, Sequence[frozenset[str]]]


@attrs.frozen
class Guess:
    """A word of the vocabulary that a text may mean, and how sure that is, in percent."""

    word: str
    percent: int


@attrs.frozen
class Setting:
    """Where a text stands: what its rows may speak of, the titles above it, and some figures that it names.

    `scopes` are those of the vocabulary; `quantity` asks for a quantity of a grid of loans, and `status` for a status.
    """

    scopes: frozenset[str] = frozenset({"deal", "group"})
    title: str = ""
    per_1000: bool = False
    figures: tuple[str, ...] = ()
    quantity: bool = False
    status: bool = False


def says_per_1000(title: str) -> bool:
    """Tell whether a title says that its statement prints amounts for each $1,000."""
    return _PER_1000.search(title) is not None


def sure(found: Sequence[Guess]) -> Guess | None:
    """Return the guess that can be taken for certain: likely, and no other nearly as likely."""
    if not found or found[0].percent < SURE:
        return None
    return found[0] if len(found) == 1 or found[1].percent <= found[0].percent - _NEAR else None


def guesses(text: str, setting: Setting) -> list[Guess]:
    """Return what a text may mean where it stands, the likeliest first."""
    over = 0.0
    found = []
    for name, score in _scores(text, attrs.evolve(setting, figures=())):
        if _bears(name, setting):
            found.append((name, score))
            over = max(over, score - 1)
    return [Guess(name, round(100 * (score - over))) for name, score in found[:_MOST_TOLD]]


@lru_cache(maxsize=4096)
def _scores(text: str, setting: Setting) -> tuple[tuple[str, float], ...]:
    """Score every word of the vocabulary that may be meant, whatever its figures; the likeliest first."""
    text = _VARIABLE.sub(" ", without_mark(text))
    words = _canonical(text)
    if setting.per_1000:
        words = {word: credit for word, credit in words.items() if word not in _PER_1000_WORDS} or words
    telling = words.keys() - FILLERS
    if not telling:
        return ()
    above = frozenset(_canonical(setting.title)) if setting.title else frozenset()
    bare = _canonical(_ASIDE.sub(" ", text)) if _ASIDE.search(text) else None
    found: dict[str, float] = {}
    for name, phrases in _candidates(setting.scopes, quantity=setting.quantity, status=setting.status).items():
        score = _by_definition(words, name)
        foreign = _foreign_to(words, name)
        for phrase in phrases:
            if not telling.isdisjoint(phrase):
                likeness = _likeness(words, phrase, above)
                score = max(score, likeness if foreign <= phrase else min(likeness, _AMISS))
                if bare:
                    score = max(score, _WITHOUT_ASIDE * _likeness(bare, phrase, above))
        if telling in _book().either or (telling in _book().quantities and above & _LATE and not _is_late(name)):
            score = min(score, _AMISS)  # a bare number of loans is not the pool's where the title says they are late
        if _is_total(name) and "total" not in words.keys() | above:
            score = min(score, _AMISS)
        if score >= _WORTH_TELLING:
            found[name] = score + _NAMED_BY_TITLE * _named_by(above, words, name)
    return tuple(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def plain_words(text: str) -> list[str]:
    """Return the plain words of a text, in order: abbreviations put back, plurals taken off."""
    return list(_canonical(text))


# ---- what may be meant


@lru_cache(maxsize=64)
def _candidates(scopes: frozenset[str], *, quantity: bool, status: bool) -> Candidates:
    book = _book()
    if quantity or status:
        wanted = QUANTITIES if quantity else STATUSES
        return {name: book.halves[name] for name in wanted}
    return {name: phrases for name, phrases in _book().phrases.items() if SCOPES[name] & scopes}


def _bears(word: str, setting: Setting) -> bool:
    """Tell whether the figures have a form that a measure is printed in, most of them."""
    if word not in MEASURES or not setting.figures:
        return True
    measure = MEASURES[word]
    unit: Form = "percent" if measure.unit == "fraction" and not measure.plain else measure.unit
    if setting.per_1000 and word in PER_1000:
        unit = "per_1000"
    figures = setting.figures[:_MOST_FIGURES]
    misfits = sum([not _fits(figure, unit) and not (word in SHARES and "%" in figure) for figure in figures])
    return misfits * 2 <= len(figures)


def _fits(figure: str, unit: Form) -> bool:
    try:
        value_of(figure, unit)
    except MisfitError:
        return False
    return True


# ---- how alike


def _likeness(words: Mapping[str, float], phrase: frozenset[str], title: frozenset[str]) -> float:
    """Compare printed words with a phrase; what the phrase has and the title says counts nearly as if printed."""
    weight = _book().weight
    shared = sum([weight[word] * credit for word, credit in words.items() if word in phrase])
    if not shared:
        return 0.0
    lent = sum([weight[word] * _BY_TITLE for word in phrase if word not in words and word in title])
    printed = sum([weight[word] for word in words])
    precision, recall = shared / printed, (shared + lent) / sum([weight[word] for word in phrase])
    likeness = 2 * precision * recall / (precision + recall)
    unsaid = phrase - words.keys() - title - (_UNIMPORTANT - _PERIOD)
    besides = words.keys() - phrase - title - _UNIMPORTANT
    return min(likeness, _AMISS) if unsaid or besides else likeness


def _foreign_to(words: Mapping[str, float], name: str) -> frozenset[str]:
    """Return the words that speak of something that a measure is never of: of certificates, and it is the pool's."""
    scopes = SCOPES.get(name)
    return frozenset() if scopes is None else frozenset([w for w in words if scopes.isdisjoint(OF_WHOM.get(w, scopes))])


def _is_late(name: str) -> bool:
    """Tell whether a measure is of loans that are late, or a half of one."""
    return name not in MEASURES or MEASURES[name].status not in (None, "outstanding")


def _is_total(name: str) -> bool:
    """Tell whether a measure is of all loans that are late, in whatever way: a page that means it says so."""
    return name in MEASURES and MEASURES[name].status == "total_delinquent"


def _named_by(title: frozenset[str], words: Mapping[str, float], name: str) -> bool:
    """Tell whether a title says a word of a measure's name that the text leaves out: `Deposits`, above its payments."""
    own = _book().names.get(name, frozenset())
    return any(word in title and word not in words for word in own)


def _by_definition(words: Mapping[str, float], name: str) -> float:
    """Compare printed words with a measure's definition: enough for a hint, never for certainty."""
    book = _book()
    definition = book.definitions.get(name, frozenset())
    shared = sum([book.weight[word] for word in words if word in definition])
    return _BY_DEFINITION * shared / sum([book.weight[word] for word in words])


@attrs.frozen
class _Book:
    """The phrasebook made ready: every phrase as plain words, and what each word weighs."""

    phrases: Candidates
    halves: Candidates
    definitions: Mapping[str, frozenset[str]]
    names: Mapping[str, frozenset[str]]
    weight: Mapping[str, float]
    either: frozenset[frozenset[str]]
    quantities: frozenset[frozenset[str]]


@cache
def _book() -> _Book:
    shared = {name for name in MEASURES if name not in SHARES.values() and name not in PER_1000.values()}
    said: dict[str, list[str]] = {name: [name.replace("_", " "), *PHRASES.get(name, ())] for name in shared}
    halves = {name: [name.replace("_", " ")] for name in STATUSES | QUANTITIES}
    halves |= {name: [*halves.get(name, ()), *said] for name, said in {**STATUS_PHRASES, **QUANTITY_PHRASES}.items()}
    for (status, quantity), name in CROSSINGS.items():
        if status != "outstanding" and name in said:
            said[name] += [f"{s} {q}" for s in halves[status] for q in halves[quantity]]
    phrases = {name: [frozenset(_expanded(text)) for text in texts] for name, texts in said.items()}
    in_measures = Counter(word for found in phrases.values() for word in frozenset().union(*found))
    weight: dict[str, float] = defaultdict(lambda: log(1 + len(phrases)))
    weight |= {word: log(1 + len(phrases) / count) for word, count in in_measures.items()}
    weight |= dict.fromkeys(LIGHT, 0.8) | dict.fromkeys(FILLERS, 0.1)
    return _Book(
        phrases,
        {name: [frozenset(_expanded(text)) for text in texts] for name, texts in halves.items()},
        {name: frozenset(_expanded(MEASURES[name].definition)) - FILLERS for name in shared},
        {name: frozenset(_expanded(name.replace("_", " "))) - FILLERS - LIGHT for name in shared},
        weight,
        frozenset(frozenset(_expanded(text)) - FILLERS for text in EITHER),
        frozenset(frozenset(_expanded(text)) - FILLERS for texts in QUANTITY_PHRASES.values() for text in texts),
    )


# ---- plain words


@lru_cache(maxsize=8192)
def _canonical(text: str) -> dict[str, float]:
    """Return the plain words of a printed text, each with the credit it has: less where it had to be guessed."""
    known = _lexicon()
    found: dict[str, float] = {}
    for word in _expanded(text[:_LONGEST]):
        meant, credit = (word, 1.0) if word in known else _guessed(word, known)
        found[meant] = max(credit, found.get(meant, 0.0))
    return found


@cache
def _lexicon() -> frozenset[str]:
    said = [text for texts in (PHRASES, STATUS_PHRASES, QUANTITY_PHRASES) for found in texts.values() for text in found]
    said += [name.replace("_", " ") for name in MEASURES]
    return frozenset(word for text in said for word in _expanded(text)) | FILLERS


def _guessed(word: str, known: frozenset[str]) -> tuple[str, float]:
    """Take an unknown word for one that it begins, or that it is but for a misprint."""
    if len(word) >= _SHORTEST_CUT:
        longer = [other for other in known if other.startswith(word)]
        if len(longer) == 1:
            return longer[0], 0.95
    if len(word) >= _SHORTEST_MISPRINT:
        found = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        if found is not None:
            return str(found[0]), found[1] / 100
    return word, 1.0


def _expanded(text: str) -> Iterable[str]:
    """Cut a text into words, in lower case: the parts of compounds joined, abbreviations put back, no plurals."""
    plain = _NUMBER_SIGN.sub("number ", text.replace("&amp;", "&")).casefold().replace("'s", "s")
    words = _WORD.findall(_HYPHENS.sub(" ", plain.replace(",", "")))
    at = 0
    while at < len(words):
        for length in (3, 2):
            joined = JOINED.get(" ".join(words[at : at + length])) or JOINED.get(
                " ".join(map(_singular, words[at : at + length]))
            )
            if joined is not None and at + length <= len(words):
                yield from joined.split()
                at += length
                break
        else:
            yield from _full(words[at]).split()
            at += 1


def _full(word: str) -> str:
    """Return the full word that an abbreviation or a plural stands for."""
    for form in (word, _singular(word)):
        if form in ABBREVIATIONS:
            return ABBREVIATIONS[form]
    return _singular(word)


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > len("series"):
        return word[:-3] + "y"
    if word.endswith("sses"):
        return word[:-2]
    return (
        word[:-1] if word.endswith("s") and len(word) > len("was") and not word.endswith(("ss", "us", "is")) else word
    )
