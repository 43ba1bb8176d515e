"""Articles: the list, and one with its frozen text and what was read from it."""

from __future__ import annotations

from collections.abc import Iterable

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from papertiger.actors import actor_of, knowledge_base
from papertiger.errors import LedgerError
from papertiger.ledger import ClaimFilter
from papertiger.ledger.browsing import ArticlePlace
from papertiger.lineage import Family, independent_origins
from papertiger.records import ClaimRecord
from papertiger.report.evidence import language_tag, line
from papertiger.sourcing.sides import owner_of
from papertiger.web.failing import NotFoundError
from papertiger.web.showing.articles import lines, noted
from papertiger.web.showing.filters import asked_of_articles
from papertiger.web.showing.origins import owners, sure
from papertiger.web.visit import Visit, Visited

router = APIRouter()
PAGE = 50
"""Articles of a page."""
LISTED = 500
"""Outlets that the field for one offers; with more it offers none."""


@router.get("/articles", name="articles")
def articles(visit: Visited) -> HTMLResponse:
    """Articles, the newest first, undated ones last."""
    query = visit.request.query_params
    chosen, given = asked_of_articles(query)
    after = ArticlePlace.read(query["after"]) if query.get("after") else None
    page = visit.ledger.articles_page(chosen, after, PAGE)
    seen = visit.kept(("outlets",), visit.ledger.outlets)
    return visit.page(
        "pages/articles.html.j2",
        page=page,
        given=given,
        after=str(page.last) if page.last else "",
        languages_there=sorted(visit.ledger.counts().languages),
        outlets_there=[one.outlet for one in seen if one.outlet] if len(seen) <= LISTED else [],
        number=sum(one.articles for one in seen),
        said=visit.voice.words,
    )


@router.get("/articles/{article}", name="article")
def article(visit: Visited, article: str) -> HTMLResponse:
    """One article, by its key or the beginning of one."""
    key = _key(visit, article)
    read, row = visit.ledger.article(key), visit.ledger.article_row(key)
    claims = tuple(visit.ledger.with_origins(visit.ledger.claims(ClaimFilter(article=key))))
    family = next(iter(visit.ledger.families(key)), None)
    own = next((p for p in family.articles if p.member.key == key), None) if family else None
    found = noted(claims)
    return visit.page(
        "pages/article.html.j2",
        row=row,
        article=read,
        tag=language_tag(row.language),
        lines=lines(read, found),
        notes=[(one, line(one.record, visit.voice)) for one in found],
        numbers={one.record.id: one.number for one in found},
        origins=independent_origins(claims),
        said=visit.voice.words,
        family=family,
        own=own,
        sure=sure(visit.words, own.confidence) if own else "",
        outlet=_outlet(row.outlet, claims),
        owner=_owner(row.outlet, read.metadata.owner),
        network=owners(family) if family else {},
        titles=_titles(family),
    )


def _key(visit: Visit, named: str) -> str:
    if visit.ledger.known(named):
        return named
    try:
        return visit.ledger.article_of(named)
    except LedgerError as error:
        raise NotFoundError(str(error)) from None


def _outlet(name: str | None, claims: Iterable[ClaimRecord]) -> str | None:
    """Actor id of the outlet, where the actor files know it."""
    stated = next((one.attribution[0].actor for one in claims if one.attribution), None)
    if stated is not None:
        return stated
    known = knowledge_base().outlet(name) if name and "." in name else None
    return known.id if known else None


def _owner(outlet: str | None, stated: str | None) -> str:
    """Who owns the outlet: as the article states it, else as the actor files know it; empty where nothing says so."""
    if stated:
        return stated
    known = knowledge_base().outlet(outlet) if outlet and "." in outlet else None
    listed = owner_of(known.id) if known else None
    actor = actor_of(listed)
    return actor.name if actor else listed or ""


def _titles(family: Family | None) -> dict[str, tuple[str, str]]:
    """Key → outlet and title of the family's articles."""
    if family is None:
        return {}
    return {p.member.key: (p.member.outlet.name, p.member.title or "") for p in family.articles}
