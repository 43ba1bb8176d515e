"""``papertiger grade``: Admiralty grades, the defaults and what persons judged."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from papertiger.cli.options import FormatOption, LedgerOption
from papertiger.cli.output import print_json, print_lines

if TYPE_CHECKING:
    from papertiger.ledger import Ledger
    from papertiger.records import AttributionStep, Grade

EXAMPLES = (
    "papertiger grade Bloomberg",
    "papertiger grade Bloomberg --reliability B --by anna --why 'right on shipments in 2025'",
    "papertiger grade 3f9a1c --credibility 2 --by anna --why 'satellite pictures agree'",
)


def command(
    of: Annotated[
        str,
        typer.Argument(
            metavar="CLAIM|SOURCE",
            help="Claim by id (any beginning that is unique); outlet or speaker by actor id or by name as printed.",
        ),
    ],
    reliability: Annotated[
        Literal["A", "B", "C", "D", "E", "F"] | None,
        typer.Option(
            "--reliability",
            case_sensitive=False,
            help="Of the source: A reliable … E unreliable, F cannot be judged.",
        ),
    ] = None,
    credibility: Annotated[
        Literal["1", "2", "3", "4", "5", "6"] | None,
        typer.Option("--credibility", help="Of a claim: 1 confirmed … 5 improbable, 6 cannot be judged."),
    ] = None,
    why: Annotated[
        str | None, typer.Option("--why", metavar="TEXT", help="The reason; needed to grade.")
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAME", help="Who grades; needed to grade.")
    ] = None,
    ledger: LedgerOption = None,
    output: FormatOption = "text",
) -> None:
    """Show or set the Admiralty grade of a claim or a source.

    Two columns that are never made one: how reliable the source is (A to F) and how credible the item (1 to 6). Sources have
    defaults by class, each with its reason. A grade that a person gives stands above the defaults for every claim of that source,
    in every later reading; it is added to the ledger, and earlier ones stay there.
    """
    from papertiger.cli.sources import open_to_read  # noqa: PLC0415 - loads SQLAlchemy
    from papertiger.settings import from_environment  # noqa: PLC0415 - as above
    from papertiger.workbench.grading import named  # noqa: PLC0415 - loads the actors

    with open_to_read(ledger) as opened:
        target, step = named(opened, of)
    if reliability or credibility:
        _check(target, credibility, by, why)
        from papertiger.ledger import Ledger  # noqa: PLC0415 - as above

        with Ledger.open(from_environment(ledger).ledger, create=False) as writable:
            writable.judge(target, by or "", why or "", reliability=reliability, credibility=credibility)
    with open_to_read(ledger) as opened:
        _show(opened, target, step, output)


def _check(target: str, credibility: str | None, by: str | None, why: str | None) -> None:
    if not (by or "").strip() or not (why or "").strip():
        raise typer.BadParameter("a grade needs a person and a reason: --by NAME --why TEXT")
    if credibility and not target.startswith("claim:"):
        raise typer.BadParameter(
            "credibility belongs to a claim, reliability to a source; name a claim by its id",
            param_hint="--credibility",
        )


def _show(ledger: Ledger, target: str, step: AttributionStep | None, output: str) -> None:
    from papertiger.report.standing import grade_history  # noqa: PLC0415 - loads the actors
    from papertiger.sourcing.grading import default_of  # noqa: PLC0415 - loads the actors

    history = ledger.judgements(target)
    found: Grade | None = None
    default: dict[str, Any] | None = None
    if step is None:
        stored = ledger.claim(target.removeprefix("claim:")).record
        found = next(ledger.in_full([stored])).grade
    else:
        letter, why = default_of(step)
        default = {"reliability": letter, "why": why}
    if output == "json":
        print_json(
            {
                "target": target,
                "grade": found.model_dump(mode="json") if found else None,
                "default": default,
                "judgements": [asdict(one) for one in history],
            }
        )
        return
    print_lines(grade_history(target, found, default, history))
