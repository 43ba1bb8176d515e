"""What an assessment is made of: commitments, triggers, tests, responses; assessments; and runs of scenarios.

Each row is one version of a record: what the program proposed or a person entered, changed or withdrew. All versions together make
what stands (`papertiger.reliability.book`). Columns are what is asked for; `body` is as the stage that owns it writes it.
"""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer

from papertiger.ledger.schema.columns import evidence, maybe, number, text

_ID, _VERSION = "The same for all versions.", "From 1."
_BODY = "What this version says: a whole record, a person's changes, or that it is withdrawn."

COMMITMENTS = evidence(
    "commitments",
    "One version of a commitment: a pledge, treaty or standing practice of support.",
    ["id", "version"],
    text("id", _ID),
    number("version", _VERSION),
    text("patron", "Actor id."),
    maybe("client", "Actor id; null for a pact, whose clients stand in the body."),
    maybe(
        "obligation",
        "defence, offence, neutrality, nonaggression, consultation (ATOP), or a domain of support.",
    ),
    maybe("domain", "Kind of support."),
    text("body", _BODY),
    Index("commitments_patron", "patron", "client"),
    Index("commitments_client", "client"),
    documents=["body"],
)

TRIGGERS = evidence(
    "triggers",
    "One version of a trigger: an event that may activate a commitment.",
    ["id", "version"],
    text("id", _ID),
    number("version", _VERSION),
    text("target", "Actor id of whom it befell."),
    maybe("threat", "Actor id of who is behind it."),
    text(
        "kind",
        "attack, coercion, coup, blackout, cyber_incident, disaster, insurgency, sanctions, request or due_date.",
    ),
    maybe("earliest", "First day on which it can have begun, ISO 8601."),
    maybe("latest", "Last such day."),
    text("body", _BODY),
    Index("triggers_target", "target", "earliest"),
    documents=["body"],
)

TESTS = evidence(
    "tests",
    "One version of a test: one commitment and one trigger, the occasion on which support was due.",
    ["id", "version"],
    text("id", _ID),
    number("version", _VERSION),
    text("commitment", "Id of the commitment."),
    text("trigger", "Id of the trigger."),
    text("patron", "Actor id."),
    text("client", "Actor id."),
    maybe("crisis", "Id that tests born of one war or crisis share."),
    text("body", _BODY),
    Index("tests_patron", "patron", "client"),
    Index("tests_commitment", "commitment"),
    Index("tests_trigger", "trigger"),
    documents=["body"],
)

RESPONSES = evidence(
    "responses",
    "One version of a response: what came in one domain of a test.",
    ["id", "version"],
    text("id", _ID),
    number("version", _VERSION),
    text("test", "Id of the test."),
    text("domain", "Kind of support."),
    text("body", _BODY),
    Index("responses_test", "test", "domain"),
    documents=["body"],
)

SCENARIO_RUNS = evidence(
    "scenario_runs",
    "One run of a scenario.",
    ["id"],
    text("id", "Random, the same in every ledger."),
    text("scenario", "Its name."),
    text("digest", "SHA-256 of the scenario file."),
    Column("seed", Integer, doc="Of the random numbers."),
    text("at", "ISO 8601, UTC."),
    text("body", "Settings and summary."),
    Index("scenario_runs_scenario", "scenario", "at"),
    documents=["body"],
)

ASSESSMENTS = evidence(
    "assessments",
    "One assessment: what a question about a patron was answered.",
    ["id"],
    text("id", "Random, the same in every ledger."),
    text("patron", "Actor id."),
    text("question", "What was asked, or a digest of it; the same question has the same."),
    text("at", "ISO 8601, UTC, microseconds: the last one counts."),
    text("upto", "Chain of custody of the last entry of evidence that it saw."),
    maybe("config", "Digest of the data files and settings in force."),
    text("body", "The answer."),
    Index("assessments_patron", "patron", "question", "at"),
    documents=["body"],
)
