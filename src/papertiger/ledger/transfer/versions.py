"""A stored version of a claim, as far as another version takes it over."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from papertiger.ledger import values
from papertiger.ledger.schema import ARTICLES, CLAIMS, READINGS
from papertiger.records import Explanation


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """What a version that is made from another one has in common with it."""

    article: str
    """Key."""
    reading: str
    """Id."""
    explanation: tuple[Explanation, ...]


def stored_version(connection: Connection, claim: str, version: int) -> StoredVersion:
    """Of a version that is there."""
    query = (
        select(ARTICLES.c.key, READINGS.c.id, CLAIMS.c.explanation)
        .join_from(CLAIMS, ARTICLES, ARTICLES.c.row == CLAIMS.c.article)
        .join(READINGS, READINGS.c.row == CLAIMS.c.reading)
        .where(CLAIMS.c.id == claim, CLAIMS.c.version == version)
    )
    key, reading, explanation = connection.execute(query).one()
    return StoredVersion(key, reading, values.explanation_value(explanation))


def in_order(at: str) -> str:
    """A moment in UTC as text that sorts by time, though some have microseconds and some have not."""
    return at.removesuffix("Z")
