"""Record types of an assessment: commitment, trigger, call, test, response, and the evidence for each.

Names and obligations follow ATOP (Leeds et al. 2002, "Alliance Treaty Obligations and Provisions, 1815-1944"), conditions Benson (2012). A
*case* is any of the four that a ledger stores: commitment, trigger, test, response. Ids are the same wherever the same case is
made again from the same claims.
"""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, StringConstraints, field_validator, model_validator

from papertiger.records import Domain, Polarity, Record, Side

Instrument = Literal["treaty", "agreement", "statement", "practice"]
Atop = Literal["defence", "offence", "neutrality", "nonaggression", "consultation"]
Obligation = Literal[Atop, "technical_support", Domain]
"""ATOP's types, support that keeps what was given working, or a domain of support."""
Condition = Literal["location", "adversary", "unprovoked", "capability", "discretion"]
Precision = Literal["explicit_automatic", "explicit_discretionary", "implied", "none"]
Peril = Literal[
    "attack", "coercion", "coup", "blackout", "cyber_incident", "disaster", "insurgency", "sanctions"
]
TriggerKind = Literal[Peril, "request", "due_date"]
"""What befell the client; where nothing else is known that did, its own request, or the day that the promise itself names."""
Feasibility = Literal["feasible", "partly", "infeasible", "unknown"]
Outcome = Literal["withheld", "partial", "honoured", "harmful"]
Motive = Literal["unable", "unwilling"]
Role = Literal["commitment", "in_force", "trigger", "call", "due", "not_due", "response", "feasibility"]
Kind = Literal["commitment", "trigger", "test", "response"]

ATOP: tuple[str, ...] = get_args(Atop)
OUTCOMES: tuple[str, ...] = get_args(Outcome)
OBLIGATIONS: tuple[str, ...] = (*ATOP, "technical_support", *get_args(Domain))
KINDS: tuple[str, ...] = get_args(Kind)

Id = Annotated[str, StringConstraints(pattern=r"^[ctxr]-[0-9a-z][0-9a-z-]{2,62}$")]
"""``c-`` a commitment, ``t-`` a trigger, ``x-`` a test, ``r-`` a response; then what names it."""
Actor = Annotated[str, StringConstraints(pattern=r"^\S+$")]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
"""ISO 8601."""
Probability = Annotated[float, Field(ge=0, le=1)]


class Span(Record):
    """Days between which something lies; None where a side is open or not known."""

    earliest: Day | None = None
    latest: Day | None = None

    @field_validator("earliest", "latest")
    @classmethod
    def _a_day(cls, value: str | None) -> str | None:
        if value is not None:
            date.fromisoformat(value)
        return value

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.earliest and self.latest and self.latest < self.earliest:
            raise ValueError(f"ends ({self.latest}) before it begins ({self.earliest})")
        return self

    def holds(self, day: str) -> bool:
        """Whether `day` lies in it, open sides counted in."""
        return (self.earliest or "") <= day and (self.latest is None or day <= self.latest)


class Link(Record):
    """Why a case, or a field of it, is there: the claim that speaks for it, and the rule that drew it or the person who did."""

    role: Role
    claim: str | None = None
    """Id of a claim of the ledger; None for what a person entered from elsewhere."""
    source: str | None = None
    """Where a person has it from: a text, an address."""
    rule: str | None = None
    """Name of the rule that drew it; None for a person's."""
    why: str


class Outcomes(Record):
    """A probability for each outcome; they sum to 1."""

    withheld: Probability = 0.0
    partial: Probability = 0.0
    honoured: Probability = 0.0
    harmful: Probability = 0.0

    @model_validator(mode="after")
    def _whole(self) -> Self:
        total = self.withheld + self.partial + self.honoured + self.harmful
        if abs(total - 1) > 1e-6:  # noqa: PLR2004 - rounding of what is written by hand
            raise ValueError(f"withheld, partial, honoured and harmful must sum to 1, not {total:g}")
        return self


class Report(Record):
    """Evidence: what one claim, or one source that a person entered, says of one response."""

    claim: str | None = None
    """Id of the claim; None for what a person entered."""
    source: str | None = None
    """What a person has it from; None for a claim of the ledger."""
    article: str
    """Key of the article; for an entered source the source itself."""
    outlet: str | None = None
    published: Day | None = None
    origin: str
    """The report that it descends from: one origin is one observation."""
    membership: Probability = 1.0
    """Probability that its article does descend from that report; else it is an origin of its own."""
    depth: int = Field(ge=0)
    """Steps between the outlet and who says it."""
    anonymous: bool
    document: bool = False
    """Whether it is said in a document (a treaty, a statement on record)."""
    speaker: str | None = None
    """Who says it, by name or actor id: what one named speaker says in public within some days is one observation, wherever it is printed."""
    side: Side | None = None
    polarity: Polarity = "affirmed"
    says: Outcomes
    """What it says the outcome was."""
    rule: str | None = None
    why: str

    @model_validator(mode="after")
    def _from_somewhere(self) -> Self:
        if (self.claim is None) == (self.source is None):
            raise ValueError(
                "needs either claim (an id of the ledger) or source (where a person has it from)"
            )
        return self


class Statement(Record):
    """What somebody says beside the outcome: whether what came worked, or why it did not come. Never inferred."""

    claim: str | None = None
    source: str | None = None
    origin: str
    says: Literal["worked", "did_not_work", "unable", "unwilling"]
    why: str


class Amount(Record):
    """How much of something: in units where they are known, else on a scale."""

    quantity: float | None = Field(default=None, ge=0)
    unit: str | None = None
    ordinal: int | None = Field(default=None, ge=0, le=4)
    """0 nothing, 1 a token, 2 some, 3 most, 4 all."""
    when: Span = Span()
    links: tuple[Link, ...] = ()


class Commitment(Record):
    """A pledge, treaty or standing practice of support."""

    id: Id
    patron: Actor
    clients: tuple[Actor, ...] = Field(min_length=1)
    """One, or all the members of a pact whom the patron owes."""
    instrument: Instrument
    obligation: Obligation
    name: str | None = None
    """How people call it."""
    multilateral: bool = False
    conditions: tuple[Condition, ...] = ()
    precision: Precision = "implied"
    in_force: tuple[Span, ...] = ()
    """When it bound; nothing: not known."""
    due: Span | None = None
    """The day that the promise itself names."""
    links: tuple[Link, ...] = ()


class Trigger(Record):
    """An event that might activate a commitment."""

    id: Id
    target: Actor
    threat: Actor | None = None
    kind: TriggerKind
    onset: Span = Span()
    severity: int = Field(default=3, ge=1, le=5)
    """1 an incident, 3 a crisis, 5 a war for survival."""
    links: tuple[Link, ...] = ()


class Call(Record):
    """The client's request: said, or plain from what befell it."""

    kind: Literal["explicit", "implicit", "none"]
    by: Actor | None = None
    when: Span = Span()
    channel: str | None = None
    """public, private, or what the sources say of it."""
    links: tuple[Link, ...] = ()


class Test(Record):
    """One commitment and one trigger, for one patron and one client: the occasion on which support was due, or may have been."""

    __test__ = False  # for pytest: no test of the program

    id: Id
    commitment: Id
    trigger: Id
    patron: Actor
    client: Actor
    call: Call = Call(kind="implicit")
    p_due: Probability
    """Probability that the obligation was due (casus foederis)."""
    due_why: str
    """How that probability was reached."""
    feasibility: Feasibility = "unknown"
    crisis: str
    """Shared by tests born of one war or crisis."""
    links: tuple[Link, ...] = ()


class Response(Record):
    """What came in one domain of a test."""

    id: Id
    test: Id
    domain: Domain
    requested: Amount | None = None
    promised: Amount | None = None
    delivered: Amount | None = None
    window: Span = Span()
    """From when support was due until when it can be said not to have come."""
    late: bool | None = None
    reports: tuple[Report, ...] = ()
    settled: Outcomes | None = None
    """What a person holds the outcome to be, above all reports."""
    efficacy: tuple[Statement, ...] = ()
    """Whether what came worked: apart from whether it came."""
    motive: tuple[Statement, ...] = ()
    """Why it did not come, as somebody says."""
    links: tuple[Link, ...] = ()


Case = Commitment | Trigger | Test | Response

MODELS: dict[str, type[Case]] = {
    "commitment": Commitment,
    "trigger": Trigger,
    "test": Test,
    "response": Response,
}
LETTERS = {"commitment": "c", "trigger": "t", "test": "x", "response": "r"}


def kind_of(case: Case) -> str:
    """commitment, trigger, test or response."""
    return next(kind for kind, model in MODELS.items() if isinstance(case, model))


def case_id(kind: str, *parts: str) -> str:
    """The id of a case: what it is, and a digest (48 bits) of what tells it from others of its kind."""
    digest = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]
    return f"{LETTERS[kind]}-{digest}"
