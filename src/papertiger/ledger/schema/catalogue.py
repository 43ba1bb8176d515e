"""All tables of evidence, in the order of an entry's lines: each after those that it refers to.

The order enters digests and is never changed; a new table comes last.
"""

from __future__ import annotations

from papertiger.ledger.schema import assessment, evidence, following, judgement, lineage, warned
from papertiger.ledger.schema.columns import DEFINED, Evidence

_STAGES = (evidence, lineage, judgement, assessment, following, warned)

ORDER = (
    "articles",
    "fetches",
    "coders",
    "readings",
    "chains",
    "attributions",
    "actors",
    "reviews",
    "claims",
    "superseded",
    "fingerprints",
    "joined",
    "links",
    "grades",
    "watchlists",
    "commitments",
    "triggers",
    "tests",
    "responses",
    "scenario_runs",
    "assessments",
    "looks",
    "pointers",
    "warnings",
    "handlings",
    "outcomes",
    "deliveries",
)

EVIDENCE: dict[str, Evidence] = {name: DEFINED[name] for name in ORDER}
"""Append-only tables that hold evidence."""
