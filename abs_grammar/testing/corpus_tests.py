"""The tests of a corpus: every filing is read by one layout, read whole, and read as its snapshot says.

For this repository and for any other with grammars and filings of its own; `pytest_plugin` says how they are run.
`pytest --snapshot-update` writes the snapshots. It refuses a filing that was not read whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

from abs_grammar.errors import AbsGrammarError
from abs_grammar.model import Filing
from abs_grammar.parsing import parse_file
from abs_grammar.testing.pytest_plugin import folder_of
from abs_grammar.testing.snapshots import corpus_filings, snapshot_of

try:
    from syrupy.assertion import SnapshotAssertion
    from syrupy.data import SnapshotCollections
    from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
    from syrupy.location import PyTestLocation
    from syrupy.types import SnapshotIndex
except ModuleNotFoundError as error:
    raise ModuleNotFoundError("snapshots are kept by syrupy: pip install 'abs-grammar[testing]'") from error

__all__ = ["SnapshotOfAFiling", "TestCorpus", "snapshot_path"]


def snapshot_path(snapshots: Path, filing: Path) -> Path:
    """Return where the snapshot of a filing of the corpus stands: `<snapshots>/<layout>/<filing>.txt`."""
    return snapshots / filing.parent.name / f"{filing.stem}.txt"


class SnapshotOfAFiling(SingleFileSnapshotExtension):
    """Keeps the snapshot of a test's parameter `corpus_filing` in a file of its own, in folders like the corpus's.

    It never deletes a file: a filing that can no longer be read keeps its snapshot until it can.
    """

    file_extension = "txt"
    _write_mode = WriteMode.TEXT

    @classmethod
    def get_location(cls, *, test_location: PyTestLocation, index: SnapshotIndex) -> str:  # noqa: ARG003 - one a test
        """Return where the snapshot of a test's filing stands."""
        filing = test_location.item.callspec.params["corpus_filing"]  # type: ignore[attr-defined]  # pytest's
        return str(snapshot_path(folder_of(test_location.item.config, "snapshots"), filing))

    @classmethod
    def matches_test_location(cls, *, test_location: PyTestLocation, snapshot_location: str) -> bool:
        """Tell whether a snapshot is that of a test's filing."""
        return cls.get_location(test_location=test_location, index=0) == snapshot_location

    def discover_snapshots(
        self,
        *,
        test_location: PyTestLocation,  # noqa: ARG002 - none is looked for, so none is deleted
        ignore_extensions: list[str] | None = None,  # noqa: ARG002 - likewise
    ) -> SnapshotCollections:
        """Find none: a snapshot without a filing fails a test, and is deleted by hand."""
        return SnapshotCollections()


class TestCorpus:
    """What holds for a corpus and its snapshots."""

    @pytest.fixture
    def filing(self, corpus_filing: Path, pytestconfig: pytest.Config) -> Filing:
        """Parse a filing of the corpus, by the layout that claims it: an error is told, without a traceback."""
        grammars = folder_of(pytestconfig, "grammars")
        with _told_as_a_failure():
            return _parsed(corpus_filing, grammars if grammars.is_dir() else None)

    @pytest.fixture
    def pinned(self, snapshot: SnapshotAssertion) -> SnapshotAssertion:
        """Compare with the snapshot of the test's filing."""
        return snapshot.use_extension(SnapshotOfAFiling)

    def test_there_are_filings(self, pytestconfig: pytest.Config) -> None:
        """A corpus that is not found is not one that passes."""
        assert corpus_filings(folder_of(pytestconfig, "corpus"))

    def test_a_filing_is_claimed_by_the_layout_of_its_folder(self, corpus_filing: Path, filing: Filing) -> None:
        """Neither none nor two layouts may claim it, nor another than that of its folder."""
        assert filing.reports
        assert {report.layout for report in filing.reports} == {corpus_filing.parent.name}

    def test_a_filing_parses_to_its_snapshot(self, filing: Filing, pinned: SnapshotAssertion) -> None:
        """A difference reads as figures; what was not read whole has no snapshot."""
        with _told_as_a_failure():
            told = snapshot_of(filing)
        assert told == pinned

    def test_every_snapshot_has_its_filing(self, pytestconfig: pytest.Config) -> None:
        """A snapshot whose filing is gone pins nothing: delete it, or put the filing back."""
        corpus, snapshots = folder_of(pytestconfig, "corpus"), folder_of(pytestconfig, "snapshots")
        expected = {snapshot_path(snapshots, filing) for filing in corpus_filings(corpus)}
        assert {path for path in snapshots.rglob("*") if path.is_file()} - expected == set()


@cache
def _parsed(path: Path, grammars: Path | None) -> Filing:
    return parse_file(path, grammars=grammars)


@contextmanager
def _told_as_a_failure() -> Iterator[None]:
    """Fail a test with the words of an error, told once: no traceback, nor what the error came from."""
    try:
        yield
    except AbsGrammarError as error:
        raise pytest.fail.Exception(f"{type(error).__name__}: {error}", pytrace=False) from None
