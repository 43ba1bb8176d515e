"""What an assessment is made of: commitments, triggers, tests, responses; and runs of scenarios.

Each row is one version of a record; the highest version of an id stands, and one that is withdrawn has ``withdrawn`` in its body.
Columns are what is asked for; `body` is the whole record as the stage that owns it writes it.
"""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer

from papertiger.ledger.schema.columns import evidence, maybe, number, text

COMMITMENTS = evidence(
    "commitments",
    ["id", "version"],
    text("id"),
    number("version"),
    text("patron"),
    maybe("client"),  # null for a pact; its clients stand in the body
    maybe("obligation"),
    maybe("domain"),
    text("body"),
    Index("commitments_patron", "patron", "client"),
    Index("commitments_client", "client"),
    documents=["body"],
)

TRIGGERS = evidence(
    "triggers",
    ["id", "version"],
    text("id"),
    number("version"),
    text("target"),
    maybe("threat"),  # the actor behind it
    text("kind"),
    maybe("earliest"),  # ISO 8601 dates of the onset
    maybe("latest"),
    text("body"),
    Index("triggers_target", "target", "earliest"),
    documents=["body"],
)

TESTS = evidence(
    "tests",
    ["id", "version"],
    text("id"),
    number("version"),
    text("commitment"),  # ids
    text("trigger"),
    text("patron"),
    text("client"),
    maybe("crisis"),
    text("body"),
    Index("tests_patron", "patron", "client"),
    Index("tests_commitment", "commitment"),
    Index("tests_trigger", "trigger"),
    documents=["body"],
)

RESPONSES = evidence(
    "responses",
    ["id", "version"],
    text("id"),
    number("version"),
    text("test"),
    text("domain"),
    text("body"),
    Index("responses_test", "test", "domain"),
    documents=["body"],
)

SCENARIO_RUNS = evidence(
    "scenario_runs",
    ["id"],
    text("id"),
    text("scenario"),  # name
    text("digest"),  # SHA-256 of the scenario file
    Column("seed", Integer),
    text("at"),
    text("body"),
    Index("scenario_runs_scenario", "scenario", "at"),
    documents=["body"],
)
