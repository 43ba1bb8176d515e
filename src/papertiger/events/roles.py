"""Filling the roles of a frame: slots in order, then the fallbacks that the frame allows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from papertiger.events.claim import Party
from papertiger.events.lexicon import Entry, Frame, Slots
from papertiger.events.mentioned import ACTING, from_mention
from papertiger.events.parties import main_state, owner_of_collective, parties, unique
from papertiger.events.scene import Scene
from papertiger.events.slots import BY_CASE, Filler, fill
from papertiger.events.syntax import clause_head, preposition

if TYPE_CHECKING:
    from papertiger.events.tree import Token

STEP = 0.97
"""Each slot further down the list is a little less certain."""
ELLIPSIS_SCORE = 0.55
LISTED_SCORE = 0.7
RANGE_WORDS = 8
"""Longest range of names, in words: "from Damascus and Tehran to Havana"."""
PAIRS_BACK = 6
"""How many claims back the other side of a dealing may stand."""
MAIN_SCORE = 0.45
SENTENCE_SCORE = 0.4
ADJECTIVE = "adjective"
MAKER = "state that makes the system"
LEFTOVER_SCORE = 0.6
GUESSED_SCORE = 0.4
LISTED = "parties listed from … to … in the sentence"
IMPLIED = frozenset({"matrix", "control"})
"""Slots where a leader stands for the state: they are not named as the role itself."""


@dataclass(frozen=True, slots=True)
class Role:
    """The parties in one role, with how they were found."""

    parties: tuple[Party, ...]
    score: float
    why: str
    token: Token | None = None
    """Head of the phrase, when the role stands in the sentence."""


@dataclass(frozen=True, slots=True)
class Evoked:
    """A trigger in its sentence: the word, the entry that lists it, the frame, and the theme if it has one."""

    token: Token
    entry: Entry
    frame: Frame
    pos: str
    theme: Token | None = None
    theme_class: str = ""

    @property
    def slots(self) -> Slots:
        """The frame's slots for this part of speech, with the entry's departures."""
        base: Slots = getattr(self.frame, self.pos)
        return Slots(
            subject=self.entry.subject or base.subject,
            object=self.entry.object or base.object,
            over=self.entry.over or base.over,
        )


def resolve(scene: Scene, evoked: Evoked, slots: Iterable[str], taken: Iterable[Party] = ()) -> Role | None:
    """The first slot that holds parties which are not `taken`."""
    banned = {p.actor for p in taken} | {p.state for p in taken if p.state}
    for rank, slot in enumerate(slots):
        if slot == "range":
            listed = [p for p in listed_parties(scene) if p.actor not in banned]
            if listed:
                return Role(tuple(listed), LISTED_SCORE, LISTED)
            continue
        for filler in _fillers(scene, evoked, slot):
            if evoked.theme is not None and filler.token.i == evoked.theme.i and filler.why != MAKER:
                continue  # the support itself is no party, whatever adjective it carries
            if evoked.frame.family == "support" and scene.has(filler.token, scene.lexicon.vocabulary.edges):
                continue  # "sent ships to the *coast* of Venezuela" gives Venezuela nothing
            named = filler_parties(scene, filler)
            if filler.why == ADJECTIVE:
                # Two adjectives on one noun are two owners ("Cuban and Russian services"), however the tree joins them.
                mates = [f for f in _fillers(scene, evoked, slot) if f.why == ADJECTIVE]
                named = unique([p for f in mates for p in filler_parties(scene, f)])
            found = [p for p in named if p.actor not in banned and (p.state is None or p.state not in banned)]
            if found:
                found = [_state_of(p) for p in found] if slot in IMPLIED else found
                return Role(tuple(found), filler.score * STEP**rank, f"{slot}: {filler.why}", filler.token)
    return None


def _state_of(party: Party) -> Party:
    """The state behind a person, at the person's place in the text."""
    if party.state is None or party.state == party.actor:
        return party
    return replace(party, actor=party.state, how=f"{party.how}; {party.actor} acts for {party.state}")


def _fillers(scene: Scene, evoked: Evoked, slot: str) -> list[Filler]:
    if slot == "nsubj" and evoked.pos == "adjective":
        slot = "described"
    where, dot, inner = slot.partition(".")
    if dot and where == "theme":
        if evoked.theme is None:
            return []
        if inner == "origin":
            return [Filler(evoked.theme, 0.6, MAKER)]
        return fill(scene, evoked.theme, inner)
    if dot and where == "clause":
        targets = [evoked.theme] if evoked.theme is not None else []
        return [f for t in targets for f in fill(scene, t, inner)]
    if dot and where == "head":
        return fill(scene, evoked.token.head, inner)
    if dot and where in {"nsubj", "than", "obj", "ins"}:
        nested = [f for outer in fill(scene, evoked.token, where) for f in fill(scene, outer.token, inner)]
        return [f for f in nested if f.score >= BY_CASE]
    if slot == "amod2":
        return fill(scene, evoked.token, "amod")[1:]
    return fill(scene, evoked.token, slot)


def filler_parties(scene: Scene, filler: Filler) -> list[Party]:
    """Parties of a filler: an adjective stands for its state, "російських С-300" for their maker."""
    token = filler.token
    mention = scene.mention_at.get(token.i)
    if mention is not None and mention.form == "adjective" and mention.actor.kind in ACTING:
        joined = [
            m
            for c in token.children
            if c.dep_ == "conj" and (m := scene.mention_at.get(c.i)) and m.form == "adjective"
        ]
        twin = scene.mention_at.get(token.head.i) if token.dep_ == "conj" else None
        return unique(
            [
                from_mention(m)
                for m in (*((twin,) if twin and twin.form == "adjective" else ()), mention, *joined)
            ]
        )
    if filler.why == MAKER:
        return _maker(scene, token)
    return parties(scene, token)


def _maker(scene: Scene, token: Token) -> list[Party]:
    for step in (token, *token.subtree):
        mention = scene.mention_at.get(step.i)
        if mention is not None and mention.actor.kind == "system" and mention.actor.state:
            party = from_mention(mention)
            return [replace(party, actor=mention.actor.state, how=f"state of origin of {mention.actor.name}")]
    return []


def collective(role: Role | None) -> Role | None:
    """The patron of "X's allies": who withholds from X's allies, if nobody else is named, is X."""
    if role is None:
        return None
    for party in role.parties:
        owner = owner_of_collective(party)
        if owner:
            patron = replace(party, actor=owner, state=owner, how="the patron of these allies")
            return Role((patron,), 0.8, f"patron of {party.words}")
    return None


def elliptic_receiver(scene: Scene, giver: Role) -> Role | None:
    """A receiver that the sentence leaves out: a listed range, who speaks, or the receiver of the sentence before."""
    banned = {p.state for p in giver.parties} | {p.actor for p in giver.parties}
    listed = [p for p in listed_parties(scene) if p.state not in banned]
    if listed:
        return Role(tuple(listed), LISTED_SCORE, LISTED)
    speaker = scene.discourse.speaker
    if speaker is not None and speaker.state is not None and speaker.state not in banned:
        return Role((_state_of(speaker),), ELLIPSIS_SCORE, "state of the speaker, who is the receiver")
    for party in giver.parties:
        earlier = [
            p for p in scene.discourse.receivers.get(party.state or party.actor, []) if p.state not in banned
        ]
        if earlier:
            return Role(tuple(earlier), ELLIPSIS_SCORE, "receiver in the sentence before")
    main = main_state(scene, scene.doc[0], frozenset(b for b in banned if b))
    if main:
        return Role(tuple(main), MAIN_SCORE, "the state that the article is about")
    others = unique(
        [
            from_mention(m)
            for i, m in scene.mention_at.items()
            if m.actor.kind == "state" and m.actor.id not in banned and not _at_edge(scene, i)
        ]
    )
    return (
        Role(tuple(others), SENTENCE_SCORE, "the only other state in the sentence")
        if len(others) == 1
        else None
    )


def speaker_as_giver(scene: Scene, receiver: Role) -> Role | None:
    """The giver that a provider's own statement leaves out: the state of the speaker."""
    speaker = scene.discourse.speaker
    banned = {p.state for p in receiver.parties} | {p.actor for p in receiver.parties}
    if speaker is None or speaker.state is None or speaker.state in banned:
        return None
    return Role((_state_of(speaker),), ELLIPSIS_SCORE, "state of the speaker, who is the giver")


def leftover(scene: Scene, evoked: Evoked, used: Role) -> Role | None:
    """The one state of the clause that no role has taken and no preposition governs."""
    banned = {p.state for p in used.parties} | {p.actor for p in used.parties}
    clause = clause_head(evoked.token).i
    free = [
        t
        for t in scene.doc
        if (m := scene.mention_at.get(t.i)) is not None
        and m.actor.kind == "state"
        and m.form != "adjective"
        and m.actor.id not in banned
        and clause_head(t).i == clause
        and t.dep_.split(":")[0] in {"nsubj", "obj", "iobj", "obl", "appos", "vocative"}
        and not preposition(t)
    ]
    found = unique([from_mention(scene.mention_at[t.i]) for t in free])
    return (
        Role(tuple(found), LEFTOVER_SCORE, "the only other state in the clause", free[0])
        if len(found) == 1
        else None
    )


def other_party(scene: Scene, evoked: Evoked, used: Role) -> Role | None:
    """The party nearest to the trigger that is not the one that is known: a guess that the trained layer judges."""
    banned = {p.state for p in used.parties} | {p.actor for p in used.parties}
    clause = clause_head(evoked.token).i
    free = [
        (clause_head(scene.doc[i]).i != clause, abs(i - evoked.token.i), i)
        for i, m in scene.mention_at.items()
        if m.actor.kind in ACTING
        and m.actor.id not in banned
        and m.actor.state not in banned
        and not (evoked.frame.family == "support" and _at_edge(scene, i))
    ]
    if not free:
        return None
    outside, _, nearest = min(free)
    why = "nearest other party of the sentence" if outside else "nearest other party of the clause"
    party = from_mention(scene.mention_at[nearest])
    return Role((party,), GUESSED_SCORE, why, scene.doc[nearest])


def _at_edge(scene: Scene, place: int) -> bool:
    """Whether a state is named only as the owner of a coast, a border or waters: what is sent there is not given to it."""
    token = scene.doc[place]
    return token.head.i != place and scene.has(token.head, scene.lexicon.vocabulary.edges)


def asked_before(scene: Scene, asker: Role) -> Role | None:
    """Who is asked, when the sentence leaves it out: the giver whose support of the asker was spoken of last."""
    mine = {p.state or p.actor for p in asker.parties}
    for giver, receivers in reversed(list(scene.discourse.receivers.items())):
        if giver not in mine and mine & {p.state or p.actor for p in receivers}:
            start, end = scene.sentence.start, scene.sentence.start + 1
            return Role(
                (Party(giver, giver, start, end, giver, "named in the sentences before"),),
                ELLIPSIS_SCORE,
                "giver in the sentences before",
            )
    return None


def counterpart(scene: Scene, role: Role) -> Role | None:
    """The other side of the latest claim that the party took part in: whose proposal it turned down."""
    mine = {p.state or p.actor for p in role.parties}
    for one, other in reversed(scene.discourse.pairs[-PAIRS_BACK:]):
        for near, far in ((one, other), (other, one)):
            if (near.state or near.actor) in mine and (far.state or far.actor) not in mine:
                return Role((far,), ELLIPSIS_SCORE, "the other side of the claim before")
    return None


def listed_parties(scene: Scene) -> list[Party]:
    """Parties in a range: "from Damascus and Tehran to Havana" (from-phrase, then to-phrase, all states)."""
    starts = [f.token for f in _ranges(scene, "from")]
    ends = [f.token for f in _ranges(scene, "to")]
    for start in starts:
        for end in ends:
            between = scene.doc[start.i : end.i]
            other = any(t.pos_ in {"VERB", "NOUN"} and t.i not in scene.mention_at for t in between)
            if 0 < end.i - start.i <= RANGE_WORDS and not other:
                found = [from_mention(m) for i in range(start.i, end.i + 1) if (m := scene.mention_at.get(i))]
                return unique([p for p in found if p.state])
    return []


def _ranges(scene: Scene, slot: str) -> list[Filler]:
    words = {w.partition("+")[0] for w in scene.lexicon.vocabulary.slots.get(slot, ())}
    return [
        Filler(t, 1.0, slot)
        for t in scene.doc
        if t.i in scene.mention_at
        and t.i > 0
        and scene.doc[t.i - 1].lower_ in words
        and scene.mention_at[t.i].actor.kind == "state"
    ]
