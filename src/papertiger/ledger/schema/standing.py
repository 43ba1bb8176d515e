"""The claims that stand, as queries need them.

Derived from ``claims`` and ``superseded`` by triggers of the database, and nothing else: the only table whose rows ever go. It can be
made again from the others at any time, and `papertiger audit` does so and compares.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Table

from papertiger.ledger.schema.columns import METADATA, ROW, maybe, number, text

STANDING = Table(
    "standing",
    METADATA,
    Column("row", ROW, ForeignKey("claims.row"), primary_key=True, autoincrement=False, doc="Of the claim."),
    Column("article", ROW, nullable=False, doc="Row of the article."),
    text("published", "The article's; empty for an undated one, which sorts first in both databases."),
    number("start", "As in claims."),
    text("family", "As in claims."),
    text("predicate", "As in claims."),
    maybe("subject", "As in claims."),
    maybe("subject_state", "The subject's state, else the subject: asking for a state asks one index."),
    maybe("object", "As in claims."),
    maybe("object_state", "The object's state, else the object."),
    text("domain", "As in claims."),
    text("polarity", "As in claims."),
    text("modality", "As in claims."),
    Column("chain", ROW, nullable=False, doc="Row of the chain."),
    text("language", "The article's."),
    maybe("outlet", "The article's."),
    # Ten million claims pay for each index with half a gigabyte and a tenth of the time that they take to load, so each has
    # its question. It goes on with the date, which results are ordered by, so that a page of them is read off its end.
    Index("standing_order", "published", "article", "start", "row"),  # the newest claims
    Index("standing_article", "article", "start"),  # the claims of an article
    # Of an actor, who may be no state.
    Index("standing_subject", "subject", "published"),
    Index("standing_object", "object", "published"),
    # Of a state as patron or client, then by predicate and domain without a look at rows that have others.
    Index("standing_subject_state", "subject_state", "published", "predicate", "domain"),
    Index("standing_object_state", "object_state", "published", "predicate", "domain"),
    # Of a partnership, likewise.
    Index("standing_pair", "subject_state", "object_state", "published", "predicate", "domain"),
    Index("standing_chain", "chain", "published"),  # of a speaker
    info={
        "doc": "A version of a claim that stands, as queries need it: derived from the others by triggers."
    },
)

COPIED = (
    "article",
    "start",
    "family",
    "predicate",
    "subject",
    "object",
    "domain",
    "polarity",
    "modality",
    "chain",
)
"""Columns that are as in ``claims``; states are the parties' own where they have none, and the rest is the article's."""
