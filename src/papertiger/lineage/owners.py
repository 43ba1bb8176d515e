"""Who owns an outlet: as the article's own metadata states it, and as the actor file knows it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from papertiger.actors import actor_of
from papertiger.language.morphology import LANGUAGES
from papertiger.lineage.provenance import Outlet, outlet_named
from papertiger.lineage.vocabulary import words as words_of
from papertiger.sourcing.sides import owner_of

_MARKS = "«»\"“”„'’(),. "


def common_owner(one: Outlet, other: Outlet) -> str | None:
    """Name of who owns both outlets, or of the one that owns the other; None where nothing says so."""
    mine, theirs = (_owners(o.id, o.owner) for o in (one, other))
    both = sorted(mine.keys() & theirs.keys())
    if both:
        return min(mine[both[0]], theirs[both[0]])
    if other.id in mine:
        return other.name
    return one.name if one.id in theirs else None


@lru_cache(maxsize=50_000)
def _owners(outlet_id: str, stated: str | None) -> Mapping[str, str]:
    """Identity → name of an outlet's owners. Both sources count: each may know what the other does not."""
    found: dict[str, str] = {}
    listed = owner_of(outlet_id)
    known = actor_of(listed)
    if known is not None:
        found[known.id] = known.name
    elif listed:
        found[_identity(listed)] = listed
    if stated:
        found.setdefault(_identity(stated), stated)
    return MappingProxyType(found)


def _identity(name: str) -> str:
    """Identity of an owner by its name, as an outlet of that name would have it; legal forms aside."""
    parts = [part for part in (word.strip(_MARKS) for word in name.split()) if part]
    plain = [part for part in parts if part.lower() not in _legal_forms()]
    return outlet_named(" ".join(plain or parts)).id


@lru_cache(maxsize=1)
def _legal_forms() -> frozenset[str]:
    tables = [words_of(language) for language in (*LANGUAGES, "en")]
    return frozenset(form for table in tables if table is not None for form in table.companies)
