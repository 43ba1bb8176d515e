"""What rules take and give: indications, coverage, findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from papertiger.indication import Indication

__all__ = ["Call", "Evidence", "Finding", "Indication", "SourceDay", "Surprise"]


@dataclass(frozen=True, slots=True)
class SourceDay:
    """What one followed source gave on one day."""

    source: str
    day: date
    looks: int
    """How often it was asked."""
    answers: int
    """How often it answered."""
    items: int
    """Items new on that day."""


@dataclass(frozen=True, slots=True)
class Call:
    """A client's call on a patron, and what is known of an answer; from the ledger's tests and responses."""

    test: str
    patron: str
    client: str
    domain: str
    called: date
    deadline: date | None
    """Last day of the window in which support is due; None where none is known."""
    answered: bool
    """Whether any response but `pending` and `withheld` is known."""
    claims: tuple[str, ...] = ()
    kind: str = "explicit"
    """``explicit`` where the client asked, ``implicit`` where what befell it was plain."""
    stated: bool = True
    """Whether somebody named that deadline; else it is what rules hold to be usual for the kind of support."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that was known at the end of a day."""

    upto: date
    """The last day; nothing that was known later is in here."""
    indications: tuple[Indication, ...]
    """By day, then by claim."""
    coverage: tuple[SourceDay, ...] = ()
    """By source, then by day; empty where nothing is followed and articles were only read."""
    articles: Mapping[date, int] = field(default_factory=dict)
    """Day of publication → articles in the ledger, with claims or without: exposure, where no source is followed."""
    calls: tuple[Call, ...] = ()


@dataclass(frozen=True, slots=True)
class Surprise:
    """How unusual a count is against its own history."""

    count: float
    """Independent origins in the window (or articles, where a study asks for those)."""
    expected: float
    """Mean of the prediction, given history, exposure and drift."""
    low: float
    high: float
    """90 % interval of the prediction."""
    exceedance: float
    """Probability of so much or more on one evaluation, were nothing unusual (mid-p where counts are small)."""
    per_year: float
    """How often a year so much or more would be seen by chance in this series."""
    history_days: int
    """Days of history that the prediction rests on."""
    alarm: bool
    """Whether `per_year` is within what the watch allows, on a day that was seen, and no alarm came shortly before."""
    days: int = 1
    """Length of the window that `count` and `expected` speak of; it ends today."""
    allowed: float | None = None
    """The threshold: the rule warns where `per_year` is so low or lower. None where it wasn't kept, as in warnings of earlier versions."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found on one day."""

    rule: str
    """Registered name, versioned: ``threats.v1``."""
    watch: str
    """Id of the watch that asked."""
    about: tuple[str, ...]
    """What it is about: actor ids in the order that the rule names them (speaker, target; patron, client), or a source."""
    day: date
    score: float
    """Higher is more unusual; each rule's docstring says in what unit. Scores of different rules are not compared."""
    reason: Mapping[str, float | int | str | None]
    """Numbers and ids that the sentence of the warning is made of; each rule's docstring names them."""
    indications: tuple[str, ...]
    """Claim ids behind it, one for each independent origin, the newest first."""
    others: tuple[str, ...] = ()
    """Claim ids of retellings of those."""
    surprise: Surprise | None = None
    awaited: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    """What would make it a hit, see `scoring`; empty for findings about the collection itself."""
    horizon_days: int = 90
    """Within how many days that is looked for."""
    probability: float | None = None
    """Of a hit within the horizon; None where nothing is predicted."""
    base_rate: float | None = None
    """The same probability without the finding: what `probability` is scored against."""
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Claim ids of what stands beside it, by what they show; each rule's docstring names them."""
