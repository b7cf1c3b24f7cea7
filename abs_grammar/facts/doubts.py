"""What a reader is not sure of, gathered figure by figure and told as findings, one for each cause."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from abs_grammar.model.report import Fact, Finding

__all__ = ["Doubts"]

_TOLD: dict[str, Callable[[Fact], tuple[str, str]]] = {
    "lost-heading": lambda f: ("rows", f"rows from {f.label!r} on name the classes again: their headings are missing"),
    "several-figures": lambda f: (str(f.label), f"{f.label!r} is followed by more than one figure"),
    "no-column": lambda f: (str(f.line), "no heading stands over these figures, or more than one might"),
    "unknown-heading": lambda f: (str(f.header), f"no rule knows a column headed {f.header!r} here"),
    "no-measure": lambda f: (f"{f.label} x {f.header}", f"{_row_and_column(f)} no measure"),
    "no-entity": lambda f: (
        str(f.label),
        f"the row {f.label!r} does not say of which class, group, bucket or account it speaks",
    ),
    "of-another": lambda f: (
        str(f.label),
        f"the row {f.label!r} stands under text that speaks of another period or group",
    ),
    "unknown-label": lambda f: (str(f.label), f"no rule knows a row labelled {f.label!r} here"),
}


class Doubts:
    """Gathers the figures of one report that have no measure, by why they have none.

    `expected` says what the grammar would have taken in place of a line or a heading that it does not know.
    """

    def __init__(self, report: int, expected: Mapping[int | str, str] = MappingProxyType({})) -> None:
        self.report = report
        self.expected = expected
        self._lines: dict[tuple[str, str, str], list[int]] = {}
        self._slipped: list[tuple[int, ...]] = []
        self.slipped_labels: set[str] = set()

    def add(self, reason: str, fact: Fact) -> None:
        """Note that a figure has no measure, and why."""
        rule, _, detail = reason.partition(": ")
        if rule == "misfit":
            subject = f"{fact.statement} {fact.label} {fact.header}"
            message = f"{fact.text!r} under {fact.header!r} beside {fact.label!r} is {detail}"
        else:
            subject, message = _TOLD[rule](fact)
            expected = self.expected.get(fact.line if rule == "unknown-label" else str(fact.header))
            if expected and rule in ("unknown-label", "unknown-heading"):
                message = f"{message}, expected {expected}"
        lines = self._lines.setdefault((rule, f"{fact.statement} {subject}", message), [])
        if not lines or lines[-1] != fact.line:
            lines.append(fact.line)

    def slipped(self, label: str, lines: Sequence[int]) -> None:
        """Note a row labelled with the heading of its own column of labels, and the lines of its table."""
        self._slipped.append(tuple(lines))
        self.slipped_labels.add(label)

    def findings(self) -> list[Finding]:
        """Tell each cause once, with the lines it touches."""
        told = [
            Finding(rule, "warning", f"{message}; the figures have no measure", self.report, lines=tuple(lines))
            for (rule, _, message), lines in self._lines.items()
        ]
        told += [
            Finding(
                "slipped-labels",
                "warning",
                "a row is labelled with the heading of its column: the labels of this table may be printed one row "
                "too low; its figures are given under the labels as printed",
                self.report,
                lines=lines,
            )
            for lines in self._slipped
        ]
        return told


def _row_and_column(fact: Fact) -> str:
    """Say what names a figure, and how many name it: a row, a column, or the two of them."""
    named = [f"the {what} {text!r}" for what, text in (("row", fact.label), ("column", fact.header)) if text]
    return f"{' and '.join(named)} together name" if len(named) > 1 else f"{''.join(named) or 'nothing'} names"
