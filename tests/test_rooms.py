"""The house: each room uses only the rooms that stand before it in the way of the data."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import abs_grammar
from tests.conftest import ROOT

PACKAGE = ROOT / "abs_grammar"

# From the ground up. A room may import from itself and from those before it.
ROOMS = (
    "errors",
    "model",
    "edgar",
    "acquisition",
    "page",
    "grammar",
    "reading",
    "cover",
    "facts",
    "tieouts",
    "conservation",
    "pipeline",
    "drafting",
    "parsing",
    "output",
    "lint",
    "testing",
    "cli",
)

MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.parent != PACKAGE or not path.stem.startswith("_"))


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imports_of(path: Path) -> Iterator[tuple[str, str]]:
    """Yield each name that a module imports from the package, anywhere in its text, after the module it comes from."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            yield from ((module, name.name) for name in node.names if module.startswith((".", "abs_grammar")))
        elif isinstance(node, ast.Import):
            yield from ((name.name, "") for name in node.names if name.name.startswith("abs_grammar"))


def imported_by(path: Path) -> set[str]:
    """Return the modules of the package that a module imports."""
    return {module.removeprefix("abs_grammar.") for module, _ in imports_of(path) if module.startswith("abs_grammar.")}


def said_to_be_used(room: str) -> set[str]:
    """Return the rooms that a room says it uses, by name; none where it says `everything`, or the like."""
    docstring = ast.get_docstring(ast.parse((PACKAGE / room / "__init__.py").read_text(encoding="utf-8"))) or ""
    said = docstring.partition("Uses ")[2]
    return set() if re.search(r"\ball\b|everything|the rooms", said) else set(re.findall(r"`(\w+)`", said)) & {*ROOMS}


def test_every_room_has_its_place() -> None:
    assert {room_of(path) for path in MODULES} == set(ROOMS)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
class TestAModule:
    def test_it_uses_only_rooms_before_its_own(self, path: Path) -> None:
        place = ROOMS.index(room_of(path))
        assert [name for name in imported_by(path) if ROOMS.index(name.split(".")[0]) > place] == []

    def test_it_imports_no_private_name_of_another(self, path: Path) -> None:
        private = [(module, name) for module, name in imports_of(path) if name.startswith("_")]
        assert [found for found in private if found != ("abs_grammar", "__version__")] == []

    def test_it_says_in_full_what_it_imports(self, path: Path) -> None:
        # `from abs_grammar.page.lines import …`: the public names are for callers, and wait until they are asked for.
        assert [found for found in imports_of(path) if not found[0].startswith("abs_grammar.")] in (
            [],
            [("abs_grammar", "__version__")],
        )


@pytest.mark.parametrize("room", [room for room in ROOMS if (PACKAGE / room).is_dir()])
def test_a_room_uses_no_more_than_it_says(room: str) -> None:
    used = {name.split(".")[0] for path in MODULES if room_of(path) == room for name in imported_by(path)}
    said = said_to_be_used(room)
    assert not said or used - said <= {room, "errors"}


def test_no_modules_import_each_other_in_a_circle() -> None:
    uses = {
        path.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__"): imported_by(
            path
        )
        for path in MODULES
    }
    while settled := {name for name, used in uses.items() if not used & uses.keys()}:
        uses = {name: used for name, used in uses.items() if name not in settled}
    assert uses == {}


class TestThePublicNames:
    """They are imported when they are first asked for, from where the type checker is told that they stand."""

    def test_each_is_what_the_type_checker_takes_it_for(self) -> None:
        told = {name: module for module, name in imports_of(PACKAGE / "__init__.py")}
        assert {*told, "__version__"} == set(abs_grammar.__all__)
        assert [n for n, m in told.items() if getattr(abs_grammar, n) is not getattr(import_module(m), n)] == []

    def test_there_are_no_others(self) -> None:
        assert dir(abs_grammar) == sorted(abs_grammar.__all__)
        with pytest.raises(AttributeError, match="no attribute 'pipeline_of'"):
            abs_grammar.pipeline_of  # noqa: B018 - asking is the test

    def test_importing_the_package_imports_no_room(self) -> None:
        code = "import abs_grammar, sys; print([name for name in sys.modules if name.startswith('abs_grammar.')])"
        run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
        assert run.stdout == "[]\n"
