"""What went on in a ledger since a moment: work by kind, what came of tests, what was assessed and warned of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, func, select

from papertiger.ledger.schema import ACTIVITIES, ASSESSMENTS, ENTRIES, FETCHES, RESPONSES, TESTS, WARNINGS

COUNTED: Final = 10_000
"""Entries that are counted, the first ones since then; and the last responses that are looked at."""
_A, _E, _R, _T, _X = ACTIVITIES.c, ENTRIES.c, RESPONSES.c, TESTS.c, ASSESSMENTS.c


@dataclass(frozen=True, slots=True)
class Assessed:
    """An assessment that was kept, without its answer."""

    id: str
    patron: str
    question: str
    at: str
    """ISO 8601, UTC."""


@dataclass(frozen=True, slots=True)
class Happened:
    """What went on since an entry."""

    work: Mapping[str, int]
    """Kind of activity (``read``, ``reread``, ``review``, …) → entries; see the table `activities`."""
    assessments: tuple[Assessed, ...]
    """The last ones, the last stored first."""
    responses: Mapping[tuple[str, str], int]
    """Patron and client → versions of responses that were stored."""
    warnings: int = 0
    """That were stored."""


def happened(connection: Connection, since: int, limit: int) -> Happened:
    """What went on.

    Args:
        connection: to the ledger.
        since: an entry; what came after it.
        limit: assessments that are told of.
    """
    some = select(_E.activity).where(_E.row > since).order_by(_E.row).limit(COUNTED).subquery()
    work = (
        select(_A.kind, func.count())
        .join(some, some.c.activity == _A.row)
        .group_by(_A.kind)
        .order_by(_A.kind)
    )
    kept = select(_X.id, _X.patron, _X.question, _X.at).where(_X.entry > since).order_by(_X.row.desc())
    last = select(_R.test).where(_R.entry > since).order_by(_R.row.desc()).limit(COUNTED).subquery()
    sides = select(_T.id, _T.patron, _T.client).distinct().subquery()
    came = (
        select(sides.c.patron, sides.c.client, func.count())
        .join(last, last.c.test == sides.c.id)
        .group_by(sides.c.patron, sides.c.client)
        .order_by(sides.c.patron, sides.c.client)
    )
    warned = select(func.count()).where(WARNINGS.c.entry > since)
    return Happened(
        {kind: number for kind, number in connection.execute(work)},  # noqa: C416 - typed rows
        tuple(Assessed(*row) for row in connection.execute(kept.limit(limit))),
        {(patron, client): number for patron, client, number in connection.execute(came)},
        int(connection.execute(warned).scalar_one()),
    )


def refusals(connection: Connection) -> int:
    """Inputs that could not be read: what they would have said is not known."""
    return int(connection.execute(select(func.count()).where(FETCHES.c.problem.is_not(None))).scalar_one())
