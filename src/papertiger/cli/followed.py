"""``papertiger sources``: lists of sources checked, made, and how their sources are."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from papertiger.cli.options import FormatOption, LedgerOption
from papertiger.cli.output import print_json, print_lines, tell
from papertiger.errors import ArticleError
from papertiger.news.refusal import printable
from papertiger.report.visible import counted

if TYPE_CHECKING:
    from papertiger.ledger.looked import Look

EXAMPLES = (
    "papertiger sources import feeds.opml > sources.yaml",
    "papertiger sources check sources.yaml",
    "papertiger sources status sources.yaml",
    "papertiger sources log kyiv-post --since 2026-11-01",
)
ListArgument = Annotated[
    Path, typer.Argument(metavar="SOURCES", help="List of sources: YAML, see docs/following.md.")
]


def check(sources: ListArgument, output: FormatOption = "text") -> None:
    """Check a list of sources and show what would be asked; nobody is."""
    from papertiger.news.following.durations import written  # noqa: PLC0415 - loads pydantic
    from papertiger.news.following.sourcefile import read_sources  # noqa: PLC0415 - as above

    listed = read_sources(sources)
    if output == "json":
        rows = [
            {"id": one.id, "kind": one.kind, "addresses": list(one.addresses), "outlet": one.outlet,
             "every": written(one.every), "pace": one.pace, "take": one.take}
            for one in listed.sources
        ]  # fmt: skip
        print_json({"sources": rows, "hosts": list(listed.hosts)})
        return
    wide = min(40, max(len(one.id) for one in listed.sources))
    lines = [
        f"{one.id:{wide}}  {one.kind:7}  every {written(one.every):>4}  {one.addresses[0]}"
        + (f" and {len(one.addresses) - 1} more" if len(one.addresses) > 1 else "")
        for one in listed.sources
    ]
    print_lines(lines)
    tell(
        f"{counted(len(listed.sources), 'source')} on {counted(len(listed.hosts), 'host')}; the list is in order"
    )


def status(sources: ListArgument, ledger: LedgerOption = None, output: FormatOption = "text") -> None:
    """Show how each source is: fine, silent, broken or never answered, since when, why."""
    from papertiger.cli.sources import open_to_read  # noqa: PLC0415 - loads SQLAlchemy
    from papertiger.news.following.sourcefile import read_sources  # noqa: PLC0415 - loads pydantic
    from papertiger.workbench.following import TROUBLED, standings  # noqa: PLC0415 - as above

    listed = read_sources(sources)
    with open_to_read(ledger) as opened:
        found = standings(opened, listed.sources, datetime.now(UTC))
    if output == "json":
        print_json([one.as_json() for one in found])
    else:
        wide = min(40, max(len(one.source.id) for one in found))
        lines = [f"{'source':{wide}}  {'state':7} {'since':16}  {'last answer':16}  {'7 days':>6}  why"]
        for one in found:
            row = (
                f"{one.source.id:{wide}}  {'gone' if one.gone and not one.due else one.condition.state:7} "
                f"{_minute(one.condition.since)}  {_minute(one.answered)}  {one.articles:>6}  "
                f"{printable(one.condition.why)}"
            )
            lines.append(row.rstrip())
            if one.condition.state in TROUBLED and one.condition.cure:
                lines.append(f"{'':{wide}}  {printable(one.condition.cure)}")
        print_lines(lines)
    if any(one.condition.state in TROUBLED for one in found):
        raise typer.Exit(1)


def _minute(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment is not None else f"{'-':16}"


def log(
    source: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="Only of this source.", show_default=False)
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help="From this day or moment on, in UTC.")
    ] = None,
    problems: Annotated[bool, typer.Option("--problems", help="Only what came to nothing.")] = False,
    ledger: LedgerOption = None,
    output: FormatOption = "text",
) -> None:
    """Print the collection log: every request, its time, who answered, what came."""
    from papertiger.cli.sources import open_to_read  # noqa: PLC0415 - loads SQLAlchemy

    with open_to_read(ledger) as opened:
        looks = (look for look in opened.looks(source, since) if look.problem or not problems)
        if output == "json":
            print_lines(json.dumps(_row(look), ensure_ascii=False) for look in looks)
        else:
            print_lines(_line(look) for look in looks)


def _row(look: Look) -> dict[str, Any]:
    names = (
        "source", "kind", "address", "final", "at", "status", "size", "sha256", "listed", "fresh", "article", "problem", "cure", "program",
    )  # fmt: skip
    return {**{name: getattr(look, name) for name in names}, "headers": dict(look.headers)}


def _line(look: Look) -> str:
    came = look.problem or _came(look)
    status = str(look.status or "-")
    return printable(f"{look.at[:19]}Z  {look.source}  {look.kind:7}  {status:>3}  {look.address}  {came}")


def _came(look: Look) -> str:
    """What an answer gave."""
    if look.kind == "robots":
        return "what is allowed" if ":text" in look.headers else "no rules: all is allowed"
    if look.listed is not None:
        return f"{look.listed} listed, {look.fresh} new"
    return f"article {look.article[:12]}" if look.article else "not modified"


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Subscriptions of a feed reader: OPML.")],
) -> None:
    """Make a list of sources out of a feed reader's subscriptions (OPML), on standard output."""
    from papertiger.news.following.opml import read_opml  # noqa: PLC0415 - loads lxml
    from papertiger.news.following.sourcefile import write_sources  # noqa: PLC0415 - loads pydantic

    try:
        raw = file.read_bytes()
    except OSError as error:
        raise ArticleError(str(file), f"cannot be read: {error.strerror}", cure="check the path") from None
    found = read_opml(raw, str(file))
    print_lines(write_sources(found).splitlines())
    tell(
        f"{counted(len(found.sources), 'source')}; look through the list, then: papertiger follow sources.yaml --list-hosts"
    )


COMMANDS = {
    "check": (check, ("papertiger sources check sources.yaml",)),
    "status": (
        status,
        ("papertiger sources status sources.yaml", "papertiger sources status sources.yaml --format json"),
    ),
    "log": (
        log,
        (
            "papertiger sources log",
            "papertiger sources log kyiv-post --since 2026-11-01 --problems",
            "papertiger sources log --format json | jq .sha256",
        ),
    ),
    "import": (import_, ("papertiger sources import feeds.opml > sources.yaml",)),
}
"""Subcommand → function and examples."""
