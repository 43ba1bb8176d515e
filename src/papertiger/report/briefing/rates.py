"""Honour rates with their intervals, definitions and what must be said with them."""

from __future__ import annotations

from papertiger.reliability.assessing import Answer, GroupAnswer
from papertiger.report.assessment.page import Voice, counted, headline, notes, unresolved
from papertiger.report.assessment.texts import history, influence_text, next_texts
from papertiger.report.assessment.wording import assessment_wording, between, per_cent
from papertiger.report.briefing.casework import cases_of
from papertiger.report.briefing.context import Context, joined
from papertiger.report.briefing.document import RateLine, Rates
from papertiger.report.briefing.register import anchor
from papertiger.report.drawing import Element, Intervals, Rate, element, intervals

_COMPARED = 2
"""Published rates that are told, the nearest first; an assessment has all."""


def rated(context: Context) -> Rates:
    """The chart, and every group of obligations of every patron that was assessed."""
    if context.material.crisis is not None:
        return Rates(None, None, (), (), context.text("no_rates_crisis"))
    lines, shown = [], []
    voice = voice_of(context)
    for answer in context.answers:
        for group in answer.groups:
            line = _line(context, answer, group, voice)
            lines.append(line)
            shown.append(_rate(context, group, line))
    chart = intervals(
        Intervals("rates", context.text("rates_title"), context.text("rates_desc"), tuple(shown))
    )
    legend = element("p", context.text("rates_legend"), css="small") if shown else None
    said = dict.fromkeys(note for answer in context.answers for note in notes(answer, voice))
    return Rates(chart, legend, tuple(lines), tuple(said), "" if shown else context.text("no_rates"))


def voice_of(context: Context) -> Voice:
    """The words and names that assessments are told with."""
    return Voice(assessment_wording(context.language), context.terms, context.names, context.language)


def rate_label(context: Context, answer: Answer, group: GroupAnswer) -> str:
    """Whose rate it is, and of which obligations: ``Russia: promises of support``."""
    named = voice_of(context).say(group.definition.label)
    return f"{context.name(answer.patron)}: {named}"


def rate_anchor(answer: Answer, group: GroupAnswer) -> str:
    """Where a rate stands with its definition."""
    return anchor("rate", f"{answer.patron}.{group.definition.key}".replace(":", ".").replace("@", "."))


def _rate(context: Context, group: GroupAnswer, line: RateLine) -> Rate:
    rate = group.rate
    words = context.fill("too_thin", tests=context.number(group.n_eff, 1))
    if rate.median is not None and rate.ninety:
        words = context.fill(
            "rate_words",
            median=per_cent(rate.median, context.language),
            ninety=between(rate.ninety, context.language),
        )
    return Rate(
        label=line.label,
        median=rate.median,
        half=(rate.half.low, rate.half.high) if rate.half else None,
        ninety=(rate.ninety.low, rate.ninety.high) if rate.ninety else None,
        prior=(rate.prior_ninety.low, rate.prior_ninety.high),
        words=words,
        told=f"{line.label} {words}",
        href=f"#{line.anchor}",
    )


def _line(context: Context, answer: Answer, group: GroupAnswer, voice: Voice) -> RateLine:
    name = rate_label(context, answer, group)
    # Of many patrons, those that have no figure are told in short.
    short = context.crowded and group.rate.median is None
    whole = tuple(history(group, voice))
    left = max(len(group.compared) - _COMPARED, 0)
    compared = (*whole[: len(group.compared) - left], *whole[len(group.compared) :])
    if left:
        compared = (*compared, context.fill("more_codings", number=context.number(left)))
    beside = (
        (context.text("compared_with"), compared),
        (context.text("sources_open"), tuple(told for told, _ in unresolved(group, voice))),
        (context.text("carries"), tuple(influence_text(one, voice) for one in group.influence)),
        (context.text("would_change"), tuple(told for told, _ in next_texts(group, voice))),
    )
    return RateLine(
        anchor=rate_anchor(answer, group),
        label=name,
        counted=counted(group, voice),
        figures=_figures(context, group, name),
        lines=tuple(headline(group, voice)),
        notes=tuple((heading, lines) for heading, lines in beside if lines and not short),
    )


def _figures(context: Context, group: GroupAnswer, label: str) -> Element:
    """Tests, responses, effective tests, origins: the origins lead to the claims that the reports are."""
    claims = [report.claim for case in group.cases for report in case.reports if report.claim]
    found = context.claims(label, claims)
    parts: list[Element | str] = [
        context.many("tests", group.tests),
        context.many("responses", group.responses),
        context.many("effective", round(group.n_eff, 1)),
    ]
    if not found.claims:
        parts.append(context.text("no_reports"))
    elif len(group.cases) == group.responses:
        parts.append(context.say("from_reports", claims=context.both(found)))
    else:
        parts.append(context.say("whole_record", claims=context.both(found)))
    if group.pending:
        parts.append(context.many("pending", group.pending))
    return joined(parts)


def responses_of(context: Context) -> int:
    """Responses of all answers."""
    return sum(len(cases_of(answer)) for answer in context.answers)
