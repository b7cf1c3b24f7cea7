"""Says how far a long command has come: on a terminal a line that changes, in a pipe a line a minute."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable
from typing import TextIO

from abs_grammar.output.text_table import printable

__all__ = ["Progress", "megabytes"]

_EVERY_ON_A_TERMINAL, _EVERY_IN_A_PIPE = 0.2, 60.0
_MINUTE, _HOUR = 60, 3600


class Progress:
    """Counts what is done of `of` things, and tells of it on standard error from time to time."""

    def __init__(
        self,
        of: int,
        *,
        quiet: bool = False,
        stream: TextIO | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._of = of
        self._quiet = quiet
        self._stream = stream or sys.stderr
        self._clock = clock
        self._is_terminal = self._stream.isatty()
        self._began = self._told = clock()
        self._shown = 0
        self._done = self._worked = self._bytes = self._failed = 0

    def step(self, size: int = 0, *, worked: bool = True, failed: bool = False) -> None:
        """Count one thing more; what was there already was no work, and does not say how long the rest takes."""
        self._done += 1
        self._worked += worked
        self._bytes += size if worked else 0
        self._failed += failed
        now = self._clock()
        if now - self._told >= (_EVERY_ON_A_TERMINAL if self._is_terminal else _EVERY_IN_A_PIPE):
            self._told = now
            self._tell(self.line())

    def line(self) -> str:
        """Return how far it has come, in words."""
        passed = max(self._clock() - self._began, 1e-9)
        parts = [f"{self._done:,} of {self._of:,}", megabytes(self._bytes), f"{self._worked / passed:.1f} a second"]
        if self._worked:
            parts.append(f"{_duration((self._of - self._done) * passed / self._worked)} left")
        if self._failed:
            parts.append(f"{self._failed:,} failed")
        return ", ".join(parts)

    def clear(self) -> None:
        """Take the line off the terminal, so that another can be written."""
        if self._shown:
            self._stream.write("\r" + " " * self._shown + "\r")
            self._stream.flush()
            self._shown = 0

    def _tell(self, line: str) -> None:
        if self._quiet:
            return
        if not self._is_terminal:
            self._stream.write(line + "\n")
            self._stream.flush()
            return
        self.clear()
        shown = printable(line)[: shutil.get_terminal_size().columns - 1]
        self._stream.write(shown)
        self._stream.flush()
        self._shown = len(shown)


def megabytes(size: int) -> str:
    """Return a number of bytes as a person reads it."""
    return f"{size / 1e6:,.1f} MB"


def _duration(seconds: float) -> str:
    if seconds < _MINUTE:
        return f"{seconds:.0f} s"
    return f"{seconds / _MINUTE:.0f} min" if seconds < _HOUR else f"{seconds / _HOUR:.1f} h"
