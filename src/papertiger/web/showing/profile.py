"""What the actor files know of an actor, as its page shows it: values, in the visitor's language as far as the files are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from papertiger.actors import Actor, KnowledgeBase, actor_of, knowledge_base

LEADING = ("head_of_state", "head_of_government", "foreign_minister", "defence_minister")
"""Posts of a state whose holders its page names."""
LATEST = date.max
"""Before all dates in ordering: an open end."""


@dataclass(frozen=True, slots=True)
class Post:
    """A post held, from day to day."""

    post: str
    """As the files have it: an identifier of a state's post, or words in English."""
    known: bool
    """Whether it is such an identifier."""
    state: str | None
    body: str | None
    since: str
    """ISO day; empty for not known."""
    until: str
    """Empty where it is held still, or its end is not known."""


@dataclass(frozen=True, slots=True)
class Membership:
    """A state's membership of an organisation."""

    of: str
    """Actor id of the organisation, or of the member."""
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class Profile:
    """One actor."""

    actor: Actor
    names: Mapping[str, str]
    """Language → name."""
    posts: tuple[Post, ...]
    """Of a person, the newest first."""
    holders: tuple[tuple[str, str], ...]
    """Of a state: post and actor id of who holds it on the day asked about."""
    members: tuple[Membership, ...]
    """Of an organisation."""
    member_of: tuple[Membership, ...]
    """Of a state."""
    medium: str
    """Of an outlet; empty for others."""
    owner: str
    domains: tuple[str, ...]
    """Host names of an outlet."""
    since: str
    until: str
    sources: tuple[str, ...]
    """Keys of the sources that its facts are taken from, as the files name them."""


def profile(actor_id: str, on: date) -> Profile | None:
    """What the files know of an actor; None for one that they do not know.

    Args:
        actor_id: its id.
        on: the day for which holders of posts are named.
    """
    actor = actor_of(actor_id)
    if actor is None:
        return None
    base = knowledge_base()
    fact = base.fact(actor_id)
    state = actor.kind == "state"
    return Profile(
        actor,
        {code: base.label(actor_id, code) for code in base.languages},
        _posts(base, actor_id),
        tuple((post, one.id) for post in LEADING for one in base.holders(actor_id, post, on))
        if state
        else (),
        tuple(
            Membership(one["state"], one.get("since", ""), one.get("until", ""))
            for one in fact.get("members", ())
        ),
        _member_of(base).get(actor_id, ()) if state else (),
        fact.get("medium", ""),
        fact.get("owner", ""),
        tuple(fact.get("domains", ())),
        fact.get("since", ""),
        fact.get("until", ""),
        tuple(fact.get("sources", ())),
    )


def _posts(base: KnowledgeBase, actor_id: str) -> tuple[Post, ...]:
    held = sorted(
        base.offices(actor_id), key=lambda one: (one.until or LATEST, one.since or date.min), reverse=True
    )
    return tuple(
        Post(
            one.post,
            one.post.islower(),
            one.state,
            one.body,
            one.since.isoformat() if one.since else "",
            one.until.isoformat() if one.until else "",
        )
        for one in held
    )


@lru_cache(maxsize=2)
def _member_of(base: KnowledgeBase) -> dict[str, tuple[Membership, ...]]:
    found: dict[str, list[Membership]] = {}
    for actor in base.actors():
        if actor.kind == "organisation":
            for one in base.fact(actor.id).get("members", ()):
                found.setdefault(one["state"], []).append(
                    Membership(actor.id, one.get("since", ""), one.get("until", ""))
                )
    return {state: tuple(memberships) for state, memberships in found.items()}
