"""``papertiger lineage``: which articles descend from one report, and who took it from whom."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from papertiger.cli.options import FormatOption, LedgerOption
from papertiger.cli.output import colourful, print_json, print_lines, tell
from papertiger.report.visible import counted

if TYPE_CHECKING:
    from papertiger.ledger import Ledger
    from papertiger.lineage import Family

EXAMPLES = (
    "papertiger lineage",
    "papertiger lineage news/report.html",
    "papertiger lineage 3f9a1c --format json",
)


def command(
    of: Annotated[
        str | None,
        typer.Argument(
            metavar="[ARTICLE|CLAIM]",
            help="Article by path, key or SHA-256, or claim by id (any beginning of those that is unique); all by default.",
            show_default=False,
        ),
    ] = None,
    ledger: LedgerOption = None,
    output: FormatOption = "text",
) -> None:
    """Show which articles descend from one report.

    A family is one origin, however many articles retell it; its tree shows who took the report from whom. It begins with the outlet that reported first, also where
    that report is not in the ledger. Under each article stand the confidence that it shares the origin and the evidence,
    with the log-odds that each piece adds. An article that retells and adds reporting of its own is an origin more.
    """
    from papertiger.cli.sources import open_to_read  # noqa: PLC0415 - loads SQLAlchemy
    from papertiger.settings import from_environment  # noqa: PLC0415 - as above
    from papertiger.workbench.reading import join  # noqa: PLC0415 - as above

    with open_to_read(ledger) as opened:
        waiting = opened.unjoined()
    if waiting:
        join(from_environment(ledger))
    with open_to_read(ledger) as opened:
        found = opened.families(opened.article_of(of) if of is not None else None)
        if output == "json":
            from papertiger.report.lineage import as_json  # noqa: PLC0415 - as above

            print_json(as_json(found))
        else:
            _show(found, opened, alone=of is not None)


def _show(found: Sequence[Family], ledger: Ledger, *, alone: bool) -> None:
    from papertiger.report.lineage import tree_lines  # noqa: PLC0415 - as above
    from papertiger.report.terminal import Ink  # noqa: PLC0415 - as above

    ink = Ink(colourful(sys.stdout))
    shown = [f for f in found if alone or len(f.articles) > 1]
    lines: list[str] = []
    for family in shown:
        lines += [*tree_lines(family, ink), ""]
    print_lines(lines[:-1] if alone else lines)
    if alone:
        return
    if not found:
        tell(f"the ledger {ledger.place} holds no article")
        return
    articles = sum(len(f.articles) for f in found)
    origins = sum(f.independent_origins for f in found)
    single = len(found) - len(shown)
    several = counted(len(shown), "family") if len(shown) == 1 else f"{len(shown)} families"
    total = f"{counted(articles, 'article')}, {counted(origins, 'independent origin')}"
    print_lines([f"{total}: {several} of several articles, {counted(single, 'article')} alone"])
