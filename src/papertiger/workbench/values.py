"""What a workbench answers with, where no stage below has a value for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from papertiger.actors.actor import Actor
from papertiger.ledger.asked import ArticleRow, StoredClaim
from papertiger.ledger.browsing import Arrived
from papertiger.ledger.overview import Partner
from papertiger.ledger.reviewing import Review
from papertiger.lineage import Family
from papertiger.news.article import Article
from papertiger.records import ClaimRecord
from papertiger.sourcing.grading import Judgement


@dataclass(frozen=True, slots=True)
class Explained:
    """One claim with all that is known of it."""

    stored: StoredClaim
    """Its record has origin and grade."""
    family: Family | None
    """Of its article; None where that has no place among the families yet."""
    reviews: tuple[Review, ...]
    """What persons decided on it, the oldest first."""


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """One article with the claims that stand in it."""

    row: ArticleRow
    article: Article
    """Frozen text, paragraphs, raw bytes."""
    claims: tuple[ClaimRecord, ...]
    """In the order of their quotes in the text."""
    family: Family | None


@dataclass(frozen=True, slots=True)
class ActorPage:
    """One actor, as the actor files know it and as the ledger tells of it."""

    actor: Actor
    labels: Mapping[str, str]
    """Language → name."""
    partners: tuple[Partner, ...]
    """States with claims between them and it; none for an actor that is no state."""
    model_only_left_out: int = 0
    """Claims of it that these numbers leave out: only a language model read them, and no person accepted them."""


@dataclass(frozen=True, slots=True)
class PartnershipRow:
    """One partnership in numbers: who supports (or owes, or is asked for) and who is supported."""

    patron: str
    """Id of a state; empty where the texts name none."""
    client: str
    claims: int
    """Of support and relation, that stand."""
    origins: int | None
    """Independent origins of those claims; None where there are too many claims to count them at once."""
    predicates: Mapping[str, int]
    """Predicate → claims."""
    domains: Mapping[str, int]
    """Domain → claims."""


@dataclass(frozen=True, slots=True)
class PartnershipPage:
    """One partnership in numbers, with what happens between the two."""

    row: PartnershipRow
    cells: Mapping[tuple[str, str], int]
    """Predicate and domain → claims that stand, of the partnership in this direction."""
    events: Mapping[str, int]
    """PLOVER category → claims that stand of events between the two, in either direction."""
    months: Mapping[str, int]
    """Month of publication (YYYY-MM; empty for undated) → claims that stand between the two, in either direction."""
    model_only_left_out: int = 0
    """Claims between the two that no number counts: only a language model read them, and no person accepted them."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What came into a ledger since a moment."""

    arrived: Arrived
    articles: tuple[ArticleRow, ...]
    """The last ones of those that came, the last stored first."""
    reviews: tuple[Review, ...]
    """The last ones of the decisions and notes that came, the last stored first."""


@dataclass(frozen=True, slots=True)
class Graded:
    """What is known of the grade of a source or a claim."""

    target: str
    """See `papertiger.sourcing.grading.Judgement`."""
    history: tuple[Judgement, ...]
    """What persons judged, the oldest first; the last one of each column counts."""
