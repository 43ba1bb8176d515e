"""What a brief holds: plain values, ready to be shown, that no renderer has to work out again."""

from __future__ import annotations

from dataclasses import dataclass

from papertiger.report.languages import Language


@dataclass(frozen=True, slots=True)
class Scope:
    """What the brief was made from, and when."""

    ledger: str
    """Name of the ledger file; its folder stays out, because briefs are forwarded and folders carry names."""
    chosen: str
    """The filter in words; empty when every claim was taken."""
    made: str
    """ISO date on which the brief was made."""
    version: str
    """Version of papertiger that made it."""


@dataclass(frozen=True, slots=True)
class Tally:
    """A name and how often it occurs."""

    name: str
    number: int


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a chain, from the article's outlet to the speaker."""

    name: str
    kind: str
    of: str
    """Whom the speaker belongs to or is, where that adds something to `name`; else empty."""
    anonymous: bool


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One claim in words."""

    id: str
    predicate: str
    sentence: str
    hedge: str
    """What stands before the sentence so that it is not taken for a fact; empty when it is stated as one."""
    modality: str
    modality_label: str
    polarity: str
    polarity_label: str
    when: str
    """EDTF time and the words it was read from; empty when the claim gives none."""
    notes: tuple[str, ...]
    """Place, mode and contexts, where there are any."""
    mark: str = ""
    """What must be said of who read it; empty where the deterministic reader did."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One quote, the claims read from it, and who said it."""

    claims: tuple[ClaimLine, ...]
    chain: tuple[Step, ...]
    before: str
    exact: str
    after: str
    language: str
    """BCP-47 tag, checked to be one; "und" otherwise."""
    article: int
    """Number of the article in the list of articles."""
    outlet: str
    published: str
    """ISO date, or the word for undated."""
    happened: str
    """For an event, the date it is placed under in a timeline: its own time, else the publication date."""
    reported: bool
    """Whether `happened` is the publication date, because the text gives the claim no time of its own."""


@dataclass(frozen=True, slots=True)
class Section:
    """Pieces of evidence under one heading."""

    key: str
    label: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts over a set of claims; the wording file defines each."""

    claims: int
    articles: int
    outlets: int
    speakers: int
    anonymous: int
    independent_origins: int


@dataclass(frozen=True, slots=True)
class Partnership:
    """A giver and a receiver of support, with every claim about support and relations between them."""

    anchor: str
    patron: str
    client: str
    figures: Figures
    said: tuple[Tally, ...]
    """Claims by predicate, in the order of the vocabulary."""
    sections: tuple[Section, ...]
    """One a domain."""
    events: tuple[Evidence, ...]
    """Events between the two, in order of time."""
    events_at: str
    """Anchor of the partnership that shows these events, when the same two states stand the other way round there."""


@dataclass(frozen=True, slots=True)
class Group:
    """Claims outside partnerships, under the names they are about."""

    anchor: str
    label: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class ArticleEntry:
    """One article that holds claims of the brief."""

    number: int
    title: str
    outlet: str
    published: str
    language: str
    language_name: str
    url: str
    """http or https address; empty when there is none or it has another scheme."""
    file: str
    """Name of the file it was read from, without its folder."""
    families: tuple[Tally, ...]
    claims: int


@dataclass(frozen=True, slots=True)
class Meaning:
    """A word or number of the brief, and what it means."""

    label: str
    definition: str


@dataclass(frozen=True, slots=True)
class Definitions:
    """Meaning of every word and number that the brief uses."""

    numbers: tuple[Meaning, ...]
    families: tuple[Meaning, ...]
    predicates: tuple[Meaning, ...]
    polarities: tuple[Meaning, ...]
    modalities: tuple[Meaning, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything a brief says."""

    scope: Scope
    language: Language
    """The language that it speaks in its own words."""
    articles_read: int
    articles_silent: int
    """Articles of the ledger without a claim in this brief."""
    figures: Figures
    outlets: tuple[Tally, ...]
    languages: tuple[Tally, ...]
    families: tuple[Tally, ...]
    first: str
    """Earliest publication date, ISO; empty when no article has one."""
    last: str
    undated: int
    partnerships: tuple[Partnership, ...]
    standings: tuple[Group, ...]
    """Priorities and constraints that name no pair of giver and receiver, one group a state."""
    events: tuple[Group, ...]
    """Events between actors that form no partnership here, one group a pair."""
    articles: tuple[ArticleEntry, ...]
    definitions: Definitions
    caveats: tuple[str, ...]
    model_only_left_out: int = 0
    """Claims that would fit and that no number counts: only a language model read them, and no person accepted them."""
