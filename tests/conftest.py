"""What the tests share: the corpus, and the folder of snapshots that mirrors it."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus"
SNAPSHOTS = ROOT / "snapshots"


def alone() -> dict[str, str]:
    """Return the environment for another pytest, so that it takes itself for no worker of this one."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
