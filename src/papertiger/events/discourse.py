"""What earlier sentences of an article leave behind for pronouns and ellipsis."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from papertiger.events.claim import Party


@dataclass(slots=True)
class Past:
    """An earlier sentence of the article; whoever its subjects are is found out when a pronoun asks."""

    find: Callable[[], list[Party]]
    _found: list[Party] | None = None

    def subjects(self) -> list[Party]:
        """Parties with a state that are subjects in it, in text order."""
        if self._found is None:
            self._found = self.find()
        return self._found


@dataclass(slots=True)
class Discourse:
    """What earlier sentences of the article leave behind for pronouns and ellipsis."""

    subjects: list[Past] = field(default_factory=list)
    """The sentences so far whose subjects a pronoun may point to, latest last; each is asked only when one does."""
    mentioned: list[Party] = field(default_factory=list)
    """Every party of the article so far, latest last."""
    system_domain: str | None = None
    """Domain of the system that was spoken of last ("the systems" points there)."""
    wars: dict[str, Party] = field(default_factory=dict)
    """State → the party that it wages war on, as the article has said."""
    speaker: Party | None = None
    """Who speaks in this sentence, when sourcing found a party."""
    receivers: dict[str, list[Party]] = field(default_factory=dict)
    """Giver's actor id → the receivers that the latest claim about its support named."""
    topics: dict[tuple[str, str], str] = field(default_factory=dict)
    """(giver, receiver) → domain of the latest support claim between them."""
    latest_domain: str | None = None
    """Domain of the latest support claim that has one; equipment without a word of its own belongs there."""
    pairs: list[tuple[Party, Party]] = field(default_factory=list)
    """Subject and object of every claim so far."""
    request: tuple[Party, Party] | None = None
    """Who asked whom in the latest request: "the request was turned down" names neither."""
    counts: dict[str, int] = field(default_factory=dict)
    """State → how often the article has named it, headline included; set before the first sentence."""

    def latest_subject(self) -> list[Party]:
        """The party with a state that was a subject last, as a list of one; empty when there has been none."""
        for past in reversed(self.subjects):
            found = past.subjects()
            if found:
                return found[-1:]
        return []

    def at(self, speaker: Party | None, mentioned: int, subjects: int) -> Discourse:
        """The discourse as it stood when so many parties had been mentioned and so many sentences read."""
        return Discourse(
            subjects=self.subjects[:subjects],
            mentioned=self.mentioned[:mentioned],
            speaker=speaker,
            counts=self.counts,
        )
