"""``papertiger search``: claims or articles that hold certain words."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from papertiger.cli.options import Asked, FormatOption, LedgerOption, filtered
from papertiger.cli.output import colourful, print_json, print_lines, tell, width

if TYPE_CHECKING:
    from papertiger.ledger import ClaimFilter, Ledger

EXAMPLES = (
    "papertiger search radar technicians",
    "papertiger search '\"paper tiger\" OR радар* -навчання' --subject RUS",
    "papertiger search --articles blackout --since 2026-01",
)
LIMIT = 50
"""Answers that are shown when no limit is given."""


@filtered
def command(
    asked: Asked,
    words: Annotated[
        list[str],
        typer.Argument(metavar="WORDS", help='Words, "phrases", -exclusions, beginnings*, one OR another.'),
    ],
    articles: Annotated[
        bool, typer.Option("--articles", help="Search titles and texts of articles, not quotes of claims.")
    ] = False,
    ledger: LedgerOption = None,
    output: FormatOption = "text",
) -> None:
    """Find claims or articles by words in any form.

    The last stored come first, 50 unless --limit says otherwise, with the matching words marked. All words must be there, in any
    form: "радари" finds "радарів", and "sent" finds "sends". Filters hold as for `papertiger claims`; articles take --outlet,
    --since, --until, --article and --limit. Put a question with -exclusions or "phrases" between quotation marks of the shell.
    """
    from papertiger.cli.options import claim_filter  # noqa: PLC0415 - loads SQLAlchemy, as the next ones do
    from papertiger.cli.sources import open_to_read  # noqa: PLC0415
    from papertiger.errors import LedgerError  # noqa: PLC0415 - beside the others
    from papertiger.ledger.search import question  # noqa: PLC0415

    sought = " ".join(words)
    if not question(sought).wanted:
        raise LedgerError(f"{sought!r} has no word to look for; write one that is not excluded")
    limit = asked["limit"] or LIMIT
    chosen = claim_filter({**asked, "limit": limit + 1})
    with open_to_read(ledger) as opened:
        (_articles if articles else _claims)(opened, sought, chosen, limit, output)


def _claims(ledger: Ledger, sought: str, chosen: ClaimFilter, limit: int, output: str) -> None:
    from papertiger.ledger.search import highlight  # noqa: PLC0415 - as above
    from papertiger.report.found import found_claim_lines  # noqa: PLC0415 - as above
    from papertiger.report.terminal import Ink  # noqa: PLC0415 - as above
    from papertiger.report.wording import wording  # noqa: PLC0415 - as above

    records = ledger.search(sought, chosen)
    # Origins and grades are of the record, and cost more than the search: whoever reads lines doesn't see them.
    shown = list(ledger.in_full(records[:limit])) if output == "json" else records[:limit]
    spans = [highlight(one.quote.exact, sought, (one.article.language,)) for one in shown]
    if output == "json":
        print_json(
            {
                "claims": [
                    {
                        "claim": one.model_dump(mode="json"),
                        "marks": [[one.quote.start + start, one.quote.start + end] for start, end in marks],
                    }
                    for one, marks in zip(shown, spans, strict=True)
                ],
                "more": len(records) > limit,
            }
        )
        return
    found = zip(shown, spans, strict=True)
    print_lines(found_claim_lines(found, wording().anonymous, Ink(colourful(sys.stdout)), width()))
    _tell(len(records), limit, "claim")


def _articles(ledger: Ledger, sought: str, chosen: ClaimFilter, limit: int, output: str) -> None:
    from papertiger.ledger.search import highlight  # noqa: PLC0415 - as above
    from papertiger.report.found import found_article_lines  # noqa: PLC0415 - as above
    from papertiger.report.terminal import Ink  # noqa: PLC0415 - as above

    found = ledger.search_articles(sought, chosen)
    shown = [
        (one.article, one.text, highlight(one.text, sought, (one.article.language,))) for one in found[:limit]
    ]
    if output == "json":
        rows = [{"article": asdict(article), "marks": marks} for article, _, marks in shown]
        print_json({"articles": rows, "more": len(found) > limit})
        return
    print_lines(found_article_lines(shown, Ink(colourful(sys.stdout)), width()))
    _tell(len(found), limit, "article")


def _tell(found: int, limit: int, noun: str) -> None:
    if not found:
        tell(f"no {noun} has these words; fewer words or a beginning* may find more")
    elif found > limit:
        tell(f"more than {limit} {noun}s match; --limit shows more")
