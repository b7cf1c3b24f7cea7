"""Keeps all processes of a user together below a number of requests a second."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import attrs

from abs_grammar.errors import AbsGrammarError

__all__ = ["MOST_A_SECOND", "SharedRate"]

MOST_A_SECOND = 8.0
"""SEC allows ten requests a second, over all the machines of a user."""

_LONGEST_HOLD = 900.0  # seconds
_CLOCK_WAS_SET_BACK = 2 * _LONGEST_HOLD  # what else would a turn be so far away
_LOCK_TIMEOUT = 60.0


@attrs.frozen
class SharedRate:
    """Gives turns to all processes that share the file `path`, one every 1 / `a_second` seconds, and no bursts.

    The file is an SQLite database of one number, when the next turn is: SQLite locks it on every system, and a process
    that is killed leaves no lock behind.
    """

    path: Path
    a_second: float = MOST_A_SECOND
    clock: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep

    def wait(self) -> None:
        """Wait until it is this process's turn."""
        now, turn = self._next(1 / self.a_second)
        if turn > now:
            self.sleep(turn - now)

    def hold(self, seconds: float) -> None:
        """Give no turn to any process for so long: the server asked for patience."""
        self._next(0, not_before=min(seconds, _LONGEST_HOLD))

    def _next(self, interval: float, not_before: float = 0) -> tuple[float, float]:
        """Take the next turn, and move the one after it; return the time now, and the turn."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self.path, timeout=_LOCK_TIMEOUT, isolation_level=None)) as database:
                database.execute("PRAGMA synchronous = OFF")  # what a power failure loses is a fraction of a second
                database.execute("BEGIN IMMEDIATE")
                database.execute("CREATE TABLE IF NOT EXISTS turn (next REAL NOT NULL)")
                row = database.execute("SELECT next FROM turn").fetchone()
                now = self.clock()
                free = row[0] if row is not None and row[0] <= now + _CLOCK_WAS_SET_BACK else now
                turn = max(now + not_before, free)
                database.execute("DELETE FROM turn")
                database.execute("INSERT INTO turn VALUES (?)", (turn + interval,))
                database.execute("COMMIT")
        except (sqlite3.Error, OSError, TypeError) as error:
            cure = "make its folder writable, or delete the file"
            raise AbsGrammarError(
                f"the rate of requests cannot be kept ({error})", expected=cure, file=str(self.path)
            ) from error
        return now, turn
