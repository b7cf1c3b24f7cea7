"""Writes `docs/findings.md`, what each finding means, from the catalogue: `python docs/make_findings.py`."""

# ruff: noqa: INP001 - a script, not a package

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from abs_grammar.output.findings import parts_of_catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from abs_grammar.model.findings import FindingKind

PAGE = Path(__file__).resolve().parent / "findings.md"

HEAD = """\
# Findings

<!-- Written by docs/make_findings.py from abs_grammar/model/findings.py and the tie-outs. Do not edit. -->

What is read but doubtful, and what a page says against itself, is a finding: in `filing.findings`, in the JSON, and in
what `abs-grammar check` prints. Each has a code, its `rule`; these are all there are. `abs-grammar explain CODE` prints
what stands here.

- **error**: the parse or the page cannot be right. **warning**: look at the page before you trust the figures.
  **info**: nothing is wrong, but a reader of the figures ought to know.
- In the messages below, words in capitals stand for what the page prints; what is in brackets may be left out.
- A finding that someone has verified on the page is [acknowledged](tie-outs.md#what-is-acknowledged) by its code.
- The examples stand below a letterhead of their trustee; `[...]` marks lines that are left out.
"""


def page() -> str:
    """Return the page as it ought to stand in the file."""
    return "\n".join([HEAD, *_parts()])


def _parts() -> Iterator[str]:
    for heading, kinds in parts_of_catalogue().items():
        yield f"## {heading}\n"
        shared = all((kind.says, kind.cure) == (kinds[0].says, kinds[0].cure) for kind in kinds)
        if shared:
            yield from ("Each of these says:\n", *_messages(kinds[0]), f"\n{kinds[0].cure}\n")
        for kind in kinds:
            yield f"### {kind.code}\n"
            yield from [f"{kind.rule}\n"] if kind.rule else []
            yield from (*_messages(kind), "") if not shared else ()
            yield f"```text\n{kind.example}\n```\n"
            yield from [f"{kind.cure}\n"] if not shared else []


def _messages(kind: FindingKind) -> list[str]:
    return [f"- **{severity}**: {says}" for severity, says in kind.says]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
