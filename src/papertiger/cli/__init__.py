"""The command line: one verb a module, each imported when it is called.

Exit statuses, for every command: 0 done; 1 done in part (``read``: some inputs were refused); 2 nothing done (wrong
usage, an error that the message names); 130 stopped by Ctrl-C, with everything done until then kept.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated, NoReturn

import typer

from papertiger import __version__
from papertiger.cli.lazy import LazyGroup
from papertiger.errors import PapertigerError

FAILED = 2

app = typer.Typer(
    name="papertiger",
    cls=LazyGroup,
    no_args_is_help=True,
    rich_markup_mode=None,  # rich would double the time that --help takes
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit; `arguments` are those of the process by default."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(
            stream, "reconfigure"
        ):  # a locale without UTF-8 must not turn a Cyrillic quote into an error
            stream.reconfigure(errors="backslashreplace")
    try:
        app(args=list(arguments) if arguments is not None else None, prog_name="papertiger")
    except PapertigerError as error:
        for one in getattr(error, "problems", (error,)):  # several, where a whole file was looked over
            print(f"papertiger: {' '.join(str(one).split())}", file=sys.stderr)  # noqa: T201 - the command line prints
        sys.exit(FAILED)
    sys.exit(0)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"papertiger {__version__}")
        raise typer.Exit


@app.callback()
def papertiger(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """A sourced ledger of security partnerships, read from the news in Ukrainian, Russian and English.

    Who promised whom support, what came, and who says so: every claim with its sentence.
    """
