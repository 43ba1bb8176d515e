"""Corrections and withdrawn stories, and whom in a family they reach."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from papertiger.lineage.fingerprint import moment_of
from papertiger.lineage.member import Member


@dataclass(frozen=True, slots=True)
class Notice:
    """An article that mends or takes back the report that another one carries."""

    kind: str
    """``correction`` or ``withdrawal``."""
    article: str
    """Key of the article that gives it."""


def notices_of(members: Sequence[Member], parents: Mapping[str, str | None]) -> dict[str, tuple[Notice, ...]]:
    """Key of an article → the notices that reach it.

    A notice reaches the earlier articles of the outlet that gives it (or whose notice it passes on) and everything below
    them in the tree that was published before it: those could not know. Of a notice on a report that is not in the ledger,
    every earlier article of the family.
    """
    found: dict[str, list[Notice]] = defaultdict(list)
    for member in members:
        kind = member.provenance.notice
        if kind is None:
            continue
        whose = {member.outlet.id, *(o.id for o in member.provenance.chain)}
        mended = {m.key for m in members if m.outlet.id in whose and _before(m, member)}
        reached = {
            m.key for m in members if _before(m, member) and (not mended or _below(m.key, mended, parents))
        }
        for key in sorted(reached):
            found[key].append(Notice(kind, member.key))
    return {key: tuple(notices) for key, notices in found.items()}


def _before(one: Member, other: Member) -> bool:
    """Whether `one` came out before `other`; of one moment, or undated, the one without a notice."""
    if one.key == other.key or one.provenance.notice is not None:
        return False
    first, second = moment_of(one.published), moment_of(other.published)
    return first is None or second is None or first <= second


def _below(key: str, above: set[str], parents: Mapping[str, str | None]) -> bool:
    """Whether one of `above` is `key` or an ancestor of it."""
    at: str | None = key
    while at is not None:
        if at in above:
            return True
        at = parents.get(at)
    return False
