"""What operations answer with: the project's own values, as JSON has them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from pydantic import BaseModel, ConfigDict

from papertiger.actors import Actor
from papertiger.ledger import ArticleRow, Excerpt
from papertiger.ledger.browsing import Arrived
from papertiger.ledger.overview import Partner
from papertiger.ledger.reviewing import Review
from papertiger.ledger.reviewing.desk import Item
from papertiger.lineage import Family
from papertiger.records import ClaimRecord, Explanation
from papertiger.report.lineage import as_json
from papertiger.sourcing.grading import Judgement
from papertiger.web.jobs import Job
from papertiger.workbench.values import Explained, PartnershipPage, ReadArticle

Value = dict[str, Any]
"""An object of JSON whose form is that of a command's `--format json`."""


class _Told(BaseModel):
    model_config = ConfigDict(from_attributes=True, extra="forbid")


class ProblemTold(_Told):
    """Why something was not done (RFC 9457)."""

    type: str
    status: int
    title: str
    detail: str
    cure: str
    """What to do about it."""


class JobTold(_Told):
    """Work that goes on."""

    id: str
    kind: str
    about: str
    state: str
    """waiting, running, done, failed or stopped."""
    done: int
    total: int
    """0: not known."""
    started: str
    ended: str
    error: str
    result: Any
    """What it came to, once it is done."""
    lines: list[str]
    """The last lines that it told."""

    @classmethod
    def of(cls, job: Job) -> JobTold:
        """A job as of now."""
        return cls(
            id=job.id,
            kind=job.kind,
            about=job.about,
            state=job.state,
            done=job.done,
            total=job.total,
            started=job.started,
            ended=job.ended,
            error=job.error,
            result=job.result,
            lines=[one.line for one in job.lines],
        )


class ClaimPage(_Told):
    """Some claims in order."""

    claims: list[ClaimRecord]
    next: str | None
    """What to give as `after` for the next page; null when there are no more."""


class Claims(_Told):
    """Claims that a search found."""

    claims: list[ClaimRecord]


class FoundArticleTold(_Told):
    """An article that a search found, with the spans that match."""

    article: ArticleRow
    marks: list[tuple[int, int]]
    """Half-open, in code points of its text."""


class FamilyTold(_Told):
    """Articles with one origin."""

    family: Value
    """As `papertiger lineage --format json` prints it."""

    @classmethod
    def of(cls, family: Family | None) -> Value | None:
        """A family as JSON."""
        if family is None:
            return None
        (told,) = as_json([family])["families"]
        value: Value = told
        return value


class ExplainedTold(_Told):
    """One claim with all that is known of it."""

    claim: ClaimRecord
    stands: bool
    """False for a claim that a person rejected, or that a later reading did not find again."""
    context: Excerpt
    explanation: list[Explanation]
    article: ArticleRow
    family: Value | None
    reviews: list[Review]

    @classmethod
    def of(cls, told: Explained) -> ExplainedTold:
        """A claim explained."""
        stored = told.stored
        return cls(
            claim=stored.record,
            stands=stored.stands,
            context=stored.excerpt,
            explanation=list(stored.explanation),
            article=stored.article,
            family=FamilyTold.of(told.family),
            reviews=list(told.reviews),
        )


class ArticleTold(_Told):
    """One article with its text and its claims."""

    article: ArticleRow
    text: str
    """Frozen: positions count its code points."""
    paragraphs: list[tuple[int, int, str]]
    claims: list[ClaimRecord]
    family: Value | None

    @classmethod
    def of(cls, page: ReadArticle) -> ArticleTold:
        """An article as read."""
        return cls(
            article=page.row,
            text=page.article.text,
            paragraphs=[(one.start, one.end, one.kind) for one in page.article.paragraphs],
            claims=list(page.claims),
            family=FamilyTold.of(page.family),
        )


class ArticlePageTold(_Told):
    """Some articles in order."""

    articles: list[ArticleRow]
    next: str | None


class FamilyPageTold(_Told):
    """Some families in order."""

    families: list[Value]
    next: str | None


class ActorTold(_Told):
    """One actor."""

    actor: Actor
    labels: dict[str, str]
    """Language → name."""
    partners: list[Partner]
    model_only_left_out: int
    """Claims of it that these numbers leave out: only a language model read them, and no person accepted them."""


class CellTold(_Told):
    """How many claims of one predicate in one domain."""

    predicate: str
    domain: str
    claims: int


class PartnershipRowTold(_Told):
    """One partnership in numbers."""

    patron: str
    client: str
    claims: int
    origins: int | None
    """Independent origins; null where there are too many claims to count them at once."""
    predicates: dict[str, int]
    domains: dict[str, int]


class PartnershipRows(_Told):
    """Some partnerships in order."""

    partnerships: list[PartnershipRowTold]
    next: str | None
    model_only_left_out: int
    """Claims of the whole ledger that no number counts: only a language model read them, and no person accepted them."""


class PartnershipTold(_Told):
    """One partnership with what happens between the two."""

    row: PartnershipRowTold
    cells: list[CellTold]
    events: dict[str, int]
    months: dict[str, int]
    model_only_left_out: int
    """Claims between the two that no number counts: only a language model read them, and no person accepted them."""

    @classmethod
    def of(cls, page: PartnershipPage) -> PartnershipTold:
        """A partnership."""
        return cls(
            row=PartnershipRowTold.model_validate(page.row),
            cells=[
                CellTold(predicate=predicate, domain=domain, claims=number)
                for (predicate, domain), number in page.cells.items()
            ],
            events=dict(page.events),
            months=dict(page.months),
            model_only_left_out=page.model_only_left_out,
        )


class ItemTold(_Told):
    """A claim as a reviewer sees it."""

    claim: ClaimRecord
    version: int
    """Send it with a decision: it is refused where another version stands by then."""
    state: str
    against: list[str]
    assigned: list[str]
    context: Excerpt
    explanation: list[Explanation]
    reviews: list[Review]

    @classmethod
    def of(cls, item: Item) -> ItemTold:
        """A claim on the desk."""
        return cls(
            claim=item.record,
            version=item.version,
            state=item.standing.state,
            against=list(item.standing.against),
            assigned=list(item.standing.assigned),
            context=Excerpt(item.before, item.record.quote.exact, item.after),
            explanation=list(item.explanation),
            reviews=list(item.reviews),
        )


class WaitingTold(_Told):
    """A claim that waits for a reviewer."""

    claim: ClaimRecord
    state: str
    origins: int
    assigned: list[str]
    decided: list[str]
    alone: str
    """Which of two readers of the article read it (llm, frames), where the other did not; else empty."""


class ReviewPageTold(_Told):
    """Some decisions, the last stored first."""

    reviews: list[Review]
    next: int | None


class GradedTold(_Told):
    """What persons judged of a claim or a source."""

    target: str
    history: list[Judgement]


class ChangesTold(_Told):
    """What came since."""

    arrived: Arrived
    articles: list[ArticleRow]
    reviews: list[Review]


class CoverageTold(_Told):
    """What was looked at."""

    rows: list[Value]
    """By outlet, language and day."""
    days: list[Value]
    """All days from the first to the last, in stretches of one kind."""
    refused: int
    """Inputs that could not be read."""
    model_only_left_out: int
    """Claims that would fit and do not count: only a language model read them, and no person accepted them."""


class CasesTold(_Told):
    """Commitments, triggers, tests and responses."""

    cases: list[Value]
    """As `papertiger records list --format json` prints them."""
    next: str | None


def plain(values: Iterable[Any]) -> list[Value]:
    """Dataclasses as JSON values."""
    return [asdict(one) for one in values]
