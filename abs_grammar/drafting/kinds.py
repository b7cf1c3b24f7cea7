"""What kind of table a table is: of classes, of accounts, a grid of loans; and where its measures are named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from abs_grammar.drafting.familiar import is_a, says_account
from abs_grammar.drafting.marks import is_marked, mark_of, without_mark
from abs_grammar.drafting.matching import Setting, guesses, plain_words, sure
from abs_grammar.drafting.names import escaped
from abs_grammar.drafting.sample import Survey, Table
from abs_grammar.grammar.terminals import unmarked

__all__ = ["Kind", "Kinds", "late", "rows_say", "says_late", "says_more"]

Kind = Literal["classes", "classes across", "accounts", "grid", "labels", "lines"]

_HALF = 0.5
_MOST_COMPARED = 50
_SHORT_CLASS = re.compile(r"[A-Z]{1,3}|(?=.*\d)[A-Z0-9]{1,4}(-[A-Z0-9]{1,5}){0,2}|[A-Z]{1,2}(-[A-Z0-9]{1,5}){1,2}")
_OF_WHAT = re.compile(r" +(note|bond|certificate)s?$", re.IGNORECASE)
_CLASS_WORD = re.compile(r"class +", re.IGNORECASE)
_NUMBERS = frozenset(["one", "two", "three", "four", "five", "six"])
_DUE = frozenset(["month", "payment", "installment"])


class Kinds:
    """Tells the kinds of the tables of some samples: a table may show by its classes what another does not say."""

    def __init__(self, samples: Iterable[Survey]) -> None:
        self.classes = frozenset(
            class_in(row.label)
            for sample in samples
            for statement in sample.statements
            for table in statement.tables
            if table.label_heading is not None and is_a(table.label_heading, "CLASS")
            for row in table.rows
            if row.label is not None and is_a(row.label, "CLASS_NAME")
        )

    def of(self, table: Table) -> Kind:
        """Tell the kind of a table."""
        labels = [row.label for row in table.rows if row.label is not None and not is_a(row.label, "TOTAL")]
        if not table.levels:
            return "lines"
        bottom = table.levels[-1]
        if len(bottom) > 1 and self._are_classes([text for text in bottom if not is_a(text, "TOTAL")]):
            return "classes across"
        if self._lists_classes(table, labels):
            return "classes"
        if table.label_heading is not None and says_account(table.label_heading):
            return "accounts"
        return "grid" if table.once_over_each or _is_grid(table, labels) else "labels"

    def is_class(self, label: str) -> bool:
        """Tell whether a label that stands alone is a class: it says so, or a table of the samples lists it."""
        name = class_in(label)
        said = _CLASS_WORD.match(without_mark(label)) is not None
        return is_a(name, "CLASS_NAME") and (said or name in self.classes)

    def _lists_classes(self, table: Table, labels: Sequence[str]) -> bool:
        """Tell whether each row is of a class: by a heading that says so, its labels, or all headings."""
        headings = [table.label_heading or "", *table.levels[-1]]
        if any(is_a(text, "CLASS") for text in headings):
            return True
        if not labels:
            found = [sure(guesses(text, Setting(frozenset({"class"})))) for text in table.levels[-1]]
            return sum(guess is not None for guess in found) > _HALF * len(found)
        known = sum(class_in(label) in self.classes for label in labels)
        return known >= _HALF * len(labels) or (len(table.levels) == 1 and self._are_classes(labels))

    def _are_classes(self, texts: Sequence[str]) -> bool:
        """Tell whether texts are names of classes: known ones, or all short, and some of them with a number."""
        names = [class_in(text) for text in texts]
        if not names or all(name in self.classes for name in names):
            return bool(names)
        said = all(_CLASS_WORD.match(without_mark(text)) for text in texts)
        if said and all(is_a(name, "CLASS_NAME") for name in names):
            return True
        return all(_SHORT_CLASS.fullmatch(name) for name in names) and any(re.search(r"\d", name) for name in names)


def rows_say(table: Table, title: str) -> bool:
    """Tell whether the labels rather than the headings of a table say what is measured."""
    setting = Setting(title=title)
    texts = [text for text in table.levels[-1] if not is_a(text, "GROUP", "TOTAL")]
    labels = [row.label for row in table.rows if row.label is not None][:_MOST_COMPARED]
    by_rows = sum(sure(guesses(label, setting)) is not None for label in labels)
    by_columns = sum(sure(guesses(text, setting)) is not None for text in texts)
    return by_rows * len(texts) >= by_columns * max(len(labels), 1)


def says_more(table: Table) -> bool:
    """Tell whether several headings stand over one row that name neither a group nor a total: they must say what."""
    return sum(not is_a(text, "GROUP", "TOTAL") for text in table.levels[-1]) > 1


def says_late(text: str) -> bool:
    """Tell whether a text says that loans are late."""
    return "delinquent" in plain_words(text)


def late(label: str) -> str | None:
    """Return the pattern of a label that tells in words how late loans are: `ONE MONTHLY PAYMENT`."""
    words = set(plain_words(without_mark(label)))
    if not (words & _NUMBERS and words & _DUE):
        return None
    return f"{escaped(mark_of(label) + ' ' * is_marked(label))}(?P<bucket>{escaped(without_mark(unmarked(label)))})"


def class_in(text: str) -> str:
    """Return the name of the class in a text, without what it is a class of: `Class A-1 Notes`."""
    return _CLASS_WORD.sub("", _OF_WHAT.sub("", without_mark(text)))


def _is_grid(table: Table, labels: Sequence[str]) -> bool:
    """Tell whether a table prints quantities of loans by status or by how late they are."""
    bottom = [text for text in table.levels[-1] if not is_a(text, "GROUP", "TOTAL")]
    counted = sum(sure(guesses(text, Setting(quantity=True))) is not None for text in bottom)
    delayed = sum(is_a(label, "BUCKET") or late(label) is not None for label in labels)
    stated = sum(sure(guesses(label, Setting(status=True))) is not None for label in labels)
    told = says_late(table.label_heading or "") or delayed + stated >= _HALF * max(len(labels), 1)
    return bool(bottom) and counted >= _HALF * len(bottom) and told
