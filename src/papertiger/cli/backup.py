"""``papertiger backup``: a copy of the ledger as of one moment."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from papertiger.cli.options import LedgerOption
from papertiger.cli.output import print_lines
from papertiger.report.visible import counted

EXAMPLES = (
    "papertiger backup monday.ledger",
    "papertiger backup /media/stick/venezuela.ledger --ledger venezuela.ledger",
)


def command(
    to: Annotated[
        Path, typer.Argument(metavar="FILE", help="The copy; a file of that name must not be there.")
    ],
    ledger: LedgerOption = None,
) -> None:
    """Copy the ledger while others write to it.

    The copy is the ledger as of one moment, whole, and appears under its name only when it is complete. Its chain of custody is
    printed: `papertiger audit --expect CHAIN` on a later ledger tells whether anything was changed since. A ledger in
    PostgreSQL is copied by PostgreSQL's own pg_dump.
    """
    from papertiger.cli.sources import open_to_read  # noqa: PLC0415 - loads SQLAlchemy

    with open_to_read(ledger) as opened:
        opened.backup(to)
    with open_to_read(str(to)) as copy:
        print_lines(
            [f"wrote {to}: {counted(copy.counts().articles, 'article')}", f"chain of custody: {copy.chain()}"]
        )
