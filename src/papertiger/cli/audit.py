"""``papertiger audit``: everything that a ledger stores, worked out again."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from papertiger.cli.options import FormatOption, LedgerOption
from papertiger.cli.output import print_json, print_lines, tell

if TYPE_CHECKING:
    from papertiger.ledger.auditing import Audit

EXAMPLES = (
    "papertiger audit",
    "papertiger audit --expect 5f0c… --format json",
    "papertiger audit --mend",
)
STATUSES = (
    "0    nothing differs",
    "1    something differs; it is listed",
    "2    the ledger cannot be opened",
)
SHOWN = 20
"""Findings of a check that the text lists; JSON has more."""


def command(
    ledger: LedgerOption = None,
    expect: Annotated[
        str | None,
        typer.Option(
            "--expect",
            metavar="CHAIN",
            help="A chain of custody noted earlier: tells whether anything before it was touched since.",
        ),
    ] = None,
    mend: Annotated[
        bool,
        typer.Option(
            "--mend",
            help="First make the derived tables anew (claims that stand, full-text index); evidence is never touched.",
        ),
    ] = False,
    output: FormatOption = "text",
) -> None:
    """Check every hash, quote and derived figure of the ledger.

    Works everything out again from the evidence and prints what differs: the file itself, the chain of custody (each
    transaction sealed with what it brought), hashes of articles, every quote against the frozen text, names, counts,
    versions, sums, the claims that stand and the full-text index. The last line is the chain of custody as of now: note it
    down, and --expect tells later whether anything was changed or taken away since.
    """
    from papertiger.cli.sources import open_to_read, open_to_write  # noqa: PLC0415 - loads SQLAlchemy

    if mend:
        with open_to_write(ledger) as opened:
            opened.mend()
        tell("made the derived tables anew")
    with open_to_read(ledger) as opened:
        chain = opened.chain()
        found = []
        for one in opened.audit(expect):
            found.append(one)
            if output == "text":
                print_lines(_lines(one))
    if output == "json":
        print_json({"chain": chain, "checks": [asdict(one) for one in found]})
    else:
        print_lines(["", f"chain of custody: {chain}"])
    raise typer.Exit(int(any(one.wrong for one in found)))


def _lines(one: Audit) -> list[str]:
    verdict = "as it should be" if not one.wrong else f"{one.wrong} differ"
    lines = [f"{one.name:10} {one.checked:>10} checked  {verdict}"]
    if one.wrong:
        lines.append(f"    compared: {one.what}")
        lines += [
            f"    {f.of}: {f.field} is {f.stored!r}, should be {f.computed!r}" for f in one.findings[:SHOWN]
        ]
    if one.wrong > SHOWN:
        lines.append(f"    … and {one.wrong - SHOWN} more")
    return lines
