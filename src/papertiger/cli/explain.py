"""``papertiger explain``: one claim, in its text, and how it was reached."""

from __future__ import annotations

import sys
from dataclasses import asdict, replace
from typing import Annotated, Literal

import typer

from papertiger.cli.options import LedgerOption
from papertiger.cli.output import colourful, print_json, print_lines, width

EXAMPLES = ("papertiger explain 3f9a1c", "papertiger explain 3f9a1c --format json")


def command(
    claim: Annotated[
        str, typer.Argument(metavar="ID", help="Claim id, or any beginning that only one claim has.")
    ],
    ledger: LedgerOption = None,
    output: Annotated[Literal["text", "json"], typer.Option("--format", help="How to print it.")] = "text",
) -> None:
    """Show one claim in its text and how it was reached.

    The sentence in its context, who said it step by step, how each field was reached and from which words, and what
    read it.
    """
    from papertiger.cli.sources import open_to_read, voice  # noqa: PLC0415 - loads SQLAlchemy
    from papertiger.report.terminal import Ink, explain_lines  # noqa: PLC0415 - as above

    with open_to_read(ledger) as opened:
        stored = opened.claim(claim)
        stored = replace(stored, record=next(opened.in_full([stored.record])))
        reviews = opened.reviews([stored.record.id])
    if output == "json":
        print_json(
            {
                "claim": stored.record.model_dump(mode="json"),
                "explanation": [why.model_dump(mode="json") for why in stored.explanation],
                "context": asdict(stored.excerpt),
                "article": asdict(stored.article),
                "stands": stored.stands,
                "reviews": [asdict(one) for one in reviews],
            }
        )
    else:
        print_lines(explain_lines(stored, voice(), Ink(colourful(sys.stdout)), width()))
