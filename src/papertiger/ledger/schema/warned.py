"""Warnings, what persons did about them, what came of them, and to whom they went."""

from __future__ import annotations

from sqlalchemy import Index

from papertiger.ledger.schema.columns import evidence, maybe, refers, text

MOMENT = "ISO 8601, UTC, microseconds"

WARNINGS = evidence(
    "warnings",
    "One warning: what a rule found on one day, stored before anybody can know what comes of it.",
    ["id"],
    text("id", "Hash of watchlist, watch, rule, what it is about, and day."),
    text("watchlist", "Id of the watchlist."),
    text("watch", "Id of the watch within it."),
    text("rule", "Registered name of the rule."),
    text("about", "What it is about, a line each: ids of actors, or of a source."),
    text("day", "The last day of the evidence: ISO 8601."),
    text("at", f"When it was stored: {MOMENT}."),
    text("upto", "Chain of custody of the last entry that it rests on."),
    text("digest", "SHA-256 of the body as canonical JSON, see `papertiger.ledger.warned`."),
    text("body", "The finding, its watch, coverage, program version and configuration."),
    Index("warnings_day", "day"),
    Index("warnings_watch", "watch", "day"),
    documents=["body"],
)

HANDLINGS = evidence(
    "handlings",
    "What a person did about a warning; the last one counts.",
    ["id"],
    text("id", "Random, the same in every ledger."),
    refers("warning", "warnings", "The warning."),
    text("action", "acknowledge, snooze or reopen."),
    text("by", "Who did it."),
    text("why", "The reason."),
    maybe("until", "Last day of a snooze: ISO 8601."),
    text("at", f"{MOMENT}."),
    Index("handlings_warning", "warning", "at"),
)

OUTCOMES = evidence(
    "outcomes",
    "What came of a warning, or what came without one; the last one counts.",
    ["id"],
    text("id", "Random, the same in every ledger."),
    refers("warning", "warnings", "The warning; null for what came without one.", nullable=True),
    maybe("watchlist", "Of what came without a warning: id of the watchlist that was to see it."),
    maybe("watch", "Likewise: id of the watch."),
    maybe("about", "Likewise: what it is about, as in warnings."),
    text("verdict", "hit, late (it had begun by then), miss, false_alarm or open."),
    maybe("day", "Of what came: ISO 8601."),
    text("at", f"When it was judged: {MOMENT}."),
    text("body", "The claims that it rests on, lead time, and by which rule it was judged."),
    Index("outcomes_warning", "warning", "at"),
    Index("outcomes_watch", "watch", "day"),
    documents=["body"],
)

DELIVERIES = evidence(
    "deliveries",
    "One try to tell somebody of a warning.",
    ["id"],
    text("id", "Random, the same in every ledger."),
    refers("warning", "warnings", "The warning."),
    text("channel", "webhook, email or atom."),
    text("target", "The name of the channel in the settings: no address, no secret."),
    text("at", f"{MOMENT}."),
    text("status", "sent, refused or failed."),
    maybe("problem", "Why it was not sent."),
    Index("deliveries_warning", "warning", "at"),
    Index("deliveries_target", "channel", "target", "at"),
)
