"""What a future makes of a claim when its subject speaks: a provider's "will" is a pledge, an attacker's a threat."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace

from papertiger.events import CodedClaim
from papertiger.readers.voices import Chains, state_of
from papertiger.records import AttributionStep, Explanation

Chain = tuple[AttributionStep, ...]

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


Promise = tuple[int, str]
"""A sentence, and the actor whose promise it tells of."""


def promises(claims: Iterable[CodedClaim]) -> frozenset[Promise]:
    """Whose promises which sentences tell of."""
    return frozenset(
        (one.sentence, one.subject.actor)
        for one in claims
        if one.predicate == "pledged" and one.speech_act and one.subject is not None
    )


def without_promiser(
    claim: CodedClaim, chain: Chain, why: tuple[Explanation, ...], promised: Container[Promise]
) -> tuple[Chain, tuple[Explanation, ...]]:
    """The chain without who promised, where somebody else tells what came of it, and its explanations.

    In "the radars that *Russia promised* Mali have not come, the minister said" the minister says it: the promise reaches no further
    than what was promised.

    Args:
        claim: whose chain it is.
        chain: as read from the text.
        why: one explanation a step.
        promised: the promises of the article, see `promises`.
    """
    came = (
        claim.family == "support" and not claim.speech_act and claim.predicate not in {"pledged", "requested"}
    )
    if not came or claim.subject is None or (claim.sentence, claim.subject.actor) not in promised:
        return chain, why
    *before, last = chain
    another = bool(before) and before[-1].kind != "outlet" and before[-1].actor != last.actor
    own = last.kind != "outlet" and last.actor in {claim.subject.actor, claim.subject.state}
    return (tuple(before), why[:-1]) if another and own else (chain, why)


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
