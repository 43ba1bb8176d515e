"""``papertiger read``: articles into the ledger."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from papertiger.cli.asking import (
    GO_ON,
    AddressOption,
    ModelOption,
    MostTokensOption,
    ReaderOption,
    YesOption,
    agreed,
    chosen,
    row,
    spent,
    tell_what_is_left,
)
from papertiger.cli.interrupt import Interrupts
from papertiger.cli.options import LedgerOption
from papertiger.cli.output import print_json, print_lines, tell
from papertiger.cli.progress import UNKNOWN, Lines, watching
from papertiger.errors import PapertigerError, SettingsError
from papertiger.settings import Settings
from papertiger.workbench.batch import NOTHING, Outcome
from papertiger.workbench.reading import read_paths

if TYPE_CHECKING:
    from papertiger.workbench.asking import Plan

EXAMPLES = (
    "papertiger read article.html",
    "papertiger read news/ archive.jsonl --ledger venezuela.ledger",
    "papertiger read crawl.warc.gz table.csv",
    "papertiger read https://example.org/story",
    "pdftotext report.pdf - | papertiger read -",
    "papertiger read archive.jsonl --workers 8",
    "papertiger read archive.jsonl --cluster tcp://host:8786",
    "papertiger read news/ --reader frames,llm --llm-address http://127.0.0.1:8080/v1 --llm-model NAME --most-tokens 500000",
)
STATUSES = (
    "0    every article was read or was in the ledger already",
    "1    some inputs were refused, the cap of a language model was reached, or it answered nothing; the rest was read",
    "2    nothing could be read, or the ledger or the language model cannot be used",
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
    workers: Annotated[
        str | None,
        typer.Option(
            "--workers",
            metavar="N",
            help="Processes; auto: as many as cores and memory allow.  [default: 1, auto for archives]",
        ),
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option(
            "--cluster", metavar="ADDRESS", help="Read on a Dask cluster: address of its scheduler."
        ),
    ] = None,
    reader: ReaderOption = None,
    llm_address: AddressOption = None,
    llm_model: ModelOption = None,
    most_tokens: MostTokensOption = None,
    yes: YesOption = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Report refusals only.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of unexpected errors.")] = False,
) -> None:
    """Read articles into the ledger.

    Takes text, HTML, feeds, JSON, JSONL, CSV with named columns, web archives (WARC, WET) and any of these gzipped; export
    files of GDELT become pointers (see `papertiger pointers`). An address is fetched, once, and nothing but it; the host that
    is asked is told. All else works without a network. Each article is stored with all its claims in one step, so a run may be
    broken off at any moment and started again: articles in the ledger are skipped.

    A language model is asked only where --reader names one. Before anything is sent, one line says what goes where and what it may
    cost; its key is taken from PAPERTIGER_LLM_KEY alone.
    """
    settings = chosen(ledger, reader, llm_address, llm_model, most_tokens)
    planned = agreed(settings, partial(_plan, settings, paths), yes=yes)
    outcome = Outcome()
    try:
        with watching(expected(paths), quiet=quiet, debug=debug) as watcher:
            watcher.beside = lambda: spent(outcome.model)
            read_into(
                settings,
                paths,
                watcher,
                outcome,
                workers=_processes(workers, cluster),
                cluster=cluster,
                reader=planned.reader if planned is not None else None,
            )
    except PapertigerError:
        if outcome.read:  # what was read before the error is in the ledger
            _report(outcome, settings.ledger, output)
        raise
    _report(outcome, settings.ledger, output)
    raise typer.Exit(outcome.status)


def _plan(settings: Settings, paths: Sequence[str | Path]) -> Plan:
    from papertiger.workbench.asking import plan_paths  # noqa: PLC0415 - where a model is asked for only

    return plan_paths(settings, paths)


def expected(paths: Sequence[str | Path]) -> int | None:
    """How many inputs there are, for the bar; None where nobody would see it, because counting takes reading."""
    if not sys.stderr.isatty():
        return None
    from papertiger.news.loading import count  # noqa: PLC0415 - for terminals only
    from papertiger.workbench.parallel import is_large  # noqa: PLC0415 - as above

    return UNKNOWN if is_large(paths) else count(paths)


def _processes(given: str | None, cluster: str | None) -> int | None:
    """How many processes are asked for; None leaves it to the size of the input."""
    if given is None:
        return None
    if cluster is not None:
        raise SettingsError(
            "--workers is for processes of this computer; leave it out where a --cluster reads"
        )
    if given == "auto":
        from papertiger.workbench.parallel.sizing import most_workers  # noqa: PLC0415 - for archives only

        return most_workers()
    if not given.isascii() or not given.isdigit() or int(given) < 1:
        raise SettingsError(f"--workers {given!r} is no number of processes; give 1 or more, or auto")
    return int(given)


def read_into(
    settings: Settings,
    paths: Sequence[str | Path],
    watcher: Lines,
    outcome: Outcome,
    *,
    workers: int | None = 1,
    cluster: str | None = None,
    reader: Any = None,  # noqa: ANN401 - whatever is registered
) -> None:
    """Read `paths` into the ledger of `settings`; Ctrl-C lets what is in hand be finished."""
    with Interrupts() as interrupts:
        read_paths(
            settings,
            paths,
            watcher,
            outcome,
            trace=watcher.trace,
            contacted=lambda contact: watcher.say(f"contacted {contact}"),
            stopping=interrupts,
            workers=workers,
            cluster=cluster,
            reader=reader,
        )


def _report(outcome: Outcome, ledger: str, output: str) -> None:
    if outcome.stopped:
        tell(f"stopped: {outcome.stopped}" + (f"; {GO_ON}" if outcome.status != NOTHING else ""))
    if output == "json":
        print_json(outcome.as_json(ledger))
        return
    if outcome.interrupted:
        tell("stopped; run the same command again to go on")
    if outcome.status == NOTHING and outcome.stopped:
        return
    if outcome.status == NOTHING:
        tell("nothing was read" if outcome.refusals else "nothing to read: no files there")
        return
    print_lines(summary(outcome, ledger))
    if outcome.model is not None:
        cure = "articles in the ledger are not read again; `papertiger reread --reader frames,llm` has a model read those that it has not read, or not wholly"
        tell_what_is_left(outcome.model, cure, known=outcome.known)


def summary(outcome: Outcome, ledger: str) -> list[str]:
    """The closing table of a run."""
    families = ", ".join(f"{number} {name}" for name, number in sorted(outcome.families.items()))
    rows = [
        ("articles read", outcome.read, f"{outcome.without_claims} without a claim" if outcome.read else ""),
        ("already known", outcome.known, ""),
        ("refused", outcome.refused.total(), ""),
        ("claims", outcome.families.total(), families),
    ]
    if outcome.model is not None:
        rows.append(row(outcome.model))
    if outcome.passed:
        reasons = ", ".join(f"{number:,} {reason}" for reason, number in outcome.passed.most_common())
        rows.append(("passed over", outcome.passed.total(), reasons))
    if outcome.pointers or outcome.pointers_known:
        rows.append(
            ("pointers", outcome.pointers, "new; `papertiger pointers` lists them by country and day")
        )
    lines = [f"{ledger}, {outcome.seconds:.1f} s"]
    return lines + [f"  {name:<14}{number:>7}  {note}".rstrip() for name, number, note in rows]
