"""What lineage remembers of articles, and which of them share an origin: families are what links make."""

from __future__ import annotations

from sqlalchemy import Column, Float, Index, Integer, LargeBinary

from papertiger.ledger.schema.columns import evidence, refers, text

FINGERPRINTS = evidence(
    "fingerprints",
    "What lineage remembers of an article.",
    ["article"],
    refers("article", "articles", "The article."),
    Column("week", Integer, doc="Of publication, counted from 0001-01-01; null for an undated article."),
    text("meta", "See `papertiger.lineage.Fingerprint.meta`."),
    Column("vectors", LargeBinary, nullable=False, doc="See `papertiger.lineage.Fingerprint.vectors`."),
    Index("fingerprints_week", "week"),
    documents=["meta"],
)

JOINED = evidence(
    "joined",
    "An article that has its place among the families.",
    ["article"],
    refers("article", "articles", "The article."),
    text("at", "ISO 8601, UTC."),
)

LINKS = evidence(
    "links",
    "Two articles that share an origin, as the evidence says. A family is what links hold together.",
    ["first", "second"],
    refers("first", "articles", "The article whose key sorts lower."),
    refers("second", "articles", "The other one."),
    Column("log_odds", Float, nullable=False, doc="Of a common origin: the prior and all weights."),
    text("evidence", "List of [kind, amount, weight, words]."),
    Index("links_second", "second"),
    documents=["evidence"],
)
