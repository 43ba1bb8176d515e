"""The coder: one parsed sentence in, claims out.

For each word that a frame lists: is its theme there, is it negated, who fills the roles, how sure is the sentence,
in which domain, when. Where several frames take the same words, the outermost wins ("refused to supply" is a
refusal, not a supply), and each claim carries an account of how every field was reached.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from papertiger.actors.actor import Mention
from papertiger.events.claim import CodedClaim, Party
from papertiger.events.completion import complete, disentangle
from papertiger.events.dictionary import Dictionary
from papertiger.events.discourse import Discourse
from papertiger.events.layer.evidence import Draft
from papertiger.events.layer.judge import Judge
from papertiger.events.lexicon import Lexicon
from papertiger.events.making import claims_of
from papertiger.events.memory import remember_claims, remember_exchanges, remember_mentions, remember_subjects
from papertiger.events.mentioned import counts_of
from papertiger.events.modality import stance
from papertiger.events.rejected import Rejected
from papertiger.events.roles import (
    Evoked,
    resolve,
)
from papertiger.events.scene import Scene, build
from papertiger.events.slots import participle_of
from papertiger.events.statements import (
    Reading,
    family_of,
    is_mutual,
    merged,
    predicate_of,
    same_side,
    without_quiet,
)
from papertiger.events.syntax import children, feature
from papertiger.events.times import Calendar
from papertiger.events.triggers import evoked_frames, outermost
from papertiger.language.sentence import Sentence

if TYPE_CHECKING:
    from papertiger.events.tree import Token

LEAST = 0.3
"""Claims below this confidence rest on two guesses or more and are not made."""
DRAFTED = 0.1
"""The same where a judge rejects afterwards."""


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
        remember_exchanges(self.discourse, claims)
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
        read = _without_makers(read)
        kept = outermost([r.evoked for r in read])
        readings = [r for r in read if any(r.evoked is e for e in kept)]
        rejected.covered = [r for r in read if not any(r is k for k in readings)]
        return readings

    def _weighed(self, scene: Scene, readings: Sequence[Reading], rejected: Rejected) -> list[Draft]:
        """The drafts that are sure enough: by the judge, or by the frames' own confidence where there is none."""
        found = [Draft(claim, r) for r in readings for claim in claims_of(scene, r)]
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
        if frame.id == "promise" and _is_done(evoked.theme):
            return None
        view = stance(scene, evoked.token, evoked.theme)
        if not view.claimed or (frame.polarity == "must_negate" and not view.negated):
            return None
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
            source, target = disentangle(scene, evoked, source, target)
        source, target = complete(scene, evoked, source, target)
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


def _without_makers(read: list[Reading]) -> list[Reading]:
    """Without promises of what binds somebody else: in "*it* commits Washington to help Poland" Washington promises."""
    bound = {
        r.evoked.token.i for r in read if r.evoked.frame.id == "oblige" and r.subject.why.startswith("obj:")
    }
    return [r for r in read if r.evoked.frame.id != "promise" or r.evoked.token.i not in bound]


def _is_done(theme: Token | None) -> bool:
    """Whether a verb tells what has happened, which nobody can promise: "assured that Russia *sent* radars"."""
    if theme is None or theme.pos_ != "VERB":
        return False
    perfect = any(feature(a, "Tense") == "Past" for a in children(theme, "aux"))
    simple = feature(theme, "VerbForm") == "Fin" and feature(theme, "Tense") == "Past"
    return simple or (perfect and feature(theme, "VerbForm") == "Part")
