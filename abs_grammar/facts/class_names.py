"""Where a page spells one class two ways."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from abs_grammar.model.report import Fact, Finding

__all__ = ["one_spelling"]

_NAME_CHARACTERS = re.compile(r"[^0-9A-Z]")


def one_spelling(facts: Sequence[Fact], report: int) -> list[Finding]:
    """Give a class that a page spells two ways (`B-IO`, `BIO`) the name it is printed under most often.

    Two names that one statement prints side by side are two classes, however alike.
    """
    printed = Counter(fact.entity for fact in facts if fact.scope == "class" and fact.entity is not None)
    alike: dict[str, list[str]] = {}
    for name in printed:
        alike.setdefault(_NAME_CHARACTERS.sub("", name.upper()), []).append(name)
    if len(alike) == len(printed):
        return []
    together: dict[str | None, set[str | None]] = {}
    for fact in facts:
        if fact.scope == "class":
            together.setdefault(fact.statement, set()).add(fact.entity)
    read_as = {
        name: best
        for names in alike.values()
        for best in [max(names, key=lambda name: printed[name])]
        for name in names
        if name != best and not any({best, name} <= side_by_side for side_by_side in together.values())
    }
    lines: dict[str, list[int]] = {}
    for fact in facts:
        if fact.scope == "class" and fact.entity in read_as:
            lines.setdefault(fact.entity, []).append(fact.line)
            fact.entity = read_as[fact.entity]
    return [
        Finding(
            "class-spelling",
            "info",
            f"class {name!r} is read as {read_as[name]!r}, as the page prints it elsewhere",
            report,
            entity=read_as[name],
            lines=tuple(dict.fromkeys(found)),
        )
        for name, found in lines.items()
    ]
