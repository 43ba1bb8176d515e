"""Who stands behind an id or a name in a claim, for formats that want a node or an entity for each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from papertiger.actors import Actor, actor_of, knowledge_base
from papertiger.ledger.formats.identity import key_of, stable
from papertiger.records import AttributionStep, ClaimRecord

_STEPS = {"person": "person", "group": "group", "outlet": "outlet", "document": "document"}


@dataclass(frozen=True, slots=True)
class Party:
    """An actor, or a speaker whom the actor file does not know."""

    key: str
    """Actor id; for a speaker without one, made of kind, name and state."""
    name: str
    """English name of an actor; a speaker's name as printed."""
    kind: str
    """state, person, organisation, group, outlet, system or document."""
    state: str | None = None
    """Id of the state it belongs to; a state's own."""
    wikidata: str | None = None
    actor: str | None = None
    """Actor id, where it has one."""


@lru_cache(maxsize=4096)
def party(actor_id: str) -> Party:
    """The party behind an actor id; an id that the actor file lacks is its own name.

    A collective such as ``RUS:allies`` is a group without a state.
    """
    known = actor_of(actor_id)
    if known is not None:
        state = known.id if known.kind == "state" else known.state
        return Party(known.id, known.name, known.kind, state, known.wikidata, known.id)
    owner, colon, group = actor_id.partition(":")
    whole: Actor | None = actor_of(owner) if colon else None
    name = f"{whole.name} ({group.replace('_', ' ')})" if whole else actor_id
    return Party(actor_id, name, "group", None, None, actor_id)


def parties(record: ClaimRecord) -> list[Party]:
    """Subject, object and the party put second, as far as they are known, each once."""
    named = (record.subject, record.object, record.over)
    return [party(actor_id) for actor_id in dict.fromkeys(filter(None, named))]


@lru_cache(maxsize=4096)
def speaker(step: AttributionStep) -> Party | None:
    """Who speaks in one step of an attribution chain; None for somebody nameless.

    A step's actor is the speaker or the state that they speak for: a minister named with their state is a person of
    that state, not the state. A state speaks itself where it is called by its own name.
    """
    if step.anonymous or not step.name.strip():
        return None
    known = party(step.actor) if step.actor else None
    if known is not None and (known.kind != "state" or step.name.casefold() in _own_names(known.key)):
        return known
    state = known.state if known else None
    kind = _STEPS[step.kind]
    return Party(f"{kind}:{stable('speaker', kind, step.name, state or '').hex}", step.name, kind, state)


@lru_cache(maxsize=1024)
def _own_names(state: str) -> frozenset[str]:
    """What a state of the actor file is called, in English and in the nominative of every language."""
    base = knowledge_base()
    labels = (base.label(state, language) for language in base.languages)
    return frozenset(name.casefold() for name in (base.get(state).name, *labels))


def outlet_of(record: ClaimRecord) -> Party | None:
    """The article's own outlet: the first step of the chain, else what the article says of itself; None where neither does."""
    first = record.attribution[0] if record.attribution else None
    if first is not None and first.kind == "outlet":
        return speaker(first)
    name = record.article.outlet
    return speaker(AttributionStep(kind="outlet", name=name)) if name else None


def article_name(record: ClaimRecord) -> str:
    """What an article is called where others read it: outlet, day and file. Folders, which tell of the analyst's machine, are left out."""
    article, outlet = record.article, outlet_of(record)
    file = re.split(r"[/\\]", article.path.rstrip("/\\"))[-1]
    parts = (outlet.name if outlet else None, article.published, file)
    return " · ".join(part for part in parts if part) or key_of(article)


def titled(record: ClaimRecord) -> str:
    """A claim in one line of names and codes, which says nothing that the claim does not: "Russia → Venezuela · withheld · …"."""
    ends = " → ".join(party(end).name if end else "?" for end in (record.subject, record.object))
    over = f" (> {party(record.over).name})" if record.over else ""
    codes = (record.predicate, record.domain, record.polarity, record.modality)
    return " · ".join((f"{ends}{over}", *codes))
