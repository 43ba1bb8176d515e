"""``papertiger read``: articles into the ledger."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal

import typer

from papertiger.cli.interrupt import Interrupts
from papertiger.cli.options import LedgerOption
from papertiger.cli.output import print_json, print_lines, tell
from papertiger.cli.progress import Lines, watching
from papertiger.errors import PapertigerError
from papertiger.settings import Settings, from_environment
from papertiger.workbench.batch import NOTHING, Outcome
from papertiger.workbench.reading import read_paths

EXAMPLES = (
    "papertiger read article.html",
    "papertiger read news/ archive.jsonl --ledger venezuela.ledger",
    "papertiger read https://example.org/story",
    "pdftotext report.pdf - | papertiger read -",
)
STATUSES = (
    "0    every article was read or was in the ledger already",
    "1    some inputs were refused; the rest was read",
    "2    nothing could be read, or the ledger cannot be used",
    "130  stopped by Ctrl-C; what was read is kept",
)


def command(
    paths: Annotated[
        # Text, since a path would lose one slash of an address. What cannot be read is refused by the loader.
        list[str],
        typer.Argument(
            metavar="PATH", help="Files, folders, - for standard input, or an http(s) address to fetch."
        ),
    ],
    *,
    ledger: LedgerOption = None,
    output: Annotated[
        Literal["text", "json"], typer.Option("--format", help="How to print the summary.")
    ] = "text",
    reader: Annotated[str | None, typer.Option("--reader", metavar="NAME", help="Registered reader.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Report refusals only.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of unexpected errors.")] = False,
) -> None:
    """Read articles into the ledger.

    Takes text, HTML, feeds, JSON and JSONL. An address is fetched, once, and nothing but it; the host that is asked is
    told. All else works without a network. Each article is stored with all its claims in one step, so a run may be
    broken off at any moment and started again: articles in the ledger are skipped.
    """
    settings = from_environment(ledger)
    settings = replace(settings, reader=reader or settings.reader)
    outcome = Outcome()
    try:
        with watching(expected(paths), quiet=quiet, debug=debug) as watcher:
            read_into(settings, paths, watcher, outcome)
    except PapertigerError:
        if outcome.read:  # what was read before the error is in the ledger
            _report(outcome, settings.ledger, output)
        raise
    _report(outcome, settings.ledger, output)
    raise typer.Exit(outcome.status)


def expected(paths: Sequence[str | Path]) -> int | None:
    """How many inputs there are, for the bar; None where nobody would see it, because counting takes reading."""
    if not sys.stderr.isatty():
        return None
    from papertiger.news.loading import count  # noqa: PLC0415 - for terminals only

    return count(paths)


def read_into(settings: Settings, paths: Sequence[str | Path], watcher: Lines, outcome: Outcome) -> None:
    """Read `paths` into the ledger of `settings`; Ctrl-C lets the article in hand be finished."""
    with Interrupts() as interrupts:
        read_paths(
            settings,
            paths,
            watcher,
            outcome,
            trace=watcher.trace,
            contacted=lambda contact: watcher.say(f"contacted {contact}"),
            stopping=interrupts,
        )


def _report(outcome: Outcome, ledger: str, output: str) -> None:
    if output == "json":
        print_json(outcome.as_json(ledger))
        return
    if outcome.interrupted:
        tell("stopped; run the same command again to go on")
    if outcome.status == NOTHING:
        tell("nothing was read" if outcome.refusals else "nothing to read: no files there")
        return
    print_lines(summary(outcome, ledger))


def summary(outcome: Outcome, ledger: str) -> list[str]:
    """The closing table of a run."""
    families = ", ".join(f"{number} {name}" for name, number in sorted(outcome.families.items()))
    rows = (
        ("articles read", outcome.read, f"{outcome.without_claims} without a claim" if outcome.read else ""),
        ("already known", outcome.known, ""),
        ("refused", len(outcome.refusals), ""),
        ("claims", outcome.families.total(), families),
    )
    lines = [f"{ledger}, {outcome.seconds:.1f} s"]
    return lines + [f"  {name:<14}{number:>7}  {note}".rstrip() for name, number, note in rows]
