"""Damages a filing line by line and counts what the parse then misreads in silence, and what it loses elsewhere.

`python -m tests.filings.damage` prints the counts and the worst lines; `--verbose LINE` the figures behind one line.
"""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import abs_grammar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

ROOT = Path(__file__).resolve().parents[2]
FILINGS = {
    "us_bank": ROOT / "corpus/us_bank/us-bank-absc-2003-he4-2003-11-17.txt",
    "ctslink": ROOT / "corpus/ctslink/ctslink-terwin-2003-4he-2003-11-25.txt",
}
WORST = 15

Place = tuple[int, int, int, str]


class FactLike(Protocol):
    """What is compared of a fact."""

    @property
    def line(self) -> int: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def statement(self) -> object: ...
    @property
    def scope(self) -> object: ...
    @property
    def entity(self) -> object: ...
    @property
    def measure(self) -> object: ...
    @property
    def value(self) -> object: ...
    @property
    def unit(self) -> object: ...


class FindingLike(Protocol):
    """What is compared of a finding."""

    @property
    def rule(self) -> object: ...
    @property
    def report(self) -> object: ...
    @property
    def entity(self) -> object: ...
    @property
    def expected(self) -> object: ...
    @property
    def actual(self) -> object: ...
    @property
    def lines(self) -> Sequence[int]: ...


class UnaccountedLike(Protocol):
    """What is compared of an unaccounted line."""

    @property
    def line(self) -> int: ...


# -- damage --------------------------------------------------------------------------------------------------------

_TOKEN = re.compile(r"\S+")
_WORD = re.compile(r"[A-Za-z]+")
_DIGIT = re.compile(r"\d")
_CLASS_NAME = re.compile(r"\s*[^A-Za-z\s]*[A-Za-z]")


def misspell(line: str) -> str:
    """Every word wrong by its middle letter; figures, codes and widths untouched.

    A line without a word of three letters has its first token's first letter changed instead: `A-1` is then `Q-1`.
    """
    wrong = _TOKEN.sub(lambda token: _misspell_token(token[0]), line)
    if wrong != line:
        return wrong
    name = _CLASS_NAME.match(line)
    return line if name is None else _with_other_letter(line, name.end() - 1)


def typo(line: str) -> str:
    """One letter wrong: the middle one of the first word of four letters or more."""
    for token in _TOKEN.finditer(line):
        word = None if _DIGIT.search(token[0]) else _first_long_word(token[0])
        if word is not None:
            return _with_other_letter(line, token.start() + word.start() + len(word[0]) // 2)
    return line


def _misspell_token(token: str) -> str:
    return token if _DIGIT.search(token) else _WORD.sub(lambda word: _misspell_word(word[0]), token)


def _misspell_word(word: str) -> str:
    return word if len(word) < 3 else _with_other_letter(word, len(word) // 2)


def _first_long_word(token: str) -> re.Match[str] | None:
    return next((word for word in _WORD.finditer(token) if len(word[0]) >= 4), None)


def _with_other_letter(text: str, at: int) -> str:
    other = "j" if text[at] in "qQ" else "q"
    return text[:at] + (other.upper() if text[at].isupper() else other) + text[at + 1 :]


_CHANGES: dict[str, Callable[[str], str]] = {"misspell": misspell, "typo": typo}
KINDS = ("misspell", "typo", "delete")


def damage(text: str, number: int, kind: str) -> str | None:
    """The text with its line `number` (1-based) damaged, or None where that kind cannot change it."""
    lines = text.splitlines(keepends=True)
    if kind == "delete":
        return "".join(lines[: number - 1] + lines[number:])
    changed = _CHANGES[kind](lines[number - 1])
    return None if changed == lines[number - 1] else "".join([*lines[: number - 1], changed, *lines[number:]])


def exhibit_lines(text: str) -> range:
    """The 1-based numbers of the statement's lines: what the trustee printed, without the cover and signatures."""
    lines = text.splitlines()
    table = next((n for n, line in enumerate(lines, 1) if line.strip().upper() == "<TABLE>"), None)
    if table is not None:
        return range(table, len(lines) + 1)
    stripped = [line.strip() for line in lines]
    first = stripped.index("STATEMENT TO CERTIFICATEHOLDERS")
    return range(first + 1, stripped.index("SIGNATURES", first) + 1)


# -- comparison ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Trouble:
    """One figure that did not survive another line's damage."""

    what: str
    told: bool
    before: FactLike | None
    after: FactLike | None

    def __str__(self) -> str:
        """One line for a person."""
        place = self.before or self.after
        where = "" if place is None else f"{place.line}:{place.start}-{place.end} {place.text!r}"
        told = "told" if self.told else "SILENT"
        return f"{self.what:<7} {told:<6} {where}: {_meaning(self.before)} -> {_meaning(self.after)}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one damaged line did to the figures of the others."""

    troubles: tuple[Trouble, ...] = ()
    crash: str | None = None

    @property
    def misread(self) -> int:
        """Figures with a wrong meaning that no finding tells of."""
        return self._count("misread", told=False)

    @property
    def misread_told(self) -> int:
        """Figures with a wrong meaning whose line a finding names."""
        return self._count("misread", told=True)

    @property
    def lost(self) -> int:
        """Figures without a measure, or no facts any more."""
        return self._count("lost", told=True) + self.lost_untold

    @property
    def lost_untold(self) -> int:
        """Lost figures whose line is neither unaccounted nor named by a finding."""
        return self._count("lost", told=False)

    @property
    def statements(self) -> int:
        """How many statements the damage reached."""
        return len({trouble.before.statement for trouble in self.troubles if trouble.before is not None})

    def _count(self, what: str, *, told: bool) -> int:
        return sum(trouble.what == what and trouble.told == told for trouble in self.troubles)


def moved(line: int, damaged_line: int, kind: str) -> int | None:
    """Where a line of the undamaged page now is; None for the damaged line itself."""
    if kind == "insert":
        return line + (line >= damaged_line)
    if line == damaged_line:
        return None
    return line - (kind == "delete" and line > damaged_line)


def compare(  # noqa: PLR0913 - two parses and what was done between them
    baseline: Iterable[FactLike],
    damaged: Iterable[FactLike],
    damaged_line: int,
    kind: str,
    findings: Iterable[FindingLike] = (),
    *,
    unaccounted: Iterable[UnaccountedLike] = (),
) -> Outcome:
    """What the damage did to the figures of other lines; a figure is known by its place and text."""
    told = {line for finding in findings for line in finding.lines}
    listed = told | {line.line for line in unaccounted}
    after = {_place(fact, fact.line): fact for fact in damaged}
    troubles: list[Trouble] = []
    known: set[Place] = set()
    for fact in baseline:
        line = moved(fact.line, damaged_line, kind)
        if line is None:
            continue
        known.add(_place(fact, line))
        troubles += _judge(fact, after.get(_place(fact, line)), told=line in told, listed=line in listed)
    own = damaged_line if kind != "delete" else None
    invented = (fact for place, fact in after.items() if place not in known and fact.line != own)
    troubles += [Trouble("misread", f.line in told, None, f) for f in invented if f.measure is not None]
    return Outcome(tuple(troubles))


def _judge(before: FactLike, after: FactLike | None, *, told: bool, listed: bool) -> Iterator[Trouble]:
    """The same figure before and after: lost, misread, both or neither."""
    if after is None:
        yield Trouble("lost", listed, before, None)
        return
    if after.measure is None and before.measure is not None:
        yield Trouble("lost", listed, before, after)
    if _is_wrong(before, after):
        yield Trouble("misread", told, before, after)


def _is_wrong(before: FactLike, after: FactLike) -> bool:
    """Without a measure only an entity or a value is a claim; unit and scope come with the measure."""
    if after.measure is not None or before.measure is None:
        return _claims(before) != _claims(after)
    return (after.entity is not None and after.entity != before.entity) or (
        after.value is not None and after.value != before.value
    )


def _claims(fact: FactLike) -> tuple[object, ...]:
    return (fact.measure, fact.entity, fact.scope, fact.unit, fact.value)


def _meaning(fact: FactLike | None) -> str:
    return "nothing" if fact is None else " ".join(str(claim) for claim in _claims(fact))


def _place(fact: FactLike, line: int) -> Place:
    return (line, fact.start, fact.end, fact.text)


def fresh(
    before: Iterable[FindingLike], after: Iterable[FindingLike], damaged_line: int, kind: str
) -> list[FindingLike]:
    """The findings that the undamaged page did not have: an old one tells nothing of the damage."""
    old = {_identity(finding, [moved(line, damaged_line, kind) for line in finding.lines]) for finding in before}
    return [finding for finding in after if _identity(finding, finding.lines) not in old]


def _identity(finding: FindingLike, lines: Iterable[int | None]) -> tuple[object, ...]:
    return (finding.rule, finding.report, finding.entity, finding.expected, finding.actual, tuple(lines))


# -- whole filings -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tally:
    """One filing under one kind of damage."""

    filing: str
    kind: str
    text: str
    outcomes: dict[int, Outcome]

    @property
    def damaged(self) -> int:
        """How many lines with something on them were damaged."""
        lines = self.text.splitlines()
        return sum(bool(lines[number - 1].strip()) for number in self.outcomes)

    @property
    def crashes(self) -> list[str]:
        """Exceptions that are none of the package's own."""
        return [f"{self.filing} {self.kind} line {n}: {o.crash}" for n, o in self.outcomes.items() if o.crash]

    def total(self, count: str) -> int:
        """The sum of one of `Outcome`'s counts."""
        return sum(int(getattr(outcome, count)) for outcome in self.outcomes.values())

    def summary(self) -> str:
        """One line of totals."""
        spread = sum(outcome.statements > 1 for outcome in self.outcomes.values())
        return (
            f"{self.filing:<8} {self.kind:<8} {self.damaged:>4} lines:"
            f" {self.total('misread'):>5} misread in silence,"
            f" {self.total('misread_told'):>5} misread but told,"
            f" {self.total('lost'):>6} lost elsewhere ({self.total('lost') / max(self.damaged, 1):.2f} a line,"
            f" {self.total('lost_untold')} without a word), {spread} lines hurt a second statement,"
            f" {len(self.crashes)} crashes"
        )

    def worst(self) -> Iterator[str]:
        """The lines that did the most harm, misreadings first."""
        lines = self.text.splitlines()
        harm = sorted(self.outcomes.items(), key=lambda item: (-item[1].misread, -item[1].lost, item[0]))
        for number, outcome in harm[:WORST]:
            if outcome.troubles:
                counts = f"{outcome.misread:>4} misread {outcome.misread_told:>4} told {outcome.lost:>4} lost"
                yield f"  {number:>4} {counts}  |{lines[number - 1][:70].rstrip()}"


def try_line(text: str, whole: abs_grammar.Filing, number: int, kind: str) -> Outcome | None:
    """Damage one line, parse, compare; None where there is nothing to damage."""
    hurt = damage(text, number, kind)
    if hurt is None:
        return None
    try:
        parsed = abs_grammar.parse(hurt)
    except abs_grammar.AbsGrammarError:
        others = (fact for fact in whole.facts() if fact.line != number)
        return Outcome(tuple(Trouble("lost", told=True, before=fact, after=None) for fact in others))
    except Exception as error:  # noqa: BLE001 - a crash is a result here, to be shown with its line
        return Outcome(crash=repr(error))
    findings = fresh(whole.findings, parsed.findings, number, kind)
    return compare(whole.facts(), parsed.facts(), number, kind, findings, unaccounted=parsed.unaccounted)


def tally(filing: str, kind: str, numbers: Iterable[int] | None = None) -> Tally:
    """Damage every line of the filing's exhibit in turn (or only the given lines)."""
    text = FILINGS[filing].read_text("ascii")
    whole = abs_grammar.parse(text)
    tried = {n: try_line(text, whole, n, kind) for n in (exhibit_lines(text) if numbers is None else numbers)}
    return Tally(filing, kind, text, {number: outcome for number, outcome in tried.items() if outcome is not None})


# -- command line --------------------------------------------------------------------------------------------------


def main() -> int:
    """Print the counts, or the details of one line."""
    options = _options()
    for filing in options.filing:
        for kind in options.kind:
            if options.verbose is None:
                _say(_report(tally(filing, kind)))
            elif options.verbose in exhibit_lines(FILINGS[filing].read_text("ascii")):
                _say(_details(tally(filing, kind, [options.verbose]), options.verbose))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.filings.damage", description=__doc__)
    parser.add_argument("--filing", action="append", choices=tuple(FILINGS), help="only this filing")
    parser.add_argument("--kind", action="append", choices=KINDS, help="only this kind of damage")
    parser.add_argument("--verbose", type=int, metavar="LINE", help="every figure that damage to this line hurts")
    options = parser.parse_args()
    options.filing = options.filing or list(FILINGS)
    options.kind = options.kind or list(KINDS)
    return options


def _report(result: Tally) -> Iterator[str]:
    yield result.summary()
    yield from result.crashes
    yield from result.worst()


def _details(result: Tally, number: int) -> Iterator[str]:
    hurt = damage(result.text, number, result.kind)
    yield f"{result.filing} {result.kind} line {number}"
    yield f"  was |{result.text.splitlines()[number - 1]}"
    if hurt is not None and result.kind != "delete":
        yield f"  now |{hurt.splitlines()[number - 1]}"
    for outcome in result.outcomes.values():
        yield from ([f"  CRASH {outcome.crash}"] if outcome.crash else [])
        yield from (f"  {trouble}" for trouble in outcome.troubles)


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
