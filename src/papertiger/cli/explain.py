"""``papertiger explain``: one claim, one case or one figure, down to the sentences."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

import typer

from papertiger.cli.options import LanguageOption, LedgerOption
from papertiger.cli.output import colourful, print_json, print_lines, tell, width
from papertiger.errors import SettingsError

if TYPE_CHECKING:
    from papertiger.report.assessment.page import Sentences, Voice
    from papertiger.report.languages import Language
    from papertiger.report.terminal import Ink
    from papertiger.workbench.opening import Open

Found = TypeVar("Found")
EXAMPLES = (
    "papertiger explain 3f9a1c",
    "papertiger explain 3f9a1c --format json",
    "papertiger explain 3f9a1c --translate uk",
    "papertiger explain support@RUS,client=VEN",
    "papertiger explain r-04f1c2d3e4a5",
)
_CASE = re.compile(r"[ctxr]-[0-9a-z-]+")


def command(
    what: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="Claim id, or any beginning that only one claim has; id of a case (c-, t-, x-, r-); address of a figure, as `assess` shows it.",
            show_default=False,
        ),
    ],
    language: LanguageOption = "en",
    ledger: LedgerOption = None,
    output: Annotated[Literal["text", "json"], typer.Option("--format", help="How to print it.")] = "text",
    translate: Annotated[
        Literal["en", "uk", "ru"] | None,
        typer.Option(
            "--translate",
            help="Put a machine translation beside the quote of a claim. Sends the quote to the language model that is set (docs/llm.md).",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Show one claim, case or figure down to the sentences.

    Of a claim: the sentence in its context, who said it step by step, how each field was reached and from which words, and what
    read it. Of a figure of `papertiger assess`: what it is computed from, term by term, and every case with its sentences. Of a
    case (a commitment, trigger, test or response): what it rests on, by which rule, and what persons changed.

    A machine translation is marked as such, checked for numbers and names, and never stored in the ledger nor counted as evidence.
    """
    if translate is not None and ("@" in what or _CASE.fullmatch(what)):
        raise SettingsError(
            f"--translate is for the quote of a claim, and {what} is none; give the id of a claim"
        )
    if "@" in what:
        _figure(what, ledger, output, language)
    elif _CASE.fullmatch(what):
        _case(what, ledger, output, language)
    else:
        _claim(what, ledger, output, language, translate)


def _claim(
    claim: str, ledger: str | None, output: str, language: Language, translate: Language | None
) -> None:
    from papertiger.cli.sources import open_to_read  # noqa: PLC0415 - loads SQLAlchemy
    from papertiger.report.terminal import Ink, explain_lines  # noqa: PLC0415 - as above
    from papertiger.workbench.briefing import voice  # noqa: PLC0415 - as above

    with open_to_read(ledger) as opened:
        stored = opened.claim(claim)
        stored = replace(stored, record=next(opened.in_full([stored.record])))
        reviews = opened.reviews([stored.record.id])
    said_in = voice(language)
    translated = None
    if translate is not None:
        from papertiger.cli.translating import asked  # noqa: PLC0415 - loads what asks a language model

        translated = asked(stored.record, translate)
    if output == "json":
        print_json(
            {
                "claim": stored.record.model_dump(mode="json"),
                "explanation": [why.model_dump(mode="json") for why in stored.explanation],
                "context": asdict(stored.excerpt),
                "article": asdict(stored.article),
                "stands": stored.stands,
                "reviews": [asdict(one) for one in reviews],
                **(translated.as_json() if translated is not None else {}),
            }
        )
    else:
        ink, room = Ink(colourful(sys.stdout)), width()
        beside = translated.lines(said_in, ink, room) if translated is not None else ()
        print_lines(explain_lines(stored, said_in, ink, room, beside))
    if translated is not None and translated.problem:
        raise typer.Exit(1)


def _figure(address: str, ledger: str | None, output: str, language: Language) -> None:
    from papertiger.report.assessment.walk import figure_json, figure_lines  # noqa: PLC0415 - loads SQLAlchemy and SciPy
    from papertiger.workbench.assessing import walked  # noqa: PLC0415 - as above

    _walk(ledger, output, language, lambda opened: walked(opened, address, tell), figure_json, figure_lines)


def _case(case: str, ledger: str | None, output: str, language: Language) -> None:
    from papertiger.report.assessment.walk import case_json, case_page_lines  # noqa: PLC0415 - loads SQLAlchemy and SciPy
    from papertiger.workbench.assessing import case_of  # noqa: PLC0415 - as above

    _walk(ledger, output, language, lambda opened: case_of(opened, case), case_json, case_page_lines)


def _walk(
    ledger: str | None,
    output: str,
    language: Language,
    find: Callable[[Open], Found],
    as_json: Callable[[Found, Sentences], dict[str, Any]],
    as_lines: Callable[[Found, Sentences, Voice, Ink, int], Iterator[str]],
) -> None:
    """Find something in a ledger and print it with its sentences."""
    from papertiger.cli.sources import open_to_assess  # noqa: PLC0415 - loads SQLAlchemy
    from papertiger.report.terminal import NARROW, WIDE, Ink  # noqa: PLC0415 - as above
    from papertiger.workbench.assessing import assessment_voice, sentences_of  # noqa: PLC0415 - as above

    with open_to_assess(ledger) as opened:
        found, sentences = find(opened), sentences_of(opened.ledger, language)
        if output == "json":
            print_json(as_json(found, sentences))
            return
        ink, room = Ink(colourful(sys.stdout)), min(max(width(), NARROW), WIDE)
        print_lines(as_lines(found, sentences, assessment_voice(language), ink, room))
