"""Claim records from their rows: with their chains, and with what persons decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, select

from papertiger.ledger import values
from papertiger.ledger.proven import MARKS, made_by
from papertiger.ledger.queries import RECORD
from papertiger.ledger.schema import ATTRIBUTIONS, CLAIMS, REVIEWS, STANDING
from papertiger.records import MODEL_READER, AttributionStep, ClaimRecord, ReviewMark

Chain = tuple[AttributionStep, ...]

_PLACES = 400
"""Keys in one query."""


def stream(connection: Connection, query: Select[Any], batch: int) -> Iterator[ClaimRecord]:
    """Records from rows of `RECORD`, as of one moment, `batch` of them in memory at a time."""
    known: dict[int, Chain] = {}
    found = iter(connection.execution_options(yield_per=batch).execute(query).mappings())
    while some := list(islice(found, batch)):
        yield from assemble(connection, some, known)
        if len(known) > _REMEMBERED:
            known.clear()


_REMEMBERED = 50_000
"""Chains kept in memory while a query streams."""


def assemble(
    connection: Connection, some: Sequence[RowMapping], known: dict[int, Chain]
) -> Iterator[ClaimRecord]:
    """Records from some rows of `RECORD`; `known` remembers chains from call to call."""
    known |= chains(connection, {row["chain"] for row in some} - known.keys())
    decided = marks(connection, [row["id"] for row in some])
    # What a model read is vouched for by whoever split another claim into it, too, or merged one into it.
    made = {
        row["row"]
        for row in some
        if row["reader"] == MODEL_READER and row["review"] is not None and row["id"] not in decided
    }
    vouched = made_by(connection, made) if made else {}
    for row in some:
        yield values.claim_value(row, known[row["chain"]], decided.get(row["id"], vouched.get(row["row"])))


def chains(connection: Connection, wanted: Iterable[int]) -> dict[int, Chain]:
    """Row number of a chain → its steps."""
    numbers = sorted(wanted)
    found: dict[int, list[AttributionStep]] = {number: [] for number in numbers}
    a = ATTRIBUTIONS.c
    for start in range(0, len(numbers), _PLACES):
        query = select(a.chain, a.kind, a.name, a.actor, a.anonymous).where(
            a.chain.in_(numbers[start : start + _PLACES])
        )
        for row in connection.execute(query.order_by(a.chain, a.step)):
            found[row.chain].append(
                AttributionStep.model_construct(
                    kind=row.kind, name=row.name, actor=row.actor, anonymous=row.anonymous
                )
            )
    return {number: tuple(steps) for number, steps in found.items()}


def marks(connection: Connection, ids: Sequence[str]) -> dict[str, ReviewMark]:
    """Claim → the last decision on it that was not withdrawn, of those that a person decided about; none for a rejected one."""
    r = REVIEWS.c
    decided: dict[str, list[tuple[str, str, str]]] = {}
    for start in range(0, len(ids), _PLACES):
        query = select(r.claim, r.decision, r.reviewer, r.at).where(
            r.claim.in_(ids[start : start + _PLACES]), r.decision.in_([*MARKS, "reject", "withdraw"])
        )
        for claim, decision, reviewer, at in connection.execute(query.order_by(r.at, r.row)):
            before = decided.setdefault(claim, [])
            if decision != "withdraw":
                before.append((reviewer, decision, at))
            elif own := [n for n, (name, _, _) in enumerate(before) if name == reviewer]:
                del before[own[-1]]
    last = {claim: before[-1] for claim, before in decided.items() if before}
    return {
        claim: ReviewMark.model_validate({"decision": MARKS[decision], "by": by, "at": at})
        for claim, (by, decision, at) in last.items()
        if decision in MARKS
    }


def latest(connection: Connection, claim: str) -> tuple[ClaimRecord, dict[str, Any]]:
    """The version of a claim that stands, else its last one; and its row with ``stands``."""
    standing = select(STANDING.c.row).where(STANDING.c.row == CLAIMS.c.row).exists().label("stands")
    query = RECORD.add_columns(standing).where(CLAIMS.c.id == claim)
    found = connection.execute(query.order_by(standing.desc(), CLAIMS.c.version.desc()).limit(1)).mappings()
    row = found.one()
    (record,) = assemble(connection, [row], {})
    return record, dict(row)


def version(connection: Connection, claim: str, number: int) -> tuple[ClaimRecord, dict[str, Any]]:
    """One version of a claim, which must be there; and its row."""
    query = RECORD.where(CLAIMS.c.id == claim, CLAIMS.c.version == number)
    row = connection.execute(query).mappings().one()
    (record,) = assemble(connection, [row], {})
    return record, dict(row)
