"""Every filing of the corpus parses to what its snapshot says; a diff of `snapshots/` reads as figures.

A filing put into `corpus/<layout>/` is tested here without more ado; `make snapshots` writes its snapshot. The tests of
a corpus are those that other repositories run too: `TestCorpus`.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING

import attrs
import pytest

from abs_grammar import parse, parse_file
from abs_grammar.model import UnaccountedLine
from abs_grammar.testing.corpus_tests import TestCorpus as TestCorpus  # noqa: PLC0414 - its tests are collected here
from abs_grammar.testing.snapshots import PLACES, SnapshotRefusedError, corpus_filings, snapshot_of
from tests.conftest import CORPUS, ROOT, alone

if TYPE_CHECKING:
    from pathlib import Path

    from abs_grammar.model import Filing

FILINGS = corpus_filings(CORPUS)

each_filing = pytest.mark.parametrize(
    "filing", FILINGS, ids=[path.relative_to(CORPUS).with_suffix("").as_posix() for path in FILINGS]
)


@cache
def parsed(path: Path) -> Filing:
    return parse_file(path)


def with_an_unknown_line(path: Path) -> str:
    """Give a filing with a line in its middle that no layout's grammar knows."""
    lines = path.read_text(encoding="latin-1").splitlines()
    facts = parsed(path).facts()
    lines.insert(facts[len(facts) // 2].line, "?? Nobody wrote a rule for this:  x1x  ??")
    return "\n".join(lines)


@each_filing
def test_a_snapshot_tells_each_figure_and_each_place_once(filing: Path) -> None:
    entries = []
    section = ""
    for line in snapshot_of(parsed(filing)).splitlines():
        section = line if line.startswith("-- ") else section  # two reports may say the same
        if " | " in line:
            entries.append((section, line))
    assert len(set(entries)) == len(entries)
    assert len([line for _, line in entries if " @ " in line]) >= len(parsed(filing).facts())


@each_filing
def test_moving_every_line_changes_no_figure_of_a_snapshot(filing: Path) -> None:
    text = filing.read_text(encoding="latin-1")
    values, _, places = snapshot_of(parse(text)).partition(PLACES)
    moved_values, _, moved_places = snapshot_of(parse("\n\n" + text)).partition(PLACES)
    assert moved_values == values
    assert moved_places != places


@each_filing
def test_the_path_does_not_enter_a_snapshot(filing: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "another-name.txt"
    elsewhere.write_bytes(filing.read_bytes())
    assert snapshot_of(parse_file(elsewhere)) == snapshot_of(parsed(filing))


def test_a_changed_figure_is_a_changed_line() -> None:
    filing = parsed(FILINGS[0])
    before = snapshot_of(filing).splitlines()
    text = FILINGS[0].read_text(encoding="latin-1").splitlines()
    fact = next(f for f in filing.facts() if f.unit == "usd" and f.text.endswith(".85"))
    line = text[fact.line - 1]
    text[fact.line - 1] = line[: fact.end - 1] + "6" + line[fact.end :]
    after = snapshot_of(parse("\n".join(text))).splitlines()
    told = [line for line in set(after) - set(before) if " | " in line and " usd " in line]
    assert len(told) == 1
    assert f'usd "{fact.text[:-1]}6"' in told[0]


class TestRefusal:
    def test_a_filing_with_a_line_unaccounted_is_refused_with_its_place(self) -> None:
        filing = attrs.evolve(parsed(FILINGS[0]), unaccounted=(UnaccountedLine(7, "What is this 1.00", ("1.00",)),))
        with pytest.raises(SnapshotRefusedError, match=r":7:1: no rule knows this line; .*\n +What is this 1\.00"):
            snapshot_of(filing)

    def test_a_figure_without_a_measure_is_refused_with_its_place(self) -> None:
        filing = parse_file(FILINGS[0])
        report = filing.reports[0]
        first, *others = report.statements
        fact, *after = first.facts
        without = attrs.evolve(first, facts=(attrs.evolve(fact, measure=None), *after))
        filing = attrs.evolve(filing, reports=(attrs.evolve(report, statements=(without, *others)),))
        with pytest.raises(SnapshotRefusedError, match=rf":{fact.line}:{fact.start + 1}: 1 figure without a measure"):
            snapshot_of(filing)

    @each_filing
    def test_a_page_with_a_line_no_rule_knows_is_refused(self, filing: Path) -> None:
        with pytest.raises(SnapshotRefusedError, match=r"no rule knows|without a measure"):
            snapshot_of(parse(with_an_unknown_line(filing)))


@pytest.mark.slow
class TestUpdate:
    """What `make snapshots` does, tried on a corpus of its own: these tests, copied beside other filings."""

    def update(self, root: Path) -> str:
        (root / "tests" / "testing").mkdir(parents=True)
        for name in ("__init__.py", "conftest.py", "testing/__init__.py", "testing/test_snapshots.py"):
            shutil.copy(ROOT / "tests" / name, root / "tests" / name)
        command = [sys.executable, "-m", "pytest", "tests", "-p", "no:cacheprovider", "-k", "parses_to_its_snapshot"]
        command.append("--snapshot-update")
        run = subprocess.run(command, cwd=root, env=alone(), capture_output=True, text=True, check=False)  # noqa: S603 - ourselves
        return run.stdout

    def test_a_filing_put_into_the_corpus_gets_its_snapshot(self, tmp_path: Path) -> None:
        new = tmp_path / "corpus" / FILINGS[0].parent.name / "new.txt"
        new.parent.mkdir(parents=True)
        shutil.copy(FILINGS[0], new)
        assert "1 snapshot generated" in self.update(tmp_path)
        written = tmp_path / "snapshots" / new.parent.name / "new.txt"
        assert written.read_text(encoding="utf-8") == snapshot_of(parsed(FILINGS[0]))

    def test_a_refused_filing_keeps_the_snapshot_it_had(self, tmp_path: Path) -> None:
        damaged = tmp_path / "corpus" / FILINGS[0].parent.name / "damaged.txt"
        damaged.parent.mkdir(parents=True)
        damaged.write_text(with_an_unknown_line(FILINGS[0]), encoding="latin-1")
        kept = tmp_path / "snapshots" / damaged.parent.name / "damaged.txt"
        kept.parent.mkdir(parents=True)
        kept.write_text("as it was\n", encoding="utf-8")
        assert "SnapshotRefusedError" in self.update(tmp_path)
        assert kept.read_text(encoding="utf-8") == "as it was\n"
