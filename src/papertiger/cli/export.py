"""``papertiger export``: claims to a file or a pipe, in any of the formats that a ledger knows."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any, Literal

import typer

from papertiger.cli.options import Asked, LedgerOption, filtered
from papertiger.cli.output import print_lines, standard_output, tell, whole_file
from papertiger.errors import SettingsError
from papertiger.report.visible import counted

if TYPE_CHECKING:
    from papertiger.ledger.formats import Format

EXAMPLES = (
    "papertiger export --format csv --output claims.csv",
    "papertiger export --format jsonl --family support | gzip > support.jsonl.gz",
    "papertiger export --format geojson --subject RUS -o russia.geojson",
    "papertiger export --dictionary --format stix",
    "papertiger export --format ledger | gzip > ledger.jsonl.gz",
    "papertiger export --format bundle --object VEN -o venezuela.ptb",
)
Name = Literal[
    "jsonl",
    "csv",
    "parquet",
    "graphml",
    "geojson",
    "stix",
    "ftm",
    "schemaorg",
    "prov",
    "ledger",
    "bundle",
    "json",
]
"""Written out, because the help loads nothing; ``json`` is a form of the dictionary alone."""
WHOLE = frozenset({"ledger", "bundle"})
"""Formats that `papertiger import` takes back: not claims alone, but all that they rest on."""


@filtered
def command(
    asked: Asked,
    ledger: LedgerOption = None,
    name: Annotated[
        Name | None,
        typer.Option(
            "--format",
            help="jsonl (the default): whole records. csv, parquet: one column a field. graphml: actors and claims as a network. "
            "geojson: a map. stix: STIX 2.1. ftm: FollowTheMoney. schemaorg: JSON-LD. prov: PROV-JSON. "
            "ledger: all that the ledger holds. bundle: a case, one file with claims, texts and all they rest on. "
            "json: only for --dictionary.",
        ),
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="File to write, with its data dictionary beside it as FILE.dictionary.md; standard output by default.",
        ),
    ] = None,
    dictionary: Annotated[
        bool | None,
        typer.Option(
            "--dictionary/--no-dictionary",
            show_default=False,
            help="Print what every field of a format means, and no claims; or write no dictionary beside FILE.",
        ),
    ] = None,
) -> None:
    """Write claims as tables, networks, maps or notes.

    JSONL holds the whole record; in CSV, cells that a spreadsheet would run are disarmed; STIX and FollowTheMoney hold
    claims as notes with their source, never as facts. A file appears under its name only when it is complete.
    --dictionary describes all formats, or the one that --format names, as Markdown; with --format json, all as JSON.
    """
    from papertiger.ledger.formats import FORMATS  # noqa: PLC0415 - loads SQLAlchemy, as the next ones do

    if name in WHOLE:
        _whole(name, asked, ledger, file, dictionary=bool(dictionary))
        return
    if dictionary:
        _describe(name, file)
        return
    if name == "json":
        raise SettingsError("json is the form of the dictionary; for claims, use --format jsonl")
    name = name or "jsonl"
    if file is None:
        _export(asked, ledger, FORMATS[name], None)
        return
    number = _export(asked, ledger, FORMATS[name], file)
    told = f"wrote {file}: {counted(number, 'claim')}"
    if dictionary is None and file.is_file():  # nothing stands beside a device or a pipe
        told += f"; its fields: {_write_dictionary(name, file)}"
    tell(told)


def _whole(name: str, asked: Asked, ledger: str | None, file: Path | None, *, dictionary: bool) -> None:
    """Write the log of the ledger, or a case bundle."""
    if dictionary:
        raise SettingsError("the lines of a ledger are described in docs/schema.md and docs/transfer.md")
    (_log if name == "ledger" else _bundle)(asked, ledger, file)


def _log(asked: Asked, ledger: str | None, file: Path | None) -> None:
    from papertiger.cli.options import claim_filter  # noqa: PLC0415 - as above
    from papertiger.cli.sources import open_to_read  # noqa: PLC0415 - as above
    from papertiger.workbench.briefing import in_words  # noqa: PLC0415 - as above
    from papertiger.workbench.bundling import write_log  # noqa: PLC0415 - as above

    if chosen := in_words(claim_filter(asked)):
        raise SettingsError(
            f"--format ledger writes all that the ledger holds, not what {chosen} leaves; for a part, use --format bundle"
        )
    with open_to_read(ledger) as opened:
        if file is None:
            with standard_output() as stream:
                write_log(opened, stream)
            return
        with whole_file(file) as stream:
            number = write_log(opened, stream)
    tell(f"wrote {file}: {counted(number - 1, 'line')}")


def _bundle(asked: Asked, ledger: str | None, file: Path | None) -> None:
    from papertiger.cli.options import claim_filter  # noqa: PLC0415 - as above
    from papertiger.cli.sources import open_to_read  # noqa: PLC0415 - as above
    from papertiger.workbench.bundling import write_bundle  # noqa: PLC0415 - as above

    if file is None and sys.stdout is not None and sys.stdout.isatty():
        raise SettingsError(
            "a bundle is a zip file and a terminal shows nothing of it; name a file: --output FILE"
        )
    with open_to_read(ledger) as opened:
        told = write_bundle(opened, claim_filter(asked), lambda: _packed(file))
    if file is not None:
        tell(f"wrote {file}: {counted(told.claims, 'claim')} from {counted(told.articles, 'article')}")


@contextmanager
def _packed(file: Path | None) -> Iterator[IO[bytes]]:
    """The file, or standard output, as bytes."""
    if file is not None:
        with whole_file(file, binary=True) as stream:
            yield stream
        return
    with standard_output() as text:
        yield text.buffer


def _export(asked: Asked, ledger: str | None, form: Format, file: Path | None) -> int:
    """Write the claims that the filters let through; returns how many."""
    from papertiger.cli.options import claim_filter  # noqa: PLC0415 - as above
    from papertiger.cli.sources import open_to_read  # noqa: PLC0415 - as above
    from papertiger.workbench.exporting import write_claims  # noqa: PLC0415 - as above

    chosen = claim_filter(asked)
    with open_to_read(ledger) as opened, _opened(file, form) as stream:
        return write_claims(opened, form, chosen, stream)


@contextmanager
def _opened(file: Path | None, form: Format) -> Iterator[IO[Any]]:
    """The file, or standard output, as text or bytes."""
    if file is not None:
        with whole_file(file, binary=form.binary) as written:
            yield written
        return
    if form.binary and sys.stdout is not None and sys.stdout.isatty():
        raise SettingsError(
            "this format is binary and a terminal shows nothing of it; name a file: --output FILE"
        )
    with standard_output() as stream:
        yield stream.buffer if form.binary else stream


def _describe(name: Name | None, file: Path | None) -> None:
    """Print the data dictionary: of one format, or of all."""
    from papertiger.ledger.formats import FORMATS, as_json, as_markdown  # noqa: PLC0415 - as above

    names = list(FORMATS) if name in {None, "json"} else [str(name)]
    if name == "json":
        text = json.dumps(as_json(*names), ensure_ascii=False, indent=2) + "\n"
    else:
        text = as_markdown(*names)
    if file is None:
        print_lines(text.splitlines())
        return
    with whole_file(file) as stream:
        stream.write(text)
    tell(f"wrote {file}")


def _write_dictionary(name: str, file: Path) -> Path:
    """Write the dictionary of a format beside the file that holds claims in it; returns where."""
    from papertiger.ledger.formats import as_markdown  # noqa: PLC0415 - as above

    beside = file.with_name(f"{file.name}.dictionary.md")
    with whole_file(beside) as stream:
        stream.write(as_markdown(name))
    return beside
