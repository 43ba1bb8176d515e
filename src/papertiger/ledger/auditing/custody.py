"""The chain of custody, from the first entry to the last."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, func, select

from papertiger.ledger.auditing.finding import Counted, Finding, finding
from papertiger.ledger.backends import Backend
from papertiger.ledger.log import blocks
from papertiger.ledger.schema import CUSTODY, ENTRIES, EVIDENCE
from papertiger.ledger.writing import FIRST_CHAIN, chained


def custody(backend: Backend, connection: Connection, counted: Counted) -> Iterator[Finding]:
    """Every entry: its digest against the rows that it brought, and the chain against the one before it.

    A row that was changed, added or taken away by whatever means shows here.
    """
    chain, met = FIRST_CHAIN, counted.expected is None
    for block in blocks(connection):
        counted.number += 1
        of = f"entry {block.fields['id']} ({block.fields['activity']['kind']}, {block.fields['at']})"
        computed = block.computed()
        if computed != block.digest:
            yield finding(of, "digest", block.digest, computed)
        chain = chained(chain, block.digest)
        if chain != block.chain:
            yield finding(of, "chain", block.chain, chain)
            chain = block.chain  # what follows is judged by itself
        met = met or chain == counted.expected
    if not met:
        yield finding(backend.place, "chain", "no entry", counted.expected)
    yield from _outside(connection)


def _outside(connection: Connection) -> Iterator[Finding]:
    """Rows that no sealed entry brought."""
    sealed = select(CUSTODY.c.entry)
    loose = select(ENTRIES.c.id).where(ENTRIES.c.row.not_in(sealed))
    for name in connection.execute(loose).scalars():
        yield finding(f"entry {name}", "custody", "none", "a digest and a chain")
    for name, evidence in EVIDENCE.items():
        e = evidence.table.c.entry
        number = connection.execute(
            select(func.count()).select_from(evidence.table).where(e.not_in(sealed))
        ).scalar()
        if number:
            yield finding(f"{name}: {number} rows", "entry", "none that is sealed", "a sealed entry")
