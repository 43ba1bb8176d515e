"""What persons did about warnings, what came of them, and to whom they went: stored beside them, and told."""

from __future__ import annotations

import json
import uuid
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, Select, select

from papertiger.errors import LedgerError
from papertiger.ledger.schema import DELIVERIES, HANDLINGS, OUTCOMES, WARNINGS
from papertiger.ledger.warned import (
    STATUSES,
    Action,
    Delivery,
    Handling,
    NewOutcome,
    Outcome,
    Verdict,
    canonical,
    handling_problem,
    outcome_problem,
)
from papertiger.ledger.writing import Maker, Pen

_PLACES: Final = 400
"""Values in one query."""
_WARN: Final = Maker("warn")
_W = WARNINGS.c


def handle(pen: Pen, warning: str, action: Action, by: str, why: str, until: date | None) -> Handling:
    """Store what a person did about a warning."""
    if problem := handling_problem(action, by, why, until is not None):
        raise LedgerError(problem)
    one = Handling(
        uuid.uuid4().hex,
        warning,
        action,
        by,
        why,
        until,
        pen.now("microseconds"),
    )
    with pen.entry(Maker("handle", person=by)) as entry:
        entry.put(
            "handlings",
            {
                "id": one.id,
                "warning": warning,
                "action": action,
                "by": by,
                "why": why,
                "until": until.isoformat() if until else None,
                "at": one.at,
            },
        )
    return one


_H, _O, _D = HANDLINGS.c, OUTCOMES.c, DELIVERIES.c


def handlings(connection: Connection, ids: Collection[str] | None) -> Iterator[Handling]:
    """What was done about some warnings, or all, the oldest first."""
    query = select(_W.id.label("of"), _H.id, _H.action, _H.by, _H.why, _H.until, _H.at).join(
        WARNINGS, _W.row == _H.warning
    )
    for row in _of(connection, query.order_by(_H.at, _H.row), ids):
        until = date.fromisoformat(row.until) if row.until else None
        yield Handling(row.id, row.of, row.action, row.by, row.why, until, row.at)


def outcome(pen: Pen, new: Sequence[NewOutcome]) -> int:
    """Store outcomes in one entry, but those that say what the last one on the same said; how many."""
    for one in new:
        if problem := outcome_problem(one):
            raise LedgerError(problem)
    stored = 0
    with pen.entry(_WARN) as entry:
        pen.backend.alone(entry.connection, "outcomes")
        at = pen.now("microseconds")
        of = [one.warning for one in new if one.warning is not None]
        known = {_on(one): one for one in outcomes(entry.connection, of)}
        if len(of) < len(new):
            known |= {_on(one): one for one in _missed(entry.connection)}
        for one in new:
            body = json.loads(canonical(one.body))
            last = known.get(_on(one))
            if last is not None and (last.verdict, last.day, last.body) == (one.verdict, one.day, body):
                continue
            row = {
                "id": uuid.uuid4().hex,
                "warning": one.warning,
                "watchlist": one.watchlist,
                "watch": one.watch,
                "about": "\n".join(one.about) or None,
                "verdict": one.verdict,
                "day": one.day.isoformat() if one.day else None,
                "at": at,
                "body": body,
            }
            entry.put("outcomes", row)
            known[_on(one)] = Outcome(
                one.verdict, one.warning, one.watchlist, one.watch, one.about, one.day, body, row["id"], at
            )
            stored += 1
    return stored


def _on(one: NewOutcome) -> tuple[object, ...]:
    """What an outcome is of."""
    return (one.warning,) if one.warning else (one.watchlist, one.watch, one.about, one.day)


_OUTCOMES = (
    select(
        _W.id.label("of"),
        *(_O.id, _O.watchlist, _O.watch, _O.about, _O.verdict, _O.day, _O.at, _O.body),
    )
    .outerjoin_from(OUTCOMES, WARNINGS, _W.row == _O.warning)
    .order_by(_O.at, _O.row)
)


def outcomes(connection: Connection, ids: Collection[str] | None) -> Iterator[Outcome]:
    """What came of some warnings, or of all and without warnings; the oldest first, so that the last one of each counts."""
    for row in _of(connection, _OUTCOMES, ids):
        yield _outcome(row)


def verdicts(connection: Connection) -> dict[str, Verdict]:
    """Warning → the last verdict on it; no entry for one that nobody has judged."""
    query = select(_W.id, _O.verdict).join(WARNINGS, _W.row == _O.warning).order_by(_O.at, _O.row)
    return {row.id: row.verdict for row in connection.execute(query)}


def missed(connection: Connection, watchlist: str | None = None) -> Iterator[Outcome]:
    """What came without a warning and stands: the last outcome on each, but what was withdrawn; by day, the newest first."""
    last = {_on(one): one for one in _missed(connection, watchlist)}
    stand = [one for one in last.values() if one.body.get("event", True) is not None]
    stand.sort(key=lambda one: (one.day or date.min, one.at), reverse=True)
    yield from stand


def _missed(connection: Connection, watchlist: str | None = None) -> Iterator[Outcome]:
    """All that was stored of what came without a warning, the oldest first."""
    query = _OUTCOMES.where(_O.warning.is_(None))
    for row in connection.execute(query if watchlist is None else query.where(_O.watchlist == watchlist)):
        yield _outcome(row)


def _outcome(row: Any) -> Outcome:  # noqa: ANN401 - a row
    about = tuple(row.about.split("\n")) if row.about else ()
    day = date.fromisoformat(row.day) if row.day else None
    body = json.loads(row.body)
    return Outcome(row.verdict, row.of, row.watchlist, row.watch, about, day, body, row.id, row.at)


def delivered(
    pen: Pen, ids: Sequence[str], channel: str, target: str, status: str, problem: str | None
) -> None:
    """Store one try to tell somebody of warnings."""
    if status not in STATUSES:
        raise LedgerError(f"{status!r} is no status of a delivery; there are: {', '.join(STATUSES)}")
    if "://" in target or "@" in target:
        raise LedgerError("a delivery names its channel as the settings call it, not by an address")
    with pen.entry(_WARN) as entry:
        at = pen.now("microseconds")
        about = {"channel": channel, "target": target, "at": at, "status": status, "problem": problem}
        rows = [{"id": uuid.uuid4().hex, "warning": one, **about} for one in dict.fromkeys(ids)]
        entry.put_all("deliveries", rows)


def deliveries(connection: Connection, ids: Collection[str] | None) -> Iterator[Delivery]:
    """What was sent of some warnings, or all, the oldest first."""
    query = select(_W.id.label("of"), _D.id, _D.channel, _D.target, _D.at, _D.status, _D.problem).join(
        WARNINGS, _W.row == _D.warning
    )
    for row in _of(connection, query.order_by(_D.at, _D.row), ids):
        yield Delivery(row.id, row.of, row.channel, row.target, row.at, row.status, row.problem)


def _of(connection: Connection, query: Select[Any], ids: Collection[str] | None) -> Iterator[Any]:
    """Rows of `query`, of some warnings or all; of one warning in its order."""
    if ids is None:
        yield from connection.execute(query)
        return
    wanted = list(dict.fromkeys(ids))
    for start in range(0, len(wanted), _PLACES):
        yield from connection.execute(query.where(_W.id.in_(wanted[start : start + _PLACES])))
