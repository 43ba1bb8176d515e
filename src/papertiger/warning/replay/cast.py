"""Who speaks and acts in a synthetic world: people and states of the bundled actor files, by chance.

What a synthetic world says of anybody is drawn by lot and means nothing about them; studies print no names.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from papertiger.actors import KnowledgeBase, knowledge_base
from papertiger.errors import PapertigerError

_SPEAK = (
    "head_of_state",
    "head_of_government",
    "foreign_minister",
    "defence_minister",
    "security_adviser",
    "spokesperson_of_leader",
    "spokesperson_foreign_ministry",
    "speaker_of_parliament",
)
"""Posts whose holders threaten and are threatened; ids of posts.yaml."""
LANGUAGES = ("uk", "ru", "en")


@dataclass(frozen=True, slots=True)
class Pair:
    """A speaker and the state that it speaks for, against a state and its leader."""

    speaker: str
    state: str
    target: str
    leader: str | None


@dataclass(frozen=True, slots=True)
class Outlet:
    """Where articles appear."""

    id: str
    language: str


class Cast:
    """Deals pairs of states, each once, so that what is planted for one pair is the only news of its kind about it."""

    def __init__(self, on: date, rng: np.random.Generator) -> None:
        base = knowledge_base()
        self._rng = rng
        self.speakers = _speakers(base, on)
        self.leaders = {state: people[0] for state, people in self.speakers.items()}
        self.outlets = _outlets(base)
        states = sorted(self.speakers)
        self._pairs = [(a, b) for a in states for b in states if a != b]
        rng.shuffle(self._pairs)

    def pair(self, speaker: str | None = None) -> Pair:
        """A pair of states that nobody has yet; with a speaker, one of that speaker's state.

        Raises:
            PapertigerError: all pairs are taken.
        """
        for at in range(len(self._pairs) - 1, -1, -1):
            state, target = self._pairs[at]
            if speaker is None or state == speaker[:3]:
                del self._pairs[at]
                people = self.speakers[state]
                who = speaker or people[int(self._rng.integers(len(people)))]
                return Pair(who, state, target, self.leaders.get(target))
        raise PapertigerError(
            f"the actor files have too few pairs of states with leaders for this plan ({len(self.speakers)} states)"
        )


def _speakers(base: KnowledgeBase, on: date) -> dict[str, list[str]]:
    """State → who holds a post that speaks for it on that day, the leader first."""
    states = (actor.id for actor in base.actors() if actor.kind == "state")
    found = {
        state: list(dict.fromkeys(actor.id for post in _SPEAK for actor in base.holders(state, post, on)))
        for state in states
    }
    # A speaker of one state is found again by the beginning of the id.
    own = {
        state: [person for person in people if person.startswith(f"{state}-")]
        for state, people in found.items()
    }
    return {state: people for state, people in own.items() if people}


def _outlets(base: KnowledgeBase) -> list[Outlet]:
    """Outlets that print in a language that the program reads."""
    found = []
    for actor in base.actors():
        if actor.kind == "outlet":
            languages = [code for code in base.fact(actor.id).get("languages", ()) if code in LANGUAGES]
            if languages:
                found.append(Outlet(actor.id, languages[0]))
    return found
