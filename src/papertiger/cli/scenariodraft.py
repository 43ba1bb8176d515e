"""``papertiger scenario draft``: a scenario to go on from, out of what a ledger holds."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from papertiger.cli.options import LedgerOption
from papertiger.cli.output import print_lines, tell, whole_file
from papertiger.report.visible import counted


def draft(
    patrons: Annotated[
        list[str],
        typer.Argument(metavar="PATRON…", help="Actor ids of the patrons: RUS, USA, …", show_default=False),
    ],
    clients: Annotated[
        list[str] | None,
        typer.Option(
            "--client", metavar="ACTOR", help="Only this client; may be given again.", show_default=False
        ),
    ] = None,
    most: Annotated[
        int, typer.Option("--most", metavar="N", min=1, help="No more clients than so many, unless named.")
    ] = 12,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="Day on which the scenario begins.  [default: today]"),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Write there, not on standard output.", show_default=False
        ),
    ] = None,
    ledger: LedgerOption = None,
) -> None:
    """Write a scenario to go on from, out of what a ledger holds of some patrons.

    Commitments in force, and clients' beliefs in their patrons' will from honour rates given tested, each line with the address that
    `papertiger explain` takes; who is said to supply a patron and what is said to tie it down, as comments. Everything else is a wide
    range to be judged. No motive is inferred (docs/scenario-ledger.md).
    """
    from papertiger.cli.sources import open_to_assess  # noqa: PLC0415 - loads SQLAlchemy
    from papertiger.report.drafted import draft_lines  # noqa: PLC0415 - as above
    from papertiger.scenario.ledgered import day_of, drafted  # noqa: PLC0415 - loads SciPy
    from papertiger.workbench.assessing import prepared  # noqa: PLC0415 - as above

    day = day_of(as_of, "--as-of")
    with open_to_assess(ledger) as opened:
        named = tuple(dict.fromkeys(patrons))
        ready = {patron: prepared(opened, patron, tell) for patron in named}
        found = drafted(opened.ledger, named, day, clients=clients or (), most=most, prepared=ready)
    lines = draft_lines(found)
    if output is None:
        print_lines(lines)
        return
    with whole_file(output) as stream:
        stream.writelines(f"{line}\n" for line in lines)
    tell(f"wrote {output} with {counted(len(found.clients), 'client')}; illustrative, not calibrated")


COMMANDS = {
    "draft": (
        draft,
        (
            "papertiger scenario draft RUS -o russia.toml",
            "papertiger scenario draft RUS CHN --client IRN --client VEN",
        ),
    )
}
"""Subcommand → function and examples."""
