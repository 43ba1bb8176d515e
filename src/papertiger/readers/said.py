"""What a future makes of a claim when its subject speaks: a provider's "will" is a pledge, an attacker's a threat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from papertiger.events import CodedClaim
from papertiger.readers.voices import Chains, state_of
from papertiger.records import AttributionStep

FIRST_PERSON_FRAMES = frozenset({"give", "help", "supply"})
"""Frames whose future, said by the giver, is a pledge (docs/claims.md, rule 4)."""
OPEN = frozenset({"conditional", "possible"})
"""Modalities of an offer that is not firm."""


def as_said(claims: Sequence[CodedClaim], chains: Chains) -> list[CodedClaim]:
    """What a future makes of a claim when its subject speaks: a provider's "will" is a pledge (and AGREE), an attacker's a threat."""
    found: list[CodedClaim] = []
    for claim in claims:
        chain, _ = chains.chain(claim.sentence, claim.start, claim.end)
        if _is_own_threat(claim, chain):
            found.append(
                replace(claim, predicate="THREATEN", mode="violence", modality="asserted", speech_act=True)
            )
            continue
        if not _is_own_promise(claim, chain):
            found.append(claim)
            continue
        modality = claim.modality if claim.modality in OPEN else "intended"
        pledge = replace(claim, predicate="pledged", modality=modality, speech_act=True)
        found += [pledge, replace(pledge, family="event", predicate="AGREE", modality="asserted")]
    return found


def _is_own_threat(claim: CodedClaim, chain: Sequence[AttributionStep]) -> bool:
    """Whether an attack that has not happened is announced by the one who would attack."""
    ahead = claim.predicate == "ASSAULT" and claim.modality in {"expected", "conditional", "intended"}
    last = chain[-1]
    if (
        not ahead
        or claim.subject is None
        or last.kind == "outlet"
        or last.actor is None
        or claim.polarity == "negated"
    ):
        return False
    return last.actor == claim.subject.actor or _state_or_none(last.actor) == claim.subject.state


def _is_own_promise(claim: CodedClaim, chain: Sequence[AttributionStep]) -> bool:
    """Whether a future delivery is announced by its provider, or by outlets alone; an expert's forecast is not."""
    giving = claim.frame in FIRST_PERSON_FRAMES and claim.predicate == "delivered"
    future = giving and claim.modality == "expected"
    if giving and claim.modality in OPEN and chain[-1].kind != "outlet":
        future = True  # an offer under a condition, made by the provider itself
    if not future or claim.subject is None or claim.polarity == "negated":
        return False
    last = chain[-1]
    own = last.actor is not None and (
        last.actor == claim.subject.actor or _state_or_none(last.actor) == claim.subject.state
    )
    # A contract or treaty that says who will give what is the promise itself.
    return last.kind in {"outlet", "document"} or own


def _state_or_none(actor_id: str) -> str | None:
    try:
        return state_of(actor_id)
    except KeyError:
        return None
