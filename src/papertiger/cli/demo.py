"""``papertiger demo``: the bundled samples, read and summed up."""

from __future__ import annotations

import shlex
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from papertiger.cli.output import colourful, print_lines, tell
from papertiger.errors import SettingsError
from papertiger.report.visible import counted
from papertiger.settings import Settings, from_environment
from papertiger.workbench.batch import Outcome

EXAMPLES = ("papertiger demo", "papertiger demo --output ~/demo")


def command(
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="Folder for the ledger and the brief.")
    ] = Path("papertiger-demo"),
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of unexpected errors.")] = False,
) -> None:
    """Read the bundled samples and make a brief of them.

    Needs no network. Running it again adds nothing: the articles are in the ledger by then.
    """
    settings = replace(from_environment(), ledger=str(output / "demo.ledger"))
    outcome = _read_samples(settings, output, debug=debug)
    page = output / "brief.html"
    _write_brief(settings, page)
    print_lines(["", *_closing(outcome, settings.ledger, page)])
    raise typer.Exit(outcome.status)


def _read_samples(settings: Settings, output: Path, *, debug: bool) -> Outcome:
    from papertiger.cli.progress import watching  # noqa: PLC0415 - not needed for --help
    from papertiger.cli.read import expected, read_into  # noqa: PLC0415 - as above
    from papertiger.samples import paths as sample_paths  # noqa: PLC0415 - as above

    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            f"{output} cannot be made: {error.strerror}; name another folder with --output"
        ) from None
    outcome = Outcome()
    paths = list(sample_paths())
    tell(
        "reading the bundled samples; the first article takes longest, because the language models are loaded"
    )
    with watching(expected(paths), quiet=True, debug=debug) as watcher:
        read_into(settings, paths, watcher, outcome)
    return outcome


def _write_brief(settings: Settings, page: Path) -> None:
    from papertiger.cli.brief import write_html  # noqa: PLC0415 - not needed for --help
    from papertiger.cli.sources import open_to_read  # noqa: PLC0415 - as above
    from papertiger.report.briefing.question import BriefQuestion  # noqa: PLC0415 - loads SQLAlchemy
    from papertiger.report.terminal import Ink, overview_lines  # noqa: PLC0415 - as above
    from papertiger.workbench.briefs import document_of  # noqa: PLC0415 - as above

    with open_to_read(settings.ledger) as ledger:
        document = document_of(ledger, BriefQuestion())
    write_html(document, page)
    print_lines(overview_lines(document.brief, Ink(colourful(sys.stdout))))


def _closing(outcome: Outcome, ledger: str, page: Path) -> list[str]:
    added = f"{counted(outcome.read, 'article')} read, {counted(outcome.families.total(), 'claim')}, {outcome.seconds:.1f} s"
    if not outcome.read:
        added = f"nothing added: all {outcome.known} articles were in the ledger already"
    place, program = shlex.quote(str(ledger)), _program()
    return [
        added,
        f"  ledger  {ledger}",
        f"  brief   {page}   (open it in a browser)",
        "",
        "Try next:",
        f"  {program} serve --ledger {place}",
        f"  {program} claims --ledger {place} --family support",
        f"  {program} assess RUS --ledger {place}",
        f"  {program} watch --ledger {place} --as-of 2026-08-14 --dry-run",
        f"  {program} brief --ledger {place} --patron RUS --html russia.html",
        f"  {program} export --ledger {place} --format csv --output claims.csv",
    ]


def _program() -> str:
    """The program as this shell can start it: by name when the name leads here, else by path."""
    started, named = Path(sys.argv[0]), shutil.which("papertiger")
    here = started.exists() and started.name == "papertiger"
    return (
        shlex.quote(str(started)) if here and (named is None or not started.samefile(named)) else "papertiger"
    )
