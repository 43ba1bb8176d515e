"""Runs of scenarios that were kept: what was run, with which seed, and what came of it in sum."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, select

from papertiger.ledger.schema import SCENARIO_RUNS
from papertiger.ledger.writing import Maker, Pen


@dataclass(frozen=True, slots=True)
class StoredRun:
    """One run of a scenario."""

    id: str
    scenario: str
    digest: str
    """SHA-256 of the scenario's file, of what was imported into it and of the tables of the model."""
    seed: int
    at: str
    """ISO 8601, UTC."""
    body: dict[str, Any]
    """Settings and summary."""


_R = SCENARIO_RUNS.c
_ALL = select(_R.id, _R.scenario, _R.digest, _R.seed, _R.at, _R.body)


def of_scenario(connection: Connection, scenario: str | None) -> Iterator[StoredRun]:
    """Runs of a scenario, or all; the oldest first."""
    query = _ALL.where(_R.scenario == scenario) if scenario is not None else _ALL
    for row in connection.execute(query.order_by(_R.at, _R.row)):
        yield StoredRun(row.id, row.scenario, row.digest, row.seed, row.at, json.loads(row.body))


def keep(
    pen: Pen, scenario: str, digest: str, seed: int, body: Mapping[str, Any], config: str | None
) -> StoredRun:
    """Store a run, in an entry of its own."""
    one = StoredRun(uuid.uuid4().hex, scenario, digest, seed, pen.now(), dict(body))
    with pen.entry(Maker("simulate", config=config)) as entry:
        entry.put("scenario_runs", asdict(one))
    return one
