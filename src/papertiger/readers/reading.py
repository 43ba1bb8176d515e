"""What a reader hands to the ledger: one article and every claim read from it."""

from __future__ import annotations

from dataclasses import dataclass

from papertiger.news.article import Article
from papertiger.records import ClaimRecord, Coder, Explanation


@dataclass(frozen=True, slots=True)
class ReadClaim:
    """One claim and how each of its fields was reached."""

    record: ClaimRecord
    explanation: tuple[Explanation, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """One article as read. The ledger stores it whole or not at all."""

    article: Article
    language: str
    """BCP-47 primary tag that the reader worked with ("uk", "ru", "en")."""
    coder: Coder
    """What read the article; its `frame` is empty, because frames differ by claim."""
    claims: tuple[ReadClaim, ...]
    sentences: int
    """Sentences found in the paragraphs of the article."""
    parsed: int
    """Sentences that the scan let through to the parser."""
