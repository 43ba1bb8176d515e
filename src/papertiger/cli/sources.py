"""What the commands that print get from a ledger."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache

from papertiger import __version__
from papertiger.cli.options import Asked, claim_filter, in_words
from papertiger.ledger import ArticleRow, ClaimFilter, Excerpt, Ledger
from papertiger.ledger.asked import excerpt
from papertiger.news.article import article_key
from papertiger.records import ClaimRecord
from papertiger.report.brief import build_brief
from papertiger.report.evidence import Voice
from papertiger.report.model import Brief, Scope
from papertiger.report.names import actor_name
from papertiger.report.wording import wording
from papertiger.settings import from_environment


def open_to_read(ledger: str | None) -> Ledger:
    """The ledger that a command prints from; raises LedgerError when there is none."""
    return Ledger.open(from_environment(ledger).ledger, create=False)


def open_to_write(ledger: str | None) -> Ledger:
    """The ledger that a command changes, which must exist; raises LedgerError when there is none or it cannot be written."""
    place = from_environment(ledger).ledger
    Ledger.open(place, create=False).close()
    return Ledger.open(place)


def voice() -> Voice:
    """The words and names that results are printed with."""
    return Voice(wording(), actor_name)


def brief_of(ledger: Ledger, asked: Asked) -> Brief:
    """The brief of a ledger, dated today."""
    scope = Scope(ledger.name, in_words(asked), f"{datetime.now(UTC):%Y-%m-%d}", __version__)
    claims = in_context(ledger, claim_filter(asked))
    return build_brief(claims, ledger.holdings(), scope, wording(), actor_name)


def in_context(ledger: Ledger, chosen: ClaimFilter) -> Iterator[tuple[ClaimRecord, Excerpt, ArticleRow]]:
    """Claims, each with its quote in the frozen text and its article. Claims of one article follow each other, so few are held."""
    text_of = lru_cache(maxsize=4)(ledger.article_text)
    row_of = lru_cache(maxsize=4)(ledger.article_row)
    for record in ledger.with_origins(ledger.claims(chosen)):
        key = article_key(record.article.sha256, record.article.outlet, record.article.url)
        yield record, excerpt(text_of(key), record.quote.start, record.quote.end), row_of(key)
