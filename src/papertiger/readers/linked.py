"""Who the claims of an article name, as the knowledge base has them at the moment of reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from papertiger.actors import knowledge_base
from papertiger.events import languages
from papertiger.readers.reading import LinkedActor, ReadClaim
from papertiger.records import ClaimRecord


def linked_actors(claims: Iterable[ReadClaim]) -> tuple[LinkedActor, ...]:
    """Every actor that the claims name, by id; ids that the knowledge base lacks ("RUS:allies") are left out."""
    named = {actor for claim in claims for actor in _named(claim.record)}
    return tuple(one for actor in sorted(named) if (one := _linked(actor)) is not None)


def _named(record: ClaimRecord) -> Iterator[str]:
    parties = (record.subject, record.subject_state, record.object, record.object_state, record.over)
    speakers = (step.actor for step in record.attribution)
    yield from (actor for actor in (*parties, *speakers) if actor is not None)


@lru_cache(maxsize=10_000)
def _linked(actor: str) -> LinkedActor | None:
    known = knowledge_base()
    try:
        found = known.get(actor)
        names = {code: known.label(actor, code) for code in languages()}
    except KeyError:
        return None
    return LinkedActor(actor, found.kind, found.state, found.wikidata, tuple(sorted(names.items())))
