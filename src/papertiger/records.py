"""The claim record: what a claim looks like wherever it is stored, exported or evaluated.

Field names are fixed by the design (additions allowed, renames not). The vocabularies are closed: a value that is
not listed here never enters the ledger. `PREDICATES` says which predicates each family has; for events the
predicate is a PLOVER 2.0 category.
"""

from __future__ import annotations

from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

Family = Literal["event", "support", "relation"]
Domain = Literal[
    "military",
    "air_defence",
    "intelligence",
    "cyber",
    "arms",
    "economic",
    "humanitarian",
    "diplomatic",
    "unspecified",
]
Polarity = Literal["affirmed", "negated"]
Modality = Literal["asserted", "expected", "possible", "unlikely", "conditional", "intended", "denied"]
Auxiliary = Literal["historical", "future", "hypothetical", "negation"]
StepKind = Literal["outlet", "person", "group", "document"]
Side = Literal["patron", "client", "rival", "third"]
Reliability = Literal["A", "B", "C", "D", "E", "F"]
Credibility = Literal["1", "2", "3", "4", "5", "6"]

DOMAINS: tuple[str, ...] = get_args(Domain)
MODALITIES: tuple[str, ...] = get_args(Modality)

PREDICATES: dict[str, tuple[str, ...]] = {
    "support": ("pledged", "requested", "delivered", "insufficient", "reduced", "withheld", "ineffective"),
    "relation": ("depends_on", "trusts", "distrusts", "prioritises", "constrained_by", "supplies"),
    "event": (
        "AGREE",
        "CONSULT",
        "SUPPORT",
        "CONCEDE",
        "COOPERATE",
        "AID",
        "RETREAT",
        "REQUEST",
        "ACCUSE",
        "REJECT",
        "THREATEN",
        "PROTEST",
        "SANCTION",
        "MOBILIZE",
        "COERCE",
        "ASSAULT",
    ),
}

PARTNERS: dict[str, tuple[str, str]] = {
    **dict.fromkeys(PREDICATES["support"], ("subject", "object")),
    "requested": ("object", "subject"),
    "depends_on": ("object", "subject"),
    "trusts": ("object", "subject"),
    "distrusts": ("object", "subject"),
    "prioritises": ("subject", "over"),
    "supplies": ("subject", "object"),
}
"""Predicate → the fields that hold the patron, who gives, owes or is asked for support, and the client. Other predicates name no such pair."""


MODEL_READER = "llm"
"""`Coder.reader` of a claim that only a language model read: it proves nothing until a person accepted it."""
BOTH_READERS = "frames+llm"
"""`Coder.reader` of a claim that the deterministic reader and a language model both read; it is the former's."""


class Record(BaseModel):
    """Base of all record parts: immutable, and unknown fields are an error rather than lost."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class AttributionStep(Record):
    """One step of the chain from the article's own outlet to the final speaker."""

    kind: StepKind
    name: str
    """As printed, in the nominative where it is known ("Bloomberg", "officials")."""
    actor: str | None = None
    """Actor id of the speaker or of the state they speak for; None when unknown."""
    anonymous: bool = False
    """True when neither a person, an institution nor a unique office is named."""


class Quote(Record):
    """W3C Web Annotation selectors: text-quote (exact, prefix, suffix) and text-position (start, end).

    Positions are Unicode code points over the frozen NFC text, half-open.
    """

    exact: str
    prefix: str
    suffix: str
    start: int = Field(ge=0)
    end: int = Field(gt=0)


class TimeSpan(Record):
    """When it happened: an EDTF expression, and the words it was read from."""

    edtf: str | None = None
    words: str | None = None


class Grade(Record):
    """Admiralty grade (AJP-2.1): how reliable the source is, how credible what it says; two columns that are never made one."""

    reliability: Reliability
    """A completely reliable … E unreliable; F cannot be judged, which is not bad."""
    credibility: Credibility
    """1 confirmed by other sources … 5 improbable; 6 cannot be judged, which is not false."""
    reliability_by: str | None = None
    """The person who graded; None for the default of a class of source."""
    credibility_by: str | None = None
    reliability_why: str = ""
    credibility_why: str = ""


class ArticleRef(Record):
    """The article that a claim was read from."""

    sha256: str
    """SHA-256 of the frozen text in UTF-8."""
    path: str
    url: str | None = None
    outlet: str | None = None
    published: str | None = None
    language: str


class Coder(Record):
    """What read the claim."""

    reader: str
    version: str
    config: str
    """Digest of the data files and settings in force, ``sha256:…``."""
    frame: str


class ReviewMark(Record):
    """What a person decided about a claim, the last decision that counts."""

    decision: Literal["accepted", "corrected", "split", "merged"]
    by: str
    at: str
    """ISO 8601, UTC."""


def _depth(known: dict[str, Any]) -> int:
    return max(len(known.get("attribution", ())) - 1, 0)


def _anonymous(known: dict[str, Any]) -> bool:
    steps = known.get("attribution", ())
    return bool(steps) and steps[-1].anonymous


class ClaimRecord(Record):
    """One claim, as exported and evaluated."""

    id: str
    family: Family
    predicate: str
    subject: str | None
    subject_state: str | None
    object: str | None
    object_state: str | None
    over: str | None = None
    domain: Domain
    polarity: Polarity
    modality: Modality
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    auxiliary: tuple[Auxiliary, ...] = ()
    """PLOVER's auxiliary modes of an event: background history, still to come, hypothetical, negated."""
    time: TimeSpan = TimeSpan()
    place: str | None = None
    attribution: tuple[AttributionStep, ...]
    depth: int = Field(default_factory=_depth, ge=0)
    """Steps between the article's own outlet and who says it: 0 where the outlet itself does."""
    anonymous: bool = Field(default_factory=_anonymous)
    """Whether the final speaker is nameless."""
    side: Side | None = None
    """Whose side the final speaker is on as far as the claim goes; None when it has no patron and client, or their state is not known."""
    quote: Quote
    article: ArticleRef
    confidence: float = Field(ge=0, le=1)
    origin: str | None = None
    grade: Grade | None = None
    version: int = Field(default=1, ge=1)
    """Which version of the claim this is: re-readings and corrections add versions under one id."""
    review: ReviewMark | None = None
    """None while no person decided about it."""
    coder: Coder


def only_model_read(record: ClaimRecord) -> bool:
    """Whether only a language model read a claim and no decision of a person vouches for it: no figure rests on it."""
    return record.coder.reader == MODEL_READER and record.review is None


class Explanation(Record):
    """How one field of a claim was reached; shown by ``papertiger explain``."""

    field: str
    value: str
    why: str
    words: tuple[str, ...] = ()
