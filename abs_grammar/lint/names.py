"""Checks the names of a grammar: words of the vocabulary, named groups, and what is written and never used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

import attrs

from abs_grammar.grammar.conventions import (
    AND_BELOW,
    COVER,
    ENTITY_GROUPS,
    FIGURES,
    GROUPS,
    OWN_NAMES,
    RECOGNISED_BY,
    UNLABELLED_ROWS,
    has_no_measure,
    meaning,
)
from abs_grammar.grammar.diagnostics import nearest
from abs_grammar.grammar.outline import Definition
from abs_grammar.lint.context import Subject
from abs_grammar.lint.diagnostic import Check, Remark, remark
from abs_grammar.model.filing import Cover, Exhibit, Item
from abs_grammar.model.vocabulary import MEASURES, QUANTITIES, STATUSES

__all__ = ["CHECKS"]

_WORDS = MEASURES.keys() | STATUSES | QUANTITIES
_COVER_GROUPS = {field.name for part in (Cover, Item, Exhibit) for field in attrs.fields(part)}
# Rules whose name nothing else may come near: `totals_row` is the usual name of the row that the label TOTAL makes.
_KNOWN_RULES = (*UNLABELLED_ROWS, "totals_row", *sorted(_WORDS))
_NAMED_GROUP = re.compile(r"\(\?P<(\w+)>")
_ALIKE = 0.85


def unnamed_terminals(subject: Subject) -> Iterator[Remark]:
    """Find words or a pattern that stand in a rule: they have no name, so they mean nothing."""
    for definition in subject.outline.definitions:
        if not definition.is_terminal:
            for literal in definition.literals:
                name = re.sub(r"\W+", "_", str(literal).strip('"/i')).strip("_").lower() or "name"
                cure = f"name it after the measure it prints, or after itself: ({literal} -> {name})"
                yield remark(subject, "unnamed-terminal", f"{literal} has no name", cure, literal)


def _is_word(subject: Subject, name: str) -> bool:
    """Return whether a name is a measure, a status or a quantity that the grammar may use."""
    words = subject.terminals.vocabulary if subject.terminals is not None else MEASURES
    return name in words or name in STATUSES or name in QUANTITIES


def unknown_names(subject: Subject) -> Iterator[Remark]:
    """Find labels and headings whose name is no word of the vocabulary: their figures would have no measure."""
    terminals = subject.terminals
    if terminals is None:
        return
    grouped = {name for _, name, pattern in terminals.patterns if ENTITY_GROUPS & pattern.groupindex.keys()}
    written = {str(d.name) for d in subject.outline.definitions}
    written |= {str(i.alias) for i in subject.outline.imports if i.listed}
    for name in sorted(((terminals.labels | terminals.columns) & written) - {FIGURES} - grouped):
        rules = [rule for rule, used in subject.symbols.items() if name in used]
        known = has_no_measure(name) or _is_word(subject, meaning(name)) or meaning(name) in ENTITY_GROUPS
        if not known and not any(_is_word(subject, meaning(rule)) for rule in rules):
            what = f"{name} {'labels a row' if name in terminals.labels else 'heads a column'}, and is no measure"
            yield remark(subject, "unknown-name", what, _cure(meaning(name)), name)
    for definition in subject.outline.definitions:
        yield from _nearly_a_word(subject, definition)


def _cure(name: str) -> str:
    near = get_close_matches(name, sorted(_WORDS), 1, 0.7)
    if near:
        return f"did you mean {near[0].upper()}?"
    return "take a measure of docs/vocabulary.md, a status or a quantity; what follows __ in a name is free"


def _nearly_a_word(subject: Subject, definition: Definition) -> Iterator[Remark]:
    """Find a name that is nearly one with a meaning of its own, where any other would be allowed."""
    name = str(definition.name)
    known: tuple[str, ...]
    if definition.is_terminal:
        known, free = OWN_NAMES, name not in OWN_NAMES
    else:
        known = _KNOWN_RULES
        free = [str(token) for token in definition.uses] == [FIGURES] and name not in known
    near = get_close_matches(name, known, 1, _ALIKE) if free else []
    if near:
        what = f"{name} is nearly {near[0]}, and means nothing"
        yield remark(subject, "unknown-name", what, f"did you mean {near[0]}?", definition.name)


def unknown_groups(subject: Subject) -> Iterator[Remark]:
    """Find named groups that have no meaning."""
    known = _COVER_GROUPS if subject.start == COVER else GROUPS
    for definition in subject.outline.definitions:
        for literal in definition.literals:
            for group in _NAMED_GROUP.findall(str(literal)):
                if group.removesuffix(AND_BELOW) not in known:
                    cure = nearest(group, known).removeprefix("; ") or f"the groups are {', '.join(sorted(known))}"
                    yield remark(subject, "unknown-group", f"the group {group!r} says nothing", cure, literal)


def unused_names(subject: Subject) -> Iterator[Remark]:
    """Find rules and terminals, defined or imported, that nothing leads to from the rules that are used."""
    if subject.start is None:
        return
    roots = {subject.start, RECOGNISED_BY, *map(str, subject.outline.ignored)}
    used: set[str] = set()
    while roots:
        name = roots.pop()
        used.add(name)
        roots |= subject.symbols.get(name, set()) - used
    changed = {str(d.name) for d in subject.outline.definitions if d.kind in ("extend", "override")}
    for definition in subject.outline.definitions:
        if str(definition.name) not in used and definition.kind == "define":
            what = f"nothing leads to {definition.name} from {subject.start} or {RECOGNISED_BY}"
            yield remark(subject, "unused", what, "name it where it may stand, or delete it", definition.name)
    for imported in [imported for imported in subject.outline.imports if imported.listed]:
        if str(imported.alias) not in used | changed:
            what = f"{imported.alias} is imported and not used"
            yield remark(subject, "unused", what, "name it where it may stand, or do not import it", imported.alias)


CHECKS: tuple[Check, ...] = (unnamed_terminals, unknown_names, unknown_groups, unused_names)
