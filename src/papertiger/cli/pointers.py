"""``papertiger pointers``: addresses of pages that an archive pointed to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from papertiger.cli.options import LedgerOption
from papertiger.cli.output import print_json, print_lines
from papertiger.errors import SettingsError

if TYPE_CHECKING:
    from papertiger.ledger.looked import Pointer

EXAMPLES = (
    "papertiger pointers --country VEN --since 2026-01-01",
    "papertiger pointers --country RUS --country VEN --unread --limit 50 --format addresses | xargs -d '\\n' papertiger read",
    "papertiger pointers --kind gkg --format json",
)
KINDS = {"events": "gdelt-events", "mentions": "gdelt-mentions", "gkg": "gdelt-gkg"}


def command(
    ledger: LedgerOption = None,
    country: Annotated[
        list[str] | None,
        typer.Option(
            "--country", metavar="STATE", help="Id of a state (VEN) that it names; several: any of them."
        ),
    ] = None,
    kind: Annotated[
        Literal["events", "mentions", "gkg"] | None,
        typer.Option("--kind", help="Kind of file that it comes from."),
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DAY", help="First day (2026-01-14).")
    ] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="DAY", help="Last day.")] = None,
    unread: Annotated[
        bool, typer.Option("--unread", help="Only addresses that no article came from.")
    ] = False,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="Most addresses.")] = None,
    output: Annotated[
        Literal["text", "json", "addresses"],
        typer.Option("--format", help="text to read, json to process, addresses one a line."),
    ] = "text",
) -> None:
    """List pages that archives point to, by country and day.

    `papertiger read` keeps the rows of GDELT's export files as pointers: addresses, with codes that a program gave them.
    They are no claims; what counts is the page, once it is read. An address is listed once, whatever points to it. Mentions
    name no country.
    """
    from papertiger.cli.sources import open_to_read  # noqa: PLC0415 - loads SQLAlchemy, as the next one does
    from papertiger.workbench.pointing import chosen_pointers  # noqa: PLC0415

    countries = frozenset(one.strip().upper() for one in country or ())
    days = _day("--since", since), _day("--until", until)
    with open_to_read(ledger) as opened:
        found = chosen_pointers(
            opened,
            countries=countries,
            kind=KINDS[kind] if kind else None,
            since=days[0],
            until=days[1],
            unread=unread,
        )
        some = islice(found, limit)
        if output == "json":
            print_json([_as_json(one) for one in some])
        elif output == "addresses":
            print_lines(str(one.address) for one in some)
        else:
            print_lines(_lines(some))


def _lines(found: Iterator[Pointer]) -> Iterator[str]:
    count = 0
    for one in found:
        count += 1
        states = ",".join(one.body.get("countries", ())) or "-"
        yield f"{one.day or '-'}  {states:20}  {one.address}"
    yield f"{count:,} addresses; `--format addresses` lists them alone" if count else "no pointers that fit"


def _as_json(one: Pointer) -> dict[str, object]:
    return {
        "kind": one.kind,
        "file": one.file,
        "line": one.line,
        "address": one.address,
        "day": one.day and one.day.isoformat(),
        "body": dict(one.body),
    }


def _day(option: str, given: str | None) -> date | None:
    if given is None:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise SettingsError(f"{option} {given!r} is no day; write 2026-01-14") from None
