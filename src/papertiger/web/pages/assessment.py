"""Assessments: which patrons there is a record of, and one patron's record with the same as somebody chooses to look at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from importlib.util import find_spec
from typing import Any, Final

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from papertiger.actors.lookup import actor_of
from papertiger.errors import LedgerError, PapertigerError
from papertiger.reliability.assessing import (
    Choice,
    GroupAnswer,
    Question,
    QuestionError,
    load_settings,
    of_address,
    offered,
)
from papertiger.report import drawing
from papertiger.report.assessment import texts
from papertiger.report.assessment.html import render_assessment
from papertiger.report.assessment.lines import RATES
from papertiger.report.assessment.page import (
    capital,
    counted,
    headline,
    label,
    made_by,
    notes,
    outcome_text,
    rate_text,
    titles,
    unresolved,
)
from papertiger.report.html import policy, style_sheet
from papertiger.web.failing import NotFoundError
from papertiger.web.showing.pairs import pairs
from papertiger.web.visit import Visit, Visited
from papertiger.web.weighing.asked import Weighed, read
from papertiger.web.weighing.record import (
    Figure,
    Record,
    can_prepare,
    is_prepared,
    looked_at,
    prepared,
    record,
)
from papertiger.web.weighing.work import assess
from papertiger.workbench.assessing import assessment_voice, sentences_of

router = APIRouter()
BEFORE: Final = 20
"""Earlier assessments that a record can be compared with, the last ones."""
WHOLE: Final = 12
"""Responses of a group that come with their sentences, the weightiest; those of the others come when they are opened."""
ALL: Final = "all@"
"""Beginning of the address of an answer to everything."""


@dataclass(frozen=True, slots=True)
class Row:
    """A patron in the list."""

    id: str
    name: str
    clients: int
    at: str
    """When it was assessed last; empty for never."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One figure of a group: as it stands, as chosen, or by the full model."""

    title: str
    figure: Figure


@router.get("/assessment", name="assessment")
def assessment(visit: Visited) -> Response:
    """Patrons of whom the ledger says something, by name."""
    asked = visit.request.query_params.get("patron")
    if asked:
        rest = {key: visit.request.query_params.getlist(key) for key in visit.request.query_params}
        return RedirectResponse(visit.url("assessment_of", **{**rest, "patron": asked}), 303)
    last: dict[str, str] = {}
    for one in visit.ledger.assessments_made():
        if one.question.startswith(ALL):
            last.setdefault(one.patron, one.at)
    clients: dict[str, int] = {}
    for row in pairs(visit):
        if row.patron:
            clients[row.patron] = clients.get(row.patron, 0) + 1
    rows = [
        Row(one, visit.name(one), clients.get(one, 0), last.get(one, ""))
        for one in clients.keys() | last.keys()
    ]
    rows.sort(key=lambda row: visit.words.order(row.name))
    return visit.page("pages/assessment.html.j2", rows=rows)


@router.get("/assessment/{patron}", name="assessment_of")
def assessment_of(visit: Visited, patron: str) -> Response:
    """One patron's record: figures with what they rest on, and the same without what somebody leaves out."""
    _must_be_known(visit, patron)
    try:
        weighed = read(patron, visit.request.query_params)
        if not is_prepared(visit.ledger, patron) and not can_prepare(visit.ledger, patron):
            return _page(visit, Weighed(weighed.question, weighed.period, "", Choice(), (), "quick"), None)
        found = _record(visit, weighed)
        choice = _whole_choice(weighed, found)
        figures = looked_at(found, weighed.question, choice) if choice else {}
    except PapertigerError as error:
        if isinstance(error, LedgerError) and error.__cause__ is not None:
            raise
        blank = Weighed(Question(patron), "", "", Choice(), (), "quick")
        return _page(visit, blank, None, problem=str(error))
    return _page(visit, weighed, found, figures, choice)


@router.get("/assessment/{patron}/cases/{response}", name="assessment_case")
def assessment_case(visit: Visited, patron: str, response: str) -> Response:
    """One response of the record with all its sentences."""
    _must_be_known(visit, patron)
    weighed = read(patron, visit.request.query_params)
    if not is_prepared(visit.ledger, patron) and not can_prepare(visit.ledger, patron):
        return RedirectResponse(visit.url("assessment_of", patron=patron), 303)
    found = _record(visit, weighed)
    for group in found.answer.groups:
        for one in group.cases:
            if one.response == response:
                return visit.page(
                    "pages/assessment_case.html.j2", one=one, **_saying(visit, patron, Choice())
                )
    raise NotFoundError(visit.t("assessment.no_case", response=response))


@router.post("/assessment/{patron}", name="assess")
def start(visit: Visited, patron: str) -> RedirectResponse:
    """Bring the record up to date with all articles, answer, and keep the answer."""
    _must_be_known(visit, patron)
    weighed = read(patron, visit.request.query_params)
    arguments = {
        "place": str(visit.ledger.place),
        "question": weighed.question,
        "model": weighed.model,
        "address": visit.url("assessment_of", patron=patron, **weighed.query()),
    }
    about = visit.name(patron)
    job = visit.state.jobs.start("assess", assess, arguments, about=about)
    return RedirectResponse(visit.url("job", job=job.id), 303)


@router.get("/assessment/{patron}/report", name="assessment_report")
def report(visit: Visited, patron: str) -> Response:
    """The record as it stands as one HTML file, as `papertiger assess --html` writes it."""
    _must_be_known(visit, patron)
    weighed = read(patron, visit.request.query_params)
    found = _record(visit, weighed)
    sentences = visit.kept(("sentences", visit.speaks), lambda: sentences_of(visit.ledger, visit.speaks))
    text = render_assessment(found.answer, sentences, assessment_voice(visit.speaks))
    name = "".join(sign if sign.isalnum() and sign.isascii() else "-" for sign in patron)
    headers = {
        "content-disposition": f'attachment; filename="assessment-{name}.html"',
        "content-security-policy": policy(str(style_sheet())),
    }
    return HTMLResponse(text, headers=headers)


def _must_be_known(visit: Visit, patron: str) -> None:
    known = actor_of(patron) or actor_of(patron.partition(":")[0])
    if known is None and not any(row.patron == patron for row in pairs(visit)):
        raise NotFoundError(visit.t("assessment.unknown", patron=patron))


def _record(visit: Visit, weighed: Weighed) -> Record:
    """The record as it stands, remembered until something is stored."""
    patron, ledger = weighed.question.patron, visit.ledger
    cases = visit.kept(("cases", patron), lambda: prepared(ledger, patron))
    today = date.today().isoformat()  # noqa: DTZ011 - only that tomorrow is another day
    name = ("record", weighed.question.address, weighed.since, today)
    return visit.kept(name, lambda: record(ledger, weighed.question, cases, weighed.since))


def _whole_choice(weighed: Weighed, found: Record) -> Choice:
    """The choice with the outlets of the networks that are left out."""
    owned = dict(found.networks)
    more = {outlet for network in weighed.networks for outlet in owned.get(network, ())}
    return replace(weighed.choice, outlets=weighed.choice.outlets | more)


def _page(
    visit: Visit,
    weighed: Weighed,
    found: Record | None,
    figures: Mapping[str, Figure] | None = None,
    choice: Choice | None = None,
    *,
    problem: str = "",
) -> HTMLResponse:
    voice, settings = assessment_voice(visit.speaks), load_settings()
    patron = weighed.question.patron
    context: dict[str, Any] = {
        **_saying(visit, patron, choice or Choice()),
        "weighed": weighed,
        "title": voice.words.title.format(patron=voice.names(patron)),
        "found": found,
        "whole": WHOLE,
        "rates": RATES,
        "problem": problem,
        "waiting": visit.ledger.unjoined() if found is None and not problem else 0,
        "priors": [(one, capital(voice.say(dict(settings.priors)[one].title))) for one in offered(settings)],
        "full_there": find_spec("numpyro") is not None,
        "groups": [],
    }
    if found is not None:
        kept = [one for one in visit.ledger.assessments_made(patron) if of_address_safe(one.question)]
        full = _full(visit, weighed, kept)
        context |= {
            "title": titles(found.answer, voice),
            "kept": kept[:BEFORE],
            "groups": [
                _group(visit, one, weighed, found, (figures or {}).get(one.definition.key), full)
                for one in found.answer.groups
            ],
            "notes": list(notes(found.answer, voice)),
            "made_by": made_by(found.answer, voice),
            "rate_text": lambda rate: rate_text(rate, voice.words),
        }
    return visit.page("pages/assessment_of.html.j2", status=422 if problem else 200, **context)


def _saying(visit: Visit, patron: str, choice: Choice) -> dict[str, Any]:
    """What cases are told with."""
    voice, language = assessment_voice(visit.speaks), visit.speaks
    return {
        "patron": patron,
        "name": voice.names(patron),
        "voice": voice,
        "said": voice.words,
        "choice": choice,
        "sentence": visit.kept(("sentences", language), lambda: sentences_of(visit.ledger, language)),
        "outcome": lambda case: outcome_text(case, voice),
        "capital": capital,
    }


def of_address_safe(question: str) -> Question | None:
    """The question of a kept answer; None for what is kept beside answers."""
    try:
        return of_address(question)
    except QuestionError:
        return None


def _full(visit: Visit, weighed: Weighed, kept: list[Any]) -> Mapping[str, Mapping[str, Any]]:
    """Group → what the full model answered to what the ledger holds now; nothing where it was not asked, or more came since."""
    digest, upto = load_settings(model="full").digest, visit.ledger.evidence_upto()
    for one in kept:
        if (one.question, one.config, one.upto) == (weighed.question.address, digest, upto):
            body = visit.ledger.assessment(one.id).body
            return {group["definition"]["key"]: {**group, "at": one.at} for group in body["groups"]}
    return {}


def _group(
    visit: Visit,
    answer: GroupAnswer,
    weighed: Weighed,
    found: Record,
    other: Figure | None,
    full: Mapping[str, Mapping[str, Any]],
) -> dict[str, Any]:
    """Everything that the page says of one group."""
    voice = assessment_voice(visit.speaks)
    key = answer.definition.key
    shown = [Shown(visit.t("assessment.as_stands"), found.figures[key])]
    if other is not None:
        shown.append(Shown(visit.t("assessment.as_chosen"), other))
    if key in full:
        one = GroupAnswer.model_validate(
            {k: v for k, v in full[key].items() if k != "at"} | {"cases": (), "influence": (), "next": ()}
        )
        figure = Figure(
            one.rate, one.n_eff, one.origins, one.responses, one.pending, voice.say(one.prior, "prior")
        )
        shown.append(Shown(visit.t("assessment.by_full", day=visit.words.day(full[key]["at"][:10])), figure))
    return {
        "key": key,
        "answer": answer,
        "label": label(answer, voice),
        "counted": counted(answer, voice),
        "headline": list(headline(answer, voice)),
        "shown": shown,
        "drawn": _drawn(visit, f"rate-{key}", label(answer, voice), shown),
        "history": list(texts.history(answer, voice)),
        "before": texts.before_text(answer, voice),
        "changes": list(texts.change_texts(answer, voice)),
        "since": voice.say(answer.changes.since, "since") if answer.changes else "",
        "carries": [(texts.influence_text(one, voice), one.origin) for one in answer.influence],
        "next": list(texts.next_texts(answer, voice)),
        "assumed": list(texts.assumed(answer, voice)),
        "unresolved": unresolved(answer, voice),
        "parts": [
            {
                "part": part,
                "title": voice.words.part.format(by=voice.words.parts[part.by], value=voice.part(part)),
                "address": _of_part(visit, weighed, part.by, part.value),
                "rate": rate_text(part.rate, voice.words),
            }
            for part in answer.parts
        ],
    }


def _of_part(visit: Visit, weighed: Weighed, by: str, value: str) -> str:
    return visit.url("assessment_of", patron=weighed.question.patron, **weighed.query(**{by: value}))


def _drawn(visit: Visit, id_: str, title: str, shown: list[Shown]) -> drawing.Element | None:
    words = assessment_voice(visit.speaks).words

    def rate(one: Shown) -> drawing.Rate:
        found = one.figure.rate
        told = rate_text(found, words)
        brief = visit.t("assessment.thin")
        if found.median is not None and found.ninety is not None:
            brief = words.page.bar.format(median=words.share(found.median), ninety=words.ends(found.ninety))
        return drawing.Rate(
            one.title,
            found.median,
            (found.half.low, found.half.high) if found.half else None,
            (found.ninety.low, found.ninety.high) if found.ninety else None,
            (found.prior_ninety.low, found.prior_ninety.high),
            brief,
            f"{one.title}: {told}",
            "",  # the table below leads to the terms
        )

    desc = visit.t("assessment.drawing")
    return drawing.intervals(drawing.Intervals(id_, title, desc, tuple(map(rate, shown))))
