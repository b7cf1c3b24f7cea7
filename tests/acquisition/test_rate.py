"""All processes of a user together ask no more often than they may."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import attrs
import pytest

from abs_grammar.acquisition.rate import SharedRate
from abs_grammar.errors import AbsGrammarError

TAKES_TURNS = """
import sys, time
from pathlib import Path
from abs_grammar.acquisition.rate import SharedRate
rate = SharedRate(Path(sys.argv[1]), 20.0)
for _ in range(10):
    rate.wait()
    print(time.time(), flush=True)
"""


@attrs.define
class Clock:
    """A clock that only sleeping moves."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def rate_of(path: Path, clock: Clock, a_second: float = 8.0) -> SharedRate:
    return SharedRate(path / "turns.sqlite", a_second, clock, clock.sleep)


def test_turns_are_evenly_spaced_from_the_first_on(tmp_path: Path) -> None:
    clock = Clock()
    rate = rate_of(tmp_path, clock)
    turns = []
    for _ in range(4):
        rate.wait()
        turns.append(clock.now)
    assert turns == [1000.0, 1000.125, 1000.25, 1000.375]


def test_who_waited_long_enough_does_not_wait(tmp_path: Path) -> None:
    clock = Clock()
    rate = rate_of(tmp_path, clock)
    rate.wait()
    clock.now += 60
    rate.wait()
    assert clock.now == 1060.0


def test_a_hold_is_kept_by_every_process(tmp_path: Path) -> None:
    clock = Clock()
    rate_of(tmp_path, clock).hold(30)
    rate_of(tmp_path, clock).wait()
    assert clock.now == 1030.0


def test_a_clock_that_was_set_back_holds_nobody_for_hours(tmp_path: Path) -> None:
    rate_of(tmp_path, Clock(90_000.0)).wait()
    clock = Clock(1000.0)
    rate_of(tmp_path, clock).wait()
    assert clock.now == 1000.0


def test_three_processes_share_their_turns(tmp_path: Path) -> None:
    began = time.time()
    command = [sys.executable, "-c", TAKES_TURNS, str(tmp_path / "turns.sqlite")]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]  # noqa: S603
    turns = sorted(float(line) for process in running for line in process.communicate(timeout=60)[0].splitlines())
    assert len(turns) == 30
    assert turns[-1] - began >= 29 / 20
    for first, eleventh in zip(
        turns, turns[22:], strict=False
    ):  # 22 turns after it are over a second away, less jitter
        assert eleventh - first > 0.95


def test_a_file_that_is_no_database_is_told_with_the_cure(tmp_path: Path) -> None:
    (tmp_path / "turns.sqlite").write_bytes(b"x" * 5000)
    with pytest.raises(AbsGrammarError, match=r"the rate of requests cannot be kept .*; make its folder writable"):
        rate_of(tmp_path, Clock()).wait()
