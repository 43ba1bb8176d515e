"""Claims with their quotes, as `macros/evidence.html.j2` prints them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from papertiger.ledger import Ledger
from papertiger.ledger.asked import excerpt
from papertiger.news.article import article_key
from papertiger.records import ClaimRecord
from papertiger.report.evidence import Item, Voice, pieces
from papertiger.report.model import Evidence


@dataclass(frozen=True, slots=True)
class Quoted:
    """One quote with the claims that were read from it."""

    evidence: Evidence
    key: str
    """Of its article."""


def quoted(ledger: Ledger, records: Iterable[ClaimRecord], voice: Voice) -> tuple[Quoted, ...]:
    """Claims in their order; those with one quote and one chain share a piece.

    Args:
        ledger: that holds them.
        records: a page of claims: the text of each one's article is looked at.
        voice: words and names.
    """
    text_of, row_of = lru_cache(maxsize=8)(ledger.article_text), lru_cache(maxsize=64)(ledger.article_row)
    keys: dict[str, int] = {}
    items: list[Item] = []
    for record in records:
        key = key_of(record)
        number = keys.setdefault(key, len(keys))
        items.append(
            Item(record, excerpt(text_of(key), record.quote.start, record.quote.end), row_of(key), number)
        )
    known = tuple(keys)
    return tuple(Quoted(one, known[one.article]) for one in pieces(items, voice))


def key_of(record: ClaimRecord) -> str:
    """Key of the article that a claim was read from."""
    return article_key(record.article.sha256, record.article.outlet, record.article.url)


def newest(records: Sequence[ClaimRecord], limit: int) -> list[ClaimRecord]:
    """The claims of the newest articles, the newest first, undated last."""
    return sorted(records, key=lambda one: one.article.published or "", reverse=True)[:limit]
