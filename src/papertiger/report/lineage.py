"""Families of articles as trees for the terminal and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from papertiger.lineage import Evidence, Family, Placed
from papertiger.report.terminal import Ink
from papertiger.report.visible import counted, one_line

_SHOWN = 3
"""Pieces of evidence that a line of a tree shows, the weightiest first."""
_DAY = 10


def tree_lines(family: Family, ink: Ink) -> Iterator[str]:
    """The tree of a family: its origin, then each article under the one it took the report from."""
    origin = family.origin
    own = next((p for p in family.articles if p.member.key == origin.article), None)
    day = (origin.published or "undated")[:_DAY]
    where = "" if own is not None else ", not in the ledger"
    count = counted(len(family.articles), "article")
    independent = counted(family.independent_origins, "independent origin")
    yield f"{ink.accent(family.id[:8])}  {count}, {independent}"
    yield f"{ink.bold(one_line(origin.outlet.name))}, {day}{where}" + (
        f"  {_about(own, ink)}" if own is not None else ""
    )
    keys = {p.member.key for p in family.articles}
    below: dict[str | None, list[Placed]] = {}
    for placed in family.articles:
        if own is None or placed.member.key != own.member.key:
            at = placed.parent if placed.parent in keys else None
            below.setdefault(at, []).append(placed)
    tops = [*below.get(None, ()), *(below.get(own.member.key, ()) if own is not None else ())]
    yield from _branches(tops, below, "", ink, None if own is None else own.member.key)


def _branches(
    placed: Sequence[Placed],
    below: Mapping[str | None, Sequence[Placed]],
    indent: str,
    ink: Ink,
    top: str | None,
) -> Iterator[str]:
    """Lines of sibling articles and of all below them. Trees are as deep as retelling goes, some steps."""
    for number, one in enumerate(placed):
        last = number == len(placed) - 1
        name = ink.bold(one_line(one.member.outlet.name))
        day = (one.member.published or "undated")[:_DAY]
        yield f"{indent}{'└─ ' if last else '├─ '}{name}, {day}  {_about(one, ink)}"
        deeper = indent + ("   " if last else "│  ")
        if one.evidence:
            yield f"{deeper}{ink.dim(_reasons(one))}"
        if one.member.key != top:
            yield from _branches(below.get(one.member.key, ()), below, deeper, ink, top)


def _about(placed: Placed, ink: Ink) -> str:
    marks = [f"[{n.kind} in {n.article[:8]}]" for n in placed.notices]
    if placed.member.provenance.notice:
        marks.append(f"[a {placed.member.provenance.notice}]")
    if placed.member.provenance.own:
        marks.append("[adds own reporting]")
    return " ".join([ink.dim(one_line(placed.member.path)), placed.member.language, *marks])


def _reasons(placed: Placed) -> str:
    """Confidence and the evidence that weighs most, with its log-odds."""
    parts = [_reason(e) for e in placed.evidence[:_SHOWN]]
    return f"{placed.confidence:.2f}: {'; '.join(parts)}"


def _reason(one: Evidence) -> str:
    words = f" {one_line(one.words)}" if one.words else ""
    return f"{one.kind}{words} {one.amount:.2f} ({one.weight:+.1f})"


def as_json(found: Sequence[Family]) -> dict[str, Any]:
    """All families, every article in exactly one; parents are named by path."""
    return {
        "families": [_family(one) for one in found],
        "articles": sum(len(one.articles) for one in found),
        "independent_origins": sum(one.independent_origins for one in found),
    }


def _family(one: Family) -> dict[str, Any]:
    paths = {p.member.key: p.member.path for p in one.articles}
    return {
        "id": one.id,
        "origin": {
            "outlet": one.origin.outlet.name,
            "outlet_id": one.origin.outlet.id,
            "published": one.origin.published,
            "in_ledger": one.origin.article is not None,
            "article": one.origin.article,
            "path": paths.get(one.origin.article or ""),
        },
        "independent_origins": one.independent_origins,
        "articles": [_placed(p, paths) for p in one.articles],
    }


def _placed(one: Placed, paths: Mapping[str, str]) -> dict[str, Any]:
    member = one.member
    return {
        "key": member.key,
        "path": member.path,
        "url": member.url,
        "outlet": member.outlet.name,
        "published": member.published,
        "language": member.language,
        "title": member.title,
        "parent": paths.get(one.parent or ""),
        "parent_key": one.parent,
        "via": [o.name for o in one.via],
        "own_reporting": member.provenance.own,
        "confidence": round(one.confidence, 4),
        "compared_with": paths.get(one.relative or ""),
        "evidence": [
            {"kind": e.kind, "amount": round(e.amount, 3), "weight": round(e.weight, 2), "words": e.words}
            for e in one.evidence
        ],
        "notices": [
            {"kind": n.kind, "article": n.article, "path": paths.get(n.article)} for n in one.notices
        ],
    }
