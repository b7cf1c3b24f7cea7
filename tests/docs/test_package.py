"""The wheel works without the checkout: installed into an empty environment, it reads a filing from another folder.

The environment holds the wheel and what the wheel says it needs, no more; the needed packages are linked from
the environment that runs the tests, so that nothing but building may ask the network.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from importlib.metadata import distribution
from importlib.util import find_spec
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from abs_grammar import __version__, parse_file
from abs_grammar.testing.snapshots import corpus_filings
from tests.conftest import CORPUS, ROOT

FILING = corpus_filings(CORPUS)[0]
pytestmark = pytest.mark.slow


def run(*command: str | Path, folder: Path) -> str:
    """Run a command away from the checkout, and give what it prints; fail with all it said if it fails."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(command, cwd=folder, env=clean, capture_output=True, text=True, check=False)  # noqa: S603 - ourselves
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def needed_by(requirements: list[str]) -> set[str]:
    """Give the names of the distributions that requirements ask for here, and those that these ask for."""
    needed: set[str] = set()
    asked = [Requirement(text) for text in requirements]
    while asked:
        requirement = asked.pop()
        applies = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
        if applies and requirement.name not in needed:
            needed.add(requirement.name)
            asked += [Requirement(text) for text in distribution(requirement.name).requires or []]
    return needed


def link(name: str, into: Path) -> None:
    """Link what a distribution put into the site-packages of this environment into those of another."""
    installed = distribution(name)
    tops = {file.parts[0] for file in installed.files or [] if file.parts[0] not in {"..", "__pycache__"}}
    for top in tops:
        if not (into / top).exists():
            (into / top).symlink_to(Path(str(installed.locate_file(top))))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel, with the builder at hand if there is one."""
    folder = tmp_path_factory.mktemp("wheel")
    at_hand = ["--no-isolation"] if find_spec("hatchling") else []
    run(sys.executable, "-m", "build", "--wheel", *at_hand, "--outdir", folder, ROOT, folder=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel and what it needs into an empty environment, and give its Python."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False, symlinks=True)
    there = folder / "bin" / "python"
    pip: list[str | Path] = [sys.executable, "-m", "pip", "--python", there, "--no-input", "install"]
    run(*pip, "--quiet", "--no-deps", "--no-index", wheel, folder=folder)
    site = Path(run(there, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", folder=folder).strip())
    metadata = json.loads(
        run(
            there,
            "-c",
            "import importlib.metadata as m, json; print(json.dumps(m.requires('abs-grammar')))",
            folder=folder,
        )
    )
    for name in needed_by(metadata):
        link(name, site)
    return there


def test_the_wheel_carries_the_grammars_and_no_tests(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    grammars = {f"abs_grammar/grammars/{path.name}" for path in (ROOT / "grammars").glob("*.lark")}
    assert grammars
    assert grammars <= names
    assert "abs_grammar/py.typed" in names
    assert {name.partition("/")[0] for name in names} == {"abs_grammar", f"abs_grammar-{__version__}.dist-info"}


def test_the_package_comes_from_the_environment(python: Path, tmp_path: Path) -> None:
    code = "import abs_grammar, sys; print(abs_grammar.__version__, abs_grammar.__file__, sys.prefix)"
    version, file, prefix = run(python, "-c", code, folder=tmp_path).split()
    assert version == __version__
    assert Path(file).is_relative_to(prefix)


def test_the_installed_command_knows_its_layouts(python: Path, tmp_path: Path) -> None:
    by_module = run(python, "-m", "abs_grammar", "layouts", folder=tmp_path)
    assert {folder.name for folder in CORPUS.iterdir()} <= set(by_module.split())
    assert run(python.parent / "abs-grammar", "layouts", folder=tmp_path) == by_module


def test_the_installed_package_parses_a_filing_from_another_folder(python: Path, tmp_path: Path) -> None:
    (tmp_path / "filing.txt").write_bytes(FILING.read_bytes())
    code = "import abs_grammar; print(len(abs_grammar.parse_file('filing.txt').facts()))"
    assert int(run(python, "-c", code, folder=tmp_path)) == len(parse_file(FILING).facts())


def test_the_installed_command_parses_a_filing_from_another_folder(python: Path, tmp_path: Path) -> None:
    (tmp_path / "filing.txt").write_bytes(FILING.read_bytes())
    parsed = json.loads(run(python, "-m", "abs_grammar", "parse", "filing.txt", folder=tmp_path))
    assert [report["layout"] for report in parsed["reports"]] == [FILING.parent.name]
