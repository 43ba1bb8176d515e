"""Warnings: what was found that the news did not say before, what persons do about it, and a feed of it."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData

from papertiger.report.digest import digest_words
from papertiger.report.warnings import Told
from papertiger.warning.body import finding_of
from papertiger.warning.values import Finding
from papertiger.web.reviewing import people
from papertiger.web.showing import warned
from papertiger.web.showing.handling import Draft, drafted
from papertiger.web.showing.sources import out_now
from papertiger.web.showing.surprise import Words, rate_of, ruler
from papertiger.web.visit import Visit, Visited
from papertiger.workbench.handling import Handled, handled, today

router = APIRouter()
ENTRIES = 100
"""Of the feed."""
Key = Annotated[str, Query(max_length=64)]


@router.get("/warnings", name="warnings")
def warnings(
    visit: Visited,
    show: Literal["open", "grown", "snoozed", "acknowledged", "all", ""] = "open",
    rule: Key = "",
    about: Annotated[str, Query(max_length=200)] = "",
    after: Key = "",
) -> HTMLResponse:
    """Warnings that were stored, open ones first; nothing is worked out anew."""
    found = warned.every(visit)
    chosen = warned.shown(found, show or "open", rule, about.strip())
    page, following = warned.page_of(chosen, after)
    return visit.page(
        "pages/warnings.html.j2",
        shows=[(name, len(warned.shown(found, name))) for name in warned.SHOWS],
        show=show or "open",
        rule=rule,
        about=about,
        rules=warned.rules_of(found),
        rows=warned.rows_of(visit, page),
        number=len(chosen),
        there=len(found),
        following=following,
        out=out_now(visit),
        name=visit.name,
    )


@router.get("/warnings.atom", name="warnings_feed")
def feed(visit: Visited) -> Response:
    """The newest warnings as an Atom feed (RFC 4287); asked for with the session or the token as a bearer, as every page."""
    from papertiger.workbench.delivering.sending import feed_of  # noqa: PLC0415 - loads what sends mail

    base = f"{visit.request.url.scheme}://{visit.request.headers['host']}"
    made = feed_of(
        handled(visit.ledger, visit.ledger.warnings(limit=ENTRIES), today()),
        visit.ledger.name,
        visit.speaks,
        base,
        base + visit.url("warnings_feed"),
    )
    return Response(made, media_type="application/atom+xml")


@router.get("/warnings/{warning}", name="warning")
def warning(visit: Visited, warning: str) -> HTMLResponse:
    """One warning with all that it rests on, what persons did about it, and the form to do something."""
    return _page(visit, visit.bench.handled_warning(warning))


@router.get("/warnings/{warning}/handling", name="handled_again")
def handled_again(visit: Visited, warning: str) -> RedirectResponse:
    """A page that says why something was not done stands at this address; who asks for it again gets the warning."""
    kept = {
        name: visit.request.query_params[name]
        for name in ("language", "theme")
        if name in visit.request.query_params
    }
    return RedirectResponse(visit.url("warning", warning=warning, **kept), 303)


@router.post("/warnings/{warning}/handling", name="handle_warning", response_model=None)
async def handle(visit: Visited, warning: str, request: Request) -> HTMLResponse | RedirectResponse:
    """Acknowledge a warning, put it off, or open it again; where that cannot be done, the same page says why."""
    from starlette.concurrency import run_in_threadpool  # noqa: PLC0415 - small

    form = await request.form(max_files=0)
    return await run_in_threadpool(_handle, visit, warning, form)


def _handle(visit: Visit, named: str, form: FormData) -> HTMLResponse | RedirectResponse:
    one = visit.bench.handled_warning(named)
    draft = drafted(form, visit.words, today())
    if draft.seen != len(one.handlings):
        names = dict.fromkeys(step.by for step in one.handlings[draft.seen :])
        notice = visit.t("warnings.wrong.meanwhile", names=", ".join(names))
        return _page(visit, one, draft, notice, status=409)
    if draft.wrong or draft.action is None:
        return _page(visit, one, draft, visit.t("warnings.wrong.nothing_done"), status=422)
    person = people.fit_name(draft.by) or draft.by
    visit.state.desk.handle(one.warning.id, draft.action, person, draft.why, until=draft.until)
    answer = RedirectResponse(visit.url("warning", warning=one.warning.id) + "#handling", 303)
    people.remember(answer, name=person)
    return answer


def _page(
    visit: Visit, one: Handled, draft: Draft | None = None, notice: str = "", *, status: int = 200
) -> HTMLResponse:
    row = warned.row_of(one, visit.speaks)
    finding = finding_of(one.warning.body) if row.said is not None else None
    me = people.reviewer(visit.request.cookies, visit.state.reviewer)
    return visit.page(
        "pages/warning.html.j2",
        status=status,
        row=row,
        said=row.said,
        one=one,
        finding=finding,
        drawing=_drawing(visit, row.said, finding),
        rate=lambda number: rate_of(number, visit.speaks),
        days=warned.by_day(one.warning.body) if row.said is not None else [],
        retold=warned.retellings(one),
        related=warned.rows_of(visit, warned.related(one, warned.every(visit))),
        became=digest_words(visit.speaks),
        intact=warned.intact(one),
        draft=draft or Draft(by=me, seen=len(one.handlings)),
        notice=notice,
        today=today().isoformat(),
        out=out_now(visit),
        name=visit.name,
    )


def _drawing(visit: Visit, said: Told | None, finding: Finding | None) -> object:
    """What was counted against what is usual; none where a warning rests on no measurement."""
    if said is None or finding is None or finding.surprise is None or finding.reason.get("basis") == "stated":
        return None
    measured = finding.surprise
    days = visit.n("warnings.surprise.days", measured.days)
    desc = visit.t("warnings.surprise.desc", days=days)
    if measured.allowed is not None:
        desc = f"{desc} {visit.t('warnings.surprise.desc_threshold')}"
    names = ("title", "counted", "expected", "usual", "rare", "threshold")
    said_of = {name: visit.t(f"warnings.surprise.{name}") for name in names}
    return ruler(
        measured,
        Words(desc=desc, **said_of),
        lambda number: visit.words.number(round(number, 2)),
        lambda number: rate_of(number, visit.speaks),
    )
