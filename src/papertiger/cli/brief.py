"""``papertiger brief``: what was promised, what came, who says so, as a document."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from papertiger.cli.options import Asked, LanguageOption, LedgerOption, filtered
from papertiger.cli.output import colourful, print_json, print_lines, tell, whole_file, width
from papertiger.report.visible import counted

if TYPE_CHECKING:
    from papertiger.report.briefing.document import Document

EXAMPLES = (
    "papertiger brief",
    "papertiger brief --patron RUS --html russia.html --language uk",
    "papertiger brief --patron RUS --client VEN --pdf russia-venezuela.pdf",
    "papertiger brief --crisis x-3f9a2c41d07b --html crisis.html",
    "papertiger brief --around VEN --from 2026-01-01 --to 2026-01-31 --html january.html",
    "papertiger brief --since 2026-01 --format json",
)
LARGE = 5_000
"""From this many claims on, a browser opens the file slowly."""


@filtered
def command(
    asked: Asked,
    patron: Annotated[
        str | None,
        typer.Option("--patron", metavar="ACTOR", help="Brief on who gives or owes support (RUS)."),
    ] = None,
    client: Annotated[
        str | None,
        typer.Option(
            "--client", metavar="ACTOR", help="Brief on who is supported (VEN); with --patron, on both."
        ),
    ] = None,
    crisis: Annotated[
        str | None,
        typer.Option(
            "--crisis", metavar="ID", help="Brief on the crisis of a trigger (t-…) or a test (x-…)."
        ),
    ] = None,
    around: Annotated[
        str | None,
        typer.Option(
            "--around", metavar="ACTOR", help="Brief on a crisis around an actor, with --from and --to."
        ),
    ] = None,
    first: Annotated[
        str | None, typer.Option("--from", metavar="DAY", help="First day of that crisis, YYYY-MM-DD.")
    ] = None,
    last: Annotated[
        str | None, typer.Option("--to", metavar="DAY", help="Last day of that crisis, YYYY-MM-DD.")
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of", metavar="DATE", help="Day that pending windows are judged by.  [default: today]"
        ),
    ] = None,
    language: LanguageOption = "en",
    ledger: LedgerOption = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write one self-contained HTML file.")
    ] = None,
    pdf: Annotated[
        Path | None,
        typer.Option(
            "--pdf", metavar="FILE", help="Write it as PDF, by a Chromium, Chrome or Edge that is installed."
        ),
    ] = None,
    output: Annotated[
        Literal["text", "json"], typer.Option("--format", help="How to print it where no file is asked for.")
    ] = "text",
) -> None:
    """Make a document of a patron, a partnership, a crisis or all.

    What is new; who supports whom; a timeline of commitments, calls, tests and responses; what came, by domain and client; honour rates with
    their intervals and definitions; who retold whom; every sentence with who said it; what was looked at and what is missing. Every
    number leads to its claims in the same file, which holds no script and asks nothing of any server. Nothing is stored in the
    ledger. With --since, what is new and what changed since then (docs/brief.md).
    """
    from papertiger.cli.options import claim_filter  # noqa: PLC0415 - loads SQLAlchemy, as the next ones do
    from papertiger.cli.sources import open_to_read  # noqa: PLC0415
    from papertiger.report.briefing.question import BriefQuestion  # noqa: PLC0415
    from papertiger.workbench.briefs import document_of  # noqa: PLC0415

    question = BriefQuestion(patron, client, crisis, around, first, last, claim_filter(asked))
    with open_to_read(ledger) as opened:
        document = document_of(opened, question, language, as_of=as_of, tell=tell)
    figures = document.brief.figures
    about = f"{counted(figures.claims, 'claim')} from {counted(figures.articles, 'article')}"
    if html is not None:
        write_html(document, html)
        tell(f"wrote {html}: {about}")
    if pdf is not None:
        write_pdf(document, pdf)
        tell(f"wrote {pdf}: {about}")
    if output == "json":
        from papertiger.report.briefing.plain import as_json  # noqa: PLC0415 - loads SQLAlchemy

        print_json(as_json(document))
    elif html is None and pdf is None:
        print_brief(document)


def write_html(document: Document, path: Path) -> None:
    """Write the HTML file, whole or not at all; raises SettingsError when it cannot be written."""
    from papertiger.report.briefing.html import render_document  # noqa: PLC0415 - loads jinja2

    claims = document.brief.figures.claims
    if claims > LARGE:
        tell(f"{claims} claims make a large file; --since, --patron, --object or --limit narrow it")
    with whole_file(path) as stream:
        stream.write(render_document(document))


def write_pdf(document: Document, path: Path) -> None:
    """Write the PDF, whole or not at all; raises SettingsError when no browser prints it."""
    from papertiger.report.briefing.html import render_document  # noqa: PLC0415 - loads jinja2
    from papertiger.workbench.printing import print_pdf  # noqa: PLC0415 - reads a data file

    print_pdf(render_document(document), path)


def print_brief(document: Document) -> None:
    """Print the brief to the terminal: its summary, then the evidence."""
    from papertiger.report.terminal import Ink, aside_lines, brief_lines, summary_lines  # noqa: PLC0415 - loads SQLAlchemy

    ink = Ink(colourful(sys.stdout))
    sentences = [one.text() for one in document.summary]
    print_lines(
        [
            *summary_lines(sentences, ink, width()),
            *brief_lines(document.brief, ink, width()),
            *aside_lines(document.aside, ink, width()),
        ]
    )
