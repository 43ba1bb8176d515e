"""``papertiger brief``: the ledger summed up."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from papertiger.cli.options import Asked, LedgerOption, filtered
from papertiger.cli.output import colourful, print_json, print_lines, tell, whole_file, width
from papertiger.report.visible import counted

if TYPE_CHECKING:
    from papertiger.report.model import Brief

EXAMPLES = (
    "papertiger brief",
    "papertiger brief --html venezuela.html --object VEN",
    "papertiger brief --format json --since 2026-01",
)
LARGE = 5_000
"""From this many claims on, a browser opens the file slowly."""


@filtered
def command(
    asked: Asked,
    ledger: LedgerOption = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write one self-contained HTML file.")
    ] = None,
    output: Annotated[
        Literal["text", "json"], typer.Option("--format", help="How to print it where no HTML is asked for.")
    ] = "text",
) -> None:
    """Sum up the ledger, in the terminal or as one HTML file.

    Partnerships with what was promised and what came, who says so, events between the same states, and the meaning
    of every word and number used. The HTML file holds no script and asks nothing of any server.
    """
    from papertiger.cli.options import claim_filter  # noqa: PLC0415 - loads SQLAlchemy, as the next ones do
    from papertiger.cli.sources import open_to_read  # noqa: PLC0415
    from papertiger.workbench.briefing import brief_of  # noqa: PLC0415

    with open_to_read(ledger) as opened:
        brief = brief_of(opened, claim_filter(asked))
    if html is not None:
        write_html(brief, html)
        tell(
            f"wrote {html}: {counted(brief.figures.claims, 'claim')} from {counted(brief.figures.articles, 'article')}"
        )
    if output == "json":
        print_json(asdict(brief))
    elif html is None:
        print_brief(brief)


def write_html(brief: Brief, path: Path) -> None:
    """Write the HTML file, whole or not at all; raises SettingsError when it cannot be written."""
    from papertiger.report.html import render_html  # noqa: PLC0415 - loads jinja2
    from papertiger.report.wording import wording  # noqa: PLC0415 - with it

    if brief.figures.claims > LARGE:
        tell(f"{brief.figures.claims} claims make a large file; --since, --object or --limit narrow it")
    with whole_file(path) as stream:
        stream.write(render_html(brief, wording()))


def print_brief(brief: Brief) -> None:
    """Print the brief to the terminal."""
    from papertiger.report.terminal import Ink, brief_lines  # noqa: PLC0415 - loads SQLAlchemy

    print_lines(brief_lines(brief, Ink(colourful(sys.stdout)), width()))
