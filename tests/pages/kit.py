"""What every statement is printed with: a writer, a hand, and the choices that hypothesis makes."""

from __future__ import annotations

from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING, TypeVar

from attrs import Factory, define, field, frozen
from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.pages.figures import Hand
    from tests.pages.printed import Writer

__all__ = ["Column", "Kit"]

T = TypeVar("T")
_UNKNOWN = (
    ("Deferred", "Xyz", "Amount"),
    ("Quux", "Draw"),
    ("Zyx Adj",),
    ("Deferred Xyz Amount",),
)


@frozen
class Column:
    """A printed column: its stacked header, from top to bottom, and what it means."""

    head: tuple[str, ...]
    measure: str | None
    form: str
    unknown: bool = False

    @property
    def name(self) -> str:
        return " ".join(" ".join(self.head).split())


@define
class Kit:
    """Draws in such a way that the simplest page is the one hypothesis shrinks to."""

    draw: st.DrawFn
    writer: Writer
    hand: Hand
    turns: Random = field(default=Factory(lambda kit: Random(kit.hand.seed), takes_self=True))  # noqa: S311 - no secret

    def chance(self, of: int = 2) -> bool:
        """Yes once in `of` times."""
        return self._drawn(of) == of - 1

    def pick(self, *options: T) -> T:
        return options[self._drawn(len(options))]

    def number(self, least: int, most: int) -> int:
        return least + self._drawn(most - least + 1)

    def _drawn(self, of: int) -> int:
        """Turned by the page's seed, since hypothesis likes to try the same choices again; seed 0 turns nothing."""
        turn = self.turns.randrange(of) if self.hand.seed else 0
        return (self.draw(st.integers(0, of - 1)) + turn) % of

    def some(self, options: Sequence[T], least: int = 1) -> list[T]:
        """Mostly all of them as they stand; else some left out, some in another order."""
        kept = list(options)
        if self.chance(2):
            gone = self.draw(st.sets(st.integers(0, len(kept) - 1), max_size=len(kept) - least))
            kept = [option for at, option in enumerate(kept) if at not in gone]
        if self.chance(3):
            kept = list(self.draw(st.permutations(kept)))
        return kept

    def parts(self, options: Sequence[T], most: int) -> list[list[T]]:
        """Cut into one to `most` runs, none of them empty."""
        cuts = self.draw(st.sets(st.integers(1, len(options) - 1), max_size=most - 1)) if len(options) > 1 else set()
        edges = [0, *sorted(cuts), len(options)]
        return [list(options[a:b]) for a, b in pairwise(edges)]

    def with_unknown(self, columns: list[Column]) -> list[Column]:
        """One column more, now and then, under a header that no vocabulary has."""
        if not self.chance(4):
            return columns
        head = self.pick(*_UNKNOWN)
        at = self.number(0, len(columns))
        return [*columns[:at], Column(head, None, "money", unknown=True), *columns[at:]]

    def break_lines(self) -> list[str]:
        """Mostly nothing; else the end of a page, told in one of the two ways."""
        if not self.chance(6):
            return []
        blank = [""] * self.number(0, 2)
        return [*blank, self.pick("<PAGE>", "\f"), *blank]

    def part(self) -> None:
        """What stands between two statements: blank lines, or the end of a page."""
        self.writer.blank(self.number(1, 4))
        indent, self.writer.indent = self.writer.indent, 0
        if self.chance(4):
            mark = self.pick("<PAGE>", "\f", "glued")
            if mark == "glued":
                self.writer.feed = "\f"
            else:
                self.writer.line(mark)
                self.writer.blank(self.number(0, 3))
        self.writer.indent = indent
