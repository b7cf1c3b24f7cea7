"""Where filings are found: folders, globs, archives, feeds and lists, whole or hostile."""

from __future__ import annotations

import gzip
import io
import os
import sys
import tarfile
import tracemalloc
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from abs_grammar.acquisition.sources import Limits, SourceFile, read_again, read_sources
from abs_grammar.errors import SourceError

PAGE = b"STATEMENT TO CERTIFICATEHOLDERS\n"


def written(path: Path, data: bytes = PAGE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def feed(path: Path, members: Iterable[tuple[str | tarfile.TarInfo, bytes]]) -> Path:
    """Write what EDGAR's daily feed is: a tar archive, compressed, a submission a member."""
    with tarfile.open(path, "w:gz") as archive:
        for name, data in members:
            member = name if isinstance(name, tarfile.TarInfo) else tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return path


def zipped(path: Path, members: Iterable[tuple[str | zipfile.ZipInfo, bytes]]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return path


def link(name: str, to: str, kind: bytes = tarfile.SYMTYPE) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type, member.linkname = kind, to
    return member


def contents(files: Iterable[SourceFile]) -> list[tuple[str, bytes]]:
    return [(Path(file.name).name, file.read()) for file in files]


def only(files: Iterable[SourceFile]) -> SourceFile:
    (file,) = files
    return file


class TestWhereFilingsAreFound:
    def test_in_a_folder_and_those_in_it_sorted_by_name(self, tmp_path: Path) -> None:
        for name in ("b.txt", "a/2.nc", "a/1.htm", "c.TXT", "a/notes.pdf", "manifest.jsonl", ".partial/x.txt"):
            written(tmp_path / name)
        found = [Path(file.path).relative_to(tmp_path).as_posix() for file in read_sources([str(tmp_path)])]
        assert found == ["a/1.htm", "a/2.nc", "b.txt", "c.TXT"]

    def test_each_with_its_size_and_its_bytes(self, tmp_path: Path) -> None:
        file = only(read_sources([str(written(tmp_path / "a.txt"))]))
        assert (file.member, file.size, file.trouble, file.read()) == (None, len(PAGE), None, PAGE)

    def test_under_any_name_where_the_file_is_named_itself(self, tmp_path: Path) -> None:
        assert only(read_sources([str(written(tmp_path / "a.pdf"))])).read() == PAGE

    def test_by_a_glob_sorted_and_without_what_is_no_filing(self, tmp_path: Path) -> None:
        for name in ("2.txt", "1.txt", "3.csv"):
            written(tmp_path / name)
        assert contents(read_sources([str(tmp_path / "*")])) == [("1.txt", PAGE), ("2.txt", PAGE)]

    def test_once_where_a_glob_matches_them_and_their_folder(self, tmp_path: Path) -> None:
        written(tmp_path / "a" / "1.txt")
        assert contents(read_sources([str(tmp_path / "**")])) == [("1.txt", PAGE)]

    def test_by_a_name_that_looks_like_a_glob(self, tmp_path: Path) -> None:
        assert contents(read_sources([str(written(tmp_path / "a[1].txt"))])) == [("a[1].txt", PAGE)]

    def test_by_a_list_whose_lines_are_names_and_nothing_else(self, tmp_path: Path) -> None:
        odd = written(tmp_path / "@odd - name.txt")
        folder = written(tmp_path / "folder" / "1.txt").parent
        listed = written(tmp_path / "names", f"{odd}\r\n\n{folder}\n".encode())
        assert contents(read_sources([f"@{listed}"])) == [("@odd - name.txt", PAGE), ("1.txt", PAGE)]

    def test_by_a_list_on_standard_input(self, tmp_path: Path) -> None:
        names = io.BytesIO(f"{written(tmp_path / '1.txt')}".encode())
        assert contents(read_sources(["-"], standard_input=names)) == [("1.txt", PAGE)]

    def test_compressed_by_gzip(self, tmp_path: Path) -> None:
        written(tmp_path / "1.nc.gz", gzip.compress(PAGE))
        written(tmp_path / "index.csv.gz", gzip.compress(PAGE))
        assert contents(read_sources([str(tmp_path)])) == [("1.nc.gz", PAGE)]

    def test_in_a_zip_archive(self, tmp_path: Path) -> None:
        archive = zipped(tmp_path / "a.zip", [("x/2.txt", PAGE), ("x/1.txt", b"one"), ("x/logo.gif", b"GIF")])
        files = list(read_sources([str(archive)]))
        assert [(f.member, f.position, f.size) for f in files] == [("x/2.txt", 0, len(PAGE)), ("x/1.txt", 1, 3)]
        assert [f.read() for f in read_sources([str(archive)])] == [PAGE, b"one"]

    def test_in_a_feed_of_a_day(self, tmp_path: Path) -> None:
        archive = feed(tmp_path / "20031125.nc.tar.gz", [("0001.nc", PAGE), ("0002.nc", b"two"), ("0003.nc", b"")])
        read = [(file.member, file.size, file.read()) for file in read_sources([str(archive)])]
        assert read == [("0001.nc", len(PAGE), PAGE), ("0002.nc", 3, b"two"), ("0003.nc", 0, b"")]

    def test_in_a_feed_of_which_not_every_member_is_read(self, tmp_path: Path) -> None:
        archive = feed(tmp_path / "day.tar.gz", [("1.nc", b"x" * 5000), ("2.nc", b"two")])
        first, second = read_sources([str(archive)])
        assert (first.member, second.member) == ("1.nc", "2.nc")

    def test_in_the_order_in_which_they_are_named(self, tmp_path: Path) -> None:
        second, first = written(tmp_path / "a.txt"), written(tmp_path / "b.txt")
        assert [f.path for f in read_sources([str(first), str(second)])] == [str(first), str(second)]


class TestReadingAgain:
    def test_finds_members_by_their_places_in_one_pass(self, tmp_path: Path) -> None:
        members = [(f"{n}.nc", b"%d" % n) for n in range(6)]
        archive = str(feed(tmp_path / "day.tar.gz", [("readme.pdf", b"x"), *members]))
        plain = str(written(tmp_path / "a.txt"))
        places = [(f.path, f.position) for f in read_sources([archive, plain])]
        wanted = [places[1], places[4], places[6]]
        assert [file.read() for file in read_again(wanted)] == [b"1", b"4", PAGE]

    def test_tells_of_a_member_that_is_there_no_more(self, tmp_path: Path) -> None:
        archive = str(zipped(tmp_path / "a.zip", [("1.txt", PAGE)]))
        there, gone = read_again([(archive, 0), (archive, 7)])
        assert there.trouble is None
        assert gone.trouble == "this member is there no more"

    def test_tells_of_an_archive_that_is_there_no_more_once_for_each_of_its_members(self, tmp_path: Path) -> None:
        gone = str(tmp_path / "a.zip")
        assert [f.position for f in read_again([(gone, 0), (gone, 1)]) if f.trouble] == [0, 1]


class TestWhatCannotBeOpened:
    def told(self, *sources: str, limits: Limits | None = None) -> list[str | None]:
        return [file.trouble for file in read_sources(sources, limits)]

    def test_is_told_and_the_rest_goes_on(self, tmp_path: Path) -> None:
        there = str(written(tmp_path / "1.txt"))
        told = self.told(str(tmp_path / "gone.txt"), str(tmp_path / "*.nc"), f"@{tmp_path / 'names'}", there)
        assert told == [
            "no such file or folder",
            "no filing matches this",
            "the list no such file or folder",
            None,
        ]

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with names")
    def test_a_pipe_is_not_waited_for(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "1.txt")
        assert self.told(str(tmp_path)) == ["it is neither a file nor a folder"]

    @pytest.mark.skipif(sys.platform == "win32", reason="links take a privilege there")
    def test_a_folder_that_links_to_itself_is_not_followed(self, tmp_path: Path) -> None:
        (tmp_path / "loop").symlink_to(tmp_path)
        assert self.told(str(tmp_path)) == ["a link to a folder is not followed; name the folder itself"]

    def test_links_in_archives_are_told(self, tmp_path: Path) -> None:
        in_tar = feed(
            tmp_path / "a.tar.gz", [(link("1.nc", "/etc/passwd"), b""), (link("2.nc", "1.nc", tarfile.LNKTYPE), b"")]
        )
        symlink = zipfile.ZipInfo("1.txt")
        symlink.external_attr = 0o120777 << 16
        in_zip = zipped(tmp_path / "b.zip", [(symlink, b"/etc/passwd")])
        assert self.told(str(in_tar), str(in_zip)) == ["it is a link; links in archives are not followed"] * 3

    def test_a_device_in_an_archive_is_told(self, tmp_path: Path) -> None:
        archive = feed(tmp_path / "a.tar.gz", [(link("1.nc", "", tarfile.CHRTYPE), b"")])
        assert self.told(str(archive)) == ["it is no plain file"]

    def test_an_archive_in_an_archive_is_told(self, tmp_path: Path) -> None:
        inner = zipped(tmp_path / "inner.zip", [("1.txt", PAGE)]).read_bytes()
        outer = zipped(tmp_path / "outer.zip", [("inner.zip", inner)])
        assert self.told(str(outer)) == ["an archive in an archive is not opened; unpack it"]

    def test_a_name_that_climbs_out_of_its_folder_writes_nothing(self, tmp_path: Path) -> None:
        archive = feed(tmp_path / "a.tar.gz", [("../../climbed.nc", PAGE)])
        before = sorted(tmp_path.parent.rglob("*"))
        assert [(f.member, f.read()) for f in read_sources([str(archive)])] == [("../../climbed.nc", PAGE)]
        assert sorted(tmp_path.parent.rglob("*")) == before

    @pytest.mark.parametrize("name", ["a.zip", "a.tar.gz", "a.tar", "a.tgz"])
    def test_an_archive_of_other_bytes_is_told(self, tmp_path: Path, name: str) -> None:
        (told,) = self.told(str(written(tmp_path / name, b"<html>Not Found</html>" * 100)))
        assert told is not None
        assert told.startswith("the rest of it was not read: ")

    def test_an_archive_cut_short_is_told_after_what_it_holds(self, tmp_path: Path) -> None:
        whole = feed(tmp_path / "a.tar.gz", [("1.nc", PAGE), ("2.nc", os.urandom(200_000))]).read_bytes()
        cut = written(tmp_path / "cut.tar.gz", whole[:-100_000])
        files = read_sources([str(cut)])
        assert next(files).read() == PAGE
        with pytest.raises(SourceError, match=r"cut.tar.gz!2.nc: it cannot be read"):
            next(files).read()
        assert [file.trouble is not None for file in files] == [True]

    def test_a_compressed_file_cut_short_is_told(self, tmp_path: Path) -> None:
        cut = written(tmp_path / "1.txt.gz", gzip.compress(os.urandom(10_000))[:-500])
        with pytest.raises(SourceError, match=r"1.txt.gz: it cannot be read"):
            only(read_sources([str(cut)])).read()

    def test_a_zip_member_with_a_password_is_told(self, tmp_path: Path) -> None:
        archive = zipped(tmp_path / "a.zip", [("1.txt", PAGE)])
        data = bytearray(archive.read_bytes())
        for signature, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
            data[data.index(signature) + offset] |= 1
        archive.write_bytes(data)
        files = read_sources([str(archive)])
        with pytest.raises(SourceError, match=r"a.zip!1.txt: .*password"):
            next(files).read()

    def test_a_line_without_an_end_in_a_list_is_told(self) -> None:
        told = [f.trouble for f in read_sources(["-"], standard_input=io.BytesIO(b"x" * 10_000_000))]
        assert told == ["a line of this list is longer than 65,536 bytes; the rest was not read"]

    def test_a_name_that_is_no_utf_8_can_be_printed(self, tmp_path: Path) -> None:
        member = tarfile.TarInfo("1\udcff.nc")
        assert only(read_sources([str(feed(tmp_path / "a.tar.gz", [(member, PAGE)]))])).member == r"1\xff.nc"


class TestHostileSizes:
    SMALL = Limits(member_bytes=100_000, ratio=50, always_allowed=10_000)

    @pytest.mark.parametrize("name", ["a.txt", "a.txt.gz"])
    def test_a_file_too_large_is_refused(self, tmp_path: Path, name: str) -> None:
        data = os.urandom(100_001)
        path = written(tmp_path / name, gzip.compress(data) if name.endswith("gz") else data)
        with pytest.raises(SourceError, match=r"it holds more than 100,000 bytes, the most that a filing may"):
            only(read_sources([str(path)], self.SMALL)).read()

    def test_a_member_too_large_is_told_and_the_next_is_read(self, tmp_path: Path) -> None:
        members = [("1.nc", os.urandom(100_001)), ("2.nc", PAGE)]
        for archive in (feed(tmp_path / "a.tar.gz", members), zipped(tmp_path / "a.zip", members)):
            large, good = read_sources([str(archive)], self.SMALL)
            assert "100,000" in str(large.trouble)
            assert good.trouble is None

    @pytest.mark.parametrize("name", ["a.txt.gz", "a.zip"])
    def test_a_bomb_is_refused_though_it_is_small_enough(self, tmp_path: Path, name: str) -> None:
        bomb = b"0" * 90_000
        path = tmp_path / name
        written(path, gzip.compress(bomb)) if name.endswith("gz") else zipped(path, [("1.txt", bomb)])
        files = read_sources([str(path)], self.SMALL)
        with pytest.raises(SourceError, match="a byte of it becomes more than 50: it may be a zip bomb"):
            next(files).read()

    def test_a_feed_that_is_a_bomb_is_left(self, tmp_path: Path) -> None:
        path = feed(tmp_path / "a.tar.gz", [(f"{n}.nc", b"0" * 90_000) for n in range(50)])
        *_, last = read_sources([str(path)], self.SMALL)
        assert last.trouble == "the rest of it was not read: a byte of it becomes more than 50: it may be a zip bomb"

    def test_a_page_of_blanks_is_no_bomb(self, tmp_path: Path) -> None:
        page = (b" " * 130 + b"\n") * 20_000
        path = written(tmp_path / "1.txt.gz", gzip.compress(page))
        assert only(read_sources([str(path)])).read() == page

    @pytest.mark.parametrize("kind", [tarfile.XHDTYPE, tarfile.GNUTYPE_LONGNAME], ids=["pax", "long name"])
    def test_a_header_longer_than_memory_is_not_read(self, tmp_path: Path, kind: bytes) -> None:
        path = feed(tmp_path / "a.tar.gz", [(link("x", "", kind), b"0" * 50_000_000)])
        tracemalloc.start()
        (told,) = [file.trouble for file in read_sources([str(path)])]
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert told == "the rest of it was not read: the headers of a member are longer than any are"
        assert most < 5_000_000

    def test_a_chain_of_headers_does_not_exhaust_the_stack(self, tmp_path: Path) -> None:
        path = feed(tmp_path / "a.tar.gz", [(link("x", "", tarfile.GNUTYPE_LONGNAME), b"n\0")] * 2_000)
        (told,) = [file.trouble for file in read_sources([str(path)])]
        assert told == "the rest of it was not read: the headers of a member are longer than any are"

    def test_a_zip_directory_longer_than_the_limit_is_refused(self, tmp_path: Path) -> None:
        path = zipped(tmp_path / "a.zip", [(f"{n:06}.txt", b"") for n in range(2_000)])
        (told,) = [f.trouble for f in read_sources([str(path)], Limits(directory_bytes=70_000))]
        assert told == "the rest of it was not read: its directory holds more than 70,000 bytes; split it"

    def test_a_long_feed_needs_no_more_memory_than_a_short_one(self, tmp_path: Path) -> None:
        page = os.urandom(1_000)
        most = {}
        for length in (200, 2_000):
            path = feed(tmp_path / f"{length}.tar.gz", [(f"{n}.nc", page) for n in range(length)])
            tracemalloc.start()
            total = sum(len(file.read()) for file in read_sources([str(path)]))
            _, most[length] = tracemalloc.get_traced_memory()
            tracemalloc.stop()
            assert total == length * len(page)
        assert most[2_000] < 1.2 * most[200]

    def test_a_member_is_not_read_once_the_next_is_taken(self, tmp_path: Path) -> None:
        files = read_sources([str(feed(tmp_path / "a.tar.gz", [("1.nc", PAGE), ("2.nc", PAGE)]))])
        first = next(files)
        second = next(files)
        with pytest.raises(SourceError, match="it was read past this member already"):
            first.read()
        assert second.read() == PAGE
