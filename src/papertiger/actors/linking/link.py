"""A place in a text and the actor it means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from papertiger.actors.actor import Actor


@dataclass(frozen=True, slots=True)
class Link:
    """One expression of a text (half-open code points) and whom it means."""

    start: int
    end: int
    surface: str
    actor: Actor | None
    """None for a person that the actor files do not know and nothing places in a state."""
    form: str
    """What kind of expression it is: those of `Mention.form`, and office, body, collective, description, pronoun."""
    how: str
    """How the actor was reached, in a sentence's words."""
    role: Literal["actor", "place"] = "actor"
    """``place`` where a state's name or seat only says where something is."""
    post: str | None = None
    """The post that a title names."""
    titles: tuple[str, ...] | None = None
    """For an office: what the title may be, as posts.yaml calls it."""
    name: str | None = None
    """For somebody whom the actor files do not know: the name as printed."""

    @property
    def state(self) -> str | None:
        """The state that the actor belongs to, itself for a state."""
        if self.actor is None:
            return None
        return self.actor.id if self.actor.kind == "state" else self.actor.state
