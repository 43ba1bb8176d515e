"""Review: one claim at a time, by keys or by buttons; each decision is posted, stored, and answered with the next claim."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from starlette.datastructures import FormData

from papertiger.errors import LedgerError, ReviewError
from papertiger.ledger.reviewing.desk import Item
from papertiger.report.evidence import voice_in
from papertiger.web.failing import NotFoundError
from papertiger.web.reviewing import people
from papertiger.web.reviewing.asked import Asked
from papertiger.web.reviewing.deciding import ACTS, drafted
from papertiger.web.reviewing.naming import MOST, actor_text
from papertiger.web.reviewing.page import review_page, tongue_of
from papertiger.web.reviewing.progress import RECENT, last_decision
from papertiger.web.reviewing.queues import Queue
from papertiger.web.reviewing.showing import others_decided
from papertiger.web.visit import Visit, Visited

router = APIRouter()
Claim = Annotated[str, Query(max_length=64)]


def _me(visit: Visit) -> str:
    return people.reviewer(visit.request.cookies, visit.state.reviewer)


def _asked(visit: Visit) -> Asked:
    return Asked.of(visit.request.query_params)


@router.get("/review", name="review")
def review(visit: Visited, claim: Claim = "", done: Claim = "") -> HTMLResponse:
    """The claim at hand: the one that the address names, else the first of the queue."""
    asked, me = _asked(visit), _me(visit)
    queue = visit.state.queues.of(me, asked)
    item = _item(visit, claim) if claim else _first(visit, queue)
    return review_page(visit, asked, queue, item, done=done)


def _item(visit: Visit, claim: str) -> Item:
    try:
        return visit.state.desk.review_item(claim)
    except LedgerError as error:
        raise NotFoundError(str(error)) from None


def _first(visit: Visit, queue: Queue) -> Item | None:
    """The first claim of the queue that the ledger says still waits."""
    for record, _ in list(queue.open_rows()):
        item = visit.state.desk.review_item(record.id)
        if visit.state.queues.still_waits(queue.me, item):
            return item
        visit.state.queues.drop(queue, record.id)
    return None


@router.get("/review/undo", name="undo_again")
@router.get("/review/settings", name="settings_again")
@router.get("/review/decide", name="decided")
def decided(visit: Visited) -> RedirectResponse:
    """Pages that say why something was not done stand at these addresses; who asks for one again, as in another language, gets the queue."""
    kept = {
        name: visit.request.query_params[name]
        for name in ("language", "theme")
        if name in visit.request.query_params
    }
    return RedirectResponse(visit.url("review", **_asked(visit).query, **kept), 303)


@router.post("/review/decide", name="decide", response_model=None)
async def decide(visit: Visited, request: Request) -> HTMLResponse | RedirectResponse:
    """Take a decision, and go on to the next claim; where it cannot be taken, the same page says why."""
    from starlette.concurrency import run_in_threadpool  # noqa: PLC0415 - small

    form = await request.form(max_files=0)
    return await run_in_threadpool(_decide, visit, form)


def _decide(visit: Visit, form: FormData) -> HTMLResponse | RedirectResponse:
    asked, me, tongue = _asked(visit), _me(visit), tongue_of(visit)
    queue = visit.state.queues.of(me, asked)
    act, item = str(form.get("act", "")), _item(visit, str(form.get("claim", ""))[:64])
    if act not in ACTS:
        return review_page(visit, asked, queue, item, notice=visit.t("review.wrong.decision"), status=422)
    draft = drafted(act, form, item, tongue)
    if said_since := _since(visit, form, item, me):
        return review_page(visit, asked, queue, item, draft=draft, notice=said_since, status=409)
    if draft.wrong:
        return review_page(visit, asked, queue, item, draft=draft, status=422)
    following = queue.after(item.record.id)
    before = visit.ledger.chain()
    try:
        visit.state.desk.decide(
            item.record.id, draft.act, draft.words, by=me, why=draft.why, version=item.version
        )
    except (ReviewError, LedgerError) as error:
        if error.__cause__ is not None:  # the ledger itself is at fault
            raise
        if act == "merge":
            key = "merge_text" if isinstance(error, ReviewError) else "merge_none"
            draft.wrong["keep"] = visit.t(f"review.wrong.{key}", given=draft.words[0])
        else:
            draft.wrong["why"] = visit.t("review.wrong.refused", problem=str(error))
        return review_page(visit, asked, queue, item, draft=draft, status=422)
    if act == "comment":
        return _to(visit, asked, claim=item.record.id, done=item.record.id)
    visit.state.queues.settle(me, item.record.id, before)
    return _to(visit, asked, claim=following.id if following else "", done=item.record.id)


def _since(visit: Visit, form: FormData, item: Item, me: str) -> str:
    """What happened to the claim since the form was made that the reviewer has to see first; empty for nothing."""
    seen, version = str(form.get("seen", "")), str(form.get("version", ""))
    if seen.isascii() and seen.isdigit() and others_decided(item, me) > int(seen):
        names = [one.reviewer for one in item.reviews if one.reviewer != me]
        return visit.t("review.wrong.meanwhile", names=", ".join(dict.fromkeys(names)))
    return visit.t("review.wrong.reread") if version != str(item.version) else ""


def _to(visit: Visit, asked: Asked, **more: str) -> RedirectResponse:
    """On to a page of the same queue; the fragment puts the focus on the claim where no script does."""
    return RedirectResponse(visit.url("review", **asked.query, **more) + "#claim", 303)


@router.post("/review/undo", name="undo_review", response_model=None)
def undo(visit: Visited) -> HTMLResponse | RedirectResponse:
    """Take back the reviewer's last decision, and go to its claim."""
    asked, me = _asked(visit), _me(visit)
    bench = visit.state.desk
    last = last_decision(bench.reviews(limit=RECENT, by=me).reviews)
    if last is None:
        return _notice(visit, visit.t("review.undo_none"))
    bench.undo(last.claim, by=me)
    visit.state.queues.forget(me)
    return _to(visit, asked, claim=last.claim, done=last.claim)


def _notice(visit: Visit, notice: str) -> HTMLResponse:
    """The first claim of the queue, with what was asked for and cannot be done."""
    asked = _asked(visit)
    queue = visit.state.queues.of(_me(visit), asked)
    return review_page(visit, asked, queue, _first(visit, queue), notice=notice, status=422)


@router.post("/review/skip", name="skip_review")
def skip(visit: Visited, claim: Annotated[str, Form(max_length=64)] = "") -> RedirectResponse:
    """Leave a claim for another time, and go on; without a claim, look again at what was skipped."""
    asked, me = _asked(visit), _me(visit)
    queue = visit.state.queues.of(me, asked)
    if not claim:
        queue.passed.clear()
        return _to(visit, asked)
    following = queue.after(claim)
    queue.passed.add(claim)
    return _to(visit, asked, claim=following.id if following else "")


@router.post("/review/settings", name="review_settings", response_model=None)
def settings(
    visit: Visited,
    name: Annotated[str | None, Form(max_length=400)] = None,
    keys: Annotated[str | None, Form(pattern="^(on|off)$")] = None,
    claim: Annotated[str, Form(max_length=64)] = "",
) -> HTMLResponse | RedirectResponse:
    """Remember who reviews, or whether letters act."""
    chosen = people.fit_name(name or "")
    if keys is None and chosen is None:  # an empty field comes as None
        return _notice(visit, visit.t("review.name_wrong"))
    answer = _to(visit, _asked(visit), claim=claim)
    people.remember(answer, name=chosen, keys=None if keys is None else keys == "on")
    return answer


@router.get("/review/actors", name="review_actors")
def actors(visit: Visited, q: Annotated[str, Query(max_length=120)] = "") -> JSONResponse:
    """Actors with these letters in a name or id, as a field for an actor takes them."""
    voice = voice_in(visit.language)  # type: ignore[arg-type] # a language of the interface
    found = visit.state.desk.actors(q, MOST)
    told = visit.n("review.found_actors", len(found))
    return JSONResponse(
        {
            "told": told,
            "actors": [{"text": actor_text(one.id, voice), "state": one.state or ""} for one in found],
        }
    )
