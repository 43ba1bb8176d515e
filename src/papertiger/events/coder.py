"""The coder: one parsed sentence in, claims out.

For each word that a frame lists: is its theme there, is it negated, who fills the roles, how sure is the sentence,
in which domain, when. Where several frames take the same words, the outermost wins ("refused to supply" is a
refusal, not a supply), and each claim carries an account of how every field was reached.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from papertiger.actors.actor import Mention
from papertiger.events.account import account_of, explained
from papertiger.events.claim import CodedClaim, Party
from papertiger.events.dictionary import Dictionary
from papertiger.events.discourse import Discourse
from papertiger.events.domains import domain_of
from papertiger.events.layer.evidence import Draft
from papertiger.events.layer.judge import Judge
from papertiger.events.lexicon import Frame, Lexicon
from papertiger.events.memory import remember_claims, remember_mentions, remember_subjects
from papertiger.events.mentioned import counts_of
from papertiger.events.modality import stance
from papertiger.events.parties import main_state
from papertiger.events.rejected import Rejected
from papertiger.events.roles import (
    MAIN_SCORE,
    Evoked,
    Role,
    asked_before,
    collective,
    counterpart,
    elliptic_receiver,
    leftover,
    other_party,
    resolve,
    speaker_as_giver,
)
from papertiger.events.scene import Scene, build
from papertiger.events.slots import participle_of
from papertiger.events.statements import (
    Reading,
    anaphoric,
    contexts_of,
    extent_of,
    family_of,
    hardware,
    has_class,
    is_mutual,
    merged,
    modality_of,
    mode_of_theme,
    pairs_of,
    predicate_of,
    same_side,
    without_quiet,
)
from papertiger.events.syntax import clause_head
from papertiger.events.times import Calendar
from papertiger.events.triggers import evoked_frames, outermost
from papertiger.language.sentence import Sentence
from papertiger.records import Explanation

LEAST = 0.3
"""Claims below this confidence rest on two guesses or more and are not made."""
DRAFTED = 0.1
"""The same where a judge rejects afterwards."""
TOTAL = "total"
"""Cue class of words that sum up: in total, since the beginning."""
DONE = frozenset({"asserted", "intended"})
"""Modalities under which an act of support has happened or is set in motion."""
OFFER = "AGREE"
BASE = 0.95
"""Confidence of a claim whose every role the tree gives outright; roles found otherwise multiply it down."""


class Coder:
    """Reads the sentences of one article in order; keeps what pronouns and ellipsis need between them."""

    def __init__(
        self,
        lexicon: Lexicon,
        calendar: Calendar,
        dictionary: Dictionary,
        parse: Callable[[list[Sentence]], None] | None = None,
        judge: Judge | None = None,
    ) -> None:
        """A coder serves one article: `calendar` knows its date, the discourse starts empty.

        `parse` parses sentences that nobody thought worth it, when a pronoun in one that was points back to them; without it
        they stay unread. `judge` gives confidences and rejects weak readings; without one the frames' own stand.
        """
        self.judge = judge
        self.parse = parse
        self.lexicon = lexicon
        self.calendar = calendar
        self.dictionary = dictionary
        self.discourse = Discourse()

    def survey(self, mentions: Sequence[Mention]) -> None:
        """Count the states that the whole article names, before its first sentence is coded."""
        counts_of(mentions, self.discourse.counts)

    def code(
        self, sentence: Sentence, mentions: Sequence[Mention], speaker: Party | None = None
    ) -> list[CodedClaim]:
        """Claims of one sentence, in text order; an unparsed sentence only moves the discourse on."""
        self.discourse.speaker = speaker
        if sentence.doc is None:
            if self.parse is not None and (mentions or speaker is not None):
                remember_subjects(self.discourse, lambda discourse: self._late(sentence, mentions, discourse))
            remember_mentions(self.discourse, mentions)
            return []
        scene = build(sentence, mentions, self.lexicon, self.discourse, self.dictionary)
        scene.loose = self.judge is not None
        rejected = Rejected()
        readings = self._readings(scene, rejected)
        loud = without_quiet(readings)
        rejected.quiet = [r for r in readings if not any(r is one for one in loud)]
        drafts = self._weighed(scene, loud, rejected)
        claims = []
        for draft in drafts:
            claim = self._timed(scene, draft)
            if self._is_past(claim):
                rejected.weak.append((draft, "told as history, more than ten years before the article"))
            else:
                claims.append(claim)
        remember_subjects(self.discourse, lambda discourse: _in_discourse(scene, discourse))
        remember_claims(self.discourse, readings)
        remember_mentions(self.discourse, mentions)
        self.discourse.pairs += [(c.subject, c.object) for c in claims if c.subject and c.object]
        return rejected.beside(scene, merged(claims))

    def _readings(self, scene: Scene, rejected: Rejected) -> list[Reading]:
        """What the frames read, the outermost of those that take the same words."""
        read: list[Reading] = []
        for evoked in evoked_frames(scene):
            reading = self._read(scene, evoked)
            if reading is not None:
                read.append(reading)
            else:
                rejected.incomplete.append(evoked)
        kept = outermost([r.evoked for r in read])
        readings = [r for r in read if any(r.evoked is e for e in kept)]
        rejected.covered = [r for r in read if not any(r is k for k in readings)]
        return readings

    def _weighed(self, scene: Scene, readings: Sequence[Reading], rejected: Rejected) -> list[Draft]:
        """The drafts that are sure enough: by the judge, or by the frames' own confidence where there is none."""
        found = [Draft(claim, r) for r in readings for claim in self._claims(scene, r)]
        least = LEAST if self.judge is None else DRAFTED
        drafts = [d for d in found if d.claim.confidence >= least]
        rejected.weak += [
            (d, f"rests on guesses: confidence {d.claim.confidence:.2f}, below {least:.2f}")
            for d in found
            if d.claim.confidence < least
        ]
        if self.judge is None:
            return drafts
        drafts += [k for d in drafts for k in self._kin(d)]
        judged = self.judge.judged(scene, drafts)
        least = self.judge.threshold
        rejected.weak += [
            (
                d,
                f"annotated sentences speak against it: confidence {d.claim.confidence:.2f}, below {least:.2f}",
            )
            for d in judged
            if d.claim.confidence < least
        ]
        return [d for d in judged if d.claim.confidence >= least]

    def _kin(self, draft: Draft) -> list[Draft]:
        """What else the words of a draft may say of the same two parties."""
        claim = draft.claim
        if claim.object is None:
            return []
        names = self.lexicon.kin.get(claim.predicate, ())
        made = (replace(claim, family=family_of(n), predicate=n, mode=None, over=None) for n in names)
        return [Draft(c, draft.reading, is_kin=True) for c in made]

    def _timed(self, scene: Scene, draft: Draft) -> CodedClaim:
        """The claim with its time, which is looked for last: reading dates costs more than most readings are worth."""
        evoked = draft.reading.evoked
        if draft.claim.frame != evoked.frame.id:
            return draft.claim  # presupposed: its own time is now
        return replace(draft.claim, time=self.calendar.time_of(scene, evoked.token))

    def _is_past(self, claim: CodedClaim) -> bool:
        """Whether a claim of support or a relation is history told as background, which says nothing of today (rule 12)."""
        return claim.family != "event" and self.calendar.is_history(claim.time)

    # -------------------------------------------------------------- one frame

    def _read(self, scene: Scene, evoked: Evoked) -> Reading | None:
        frame = evoked.frame
        view = stance(scene, evoked.token, evoked.theme)
        if not view.claimed or (frame.polarity == "must_negate" and not view.negated):
            return None
        evoked = self._standing(scene, evoked)
        frame = evoked.frame
        predicate, negated = predicate_of(scene, evoked, view)
        if frame.id == "intend" and view.modality == "possible":
            predicate = "delivered"  # weighing whether to give is no pledge
        if predicate == "delivered" and view.modality == "intended":
            predicate = "pledged"  # the provider's own plan or readiness (docs/claims.md, rule 4)
        slots = evoked.slots
        target = resolve(scene, evoked, slots.object) if slots.object else None
        source = resolve(scene, evoked, slots.subject)
        if source and len(source.parties) > 1 and slots.object and is_mutual(scene, evoked.token):
            target = replace(source, why="each other")
        elif source and target and same_side(source, target) and not frame.internal:
            source, target = self._disentangle(scene, evoked, source, target)
        source, target = self._complete(scene, evoked, source, target)
        over = (
            resolve(scene, evoked, slots.over, [*source.parties, *target.parties])
            if slots.over and source and target
            else None
        )
        roles = {"subject": source, "object": target, "over": over}
        if any(roles[name] is None for name in frame.requires) or source is None:
            return None
        described = participle_of(scene, evoked.token) is not None
        return Reading(evoked, predicate, negated, view, source, target, over, described)

    def _standing(self, scene: Scene, evoked: Evoked) -> Evoked:
        """A total over years is a standing flow, not a handover (docs/claims.md, rule 5)."""
        words = self.lexicon.vocabulary.cues.get(TOTAL, ())
        if evoked.frame.id not in {"give", "help"} or evoked.pos != "verb" or not words:
            return evoked
        clause = clause_head(evoked.token)
        totals = any(
            scene.has(t, words)
            for t in clause.children
            if t.dep_.split(":")[0] in {"advmod", "obl", "discourse"}
        )
        return replace(evoked, frame=self.lexicon.frames["supply"], entry=evoked.entry) if totals else evoked

    def _complete(
        self, scene: Scene, evoked: Evoked, source: Role | None, target: Role | None
    ) -> tuple[Role | None, Role | None]:
        """Roles that the sentence leaves out, where the frame allows reading them from elsewhere."""
        frame = evoked.frame
        elliptic = frame.elliptic and (evoked.pos != "noun" or frame.elliptic_noun)
        source = source or collective(target)
        if frame.symmetric and source is not None and target is None and len(source.parties) > 1:
            return source, source
        if source is None and target is not None and elliptic:
            source = speaker_as_giver(scene, target)
        if target is None and source is not None and elliptic and frame.elliptic_object:
            target = (
                (frame.id == "request" and asked_before(scene, source))
                or leftover(scene, evoked, source)
                or elliptic_receiver(scene, source)
            )
        if target is None and frame.id == "war" and source is not None:
            target = self._war_of(source)
        if target is None and source is not None and frame.answers:
            target = counterpart(scene, source)
        if scene.loose and not frame.internal:
            if source is None and target is not None:
                source = other_party(scene, evoked, target)
            elif target is None and source is not None:
                target = other_party(scene, evoked, source)
        if frame.internal:
            main = main_state(scene, evoked.token) if source is None and target is None else []
            source = source or (
                Role(tuple(main), MAIN_SCORE, "the state that the article is about") if main else None
            )
            target = target or source
        return source, target

    def _disentangle(
        self, scene: Scene, evoked: Evoked, source: Role, target: Role
    ) -> tuple[Role | None, Role | None]:
        """Both roles fell on the same party: keep the better reading, look for another party for the other role."""
        if evoked.frame.symmetric and len({p.actor for p in (*source.parties, *target.parties)}) > 1:
            return source, target
        other_target = resolve(scene, evoked, evoked.slots.object, source.parties)
        if other_target is not None and (target.score <= source.score or evoked.frame.elliptic):
            return source, other_target
        other_source = resolve(scene, evoked, evoked.slots.subject, target.parties)
        if other_source is not None:
            return other_source, target
        if other_target is not None:
            return source, other_target
        return (source, None) if source.score >= target.score else (None, target)

    def _war_of(self, source: Role) -> Role | None:
        for party in source.parties:
            enemy = self.discourse.wars.get(party.state or party.actor)
            if enemy is not None:
                return Role((enemy,), 0.6, "the war that the article spoke of")
        return None

    # -------------------------------------------------------------- claims

    def _claims(self, scene: Scene, reading: Reading) -> list[CodedClaim]:
        frame = reading.evoked.frame
        pairs = pairs_of(frame, reading.subject, reading.object)
        made = [
            self._claim(scene, reading, subject, target, over)
            for subject, target in pairs
            for over in (reading.over.parties if reading.over else (None,))
        ]
        made += [event for claim in made for event in self._events_beside(claim, reading)]
        if (
            frame.presupposes
            and reading.stance.modality != "asserted"
            and has_class(scene, reading.evoked, "flow")
        ):
            supply = self.lexicon.frames[frame.presupposes]
            made += [self._presupposed(claim, supply) for claim in made]
        return made

    def _claim(
        self, scene: Scene, reading: Reading, subject: Party, target: Party | None, over: Party | None
    ) -> CodedClaim:
        evoked, frame = reading.evoked, reading.evoked.frame
        fixed = evoked.entry.domain or frame.domain
        phrases = [
            r.token for r in (reading.object, reading.subject) if r is not None and r.token is not None
        ]
        pair = ((subject.state or subject.actor), (target.state or target.actor) if target else "")
        domain, words = (
            (fixed, ()) if fixed else domain_of(scene, evoked.token, evoked.theme, frame.family, phrases)
        )
        if domain == "unspecified" and frame.family == "support" and anaphoric(reading):
            domain = self.discourse.topics.get(pair, "unspecified")
        elif domain == "unspecified" and frame.family == "support" and hardware(scene, evoked):
            domain = self.discourse.latest_domain or domain
        elif frame.family == "support" and domain:
            self.discourse.topics[pair] = domain
            if domain != "unspecified":
                self.discourse.latest_domain = domain
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

    def _events_beside(self, claim: CodedClaim, reading: Reading) -> list[CodedClaim]:
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

    def _presupposed(self, claim: CodedClaim, supply: Frame) -> CodedClaim:
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

    # -------------------------------------------------------------- discourse

    def _late(self, sentence: Sentence, mentions: Sequence[Mention], discourse: Discourse) -> Scene | None:
        """The scene of a sentence that the scan passed over."""
        if sentence.doc is None and self.parse is not None:
            self.parse([sentence])
        if sentence.doc is None:
            return None
        return build(sentence, mentions, self.lexicon, discourse, self.dictionary)


def _in_discourse(scene: Scene, discourse: Discourse) -> Scene:
    """The scene, from here on as of an earlier point of the article."""
    scene.discourse = discourse
    return scene
