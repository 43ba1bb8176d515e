"""``papertiger watch``: what the news says that it did not say before."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from papertiger.cli.options import LanguageOption, LedgerOption, a_day
from papertiger.cli.output import colourful, print_json, print_lines, tell, width

if TYPE_CHECKING:
    from papertiger.report.languages import Language
    from papertiger.workbench.watching import Watched

EXAMPLES = (
    "papertiger watch",
    "papertiger watch caracas.toml --as-of 2026-01-02",
    "papertiger watch --since 2025-11-01 --as-of 2026-01-31 --dry-run",
    "papertiger watch --false-alarms 2 --format json > warnings.json",
    "papertiger watch --rules",
    "papertiger watch --check caracas.toml",
)
STATUSES = (
    "0  done, with warnings or without",
    "2  nothing done: no ledger, a watchlist with problems, wrong usage",
)


def command(
    watchlist: Annotated[
        Path | None,
        typer.Argument(
            metavar="LIST.toml",
            help="What to watch for (docs/warnings.md).  [default: every rule, anyone]",
            show_default=False,
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of", metavar="DAY", help="Look at nothing published after this day.  [default: today]"
        ),
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DAY", help="Replay day by day from here on.")
    ] = None,
    as_known: Annotated[
        bool, typer.Option("--as-known", help="In a replay, leave out also what was read after each day.")
    ] = False,
    false_alarms: Annotated[
        float | None,
        typer.Option(
            "--false-alarms", metavar="N", help="Warnings a year that chance may raise, all watches together."
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show warnings and store none.")] = False,
    rules: Annotated[bool, typer.Option("--rules", help="Print what each rule finds, and exit.")] = False,
    check: Annotated[
        Path | None,
        typer.Option("--check", metavar="LIST.toml", help="Say what is wrong with a list, and exit."),
    ] = None,
    language: LanguageOption = "en",
    ledger: LedgerOption = None,
    output: Annotated[
        Literal["text", "json", "jsonl"],
        typer.Option("--format", help="text to read, json or jsonl to process."),
    ] = "text",
) -> None:
    """Warn of what the news says that it did not say before.

    Rules hold independent origins against what is usual for a speaker, a pair or a patron; the list says how many warnings a year chance
    may raise. Each warning is stored with its sentences before anybody can know what comes of it, dated and hashed. The same is not told
    again while it lasts. Where too little was seen to say anything, that is said.
    """
    if rules:
        print_lines(_rules())
        return
    from papertiger.workbench.watching import watchlist_of  # noqa: PLC0415 - loads SQLAlchemy

    if check is not None:
        found = watchlist_of(check)
        print_lines(
            [
                f"{check}: {len(found.watches)} {'watch' if len(found.watches) == 1 else 'watches'}, {found.false_alarms_per_year:g} false alarms a year; no problem"
            ]
        )
        return
    from papertiger.cli.sources import open_to_assess, open_to_read  # noqa: PLC0415 - as above
    from papertiger.workbench.opening import Open  # noqa: PLC0415 - as above
    from papertiger.workbench.watching import watch  # noqa: PLC0415 - as above

    last, first = a_day(as_of, "--as-of"), a_day(since, "--since")
    chosen = watchlist_of(watchlist, false_alarms=false_alarms)
    with ExitStack() as stack:
        opened = (
            Open(stack.enter_context(open_to_read(ledger)), writable=False)
            if dry_run
            else stack.enter_context(open_to_assess(ledger))
        )
        watched = watch(
            opened,
            chosen,
            as_of=last,
            since=first,
            as_known=as_known,
            store=not dry_run,
            tell=tell,
        )
    show(watched, language, output)


def show(watched: Watched, language: Language, output: str) -> None:
    """Print what a watch came to."""
    if output == "text":
        from papertiger.report.terminal import NARROW, WIDE, Ink  # noqa: PLC0415 - as above
        from papertiger.report.warned import warned_lines  # noqa: PLC0415 - as above

        room = min(max(width(), NARROW), WIDE)
        print_lines(warned_lines(watched.as_told(), language, Ink(colourful(sys.stdout)), room))
        return
    from papertiger.report.warned import warning_value  # noqa: PLC0415 - as above

    values = [warning_value(one, language) for one in watched.warnings]
    if output == "jsonl":
        import json  # noqa: PLC0415 - only here

        print_lines(json.dumps(value, ensure_ascii=False) for value in values)
    else:
        print_json(values)


def _rules() -> Iterator[str]:
    from papertiger.warning.rules import documentation  # noqa: PLC0415 - only here

    for name, text in documentation().items():
        yield name
        yield from (f"    {line}".rstrip() for line in text.splitlines())
        yield ""
