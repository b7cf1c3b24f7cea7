"""How fast a filing is read, as ratios of things measured in turn in one run: `python benchmarks/speed.py`.

Times of one machine say little; a ratio to a yardstick says more. A yardstick is a script with a function
`rows(text)`, such as someone would write today to pull the rows of one layout out of its page; it is given by
`--yardstick PATH` or by the environment's ABS_GRAMMAR_YARDSTICK, and without one its ratio is left out.
"""

from __future__ import annotations

import argparse
import gc
import os
import runpy
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from inspect import isfunction
from pathlib import Path
from statistics import median
from typing import Any
from unittest.mock import patch

from lark import Lark

from abs_grammar import parse, parse_file, pipeline
from abs_grammar.testing.snapshots import corpus_filings
from abs_grammar.tieouts import Audited, tie_out

CTSLINK = Path(__file__).resolve().parent.parent / "corpus" / "ctslink" / "ctslink-terwin-2003-4he-2003-11-25.txt"
COPIES = (1, 10, 50, 100)
ENCODING = "latin-1"

_Job = Callable[[], object]


def alternately(
    first: _Job, second: _Job, *, runs: int, clock: Callable[[], float] = time.process_time
) -> list[tuple[float, float]]:
    """Time two jobs in turn, after one run of each that does not count."""
    first()
    second()
    return [(timed(first, clock), timed(second, clock)) for _ in range(runs)]


def timed(job: _Job, clock: Callable[[], float] = time.process_time) -> float:
    """Time one run of a job, with nothing left over to collect from the one before."""
    gc.collect()
    began = clock()
    job()
    return clock() - began


def milliseconds(seconds: float) -> str:
    """Print a time as a person reads it."""
    return f"{seconds * 1e3:.1f} ms"


def against_the_yardstick(path: Path, yardstick: Path | None, runs: int) -> None:
    """Print what a filing costs, to its last fact, as a multiple of the yardstick."""
    facts: _Job = lambda: parse_file(path).facts()  # noqa: E731 - a job, named
    if yardstick is None:
        facts()
        took = median(timed(facts) for _ in range(runs))
        print(f"parse_file with facts: {milliseconds(took)}; no yardstick given, so no ratio")
        return
    rows = runpy.run_path(str(yardstick))["rows"]
    text = path.read_text(encoding=ENCODING)
    pairs = alternately(facts, lambda: rows(text), runs=runs)
    ours, theirs = (median(times) for times in zip(*pairs, strict=True))
    ratio = median(a / b for a, b in pairs)
    print(
        f"parse_file with facts / yardstick: {ratio:.1f} ({milliseconds(ours)} / {milliseconds(theirs)}, {runs} pairs)"
    )


def growth(path: Path, runs: int) -> None:
    """Print what one copy costs when the tables of an exhibit stand in it many times over."""
    lines = path.read_text(encoding=ENCODING).splitlines()
    opens = next(i for i, line in enumerate(lines) if line.lstrip().startswith("<TABLE>"))
    ends = len(lines) - next(i for i, line in enumerate(reversed(lines)) if line.lstrip().startswith("</TABLE>"))
    texts = {n: "\n".join(lines[:opens] + lines[opens:ends] * n + lines[ends:]) for n in COPIES}
    once = 0.0
    for n, text in texts.items():
        figures = len(parse(text).facts())
        each = median(timed(lambda text=text: parse(text).facts()) for _ in range(runs)) / n  # type: ignore[misc]
        once = once or each
        print(
            f"tables x {n}: {each / once:.2f} of one copy's time each ({milliseconds(each)}, {figures / n:g} figures)"
        )


def of_tie_outs(path: Path, runs: int) -> None:
    """Print what the tie-outs of a filing cost, as a multiple of the parse without them."""
    told: dict[int, Audited] = {}

    def remembered(*args: Any, report: int, **kwargs: Any) -> Audited:  # noqa: ANN401 - whatever the audit takes
        told[report] = tie_out(*args, report=report, **kwargs)
        return told[report]

    def without() -> None:
        with patch.object(pipeline, "tie_out", lambda *_, report, **__: told[report]):
            parse_file(path)

    with patch.object(pipeline, "tie_out", remembered):
        parse_file(path)
    pairs = alternately(lambda: parse_file(path), without, runs=runs)
    whole, alone = (median(times) for times in zip(*pairs, strict=True))
    ratio = median(a / b for a, b in pairs) - 1
    print(
        f"tie-outs / parse without them: {ratio:.2f} ({milliseconds(whole - alone)} / {milliseconds(alone)}, "
        f"{path.name}, {runs} pairs)"
    )


def cold_start(runs: int) -> None:
    """Print what it takes to list the layouts from nothing, as a multiple of importing what that needs."""

    def running(*arguments: str) -> _Job:
        return lambda: subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)  # noqa: S603

    pairs = alternately(
        running("-m", "abs_grammar", "layouts"),
        running("-c", "import lark, attrs, cattrs"),
        runs=runs,
        clock=time.perf_counter,
    )
    ours, theirs = (median(times) for times in zip(*pairs, strict=True))
    ratio = median(a / b for a, b in pairs)
    print(
        f"abs-grammar layouts / import lark, attrs, cattrs: {ratio:.2f}"
        f" ({milliseconds(ours)} / {milliseconds(theirs)}, {runs} pairs)"
    )


class Stages:
    """Splits the time of a parse over the modules that `abs_grammar.pipeline` calls, each without those it calls."""

    def __init__(self) -> None:
        """Begin with nothing measured."""
        self.times: defaultdict[str, float] = defaultdict(float)
        self._stack: list[str] = []
        self._since = 0.0

    def _turn(self) -> None:
        now = time.process_time()
        if self._stack:
            self.times[self._stack[-1]] += now - self._since
        self._since = now

    def watched(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Wrap a function so that its time goes to a stage."""

        def call(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - whatever the function takes and gives
            self._turn()
            self._stack.append(stage)
            try:
                return function(*args, **kwargs)
            finally:
                self._turn()
                self._stack.pop()

        return call

    def measure(self, job: _Job) -> dict[str, float]:
        """Run a job and say how long each stage took."""
        self.times.clear()
        with ExitStack() as patches:
            for name, function in list(vars(pipeline).items()):
                stage = getattr(function, "__module__", None) or ""
                if isfunction(function) and stage.startswith("abs_grammar.") and stage != pipeline.__name__:
                    stage = stage.removeprefix("abs_grammar.")
                    patches.enter_context(patch.object(pipeline, name, self.watched(stage, function)))
            patches.enter_context(patch.object(Lark, "parse", self.watched("grammar", Lark.parse)))
            self.watched("the rest", job)()
        return dict(self.times)


def by_stage(path: Path, runs: int) -> None:
    """Print the share of each stage in the time of a parse."""
    stages = Stages()
    measured = [stages.measure(lambda: parse_file(path).facts()) for _ in range(runs)]
    medians = {stage: median(times.get(stage, 0.0) for times in measured) for stage in measured[0]}
    whole = sum(medians.values())
    for stage, took in sorted(medians.items(), key=lambda item: -item[1]):
        print(f"stage {stage}: {took / whole:.1%} ({milliseconds(took)})")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure everything, on one filing."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    given = os.environ.get("ABS_GRAMMAR_YARDSTICK")
    parser.add_argument(
        "--yardstick", type=Path, default=given and Path(given), help="a script that defines rows(text)"
    )
    parser.add_argument(
        "--filing", type=Path, default=CTSLINK, help="the filing to read (its tables between <TABLE> marks)"
    )
    parser.add_argument("--runs", type=int, default=15, help="how often to measure what is short")
    options = parser.parse_args(arguments)
    against_the_yardstick(options.filing, options.yardstick, options.runs)
    for filing in corpus_filings(CTSLINK.parents[1]):
        of_tie_outs(filing, options.runs)
    growth(options.filing, max(3, options.runs // 5))
    cold_start(options.runs)
    by_stage(options.filing, options.runs)


if __name__ == "__main__":
    main()
