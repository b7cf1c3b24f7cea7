"""What pytest learns from this package: where the grammars, the corpus and the snapshots of a repository stand.

It does nothing until a test asks for `corpus_filing`, and then gives it every filing of the corpus. The tests that do
are in `corpus_tests`; a repository runs them by a module of one line:

    from abs_grammar.testing.corpus_tests import TestCorpus as TestCorpus

The folders are `corpus`, `snapshots` and `grammars` beside the file that configures pytest, unless that says otherwise
with `abs_grammar_corpus`, `abs_grammar_snapshots` and `abs_grammar_grammars`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["folder_of"]

_FOLDERS = {
    "corpus": "the folder of filings, each in a folder named after its layout",
    "snapshots": "the folder of what each filing is to parse to, written by --snapshot-update",
    "grammars": "a folder of grammars beside those that abs-grammar ships",
}

pytest.register_assert_rewrite("abs_grammar.testing.corpus_tests")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take the folders from the file that configures pytest."""
    for name, told in _FOLDERS.items():
        parser.addini(f"abs_grammar_{name}", f"{told} (default: {name})", default=name)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give a test that asks for `corpus_filing` the path of every filing of the corpus, one after the other."""
    if "corpus_filing" in metafunc.fixturenames:
        from abs_grammar.testing.snapshots import corpus_filings  # noqa: PLC0415 - only if asked for

        corpus = folder_of(metafunc.config, "corpus")
        filings = corpus_filings(corpus)
        ids = [filing.relative_to(corpus).with_suffix("").as_posix() for filing in filings]
        metafunc.parametrize("corpus_filing", filings, ids=ids)


def folder_of(config: pytest.Config, name: str) -> Path:
    """Return the folder `corpus`, `snapshots` or `grammars` of the repository whose tests run."""
    folder: Path = config.rootpath / config.getini(f"abs_grammar_{name}")
    return folder
