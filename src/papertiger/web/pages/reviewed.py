"""What reviews measure: how often the reader is right and how far reviewers agree, each with its definition and interval."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Final

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse

from papertiger.ledger.reviewing import Agreement, Agreements, Figure, Precision, drawn
from papertiger.ledger.reviewing.figures import FIGURES, LEAST
from papertiger.report.evidence import voice_in
from papertiger.web.jobs.sampling import draw
from papertiger.web.reviewing.people import reviewer
from papertiger.web.reviewing.showing import label
from papertiger.web.visit import Visit, Visited

router = APIRouter()
MOST: Final = 1000
"""Claims that are drawn at once."""
MOST_SEED: Final = 2**31
OUTCOMES: Final = ("accepted", "corrected", "rejected", "contested")


@router.get("/review/figures", name="review_figures")
def figures(visit: Visited) -> HTMLResponse:
    """Precision of the reader and agreement of reviewers, from all that was decided."""
    precision, agreed = visit.state.desk.review_figures()
    voice = voice_in(visit.language)  # type: ignore[arg-type] # a language of the interface
    groups = {
        name: [
            (_group(name, value, visit, label(name, value, voice)), share) for value, share in shares.items()
        ]
        for name, shares in precision.by.items()
    }
    return visit.page(
        "pages/reviewed.html.j2",
        precision=precision,
        groups=groups,
        agreed=agreed,
        pairs=agreed.pairs if len(agreed.pairs) <= 1 else (agreed.everybody, *agreed.pairs),
        warnings=list(_warnings(visit, precision)),
        few=_few(visit, agreed),
        names=FIGURES,
        outcomes=OUTCOMES,
        most=MOST,
        me=reviewer(visit.request.cookies, visit.state.reviewer),
        value=lambda figure: _value(visit, figure),
        interval=lambda figure: _interval(visit, figure),
    )


@router.post("/review/draw", name="draw_claims")
def draw_claims(
    visit: Visited,
    size: Annotated[int, Form(ge=1, le=MOST)],
    seed: Annotated[int, Form(ge=0, le=MOST_SEED)] = 0,
) -> RedirectResponse:
    """Draw claims at random, by a job; they come first in the queue of whoever asked."""
    me = reviewer(visit.request.cookies, visit.state.reviewer)
    arguments = {
        "settings": visit.state.settings,
        "by": me,
        "size": size,
        "seed": seed,
        "language": visit.language,
        "address": visit.url("review"),
    }
    job = visit.state.jobs.start("draw", draw, arguments, about=visit.n("base.claims", size))
    return RedirectResponse(visit.url("job", job=job.id), 303)


def _group(name: str, value: str, visit: Visit, said: str) -> str:
    """What a group is called: languages by their own names, all else as the brief calls it."""
    if name != "language":
        return said
    return voice_in(visit.language).words.language(value)  # type: ignore[arg-type] # as above


def _value(visit: Visit, figure: Figure) -> str:
    if figure.value is None:
        return visit.t("review.undefined")
    if figure.name == "alpha":
        return visit.words.number(round(figure.value, 2))
    return visit.words.per_cent(figure.value)


def _interval(visit: Visit, figure: Figure) -> str:
    if figure.low is None or figure.high is None:
        return ""
    ends = (figure.low, figure.high)
    said = [
        visit.words.number(round(end, 2)) if figure.name == "alpha" else visit.words.per_cent(end)
        for end in ends
    ]
    return visit.t("review.to", low=said[0], high=said[1])


def _warnings(visit: Visit, precision: Precision) -> Iterator[str]:
    """What lessens the figures, in the visitor's language: as `precision_of` warns."""
    whole = precision.share
    if whole.decided < LEAST:
        yield visit.t("review.warnings.few", decided=whole.decided, least=LEAST)
    if not precision.at_random:
        yield visit.t("review.warnings.none_drawn")
    else:
        chosen = drawn(visit.ledger.reviews())
        if missing := len(chosen) - whole.decided:
            yield visit.t("review.warnings.undecided", missing=missing, drawn=len(chosen))
    if whole.contested:
        yield visit.t("review.warnings.contested", contested=whole.contested)


def _few(visit: Visit, agreed: Agreements) -> str:
    everybody: Agreement = agreed.everybody
    if not agreed.pairs or everybody.shared >= LEAST:
        return ""
    return visit.t("review.warnings.few_shared", shared=everybody.shared, least=LEAST)
