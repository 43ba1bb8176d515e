"""``papertiger import``: what left another ledger comes into this one."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from papertiger.cli.options import FormatOption, LedgerOption
from papertiger.cli.output import print_json, print_lines, tell
from papertiger.report.visible import counted

if TYPE_CHECKING:
    from papertiger.ledger.transfer.taking import Taken

EXAMPLES = (
    "papertiger import venezuela.ptb",
    "papertiger import --verify venezuela.ptb",
    "papertiger import colleague.jsonl.gz --ledger ours.ledger",
    "papertiger import hand-coded.jsonl",
)
STATUSES = (
    "0    everything is in the ledger now, or was before; or every bundle verifies",
    "1    some of it was refused, or contradicts what the ledger has; it is listed",
    "2    nothing was imported",
)
SHOWN = 20
"""Refusals and contradictions that are listed one by one; JSON has all."""
PART, NOTHING = 1, 2


def command(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE…",
            help="Ledgers (export --format ledger), case bundles (--format bundle), claims of other readers (JSONL); gzip is unpacked.",
        ),
    ],
    verify: Annotated[
        bool, typer.Option("--verify", help="Check bundles and print what they hold; import nothing.")
    ] = False,
    ledger: LedgerOption = None,
    output: FormatOption = "text",
) -> None:
    """Take in a ledger, a case bundle or claims of another reader.

    Everything is checked before it is stored: seals, hashes, quotes against their text. What the ledger has already is left
    as it is, so a file can be imported again, also one that was interrupted. Where both hold versions of one claim, what a person
    decided stands, else what was read last. Claims as JSONL are taken for articles that are in the ledger.
    """
    raise typer.Exit(_verify(files, output) if verify else _import(files, ledger, output))


def _verify(files: list[Path], output: str) -> int:
    """Verify bundles; the exit status."""
    from papertiger.ledger.transfer.refusal import RefusedError  # noqa: PLC0415 - loads SQLAlchemy, as the next ones
    from papertiger.ledger.transfer.unpacking import verified  # noqa: PLC0415

    told: list[dict[str, Any]] = []
    for file in files:
        try:
            found = verified(file, str(file))
        except RefusedError as error:
            tell(f"papertiger: {error}")
            told.append({"file": str(file), "verified": False, "problem": str(error)})
            continue
        told.append(
            {
                "file": str(file),
                "verified": True,
                "articles": found.articles,
                "claims": found.claims,
                **{name: found.manifest.get(name) for name in ("entries", "chain", "filter")},
            }
        )
    if output == "json":
        print_json(told)
    else:
        print_lines(_verified_line(one) for one in told if one["verified"])
    good = sum(one["verified"] for one in told)
    return 0 if good == len(told) else PART if good else NOTHING


def _verified_line(one: dict[str, Any]) -> str:
    asked = ", ".join(f"{name} {value}" for name, value in (one["filter"] or {}).items())
    what = f"{counted(one['claims'], 'claim')} from {counted(one['articles'], 'article')}"
    return (
        f"{one['file']}: sound; {what}"
        + (f"; chosen by {asked}" if asked else "")
        + f"; chain {one['chain']}"
    )


def _recognised(file: Path) -> bool:
    return not _refusal(file).refused


def _refusal(file: Path) -> Taken:
    """Why a file cannot be taken in, by its beginning alone; nothing refused where it can."""
    from papertiger.ledger.transfer.incoming import kind_of  # noqa: PLC0415 - as above
    from papertiger.ledger.transfer.refusal import RefusedError  # noqa: PLC0415 - as above
    from papertiger.ledger.transfer.taking import Taken  # noqa: PLC0415 - as above

    try:
        kind_of(file, str(file))
    except RefusedError as error:
        return Taken(refused=[error])
    return Taken()


def _import(files: list[Path], ledger: str | None, output: str) -> int:
    """Import files one after the other; the exit status."""
    from papertiger.ledger import Ledger  # noqa: PLC0415 - as above
    from papertiger.ledger.transfer.refusal import RefusedError  # noqa: PLC0415 - as above
    from papertiger.ledger.transfer.taking import Taken  # noqa: PLC0415 - as above
    from papertiger.settings import from_environment  # noqa: PLC0415 - as above

    told: list[dict[str, Any]] = []
    good = bad = 0
    place = from_environment(ledger).ledger
    # A misspelt name must not leave an empty ledger behind.
    hopeful = any(_recognised(file) for file in files)
    with Ledger.open(place) if hopeful else nullcontext() as opened:
        for file in files:
            try:
                done = opened.take(file) if opened is not None else _refusal(file)
            except RefusedError as error:
                done = Taken(refused=[error])
            good += bool(done.entries or done.known or not done.refused)
            bad += bool(done.refused or done.conflicts)
            told.append(_value(file, done))
            _tell(file, done, output)
        waiting = opened is not None and opened.unjoined()
    if output == "json":
        print_json(told)
    elif waiting:
        tell(
            f"{counted(waiting, 'article')} not yet compared with the others; `papertiger lineage` does that"
        )
    return 0 if not bad else PART if good else NOTHING


def _tell(file: Path, done: Taken, output: str) -> None:
    problems = [*done.refused, *done.conflicts]
    for one in problems[:SHOWN]:
        tell(f"papertiger: {one}")
    if len(problems) > SHOWN:
        tell(f"papertiger: … and {len(problems) - SHOWN} more")
    if output != "json":
        rows = done.rows
        new = f"{counted(rows.get('claims', 0), 'claim version')} from {counted(rows.get('articles', 0), 'new article')}"
        stored = (
            f"{done.entries} {'entry' if done.entries == 1 else 'entries'} stored, {done.known} known before"
        )
        wrong = f"{len(done.refused)} refused, {counted(len(done.conflicts), 'contradiction')}"
        print_lines([f"{file}: {new}; {stored}, {wrong}"])


def _value(file: Path, done: Taken) -> dict[str, Any]:
    return {
        "file": str(file),
        "entries": done.entries,
        "known": done.known,
        "rows": done.rows,
        "refused": [
            {"line": one.line, "field": one.field, "problem": one.problem, "cure": one.cure, "file": one.file}
            for one in done.refused
        ],
        "conflicts": [
            {"line": one.line, "table": one.table, "key": one.key, "fields": list(one.fields)}
            for one in done.conflicts
        ],
    }
