"""What persons judged of sources and claims, and what they watch."""

from __future__ import annotations

from sqlalchemy import Index

from papertiger.ledger.schema.columns import evidence, maybe, number, text

GRADES = evidence(
    "grades",
    ["id"],
    text("id"),
    text("target"),  # claim:ID, actor:ID or name:NAME, see sourcing.grading
    maybe("reliability"),
    maybe("credibility"),
    text("graded_by"),  # a person, always: defaults of classes are never stored
    text("why"),
    text("graded_at"),  # ISO 8601, UTC, microseconds: the last one counts
    Index("grades_target", "target", "graded_at"),
)

WATCHLISTS = evidence(
    "watchlists",
    ["id", "version"],
    text("id"),
    number("version"),  # the highest one stands
    text("name"),
    text("body"),
    documents=["body"],
)
