"""Versions of commitments, triggers, tests and responses: appended, numbered, and read back.

The ledger does not know what a body means: `papertiger.reliability.book` makes of all versions what stands.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, and_, literal, or_, select, union, union_all

from papertiger.errors import LedgerError, UnknownError
from papertiger.ledger.lines import Fields
from papertiger.ledger.queries import CANDIDATES, last_of, starts
from papertiger.ledger.schema import (
    ACTIVITIES,
    ASSESSMENTS,
    COMMITMENTS,
    CUSTODY,
    ENTRIES,
    RESPONSES,
    TESTS,
    TRIGGERS,
)
from papertiger.ledger.writing import FIRST_CHAIN, Maker, Pen

TABLES: Final = {"commitment": COMMITMENTS, "trigger": TRIGGERS, "test": TESTS, "response": RESPONSES}
"""Kind of case → table, each after those that it refers to."""
WHOLE: Final = "record"
"""Field of a body that holds a whole case."""
DERIVED: Final = ("propose", "assess", "simulate")
"""Activities that draw on the evidence and bring none, where the program does them alone."""
ASIDE: Final = ("follow", "warn", "handle")
"""Activities that bring no evidence whoever does them: looks at sources say what was asked, not what is so, and what a look gave comes by an
entry of its own when it is read; warnings draw on evidence; who takes note of one adds nothing to it. Did they count, every look at a
feed would make every assessment out of date."""
_PLACES: Final = 400
"""Ids in one query."""


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One version of a case, as it is stored."""

    kind: str
    """commitment, trigger, test or response."""
    id: str
    version: int
    body: dict[str, Any]
    at: str
    """When its entry was made: ISO 8601, UTC."""
    by: str | None
    """Who made it; None where the program did."""
    program_version: str


@dataclass(frozen=True, slots=True)
class NewCase:
    """A version of a case that is to be stored."""

    kind: str
    id: str
    fields: Mapping[str, str | None]
    """Columns of its table beside id, version and body."""
    body: Mapping[str, Any]


def cases(
    patron: str | None,
    until: str | None,
    responses: Collection[str] | None = None,
    seen_by: str | None = None,
) -> Select[Any]:
    """All versions, or those of a patron's commitments, its tests, and their triggers and responses; by kind, id and version.

    One statement, so that all are as of one moment.
    """
    parts = []
    for number, kind in enumerate(TABLES):
        part = _versions(kind, number)
        if patron is not None:
            part = part.where(_of(patron)[kind])
        if seen_by is not None:
            of = select(ASSESSMENTS.c.entry).where(ASSESSMENTS.c.id == seen_by).scalar_subquery()
            part = part.where(ENTRIES.c.row < of)
        if responses is not None:
            part = part.where(_behind(responses)[kind])
        if until is not None:
            part = part.where(ENTRIES.c.at <= _last_moment(until))
        parts.append(part)
    found = union_all(*parts).subquery()
    return select(found).order_by(found.c.place, found.c.id, found.c.version)


def _versions(kind: str, place: int = 0) -> Select[Any]:
    t = TABLES[kind].c
    own = (t.id, t.version, t.body, ENTRIES.c.at, ACTIVITIES.c.person, ACTIVITIES.c.version.label("program"))
    return (
        select(literal(kind).label("kind"), literal(place).label("place"), *own)
        .join_from(TABLES[kind], ENTRIES, ENTRIES.c.row == t.entry)
        .join(ACTIVITIES, ACTIVITIES.c.row == ENTRIES.c.activity)
    )


def _of(patron: str) -> dict[str, ColumnElement[bool]]:
    """Kind → whether a version is of a case of `patron`: any version may say so, for a correction can change it."""
    c, x, r = COMMITMENTS.alias().c, TESTS.alias().c, RESPONSES.alias().c
    tests = select(x.id).where(x.patron == patron)
    return {
        "commitment": COMMITMENTS.c.id.in_(select(c.id).where(c.patron == patron)),
        "trigger": TRIGGERS.c.id.in_(select(x.trigger).where(x.patron == patron)),
        "test": TESTS.c.id.in_(tests),
        "response": RESPONSES.c.id.in_(select(r.id).where(r.test.in_(tests))),
    }


def _behind(responses: Collection[str]) -> dict[str, ColumnElement[bool]]:
    """Kind → whether a version is of one of these responses, or of what it rests on."""
    x, r = TESTS.alias().c, RESPONSES.alias().c
    tests = select(r.test).where(r.id.in_(responses))
    return {
        "commitment": COMMITMENTS.c.id.in_(select(x.commitment).where(x.id.in_(tests))),
        "trigger": TRIGGERS.c.id.in_(select(x.trigger).where(x.id.in_(tests))),
        "test": TESTS.c.id.in_(tests),
        "response": RESPONSES.c.id.in_(responses),
    }


def _last_moment(until: str) -> str:
    """The greatest moment of an entry that is not after `until`; a day counts as a whole."""
    try:
        moment = datetime.fromisoformat(until)
    except ValueError:
        raise LedgerError(
            f"{until!r} is no moment; write ISO 8601: 2026-01-14 or 2026-01-14T10:00:00Z"
        ) from None
    if len(until) == len("2026-01-14"):
        return last_of(until)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def case_row(row: Any) -> CaseRow:  # noqa: ANN401 - a row
    """A row of `cases` as a value."""
    return CaseRow(row.kind, row.id, row.version, json.loads(row.body), row.at, row.person, row.program)


def versions(connection: Connection, prefix: str) -> tuple[CaseRow, ...]:
    """All versions of the case whose id is `prefix`, or of the only one whose id begins with it.

    Raises:
        LedgerError: there is none, or there are several; the message lists them.
    """
    parts = [
        select(literal(kind).label("kind"), table.c.id).where(starts(table.c.id, prefix))
        for kind, table in TABLES.items()
    ]
    found = union(*parts).subquery()
    known = connection.execute(select(found).order_by(found.c.id).limit(CANDIDATES + 1)).all()
    exact = [one for one in known if one.id == prefix]
    chosen = exact or known
    if not chosen:
        raise UnknownError(
            f"no commitment, trigger, test or response {prefix!r} in the ledger; `papertiger records list` lists their ids"
        )
    if len(chosen) > 1:
        listed = ", ".join(f"{one.id} ({one.kind})" for one in chosen[:CANDIDATES])
        more = ", …" if len(chosen) > CANDIDATES else ""
        raise LedgerError(f"several ids begin with {prefix!r}: {listed}{more}; write more of the id")
    kind, name = chosen[0]
    query = _versions(kind).where(TABLES[kind].c.id == name).order_by(TABLES[kind].c.version)
    return tuple(case_row(row) for row in connection.execute(query))


def keep(pen: Pen, new: Sequence[NewCase], *, by: str | None, config: str | None) -> int:
    """Append versions in one entry; how many. What the program proposed last and proposes again is not stored again.

    Args:
        pen: writes.
        new: what is to be stored; of one case, in their order.
        by: the person who enters or decides; None where the program proposes.
        config: digest of the data files that the proposals rest on.
    """
    if unknown := sorted({one.kind for one in new} - set(TABLES)):
        raise LedgerError(f"no kind of case {unknown[0]!r}; there are: {', '.join(TABLES)}")
    with pen.entry(Maker(_activity(new, by), config=config, person=by)) as entry:
        # Numbers go on from those that are there: two writers at a time would both take the next one.
        pen.backend.alone(entry.connection, "cases")
        stored = 0
        for kind, table in TABLES.items():
            own = [one for one in new if one.kind == kind]
            last, proposed = _known(entry.connection, kind, sorted({one.id for one in own}))
            made: list[Fields] = []
            for one in own:
                body = dict(one.body)
                if by is None:
                    if proposed.get(one.id) == body:
                        continue
                    proposed[one.id] = body
                last[one.id] = last.get(one.id, 0) + 1
                made.append({**one.fields, "id": one.id, "version": last[one.id], "body": body})
            entry.put_all(table.name, made)
            stored += len(made)
    return stored


def _activity(new: Sequence[NewCase], by: str | None) -> str:
    if by is None:
        return "propose"
    return "enter" if any(WHOLE in one.body for one in new) else "review"


def _known(
    connection: Connection, kind: str, ids: Sequence[str]
) -> tuple[dict[str, int], dict[str, dict[str, Any]]]:
    """Case → its last version, and what the program proposed of it last."""
    last: dict[str, int] = {}
    proposed: dict[str, dict[str, Any]] = {}
    t = TABLES[kind].c
    for start in range(0, len(ids), _PLACES):
        # The last one is the newest: versions of a merged ledger may be numbered otherwise.
        query = _versions(kind).where(t.id.in_(ids[start : start + _PLACES]))
        for row in connection.execute(query.order_by(t.id, ENTRIES.c.at, t.version)):
            last[row.id] = max(row.version, last.get(row.id, 0))
            if row.person is None:
                proposed[row.id] = json.loads(row.body)
    return last, proposed


def evidence_upto(connection: Connection) -> str:
    """Chain of custody of the last entry of evidence: no proposal, assessment or run of the program, no look at a source, no warning.

    Looks back from the last entry by row numbers, so that it takes as long as there are proposals at the end, however large
    the ledger.
    """
    before: int | None = None
    size = 4
    while True:
        query = select(CUSTODY.c.row, CUSTODY.c.entry, CUSTODY.c.chain).order_by(CUSTODY.c.row.desc())
        if before is not None:
            query = query.where(CUSTODY.c.row < before)
        found = connection.execute(query.limit(size)).all()
        if not found:
            return FIRST_CHAIN
        made = (
            select(ENTRIES.c.row)
            .join(ACTIVITIES, ACTIVITIES.c.row == ENTRIES.c.activity)
            .where(ENTRIES.c.row.in_([one.entry for one in found]))
            .where(
                or_(
                    ACTIVITIES.c.kind.in_(ASIDE),
                    and_(ACTIVITIES.c.kind.in_(DERIVED), ACTIVITIES.c.person.is_(None)),
                )
            )
        )
        derived = set(connection.execute(made).scalars())
        for one in found:
            if one.entry not in derived:
                return str(one.chain)
        before, size = found[-1].row, min(size * 4, _PLACES)
