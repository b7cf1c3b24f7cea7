"""What a file is taken to say, byte for line: see `abs_grammar.edgar.source`."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from abs_grammar.edgar.source import Source, read_source, source_from_bytes, source_from_text
from abs_grammar.errors import SourceError

FILINGS = Path(__file__).resolve().parents[3] / "shared" / "filings"


class TestLines:
    """A line is what stands between two line breaks, and nothing but \\r\\n, \\n and \\r breaks a line."""

    @pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
    def test_any_of_the_three_line_breaks_ends_a_line(self, line_break: str) -> None:
        page = line_break.join(["Class A-1", "", "  1,234.56", ""])
        assert source_from_text(page).lines == ("Class A-1", "", "  1,234.56")

    def test_the_three_may_stand_in_one_file(self) -> None:
        assert source_from_text("a\r\nb\rc\nd").lines == ("a", "b", "c", "d")

    def test_the_last_line_needs_no_line_break(self) -> None:
        assert source_from_text("a\nb").lines == source_from_text("a\nb\n").lines == ("a", "b")

    def test_blank_lines_at_the_end_are_lines(self) -> None:
        assert source_from_text("a\n\n\n").lines == ("a", "", "")

    @pytest.mark.parametrize("other", ["\f", "\v", "\x1c", "\x85", "\u2028"])
    def test_what_python_calls_a_line_break_elsewhere_stays_in_the_line(self, other: str) -> None:
        line = f"Page 1{other}Page 2" + "." * 100
        assert source_from_text(f"{line}\nPage 3\n").lines == (line, "Page 3")

    def test_tabs_and_blanks_stay_so_that_columns_are_those_of_the_file(self) -> None:
        assert source_from_bytes(b"\t\t 100.00  \nx", "f").lines[0] == "\t\t 100.00  "

    def test_a_stray_nul_and_a_final_control_z_stay_in_their_lines(self) -> None:
        page = b"Balance\x00 100.00" + b"\n" * 200 + b"\x1a"
        lines = source_from_bytes(page, "f").lines
        assert (lines[0], lines[-1]) == ("Balance\x00 100.00", "\x1a")


class TestEncoding:
    """A byte order mark decides; without one UTF-8 if it fits, else cp1252, else Latin-1."""

    @pytest.mark.parametrize(
        ("data", "text", "encoding"),
        [
            (b"Certificates", "Certificates", "utf-8"),
            ("Crédit § 5".encode(), "Crédit § 5", "utf-8"),
            (b"\xef\xbb\xbfCr\xc3\xa9dit", "Crédit", "utf-8"),
            (b"Cr\xe9dit \x96 \x93A-1\x94", "Crédit – “A-1”", "cp1252"),  # noqa: RUF001 -- as cp1252 prints them
            (b"Cr\xe9dit \x81", "Crédit \x81", "latin-1"),
            (b"\xef\xbb\xbfCr\xe9dit", "Crédit", "cp1252"),
            (b"\xff\xfe" + "Crédit".encode("utf-16-le"), "Crédit", "utf-16-le"),
            (b"\xfe\xff" + "Crédit".encode("utf-16-be"), "Crédit", "utf-16-be"),
        ],
    )
    def test_bytes_become_text(self, data: bytes, text: str, encoding: str) -> None:
        assert source_from_bytes(data, "f") == Source("f", (text,), encoding)

    def test_a_text_loses_its_byte_order_mark_too(self) -> None:
        assert source_from_text("\ufeffCrédit") == Source("<text>", ("Crédit",), "unicode")

    def test_a_mark_of_utf_16_over_something_else_is_refused(self) -> None:
        with pytest.raises(SourceError, match=r"f: the file announces UTF-16 and is not; save it as UTF-8 or ASCII"):
            source_from_bytes(b"\xff\xfeodd", "f")


class TestRefusal:
    """What is no text of a filing is refused in one sentence: what it is, and what to do."""

    @pytest.mark.parametrize(
        ("beginning", "message"),
        [
            (b"%PDF-1.4\n", "a PDF file; convert it to text first"),
            (b"\x89PNG\r\n\x1a\n", "a PNG image; give the text"),
            (b"\xff\xd8\xff\xe0", "a JPEG image; give the text"),
            (b"GIF89a", "a GIF image; give the text"),
            (b"PK\x03\x04", "a ZIP archive; unzip it first"),
            (b"\x1f\x8b\x08", "gzip-compressed; gunzip it first"),
            (b"\x1f\x9d\x90", "compressed (.Z); uncompress it first"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Excel file; save it as plain text"),
        ],
    )
    def test_another_kind_of_file_is_named_with_its_cure(self, beginning: bytes, message: str) -> None:
        with pytest.raises(SourceError) as caught:
            source_from_bytes(beginning + b" and the rest", "deal.txt")
        assert str(caught.value).startswith(f"deal.txt: the file is {message}")

    @pytest.mark.parametrize("data", [b"", b" \t\r\n\f\n", b"\x1a", b"\xef\xbb\xbf\n"])
    def test_an_empty_file_is_refused(self, data: bytes) -> None:
        with pytest.raises(SourceError, match="f: the text is empty; expected the text of a filing"):
            source_from_bytes(data, "f")

    @pytest.mark.parametrize("text", ["", "\n\n", "\ufeff"])
    def test_an_empty_text_is_refused(self, text: str) -> None:
        with pytest.raises(SourceError, match="<text>: the text is empty"):
            source_from_text(text)

    @pytest.mark.parametrize("control", [b"\x00", b"\x01", b"\x7f"])
    def test_more_than_one_control_character_in_a_hundred_is_binary(self, control: bytes) -> None:
        assert source_from_bytes(b"x" * 99 + control, "f").encoding == "utf-8"
        with pytest.raises(SourceError, match="f: the file is binary"):
            source_from_bytes(b"x" * 98 + control * 2, "f")


class TestFiles:
    """A path is read as it is given; `-` is standard input."""

    def test_the_name_is_the_path_as_given(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_bytes(b"FORM 8-K\r\n")
        assert read_source(tmp_path / "a.txt") == Source(str(tmp_path / "a.txt"), ("FORM 8-K",), "utf-8")

    def test_a_dash_reads_standard_input(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"FORM 8-K\n")))
        assert read_source("-") == Source("-", ("FORM 8-K",), "utf-8")

    def test_a_missing_file_is_told(self, tmp_path: Path) -> None:
        path = tmp_path / "none.txt"
        with pytest.raises(SourceError) as caught:
            read_source(path)
        assert str(caught.value) == f"{path}: no such file; expected the path of a filing as text"

    def test_a_directory_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(SourceError, match="this is a directory"):
            read_source(tmp_path)

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
    def test_a_file_without_permission_is_told(self, tmp_path: Path) -> None:
        path = tmp_path / "secret.txt"
        path.write_bytes(b"FORM 8-K")
        path.chmod(0)
        with pytest.raises(SourceError, match="no permission to read the file; make it readable"):
            read_source(path)

    def test_a_permission_error_is_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(_: Path) -> bytes:
            raise PermissionError

        monkeypatch.setattr(Path, "read_bytes", refuse)
        with pytest.raises(SourceError, match=r"secret.txt: no permission to read the file; make it readable"):
            read_source("secret.txt")

    @pytest.mark.parametrize("path", ["nul\0inside", "x" * 5000])
    def test_an_impossible_path_is_told(self, path: str) -> None:
        with pytest.raises(SourceError, match="the file cannot be read"):
            read_source(path)

    def test_a_real_filing_keeps_every_byte(self) -> None:
        path = FILINGS / "us-bank-absc-2003-he4-2003-11-17.txt"
        if not path.exists():
            pytest.skip("the filing is not here")
        source = read_source(path)
        assert "\n".join(source.lines).encode() == path.read_bytes()
        assert source.lines[11] == "Date of Report (date of earliest event reported):              17-Nov-03"
