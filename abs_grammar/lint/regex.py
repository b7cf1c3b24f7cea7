"""A regular expression looked into: texts that it matches, and where it would be slow or cut a number in two."""

from __future__ import annotations

import re
import re._constants as sre  # type: ignore[import-not-found]  # of Python, and missing in its stubs
import re._parser as sre_parser  # type: ignore[import-not-found]  # likewise
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any

__all__ = ["cuts_a_number", "is_slow", "leaks", "samples"]

_MOST_SAMPLES = 60
_LONGEST_SAMPLE = 1000
_MANY = 16  # a part that may be repeated so often counts as one that may be repeated for ever
_ALPHABET = frozenset(map(chr, [*range(9, 14), *range(32, 127), 0xE9]))
_DIGITS = frozenset("0123456789")
_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT)
_CATEGORIES = {sre.CATEGORY_DIGIT: r"\d", sre.CATEGORY_SPACE: r"\s", sre.CATEGORY_WORD: r"\w"}
_CATEGORIES |= {sre.CATEGORY_NOT_DIGIT: r"\D", sre.CATEGORY_NOT_SPACE: r"\S", sre.CATEGORY_NOT_WORD: r"\W"}

# A part of a pattern: what it does, and of what.
_Node = tuple[Any, Any]


def samples(pattern: str) -> list[str]:
    """Return some texts that a pattern matches whole: each alternative, the least and one more of each repeat."""
    compiled = re.compile(pattern)
    return [text for text in dict.fromkeys(_texts(_parsed(pattern))) if compiled.fullmatch(text)]


def leaks(pattern: str) -> bool:
    """Return whether a `|` stands outside every parenthesis: joined to another pattern, it would part that one too."""
    depth = 0
    for character in re.sub(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", "", pattern):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "|" and depth == 0:
            return True
    return False


def is_slow(pattern: str) -> bool:
    """Return whether a repeat stands in a repeat with nothing to tell them apart, as in `(a+)+`.

    Then a text that does not match in the end is tried in as many ways as it can be parted.
    """
    return any(_is_ambiguous(body) for body in _repeated(_parsed(pattern)))


def cuts_a_number(pattern: str) -> bool:
    """Return whether a bounded run of digits is followed by what may begin with one: it may stop inside a number."""
    return any(_cuts(_ungrouped(nodes)) for nodes in _sequences(_parsed(pattern)))


@lru_cache(maxsize=256)
def _parsed(pattern: str) -> Any:  # noqa: ANN401 - a part of Python's
    return sre_parser.parse(pattern)


def _inner(node: _Node) -> list[Any]:
    """Return the sequences inside a part: of a group one, of a choice one for each alternative."""
    op, av = node
    if op in _REPEATS or op is sre.POSSESSIVE_REPEAT:
        return [av[2]]
    if op is sre.SUBPATTERN:
        return [av[3]]
    if op is sre.BRANCH:
        return list(av[1])
    return [av] if op is sre.ATOMIC_GROUP else []


def _sequences(nodes: Any) -> Iterator[list[_Node]]:  # noqa: ANN401 - likewise
    yield list(nodes)
    for node in nodes:
        for inner in _inner(node):
            yield from _sequences(inner)


# ---- texts


def _texts(nodes: Iterable[_Node]) -> list[str]:
    """Return the first texts of a sequence, the last of its parts varied first."""
    texts = [""]
    for node in nodes:
        heads = list(islice(_heads(node), _MOST_SAMPLES))
        texts = list(islice((text + head for text in texts for head in heads), _MOST_SAMPLES))
    return texts


def _heads(node: _Node) -> Iterator[str]:
    op, av = node
    if op in _REPEATS or op is sre.POSSESSIVE_REPEAT:
        least, most, body = av
        for text in _texts(body)[:8]:
            rounds = {least: None, min(least + 1, most): None}
            yield from [text * times for times in rounds if len(text) * times <= _LONGEST_SAMPLE]
    elif op in (sre.SUBPATTERN, sre.BRANCH, sre.ATOMIC_GROUP):
        for inner in _inner(node):
            yield from _texts(inner)
    elif op in (sre.AT, sre.ASSERT, sre.ASSERT_NOT):
        yield ""
    elif op is sre.LITERAL:
        yield chr(av)
    else:
        yield from _characters(op, av)


def _characters(op: Any, av: Any) -> list[str]:  # noqa: ANN401 - likewise
    """Return a letter, a digit and something else that a part matches, as far as it does."""
    found = _set((op, av))
    kinds = ["".join(sorted(c for c in found if c.isalpha())), "".join(sorted(c for c in found if c.isdigit()))]
    kinds.append("".join(sorted(found - set(kinds[0]) - set(kinds[1]), key=lambda c: (c != " ", c))))
    return [kind[0] for kind in kinds if kind]


# ---- characters


def _set(node: _Node) -> frozenset[str]:
    """Return which characters, of an alphabet that stands for all, a part that matches one of them can match."""
    op, av = node
    if op is sre.LITERAL:
        return frozenset({chr(av), chr(av).lower(), chr(av).upper()})
    if op is sre.NOT_LITERAL:
        return _ALPHABET - {chr(av)}
    if op is sre.ANY:
        return _ALPHABET - {"\n"}
    if op is not sre.IN:
        return frozenset()
    found: set[str] = set()
    for kind, value in av:
        if kind is sre.LITERAL:
            found |= {chr(value), chr(value).lower(), chr(value).upper()}
        elif kind is sre.RANGE:
            found |= {c for c in _ALPHABET if value[0] <= ord(c) <= value[1]}
        elif kind is sre.CATEGORY:
            found |= {c for c in _ALPHABET if re.match(_CATEGORIES[value], c)}
    return _ALPHABET - found if av[0][0] is sre.NEGATE else frozenset(found)


def _all(nodes: Any) -> frozenset[str]:  # noqa: ANN401 - likewise
    """Return every character that may stand in what a sequence matches."""
    found: frozenset[str] = frozenset()
    for node in nodes:
        inner = _inner(node)
        found |= _set(node) if not inner else frozenset().union(*map(_all, inner))
    return found


def _least(node: _Node) -> int:
    op, av = node
    if op in (sre.AT, sre.ASSERT, sre.ASSERT_NOT):
        return 0
    if op in _REPEATS or op is sre.POSSESSIVE_REPEAT:
        return int(av[0]) and sum(map(_least, av[2]))
    inner = _inner(node)
    return min(sum(map(_least, nodes)) for nodes in inner) if inner else 1


# ---- what is slow


def _repeated(nodes: Any) -> Iterator[Any]:  # noqa: ANN401 - likewise
    for sequence in _sequences(nodes):
        for op, av in sequence:
            if op in _REPEATS and av[1] >= _MANY:
                yield av[2]


def _is_ambiguous(body: Any, around: Sequence[_Node] = ()) -> bool:  # noqa: ANN401 - likewise
    """Return whether the body of a repeat holds a repeat that no part around it sets off from the next round."""
    nodes = list(body)
    for i, node in enumerate(nodes):
        others = [*around, *nodes[:i], *nodes[i + 1 :]]
        op, av = node
        if op in _REPEATS and av[1] >= _MANY:
            inside = _all(av[2])
            if all(_all([other]) & inside for other in others if _least(other)):
                return True
        if any(_is_ambiguous(inner, others) for inner in _inner(node) if op is not sre.POSSESSIVE_REPEAT):
            return True
    return False


# ---- numbers


def _ungrouped(nodes: Sequence[_Node]) -> list[_Node]:
    """Take the groups out of a sequence, and leave what they hold: a group bounds nothing."""
    flat: list[_Node] = []
    for op, av in nodes:
        flat += _ungrouped(av[3]) if op is sre.SUBPATTERN else [(op, av)]
    return flat


def _cuts(nodes: Sequence[_Node]) -> bool:
    for i, node in enumerate(nodes[:-1]):
        if _is_bounded_digits(node) and not _is_digits(nodes[i + 1]) and _may_begin_with_digit(nodes[i + 1 :]):
            return True
    return False


def _is_digits(node: _Node) -> bool:
    op, av = node
    found = _all(av[2]) if op in _REPEATS else _set(node)
    return bool(found) and found <= _DIGITS and op is not sre.LITERAL


def _is_bounded_digits(node: _Node) -> bool:
    return _is_digits(node) and (node[0] not in _REPEATS or node[1][1] < sre.MAXREPEAT)


def _may_begin_with_digit(nodes: Sequence[_Node]) -> bool:
    for node in nodes:
        op, av = node
        if op is sre.AT or (op is sre.ASSERT_NOT and _all(av[1]) & _DIGITS):
            return False
        inner = _inner(node)
        if _is_digits(node):
            return False  # a number of a fixed form: 212-325-2000
        begins = any(_may_begin_with_digit(list(n)) for n in inner) if inner else bool(_set(node) & _DIGITS)
        if begins or _least(node):
            return begins
    return False
