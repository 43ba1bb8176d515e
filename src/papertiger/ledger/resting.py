"""Which commitments, triggers, tests and responses rest on a claim, found without looking at those of other states."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Select, literal, or_, select

from papertiger.ledger.schema import COMMITMENTS, RESPONSES, TESTS, TRIGGERS

MOST: Final = 200
"""Versions of one kind that are looked at."""
_C, _T, _X, _R = COMMITMENTS.c, TRIGGERS.c, TESTS.c, RESPONSES.c


@dataclass(frozen=True, slots=True)
class Resting:
    """A case whose last version names a claim."""

    kind: str
    """commitment, trigger, test or response."""
    id: str
    patron: str | None
    """Actor id; None for a trigger, which may concern several patrons."""
    client: str | None
    """Actor id of the client, or of whom a trigger befell; None for a pact with several."""


def resting(connection: Connection, claim: str, states: Collection[str]) -> tuple[Resting, ...]:
    """Cases between states whose last version rests on a claim, by kind and id.

    Args:
        connection: to the ledger.
        claim: whole id of the claim.
        states: that the claim is about; cases of others cannot rest on it.
    """
    found: list[Resting] = []
    wanted = sorted(states)
    for kind, query in (
        ("commitment", _commitments(wanted)),
        ("trigger", _triggers(wanted)),
        ("test", _tests(wanted)),
        ("response", _responses(wanted)),
    ):
        named = query.where(_BODIES[kind].contains(claim, autoescape=True)).order_by("id").limit(MOST)
        found += [Resting(kind, row.id, row.patron, row.client) for row in connection.execute(named)]
    return tuple(found)


_BODIES: Final = {"commitment": _C.body, "trigger": _T.body, "test": _X.body, "response": _R.body}
"""Kind → its records as JSON, in which a claim is named by its whole id."""


def _last(table: Any, rows: Any) -> Any:  # noqa: ANN401 - a table and its columns
    """That no later version of a case follows."""
    later = table.alias()
    return ~select(later.c.row).where(later.c.id == rows.id, later.c.version > rows.version).exists()


def _commitments(states: Collection[str]) -> Select[Any]:
    of = _C.patron.in_(states), or_(_C.client.in_(states), _C.client.is_(None))
    return select(_C.id, _C.patron, _C.client).where(*of, _last(COMMITMENTS, _C))


def _triggers(states: Collection[str]) -> Select[Any]:
    columns = (_T.id, literal(None).label("patron"), _T.target.label("client"))
    return select(*columns).where(_T.target.in_(states), _last(TRIGGERS, _T))


def _tests(states: Collection[str]) -> Select[Any]:
    of = _X.patron.in_(states), _X.client.in_(states)
    return select(_X.id, _X.patron, _X.client).where(*of, _last(TESTS, _X))


def _responses(states: Collection[str]) -> Select[Any]:
    of = _X.patron.in_(states), _X.client.in_(states)
    joined = select(_R.id, _X.patron, _X.client).distinct().join_from(TESTS, RESPONSES, _R.test == _X.id)
    return joined.where(*of, _last(RESPONSES, _R))
