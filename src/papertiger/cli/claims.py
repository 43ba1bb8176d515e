"""``papertiger claims``: claims of the ledger, filtered."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from papertiger.cli.options import Asked, LanguageOption, LedgerOption, filtered
from papertiger.cli.output import colourful, print_lines, standard_output, tell, width
from papertiger.report.visible import counted

if TYPE_CHECKING:
    from papertiger.ledger import Ledger
    from papertiger.records import ClaimRecord
    from papertiger.report.languages import Language

EXAMPLES = (
    "papertiger claims --subject RUS --object VEN",
    "papertiger claims --family support --predicate withheld --since 2026-01",
    "papertiger claims --speaker Bloomberg --format jsonl | head",
)
TABLE_LIMIT = 200
"""Claims that a table shows when no limit is given; nobody reads more on a screen."""


@filtered
def command(
    asked: Asked,
    language: LanguageOption = "en",
    ledger: LedgerOption = None,
    output: Annotated[
        Literal["table", "json", "jsonl"],
        typer.Option(
            "--format", help="table to read; json (an array) or jsonl (one record a line) to process."
        ),
    ] = "table",
) -> None:
    """List claims, filtered.

    Actor ids are ISO 3166-1 alpha-3 codes for states. Every filter given must be met. A table shows 200 claims unless
    --limit says otherwise; json and jsonl give all.
    """
    from papertiger.cli.options import claim_filter  # noqa: PLC0415 - loads SQLAlchemy, as the next one does
    from papertiger.cli.sources import open_to_read  # noqa: PLC0415

    chosen = claim_filter(asked)
    with open_to_read(ledger) as opened:
        if output == "table":
            _table(opened, asked, language)
        elif output == "json":
            print_lines(_array(opened.in_full(opened.claims(chosen))))
        else:
            from papertiger.ledger import write_jsonl  # noqa: PLC0415 - as above

            with standard_output() as stream:
                write_jsonl(opened.in_full(opened.claims(chosen)), stream)


def _table(ledger: Ledger, asked: Asked, language: Language) -> None:
    from papertiger.cli.options import claim_filter  # noqa: PLC0415 - as above
    from papertiger.report.evidence import voice_in  # noqa: PLC0415 - as above
    from papertiger.report.terminal import Ink, claim_lines  # noqa: PLC0415 - as above

    limit = asked["limit"] or TABLE_LIMIT
    records = list(ledger.claims(claim_filter({**asked, "limit": limit + 1})))
    if not records:
        tell(f"no claim matches; the ledger holds {counted(ledger.counts().claims, 'claim')}")
    print_lines(claim_lines(records[:limit], voice_in(language), Ink(colourful(sys.stdout)), width()))
    if len(records) > limit and not asked["limit"]:
        tell(f"more than {limit} claims match; --limit shows more, --format jsonl shows all")


def _array(records: Iterable[ClaimRecord]) -> Iterator[str]:
    """A JSON array, one record a line, written as the records come."""
    yield "["
    held = ""
    for record in records:
        if held:
            yield f"{held},"
        held = json.dumps(record.model_dump(mode="json"), ensure_ascii=False)
    if held:
        yield held
    yield "]"
