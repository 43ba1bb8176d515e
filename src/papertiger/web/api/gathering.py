"""Families, actors, partnerships, coverage over HTTP."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Annotated

from fastapi import APIRouter, Query

from papertiger.actors import Actor
from papertiger.ledger import Counts, Holdings
from papertiger.ledger.browsing import FAMILIES, ArticlePlace
from papertiger.web.api.answers import (
    ActorTold,
    ChangesTold,
    CoverageTold,
    FamilyPageTold,
    FamilyTold,
    PartnershipRows,
    PartnershipRowTold,
    PartnershipTold,
    Value,
)
from papertiger.web.api.failing import problems
from papertiger.web.api.kinds import (
    PAGE,
    After,
    Articles,
    Asked,
    Claims,
    Limit,
    Named,
    Served,
    Wanted,
    claim_filter,
)

router = APIRouter(tags=["query"], responses=problems())


@router.get("/counts", operation_id="counts")
def counts(state: Served) -> Counts:
    """How many articles and standing claims there are, by language and by family."""
    return state.bench.counts()


@router.get("/holdings", operation_id="holdings")
def holdings(state: Served) -> Holdings:
    """The articles, counted by outlet, language and date."""
    return state.bench.holdings()


@router.get("/origins", operation_id="origins")
def origins(
    state: Served,
    asked: Articles,
    after: After = None,
    limit: Annotated[int, Query(ge=1, le=100)] = FAMILIES,
    linked: Annotated[bool, Query(description="Only families of several articles.")] = True,
) -> FamilyPageTold:
    """One page of families of articles, those with the newest article first. A page may have fewer than `limit` and yet a `next`."""
    place = ArticlePlace.read(after) if after else None
    found = state.bench.origins(replace(asked, linked=linked), place, limit)
    families = [told for one in found.families if (told := FamilyTold.of(one)) is not None]
    return FamilyPageTold(families=families, next=str(found.last) if found.last else None)


@router.get("/families/{article}", operation_id="family", responses=problems(404))
def family(state: Served, article: Named) -> FamilyTold:
    """The family that an article is in: which report it descends from, and who took it from whom."""
    return FamilyTold(family=FamilyTold.of(state.bench.family(article)) or {})


@router.get("/actors", operation_id="actors")
def actors(state: Served, query: Wanted, limit: Annotated[int, Query(ge=1, le=200)] = 50) -> list[Actor]:
    """Actors whose id or name in any language has these letters."""
    return list(state.bench.actors(query, limit))


@router.get("/actors/{actor}", operation_id="actor", responses=problems(404))
def actor(state: Served, actor: Named) -> ActorTold:
    """One actor with its names, and the states that it has claims with."""
    found = state.bench.actor(actor)
    return ActorTold(
        actor=found.actor,
        labels=dict(found.labels),
        partners=list(found.partners),
        model_only_left_out=found.model_only_left_out,
    )


@router.get("/partnerships", operation_id="partnerships")
def partnerships(
    state: Served,
    patron: Asked = None,
    client: Asked = None,
    after: Annotated[Asked, Query(description="`next` of the page before.")] = None,
    limit: Limit = PAGE,
) -> PartnershipRows:
    """Who supports whom, in numbers that the ledger keeps, by the ids of patron and client; page by page."""
    found = [
        one
        for one in state.bench.partnerships()
        if patron in {None, "", one.patron} and client in {None, "", one.client}
    ]
    start = next((n + 1 for n, one in enumerate(found) if f"{one.patron} {one.client}" == after), 0)
    shown = found[start : start + limit]
    more = f"{shown[-1].patron} {shown[-1].client}" if start + limit < len(found) else None
    rows = [PartnershipRowTold.model_validate(one) for one in shown]
    left = state.bench.counts().model_only_left_out
    return PartnershipRows(partnerships=rows, next=more, model_only_left_out=left)


@router.get("/partnerships/{patron}/{client}", operation_id="partnership")
def partnership(state: Served, patron: Named, client: Named) -> PartnershipTold:
    """One partnership in numbers; one that nothing is known of has none."""
    return PartnershipTold.of(state.bench.partnership(patron, client))


@router.get("/coverage", operation_id="coverage")
def coverage(state: Served, asked: Claims) -> CoverageTold:
    """What was looked at, and which silence means that nothing was reported and which that nothing was seen."""
    found = state.bench.coverage(claim_filter(asked))
    rows: list[Value] = [
        {**asdict(row), "day": row.day.isoformat() if row.day else None} for row in found.rows
    ]
    days: list[Value] = [
        {"state": one.state, "first": one.first.isoformat(), "last": one.last.isoformat(), "days": one.days}
        for one in found.stretches
    ]
    return CoverageTold(
        rows=rows, days=days, refused=found.refused, model_only_left_out=found.model_only_left_out
    )


@router.get("/changes", operation_id="changes")
def changes(
    state: Served,
    since: Annotated[
        Asked, Query(description="A mark (`arrived.mark` of an earlier answer), or a moment in ISO 8601.")
    ] = None,
) -> ChangesTold:
    """What came into the ledger since."""
    mark = (
        int(since)
        if since and since.isascii() and since.isdecimal() and len(since) < _DIGITS
        else since or None
    )
    found = state.bench.changes(mark)
    return ChangesTold(arrived=found.arrived, articles=list(found.articles), reviews=list(found.reviews))


_DIGITS = 18
"""Of a mark; more is no number that a database counts to."""
