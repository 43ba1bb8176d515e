"""Claims out of a reading: one a pair of parties, with domain, confidence and account, and the claims that go with it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from papertiger.events.account import account_of, explained
from papertiger.events.claim import CodedClaim, Party
from papertiger.events.domains import domain_of
from papertiger.events.statements import (
    Reading,
    anaphoric,
    contexts_of,
    extent_of,
    family_of,
    hardware,
    has_class,
    modality_of,
    mode_of_theme,
    pairs_of,
)
from papertiger.records import Explanation

if TYPE_CHECKING:
    from papertiger.events.lexicon import Frame
    from papertiger.events.scene import Scene

DONE = frozenset({"asserted", "intended"})
"""Modalities under which an act of support has happened or is set in motion."""
OFFER = "AGREE"
BASE = 0.95
"""Confidence of a claim whose every role the tree gives outright; roles found otherwise multiply it down."""


def claims_of(scene: Scene, reading: Reading) -> list[CodedClaim]:
    """One claim a pair of parties, the events that go with it, and the flow that a conditional cut presupposes."""
    frame = reading.evoked.frame
    pairs = pairs_of(frame, reading.subject, reading.object)
    made = [
        _claim(scene, reading, subject, target, over)
        for subject, target in pairs
        for over in (reading.over.parties if reading.over else (None,))
    ]
    made += [event for claim in made for event in _events_beside(claim, reading)]
    if (
        frame.presupposes
        and reading.stance.modality != "asserted"
        and has_class(scene, reading.evoked, "flow")
    ):
        supply = scene.lexicon.frames[frame.presupposes]
        made += [_presupposed(claim, supply) for claim in made]
    return made


def _claim(
    scene: Scene, reading: Reading, subject: Party, target: Party | None, over: Party | None
) -> CodedClaim:
    evoked, frame = reading.evoked, reading.evoked.frame
    fixed = evoked.entry.domain or frame.domain
    phrases = [r.token for r in (reading.object, reading.subject) if r is not None and r.token is not None]
    pair = ((subject.state or subject.actor), (target.state or target.actor) if target else "")
    domain, words = (
        (fixed, ()) if fixed else domain_of(scene, evoked.token, evoked.theme, frame.family, phrases)
    )
    if domain == "unspecified" and frame.family == "support" and anaphoric(reading):
        domain = scene.discourse.topics.get(pair, "unspecified")
    elif domain == "unspecified" and frame.family == "support" and hardware(scene, evoked):
        domain = scene.discourse.latest_domain or domain
    elif frame.family == "support" and domain:
        scene.discourse.topics[pair] = domain
        if domain != "unspecified":
            scene.discourse.latest_domain = domain
    start, end = extent_of(scene, evoked)
    roles = [r for r in (reading.subject, reading.object, reading.over) if r is not None]
    score = BASE
    for role in roles:
        score *= role.score
    claim = CodedClaim(
        family=family_of(reading.predicate),
        predicate=reading.predicate,
        subject=subject,
        object=target,
        over=over,
        domain=domain or "unspecified",
        sentence=scene.sentence.index,
        start=start,
        end=end,
        frame=frame.id,
        polarity="negated" if reading.negated else "affirmed",
        modality=modality_of(reading),
        mode=evoked.entry.mode or frame.mode or mode_of_theme(scene, evoked),
        contexts=contexts_of(domain) if frame.family == "event" else (),
        confidence=round(min(BASE, score), 2),
        speech_act=frame.speech_act,
    )
    return explained(claim, account_of(scene, reading, subject, target, over, words))


def _events_beside(claim: CodedClaim, reading: Reading) -> list[CodedClaim]:
    """The PLOVER event that a concrete act of support is besides; an offer is one whatever condition it names."""
    if claim.polarity == "negated" or reading.described or claim.object is None:
        return []
    rules = [
        a
        for a in reading.evoked.frame.also
        if a.when == claim.predicate
        and reading.evoked.pos in a.pos
        and claim.modality in ({*DONE, "conditional"} if a.event == OFFER else DONE)
    ]
    return [
        replace(
            claim,
            family=family_of(a.event),
            predicate=a.event,
            mode=a.mode,
            modality="asserted",
            contexts=contexts_of(claim.domain),
            confidence=round(claim.confidence * 0.9, 2),
        )
        for a in rules
    ]


def _presupposed(claim: CodedClaim, supply: Frame) -> CodedClaim:
    """What may be cut off is running now: the standing flow behind a conditional cut."""
    note = Explanation(
        field="predicate",
        value=supply.predicate,
        why=f"presupposed by {claim.frame}: what may stop is running now",
        words=(),
    )
    made = CodedClaim(
        family=supply.family,
        predicate=supply.predicate,
        subject=claim.subject,
        object=claim.object,
        domain=claim.domain,
        sentence=claim.sentence,
        start=claim.start,
        end=claim.end,
        frame=supply.id,
        confidence=round(claim.confidence * 0.9, 2),
    )
    return explained(
        made, [note, *(e for e in claim.explanation if e.field in {"subject", "object", "domain"})]
    )
