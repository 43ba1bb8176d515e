"""Claims and articles of a ledger that answer a question: the full-text index together with the filters."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from sqlalchemy import ColumnElement, Connection

from papertiger.errors import LedgerError
from papertiger.ledger import queries, records
from papertiger.ledger.asked import ArticleRow, ClaimFilter
from papertiger.ledger.backends import Backend
from papertiger.ledger.schema import ARTICLES, CLAIMS, STANDING
from papertiger.ledger.search import Newest, search_index, tags_asked
from papertiger.records import ClaimRecord

OF_ARTICLES = ("outlet", "since", "until", "article")
"""Fields of a filter that articles meet by themselves."""


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """An article that a search found."""

    article: ArticleRow
    text: str
    """Frozen."""


def claims(connection: Connection, backend: Backend, words: str, chosen: ClaimFilter) -> list[ClaimRecord]:
    """Standing claims that answer `words`, by row, the highest first."""
    # Rows are fetched through the index: the quote of a claim never changes, so a version that stands has an entry of its own.
    columns = queries.RECORD.join(STANDING, STANDING.c.row == CLAIMS.c.row).where(
        *queries.conditions(chosen, backend)
    )
    newest = Newest(columns, STANDING.c.row, chosen.limit)
    found = search_index(connection.dialect.name).newest_claims(
        connection, newest, words, tags_asked(asdict(chosen))
    )
    return list(records.assemble(connection, found, {}))


def articles(connection: Connection, backend: Backend, words: str, chosen: ClaimFilter) -> list[FoundArticle]:
    """Articles that answer `words`, by row, the highest first."""
    query = queries.articles_query().add_columns(ARTICLES.c.text).where(*_conditions(chosen, backend))
    newest = Newest(query, ARTICLES.c.row, chosen.limit)
    found = search_index(connection.dialect.name).newest_articles(connection, newest, words)
    return [
        FoundArticle(
            ArticleRow(**{str(name): value for name, value in row.items() if name != "text"}), row["text"]
        )
        for row in found
    ]


def _conditions(chosen: ClaimFilter, backend: Backend) -> list[ColumnElement[bool]]:
    asked = {name: value for name, value in asdict(chosen).items() if value is not None}
    for name in asked:
        if name in queries.CONDITIONS and name not in OF_ARTICLES:
            raise LedgerError(f"{name} is asked of claims; articles have {', '.join(OF_ARTICLES)}")
    a, found = ARTICLES.c, []
    if chosen.outlet is not None:
        found.append(backend.contains(a.outlet, chosen.outlet))
    if chosen.since is not None:
        found.append(a.published >= chosen.since)
    if chosen.until is not None:
        found.append(a.published <= queries.last_of(chosen.until))
    if chosen.article is not None:
        found.append(queries.article_named(chosen.article))
    return found
