"""``papertiger export``: claims to a file or a pipe."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from papertiger.cli.options import Asked, LedgerOption, filtered
from papertiger.cli.output import standard_output, tell, whole_file
from papertiger.report.visible import counted

EXAMPLES = (
    "papertiger export --format csv --output claims.csv",
    "papertiger export --format jsonl --family support | gzip > support.jsonl.gz",
)


@filtered
def command(
    asked: Asked,
    ledger: LedgerOption = None,
    output: Annotated[Literal["jsonl", "csv"], typer.Option("--format", help="Kind of file.")] = "jsonl",
    file: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="File to write; standard output by default."),
    ] = None,
) -> None:
    """Write claims as JSONL or CSV.

    JSONL holds the whole record, one a line; CSV has one column a field, and cells that a spreadsheet would run are
    disarmed. A file appears under its name only when it is complete.
    """
    from papertiger.cli.options import claim_filter  # noqa: PLC0415 - loads SQLAlchemy, as the next ones do
    from papertiger.cli.sources import open_to_read  # noqa: PLC0415
    from papertiger.ledger import write_csv, write_jsonl  # noqa: PLC0415

    write = write_csv if output == "csv" else write_jsonl
    chosen = claim_filter(asked)
    with open_to_read(ledger) as opened:
        if file is None:
            with standard_output() as stream:
                write(opened.in_full(opened.claims(chosen)), stream)
            return
        with whole_file(file) as stream:
            number = write(opened.in_full(opened.claims(chosen)), stream)
    tell(f"wrote {file}: {counted(number, 'claim')}")
