"""What two articles say of their sources: whom each retells, cites, belongs to or corrects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from papertiger.lineage.fingerprint import Fingerprint
from papertiger.lineage.member import Member
from papertiger.lineage.owners import common_owner
from papertiger.lineage.provenance import Outlet, alike


def sources(one: Fingerprint | Member) -> tuple[Outlet, ...]:
    """Where an article says that its report is from: the outlets it retells and its agency tags."""
    said = one.provenance
    if not said.tags:
        return said.chain if len(said.chain) < 2 else tuple(dict.fromkeys(said.chain))  # noqa: PLR2004 - nothing twice
    return tuple(dict.fromkeys((*said.chain, *said.tags)))


def stated(one: Fingerprint, other: Fingerprint) -> dict[str, float]:
    """What the stated sources say: one retells the other, both retell a third, or each names somebody else."""
    mine, theirs = sources(one), sources(other)
    retells = _among(one.outlet, theirs) or _among(other.outlet, mine)
    same = not retells and any(_among(outlet, theirs) for outlet in mine)
    cited = [c.outlet for c in other.provenance.cited], [c.outlet for c in one.provenance.cited]
    mentions = not retells and not same and (_among(one.outlet, cited[0]) or _among(other.outlet, cited[1]))
    # One that names its source against one that does not: the silent one may be that source, or a copy.
    apart = bool(mine and theirs) and not retells and not same
    elsewhere = bool(mine) != bool(theirs) and not retells and not mentions
    return {
        "retells": float(retells),
        "same source": float(same),
        "mentions": float(mentions),
        "other source": float(apart),
        "source elsewhere": float(elsewhere),
        "own reporting": float(one.provenance.own and other.provenance.own),
    }


def _among(outlet: Outlet, named: Sequence[Outlet]) -> bool:
    for one in named:  # noqa: SIM110 - a loop costs a third of any(...), and this is asked for every pair
        if alike(one, outlet):
            return True
    return False


def stated_words(one: Fingerprint, other: Fingerprint) -> Mapping[str, str]:
    """Names behind the stated sources and the owner, for showing."""
    mine, theirs = sources(one), sources(other)
    owner = common_owner(one.outlet, other.outlet) or ""
    if not mine and not theirs:
        return {"owner": owner}
    retold = [
        f.outlet.name for f, by in ((one, theirs), (other, mine)) if any(alike(f.outlet, o) for o in by)
    ]
    third = [o.name for o in mine if any(alike(o, p) for p in theirs)]
    others = [_names(mine), _names(theirs)]
    return {
        "retells": ", ".join(retold),
        "same source": ", ".join(third),
        "other source": " / ".join(others) if all(others) else "",
        "owner": owner,
    }


def mends(one: Fingerprint, other: Fingerprint) -> bool:
    """Whether one is a correction or withdrawal by, or about, the outlet of the other."""
    if one.provenance.notice is None or other.provenance.notice is not None:
        return False
    return any(alike(other.outlet, o) for o in (one.outlet, *sources(one)))


def _names(outlets: Sequence[Outlet]) -> str:
    return ", ".join(o.name for o in outlets)
