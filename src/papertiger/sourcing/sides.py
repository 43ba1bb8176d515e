"""On whose side a speaker stands as far as a claim goes: the patron's, the client's, a rival's, or a third's.

A patron says that it kept its word, a rival that it did not; assessment shifts for it (models.md, A2). The side follows from the
state that somebody speaks for, never from what they say.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from papertiger.actors import actor_of, knowledge_base
from papertiger.datafiles import load_table
from papertiger.records import AttributionStep, Side

FILE = Path(__file__).parent / "data" / "standing" / "rivals.yaml"


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Rivalry(_Table):
    """Two that take each other for the enemy."""

    states: Annotated[tuple[str, ...], Field(min_length=2, max_length=2)]
    """Actor ids: of states, or of blocs and groups."""
    since: int = 0
    until: int = 9999
    """Years, both included."""

    @model_validator(mode="after")
    def _checked(self) -> Self:
        for one in self.states:
            if actor_of(one) is None:
                raise ValueError(f"no actor {one!r}; states go by ISO 3166-1 alpha-3")
        if self.since > self.until:
            raise ValueError("since is after until")
        return self


class Rivals(_Table):
    """The rivalries that are known."""

    rivals: tuple[Rivalry, ...]


@cache
def _rivals() -> dict[frozenset[str], list[Rivalry]]:
    found: dict[frozenset[str], list[Rivalry]] = {}
    for one in load_table(FILE, Rivals).rivals:
        found.setdefault(frozenset(one.states), []).append(one)
    return found


def are_rivals(one: str, other: str, on: date | None) -> bool:
    """Whether two actors are rivals on a day; without a day, whether they are or ever were since 1992."""
    known = _rivals().get(frozenset((one, other)), ())
    return any(on is None or r.since <= on.year <= r.until for r in known)


def side_of(step: AttributionStep, patron: str | None, client: str | None, on: date | None) -> Side | None:
    """On whose side the final speaker of a claim stands.

    An outlet stands on the side of the state that owns it, any other outlet is a third. Members speak for their bloc where the bloc
    is the party. None when a party or the speaker's state is not known, or patron and client are one.

    Args:
        step: the final speaker.
        patron: actor id of the party that gives, owes or is asked for support.
        client: actor id of the party that it is for.
        on: day of publication.
    """
    if not patron or not client or patron == client:
        return None
    owner = owner_state(step) if step.kind == "outlet" else None
    states = [owner] if owner else list(_speaks_for(step, on))
    if not states:
        return "third" if step.kind == "outlet" else None
    if any(_is(state, patron, on) for state in states):
        return "patron"
    if any(_is(state, client, on) for state in states):
        return "client"
    parties = {p for party in (patron, client) for p in _with_state(party)}
    against = any(are_rivals(state, party, on) for state in states for party in parties)
    return "rival" if against else "third"


def _is(state: str, party: str, on: date | None) -> bool:
    if state in _with_state(party):
        return True
    return party.startswith("org:") and state in knowledge_base().members(party, on)


def _with_state(party: str) -> Iterator[str]:
    """A party and the state that it belongs to."""
    yield party
    found = actor_of(party)
    if found is not None and found.state:
        yield found.state


def _speaks_for(step: AttributionStep, on: date | None) -> Iterator[str]:
    """Ids of the speaker, and of the bloc that they held an office of on that day, else of their state; an outlet's is no state's."""
    found = actor_of(step.actor)
    if found is None or step.kind == "outlet":
        return
    found = knowledge_base().acting(found, on)
    yield found.id
    if found.acts_for:
        yield found.acts_for
    elif found.state:
        yield found.state


def owner_state(step: AttributionStep) -> str | None:
    """The state that owns or runs an outlet, also through another outlet; None when no state does."""
    seen: set[str] = set()
    one = step.actor
    while one is not None and one not in seen:
        seen.add(one)
        found = actor_of(one)
        if found is None:
            return None
        if found.kind == "state":
            return found.id
        one = owner_of(one)
    return None


@cache
def owner_of(outlet_id: str) -> str | None:
    """Who owns an outlet, as the actor file says; None when it does not."""
    try:
        owner = knowledge_base().fact(outlet_id).get("owner")
    except KeyError:
        return None
    return str(owner) if owner else None
