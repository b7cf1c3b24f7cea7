"""The catalogue of findings: every code that is made is in it, and what it says of each is so."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import attrs
import pytest

from abs_grammar import Filing, Finding, parse, parse_file
from abs_grammar.edgar.completeness import shortcomings_of
from abs_grammar.edgar.source import source_from_text
from abs_grammar.edgar.submission import read_submission
from abs_grammar.model.findings import OF_FILINGS, OF_READING, OF_TIE_OUTS, FindingKind
from abs_grammar.output.findings import catalogue
from abs_grammar.testing.snapshots import corpus_filings
from abs_grammar.tieouts.rules import RULES
from tests.conftest import ROOT
from tests.letterheads import US_BANK, ctslink, us_bank

PACKAGE = ROOT / "abs_grammar"
CORPUS = tuple(corpus_filings(ROOT / "corpus"))
LEFT_OUT = "[...]"

# These rooms name findings by words with hyphens, and nothing else; elsewhere only what makes a finding says its code.
MAKERS = ("facts", "reading", "tieouts")
_CODE = re.compile(r"[a-z]+(-[a-z0-9]+)+")
# What a finding is made by, with its code first.
_MAKING = frozenset({"Finding", "Inference", "add_finding"})


def modules() -> list[Path]:
    """The modules of the package, but for the catalogue itself."""
    return [path for path in PACKAGE.rglob("*.py") if path.relative_to(PACKAGE).as_posix() != "model/findings.py"]


def texts_of(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def codes_in(path: Path) -> Iterator[str]:
    """Yield the codes that stand in a module: words with hyphens, and whatever a finding is made with."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if path.relative_to(PACKAGE).parts[0] in MAKERS:
        yield from (text for text in texts_of(tree) if _CODE.fullmatch(text))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and isinstance(first := node.args[0], ast.Constant):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in _MAKING and isinstance(first.value, str):
                yield first.value


class TestCodes:
    def test_each_that_the_package_makes_is_in_the_catalogue(self) -> None:
        made = {(path.relative_to(PACKAGE).as_posix(), code) for path in modules() for code in codes_in(path)}
        assert len(made) > len(RULES)
        assert {(path, code) for path, code in made if code not in catalogue()} == set()

    def test_each_of_the_catalogue_is_made_somewhere(self) -> None:
        texts = {text for path in modules() for text in texts_of(ast.parse(path.read_text(encoding="utf-8")))}
        assert {code for code in catalogue() if code not in texts} == set()

    def test_each_is_declared_once(self) -> None:
        kinds = [kind.code for kind in (*OF_FILINGS, *OF_READING, *OF_TIE_OUTS)]
        rules = {rule.name for rule in RULES}
        assert len(kinds) == len(set(kinds))
        assert rules.isdisjoint(kinds)
        assert set(catalogue()) == rules.union(kinds)

    @pytest.mark.parametrize("kind", catalogue().values(), ids=lambda kind: kind.code)
    def test_each_says_what_it_means_with_an_example_and_what_to_do(self, kind: FindingKind) -> None:
        assert kind.says
        assert all(text for _, text in kind.says)
        assert kind.example.strip()
        assert kind.cure.endswith(".")


@cache
def pattern(says: str) -> re.Pattern[str]:
    """Return what the beginning of a message looks like: capitals stand for anything, brackets for what may be."""
    escaped = re.escape(says).replace(r"\[", "(?:").replace(r"\]", ")?").replace(r"\ ", " ")
    return re.compile(re.sub(r"\b[A-Z]{2,}( [A-Z]{2,})*\b", ".+?", escaped), re.DOTALL)


def is_declared(finding: Finding) -> bool:
    """Whether the catalogue has a finding: its code, with its severity, in its words."""
    kind = catalogue().get(finding.rule)
    return kind is not None and any(
        finding.severity == severity and pattern(says).match(finding.message) for severity, says in kind.says
    )


def undeclared(filing: Filing) -> list[Finding]:
    return [finding for finding in filing.findings if not is_declared(finding)]


class TestWhatIsFound:
    @pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
    def test_in_the_corpus_is_declared(self, path: Path) -> None:
        assert undeclared(parse_file(path)) == []

    @pytest.mark.parametrize("path", [path for path in CORPUS if path.parent.name != "rfc"], ids=lambda path: path.stem)
    @pytest.mark.parametrize(
        ("damage", "codes"),
        [("every ninth line lost", 6), ("letters misprinted", 6), ("digits changed", 12)],
    )
    def test_on_a_damaged_page_is_declared(self, path: Path, damage: str, codes: int) -> None:
        lines = path.read_text(encoding="latin-1").split("\n")
        if damage == "every ninth line lost":
            lines = [line for number, line in enumerate(lines) if number % 9]
        elif damage == "letters misprinted":
            lines = [
                line.replace("i", "l").replace("I", "l") if number % 3 == 0 else line
                for number, line in enumerate(lines)
            ]
        else:
            lines = [line.replace("1", "7") if number % 5 == 0 else line for number, line in enumerate(lines)]
        filing = parse("\n".join(lines), layout=path.parent.name)
        assert len({finding.rule for finding in filing.findings}) >= codes
        assert undeclared(filing) == []

    def test_another_code_or_severity_or_wording_is_not(self) -> None:
        filing = us_bank(catalogue()["class-totals"].example)
        (finding,) = filing.findings
        assert undeclared(filing) == []
        for changed in (
            attrs.evolve(finding, rule="totals"),
            attrs.evolve(finding, severity="info"),
            attrs.evolve(finding, message="the total does not foot"),
        ):
            assert len(undeclared(attrs.evolve(filing, findings=(changed,)))) == 1


# Their examples are lines of a filing of the corpus; the others are pages by themselves, below a letterhead.
EXCERPTS = {
    "unnamed-groups": "rfc",
    "delinquency-share": "ctslink",
    "cusip-check-digit": "ctslink",
    "unbacked-certificates": "ctslink",
    "relabelled": "us_bank",
}
OF_SUBMISSIONS = {"cut-submission", "missing-documents"}
OF_CTSLINK = {"bucket-totals", "account-totals"}
PAGES = [kind for kind in (*OF_READING, *OF_TIE_OUTS) if kind.code not in EXCERPTS]


class TestExamples:
    @pytest.mark.parametrize("kind", PAGES, ids=lambda kind: kind.code)
    def test_each_below_a_letterhead_is_found_so(self, kind: FindingKind) -> None:
        filing = (ctslink if kind.code in OF_CTSLINK else us_bank)(f"{kind.example}\n")
        assert kind.code in {finding.rule for finding in filing.findings}
        assert undeclared(filing) == []

    @pytest.mark.parametrize("code", sorted(OF_SUBMISSIONS))
    def test_each_of_a_submission_is_found_so(self, code: str) -> None:
        source = source_from_text(catalogue()[code].example)
        (finding,) = shortcomings_of(source.lines, read_submission(source))
        assert finding.rule == code
        assert is_declared(finding)

    @pytest.mark.parametrize(
        "kind", [k for k in OF_FILINGS if k.code not in OF_SUBMISSIONS], ids=lambda kind: kind.code
    )
    def test_each_of_a_filing_is_found_so(self, kind: FindingKind) -> None:
        if kind.code == "no-grammar":
            filing = parse(f"{US_BANK}{kind.example}\n", layout="generic")
        else:
            filing = parse(f"{kind.example}\n", layout="us_bank")
        assert kind.code in {finding.rule for finding in filing.findings}
        assert undeclared(filing) == []

    @pytest.mark.parametrize(("code", "layout"), EXCERPTS.items())
    def test_each_excerpt_stands_in_a_filing_where_that_is_found(self, code: str, layout: str) -> None:
        parts = [part.strip("\n") for part in catalogue()[code].example.split(LEFT_OUT)]
        filings = [path for path in CORPUS if path.parent.name == layout and excerpt_of(path, parts)]
        assert [path for path in filings if code in {finding.rule for finding in parse_file(path).findings}]


def excerpt_of(path: Path, parts: list[str]) -> bool:
    """Return whether parts stand in a file in this order, but for blanks at the beginnings of lines."""
    rest = [line.strip() for line in path.read_text(encoding="latin-1").split("\n")]
    for part in parts:
        wanted = [line.strip() for line in part.split("\n")]
        at = next((i for i in range(len(rest)) if rest[i : i + len(wanted)] == wanted), None)
        if at is None:
            return False
        rest = rest[at + len(wanted) :]
    return True
