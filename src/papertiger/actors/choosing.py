"""Of several actors with one name, the one that a text means; and how a mention says why."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from datetime import date

from papertiger.actors.actor import Actor, Mention, Office
from papertiger.actors.around import names_somebody_before
from papertiger.actors.entry import Entry, Match

_HOW = {
    "name": "name of the state",
    "adjective": "adjective of the state",
    "demonym": "its people",
    "metonym": "capital or seat of power, which stands for the state",
    "place": "place in the state",
}
_OF_STATE = frozenset({"name", "adjective", "metonym", "demonym"})
_LEADING = frozenset({"head_of_state", "head_of_government"})
_VARIANT = re.compile(r"[^\W_]+|(?:-[^\W\d_]{1,2}\d{0,2}|(?<=[A-Za-z]) [A-Z]?\d[A-Z]?\d?)(?![^\W_])")
"""What is written onto a system's name: "Су-35С", "С-300ПМУ2", "Искандер-М", "Leopard 2A6"."""
Offices = Callable[[str], tuple[Office, ...]]
"""Gives the posts of a person with their terms; nothing for other actors."""


def told_by_date(text: str, matches: Iterable[Match], on: date | None, offices: Offices) -> set[str | None]:
    """People of common surnames who led a state on that day which the text names, too."""
    if on is None:
        return set()
    states = {e.actor for match in matches for e in match.entries if e.form in _OF_STATE}
    found: set[str | None] = set()
    for match in matches:
        anchored = {e.actor for e in match.entries if e.anchored and e.actor is not None}
        if not anchored or names_somebody_before(text, match.start):
            continue
        for actor_id in anchored:
            held = (o for o in offices(actor_id) if o.post in _LEADING and o.covers(on))
            if actor_id[:3] in states and any(held):
                found.add(actor_id)
    return found


def choose(
    entries: Iterable[Entry], on: date | None, spelled: AbstractSet[str | None], offices: Offices
) -> tuple[Entry, str] | None:
    """Of several actors with one name the likeliest, and why; None when the name needs a full one and has none."""
    open_to = [entry for entry in entries if not entry.anchored or entry.actor in spelled]
    if len(open_to) < 2:  # noqa: PLR2004 - nothing to choose from
        return (open_to[0], "") if open_to else None
    ranked = sorted(open_to, key=lambda entry: _rank(entry, on, spelled, offices))
    best = ranked[0]
    others = {entry.actor for entry in ranked} - {best.actor}
    if not others or best.actor is None:
        return best, ""
    if best.actor in spelled:
        return best, "whom the text also names in full"
    if _distance(offices(best.actor), on) == 0:
        return best, f"who was in office on {on}, of {len(others) + 1} with that name"
    return best, f"the first of {len(others) + 1} with that name in the actor files"


def mention(text: str, match: Match, entry: Entry, chosen: str, actor: Actor) -> Mention:
    """A name in a text as a mention of `actor`; `chosen` says why it is that one and no other of the name."""
    end = match.end
    if actor.kind == "system" and (variant := _VARIANT.match(text, end)) is not None:
        end = variant.end()
    how = _HOW.get(entry.form, f"name of the {entry.form}")
    if entry.form == "person" and not entry.full:
        how = "surname of the person"
    if chosen:
        how += f", {chosen}"
    return Mention(match.start, end, actor, entry.form, text[match.start : end], how)


def _rank(
    entry: Entry, on: date | None, spelled: AbstractSet[str | None], offices: Offices
) -> tuple[bool, bool, int]:
    """A phrase that is no actor first, then whom the text names in full, then who was in office, then file order."""
    if entry.actor is None:
        return False, False, 0
    return True, entry.actor not in spelled, _distance(offices(entry.actor), on)


def _distance(held: tuple[Office, ...], on: date | None) -> int:
    """0 for who was in office on the day, 2 for who came later, 1 for everybody else."""
    if on is None or not held:
        return 1
    if any(office.covers(on) for office in held):
        return 0
    return 1 + all(office.since is not None and office.since > on for office in held)
