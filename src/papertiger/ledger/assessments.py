"""Assessments that were kept: what a question about a patron was answered, and on what evidence."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, select

from papertiger.errors import LedgerError, UnknownError
from papertiger.ledger.queries import CANDIDATES, starts
from papertiger.ledger.schema import ASSESSMENTS
from papertiger.ledger.writing import Maker, Pen


@dataclass(frozen=True, slots=True)
class Made:
    """That an assessment was made, without what it says."""

    id: str
    patron: str
    question: str
    """What was asked, or a digest of it."""
    at: str
    """ISO 8601, UTC, microseconds."""
    upto: str
    """What `Ledger.evidence_upto` was when it was made."""
    config: str | None


@dataclass(frozen=True, slots=True)
class StoredAssessment(Made):
    """One assessment."""

    body: dict[str, Any]


_A = ASSESSMENTS.c
_ALL = select(_A.id, _A.patron, _A.question, _A.at, _A.upto, _A.config, _A.body)


def of_patron(connection: Connection, patron: str | None) -> Iterator[StoredAssessment]:
    """Assessments of a patron, or all; the oldest first."""
    query = _ALL.where(_A.patron == patron) if patron is not None else _ALL
    for row in connection.execute(query.order_by(_A.at, _A.id)):
        yield _value(row)


def last(connection: Connection, patron: str, question: str) -> StoredAssessment | None:
    """The last answer to a question about a patron."""
    query = _ALL.where(_A.patron == patron, _A.question == question)
    row = connection.execute(query.order_by(_A.at.desc(), _A.id.desc()).limit(1)).one_or_none()
    return None if row is None else _value(row)


def made(connection: Connection, patron: str | None) -> Iterator[Made]:
    """That assessments of a patron, or all, were made; the newest first. Their bodies, which may be large, are not read."""
    query = select(_A.id, _A.patron, _A.question, _A.at, _A.upto, _A.config)
    if patron is not None:
        query = query.where(_A.patron == patron)
    for row in connection.execute(query.order_by(_A.at.desc(), _A.id.desc())):
        yield Made(row.id, row.patron, row.question, row.at, row.upto, row.config)


def named(connection: Connection, prefix: str) -> StoredAssessment:
    """The assessment whose id is `prefix`, or the only one whose id begins with it.

    Raises:
        LedgerError: there is none, or there are several; the message lists them.
    """
    query = _ALL.where(starts(_A.id, prefix)).order_by(_A.id).limit(CANDIDATES + 1)
    found = connection.execute(query).all()
    chosen = [row for row in found if row.id == prefix] or found
    if not chosen:
        raise UnknownError(f"no assessment {prefix!r} in the ledger")
    if len(chosen) > 1:
        listed = ", ".join(f"{row.id[:12]} ({row.patron}, {row.at[:10]})" for row in chosen[:CANDIDATES])
        more = ", …" if len(chosen) > CANDIDATES else ""
        raise LedgerError(f"several assessments begin with {prefix!r}: {listed}{more}; write more of the id")
    return _value(chosen[0])


def keep(
    pen: Pen, patron: str, question: str, body: Mapping[str, Any], upto: str, config: str | None
) -> StoredAssessment:
    """Store an assessment, in an entry of its own."""
    one = StoredAssessment(
        uuid.uuid4().hex, patron, question, pen.now("microseconds"), upto, config, dict(body)
    )
    with pen.entry(Maker("assess", config=config)) as entry:
        entry.put("assessments", asdict(one))
    return one


def _value(row: Any) -> StoredAssessment:  # noqa: ANN401 - a row
    return StoredAssessment(
        row.id, row.patron, row.question, row.at, row.upto, row.config, json.loads(row.body)
    )
