"""What a submission promises, compared with what is there."""

from __future__ import annotations

import pytest

from abs_grammar.edgar.completeness import shortcomings_of
from abs_grammar.edgar.source import source_from_text
from abs_grammar.edgar.submission import read_submission

WHOLE = """\
<SUBMISSION>
<TYPE>8-K
<PUBLIC-DOCUMENT-COUNT>1
<DOCUMENT>
<TYPE>EX-1
<TEXT>
Fee      5.00
</TEXT>
</DOCUMENT>
</SUBMISSION>
"""


def told(text: str) -> list[tuple[str, tuple[int, ...]]]:
    source = source_from_text(text)
    return [(finding.rule, finding.lines) for finding in shortcomings_of(source.lines, read_submission(source))]


def test_a_whole_submission_lacks_nothing() -> None:
    assert told(WHOLE) == []


def test_a_bare_page_promises_nothing() -> None:
    assert told("Fee      5.00\n") == []


@pytest.mark.parametrize(("kept", "lines"), [(7, (1, 4, 6)), (8, (1, 4)), (9, (1,))])
def test_one_cut_short_has_tags_that_never_close(kept: int, lines: tuple[int, ...]) -> None:
    assert told("\n".join(WHOLE.splitlines()[:kept])) == [("cut-submission", lines)]


def test_a_document_that_begins_inside_another_is_cut() -> None:
    damaged = WHOLE.replace("</TEXT>\n</DOCUMENT>\n", "<DOCUMENT>\n<TYPE>EX-2\n<TEXT>\nx\n</TEXT>\n</DOCUMENT>\n", 1)
    assert told(damaged) == [("cut-submission", (4, 6))]


def test_fewer_documents_than_announced_are_told() -> None:
    assert told(WHOLE.replace("COUNT>1", "COUNT>3")) == [("missing-documents", ())]
