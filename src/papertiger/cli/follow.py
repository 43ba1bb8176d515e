"""``papertiger follow``: sources asked again and again, what they list anew into the ledger."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from papertiger.cli.interrupt import Interrupts
from papertiger.cli.options import FormatOption, LanguageOption, LedgerOption
from papertiger.cli.output import print_json, print_lines, tell
from papertiger.cli.progress import Lines
from papertiger.errors import SettingsError
from papertiger.news.refusal import printable
from papertiger.report.visible import counted
from papertiger.settings import from_environment

if TYPE_CHECKING:
    from papertiger.news.following.sourcelist import SourceList
    from papertiger.report.languages import Language
    from papertiger.workbench.following import Follower, RoundOutcome, Standing

EXAMPLES = (
    "papertiger follow sources.yaml --list-hosts",
    "papertiger follow sources.yaml --once",
    "papertiger follow sources.yaml --every 15m --until 8h --ledger venezuela.ledger",
    "papertiger follow sources.yaml --watch caracas.toml --deliver delivery.toml",
    "papertiger follow sources.yaml --only kyiv-post --once --format json",
    "papertiger sources import feeds.opml > sources.yaml",
)
STATUSES = (
    "0    every source that was asked answered, and all its new articles were read",
    "1    some lists or articles were refused; the rest was read",
    "2    no source answered, or the list or the ledger cannot be used",
    "130  stopped by Ctrl-C; what was read is kept",
)
BUILT_IN = "built-in"
"""What `--watch` calls the watchlist that comes with the program."""


def command(
    sources: Annotated[
        Path, typer.Argument(metavar="SOURCES", help="List of sources: YAML, see docs/following.md.")
    ],
    *,
    once: Annotated[
        bool, typer.Option("--once", help="One round, then end: for cron and systemd timers.")
    ] = False,
    every: Annotated[
        str | None,
        typer.Option(
            "--every", metavar="TIME", help="Ask each source so often, whatever the list says: 15m, 2h."
        ),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(
            "--until", metavar="TIME", help="Begin no round after that: 8h from now, or 2026-12-01T06:00Z."
        ),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(
            "--only", metavar="ID", help="Only this source, due or not; may be given several times."
        ),
    ] = None,
    own_hosts: Annotated[
        bool,
        typer.Option(
            "--own-hosts", help="Fetch articles only from hosts that the list names, and those below them."
        ),
    ] = False,
    watch: Annotated[
        str | None,
        typer.Option(
            "--watch",
            metavar="LIST.toml",
            help="After each round, warn by this watchlist (built-in: every rule, anyone), as `papertiger watch` does.",
        ),
    ] = None,
    deliver: Annotated[
        Path | None,
        typer.Option(
            "--deliver",
            metavar="DELIVERY.toml",
            help="After each round, send warnings as `papertiger warnings send` does (docs/delivery.md).",
        ),
    ] = None,
    list_hosts: Annotated[
        bool, typer.Option("--list-hosts", help="Say which hosts would be asked, and ask none.")
    ] = False,
    language: LanguageOption = "en",
    ledger: LedgerOption = None,
    output: FormatOption = "text",
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Report refusals and troubled sources only.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of unexpected errors.")] = False,
) -> None:
    """Ask sources for what is new, again and again, and read it.

    Sources are feeds, sitemaps and pages. Each is asked for what has changed only, no sooner than its list and its
    robots.txt allow, and the pages of new articles are fetched and read. Every request is kept in the ledger with
    its time, hash, header fields and who answered. A run may be broken off at any moment and started again. At the end of a round, sources
    that do not answer or have had nothing new for unusually long are named.
    """
    from papertiger.news.following.sourcefile import read_sources  # noqa: PLC0415 - loads YAML and pydantic

    listed = read_sources(sources)
    if every is not None:
        listed = _paced(listed, every)
    if list_hosts:
        _hosts(listed, only or (), output)
        return
    from papertiger.workbench.following import Follower, Manners  # noqa: PLC0415 - loads the ledger

    warn = _warning(watch, ledger, language, output) if watch is not None else None
    send = _sending(deliver, ledger) if deliver is not None else None
    watcher = Told(quiet=quiet, debug=debug)
    with Interrupts() as interrupts:
        following = Follower(
            from_environment(ledger), listed, Manners(own_hosts=own_hosts), watcher, interrupts
        )

        def done(outcome: RoundOutcome) -> None:
            _report(following, outcome, output, once=once, warn=warn)
            if send is not None and not outcome.batch.interrupted:
                send()

        if once:
            last = following.round(only or ())
            done(last)
            rounds = [last]
        else:
            rounds = list(filter(None, [following.loop(done, only or (), _moment(until))]))
    if interrupts.asked or any(one.batch.interrupted for one in rounds):
        tell("stopped; run the same command again to go on")
        raise typer.Exit(130)
    raise typer.Exit(rounds[0].status if rounds else 0)


class Told(Lines):
    """Lines on standard error, for sources too."""

    def contacted(self, host: str) -> None:
        """One line a host and round."""
        self.say(f"contacted {printable(host)}")

    def told(self, source: str, message: str) -> None:
        """One line."""
        self.say(f"{source}: {printable(message)}")

    def fault(self, trace: str) -> None:
        """A Python traceback, if it was asked for."""
        self.trace(trace)


def _paced(listed: SourceList, every: str) -> SourceList:
    from papertiger.news.following.defaults import following_table  # noqa: PLC0415 - loads pydantic

    length, bounds = _length(every, "--every"), following_table().bounds.every
    if not bounds.least <= length <= bounds.most:
        raise SettingsError(f"--every {every}: out of bounds; write a time from 1m to 4w")
    return replace(listed, sources=tuple(replace(one, every=length) for one in listed.sources))


def _length(text: str, option: str) -> timedelta:
    from papertiger.news.following.durations import duration  # noqa: PLC0415 - as above

    try:
        return duration(text)
    except ValueError as error:
        raise SettingsError(f"{option}: {error}") from None


def _moment(text: str | None) -> datetime | None:
    """The moment that ``--until`` names: a length of time from now, or a date and time, in UTC where it says no offset."""
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return datetime.now(UTC) + _length(text, "--until")
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


def _hosts(listed: SourceList, only: Sequence[str], output: str) -> None:
    """Which hosts would be asked."""
    chosen = [one for one in listed.sources if not only or one.id in only]
    hosts = sorted({host for one in chosen for host in one.hosts})
    if output == "json":
        print_json({"hosts": hosts})
        return
    print_lines(hosts)
    tell(
        f"{counted(len(hosts), 'host')} of {counted(len(chosen), 'source')}, and the hosts that listed articles lie on"
        " (--own-hosts keeps to these)"
    )


Warn = Callable[[], list[dict[str, Any]]]
"""Watches the ledger, prints what it comes to where that is text, and gives the warnings for programs."""


def _warning(watch: str, ledger: str | None, language: Language, output: str) -> Warn:
    """What is done after each round, where a watchlist is named; a list that is none is told before anybody is asked."""
    from papertiger.cli.sources import open_to_assess  # noqa: PLC0415 - loads SQLAlchemy
    from papertiger.cli.watch import show  # noqa: PLC0415 - only where it is asked for
    from papertiger.report.warned import warning_value  # noqa: PLC0415 - as above
    from papertiger.workbench.watching import watch as run_watch  # noqa: PLC0415 - as above
    from papertiger.workbench.watching import watchlist_of  # noqa: PLC0415 - as above

    chosen = watchlist_of(None if watch == BUILT_IN else Path(watch))

    def warn() -> list[dict[str, Any]]:
        with open_to_assess(ledger) as opened:
            watched = run_watch(opened, chosen)
        if output == "text":
            show(watched, language, output)
        return [warning_value(one, language) for one in watched.warnings]

    return warn


def _sending(deliver: Path, ledger: str | None) -> Callable[[], None]:
    """What sends warnings after each round; a file that says nowhere is told before anybody is asked."""
    from papertiger.cli.sources import open_to_write  # noqa: PLC0415 - loads SQLAlchemy
    from papertiger.workbench.delivering.channels import read_delivery  # noqa: PLC0415 - only where it is asked for
    from papertiger.workbench.delivering.sending import send_all  # noqa: PLC0415 - as above

    chosen = read_delivery(deliver)

    def send() -> None:
        if (
            not Path(from_environment(ledger).ledger).exists()
            and "://" not in from_environment(ledger).ledger
        ):
            return  # nothing was read yet, so nobody was warned of anything
        with open_to_write(ledger) as opened:
            for one in send_all(opened, chosen):
                if one.sent:
                    tell(f"{one.channel}: {counted(one.sent, 'warning')} sent")
                for problem in one.problems:
                    tell(f"papertiger: {one.channel}: {problem}")

    return send


def _report(
    following: Follower, outcome: RoundOutcome, output: str, *, once: bool, warn: Warn | None
) -> None:
    """What a round brought, which sources are in trouble, and what it warns of."""
    troubled = list(following.troubled.values())
    if output == "text":
        print_lines(_summary(outcome, following.settings.ledger))
        print_lines(line for how in troubled for line in trouble(how))
    # Nothing new where nobody was asked; a stop is not kept waiting.
    warnings = warn() if warn is not None and outcome.sources and not outcome.batch.interrupted else []
    if output == "text":
        return
    value = {
        **outcome.as_json(),
        "ledger": following.settings.ledger,
        "troubled": [how.as_json() for how in troubled],
        **({"warnings": warnings} if warn is not None else {}),
    }
    if once:
        print_json(value)
    else:
        print_lines([json.dumps(value, ensure_ascii=False)])


def _summary(outcome: RoundOutcome, ledger: str) -> list[str]:
    asked = [one for one in outcome.sources.values() if one.asked]
    answered = sum(bool(one.answered) for one in asked)
    says = f"{answered} of {counted(len(asked), 'source')} answered" if asked else "no source was due"
    if outcome.waiting:
        says += f", {outcome.waiting} not due yet"
    lines = [f"{outcome.began:%Y-%m-%d %H:%M} UTC, {ledger}: {says}"]
    columns = ("listed", "fresh", "read", "known", "refused", "left")
    rows = [one for one in asked if any(getattr(one, name) for name in columns[1:]) or one.problems]
    if rows:
        wide = min(40, max(len(one.id) for one in rows))
        lines.append("  " + " " * wide + "".join(f"{name:>9}" for name in columns))
        lines += [
            f"  {one.id:{wide}}" + "".join(f"{getattr(one, name):>9}" for name in columns) for one in rows
        ]
    if asked:
        read, claims = (
            counted(outcome.batch.read, "article"),
            counted(outcome.batch.families.total(), "claim"),
        )
        lines.append(f"  {read} read, {claims}, {outcome.batch.seconds:.1f} s")
    if outcome.next_due is not None:
        lines.append(f"  next: {outcome.next_due:%Y-%m-%d %H:%M} UTC")
    lines += [f"  {id_} is gone for good and is not asked; take it out of the list" for id_ in outcome.over]
    return lines


def trouble(how: Standing) -> list[str]:
    """A source in trouble, by its id, in two lines."""
    condition = how.condition
    if how.gone and condition.state not in ("broken", "never", "silent"):
        return []
    lines = [f"{how.source.id}, {condition.state}: {printable(condition.why)}"]
    return [*lines, f"  {printable(condition.cure)}"] if condition.cure else lines
