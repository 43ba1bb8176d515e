"""Actors, and mentions of them in a text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

_KINDS = {"org": "organisation", "group": "group", "outlet": "outlet", "system": "system"}


def kind_of(actor_id: str) -> str:
    """The kind that an id stands for: state, person, organisation, group, outlet or system."""
    if ":" in actor_id:
        return _KINDS[actor_id.partition(":")[0]]
    return "person" if "-" in actor_id else "state"


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody or something that news speaks of: a state, person, body, group, outlet, or a weapon system."""

    id: str
    """ISO 3166-1 alpha-3 for a state (XKX Kosovo), else the id of the actor file ("RUS-putin", "outlet:bloomberg")."""
    kind: str
    """state, person, organisation, group, outlet or system."""
    name: str
    """English name for display."""
    state: str | None = None
    """Id of the state it belongs to; for an outlet, the country; for a system, the state of origin."""
    domain: str | None = None
    """For a system or a body (service, command): the support domain it decides; else None."""
    wikidata: str | None = None
    acts_for: str | None = None
    """For a person who held an office of a bloc or body of several states on the article's day: its id ("org:nato")."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of an actor in the frozen text (half-open code points)."""

    start: int
    end: int
    actor: Actor
    form: str
    """How it was named: name, adjective ("російський"), demonym ("росіяни"), metonym ("Москва", "Кремль"), person,
    organisation, outlet, system."""
    surface: str
    how: str = ""
    """Why it was linked."""


@dataclass(frozen=True, slots=True)
class Office:
    """A post that a person holds or held, from day to day, both included; an open end is None."""

    post: str
    state: str | None = None
    """Where it is not the person's own state."""
    since: date | None = None
    until: date | None = None
    body: str | None = None
    """Which service or ministry, where a state has several of the kind ("CIA")."""

    def covers(self, day: date) -> bool:
        """Whether the post was held on `day`."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)
