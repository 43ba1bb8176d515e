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
    Column("row", ROW, ForeignKey("claims.row"), primary_key=True, autoincrement=False),
    Column("article", ROW, nullable=False),
    text("published"),  # empty for an undated article, which sorts first in both databases
    number("start"),
    text("family"),
    text("predicate"),
    maybe("subject"),
    maybe("subject_state"),
    maybe("object"),
    maybe("object_state"),
    text("domain"),
    text("polarity"),
    text("modality"),
    Column("chain", ROW, nullable=False),
    text("language"),
    maybe("outlet"),
    # Every index ends in what results are ordered by, so that a page of them is read off its end.
    Index("standing_order", "published", "article", "start", "row"),
    Index("standing_article", "article", "start"),
    Index("standing_subject", "subject", "published"),
    Index("standing_object", "object", "published"),
    Index("standing_subject_state", "subject_state", "published"),
    Index("standing_object_state", "object_state", "published"),
    # Answers the matrix and the timeline of a partnership without touching a row.
    Index("standing_pair", "subject_state", "object_state", "published", "predicate", "domain"),
    Index("standing_predicate", "predicate", "published"),
    Index("standing_domain", "domain", "published"),
    Index("standing_chain", "chain", "published"),
    Index("standing_outlet", "outlet", "published"),
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
"""Columns that are as in ``claims``. The state of a party is the party itself where it has none, so that asking for RUS is asking one
index; the rest is the article's."""
