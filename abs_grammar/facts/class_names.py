"""Classes whose names a page spells in two ways."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import attrs

from abs_grammar.model.report import Fact, Finding, Statement

__all__ = ["one_spelling"]

_NO_LETTERS = re.compile(r"[^0-9A-Z]")


def one_spelling(statements: Sequence[Statement], report: int) -> tuple[tuple[Statement, ...], list[Finding]]:
    """Return statements in which a class spelt in two ways (`B-IO`, `BIO`) has one name, and what was found.

    It is the name that is printed most often. Two names that one statement prints side by side are two classes,
    however alike.
    """
    read_as = _read_as([fact for statement in statements for fact in statement.facts])
    if not read_as:
        return tuple(statements), []
    lines: dict[str, dict[int, None]] = {}
    respelt = []
    for statement in statements:
        facts = []
        for fact in statement.facts:
            name = fact.entity
            if fact.scope == "class" and name in read_as:
                lines.setdefault(str(name), {})[fact.line] = None
                facts.append(attrs.evolve(fact, entity=read_as[name], class_name=read_as[name]))
            else:
                facts.append(fact)
        respelt.append(Statement(statement.title, tuple(facts)))
    return tuple(respelt), [_finding(name, read_as[name], found, report) for name, found in lines.items()]


def _read_as(facts: Iterable[Fact]) -> Mapping[str | None, str]:
    """Return the names that are read as another, and as which."""
    of_classes = [fact for fact in facts if fact.scope == "class"]
    printed = Counter(fact.entity for fact in of_classes if fact.entity is not None)
    alike: dict[str, list[str]] = {}
    for name in printed:
        alike.setdefault(_NO_LETTERS.sub("", name.upper()), []).append(name)
    if len(alike) == len(printed):
        return {}
    together: dict[str | None, set[str | None]] = {}
    for fact in of_classes:
        together.setdefault(fact.statement, set()).add(fact.entity)
    return {
        name: best
        for names in alike.values()
        for best in [max(names, key=lambda name: printed[name])]
        for name in names
        if name != best and not any({best, name} <= side_by_side for side_by_side in together.values())
    }


def _finding(name: str, read_as: str, lines: Iterable[int], report: int) -> Finding:
    message = f"class {name!r} is read as {read_as!r}, as the page prints it elsewhere"
    return Finding("class-spelling", "info", message, report, entity=read_as, lines=tuple(lines))
