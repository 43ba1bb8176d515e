"""What persons judged of sources and claims, and what they watch."""

from __future__ import annotations

from sqlalchemy import Index

from papertiger.ledger.schema.columns import evidence, maybe, number, text

GRADES = evidence(
    "grades",
    "An Admiralty grade that a person gave; defaults of classes of source are never stored.",
    ["id"],
    text("id", "Random, the same in every ledger."),
    text("target", "claim:ID, actor:ID or name:NAME, see `papertiger.sourcing.grading`."),
    maybe("reliability", "Of the source, A to F."),
    maybe("credibility", "Of the claim, 1 to 6."),
    text("graded_by", "Who graded."),
    text("why", "The reason."),
    text("graded_at", "ISO 8601, UTC, microseconds: the last one counts."),
    Index("grades_target", "target", "graded_at"),
)

WATCHLISTS = evidence(
    "watchlists",
    "One version of a watchlist; the highest one stands.",
    ["id", "version"],
    text("id", "The same for all versions."),
    number("version", "From 1."),
    text("name", "How persons call it."),
    text("body", "The whole list."),
    documents=["body"],
)
