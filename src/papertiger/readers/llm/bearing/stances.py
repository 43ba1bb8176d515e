"""Whether a proposal calls a fact what the sentence negates, doubts, denies or only expects: every word for it stands in such a scope.

What negates and hedges is found as it is for frames (`events.modality`). Only what makes more of a sentence than it says is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from papertiger.events.modality import stance
from papertiger.events.statements import family_of
from papertiger.events.syntax import children
from papertiger.readers.llm.bearing.seen import NEGATED, Seen, made_by_negation
from papertiger.readers.llm.instructions import instructions

if TYPE_CHECKING:
    from papertiger.events.tree import Token

_MADE = frozenset({"frame besides", NEGATED})
_DENIED = frozenset({"denied"})
"""What a relation may not stand under: that "without its help we *could* not hold out" is how a dependence is told."""
_DOUBTED = frozenset({"denied", "unlikely", "possible"})
_AHEAD = frozenset({"conditional", "intended", "expected"})
"""What a threat, a promise or a request is about; the act of saying it is a fact."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What a proposal says that its words do."""

    predicate: str
    polarity: str
    modality: str
    sides: tuple[str, ...]
    """Who takes part in it."""
    start: int
    """Where in the sentence its words begin."""
    end: int
    """Where they end."""


def misstated(seen: Seen, one: Stated) -> str | None:
    """Why the stance of a proposal is more than the sentence says, by the names of ``reasons.yaml``; None where it may be right."""
    scene = seen.scene
    saying = seen.saying(one.predicate, one.start, one.end, one.sides)
    if not saying:
        return None
    found = [(i, stance(scene, scene.doc[i], _theme(scene.doc[i]))) for i in saying]
    kinds = seen.relative(one.predicate).kinds
    turned = {i for i in saying if NEGATED in kinds[i]}
    if turned.issuperset(saying) and not any(view.negated for _, view in found):
        return "not_negated"
    alone = seen.by_themselves(one.predicate)
    sensed = one.predicate not in made_by_negation(seen.language)
    if one.polarity == "affirmed" and all(
        view.negated and _ends_there(alone[i], sensed) for i, view in found
    ):
        return "negated_there"
    if one.polarity == "negated" and not any(view.negated for _, view in found):
        return "affirmed_there"
    if one.modality == "asserted" and all(view.modality in _hedges(one.predicate) for _, view in found):
        return "hedged"
    return None


def _ends_there(kinds: Sequence[str], sensed: bool) -> bool:
    """Whether a negation takes from a word what it says, and doesn't make it say that: "no longer trusts" is distrust, and affirmed.

    `sensed`: whether a sense will do, which is loose, and for what negations make ("lacks", "little") may stand for either.
    """
    return "frame" in kinds or (sensed and "sense" in kinds and _MADE.isdisjoint(kinds))


def _theme(word: Token) -> Token | None:
    """What is done to: "sent no *weapons*" negates the sending."""
    return next(iter(children(word, "obj")), None) if word.pos_ == "VERB" else None


def _hedges(predicate: str) -> frozenset[str]:
    """The modalities under which a predicate is not asserted."""
    if family_of(predicate) == "relation":
        return _DENIED
    return _DOUBTED if predicate in instructions().speech_acts else _DOUBTED | _AHEAD
