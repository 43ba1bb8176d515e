"""What lineage remembers of articles, and which of them share an origin: families are what links make."""

from __future__ import annotations

from sqlalchemy import Column, Float, Index, Integer, LargeBinary

from papertiger.ledger.schema.columns import evidence, refers, text

FINGERPRINTS = evidence(
    "fingerprints",
    ["article"],
    refers("article", "articles"),
    Column("week", Integer),  # of publication, counted from 0001-01-01; null for an undated article
    text("meta"),  # see lineage.Fingerprint
    Column("vectors", LargeBinary, nullable=False),
    Index("fingerprints_week", "week"),
    documents=["meta"],
)

JOINED = evidence(
    "joined",
    ["article"],
    refers("article", "articles"),
    text("at"),  # ISO 8601, UTC, seconds
)

LINKS = evidence(
    "links",
    ["first", "second"],
    refers("first", "articles"),  # the article whose key sorts lower
    refers("second", "articles"),
    Column("log_odds", Float, nullable=False),
    text("evidence"),  # list of [kind, amount, weight, words]
    Index("links_second", "second"),
    documents=["evidence"],
)
