"""The tutorial of docs/adding-a-layout.md is walked in a folder of its own, and ends with the repository docs/example.

Its blocks are taken in order. A `console` block is run by a shell, and must print what stands below each `$`, where
`[...]` stands for lines left out. A `diff` block changes the grammar that was drafted. A `lark` block is a grammar; its
first line names its file. A `python` block stands in the model.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from abs_grammar import Filing, parse_file
from abs_grammar.testing.snapshots import corpus_filings
from tests.conftest import ROOT, alone
from tests.filings.test_gold import by_place, difference, rows_of

TUTORIAL, _, _ = (ROOT / "docs" / "adding-a-layout.md").read_text(encoding="utf-8").partition("\n## Reference")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", TUTORIAL, re.MULTILINE | re.DOTALL)
MODEL = (ROOT / "abs_grammar" / "model" / "collateral.py").read_text(encoding="utf-8")
EXAMPLE = ROOT / "docs" / "example"
FILINGS = corpus_filings(EXAMPLE / "corpus")
MADE = ("corpus", "grammars", "snapshots")
OMITTED = "[...]"

each_filing = pytest.mark.parametrize("filing", FILINGS, ids=[path.stem for path in FILINGS])


def read(filing: Path) -> Filing:
    return parse_file(filing, grammars=EXAMPLE / "grammars")


def printed_by(command: str, folder: Path) -> str:
    """Run a command as a reader would, with what is installed beside this Python on the path."""
    environment = {
        **alone(),
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "PYTEST_ADDOPTS": "-p no:cacheprovider",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    to = subprocess.PIPE
    run = subprocess.run(  # noqa: S602 - the page's own commands
        command, shell=True, cwd=folder, env=environment, stdout=to, stderr=subprocess.STDOUT, text=True, check=False
    )
    return run.stdout


def assert_shows(command: str, shown: str, printed: str) -> None:
    """Check what the page shows below a command, piece by piece, against what the command prints."""
    rest = "\n" + printed
    for part in f"\n{shown}".split(f"\n{OMITTED}"):
        found = rest.find(part)
        assert found >= 0, f"{command} does not print, here and in one piece:{part}\nIt prints:\n{printed}"
        rest = rest[found + len(part) :]
    assert shown.endswith(f"{OMITTED}\n") or not rest.strip(), f"{command} goes on to print:{rest}"


def changed(grammar: str, diff: str) -> str:
    """Apply the parts of a diff, each of which must fit at one place."""
    for part in re.split(r"^@@\n", diff, flags=re.MULTILINE):
        lines = part.splitlines(keepends=True)
        before = "".join([line[1:] or "\n" for line in lines if not line.startswith("+")])
        after = "".join([line[1:] or "\n" for line in lines if not line.startswith("-")])
        assert grammar.count(before) == 1, f"these lines stand in the grammar {grammar.count(before)} times:\n{before}"
        grammar = grammar.replace(before, after)
    return grammar


def without_percentages(grammar: str) -> str:
    """Take out how sure the draft was, as the page tells its reader to."""
    return re.sub(r"  // \d+ %$", "", grammar, flags=re.MULTILINE)


def made_in(root: Path) -> dict[str, str]:
    """Give the text of each file that the tutorial makes."""
    paths = [path for folder in MADE for path in (root / folder).rglob("*") if path.is_file()]
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in paths}


@pytest.mark.slow
def test_walking_the_tutorial_makes_the_example(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns(*MADE, "gold", "__pycache__"))
    (tmp_path / "filings").mkdir()
    for filing in FILINGS:
        shutil.copy(filing, tmp_path / "filings")
    drafted = tmp_path / "grammars" / "prairie.lark"
    for language, block in BLOCKS:
        match language:
            case "console":
                for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                    command, _, shown = step.partition("\n")
                    assert_shows(command, shown, printed_by(command, tmp_path))
            case "diff":
                drafted.write_text(changed(drafted.read_text(encoding="utf-8"), block), encoding="utf-8")
            case "lark":
                drafted.with_name(block.split()[1]).write_text(block, encoding="utf-8")
            case "python":
                assert textwrap.indent(block, "    ") in MODEL
            case _:
                pytest.fail(f"the tutorial has a block of {language}, which nothing checks")
    drafted.write_text(without_percentages(drafted.read_text(encoding="utf-8")), encoding="utf-8")
    assert made_in(tmp_path) == made_in(EXAMPLE)


@pytest.mark.slow
def test_the_tests_of_the_example_pass() -> None:
    assert "6 passed" in printed_by("pytest", EXAMPLE)


@each_filing
def test_a_page_is_read_whole_and_ties_out(filing: Path) -> None:
    found = read(filing)
    assert (found.unaccounted, found.findings) == ((), ())
    assert all([fact.measure for fact in found.facts()])


@each_filing
def test_figures_are_what_was_keyed_by_eye(filing: Path) -> None:
    facts = by_place(read(filing).facts())
    keyed = rows_of(EXAMPLE / "gold" / f"{filing.stem}.csv")
    assert keyed
    for row in keyed:
        differing = difference(row, facts.get((int(row["line"]), row["text"], int(row["nth"]))))
        assert differing is None, f"{filing.name}:{row['line']}: {row['text']!r}: {differing}"


def test_every_figure_of_the_first_page_is_keyed() -> None:
    facts = read(EXAMPLE / "corpus" / "prairie" / "june-1998.txt").facts()
    assert len(facts) == len(rows_of(EXAMPLE / "gold" / "june-1998.csv"))


def test_with_the_word_that_the_draft_offers_the_page_does_not_tie(tmp_path: Path) -> None:
    grammar = (EXAMPLE / "grammars" / "prairie.lark").read_text(encoding="utf-8")
    offered = grammar.replace("-> overcollateralization_amount", "-> excess_overcollateralization_amount")
    assert offered != grammar
    (tmp_path / "prairie.lark").write_text(offered, encoding="utf-8")
    (finding,) = parse_file(EXAMPLE / "corpus" / "prairie" / "june-1998.txt", grammars=tmp_path).findings
    assert finding.rule == "pool-and-certificates"
