"""What the documentation says is so: its example gives what it prints, and the commands it names are there."""

from __future__ import annotations

import doctest
import re
import runpy
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from abs_grammar import parse_file
from abs_grammar.cli.app import app
from abs_grammar.model import vocabulary
from abs_grammar.output.findings import catalogue
from abs_grammar.testing.snapshots import corpus_filings
from abs_grammar.tieouts.rules import OTHERS, RULES
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / ".github").rglob("*.md")])
OMITTED = "[...]"

each_page = pytest.mark.parametrize("page", PAGES, ids=[path.name for path in PAGES])


@pytest.fixture(autouse=True)
def _in_the_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def blocks(language: str) -> list[str]:
    """Give the blocks of a language that README shows."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def links_of(page: Path) -> list[str]:
    """Give what a page links to in this repository."""
    found = re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
    return [link for link in found if not link.startswith(("http:", "https:"))]


def anchors_of(page: Path) -> set[str]:
    """Give the anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


class TestVocabulary:
    def test_the_page_is_what_the_model_says(self) -> None:
        made = runpy.run_path("docs/make_vocabulary.py")
        written = (ROOT / "docs" / "vocabulary.md").read_text(encoding="utf-8")
        assert written == made["page"](), "out of date: run python docs/make_vocabulary.py"

    def test_every_measure_is_listed_once(self) -> None:
        page = (ROOT / "docs" / "vocabulary.md").read_text(encoding="utf-8").partition("\n## Crossings")[0]
        listed = re.findall(r"^\| `(\w+)` \| \w+ \| \w", page, re.MULTILINE)
        assert sorted(listed) == sorted(vocabulary.MEASURES)


# These are told by those who read the page, before any sum is checked.
READINGS = {"class-spelling", "unnamed-groups"}


class TestTieOuts:
    def test_the_page_is_what_the_rules_say(self) -> None:
        made = runpy.run_path("docs/make_tie_outs.py")
        written = (ROOT / "docs" / "tie-outs.md").read_text(encoding="utf-8")
        assert written == made["page"](), "out of date: run python docs/make_tie_outs.py"

    def test_the_figures_of_its_examples_stand_on_the_lines_named(self) -> None:
        pages = {path.parent.name: path.read_text("latin-1").splitlines() for path in corpus_filings(ROOT / "corpus")}
        checked = 0
        for example in (*(rule.example for rule in RULES), *(sentence.example for sentence in OTHERS)):
            layout = example.partition(",")[0].partition(":")[0]
            for figure, line in re.findall(r"([\d,.]*\d%?) \((\d+)\)", example):
                assert figure in pages[layout][int(line) - 1], f"{example}: no {figure} on line {line}"
                checked += 1
        assert checked > len(RULES)

    def test_every_finding_that_only_informs_is_listed(self) -> None:
        page = (ROOT / "docs" / "tie-outs.md").read_text(encoding="utf-8")
        for path in corpus_filings(ROOT / "corpus"):
            told = {f.rule for f in parse_file(path).findings if f.severity == "info"} - READINGS
            assert {rule for rule in told if f"`{rule}`" not in page} == set()


class TestFindings:
    def test_the_page_is_what_the_catalogue_says(self) -> None:
        made = runpy.run_path("docs/make_findings.py")
        written = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
        assert written == made["page"](), "out of date: run python docs/make_findings.py"

    def test_every_finding_is_on_it_once(self) -> None:
        page = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
        assert re.findall(r"^### (.+)$", page, re.MULTILINE) == list(catalogue())


class TestReadme:
    def test_the_example_gives_what_it_prints(self) -> None:
        (example,) = blocks("python")
        test = doctest.DocTestParser().get_doctest(example, {}, "README.md", "README.md", 0)
        assert test.examples
        told: list[str] = []
        result = doctest.DocTestRunner().run(test, out=told.append)
        assert result.failed == 0, "".join(told)

    def test_what_commands_print_is_what_they_print(self) -> None:
        shown = [block for block in blocks("console") if block.startswith("$ abs-grammar")]
        assert shown
        for block in shown:
            command, shown_lines = block.removeprefix("$ ").split("\n", 1)
            rest = "\n" + CliRunner().invoke(app, shlex.split(command)[1:]).output
            for part in f"\n{shown_lines}".split(f"\n{OMITTED}"):
                _, found, rest = rest.partition(part)
                assert found == part, f"{command} does not print, here and in one piece:{part}"

    def test_ci_runs_the_command_for_tests(self) -> None:
        assert "make test" in README
        assert any("make test" in path.read_text(encoding="utf-8") for path in (ROOT / ".ci").iterdir())


def test_the_architecture_tells_of_every_module() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    modules = {path.stem for path in (ROOT / "abs_grammar").glob("*") if path.suffix == ".py" or path.is_dir()}
    modules = {name for name in modules if not name.startswith("_")}
    told = re.findall(r"`(\w+)/?`", page)
    assert modules - set(told) == set()


class TestEveryPage:
    @each_page
    def test_its_make_targets_are_there(self, page: Path) -> None:
        targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
        named = re.findall(r"(?:`|^\$ )make (\w+)", page.read_text(encoding="utf-8"), re.MULTILINE)
        assert set(named) <= set(targets)

    @each_page
    def test_its_subcommands_are_there(self, page: Path) -> None:
        known = {command.name or command.callback.__name__ for command in app.registered_commands if command.callback}
        named = re.findall(r"(?:`|^\$ )abs-grammar ([a-z]+)", page.read_text(encoding="utf-8"), re.MULTILINE)
        assert set(named) <= known

    @each_page
    def test_its_links_lead_somewhere(self, page: Path) -> None:
        for link in links_of(page):
            path, _, anchor = link.partition("#")
            target = (page.parent / path).resolve() if path else page
            assert target.exists(), f"{page.name} links to {link}"
            assert not anchor or anchor in anchors_of(target), f"{page.name} links to {link}"

    @each_page
    def test_the_files_it_names_are_there(self, page: Path) -> None:
        named = re.findall(r"`((?:abs_grammar|grammars|docs|tests|benchmarks)/[\w./-]+)`", page.read_text("utf-8"))
        roots = (ROOT, ROOT / "docs" / "example")
        assert [path for path in named if not any((root / path).exists() for root in roots)] == []


def test_readme_tells_of_every_subcommand() -> None:
    known = {command.name or command.callback.__name__ for command in app.registered_commands if command.callback}
    assert known == set(re.findall(r"^\| `abs-grammar ([a-z]+)", README, re.MULTILINE))
