"""What an assessment answers: values, rounded and refused as the definitions have it, ready to be shown or written as JSON."""

from __future__ import annotations

from typing import Literal

from papertiger.records import Record
from papertiger.reliability.cases import Feasibility, Outcomes

Told = Literal["interval", "words"]
"""Whether a rate is told with its interval, or in words only because the record is too thin."""


class Interval(Record):
    """Ends of a credible interval, as shares of 1, rounded."""

    low: float
    high: float


class Definition(Record):
    """What a rate is a rate of: never shown without it."""

    key: str
    """Name of the group of obligations, and the address of the figure."""
    label: str
    estimand: str
    unit: str
    period: str
    coder: str


class Rate(Record):
    """The honour rate given tested."""

    told: Told
    median: float | None
    half: Interval | None
    """50 %."""
    ninety: Interval | None
    prior_ninety: Interval
    """The same interval before any test: how much one would know without the record."""
    prior_share: float
    """Share of the posterior density that the prior covers: 1 where the record says nothing."""
    below_half: float | None = None
    """P(rate < 1/2), rounded."""
    below_half_words: str | None = None
    """ICD 203's words for it."""
    quantiles: dict[str, float] | None = None
    """Per cent → quantile of the posterior, not rounded: for programs. None where told in words."""


class Compared(Record):
    """A published base rate beside the record, with its definition."""

    key: str
    definition: str
    honoured: int | None
    due: int | None
    rate: float
    low: float | None
    high: float | None
    source: str
    recomputed: bool
    """Whether `papertiger eval base-rates` recomputes it from public files."""
    below: float | None
    """P(rate of this patron < base rate), rounded; None under the thin threshold."""
    words: str | None


class Part(Record):
    """A part of the record: a client, a domain, a period."""

    by: Literal["client", "domain", "period", "obligation"]
    value: str
    address: str
    tests: int
    n_eff: float
    origins: int
    rate: Rate


class ReportLine(Record):
    """One report on a response."""

    claim: str | None
    source: str | None
    article: str
    outlet: str | None
    published: str | None
    origin: str
    said: str
    """What it says, in words: why it counts as it does."""
    anonymous: bool
    depth: int
    side: str | None
    says: Outcomes


class StatementLine(Record):
    """What somebody says of efficacy or motive."""

    says: str
    why: str
    claim: str | None
    source: str | None
    origin: str


class CaseLine(Record):
    """One response of one test, with what it rests on."""

    response: str
    test: str
    commitment: str
    commitment_name: str | None
    """How people call it; None where it has no name."""
    instrument: str
    trigger: str
    trigger_kind: str
    threat: str | None
    """Who is behind the trigger."""
    onset: str | None
    """Day of the trigger, the earliest it can be."""
    client: str
    domain: str
    obligation: str
    crisis: str
    since: str | None
    until: str | None
    """When support was due, and until when it can be said not to have come."""
    p_due: float
    due_why: str
    feasibility: Feasibility
    call: str
    status: Literal["told", "pending", "conflict", "settled", "silent"]
    outcome: Outcomes
    """Posterior over outcomes with a flat prior; rounded to points."""
    likeliest: str
    """withheld, partial, honoured or harmful."""
    likelihood: str
    """ICD 203's words for the likeliest outcome."""
    late: bool | None
    weight: float
    """Effective tests that it counts for."""
    origins: int
    reports: tuple[ReportLine, ...]
    efficacy: tuple[StatementLine, ...]
    motive: tuple[StatementLine, ...]
    links: tuple[str, ...]
    """Ids of the claims that commitment, trigger and test rest on."""
    corrected: tuple[str, ...]
    """What persons changed: "p_due by anna: the treaty was not ratified"."""


class Influence(Record):
    """What leaving one origin out does."""

    origin: str
    told: str
    """Outlet and date of its first report."""
    anonymous: bool
    responses: int
    median: float | None
    """Without it, rounded; None where the rate is told in words."""
    shift: float
    """Of the median's log-odds by having it."""
    bits: float
    """Kullback-Leibler divergence of the posterior from the one without it, bits."""


class Next(Record):
    """What settling one response would bring."""

    response: str
    told: str
    """Client, domain and trigger, in ids."""
    narrower: float
    """Expected cut of the 90 % interval's width, as a share of it, rounded."""


class Sensitivity(Record):
    """The median and interval under another assumption."""

    assumption: str
    median: float | None
    ninety: Interval | None


class Change(Record):
    """One thing that is new, changed or gone since."""

    what: Literal["new", "changed", "gone"]
    kind: str
    id: str
    told: str
    median: float | None = None
    """What the median would be today without it, rounded."""


class Changes(Record):
    """What changed since a moment or an earlier assessment."""

    since: str
    before: Rate | None
    """None where there was no record of this group."""
    before_n_eff: float
    items: tuple[Change, ...]


class GroupAnswer(Record):
    """The answer for one group of obligations."""

    address: str
    definition: Definition
    tests: int
    """Tests in the record, due or maybe due."""
    responses: int
    pending: int
    n_eff: float
    """Effective tests."""
    origins: int
    rate: Rate
    prior: str
    """The prior's name and where it is from."""
    sentence: str
    """The fixed wording of the specification, or that the record is too thin."""
    compared: tuple[Compared, ...]
    history: tuple[str, ...]
    """What must be said with the rates that it is compared with, or why there are none."""
    parts: tuple[Part, ...]
    hidden: int
    """Parts with too few effective tests to be shown."""
    influence: tuple[Influence, ...]
    next: tuple[Next, ...]
    sensitivity: tuple[Sensitivity, ...]
    cases: tuple[CaseLine, ...]
    """The weightiest first."""
    cases_left: int = 0
    """Responses of a large record that are not told of; ``--all`` tells of them."""
    changes: Changes | None = None


class ModelLine(Record):
    """What made the figures."""

    name: str
    version: str
    prior: dict[str, str]
    """Group → prior and its source."""
    rho: float
    measurement: str
    """Digest of the data files in force."""
    notes: tuple[str, ...] = ()
    """What the model says that its figures cannot tell."""


class Answer(Record):
    """Everything `papertiger assess` shows."""

    question: str
    """Address of the whole."""
    patron: str
    as_of: str
    made: str
    ledger: str
    evidence: str
    """Digest of the evidence that it saw."""
    model: ModelLine
    groups: tuple[GroupAnswer, ...]
    not_said: tuple[str, ...]
    """What these figures do not tell."""
    model_only_left_out: int = 0
    """Claims of the patron that it leaves out: only a language model read them, and no person accepted them."""
    id: str | None = None
    """Under which the ledger keeps it."""
