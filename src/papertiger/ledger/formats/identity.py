"""Names for things that are the same in every export: UUIDs made of what a thing is (RFC 9562, version 5), and moments."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from uuid import NAMESPACE_URL, UUID, uuid5

from papertiger.news.article import article_key, day_of
from papertiger.records import ArticleRef, ClaimRecord

NAMESPACE = uuid5(NAMESPACE_URL, "urn:papertiger:export")
UNDATED = datetime(1970, 1, 1, tzinfo=UTC)
"""The moment that stands where a format demands one and the article has no day."""


@lru_cache(maxsize=65_536)
def stable(*parts: str) -> UUID:
    """The UUID of what `parts` name together, the kind of thing first."""
    return uuid5(NAMESPACE, "\x1f".join(parts))


@lru_cache(maxsize=1024)
def key_of(article: ArticleRef) -> str:
    """Key of an article in the ledger: text, outlet and address."""
    return article_key(article.sha256, article.outlet, article.url)


def reading_of(record: ClaimRecord) -> UUID:
    """The UUID of one article read by one version of a reader with one configuration."""
    coder = record.coder
    return stable("reading", key_of(record.article), coder.reader, coder.version, coder.config)


def published_at(article: ArticleRef) -> datetime | None:
    """The beginning (UTC) of the day of publication; None for an article without a full date."""
    day = day_of(article.published)
    return datetime(day.year, day.month, day.day, tzinfo=UTC) if day else None


def changed_at(record: ClaimRecord) -> datetime:
    """When this version of a claim is said to have come about: later for a later version, the same in every export.

    It is the day of publication and as many milliseconds as there were versions before, or the moment of a person's
    review where that is later.
    """
    reviewed = _moment(record.review.at) if record.review else None
    made = (published_at(record.article) or UNDATED) + timedelta(milliseconds=record.version - 1)
    return max(made, reviewed) if reviewed else made


def stamp(moment: datetime) -> str:
    """RFC 3339 in UTC with milliseconds, as STIX wants it."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
