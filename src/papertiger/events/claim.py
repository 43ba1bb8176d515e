"""A claim as the coder reads it from one sentence, before attribution and storage."""

from __future__ import annotations

from dataclasses import dataclass, field

from papertiger.records import Explanation, TimeSpan


@dataclass(frozen=True, slots=True)
class Party:
    """Who fills a role: actor id, the state behind it, and the words it was read from (frozen-text positions)."""

    actor: str
    state: str | None
    start: int
    end: int
    words: str
    how: str = field(default="", compare=False)
    """Why these words mean the actor."""


@dataclass(frozen=True, slots=True)
class CodedClaim:
    """One claim without its chain: `sourcing` adds who said it, `readers` the quote and the identity."""

    family: str
    predicate: str
    subject: Party | None
    object: Party | None
    domain: str
    sentence: int
    """Index of the sentence."""
    start: int
    """Start of the words that carry the claim (frame trigger), frozen-text position."""
    end: int
    frame: str
    over: Party | None = None
    polarity: str = "affirmed"
    modality: str = "asserted"
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    time: TimeSpan = field(default_factory=TimeSpan)
    place: str | None = None
    confidence: float = 0.5
    speech_act: bool = False
    """True when the claim is itself something its subject says (request, pledge, accusation, threat)."""
    explanation: tuple[Explanation, ...] = field(default=())
    """How each field was reached."""
    evidence: tuple[str, ...] = field(default=(), compare=False, repr=False)
    """Features that the confidence was judged by."""
