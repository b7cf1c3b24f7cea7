"""The command `fetch`: filings from EDGAR into a folder."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from abs_grammar.cli.console import FAILED, ending_quietly, print_error, print_lines, width
from abs_grammar.errors import AbsGrammarError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from abs_grammar.acquisition.client import EdgarClient
    from abs_grammar.acquisition.download import FilingFolder
    from abs_grammar.acquisition.index_file import IndexEntry
    from abs_grammar.acquisition.selection import Selection

__all__ = ["fetch"]

_MOST_A_SECOND = 8.0


def fetch(  # noqa: PLR0913, PLR0917 -- an option each
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FOLDER", help="Where the filings are to stand.")
    ] = None,
    cik: Annotated[
        list[str] | None, typer.Option("--cik", metavar="CIK", help="Of this filer; may be given several times.")
    ] = None,
    deal: Annotated[
        list[str] | None, typer.Option("--deal", metavar="WORDS", help="Of filers with all these words in their name.")
    ] = None,
    accession: Annotated[
        list[str] | None,
        typer.Option(
            "--accession", metavar="NUMBER", help="With this number, or this beginning: an agent's 10 digits."
        ),
    ] = None,
    form: Annotated[
        list[str] | None, typer.Option("--form", metavar="FORM", help="If not given: 8-K, 8-K/A, 10-D and 10-D/A.")
    ] = None,
    first: Annotated[
        str | None, typer.Option("--from", metavar="DAY", help="Filed on that day or later: 2003, 2003-10, 2003-10-25.")
    ] = None,
    last: Annotated[
        str | None, typer.Option("--to", metavar="DAY", help="Filed on that day or before, or in that month or year.")
    ] = None,
    index: Annotated[
        list[str] | None,
        typer.Option(
            "--index", metavar="FILE", help="Look them up in this master, form or company index, not EDGAR's."
        ),
    ] = None,
    identity: Annotated[
        str | None,
        typer.Option("--identity", envvar="EDGAR_IDENTITY", metavar="TEXT", help="Your name and e-mail, for SEC."),
    ] = None,
    base_url: Annotated[
        str | None, typer.Option("--base-url", envvar="EDGAR_BASE_URL", metavar="URL", help="A server like EDGAR.")
    ] = None,
    rate: Annotated[
        float, typer.Option("--rate", metavar="N", help="At most so many requests a second, of all your processes.")
    ] = _MOST_A_SECOND,
    *,
    only_list: Annotated[bool, typer.Option("--list", help="Print which filings are meant, and fetch none.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing of the progress.")] = False,
) -> None:
    """Fetch filings from EDGAR into a folder: whole submissions, as `.txt`, with a manifest.

    Run it again, and it goes on where it ended. Exit status 2 says that some filing did not come.

    \b
    Example:  abs-grammar fetch --deal "terwin 2003-4he" --from 2003 --to 2004 -o filings
    """  # noqa: D301
    with ending_quietly():
        from abs_grammar.acquisition.selection import selection

        if output is None and not only_list:
            raise AbsGrammarError("nothing says where the filings are to stand", expected="give -o FOLDER, or --list")
        wanted = selection(
            ciks=cik or (),
            deals=deal or (),
            accessions=accession or (),
            forms=form or (),
            first=first or ("1993" if index else None),
            last=last,
        )
        needs_server = not (only_list and index)
        client = _client(identity, base_url, rate) if needs_server else None
        entries = _entries(client, wanted, [Path(file) for file in index or ()])
        if only_list or output is None:
            _print(entries)
        elif client is not None:
            from abs_grammar.acquisition.download import FilingFolder

            raise typer.Exit(_fetch(client, entries, FilingFolder(Path(output)), quiet=quiet))


def _client(person: str | None, base_url: str | None, rate: float) -> EdgarClient:
    from abs_grammar.acquisition.client import EDGAR, EdgarClient, identity
    from abs_grammar.acquisition.rate import SharedRate

    if not 0 < rate <= _MOST_A_SECOND:
        raise AbsGrammarError(f"{rate:g} is no rate", expected=f"expected at most {_MOST_A_SECOND:g} requests a second")
    return EdgarClient(identity(person), SharedRate(_cache() / "turns.sqlite", rate), base_url or EDGAR)


def _cache() -> Path:
    """Return the folder in which the user's system keeps what can be fetched again."""
    try:
        from platformdirs import user_cache_dir
    except ImportError:
        raise AbsGrammarError("to fetch takes platformdirs", expected='pip install "abs-grammar[edgar]"') from None
    return Path(user_cache_dir("abs-grammar", appauthor=False)) / "edgar"


def _entries(client: EdgarClient | None, wanted: Selection, files: Sequence[Path]) -> list[IndexEntry]:
    from abs_grammar.acquisition.catalogue import find_filings, find_in_files

    if files or client is None:
        return find_in_files(files, wanted, print_error)
    return find_filings(client, wanted, _cache() / "indexes", print_error, date.today())  # noqa: DTZ011 -- the user's day


def _print(entries: Sequence[IndexEntry]) -> None:
    from abs_grammar.output.text_table import Column, aligned

    columns = [
        Column("filed"),
        Column("form"),
        Column("cik", right=True),
        Column("accession"),
        Column("company", elastic=True),
    ]
    rows = [(e.filed.isoformat(), e.form, e.cik, e.accession, e.company) for e in entries]
    lines = aligned(columns, rows, width())
    print_lines(("" if number else "title", line) for number, line in enumerate(lines))


def _fetch(client: EdgarClient, entries: Sequence[IndexEntry], folder: FilingFolder, *, quiet: bool) -> int:
    """Fetch filings, tell of those that do not come, and return the exit status."""
    from abs_grammar.acquisition.download import MANIFEST, download
    from abs_grammar.cli.progress import Progress, megabytes

    progress = Progress(len(entries), quiet=quiet)
    counts: Counter[str] = Counter()
    size = 0
    try:
        for outcome in download(client, entries, folder):
            counts[outcome.what] += 1
            size += outcome.size if outcome.what == "fetched" else 0
            if outcome.trouble is not None:
                progress.clear()
                print_error(outcome.trouble)
            progress.step(outcome.size, worked=outcome.what == "fetched", failed=outcome.what == "failed")
    finally:
        progress.clear()
    parts = [f"{counts['fetched']:,} fetched ({megabytes(size)})", f"{counts['there']:,} there already"]
    parts += [f"{counts['failed']:,} failed"] if counts["failed"] else []
    parts += [f"{counts['left']:,} not asked for, as the server refuses: try again later"] if counts["left"] else []
    failed = bool(counts["failed"] or counts["left"])
    print_lines([("warning" if failed else "good", f"{len(entries):,} filings: {', '.join(parts)}")])
    if entries:
        print_lines([("", f"manifest: {folder.root / MANIFEST}")])
    return FAILED if failed else 0
