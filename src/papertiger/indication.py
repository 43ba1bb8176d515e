"""An indication: one claim as rules of warnings see it, flat, with the day, the speaker and the origin. A ledger gives them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Indication:
    """One claim of the ledger, as a rule sees it."""

    claim: str
    """Id of the claim."""
    day: date
    """Of publication; of an article that states no day, that of the first reading, or the end of the month or year that it states."""
    dated: bool
    """Whether the article states its day."""
    known: date
    """Day on which the ledger came to hold it: nothing was known of it before."""
    family: str
    predicate: str
    mode: str | None
    domain: str | None
    polarity: str
    modality: str
    subject: str | None
    subject_state: str | None
    """The subject's state, else the subject."""
    object: str | None
    object_state: str | None
    """Likewise."""
    over: str | None
    speaker: str | None
    """Actor id of the final speaker; None where the outlet itself asserts, or nobody known."""
    anonymous: bool
    """Whether the final speaker is nameless."""
    origin: str
    """Of the claim's article's family: indications that share it are one report, however many articles print it."""
    article: str
    """Key."""
    outlet: str | None
    language: str
    quote: str
    """The sentence, exact."""
    happened: tuple[date, date] | None = None
    """First and last day of the time that the text states; None where it states none, or one with an open end."""
    repeated: bool = False
    """Whether the sentence itself says that it was said or done more than once."""
    speaker_state: str | None = None
    """Id of the state that the final speaker belongs to or speaks for."""
    auxiliary: tuple[str, ...] = ()
    """PLOVER's auxiliary modes of an event: background history, still to come, hypothetical, negated."""
