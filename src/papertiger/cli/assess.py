"""``papertiger assess``: did a patron honour its commitments when they were tested?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from papertiger.cli.options import LanguageOption, LedgerOption
from papertiger.cli.output import colourful, print_json, print_lines, tell, whole_file, width

if TYPE_CHECKING:
    from papertiger.reliability.assessing import Answer
    from papertiger.report.assessment.page import Sentences
    from papertiger.report.languages import Language

EXAMPLES = (
    "papertiger assess RUS",
    "papertiger assess RUS --client VEN --domain air_defence",
    "papertiger assess RUS --since 2026-01-01",
    "papertiger assess RUS --html russia.html --language uk",
    "papertiger assess USA --format json > usa.json",
)


def command(
    patron: Annotated[
        str, typer.Argument(metavar="PATRON", help="Actor id of the patron: RUS, USA, …", show_default=False)
    ],
    client: Annotated[
        str | None, typer.Option("--client", metavar="ACTOR", help="Only commitments to this client (VEN).")
    ] = None,
    domain: Annotated[
        str | None, typer.Option("--domain", metavar="NAME", help="Only responses in this domain.")
    ] = None,
    period: Annotated[
        str | None,
        typer.Option(
            "--period", metavar="YEARS", help="Only tests due then: 2024, 2024..2026, 2024.. or ..2026."
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="WHEN",
            help="Also show what changed since a date or an earlier assessment's id.",
        ),
    ] = None,
    model: Annotated[
        Literal["quick", "full"],
        typer.Option(
            "--model", help="quick: mixture of Betas and grid; full: hierarchical, needs the extra bayes."
        ),
    ] = "quick",
    measurement: Annotated[
        Path | None,
        typer.Option(
            "--measurement", metavar="FILE", help="Other error rates of sources (YAML, docs/measuring.md)."
        ),
    ] = None,
    priors: Annotated[
        Path | None, typer.Option("--priors", metavar="FILE", help="Other priors (YAML, docs/measuring.md).")
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of", metavar="DATE", help="Day that pending windows are judged by.  [default: today]"
        ),
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write one self-contained HTML file.")
    ] = None,
    whole: Annotated[bool, typer.Option("--all", help="Show every case, report and influence.")] = False,
    language: LanguageOption = "en",
    ledger: LedgerOption = None,
    output: Annotated[Literal["text", "json"], typer.Option("--format", help="How to print it.")] = "text",
) -> None:
    """Assess whether a patron honoured what it owed when tested.

    Commitments, tests and responses are made from the ledger's claims (docs/proposing.md), independent origins are counted and
    never articles, and the honour rate given tested is told with its interval, what it is compared with, what carries it and what
    would change it; in words only where the record is too thin. `papertiger explain` takes every address and id that is shown.
    """
    from papertiger.cli.sources import open_to_assess  # noqa: PLC0415 - loads SQLAlchemy
    from papertiger.reliability.assessing import Question, of_period  # noqa: PLC0415 - loads SciPy
    from papertiger.workbench.assessing import assessed, assessment_voice, sentences_of  # noqa: PLC0415 - as above

    question = Question(patron, None, client, domain, of_period(period) if period else None)
    with open_to_assess(ledger) as opened:
        answer = assessed(
            opened,
            question,
            since=since,
            model=model,
            measurement=measurement,
            priors=priors,
            as_of=as_of,
            whole=whole or output == "json",
            tell=tell,
        )
        sentences = sentences_of(opened.ledger, language)
        if html is not None:
            write_html(answer, html, sentences, language)
            tell(f"wrote {html}")
        if output == "json":
            from papertiger.report.assessment.walk import with_sentences  # noqa: PLC0415 - as above

            print_json(with_sentences(answer, sentences))
        elif html is None:
            from papertiger.report.assessment.lines import assessment_lines  # noqa: PLC0415 - as above
            from papertiger.report.terminal import NARROW, WIDE, Ink  # noqa: PLC0415 - as above

            room, ink = min(max(width(), NARROW), WIDE), Ink(colourful(sys.stdout))
            print_lines(
                assessment_lines(answer, sentences, assessment_voice(language), ink, room, whole=whole)
            )


def write_html(answer: Answer, path: Path, sentences: Sentences, language: Language = "en") -> None:
    """Write the page as one HTML file, whole or not at all; raises SettingsError when it cannot be written."""
    from papertiger.report.assessment.html import render_assessment  # noqa: PLC0415 - loads jinja2
    from papertiger.workbench.assessing import assessment_voice  # noqa: PLC0415 - loads SQLAlchemy

    with whole_file(path) as stream:
        stream.write(render_assessment(answer, sentences, assessment_voice(language)))
