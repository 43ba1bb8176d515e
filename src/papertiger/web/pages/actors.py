"""Actors: who is known by a name, and one with what is said of it and by it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse

from papertiger.actors import Actor, actor_of, knowledge_base
from papertiger.errors import LedgerError
from papertiger.ledger import ClaimFilter
from papertiger.ledger.asked import ACTOR
from papertiger.records import Reliability
from papertiger.report.names import actor_names
from papertiger.report.told import told
from papertiger.sourcing.grading import default_of, named_source, target_of
from papertiger.web.failing import NotFoundError
from papertiger.web.reviewing.people import reviewer
from papertiger.web.showing.actors import LONGEST, resolved
from papertiger.web.showing.claims import Listed, listed
from papertiger.web.showing.profile import profile
from papertiger.web.visit import Visit, Visited

router = APIRouter()
FOUND = 60
"""Actors that a search shows."""
FEW = 5
"""Claims of each kind on an actor's page."""
ROLES = ("subject", "object", "speaker")


@dataclass(frozen=True, slots=True)
class Row:
    """One actor in a list."""

    id: str
    name: str
    kind: str
    state: str
    """Name of the state it belongs to; empty for a state itself."""


@dataclass(frozen=True, slots=True)
class Part:
    """The newest claims in which an actor has one role."""

    role: str
    listed: Listed
    more: bool
    asked: dict[str, str]
    """Query of the list of all of them."""


@router.get("/actors", name="actors")
def actors(visit: Visited) -> HTMLResponse:
    """Actors whose name has what is asked for; with nothing asked, the states that the ledger has claims of."""
    sought = visit.request.query_params.get("q", "").strip()[:LONGEST]
    found = _sought(visit, sought) if sought else ()
    return visit.page(
        "pages/actors.html.j2",
        q=sought,
        rows=[_row(visit, one) for one in found[:FOUND]],
        more=len(found) > FOUND,
        states=[] if sought else visit.kept(("states", visit.language), lambda: _states(visit)),
    )


def _sought(visit: Visit, sought: str) -> tuple[Actor, ...]:
    """By any part of a name; whom a form of a name means comes first."""
    found = visit.bench.actors(sought, FOUND + 1)
    meant = actor_of(resolved(sought))
    return found if meant is None else (meant, *(one for one in found if one.id != meant.id))


def _row(visit: Visit, actor: Actor) -> Row:
    name = actor_names(visit.speaks)
    state = name(actor.state) if actor.state and actor.state != actor.id else ""
    return Row(actor.id, name(actor.id), actor.kind, state)


def _states(visit: Visit) -> list[Row]:
    """States and others that claims are about, by name."""
    name = actor_names(visit.speaks)
    return sorted(
        (Row(one, name(one), "", "") for one in visit.ledger.states()),
        key=lambda row: visit.words.order(row.name),
    )


@router.get("/actors/{actor:path}", name="actor")
def actor(visit: Visited, actor: str) -> HTMLResponse:
    """One actor: what the actor files know, and the newest claims of it, about it and by it."""
    known = profile(actor, datetime.now(UTC).date())
    parts = [part for role in ROLES if (part := _part(visit, actor, role)).listed.pieces]
    if known is None and not parts:
        raise NotFoundError(visit.t("actors.unknown", name=actor))
    step = named_source(actor)
    letter, why = default_of(step)
    outlet = known is not None and known.actor.kind == "outlet"
    return visit.page(
        "pages/actor.html.j2",
        id=actor,
        known=known,
        title=visit.voice.name(actor),
        name=visit.voice.name,
        parts=parts,
        state=known is not None and known.actor.kind == "state",
        source=not known or known.actor.kind not in {"state", "system"},
        me=reviewer(visit.request.cookies, visit.state.reviewer),
        default=letter,
        default_why=told(visit.speaks, "reasons").say(why, "grades"),
        judged=visit.ledger.judgements(target_of(step)),
        articles=_articles(visit, known.actor) if known is not None and outlet else [],
        said=visit.voice.words,
    )


def _part(visit: Visit, actor: str, role: str) -> Part:
    # A speaker's id may be part of other names: of "Brussels", for RUS.
    asked: dict[str, Any] = {role: f"{ACTOR}{actor}" if role == "speaker" else actor}
    page = visit.ledger.page(ClaimFilter(limit=FEW, newest_first=True, **asked))
    found = visit.ledger.with_origins(page.claims)
    return Part(role, listed(visit.ledger, found, visit.voice), page.last is not None, asked)


def _articles(visit: Visit, outlet: Actor) -> list[tuple[str, int]]:
    """Names under which articles state an outlet, with how many state each."""
    base = knowledge_base()
    fact = base.fact(outlet.id)
    names = {outlet.name, *(base.label(outlet.id, code) for code in base.languages)}
    names |= {one["text"] for one in fact.get("names", ())} | set(fact.get("domains", ()))
    wanted = {name.casefold() for name in names}
    seen = visit.kept(("outlets",), visit.ledger.outlets)
    return [(one.outlet, one.articles) for one in seen if one.outlet and one.outlet.casefold() in wanted]


@router.post("/actors/{actor:path}/grade", name="grade_actor")
def grade_actor(
    visit: Visited,
    actor: str,
    by: Annotated[str, Form(max_length=200)],
    why: Annotated[str, Form(max_length=2000)],
    reliability: Annotated[Reliability, Form()],
) -> RedirectResponse:
    """Store a person's grade of a source; earlier ones stay."""
    if not by.strip() or not why.strip():
        raise LedgerError(visit.t("claim.grade_needs"))
    target = target_of(named_source(actor))
    visit.state.writing.judge(target, by.strip(), why.strip(), reliability=reliability)
    return RedirectResponse(visit.url("actor", actor=actor) + "#grade", 303)
