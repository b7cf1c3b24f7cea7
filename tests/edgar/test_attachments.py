"""A picture or a PDF in a submission is one thing of a known kind, and no thousand lines of a page."""

from __future__ import annotations

import binascii

import pytest

from abs_grammar.edgar.source import source_from_text
from abs_grammar.edgar.submission import read_submission
from abs_grammar.model.submission import Attachment


def uuencoded(data: bytes, name: str = "g1.jpg") -> str:
    lines = [binascii.b2a_uu(data[at : at + 45]).decode("ascii") for at in range(0, len(data), 45)]
    return f"begin 644 {name}\n{''.join(lines)}`\nend\n"


def attachments(text: str) -> tuple[Attachment, ...]:
    return read_submission(source_from_text(text)).attachments


class TestUuencodedFiles:
    @pytest.mark.parametrize(
        ("begins", "kind"),
        [
            (b"\xff\xd8\xff\xe0", "JPEG image"),
            (b"GIF89a", "GIF image"),
            (b"%PDF-1.4", "PDF"),
            (b"PK\x03\x04", "ZIP archive"),
            (b"anything", "uuencoded file"),
        ],
    )
    def test_its_bytes_say_what_kind_it_is(self, begins: bytes, kind: str) -> None:
        data = begins + bytes(range(200))
        (found,) = attachments(
            f"<SUBMISSION>\n<DOCUMENT>\n<TYPE>GRAPHIC\n<SEQUENCE>2\n<TEXT>\n{uuencoded(data)}</TEXT>\n</DOCUMENT>\n</SUBMISSION>\n"
        )
        assert (found.kind, found.name, found.size, found.sequence) == (kind, "g1.jpg", len(data), 2)
        assert (found.first_line, found.last_line) == (6, 6 + -(-len(data) // 45) + 2)

    def test_one_in_the_middle_of_a_page_leaves_the_page(self) -> None:
        (found,) = attachments(f"Statement\n\nbalance     5.00\n{uuencoded(b'GIF89a' + b'x' * 300)}balance     6.00\n")
        assert (found.first_line, found.last_line) == (4, 13)

    def test_one_that_is_cut_ends_with_its_last_line(self) -> None:
        whole = uuencoded(b"GIF89a" + b"x" * 300).splitlines()
        (found,) = attachments("\n".join([*whole[:5], "Fee        100.00"]))
        assert (found.first_line, found.last_line) == (1, 5)

    @pytest.mark.parametrize(
        "page",
        [
            "begin 644 the count\nA-1     504,000,000\nA-2     172,000,000\nend\n",
            "begin 644 x.jpg\nTotal of all fees      5.00\nend\n",
            "begin 644 x.jpg\nend\n",
        ],
    )
    def test_a_page_that_says_begin_is_none(self, page: str) -> None:
        assert attachments(page) == ()


class TestData:
    def test_xbrl_is_one_block(self) -> None:
        text = (
            "<DOCUMENT>\n<TYPE>EX-101\n<TEXT>\n<XBRL>\n<?xml version='1.0'?>\n<x>5</x>\n</XBRL>\n</TEXT>\n</DOCUMENT>\n"
        )
        (found,) = attachments(text)
        assert (found.kind, found.first_line, found.last_line) == ("XBRL", 4, 7)
