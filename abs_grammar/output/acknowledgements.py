"""Reads which findings someone has verified on the page: a small file beside a filing gives the reason for each.

`statement.txt` has `statement.acknowledged.toml`:

    [[acknowledged]]
    rule = "counted-twice"
    lines = [177, 189]
    reason = "The totals count class R twice: line 178 repeats line 177."

An entry is for the finding of that rule on those very lines, and of that entity or report if it names one. So where the
page or the reading changes, what is found is no longer acknowledged. A rule that no finding has is an error, for the
entry could never be of anything.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

import attrs
import cattrs
from cattrs import transform_error

from abs_grammar.errors import AbsGrammarError
from abs_grammar.model.report import Finding
from abs_grammar.output.findings import catalogue, unknown_code

__all__ = ["SUFFIX", "Acknowledgement", "acknowledgements_for", "read_acknowledgements"]

SUFFIX = ".acknowledged.toml"
_KEY = "acknowledged"
_PLACE = re.compile(r" \(at line (?P<line>\d+), column (?P<column>\d+)\)")
_CURE = (
    "give each [[acknowledged]] a rule, the lines and a reason, "
    'as in: rule = "class-totals", lines = [7, 9], reason = "..."'
)


@attrs.frozen
class Acknowledgement:
    """A finding that stands, and why."""

    rule: str
    lines: tuple[int, ...]
    reason: str
    entity: str | None = None
    report: int | None = None

    def is_of(self, finding: Finding) -> bool:
        """Return whether this is the finding that is acknowledged."""
        return (
            (finding.rule, set(finding.lines)) == (self.rule, set(self.lines))
            and self.entity in (None, finding.entity)
            and self.report in (None, finding.report)
        )


def acknowledgements_for(filing: str) -> tuple[Acknowledgement, ...]:
    """Return what is acknowledged of a filing, from the file beside it; nothing where there is none."""
    path = Path(filing).with_suffix(SUFFIX)
    try:
        stands = path.is_file()
    except OSError:  # a name too long for a file: then there can be none
        stands = False
    return read_acknowledgements(path) if stands else ()


def read_acknowledgements(path: Path) -> tuple[Acknowledgement, ...]:
    """Read a file of acknowledgements.

    Raises `AbsGrammarError` where it is no such file, or acknowledges findings of a code that there is not.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _misprint(error, path, text) from None
    except (OSError, ValueError, RecursionError) as error:  # no UTF-8, a number of 5,000 digits, nested deep
        what = f"these acknowledgements cannot be read: {error}"
        raise AbsGrammarError(what, expected=_CURE, file=str(path)) from None
    if set(tables) - {_KEY}:
        unknown = ", ".join(sorted(set(tables) - {_KEY}))
        raise AbsGrammarError(f"acknowledgements have no {unknown}", expected=_CURE, file=str(path))
    entries = tables.get(_KEY, [])
    if not isinstance(entries, list):
        raise AbsGrammarError(f"{_KEY} is no list of tables", expected=_CURE, file=str(path))
    try:
        read: Sequence[Acknowledgement] = _CONVERTER.structure(entries, tuple[Acknowledgement, ...])
    except cattrs.BaseValidationError as error:
        what = "; ".join(transform_error(error, path=_KEY))
        raise AbsGrammarError(
            f"these acknowledgements cannot be read: {what}", expected=_CURE, file=str(path)
        ) from None
    if not all([acknowledgement.reason.strip() for acknowledgement in read]):
        raise AbsGrammarError("an acknowledgement has no reason", expected=_CURE, file=str(path))
    for acknowledgement in read:
        if acknowledgement.rule not in catalogue():
            raise unknown_code(acknowledgement.rule, str(path), _line_of(acknowledgement.rule, text))
    return tuple(read)


def _line_of(code: str, text: str) -> int | None:
    """Return the line on which a code stands in quotes, if it is so written."""
    quoted = (f'"{code}"', f"'{code}'")
    lines = enumerate(text.split("\n"), 1)
    return next((number for number, line in lines if any(code in line for code in quoted)), None)


def _misprint(error: tomllib.TOMLDecodeError, path: Path, text: str) -> AbsGrammarError:
    """Say where a file is no TOML: the library says it in words."""
    found = _PLACE.search(str(error))
    what = f"these acknowledgements are no TOML: {_PLACE.sub('', str(error))}"
    if found is None:
        return AbsGrammarError(what, expected=_CURE, file=str(path))
    line, column = int(found["line"]), int(found["column"]) - 1
    return AbsGrammarError(
        what, expected=_CURE, file=str(path), line=line, column=column, excerpt=text.split("\n")[line - 1]
    )


def _as_it_stands(value: object, kind: type) -> object:
    """Take a value of the right type, and no other: a line is no text that reads like a number, and no fraction."""
    if type(value) is not kind:
        raise TypeError(value)
    return value


_CONVERTER = cattrs.Converter(forbid_extra_keys=True)
_CONVERTER.register_structure_hook(str, _as_it_stands)
_CONVERTER.register_structure_hook(int, _as_it_stands)
