"""Actors by what a visitor types: an id, or a name in any language and form."""

from __future__ import annotations

import re
from functools import lru_cache

from papertiger.actors import KnowledgeBase, actor_of, knowledge_base
from papertiger.report.languages import Language
from papertiger.report.names import actor_names

_ID = re.compile(r"\(([^()]{1,120})\)$")
"""What stands behind a name that was taken from a list: ``Venezuela (VEN)``."""
LONGEST = 200
"""Code points of a name that are looked at."""


def resolved(text: str) -> str | None:
    """Id of the actor that all of `text` means: its id, a name, or another form of one ("Росії"); None where nobody is called so."""
    written = text.strip()[:LONGEST]
    if not written:
        return None
    if actor_of(written) is not None:
        return written
    if len(written) == len("RUS") and written.isascii() and actor_of(written.upper()) is not None:
        return written.upper()
    behind = _ID.search(written)
    if behind is not None and actor_of(behind[1]) is not None:
        return behind[1]
    base = knowledge_base()
    return _by_label(base).get(written.casefold()) or _by_form(base, written)


@lru_cache(maxsize=2)
def _by_label(base: KnowledgeBase) -> dict[str, str]:
    """Names without case → id; of actors that share a name, a state comes first, then the order of the files."""
    found: dict[str, str] = {}
    everybody = sorted(base.actors(), key=lambda one: one.kind != "state")
    for actor in everybody:
        for name in (actor.name, *(base.label(actor.id, code) for code in base.languages)):
            found.setdefault(name.casefold(), actor.id)
    return found


def _by_form(base: KnowledgeBase, written: str) -> str | None:
    for language in base.languages:
        for mention in base.mentions(written, language):
            if mention.start == 0 and mention.end == len(written):
                return mention.actor.id
    return None


def written(actor: str, language: Language) -> str:
    """How a field shows an actor: by name where that leads back to the same actor, else by id."""
    name = actor_names(language)(actor)
    return name if resolved(name) == actor else actor
