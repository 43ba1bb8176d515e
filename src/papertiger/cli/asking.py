"""Options of commands that may ask a language model, and what is told before anything is sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from papertiger.cli.output import tell
from papertiger.settings import Settings, from_environment

if TYPE_CHECKING:
    from papertiger.workbench.asking import Plan
    from papertiger.workbench.batch import Asks

ReaderOption = Annotated[
    str | None,
    typer.Option(
        "--reader",
        metavar="NAME",
        help="Registered reader: frames; llm, a language model; frames,llm for both (docs/llm.md).  [default: frames]",
    ),
]
AddressOption = Annotated[
    str | None,
    typer.Option(
        "--llm-address",
        metavar="URL",
        help="OpenAI-compatible endpoint of the model, as http://127.0.0.1:8080/v1.  [env: PAPERTIGER_LLM_ADDRESS]",
    ),
]
ModelOption = Annotated[
    str | None,
    typer.Option("--llm-model", metavar="NAME", help="The model there.  [env: PAPERTIGER_LLM_MODEL]"),
]
MostTokensOption = Annotated[
    int | None,
    typer.Option(
        "--most-tokens",
        metavar="N",
        min=1,
        help="Ask the model for no more tokens than that, in and out.  [env: PAPERTIGER_LLM_MOST_TOKENS]",
    ),
]
YesOption = Annotated[bool, typer.Option("--yes", help="Begin a large run that has no --most-tokens.")]
GO_ON = "what was read is kept; run the same command again to go on, nothing is asked twice"


def chosen(
    ledger: str | None, reader: str | None, address: str | None, model: str | None, most_tokens: int | None
) -> Settings:
    """The settings that the options ask for, over the environment. Raises SettingsError."""
    given = {"ADDRESS": address, "MODEL": model, "MOST_TOKENS": most_tokens}
    named = {f"PAPERTIGER_LLM_{name}": str(value) for name, value in given.items() if value is not None}
    settings = from_environment(ledger, named)
    return replace(settings, reader=reader or settings.reader)


def agreed(settings: Settings, plan: Callable[[], Plan], *, yes: bool) -> Plan | None:
    """What a model will be asked; say what is sent where, and let it begin only where it may. None where no model is asked.

    Raises:
        SettingsError: it may not.
    """
    from papertiger.readers.choosing import asks_a_model  # noqa: PLC0415 - reads the entry points of all that is installed

    if not asks_a_model(settings.reader):
        return None
    planned = plan()
    tell(planned.line)
    planned.agree(yes=yes)
    return planned


def spent(model: Asks | None) -> str:
    """What a run has asked so far, for a line of progress; empty where no model is asked."""
    return model.use().spent if model is not None else ""


def tell_what_is_left(model: Asks, cure: str, *, known: int = 0) -> None:
    """Say how to have the model read what it has not read, and what another run would pay for once more.

    Args:
        model: what asked it.
        cure: the command, as a sentence.
        known: articles that were passed over because they are in the ledger.
    """
    use = model.use()
    if known or use.failed:
        tell(cure)
    if use.trouble:
        tell(f"another run asks the same once more: {use.trouble}")


def row(model: Asks) -> tuple[str, int, str]:
    """The row of a closing table: how many answers, and what they came to."""
    use = model.use()
    told = [use.spent]
    if use.uncounted:
        told[0] += f" (up to {use.uncounted:,} more may be charged, which count towards the cap)"
    if use.cached:
        told.insert(0, f"{use.cached:,} answered before")
    if use.failed:
        told.append(f"{use.failed:,} without an answer")
    if use.dropped:
        told.append("dropped: " + ", ".join(f"{number:,} {reason}" for reason, number in use.dropped.items()))
    return "model asked", use.calls, "; ".join(told)
