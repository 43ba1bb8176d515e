"""What else a sentence could be read to say, and why it was not taken: shown beside the claim that was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from papertiger.records import Explanation

if TYPE_CHECKING:
    from papertiger.events.claim import CodedClaim, Party
    from papertiger.events.layer.evidence import Draft
    from papertiger.events.roles import Evoked
    from papertiger.events.scene import Scene
    from papertiger.events.statements import Reading

SHOWN = 5
"""Rejected readings shown beside a claim, those about its own words or parties first."""
_COVERED = "what another reading says is done with it: promised, refused, asked for, cut"
_QUIET = "only presupposed by words that state something else"


@dataclass(slots=True)
class Rejected:
    """The readings of one sentence that came to nothing."""

    incomplete: list[Evoked] = field(default_factory=list)
    """Frames that words evoke, but that are denied, asked or have a role that nobody fills."""
    covered: list[Reading] = field(default_factory=list)
    """Readings inside the complement of another."""
    quiet: list[Reading] = field(default_factory=list)
    """Readings that only presuppose."""
    weak: list[tuple[Draft, str]] = field(default_factory=list)
    """Drafts below the threshold or told as history, with the reason."""

    def beside(self, scene: Scene, claims: Sequence[CodedClaim]) -> list[CodedClaim]:
        """The claims, each with an account of what was rejected around it."""
        if not claims:
            return []
        made = {_value(c) for c in claims}
        notes = [n for n in self._notes(scene) if n[0].value not in made]
        return [replace(c, explanation=(*c.explanation, *_nearest(c, notes))) if notes else c for c in claims]

    def _notes(self, scene: Scene) -> Iterator[tuple[Explanation, Party | None, Party | None]]:
        for draft, why in self.weak:
            claim = draft.claim
            yield _note(_value(claim), why, _words(scene, draft.reading.evoked)), claim.subject, claim.object
        for readings, why in ((self.covered, _COVERED), (self.quiet, _QUIET)):
            for reading in readings:
                yield _note(reading.predicate, why, _words(scene, reading.evoked)), None, None
        for evoked in self.incomplete:
            why = f"frame {evoked.frame.id}: not stated, or nobody fills a role that it requires"
            yield _note(evoked.frame.predicate, why, _words(scene, evoked)), None, None


def _nearest(
    claim: CodedClaim, notes: Sequence[tuple[Explanation, Party | None, Party | None]]
) -> list[Explanation]:
    """First the readings of the claim's own parties, then the others, in text order."""
    mine = {p.actor for p in (claim.subject, claim.object) if p is not None}

    def shared(note: tuple[Explanation, Party | None, Party | None]) -> int:
        return -sum(p is not None and p.actor in mine for p in note[1:])

    unique = {(n[0].value, n[0].words): n for n in sorted(notes, key=shared)}
    return [n[0] for n in list(unique.values())[:SHOWN]]


def _note(value: str, why: str, words: tuple[str, ...]) -> Explanation:
    return Explanation(field="rejected", value=value, why=why, words=words)


def _value(claim: CodedClaim) -> str:
    return f"{_named(claim.subject)} {claim.predicate} {_named(claim.object)}"


def _named(party: Party | None) -> str:
    return party.actor if party is not None else "nobody"


def _words(scene: Scene, evoked: Evoked) -> tuple[str, ...]:
    return scene.words(*(t for t in (evoked.token, evoked.theme) if t is not None))
