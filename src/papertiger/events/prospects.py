"""Whether a sentence whose words can make a claim can have the parties that the claim needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from papertiger.actors import Mention
from papertiger.events.demands import ALLY, PRONOUN, Demand
from papertiger.events.mentioned import ACTING, counts_of, most_named
from papertiger.events.patterns import Pattern
from papertiger.language.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence whose words can make a claim, if parties can be found for it."""

    sentence: Sentence
    signals: int
    hits: tuple[Pattern, ...]


class Around:
    """What the candidates of an article can draw on beyond their own words."""

    def __init__(
        self,
        mentions: Sequence[Sequence[Mention]],
        speaker: Callable[[Sentence], str | None],
        others: Iterable[Mention] = (),
    ) -> None:
        """Mentions by sentence, and the state that speaks in a sentence, asked for only where it matters.

        `others` are mentions that only speakers come from: those of the article's sentences in another language.
        """
        self.speaker, self.mentions = speaker, mentions
        everyone = [m for here in mentions for m in here]
        self.counts = counts_of(everyone)
        self.voices = frozenset(m.actor.state or m.actor.id for m in (*everyone, *others))
        """Who can be behind a speaker: sourcing knows no actors but those that are mentioned."""
        self.named = [frozenset(_sides(here)) for here in mentions]
        self.before: list[frozenset[str]] = []
        known: frozenset[str] = frozenset()
        for here in self.named:
            self.before.append(known)
            known |= here

    def main(self, banned: AbstractSet[str]) -> str | None:
        """The state that the article is about, some left out."""
        return most_named(self.counts, banned)


def enough(demand: Demand, candidate: Candidate, around: Around) -> bool:
    """Whether the parties that a demand asks for can be there, by the coder's rules."""
    index = candidate.sentence.index
    named = around.named[index]
    if demand.maker:
        named |= _makers(around.mentions[index])
    missing = demand.parties - len(named)
    if demand.named:
        return missing <= 0
    if candidate.signals & ALLY and named:
        missing -= 1  # somebody's allies are a party of their own
    if missing <= 0:
        return True
    points = bool(candidate.signals & (PRONOUN | ALLY))
    if not demand.internal and not points and not (named and demand.elliptic):
        return False
    reach: set[str] = set()
    if points and not demand.speaker_gives:
        reach |= around.before[index]
    main = around.main(named) if not demand.speaker_gives else None
    if main is not None:
        reach.add(main)
    missing -= len(reach - named)
    if missing != 1 or not around.voices - named - reach:
        return missing <= 0
    # Sourcing reads the whole article for this, so it comes last, and only where a speaker decides.
    speaker = around.speaker(candidate.sentence)
    return speaker is not None and speaker not in named | reach


def _sides(mentions: Iterable[Mention]) -> Iterable[str]:
    for mention in mentions:
        if mention.actor.kind in ACTING:
            yield mention.actor.state or mention.actor.id


def _makers(mentions: Iterable[Mention]) -> set[str]:
    return {m.actor.state for m in mentions if m.actor.kind == "system" and m.actor.state}
