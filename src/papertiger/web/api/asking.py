"""Claims and articles over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse

from papertiger.ledger.browsing import ArticlePlace
from papertiger.ledger.overview import Place
from papertiger.ledger.search import highlight
from papertiger.web.api.answers import (
    ArticlePageTold,
    ArticleTold,
    ClaimPage,
    Claims,
    ExplainedTold,
    FoundArticleTold,
)
from papertiger.web.api.failing import problems
from papertiger.web.api.kinds import PAGE, After, Asked, Day, Limit, Named, Served, Wanted, claim_filter
from papertiger.web.api.kinds import Articles as ArticlesAsked
from papertiger.web.api.kinds import Claims as ClaimsAsked
from papertiger.workbench.workbench import Workbench

router = APIRouter(tags=["query"], responses=problems())
LINES = "application/x-ndjson"


@router.get("/claims", operation_id="page")
def page(
    state: Served,
    asked: ClaimsAsked,
    after: After = None,
    limit: Limit = PAGE,
    newest_first: Annotated[bool, Query(description="Else by date of publication, undated first.")] = True,
) -> ClaimPage:
    """One page of the claims that stand and that the filter lets through, with origins and grades."""
    chosen = claim_filter(asked, limit=limit, newest_first=newest_first)
    found = state.bench.page(chosen, Place.read(after) if after else None)
    return ClaimPage(claims=list(found.claims), next=str(found.last) if found.last else None)


@router.get(
    "/claims.jsonl",
    operation_id="claims",
    response_class=StreamingResponse,
    responses={200: {"content": {LINES: {}}, "description": "One claim a line."}},
)
def claims(
    state: Served, asked: ClaimsAsked, limit: Annotated[int | None, Query(ge=1, le=100_000_000)] = None
) -> StreamingResponse:
    """All claims that stand and that the filter lets through, one JSON object a line, as they come."""
    chosen = claim_filter(asked, limit=limit)
    found = state.bench.claims(chosen)
    return StreamingResponse(_lines(state.bench, found), media_type=LINES)


def _lines(_: Workbench, found: Iterator[object]) -> Iterator[str]:
    for one in found:
        yield one.model_dump_json() + "\n"  # type: ignore[attr-defined]


@router.get("/search", operation_id="search")
def search(state: Served, words: Wanted, asked: ClaimsAsked, limit: Limit = PAGE) -> Claims:
    """Claims whose quotes have these words in any form, the last stored first."""
    return Claims(claims=state.bench.search(words, claim_filter(asked, limit=limit)))


@router.get("/search/articles", operation_id="search_articles")
def search_articles(
    state: Served,
    words: Wanted,
    outlet: Asked = None,
    since: Day = None,
    until: Day = None,
    limit: Limit = PAGE,
) -> list[FoundArticleTold]:
    """Articles whose title or text has these words in any form, the last stored first, with the spans that match."""
    asked = {"outlet": outlet or None, "since": since, "until": until}
    return [
        FoundArticleTold(article=one.article, marks=highlight(one.text, words, (one.article.language,)))
        for one in state.bench.search_articles(words, claim_filter(asked, limit=limit))
    ]


@router.get("/claims/{claim}", operation_id="explain", responses=problems(404))
def explain(state: Served, claim: Named) -> ExplainedTold:
    """One claim by its id, or a beginning that only one has: its sentence, how each field was reached, its family."""
    return ExplainedTold.of(state.bench.explain(claim))


@router.get("/articles", operation_id="articles")
def articles(
    state: Served, asked: ArticlesAsked, after: After = None, limit: Limit = PAGE
) -> ArticlePageTold:
    """One page of articles, the newest first, undated ones last."""
    found = state.bench.articles(asked, ArticlePlace.read(after) if after else None, limit)
    return ArticlePageTold(articles=list(found.articles), next=str(found.last) if found.last else None)


@router.get("/articles/{article}", operation_id="article", responses=problems(404))
def article(state: Served, article: Named) -> ArticleTold:
    """One article by its key (or a beginning, its SHA-256, a claim's id), with its claims in the order of the text."""
    return ArticleTold.of(state.bench.article(article))
