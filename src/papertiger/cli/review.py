"""``papertiger review``: what persons decide about claims."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from papertiger.cli.options import REVIEWER, Asked, FormatOption, LedgerOption, filtered
from papertiger.cli.output import colourful, print_json, print_lines, tell, width
from papertiger.report.visible import counted

if TYPE_CHECKING:
    from papertiger.ledger import Ledger
    from papertiger.ledger.desk import LedgerDesk
    from papertiger.ledger.reviewing.desk import Item

EXAMPLES = (
    "papertiger review --by anna",
    "papertiger review --by anna --family support --subject RUS",
    "papertiger review --by anna --sample 100 --seed 7",
    "papertiger review 3f9a1c",
    "papertiger review 3f9a1c accept --by anna",
    "papertiger review 3f9a1c reject --by anna --why 'a question, not a statement'",
    "papertiger review 3f9a1c correct modality=denied object=CUB --by anna --why 'the minister denies it'",
    "papertiger review 3f9a1c split object=VEN '|' object=CUB --by anna",
    "papertiger review --list --by anna --format json",
    "papertiger review --stats",
)
STATUSES = (
    "0    done",
    "1    a line of a script cannot be done; what was decided before it is kept",
    "2    nothing was decided: wrong usage, or an error that the message names",
    "130  stopped by Ctrl-C; what was decided is kept",
)


@filtered
def command(
    asked: Asked,
    claim: Annotated[
        str | None,
        typer.Argument(metavar="CLAIM", help="A claim by its id, or any beginning that is unique."),
    ] = None,
    decision: Annotated[
        str | None,
        typer.Argument(
            metavar="DECISION", help="accept, reject, correct, split, merge, withdraw, comment or assign."
        ),
    ] = None,
    changes: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="CHANGE…",
            help="FIELD=VALUE for correct; parts with '|' between them for split; the claim that stays for merge; "
            "who shall look for assign.",
        ),
    ] = None,
    by: Annotated[
        str, typer.Option("--by", metavar="NAME", envvar=REVIEWER, show_envvar=True, help="Who reviews.")
    ] = "",
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason; reject needs one.")] = "",
    show: Annotated[bool, typer.Option("--list", help="List what waits, first things first.")] = False,
    stats: Annotated[
        bool, typer.Option("--stats", help="How often the reader is right, and how far reviewers agree.")
    ] = False,
    sample: Annotated[
        int | None,
        typer.Option("--sample", metavar="N", min=1, help="Draw N claims at random, to measure the reader."),
    ] = None,
    seed: Annotated[int, typer.Option("--seed", metavar="S", help="Draws differ by it.")] = 0,
    script: Annotated[
        typer.FileText | None,
        typer.Option(
            "--script",
            metavar="FILE",
            encoding="utf-8",
            help="Take what is typed from FILE (- for standard input).",
        ),
    ] = None,
    ledger: LedgerOption = None,
    output: FormatOption = "text",
) -> None:
    """Accept, reject or correct claims, and measure the reader by it.

    Without a claim, goes through those that wait, one at a time: what you were asked to look at, what others disagree on, what the
    reader doubts, then what most depends on. A letter decides (? lists them), and you can stop at any time. Decisions are added to the ledger
    and never change one another: a correction is a new version of the claim, the earlier ones stay. To measure how often
    the reader is right, review a random sample: the doubtful ones come first otherwise.
    """
    if stats:
        _stats(ledger, output)
    elif claim is not None and decision is None:
        _show(ledger, claim, output)
    elif claim is not None:
        _decide(ledger, claim, str(decision), changes or [], _named(by), why, output)
    elif show:
        _list(ledger, asked, by, output)
    else:
        draw = (sample, seed) if sample is not None else None
        raise typer.Exit(_session(ledger, asked, _named(by), draw, script))


def _named(by: str) -> str:
    if not by.strip():
        raise typer.BadParameter(f"a decision is a person's: --by NAME, or {REVIEWER} in the environment")
    return by.strip()


def _open(ledger: str | None) -> Ledger:
    from papertiger.ledger import Ledger  # noqa: PLC0415 - loads SQLAlchemy
    from papertiger.settings import from_environment  # noqa: PLC0415 - as above

    return Ledger.open(from_environment(ledger).ledger, create=False)


def _now() -> str:
    from datetime import UTC, datetime  # noqa: PLC0415 - as above

    return f"{datetime.now(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def _new_id() -> str:
    from uuid import uuid4  # noqa: PLC0415 - as above

    return uuid4().hex


def _item_lines(item: Item) -> Iterable[str]:
    from papertiger.report.review import item_lines  # noqa: PLC0415 - loads SQLAlchemy
    from papertiger.report.terminal import Ink  # noqa: PLC0415 - as above
    from papertiger.workbench.briefing import voice  # noqa: PLC0415 - as above

    return item_lines(item, voice(), Ink(colourful(sys.stdout)), width())


def _why_lines(item: Item) -> Iterable[str]:
    from papertiger.report.review import why_lines  # noqa: PLC0415 - as above
    from papertiger.report.terminal import Ink  # noqa: PLC0415 - as above

    return why_lines(item, Ink(colourful(sys.stdout)))


def _show(ledger: str | None, claim: str, output: str) -> None:
    from papertiger.ledger.desk import LedgerDesk  # noqa: PLC0415 - as above

    with _open(ledger) as opened:
        _print_item(LedgerDesk(opened, "").item(claim), output)


def _print_item(item: Item, output: str) -> None:
    from papertiger.report.review import item_value  # noqa: PLC0415 - as above

    if output == "json":
        print_json(item_value(item))
    else:
        print_lines([*_item_lines(item), f"  {item.standing.state}"])


def _decide(
    ledger: str | None, claim: str, decision: str, changes: Sequence[str], by: str, why: str, output: str
) -> None:
    from papertiger.ledger.desk import LedgerDesk  # noqa: PLC0415 - as above
    from papertiger.ledger.reviewing.entering import drafted  # noqa: PLC0415 - as above

    with _open(ledger) as opened:
        desk = LedgerDesk(opened, by)
        item = desk.item(claim)
        review = drafted(
            decision,  # type: ignore[arg-type] # what is no decision is refused with what there is
            item.record,
            changes,
            version=item.version,
            by=by,
            at=_now(),
            identity=_new_id(),
            why=why,
            find=lambda prefix: desk.item(prefix).record,
        )
        desk.decide(review)
        _print_item(desk.item(item.record.id), output)


def _list(ledger: str | None, asked: Asked, by: str, output: str) -> None:
    from papertiger.report.review import waiting_line, waiting_value  # noqa: PLC0415 - as above
    from papertiger.report.terminal import Ink  # noqa: PLC0415 - as above

    with _open(ledger) as opened:
        queue = _desk(opened, by, asked).queue()
    if output == "json":
        print_json([waiting_value(record, waiting) for record, waiting in queue])
        return
    ink = Ink(colourful(sys.stdout))
    print_lines(waiting_line(record, waiting, ink, width()) for record, waiting in queue)
    tell(f"{_waiting(len(queue))} to review")


def _waiting(number: int) -> str:
    from papertiger.ledger.desk import WINDOW  # noqa: PLC0415 - as above

    return counted(number, "claim") + (" or more" if number >= WINDOW else "")


def _stats(ledger: str | None, output: str) -> None:
    from papertiger.ledger.reviewing import agreements, drawn, precision_of  # noqa: PLC0415 - as above
    from papertiger.report.review import stats_lines, stats_value  # noqa: PLC0415 - as above
    from papertiger.report.terminal import Ink  # noqa: PLC0415 - as above

    with _open(ledger) as opened:
        reviews, read = opened.reviews(), opened.read_versions()
    figures = precision_of(reviews, read, drawn(reviews)), agreements(reviews)
    if output == "json":
        print_json(stats_value(*figures))
    else:
        print_lines(stats_lines(*figures, Ink(colourful(sys.stdout)), width()))


def _desk(opened: Ledger, by: str, asked: Asked) -> LedgerDesk:
    from papertiger.cli.options import claim_filter  # noqa: PLC0415 - as above
    from papertiger.ledger.desk import LedgerDesk  # noqa: PLC0415 - as above

    return LedgerDesk(opened, by, claim_filter(asked))


def _session(
    ledger: str | None,
    asked: Asked,
    by: str,
    draw: tuple[int, int] | None,
    script: Any,  # noqa: ANN401 - an open text file
) -> int:
    from papertiger.cli.reviewconsole import Script, ScriptError, Terminal, is_terminal  # noqa: PLC0415 - as above
    from papertiger.cli.reviewsession import Session, key_lines  # noqa: PLC0415 - as above

    at_terminal = script is None and is_terminal()
    stream = script if script is not None else sys.stdin
    console = Terminal() if at_terminal else Script(getattr(stream, "name", "script"), stream)
    with _open(ledger) as opened:
        desk = _desk(opened, by, asked)
        if draw is not None:
            made = desk.sample(*draw, at=_now(), new_id=_new_id)
            tell(f"{counted(len(made.claims), 'claim')} drawn of {made.of} with seed {made.seed}")
        tell(f"{_waiting(desk.waiting())} to review")
        if at_terminal:
            print_lines(key_lines())
        session = Session(desk, console, by, _now, _new_id, _item_lines, _why_lines)
        status = 0
        try:
            session.run()
        except ScriptError as fault:
            tell(f"papertiger: {fault}")
            status = 1 if +session.done else 2
    done = ", ".join(f"{number} {word}" for word, number in (+session.done).items())
    tell(f"decided: {done or 'nothing'}")
    return status
