"""A result as one HTML file that needs nothing else, by the rules of `papertiger.report.html`: charts are drawn in place, each with its table."""

from __future__ import annotations

from papertiger.report.html import environment, policy, style_sheet
from papertiger.report.languages import DEFAULT, Language
from papertiger.report.names import Names
from papertiger.report.scenario import compared, rounding
from papertiger.report.scenario.charts import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH
from papertiger.report.scenario.endlines import driver_text, sentences, spread_text, start_text
from papertiger.report.scenario.figures import figures
from papertiger.report.scenario.learned import account_heads, account_rows
from papertiger.report.scenario.page import models_run, number_rows, page
from papertiger.report.scenario.voice import voice_for
from papertiger.scenario.running.result import Result

BOX = {"left": LEFT, "right": WIDTH - RIGHT, "top": TOP, "bottom": HEIGHT - BOTTOM}
"""Where the axes of a chart lie in its view box."""


def render_scenario(result: Result, names: Names | None = None, language: Language = DEFAULT) -> str:
    """The whole document, to be written as UTF-8 with line feeds; `names` None takes the actor knowledge base's."""
    voice = voice_for(result, names, language)
    told, words, style = page(result, voice), voice.words, style_sheet("charts", "scenario")
    tests = {"honour_rate_given_tested": told.tests}
    html = (
        environment()
        .get_template("scenario.html.j2")
        .render(
            result=result,
            page=told,
            words=words,
            language=language,
            name=voice.names,
            models=list(models_run(result, voice)),
            figures=list(figures(result, voice)),
            size=(WIDTH, HEIGHT),
            box=BOX,
            between=lambda pair, unit: rounding.between(pair[0], pair[1], unit, language),
            start_text=lambda end: start_text(end, voice),
            spread_text=lambda end: spread_text(end, voice),
            sentences=lambda end: sentences(end, voice, tests.get(end.quantity.name)),
            headline={end.quantity.name: end for end in told.headline},
            driver=lambda one: driver_text(one, voice),
            tested=lambda account: any(one.tests for _, one in account.by_model),
            account_heads=account_heads(voice),
            account_rows=lambda account: list(account_rows(account, voice)),
            told=lambda one: compared.told(one, voice),
            change_row_list=lambda moving: [compared.change_row(change, voice) for change in moving],
            still_text=lambda still: compared.still_text(still, voice),
            change_rows=lambda change: list(compared.change_rows(change, voice)),
            verdict=lambda change: compared.verdict_text(change, voice),
            difference_label=lambda row: words.interval_label.format(mean=row[1], interval=row[2]),
            numbers=[
                (words.numbers_stated, list(number_rows(result, voice, stated=True))),
                (words.numbers_table, list(number_rows(result, voice, stated=False))),
            ],
            style=style,
            policy=policy(str(style)),
        )
    )
    return _kept_together(html)


def _kept_together(html: str) -> str:
    """The document with numbers bound to their per cent signs; the style sheet, whose digest is told, stays as it is."""
    head, end, body = html.partition("</style>")
    return f"{head}{end}{body.replace(' %', chr(0xA0) + '%')}"
