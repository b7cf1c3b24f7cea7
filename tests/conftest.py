"""What the tests share: the corpus, and the folder of snapshots that mirrors it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from syrupy.data import SnapshotCollections
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion
    from syrupy.location import PyTestLocation
    from syrupy.types import SnapshotIndex

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus"
SNAPSHOTS = ROOT / "snapshots"


def snapshot_path(filing: Path) -> Path:
    """Give where the snapshot of a filing of the corpus stands: `snapshots/<layout>/<filing>.txt`."""
    return SNAPSHOTS / filing.parent.name / f"{filing.stem}.txt"


class SnapshotOfAFiling(SingleFileSnapshotExtension):
    """Keeps the snapshot of a test's parameter `filing` in a file of its own, beside the corpus.

    It never deletes a file: a filing that can no longer be read keeps its snapshot until it can.
    """

    file_extension = "txt"
    _write_mode = WriteMode.TEXT

    @classmethod
    def get_location(cls, *, test_location: PyTestLocation, index: SnapshotIndex) -> str:  # noqa: ARG003 - one a test
        return str(snapshot_path(test_location.item.callspec.params["filing"]))  # type: ignore[attr-defined]  # pytest's

    @classmethod
    def matches_test_location(cls, *, test_location: PyTestLocation, snapshot_location: str) -> bool:
        return cls.get_location(test_location=test_location, index=0) == snapshot_location

    def discover_snapshots(
        self,
        *,
        test_location: PyTestLocation,  # noqa: ARG002 - none is looked for, so none is deleted
        ignore_extensions: list[str] | None = None,  # noqa: ARG002
    ) -> SnapshotCollections:
        return SnapshotCollections()


@pytest.fixture
def pinned(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Compare with the snapshot of the test's filing; `make snapshots` writes it."""
    return snapshot.use_extension(SnapshotOfAFiling)
