"""Origins: families of articles that descend from one report, and one of them as a tree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from papertiger.errors import LedgerError
from papertiger.ledger import ClaimFilter
from papertiger.ledger.browsing import ArticlePlace
from papertiger.lineage import Family, independent_origins
from papertiger.records import ClaimRecord
from papertiger.report.drawing import Descent, Element, Retelling, Telling, descent, origin_tree
from papertiger.report.evidence import language_tag, line
from papertiger.report.model import ClaimLine
from papertiger.web.failing import NotFoundError
from papertiger.web.showing.filters import asked_of_articles
from papertiger.web.showing.origins import Teller, family_key, flat, owners, sure, tree
from papertiger.web.visit import Visit, Visited

router = APIRouter()
PAGE = 20
"""Families of a page."""
DRAWN = 60
"""Articles of a family that the drawing has room for; the list has all."""
WEIGHED = 200
"""Articles of a family whose evidence is shown; the list leads to the others."""
READ = 40
"""Articles of a family whose claims are gathered for its page."""


@dataclass(frozen=True, slots=True)
class Saying:
    """One thing that articles of a family say."""

    line: ClaimLine
    """As the first of them says it."""
    claims: tuple[tuple[str, str], ...]
    """Id of each claim and the outlet of its article."""
    origins: int
    """Independent origins of these claims."""


@router.get("/origins", name="origins")
def origins(visit: Visited) -> HTMLResponse:
    """Families of several articles, those with the newest article first."""
    query = visit.request.query_params
    chosen, given = asked_of_articles(query, linked=True)
    after = ArticlePlace.read(query["after"]) if query.get("after") else None
    page = visit.ledger.families_page(chosen, after, PAGE)
    return visit.page(
        "pages/origins.html.j2",
        page=page,
        given=given,
        after=str(page.last) if page.last else "",
        languages_there=sorted(visit.ledger.counts().languages),
        said=visit.voice.words,
    )


@router.get("/origins/{origin:path}", name="origin")
def origin(visit: Visited, origin: str) -> HTMLResponse:
    """One family: by the key of an article in it, or by an origin as claims state it (``OUTLET@FAMILY``)."""
    family = _family(visit, origin)
    found = _claims(visit, family)
    outlets = {p.member.key: p.member.outlet.name for p in family.articles}
    return visit.page(
        "pages/origin.html.j2",
        family=family,
        tree=_listed(visit, family),
        drawing=_drawn(visit, family),
        undrawn=max(len(family.articles) - DRAWN, 0),
        sures={p.member.key: sure(visit.words, p.confidence) for p in family.articles},
        titles={p.member.key: (p.member.outlet.name, p.member.title or "") for p in family.articles},
        tellers=flat(tree(family))[:WEIGHED],
        unweighed=max(len(family.articles) - WEIGHED, 0),
        sayings=_sayings(visit, found, outlets),
        counted=independent_origins([record for record, _ in found]),
        claims=len(found),
        partial=len(family.articles) > READ,
        network=owners(family),
        said=visit.voice.words,
        tag=language_tag,
    )


def _family(visit: Visit, origin: str) -> Family:
    named = family_key(origin)
    try:
        key = named if visit.ledger.known(named) else visit.ledger.article_of(named)
        found = next(iter(visit.ledger.families(key)), None)
    except LedgerError as error:
        raise NotFoundError(str(error)) from None
    if found is None:
        raise NotFoundError(visit.t("origins.not_joined"))
    return found


def _claims(visit: Visit, family: Family) -> list[tuple[ClaimRecord, str]]:
    """Claims of the family's articles with the keys of these."""
    found = []
    for placed in family.articles[:READ]:
        key = placed.member.key
        records = visit.ledger.with_origins(visit.ledger.claims(ClaimFilter(article=key)))
        found += [(record, key) for record in records]
    return found


def _sayings(visit: Visit, found: Sequence[tuple[ClaimRecord, str]], outlets: dict[str, str]) -> list[Saying]:
    alike: dict[tuple[object, ...], list[tuple[ClaimRecord, str]]] = {}
    for record, key in found:
        about = (
            record.predicate,
            record.subject,
            record.object,
            record.over,
            record.domain,
            record.polarity,
            record.modality,
        )
        alike.setdefault(about, []).append((record, key))
    return [
        Saying(
            line(group[0][0], visit.voice),
            tuple((record.id, outlets[key]) for record, key in group),
            independent_origins([record for record, _ in group]),
        )
        for group in alike.values()
    ]


def _listed(visit: Visit, family: Family) -> Element:
    """The tree as a list in lists; a report that is not in the ledger stands at its top."""
    tops = tuple(_retelling(visit, one) for one in tree(family))
    root = family.origin
    if root.article is None:
        label = visit.t("origins.label", outlet=root.outlet.name, day=_day(visit, root.published))
        return origin_tree(Retelling(label, "", "und", (visit.t("origins.outside"),), "", tops))
    own = next((one for one in tops if one.href.endswith(root.article)), None)
    if own is None or len(tops) == 1:
        return origin_tree(tops[0])
    others = tuple(one for one in tops if one is not own)
    return origin_tree(
        Retelling(own.label, own.title, own.language, own.notes, own.href, (*own.below, *others))
    )


def _retelling(visit: Visit, one: Teller) -> Retelling:
    member = one.placed.member
    notes = []
    if one.placed.evidence:
        notes.append(visit.t("origins.sure", number=sure(visit.words, one.placed.confidence)))
    if member.provenance.own:
        notes.append(visit.t("origins.own"))
    if member.provenance.notice:
        notes.append(visit.t(f"origins.gives.{member.provenance.notice}"))
    notes += [visit.t(f"origins.reached.{notice.kind}") for notice in one.placed.notices[:1]]
    return Retelling(
        visit.t("origins.label", outlet=member.outlet.name, day=_day(visit, member.published)),
        member.title or "",
        language_tag(member.language),
        tuple(notes),
        visit.url("article", article=member.key),
        tuple(_retelling(visit, below) for below in one.below),
    )


def _day(visit: Visit, published: str | None) -> str:
    return visit.words.day((published or "")[:10]) or visit.t("base.undated")


def _drawn(visit: Visit, family: Family) -> Element | None:
    """The family over time; a report that is not in the ledger stands at its top."""
    tellers = flat(tree(family))[:DRAWN]
    first = family.origin
    rows: list[Telling] = []
    if first.article is None:
        name = visit.t("origins.label", outlet=first.outlet.name, day=visit.t("origins.outside"))
        rows.append(Telling(name, first.published or "", None, name, "", there=False))
    above = len(rows)
    at = {one.placed.member.key: above + n for n, one in enumerate(tellers)}
    for one in tellers:
        member = one.placed.member
        parent = at.get(one.placed.parent or "", None if first.article else 0)
        label = visit.t("origins.label", outlet=member.outlet.name, day=member.language.upper())
        told = visit.t("origins.label", outlet=label, day=_day(visit, member.published))
        rows.append(
            Telling(
                label,
                member.published or "",
                parent,
                f"{told}: {member.title}" if member.title else told,
                f"#a-{member.key[:16]}",
            )
        )
    return descent(
        Descent("descent", visit.t("origins.drawing"), visit.t("origins.drawing_means"), tuple(rows))
    )
