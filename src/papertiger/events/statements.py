"""What an evoked frame states once its roles are filled: predicate, pairs of parties, extent, and which claims to keep."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from papertiger.events.claim import CodedClaim, Party
from papertiger.events.lexicon import Frame
from papertiger.events.modality import Stance
from papertiger.events.negation import is_negated
from papertiger.events.roles import Evoked, Role
from papertiger.events.scene import Scene
from papertiger.events.syntax import children, clause_head, feature
from papertiger.events.times import Calendar
from papertiger.records import PREDICATES, Auxiliary

if TYPE_CHECKING:
    from papertiger.events.tree import Token

VAGUE = "unspecified"
"""The domain of a claim that no word decides; gives way where the same words make the claim with a domain."""
PLOVER_CONTEXTS = frozenset({"military", "intelligence", "economic", "diplomatic", "cyber"})
"""Domains that are PLOVER contexts under the same name."""
HANDED, STANDING, ENDED = "delivered", "supplies", "reduced"
"""One handover, what goes on, and what went on until now."""
TOTAL = "total"
"""Cue class of words that sum up: in total, since the beginning."""
NOT_YET = frozenset({"denied", "expected", "conditional", "intended", "unlikely"})
"""Modalities under which a negated delivery is not a withheld one."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the coder settled about one evoked frame before it becomes one claim a pair."""

    evoked: Evoked
    predicate: str
    negated: bool
    stance: Stance
    subject: Role
    object: Role | None
    over: Role | None
    described: bool = False
    """Whether a participle describes a noun ("the systems supplied by …"): presupposed, no act reported here."""


def predicate_of(scene: Scene, evoked: Evoked, view: Stance) -> tuple[str, bool]:
    """The predicate after negation and cues, and whether the claim stays negated."""
    frame = evoked.frame
    for shift in frame.shifts:
        if shift.polarity == "negated" and not view.negated:
            continue
        if has_cue(scene, evoked, shift.cue):
            return shift.predicate, view.negated and shift.polarity != "negated"
    if frame.polarity == "must_negate":
        return frame.predicate, False
    if view.negated and frame.predicate in {HANDED, STANDING} and has_lapsed(scene, evoked.token):
        return ENDED, False
    instead = evoked.entry.negated or frame.negated
    # "Will not help" and "if …, won't help" deny a delivery that has not fallen due (docs/claims.md, rule 6).
    if view.negated and instead and view.modality not in NOT_YET:
        return instead, False
    if frame.predicate == HANDED and frame.flows and not view.negated and is_standing(scene, evoked, view):
        return STANDING, False
    return frame.predicate, view.negated


def has_lapsed(scene: Scene, trigger: Token) -> bool:
    """Whether a negation only holds from now on: "no *longer* pays", «*больше* не поставляет»."""
    return any(scene.has(c, scene.lexicon.vocabulary.lapsed) for c in children(trigger, "advmod", "obl"))


def is_standing(scene: Scene, evoked: Evoked, view: Stance) -> bool:
    """Whether it is told as what goes on (docs/claims.md, rule 5): in the present, or as a total over years.

    "Ankara arms it", "has been ferrying rockets", "has sent 3,000 shells in total".

    A headline's present is a past, and a count or a number makes it one handover: "Zagreb sends a ship", "передає дві батареї".
    """
    if evoked.pos == "verb" and _is_total(scene, evoked.token):
        return True
    if evoked.pos != "verb" or view.modality not in {"asserted", "denied"} or scene.sentence.kind != "body":
        return False
    if evoked.theme is not None and children(evoked.theme, "nummod"):
        return False
    token = evoked.token
    if feature(token, "VerbForm") == "Fin":
        return feature(token, "Tense") == "Pres"
    auxiliaries = children(token, "aux")
    perfect = any(feature(a, "Tense") == "Pres" for a in auxiliaries) and len(auxiliaries) > 1
    return perfect and feature(token, "Tense") == "Pres" and feature(token, "VerbForm") == "Part"


def _is_total(scene: Scene, trigger: Token) -> bool:
    words = scene.lexicon.vocabulary.cues.get(TOTAL, ())
    return bool(words) and any(
        scene.has(t, words) for t in children(clause_head(trigger), "advmod", "obl", "discourse")
    )


def has_cue(scene: Scene, evoked: Evoked, cue: str) -> bool:
    """Whether a word of the cue class modifies the theme or the trigger, and is not negated itself: "тем *не* менее"."""
    words = scene.lexicon.vocabulary.cues.get(cue, ())
    near = [c for t in (evoked.theme, evoked.token) if t is not None for c in t.children]
    return any(
        scene.has(c, words) and not is_negated(scene, c)
        for c in near
        if c.dep_.split(":")[0] in {"amod", "advmod", "det", "acl", "obl"}
    )


def mode_of_theme(scene: Scene, evoked: Evoked) -> str | None:
    """The PLOVER mode that the theme's own word has: to come under *bombardment* is aerial."""
    if evoked.theme is None or evoked.frame.family != "event":
        return None
    entries = scene.noun_entries(evoked.theme)
    modes = {
        e.mode
        for e in entries
        if e.mode and scene.lexicon.frames[e.frame].predicate == evoked.frame.predicate
    }
    return modes.pop() if len(modes) == 1 else None


def has_class(scene: Scene, evoked: Evoked, name: str) -> bool:
    """Whether the theme belongs to a noun class."""
    return evoked.theme is not None and name in scene.noun_classes(evoked.theme)


def hardware(scene: Scene, evoked: Evoked) -> bool:
    """Whether the theme is equipment that no word of its own assigns to a domain ("the equipment", "the system")."""
    return any(has_class(scene, evoked, name) for name in ("materiel", "system"))


def same_side(source: Role, target: Role) -> bool:
    """Whether both roles name a party of one state."""
    mine = {p.state or p.actor for p in source.parties}
    return bool(mine & {p.state or p.actor for p in target.parties})


def pairs_of(frame: Frame, source: Role, target: Role | None) -> list[tuple[Party, Party | None]]:
    """One pair a claim; both directions where the frame is symmetric and the roles name the same set."""
    if target is None:
        return [(s, None) for s in source.parties]
    both = [*source.parties, *target.parties]
    names = {p.actor: p for p in both}
    if frame.symmetric and (same_side(source, target) or frame.family == "event"):
        everyone = list(names.values())
        if frame.family == "event":
            return [
                (everyone[i], everyone[j])
                for i in range(len(everyone))
                for j in range(i + 1, len(everyone))
                if differ(everyone[i], everyone[j])
            ]
        return [(a, b) for a in everyone for b in everyone if a is not b and differ(a, b)]
    return [(s, t) for s in source.parties for t in target.parties if differ(s, t) or frame.internal]


def is_mutual(scene: Scene, trigger: Token) -> bool:
    """Whether the clause says that its subjects do it to one another: "trust each other", «взаимно обязались»."""
    clause = clause_head(trigger)
    return any(
        clause_head(end).i == clause.i
        for phrase in scene.lexicon.vocabulary.reciprocals
        for end in scene.ends_of(phrase)
    )


def differ(one: Party, other: Party) -> bool:
    """Whether two parties can stand on two sides of a claim."""
    return one.actor != other.actor and (one.state is None or one.state != other.state)


def extent_of(scene: Scene, evoked: Evoked) -> tuple[int, int]:
    """Place of trigger and theme in the frozen text, half-open."""
    tokens = [evoked.token] + ([evoked.theme] if evoked.theme is not None else [])
    spans = [scene.sentence.span_of(t) for t in tokens]
    return min(s for s, _ in spans), max(e for _, e in spans)


def without_quiet(readings: list[Reading]) -> list[Reading]:
    """Frames that only presuppose give way where another frame took the same word as trigger or theme."""
    loud = {
        t.i
        for r in readings
        if not r.evoked.frame.quiet
        for t in (r.evoked.token, r.evoked.theme)
        if t is not None
    }
    return [r for r in readings if not r.evoked.frame.quiet or r.evoked.token.i not in loud]


def merged(claims: list[CodedClaim]) -> list[CodedClaim]:
    """One claim a statement: same predicate, parties and domain in one sentence are kept once, the surest."""
    best: dict[tuple[object, ...], CodedClaim] = {}
    for claim in claims:
        key = (
            claim.predicate,
            side(claim.subject),
            side(claim.object),
            side(claim.over),
            claim.domain,
            claim.polarity,
        )
        if key not in best or claim.confidence > best[key].confidence:
            best[key] = claim
    named = {(*key[:4], key[5], c.start) for key, c in best.items() if c.domain != VAGUE}
    kept = [c for key, c in best.items() if c.domain != VAGUE or (*key[:4], key[5], c.start) not in named]
    return sorted(kept, key=lambda c: (c.start, c.end))


def modality_of(reading: Reading) -> str:
    """The claim's modality: cues in scope, else what the words or the frame bring.

    A declared intention or a future is what a threat or an accusation consists of; the act of saying it has happened.
    """
    frame, found = reading.evoked.frame, reading.stance.modality
    if frame.speech_act and frame.family == "event" and found in {"intended", "expected"}:
        return "asserted"
    return found if found != "asserted" else reading.evoked.entry.modality or frame.modality or "asserted"


def auxiliary_of(claim: CodedClaim, calendar: Calendar) -> tuple[Auxiliary, ...]:
    """PLOVER's auxiliary modes of an event: negated, background history, still to come, hypothetical."""
    if claim.family != "event":
        return ()
    found: list[Auxiliary] = []
    if calendar.is_history(claim.time):
        found.append("historical")
    if claim.polarity == "negated":
        found.append("negation")
    if claim.modality in {"expected", "intended"} or calendar.is_ahead(claim.time):
        found.append("future")
    if claim.modality in {"conditional", "possible", "unlikely"}:
        found.append("hypothetical")
    return tuple(found)


def anaphoric(reading: Reading) -> bool:
    """Whether the claim takes up what was spoken of: its theme is a pronoun or left out, or its receiver is."""
    theme = reading.evoked.theme
    elided = reading.object is not None and reading.object.token is None
    return elided or (theme is not None and theme.pos_ in {"PRON", "DET", "ADV", "PART"})


def family_of(predicate: str) -> str:
    """The claim family that a predicate belongs to."""
    return next(family for family, names in PREDICATES.items() if predicate in names)


def contexts_of(domain: str) -> tuple[str, ...]:
    """PLOVER contexts that a support domain names outright."""
    return (domain,) if domain in PLOVER_CONTEXTS else ()


def side(party: Party | None) -> str | None:
    """A leader and their state are one side of a claim."""
    return (party.state or party.actor) if party is not None else None
