"""``papertiger warnings``: warnings that were given; what persons do about them, what came of them, to whom they go."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from papertiger.cli import warningrows
from papertiger.cli.options import (
    REVIEWER,
    ById,
    ByOption,
    FormatOption,
    LanguageOption,
    LedgerOption,
    WhyOption,
    a_day,
)
from papertiger.cli.output import colourful, print_json, print_lines, standard_output, tell, whole_file, width
from papertiger.errors import SettingsError

if TYPE_CHECKING:
    from papertiger.report.languages import Language
    from papertiger.workbench.workbench import Workbench

EXAMPLES = (
    "papertiger warnings list",
    "papertiger warnings show 3f9a1c",
    "papertiger warnings acknowledge 3f9a1c --by anna --why 'told the desk'",
    "papertiger warnings snooze 3f9a1c --until 2026-12-24 --by anna --why 'yearly exercise'",
    "papertiger warnings digest --language uk",
    "papertiger warnings send delivery.toml",
)


def listing(
    state: Annotated[
        Literal["open", "acknowledged", "snoozed", "all"],
        typer.Option(
            "--state", help="What nobody has handled, what was acknowledged, what comes back later."
        ),
    ] = "all",
    since: Annotated[
        str | None, typer.Option("--since", metavar="DAY", help="Of this day or later.", show_default=False)
    ] = None,
    watch: Annotated[
        str | None, typer.Option("--watch", metavar="ID", help="Of this watch.", show_default=False)
    ] = None,
    rule: Annotated[
        list[str] | None,
        typer.Option("--rule", metavar="NAME", help="Of this rule (may be repeated).", show_default=False),
    ] = None,
    about: Annotated[
        str | None,
        typer.Option("--about", metavar="ACTOR", help="About this actor or source.", show_default=False),
    ] = None,
    language: LanguageOption = "en",
    ledger: LedgerOption = None,
    output: Annotated[
        Literal["text", "json", "jsonl"],
        typer.Option("--format", help="text to read, json or jsonl to process."),
    ] = "text",
) -> None:
    """List warnings, open ones first."""
    with _opened(ledger, language) as bench:
        found = bench.handled(
            state=None if state == "all" else state,
            since=a_day(since, "--since"),
            watch=watch,
            rules=rule or (),
            about=about,
        )
    if not found:
        _known(rule or (), about)
    if output != "text":
        values = [warningrows.value(one, language) for one in found]
        if output == "json":
            print_json(values)
        else:
            import json  # noqa: PLC0415 - only here

            print_lines(json.dumps(value, ensure_ascii=False) for value in values)
        return
    print_lines(warningrows.rows(found, language))
    tell(f"{len(found)} {'warning' if len(found) == 1 else 'warnings'}")


def show(
    id_: ById, language: LanguageOption = "en", ledger: LedgerOption = None, output: FormatOption = "text"
) -> None:
    """Show all of one warning: why, the sentences, the hash, what was done about it, what came of it."""
    with _opened(ledger, language) as bench:
        one = bench.handled_warning(id_)
    if output == "json":
        print_json(warningrows.value(one, language) | {"body": one.warning.body})
        return
    from papertiger.report.terminal import NARROW, WIDE, Ink  # noqa: PLC0415 - loads the actors
    from papertiger.report.warned import warning_lines  # noqa: PLC0415 - as above
    from papertiger.report.warnings import told_of  # noqa: PLC0415 - as above

    room = min(max(width(), NARROW), WIDE)
    said = told_of(one.warning, language)
    print_lines(
        [
            *warning_lines(one.warning.id, said, language, Ink(colourful(sys.stdout)), room),
            *warningrows.became(one, language),
        ]
    )


def acknowledge(
    id_: ById,
    by: ByOption = "",
    why: WhyOption = "",
    ledger: LedgerOption = None,
    output: FormatOption = "text",
) -> None:
    """Say that a warning was taken note of; it is no longer open."""
    _handle(id_, "acknowledge", by, why, None, ledger, output)


def snooze(
    id_: ById,
    until: Annotated[
        str,
        typer.Option("--until", metavar="DAY", help="Last day on which it is not open.", show_default=False),
    ],
    by: ByOption = "",
    why: WhyOption = "",
    ledger: LedgerOption = None,
    output: FormatOption = "text",
) -> None:
    """Put a warning off until a day, after which it is open again; when it grows, the follow-up is open at once."""
    from papertiger.workbench.handling import today  # noqa: PLC0415 - loads the ledger

    last = a_day(until, "--until")
    if last is not None and last < today():
        raise SettingsError(
            f"--until: {last} is over, so the warning would stay open; give a day from {today()} on"
        )
    _handle(id_, "snooze", by, why, last, ledger, output)


def reopen(
    id_: ById,
    by: ByOption = "",
    why: WhyOption = "",
    ledger: LedgerOption = None,
    output: FormatOption = "text",
) -> None:
    """Open a warning again that was acknowledged or put off."""
    _handle(id_, "reopen", by, why, None, ledger, output)


def score(
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of", metavar="DAY", help="Judge by this day.  [default: today]", show_default=False
        ),
    ] = None,
    watchlist: Annotated[
        str | None, typer.Option("--watchlist", metavar="ID", help="Only of this list.", show_default=False)
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Store no outcome.")] = False,
    language: LanguageOption = "en",
    ledger: LedgerOption = None,
    output: FormatOption = "text",
) -> None:
    """Hold warnings against what came: hits, false alarms, misses, lead times, scores.

    Probabilities are scored beside the base rates that the warnings named before anything could be checked; under ten resolved warnings
    there is no score. Replays (`papertiger watch --since`) foretold nothing and are scored apart.
    """
    with _opened(ledger, language, write=not dry_run) as bench:
        found = bench.score_warnings(watchlist=watchlist, as_of=a_day(as_of, "--as-of"), store=not dry_run)
    if output == "json":
        from dataclasses import asdict  # noqa: PLC0415 - only here

        print_json(asdict(found))
        return
    from papertiger.report.warningscores import score_lines  # noqa: PLC0415 - loads the words

    print_lines(
        score_lines(
            found.upto,
            found.outcomes,
            found.misses,
            found.scores,
            found.replayed,
            found.stored,
            language,
            replays=found.replays,
        )
    )


def digest(
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="DAY",
            help="From when on a warning is new.  [default: the day before]",
            show_default=False,
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DAY", help="Of this day.  [default: today]", show_default=False),
    ] = None,
    language: LanguageOption = "en",
    ledger: LedgerOption = None,
) -> None:
    """Print what is new, open and unseen on one screen of 80 columns and 24 lines."""
    from papertiger.report.digest import digest_lines  # noqa: PLC0415 - loads the words

    with _opened(ledger, language) as bench:
        made = bench.digest(since=a_day(since, "--since"), as_of=a_day(as_of, "--as-of"))
    print_lines(digest_lines(made, language))


def atom(
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="FILE", help="Write it there.  [default: standard output]", show_default=False
        ),
    ] = None,
    base: Annotated[
        str | None,
        typer.Option(
            "--base", metavar="ADDRESS", help="Where the web app is, for links.", show_default=False
        ),
    ] = None,
    rule: Annotated[
        list[str] | None,
        typer.Option("--rule", metavar="NAME", help="Of this rule (may be repeated).", show_default=False),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help="Warnings, at most.")] = 100,
    language: LanguageOption = "en",
    ledger: LedgerOption = None,
) -> None:
    """Write warnings as an Atom feed."""
    with _opened(ledger, language) as bench:
        made = bench.atom(base=base, rules=rule or (), limit=limit)
    if out is None:
        with standard_output() as stream:
            stream.write(made.decode())
        return
    with whole_file(out, binary=True) as file:
        file.write(made)
    tell(f"{out} written")


def send(
    delivery: Annotated[
        Path,
        typer.Argument(
            metavar="DELIVERY.toml", help="Where warnings go (docs/delivery.md).", show_default=False
        ),
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Send nothing, and say how many would go.")
    ] = False,
    ledger: LedgerOption = None,
    output: FormatOption = "text",
) -> None:
    """Send warnings to the webhooks, mailboxes and feeds of a file that have not had them.

    Each try is kept in the ledger, so that what went is not sent again and what failed is tried at the next call. Nothing but the
    addresses in the file is asked for anything.
    """
    with _opened(ledger, "en", write=not dry_run) as bench:
        found = bench.send_warnings(delivery, dry_run=dry_run)
    if output == "json":
        from dataclasses import asdict  # noqa: PLC0415 - only here

        print_json([asdict(one) for one in found])
    else:
        print_lines(
            f"{one.channel:<20} {one.kind:<8} {one.sent} sent, {one.waiting} {'would go' if dry_run else 'waiting'}"
            for one in found
        )
        for one in found:
            for problem in one.problems:
                tell(f"papertiger: {one.channel}: {problem}")
    if any(one.problems for one in found):
        raise typer.Exit(1)


COMMANDS = {
    "list": (
        listing,
        (
            "papertiger warnings list --state open",
            "papertiger warnings list --rule threats --since 2026-08 --format json",
        ),
    ),
    "show": (show, ("papertiger warnings show 3f9a1c", "papertiger warnings show 3f9a1c --language uk")),
    "acknowledge": (
        acknowledge,
        ("papertiger warnings acknowledge 3f9a1c --by anna --why 'told the desk'",),
    ),
    "snooze": (
        snooze,
        ("papertiger warnings snooze 3f9a1c --until 2026-12-24 --by anna --why 'yearly exercise'",),
    ),
    "reopen": (reopen, ("papertiger warnings reopen 3f9a1c --by anna --why 'the exercise did not end'",)),
    "score": (score, ("papertiger warnings score", "papertiger warnings score --as-of 2026-12-31 --dry-run")),
    "digest": (digest, ("papertiger warnings digest", "papertiger warnings digest --since 2026-11-23")),
    "atom": (atom, ("papertiger warnings atom --out warnings.atom --base http://127.0.0.1:8765",)),
    "send": (
        send,
        ("papertiger warnings send delivery.toml --dry-run", "papertiger warnings send delivery.toml"),
    ),
}


def _opened(ledger: str | None, language: Language, *, write: bool = False) -> Workbench:
    from papertiger.ledger import Ledger  # noqa: PLC0415 - loads SQLAlchemy
    from papertiger.settings import from_environment  # noqa: PLC0415 - as above
    from papertiger.workbench.workbench import Workbench  # noqa: PLC0415 - as above

    settings = from_environment(ledger)
    Ledger.open(settings.ledger, create=False).close()  # a misspelt name must not make a ledger
    return Workbench(settings, write=write, language=language)


def _handle(
    id_: str,
    action: Literal["acknowledge", "snooze", "reopen"],
    by: str,
    why: str,
    until: date | None,
    ledger: str | None,
    output: str,
) -> None:
    if not by.strip():
        raise typer.BadParameter(
            f"a warning is handled by a person: --by NAME, or {REVIEWER} in the environment"
        )
    if not why.strip():
        raise typer.BadParameter("a warning is handled with a reason: --why TEXT")
    with _opened(ledger, "en", write=True) as bench:
        bench.handle(id_, action, by, why, until=until)
        one = bench.handled_warning(id_)
    if output == "json":
        print_json(warningrows.value(one, "en"))
    else:
        print_lines([f"{one.warning.id[:10]}  {one.state}"])


def _known(rules: Sequence[str], about: str | None) -> None:
    """Nothing was found: a rule or actor that there is none of is told as a mistake, not as an absence of warnings."""
    from papertiger import registry  # noqa: PLC0415 - lists plug-ins
    from papertiger.actors import knowledge_base  # noqa: PLC0415 - loads the actors
    from papertiger.warning.watchlists import meant, near  # noqa: PLC0415 - only here

    names = registry.names("rules")
    for one in rules:
        if one not in {*names, *(name.partition(".")[0] for name in names)}:
            short = [name.removesuffix(".v1") for name in names]
            raise SettingsError(f"--rule: no rule is called {one!r}; {near(one, short)}")
    actors = {actor.id: actor.name for actor in knowledge_base().actors()} if about is not None else {}
    if about is not None and about.partition(":")[0] not in actors:
        raise SettingsError(
            f"--about: no warning names {about!r}, and no actor is called so; {meant(about, actors)}"
        )
