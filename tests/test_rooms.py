"""The house: each room uses only the rooms that stand before it in the way of the data."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "abs_grammar"

# From the ground up. A room may import from itself and from those before it.
ROOMS = (
    "errors",
    "model",
    "edgar",
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


def imported_by(path: Path) -> Iterator[str]:
    """Yield the modules of the package that a module imports, anywhere in its text."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module is not None and node.module.startswith("abs_grammar."):
            yield node.module.removeprefix("abs_grammar.")


def test_every_room_has_its_place() -> None:
    assert {room_of(path) for path in MODULES} == set(ROOMS)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_uses_only_rooms_before_its_own(path: Path) -> None:
    place = ROOMS.index(room_of(path))
    later = [name for name in imported_by(path) if ROOMS.index(name.split(".")[0]) > place]
    assert later == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    uses = {
        path.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__"): set(
            imported_by(path)
        )
        for path in MODULES
    }
    while settled := {name for name, used in uses.items() if not used & uses.keys()}:
        uses = {name: used for name, used in uses.items() if name not in settled}
    assert uses == {}
