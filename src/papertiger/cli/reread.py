"""``papertiger reread``: articles of the ledger, read again by the reader as it is today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from papertiger.cli.options import FormatOption, LedgerOption
from papertiger.cli.output import print_json, print_lines, tell
from papertiger.report.visible import counted

if TYPE_CHECKING:
    from papertiger.ledger import ArticleRow, Ledger
    from papertiger.ledger.rereading import Difference
    from papertiger.news.article import Article
    from papertiger.settings import Settings

EXAMPLES = (
    "papertiger reread",
    "papertiger reread --dry-run --format json",
    "papertiger reread --since 0.1.0",
)
Found = list[tuple[str, tuple["Difference", ...]]]
"""Path of each article, which others may have too, and what became of its claims."""


def command(
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="VERSION",
            help="Compare with the last reading by this version of the reader; the last but one by default.",
        ),
    ] = None,
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would change, and store nothing.")
    ] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="List claims that did not change as well.")
    ] = False,
    ledger: LedgerOption = None,
    output: FormatOption = "text",
) -> None:
    """Read the articles again and show what changed.

    Articles that were read by another version of the reader, or with other data files, are read anew from their frozen text. A
    claim keeps its id and gets a new version; earlier versions stay in the ledger. What persons decided stands above the machine: a
    claim that was accepted, corrected or rejected keeps what was decided. A run that is broken off goes on where it stopped.
    """
    from papertiger.cli.sources import open_to_read, open_to_write  # noqa: PLC0415 - loads SQLAlchemy
    from papertiger.settings import from_environment  # noqa: PLC0415 - as above

    settings = from_environment(ledger)
    with open_to_read(ledger) if dry_run else open_to_write(ledger) as opened:
        found: Found = list(_read(opened, settings, dry_run=dry_run))
        if not dry_run:
            found = [(opened.article_row(key).path, changed) for key, changed in opened.changes(since)]
    if output == "json":
        print_json(_as_json(found, everything=everything))
    else:
        print_lines(_lines(found, everything=everything))


def _read(
    ledger: Ledger, settings: Settings, *, dry_run: bool
) -> Iterator[tuple[str, tuple[Difference, ...]]]:
    """Read what another reader read last."""
    from papertiger.errors import ArticleError  # noqa: PLC0415 - as above
    from papertiger.registry import resolve  # noqa: PLC0415 - loads the reader and its pipeline

    reader = resolve("readers", settings.reader)(settings)
    done = refused = 0
    for row in list(ledger.articles()):
        article = ledger.article(row.key)
        try:
            if _reads_alike(reader, article, row):
                continue
            reading = reader.read(article)
        except ArticleError as error:
            refused += 1
            tell(f"not read again: {error}")
            continue
        yield row.path, ledger.compare(reading) if dry_run else ledger.reread(reading)
        done += 1
    tell(f"{counted(done, 'article')} read again" + (f", {refused} refused" if refused else ""))


def _reads_alike(reader: Any, article: Article, row: ArticleRow) -> bool:  # noqa: ANN401 - any registered reader
    """Whether the article's last reading is what the reader would read now; a reader that cannot tell reads again."""
    if not hasattr(reader, "coder"):
        return False
    now = reader.coder(article)
    return (now.reader, now.version, now.config) == (row.reader, row.reader_version, row.reader_config)


def _shown(found: Found, *, everything: bool) -> Iterator[tuple[str, Difference]]:
    for path, differences in found:
        for one in differences:
            if everything or one.fate != "same":
                yield path, one


def _as_json(found: Found, *, everything: bool) -> dict[str, Any]:
    tally = Counter(one.fate for _, differences in found for one in differences)
    return {
        "articles": len(found),
        "claims": {fate: tally[fate] for fate in ("same", "changed", "fresh", "gone")},
        "differences": [
            {
                "path": path,
                "claim": one.claim,
                "fate": one.fate,
                "decided": one.decided,
                "fields": {name: {"was": was, "is": now} for name, (was, now) in one.fields.items()},
                "quote": one.record.quote.exact,
            }
            for path, one in _shown(found, everything=everything)
        ],
    }


def _lines(found: Found, *, everything: bool) -> Iterator[str]:
    tally = Counter(one.fate for _, differences in found for one in differences)
    last = ""
    for path, one in _shown(found, everything=everything):
        if path != last:
            yield path
            last = path
        yield from _difference(one)
    if last:
        yield ""
    words = ", ".join(f"{tally[fate]} {fate}" for fate in ("same", "changed", "fresh", "gone"))
    yield f"{counted(len(found), 'article')} compared; claims: {words}"


def _difference(one: Difference) -> Iterator[str]:
    record = one.record
    kept = "  (a person decided; what was decided stands)" if one.decided else ""
    yield f"  {one.fate:8} {one.claim}  {record.subject or '?'} {record.predicate} {record.object or '?'}{kept}"
    yield f"           “{record.quote.exact}”"
    for name, (was, now) in one.fields.items():
        yield f"           {name}: {was} → {now}"
