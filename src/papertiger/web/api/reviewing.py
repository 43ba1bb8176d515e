"""What persons decide, over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from papertiger.ledger.reviewing import Decision
from papertiger.records import Credibility, Reliability
from papertiger.report.review import stats_value
from papertiger.sourcing.grading import Judgement
from papertiger.web.api.answers import GradedTold, ItemTold, ReviewPageTold, Value, WaitingTold
from papertiger.web.api.failing import problems
from papertiger.web.api.kinds import (
    IN_JSON,
    PAGE,
    Asked,
    Claims,
    Limit,
    Name,
    Named,
    Reason,
    Sent,
    Served,
    Wanted,
    Words,
    claim_filter,
)

router = APIRouter(tags=["review"], responses=problems())
ROW = 2**62
"""Greater than any number of a row."""


@router.get("/review/queue", operation_id="review_queue")
def review_queue(state: Served, by: Wanted, asked: Claims, limit: Limit = PAGE) -> list[WaitingTold]:
    """What waits for a reviewer, first things first: what they were asked to look at, what others disagree on, what the reader doubts."""
    found = state.bench.review_queue(by, claim_filter(asked))
    return [
        WaitingTold(
            claim=record,
            state=waiting.state,
            origins=waiting.origins,
            assigned=sorted(waiting.assigned),
            decided=sorted(waiting.decided),
            alone=waiting.alone,
        )
        for record, waiting in found[:limit]
    ]


@router.get("/review/claims/{claim}", operation_id="review_item", responses=problems(404))
def review_item(state: Served, claim: Named) -> ItemTold:
    """One claim as a reviewer sees it, with all that was decided on it."""
    return ItemTold.of(state.bench.review_item(claim))


@router.get("/review/figures", operation_id="review_figures")
def review_figures(state: Served) -> Value:
    """How often the reader is right, by what persons decided, and how far reviewers agree; every figure with its definition."""
    return stats_value(*state.bench.review_figures())


@router.get("/reviews", operation_id="reviews")
def reviews(
    state: Served,
    after: Annotated[int | None, Query(ge=1, le=ROW)] = None,
    limit: Limit = PAGE,
    by: Asked = None,
) -> ReviewPageTold:
    """One page of what persons decided and noted, the last stored first."""
    found = state.bench.reviews(after, limit, by or None)
    return ReviewPageTold(reviews=list(found.reviews), next=found.last)


class DecisionSent(Sent):
    """A decision on a claim, as `papertiger review` takes it."""

    claim: Name
    decision: Decision
    words: list[Words] = Field(default_factory=list, max_length=50)
    """``FIELD=VALUE`` for correct; parts with ``|`` between them for split; the claim that stays for merge; who shall look for assign."""
    by: Name
    why: Reason = ""
    version: int | None = Field(None, ge=1, le=ROW)
    """Of the claim, as the reviewer saw it; where another one stands by now, nothing is decided."""


@router.post(
    "/reviews",
    operation_id="decide",
    dependencies=IN_JSON,
    responses=problems(404, 409, 415),
    status_code=201,
)
def decide(state: Served, sent: DecisionSent) -> ItemTold:
    """Take a decision on a claim; what it says after that."""
    made = state.desk.decide(
        sent.claim, sent.decision, sent.words, by=sent.by, why=sent.why, version=sent.version
    )
    return ItemTold.of(made)


class UndoSent(Sent):
    """Whose last decision on which claim is taken back."""

    claim: Name
    by: Name


@router.post(
    "/reviews/undo",
    operation_id="undo",
    dependencies=IN_JSON,
    responses=problems(404, 409, 415),
    status_code=201,
)
def undo(state: Served, sent: UndoSent) -> ItemTold:
    """Take back a reviewer's last decision on a claim; the one before it counts again, and all of them stay in the ledger."""
    return ItemTold.of(state.desk.undo(sent.claim, by=sent.by))


class GradeSent(Sent):
    """An Admiralty grade of a claim or a source."""

    of: Name
    by: Name
    why: Reason
    reliability: Reliability | None = None
    credibility: Credibility | None = None


@router.post(
    "/grades", operation_id="grade", dependencies=IN_JSON, responses=problems(404, 415), status_code=201
)
def grade(state: Served, sent: GradeSent) -> Judgement:
    """Give a claim or a source its Admiralty grade, which stands above the defaults."""
    return state.desk.grade(
        sent.of, by=sent.by, why=sent.why, reliability=sent.reliability, credibility=sent.credibility
    )


@router.get("/grades", operation_id="graded", responses=problems(404))
def graded(state: Served, of: Wanted) -> GradedTold:
    """What persons judged of a claim or a source, the oldest first."""
    found = state.bench.graded(of)
    return GradedTold(target=found.target, history=list(found.history))
