"""The parties of a sentence, and where each of them stands: what the trained layer pairs up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from papertiger.events.mentioned import ACTING, from_mention
from papertiger.events.parties import parties
from papertiger.events.syntax import feature

if TYPE_CHECKING:
    from papertiger.events.claim import Party
    from papertiger.events.scene import Scene

ADJECTIVE = "adjective"


@dataclass(frozen=True, slots=True)
class Standing:
    """One place where a party is named or meant."""

    party: Party
    token: int
    form: str
    """The mention's form ("name", "adjective", …), ``ally`` for somebody's allies, ``pronoun``."""


def standings(scene: Scene) -> list[Standing]:
    """Every place of every party, in text order."""
    found = list(_named(scene))
    taken = {s.token for s in found}
    found += [s for s in _meant(scene) if s.token not in taken]
    return sorted(found, key=lambda s: s.token)


def side(party: Party) -> str:
    """What makes two parties one side: their state, else the actor."""
    return party.state or party.actor


def _named(scene: Scene) -> Iterator[Standing]:
    tokens: dict[int, list[int]] = {}
    mentions = {}
    for i, mention in scene.mention_at.items():
        tokens.setdefault(id(mention), []).append(i)
        mentions[id(mention)] = mention
    for key, covered in tokens.items():
        mention = mentions[key]
        if mention.actor.kind not in ACTING:
            continue
        inside = set(covered)
        heads = [i for i in covered if scene.doc[i].head.i not in inside or scene.doc[i].head.i == i]
        yield Standing(from_mention(mention), (heads or covered)[0], mention.form)


def _meant(scene: Scene) -> Iterator[Standing]:
    """Parties behind pronouns, and the collective of somebody's allies."""
    vocabulary = scene.lexicon.vocabulary
    for token in scene.doc:
        if token.i in scene.mention_at:
            continue
        if scene.has(token, vocabulary.allies):
            for party in parties(scene, token):
                if party.actor.endswith(":allies"):
                    yield Standing(party, token.i, "ally")
        elif token.pos_ in {"PRON", "DET"} and feature(token, "PronType") in {"Prs", "Rel"}:
            for party in parties(scene, token):
                yield Standing(party, token.i, "pronoun")
