"""Options that several commands share."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from papertiger.errors import SettingsError
from papertiger.report.languages import Language

if TYPE_CHECKING:
    from papertiger.ledger import ClaimFilter

LedgerOption = Annotated[
    str | None,
    typer.Option(
        "--ledger",
        metavar="PATH",
        help="The ledger: a file, or postgresql://USER@HOST/DATABASE.  [env: PAPERTIGER_LEDGER; default: papertiger.ledger]",
    ),
]

FormatOption = Annotated[
    Literal["text", "json"], typer.Option("--format", help="text to read, json to process.")
]

LanguageOption = Annotated[
    Language,
    typer.Option(
        "--language",
        envvar="PAPERTIGER_LANGUAGE",
        help="Of sentences and pages: en, uk (Ukrainian) or ru (Russian). What programs read stays the same.",
    ),
]

REVIEWER = "PAPERTIGER_REVIEWER"
"""Environment variable with the name of who decides."""

ById = Annotated[
    str, typer.Argument(metavar="ID", help="Its id, or any beginning that is unique.", show_default=False)
]
ByOption = Annotated[
    str, typer.Option("--by", metavar="NAME", envvar=REVIEWER, show_envvar=True, help="Who decides.")
]
WhyOption = Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason; needed.")]

Asked = dict[str, Any]
"""Filter options as given, by field of the filter; None where one was not given."""

FILTERS: dict[str, tuple[type, str, str, str]] = {
    "family": (str, "--family", "NAME", "support, relation or event."),
    "predicate": (str, "--predicate", "NAME", "What is claimed: withheld, distrusts, ASSAULT, …"),
    "subject": (str, "--subject", "ACTOR", "Actor id or state (RUS): the supporter, or who acts."),
    "object": (str, "--object", "ACTOR", "Actor id or state (VEN): the supported, or who is acted on."),
    "domain": (str, "--domain", "NAME", "military, air_defence, intelligence, cyber, arms, …"),
    "polarity": (str, "--polarity", "NAME", "affirmed or negated."),
    "modality": (
        str,
        "--modality",
        "NAME",
        "asserted, expected, possible, unlikely, conditional, intended, denied.",
    ),
    "outlet": (str, "--outlet", "WORDS", "Part of the outlet's name."),
    "speaker": (
        str,
        "--speaker",
        "WORDS",
        "Part of a name in the chain of speakers, or the speaker's actor id; actor:ID for the id alone.",
    ),
    "since": (str, "--since", "DATE", "Published on or after YYYY-MM-DD (YYYY-MM, YYYY)."),
    "until": (str, "--until", "DATE", "Published on or before, in the same forms."),
    "article": (str, "--article", "KEY", "Article by key, SHA-256 (or their beginning) or path."),
    "text": (str, "--contains", "WORDS", "Words that the quote contains."),
    "reader": (
        str,
        "--reader",
        "WHO",
        "Who read it: llm (a language model alone), frames (alone) or both.",
    ),
    "limit": (int, "--limit", "N", "No more than N claims."),
}
"""Field of ClaimFilter → type, option, placeholder, help."""


def filtered(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command every filter option; it takes them together, as its parameter `asked`."""
    own = inspect.signature(function, eval_str=True).parameters
    parameters = [parameter for name, parameter in own.items() if name != "asked"]
    for name, (kind, option, metavar, text) in FILTERS.items():
        hint: Any = Annotated[kind | None, typer.Option(option, metavar=metavar, help=text)]
        parameters.append(
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=hint)
        )

    def command(**given: Any) -> None:  # noqa: ANN401 - whatever the options hold
        asked: Asked = {name: given.pop(name) for name in FILTERS}
        function(asked=asked, **given)

    as_keywords = [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in parameters]
    command.__signature__ = inspect.Signature(as_keywords)  # type: ignore[attr-defined]
    command.__annotations__ = {parameter.name: parameter.annotation for parameter in as_keywords}
    command.__doc__, command.__name__ = function.__doc__, function.__name__
    return command


def claim_filter(asked: Asked) -> ClaimFilter:
    """The filter that the options ask for; raises LedgerError for a value that no claim can have."""
    from papertiger.ledger import ClaimFilter  # noqa: PLC0415 - loads SQLAlchemy

    return ClaimFilter(**asked)


def a_day(given: str | None, option: str) -> date | None:
    """The day that an option names, the first of a month or year; None where it was not given. Raises SettingsError for what is none."""
    if given is None:
        return None
    try:
        return date.fromisoformat(
            given + "-01-01"[len(given) - len("YYYY") :] if len(given) in _SHORT else given
        )
    except ValueError:
        raise SettingsError(f"{option}: {given!r} is no day; write it as 2026-01-31") from None


_SHORT = (len("YYYY"), len("YYYY-MM"))
