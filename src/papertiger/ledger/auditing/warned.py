"""Warnings against their digests and their place in the chain of custody."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sqlalchemy import Connection, func, select

from papertiger.ledger.auditing.finding import Counted, Finding, finding
from papertiger.ledger.backends import Backend
from papertiger.ledger.schema import CUSTODY, WARNINGS
from papertiger.ledger.warned import digest_of, warning_id

BATCH = 500
"""Warnings in memory at a time."""


def warnings(backend: Backend, connection: Connection, counted: Counted) -> Iterator[Finding]:  # noqa: ARG001 - one signature
    """Every warning: its name, the digest of what it says, and that what it rests on was stored before it.

    A warning of another ledger rests on a chain of that ledger, which is not known here.
    """
    c, w = CUSTODY.c, WARNINGS.c
    rested = (
        select(c.chain, func.min(c.row).label("row")).where(c.chain.in_(select(w.upto))).group_by(c.chain)
    )
    chains = {row.chain: row.row for row in connection.execute(rested)}
    query = select(WARNINGS, c.row.label("sealed")).join(CUSTODY, c.entry == w.entry).order_by(w.row)
    for row in connection.execution_options(yield_per=BATCH).execute(query):
        counted.number += 1
        of = f"warning {row.id}"
        name = warning_id(row.watchlist, row.watch, row.rule, row.about, row.day)
        if name != row.id:
            yield finding(of, "id", row.id, name)
        digest = digest_of(json.loads(row.body))
        if digest != row.digest:
            yield finding(of, "digest", row.digest, digest)
        if chains.get(row.upto, 0) >= row.sealed:
            yield finding(of, "upto", "a later entry", "one before the warning")
