"""Actors as people write them in a form: ``Venezuela (VEN)``, a name in any language, or an id."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from papertiger.actors import Actor, actor_of, knowledge_base
from papertiger.report.evidence import Voice

MOST: Final = 12
"""Actors that are offered at once."""
Lookup = Callable[[str], Sequence[Actor]]
"""Letters → actors with them in a name, whole names first."""
_ID: Final = re.compile(r"\(([^()]{1,120})\)$")
_COLLECTIVE: Final = ":"


class UnknownActorError(Exception):
    """A text that names no actor, or several."""

    def __init__(self, given: str, several: Sequence[str] = ()) -> None:
        """Keep what was written, and the ids of those that it may mean."""
        self.given, self.several = given, tuple(several)
        super().__init__(given)


def actor_text(actor: str | None, voice: Voice) -> str:
    """An actor as the form shows it; empty for none."""
    if not actor:
        return ""
    name = voice.name(actor)
    return name if name == actor else f"{name} ({actor})"


def found_actor(text: str, lookup: Lookup) -> str | None:
    """The id that a text in a form stands for, None for an empty one.

    What stands around a state, such as ``RUS:allies``, is let through though no file has it; what may stand where is the ledger's to say.

    Raises:
        UnknownActorError: it names no actor, or several.
    """
    given = text.strip()
    if not given:
        return None
    behind = _ID.search(given)
    for one in (given, given.upper(), behind[1] if behind else ""):
        if _is_id(one):
            return one
    named = [one for one in lookup(given) if _is_called(one, given)]
    # "Georgia" means the state far more often than somebody of that name.
    states = [one for one in named if one.kind == "state"]
    for found in (named, states):
        if len(found) == 1:
            return found[0].id
    raise UnknownActorError(given, [one.id for one in named])


def _is_id(given: str) -> bool:
    owner, colon, _ = given.partition(_COLLECTIVE)
    return actor_of(given) is not None or (bool(colon) and actor_of(owner) is not None)


def _is_called(actor: Actor, given: str) -> bool:
    base, name = knowledge_base(), given.casefold()
    return any(base.label(actor.id, code).casefold() == name for code in base.languages)
