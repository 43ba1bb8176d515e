"""What the data files say of actors: who holds which post, who is a member of what, whose address it is."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from papertiger.actors.actor import Actor, Office, kind_of
from papertiger.actors.stored import Stored

if TYPE_CHECKING:
    from papertiger.actors.vocabulary import Posts

_HOST = re.compile(
    r"(?:[a-z][a-z0-9+.-]*:)?(?://)?(?:[^/@?#]*@)?([^/:?#\s]+)", re.IGNORECASE
)  # also without scheme


@dataclass(frozen=True)
class Facts(Stored):
    """The actors of the data files, and what is asked of them without reading a text."""

    @cached_property
    def _actors(self) -> dict[str, Actor]:
        return {}

    @cached_property
    def _labels(self) -> dict[str, dict[str, str]]:
        return {}

    @cached_property
    def _posts(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = json.loads(bytes(self._sections["posts"]))
        return found

    @cached_property
    def _outlets(self) -> dict[str, str]:
        found: dict[str, str] = json.loads(bytes(self._sections["outlets"]))
        return found

    @cached_property
    def _bodies(self) -> dict[str, str]:
        found: dict[str, str] = json.loads(bytes(self._sections["bodies"]))
        return found

    @cached_property
    def posts(self) -> Posts:
        """The titles and bodies that states have."""
        from papertiger.actors.vocabulary import Posts  # noqa: PLC0415 - pydantic, only for linking

        return Posts.model_validate_json(bytes(self._sections["titles"]))

    def actors(self) -> tuple[Actor, ...]:
        """All actors, in the order of the data files."""
        return tuple(self.get(actor_id) for actor_id in self._numbers)

    def get(self, actor_id: str) -> Actor:
        """The actor with that id; raises KeyError when there is none."""
        found = self._actors.get(actor_id)
        if found is None:
            found = self._actors[actor_id] = _actor(actor_id, self.fact(actor_id))
        return found

    def label(self, actor_id: str, language: str) -> str:
        """What `language` calls an actor, in the nominative; the English name where it has no name of its own."""
        own = self._labels.get(language)
        if own is None:
            own = self._labels[language] = json.loads(bytes(self._compiled(language)["labels"]))
        return own.get(actor_id) or self.get(actor_id).name

    def offices(self, actor_id: str) -> tuple[Office, ...]:
        """Posts of a person with their terms, as written; empty for other actors."""
        return tuple(map(_office, self.fact(actor_id).get("offices", ())))

    def holders(self, state: str, post: str, on: date) -> list[Actor]:
        """Who held `post` of `state` on a day, as far as the data files know; normally one person or none.

        A post of no state ("Secretary General of NATO") is asked for with ``*``.
        """
        return [
            self.get(actor_id)
            for actor_id in self._posts.get(f"{state} {post}", ())
            if any(
                office.post == post and state in {"*", office.state or actor_id[:3]} and office.covers(on)
                for office in self.offices(actor_id)
            )
        ]

    def acting(self, actor: Actor, on: date | None) -> Actor:
        """The actor; a person who held an office of a bloc or body of several states on that day, with it as `acts_for`.

        A president or minister who also takes their turn in a bloc's chair acts for their state.
        """
        if actor.kind != "person" or on is None or actor.id not in self._numbers:
            return actor
        posts = [o.post for o in self.offices(actor.id) if o.covers(on)]
        if any(p.islower() for p in posts):  # the posts of a state are identifiers: head_of_state
            return actor
        bodies = (self._world_posts[p] for p in posts if p in self._world_posts)
        return replace(actor, acts_for=next(bodies, None))

    @cached_property
    def _world_posts(self) -> dict[str, str]:
        """Post → the organisation of no single state whose office it is."""
        found: dict[str, str] = {}
        for actor_id in self._numbers:
            if actor_id.startswith("org:"):
                fact = self.fact(actor_id)
                if not fact.get("state"):
                    posts = [fact.get("head"), *fact.get("officers", ())]
                    found.update((post, actor_id) for post in posts if post)
        return found

    def members(self, actor_id: str, on: date | None = None) -> list[str]:
        """Member states of an organisation, on a day or ever."""
        return [
            member["state"]
            for member in self.fact(actor_id).get("members", ())
            if on is None or _covers(member.get("since"), member.get("until"), on)
        ]

    def body(self, state: str, body: str) -> Actor | None:
        """The organisation that is a body of a state ("foreign_ministry"), if the data files have it."""
        found = self._bodies.get(f"{state} {body}")
        return self.get(found) if found is not None else None

    def outlet(self, address: str) -> Actor | None:
        """The outlet behind a URL or host name ("https://www.bloomberg.com/news/…"), or None."""
        match = _HOST.match(address.strip())
        host = match[1].lower() if match else ""
        while "." in host:
            if host in self._outlets:
                return self.get(self._outlets[host])
            host = host.partition(".")[2]
        return None


def _actor(actor_id: str, fact: Mapping[str, Any]) -> Actor:
    kind = kind_of(actor_id)
    own = {"state": actor_id, "person": actor_id[:3]}.get(kind)
    return Actor(
        actor_id, kind, fact["name"], fact.get("state") or own, fact.get("domain"), fact.get("wikidata")
    )


def _office(record: Mapping[str, Any]) -> Office:
    return Office(
        record["post"],
        record.get("state"),
        _day(record.get("since")),
        _day(record.get("until")),
        record.get("body"),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _covers(since: str | None, until: str | None, on: date) -> bool:
    day = on.isoformat()
    return (since is None or since <= day) and (until is None or day <= until)
