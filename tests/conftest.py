"""What the tests share: the corpus, and the folder of snapshots that mirrors it."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus"
SNAPSHOTS = ROOT / "snapshots"
