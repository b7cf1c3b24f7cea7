"""The files that commands read and write: standard input may be closed, and no result goes into what is being read."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

PAGE = next((ROOT / "corpus" / "us_bank").glob("*2003-he4-2003-11-17.txt")).read_bytes()


@pytest.fixture
def filing(tmp_path: Path) -> Path:
    path = tmp_path / "filing.txt"
    path.write_bytes(PAGE)
    return path


def run(folder: Path, *arguments: str, stdin: Path | None = None) -> subprocess.CompletedProcess[str]:
    source = stdin.open("rb") if stdin is not None else None
    try:
        return subprocess.run(  # noqa: S603 -- our own program
            [sys.executable, "-m", "abs_grammar", *arguments],
            cwd=folder,
            stdin=source or subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
    finally:
        if source is not None:
            source.close()


def itself(path: Path) -> str:
    return str(path)


def relative(path: Path) -> str:
    return f"./{path.name}"


def by_symbolic_link(path: Path) -> str:
    link = path.with_name("link.csv")
    link.symlink_to(path)
    return str(link)


def by_hard_link(path: Path) -> str:
    link = path.with_name("link.csv")
    link.hardlink_to(path)
    return str(link)


each_path = pytest.mark.parametrize("other", [itself, relative, by_symbolic_link, by_hard_link])


@each_path
def test_facts_refuse_to(filing: Path, other: Callable[[Path], str]) -> None:
    output = other(filing)
    ended = run(filing.parent, "facts", "missing.txt", str(filing), "--format", "csv", "-o", output)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == (
        f"{output}: the results would be written over '{filing}', which is being read; give -o another path\n"
    )
    assert filing.read_bytes() == PAGE


@each_path
def test_a_draft_refuses_to_though_it_is_forced(filing: Path, other: Callable[[Path], str]) -> None:
    ended = run(filing.parent, "draft", "first_bank", str(filing), "--force", "-o", other(filing))
    assert ended.returncode == 2
    assert "which is being read; give -o another path" in ended.stderr
    assert filing.read_bytes() == PAGE


def test_standard_input_is_a_file_too(filing: Path) -> None:
    ended = run(filing.parent, "facts", "-", "-o", str(filing), stdin=filing)
    assert ended.returncode == 2
    assert ended.stderr == (
        f"{filing}: the results would be written over standard input, which is being read; give -o another path\n"
    )
    assert filing.read_bytes() == PAGE


def test_a_file_that_is_not_read_is_written_over(filing: Path) -> None:
    other = filing.with_name("facts.csv")
    other.write_bytes(PAGE)
    assert run(filing.parent, "facts", str(filing), "-o", str(other)).returncode == 0
    assert other.read_text(encoding="utf-8").startswith("source,")


@pytest.mark.parametrize("command", ["parse", "facts", "show", "check", "trace"])
def test_a_standard_input_that_is_closed_is_told_of(command: str, filing: Path) -> None:
    shell = f'"{sys.executable}" -m abs_grammar {command} - <&-'
    ended = subprocess.run(  # noqa: S602 -- only a shell closes it so
        shell,
        shell=True,
        cwd=filing.parent,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == "-: standard input is closed; redirect a filing to it, or give the path of one\n"
