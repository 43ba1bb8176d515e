"""Families of articles with one origin, and the tree in each: who took the report from whom.

An article belongs where its surest link to an earlier article leads, so a family grows by one link an article and two
reports that a third one mixes stay apart. In the tree the stated source comes first: an article that names an outlet
hangs under that outlet's article, or under the outlet's report as a place of its own where that is not in the ledger;
one that names nobody hangs under the earlier article that it shares most with.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from papertiger.lineage.evidence import Evidence
from papertiger.lineage.fingerprint import moment_of
from papertiger.lineage.index import Link
from papertiger.lineage.member import Member
from papertiger.lineage.notices import Notice, notices_of
from papertiger.lineage.provenance import Outlet, alike
from papertiger.lineage.stated import sources
from papertiger.lineage.unions import Unions

_SLACK = 1.0
"""Days by which a stated source may seem younger than who names it: dates without hours, clocks, updates."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An article in its family."""

    member: Member
    parent: str | None = None
    """Key of the article it took the report from; None when that is not in the ledger, or when it is the origin."""
    confidence: float = 1.0
    """Probability that it shares the family's origin, by the link that holds it; 1 for one that stands alone."""
    evidence: tuple[Evidence, ...] = ()
    """What links it to its parent, or else to its nearest relative."""
    relative: str | None = None
    """Key of the article that the evidence compares it with."""
    notices: tuple[Notice, ...] = ()
    """Corrections and withdrawals that reach it."""

    @property
    def via(self) -> tuple[Outlet, ...]:
        """The outlets that it says it retells, the nearest first."""
        return sources(self.member)


@dataclass(frozen=True, slots=True)
class Origin:
    """The report that a family descends from."""

    outlet: Outlet
    published: str | None
    """When the outlet's article was published; of one not in the ledger, when the first article that names it was."""
    article: str | None
    """Key of the article; None when the report is not in the ledger."""


@dataclass(frozen=True, slots=True)
class Family:
    """Articles of one origin."""

    id: str
    """Key of its first article."""
    origin: Origin
    articles: tuple[Placed, ...]
    """In order of publication, undated ones last."""

    @property
    def independent_origins(self) -> int:
        """The origin, and every article that adds reporting of its own to a retelling."""
        return 1 + sum(a.member.provenance.own for a in self.articles if a.member.key != self.origin.article)


def families(members: Iterable[Member], links: Iterable[Link]) -> tuple[Family, ...]:
    """Every article in exactly one family, the largest first, then by date of the origin.

    Args:
        members: all articles.
        links: links between them, in any order; those with articles that are not in `members` are passed over.
    """
    by_key = {m.key: m for m in members}
    near: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        if link.first in by_key and link.second in by_key:
            near[link.first].append(link)
            near[link.second].append(link)
    joined = Unions(by_key)
    for key, mine in near.items():
        best = _surest(by_key[key], mine, by_key)
        if best is not None:
            joined.unite(best.first, best.second)
    made = [_family([by_key[key] for key in group], near) for group in joined.groups().values()]
    return tuple(sorted(made, key=lambda f: (-len(f.articles), f.origin.published or "", f.id)))


def _other(link: Link, key: str) -> str:
    return link.second if link.first == key else link.first


def _surest(member: Member, links: Sequence[Link], by_key: Mapping[str, Member]) -> Link | None:
    """The surest link to an earlier article; of an article that none precedes, None: its followers link to it."""
    earlier = [link for link in links if _precedes(by_key[_other(link, member.key)], member)]
    return max(earlier, key=lambda link: (link.verdict.log_odds, _other(link, member.key)), default=None)


def _order(member: Member) -> tuple[float, int, str]:
    """Sort key by publication; of one moment, those that name no source first."""
    moment = moment_of(member.published)
    return (moment if moment is not None else float("inf"), len(sources(member)), member.key)


def _precedes(one: Member, other: Member) -> bool:
    """Whether `other` may have its report from `one`: it says so, or it came later and `one` does not say the reverse."""
    if _rank(one.outlet, sources(other)) >= 0:
        return _gap(one, other) >= -_SLACK
    if _rank(other.outlet, sources(one)) >= 0:
        return False
    return _order(one) < _order(other)


def _gap(one: Member, other: Member) -> float:
    """Days from `one` to `other`; 0 when either is undated."""
    first, second = moment_of(one.published), moment_of(other.published)
    return second - first if first is not None and second is not None else 0.0


def _family(group: Sequence[Member], near: Mapping[str, Sequence[Link]]) -> Family:
    ordered = sorted(group, key=_order)
    by_key = {m.key: m for m in ordered}
    inside = {m.key: [link for link in near.get(m.key, ()) if _other(link, m.key) in by_key] for m in ordered}
    placed = [_place(m, inside[m.key], by_key) for m in ordered]
    placed = _without_cycles(placed)
    origin = _origin(placed)
    placed = [replace(p, parent=None) if p.member.key == origin.article else p for p in placed]
    if origin.article is not None:
        placed = [_under(p, origin.article) for p in placed]
    told = notices_of([p.member for p in placed], {p.member.key: p.parent for p in placed})
    placed = [replace(p, notices=told.get(p.member.key, ())) for p in placed]
    return Family(ordered[0].key, origin, tuple(placed))


def _under(placed: Placed, origin: str) -> Placed:
    """An article that names the origin's outlet, or nobody, and has no parent yet hangs under the origin."""
    if placed.parent is not None or placed.member.key == origin:
        return placed
    return replace(placed, parent=origin)


def _place(member: Member, links: Sequence[Link], by_key: Mapping[str, Member]) -> Placed:
    """The article under the one it took its report from."""
    ranked = sorted(links, key=lambda k: (-k.verdict.log_odds, _other(k, member.key)))
    earlier = [k for k in ranked if _precedes(by_key[_other(k, member.key)], member)]
    named = sources(member)
    mended = (member.outlet,) if member.provenance.notice is not None else ()
    # The outlet it names, wherever in the family that stands, the nearest of a chain first; a notice mends its own outlet's.
    rank = {m.key: _rank(m.outlet, (*mended, *named)) for m in by_key.values()}
    stated = [m for m in by_key.values() if rank[m.key] >= 0 and m.key != member.key and _precedes(m, member)]
    # Of one outlet's articles the nearest in time, and one that was out already before one that was not.
    parent = min(
        stated, key=lambda m: (rank[m.key], _younger(m, member), abs(_gap(m, member)), m.key), default=None
    )
    if parent is not None:
        link = next((k for k in ranked if _other(k, member.key) == parent.key), ranked[0] if ranked else None)
        return _placed(member, parent.key, link)
    if named:
        return _placed(member, None, earlier[0] if earlier else (ranked[0] if ranked else None))
    if earlier:
        return _placed(member, _other(earlier[0], member.key), earlier[0])
    return _placed(member, None, ranked[0] if ranked else None)


def _younger(one: Member, other: Member) -> bool:
    """Whether `one` came out after `other`; a day without an hour may have been any of its hours."""
    gap = _gap(one, other)
    return gap < -1 or (gap < 0 and "T" in (other.published or ""))


def _rank(outlet: Outlet, named: Sequence[Outlet]) -> int:
    """Place of an outlet among those named; -1 when it is not there."""
    return next((place for place, one in enumerate(named) if alike(outlet, one)), -1)


def _placed(member: Member, parent: str | None, link: Link | None) -> Placed:
    if link is None:
        return Placed(member, parent)
    verdict = link.verdict
    return Placed(member, parent, verdict.confidence, verdict.evidence, _other(link, member.key))


def _without_cycles(placed: Sequence[Placed]) -> list[Placed]:
    """Two outlets that name each other would be each other's parent: the earlier then has none."""
    parents = {p.member.key: p.parent for p in placed}
    found = []
    for one in placed:
        seen, at = {one.member.key}, one.parent
        while at is not None and at not in seen:
            seen.add(at)
            at = parents[at]
        if at == one.member.key:
            parents[one.member.key] = None
            found.append(replace(one, parent=None))
        else:
            found.append(one)
    return found


def _origin(placed: Sequence[Placed]) -> Origin:
    """The farthest outlet that the articles without a parent name; where they name none, the first article."""
    roots = [p for p in placed if p.parent is None]
    named = Counter[Outlet]()
    for root in roots:
        if root.via:
            named[root.via[-1]] += _size(root.member.key, placed)
    first = roots[0] if roots else placed[0]
    if not named:
        return Origin(first.member.outlet, first.member.published, first.member.key)
    outlet = max(named, key=lambda o: (named[o], o.id))
    own = next((p.member for p in placed if alike(p.member.outlet, outlet)), None)
    if own is not None:
        return Origin(own.outlet, own.published, own.key)
    says = [p.member.published for p in placed if outlet in p.via and p.member.published]
    return Origin(outlet, min(says, default=None), None)


def _size(key: str, placed: Sequence[Placed]) -> int:
    """Articles in the tree under `key`, itself included."""
    children = [p.member.key for p in placed if p.parent == key]
    return 1 + sum(_size(child, placed) for child in children)
