"""What a ledger gives for a brief. Whoever composes it reads the ledger; all that follows is pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from papertiger.ledger.asked import ArticleRow, Excerpt, Holdings
from papertiger.ledger.coverage import Coverage
from papertiger.ledger.rereading import Difference
from papertiger.ledger.reviewing import Review
from papertiger.lineage import Family
from papertiger.records import ClaimRecord
from papertiger.reliability.assessing import Answer
from papertiger.reliability.cases import Commitment, Test, Trigger
from papertiger.reliability.filed import Mark
from papertiger.report.briefing.question import BriefQuestion
from papertiger.report.model import Scope

Cited = tuple[ClaimRecord, Excerpt, ArticleRow]
"""A claim with its quote in the frozen text and its article."""


@dataclass(frozen=True, slots=True)
class Cases:
    """What was promised, and what befell whom; what came stands in the answers."""

    commitments: tuple[Commitment, ...] = ()
    triggers: Mapping[str, Trigger] = field(default_factory=dict)
    tests: Mapping[str, Test] = field(default_factory=dict)
    marks: Mapping[str, tuple[Mark, ...]] = field(default_factory=dict)
    """Case → what persons decided on it."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A pair of states and a domain of which nothing was said before the period."""

    patron: str
    client: str
    domain: str


@dataclass(frozen=True, slots=True)
class Changed:
    """What came to the ledger since a moment."""

    since: str = ""
    """ISO day or moment; empty where there is nothing to compare with."""
    by: str = ""
    """``period`` or ``assessment``: why since then."""
    claims: frozenset[str] = frozenset()
    """Claims of the brief that were not in the ledger then."""
    opened: tuple[Opened, ...] = ()
    decisions: tuple[Review, ...] = ()
    """Of persons, on claims of the brief or on such as do not stand any more; the last ones last."""
    rereadings: tuple[Difference, ...] = ()
    """Claims of articles of the brief that another reading changed, added or no longer makes."""


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that a brief is made of."""

    question: BriefQuestion
    scope: Scope
    claims: Sequence[Cited]
    """Those asked for and those that cases rest on, in the order of the ledger."""
    holdings: Holdings
    as_of: str
    """ISO day by which windows are judged."""
    answers: tuple[Answer, ...] = ()
    """One for each patron that was assessed."""
    cases: Cases = Cases()
    families: tuple[Family, ...] = ()
    """Of the articles that hold the claims."""
    coverage: Coverage = field(default_factory=lambda: Coverage((), (), 0))
    outlets: Mapping[str, str] = field(default_factory=dict)
    """Name of an outlet → id of its state, of those outlets whose state is known."""
    changed: Changed = Changed()
    custody: str = ""
    """The chain of custody of the ledger as of the brief."""
    crisis: tuple[str, str, str] | None = None
    """Whom a crisis hit, and its first and last day."""
    unassessed: tuple[str, ...] = ()
    """Patrons of the brief that were not assessed."""
    aside: Sequence[Cited] = ()
    """Claims asked for that no number may count: only a language model read them, and no person accepted them; the first ones."""
    left_out: int = 0
    """How many of those there are."""
    untraced: int = 0
    """Articles that were not traced to their origins: where there are any, nothing was assessed."""
