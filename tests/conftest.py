"""What all tests share: where the corpus and its snapshots stand, and the command line, run in this process."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus"
SNAPSHOTS = ROOT / "snapshots"

# A deadline for each example measures how busy the machine is; what must be quick has a test of its own.
settings.register_profile("without a deadline", deadline=None)
settings.load_profile("without a deadline")


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    status: int
    out: str
    err: str


Run = Callable[..., Ended]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command line in this process; `stdin` is what stands on standard input."""
    from abs_grammar.cli import app  # noqa: PLC0415 - most tests need no command line

    def runs(*arguments: str | Path, stdin: bytes = b"") -> Ended:
        monkeypatch.setattr(sys, "argv", ["abs-grammar", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as ended:
            app.main()
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return Ended(int(ended.value.code or 0), out, err)

    return runs


def alone() -> dict[str, str]:
    """Return the environment for another pytest, so that it takes itself for no worker of this one."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
