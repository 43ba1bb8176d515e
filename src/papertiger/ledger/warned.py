"""Warnings that were stored, what persons did about them, what came of them, and to whom they went.

A warning is stored before anybody can know what comes of it: with the moment, with the chain of custody of the last entry that it
rests on, and with a digest of what it says, which whoever was told of it can compare later. The digest is SHA-256 over the body as
canonical JSON: UTF-8, keys in the order of their code points, no spaces, numbers as Python writes them, no NaN (RFC 8785 but for the
numbers). All four tables are drawn from evidence or are about it and are none themselves (`papertiger.ledger.cases.evidence_upto`).
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal

from sqlalchemy import Connection, Select, select

from papertiger.errors import LedgerError, UnknownError
from papertiger.ledger.queries import CANDIDATES, starts
from papertiger.ledger.rows import identity
from papertiger.ledger.schema import CUSTODY, DELIVERIES, HANDLINGS, OUTCOMES, WARNINGS
from papertiger.ledger.writing import FIRST_CHAIN, Maker, Pen

Action = Literal["acknowledge", "snooze", "reopen"]
Verdict = Literal["hit", "miss", "false_alarm", "open"]
State = Literal["open", "acknowledged", "snoozed"]
ACTIONS: Final = ("acknowledge", "snooze", "reopen")
VERDICTS: Final = ("hit", "miss", "false_alarm", "open")
STATUSES: Final = ("sent", "refused", "failed")
_PLACES: Final = 400
"""Values in one query."""
_WARN: Final = Maker("warn")


@dataclass(frozen=True, slots=True)
class NewWarning:
    """A warning that is to be stored."""

    watchlist: str
    watch: str
    rule: str
    """Registered name, versioned."""
    about: tuple[str, ...]
    """Ids of actors in the order that the rule names them, or of a source."""
    day: date
    """The last day of the evidence."""
    upto: str
    """`Ledger.chain` as it was when the evidence was read."""
    body: Mapping[str, Any]
    """The finding, its watch, coverage, program version and configuration, as JSON."""


@dataclass(frozen=True, slots=True)
class StoredWarning:
    """A warning as it is in the ledger."""

    id: str
    """Hash of watchlist, watch, rule, about and day."""
    watchlist: str
    watch: str
    rule: str
    about: tuple[str, ...]
    day: date
    at: str
    """When it was stored: ISO 8601, UTC, microseconds."""
    upto: str
    """Chain of custody of the last entry that it rests on, in the ledger where it was made."""
    digest: str
    """SHA-256 of the body as canonical JSON."""
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Handling:
    """What a person did about a warning."""

    id: str
    warning: str
    """Whole id."""
    action: Action
    by: str
    why: str
    until: date | None
    """Last day of a snooze."""
    at: str
    """ISO 8601, UTC, microseconds."""


@dataclass(frozen=True, slots=True)
class NewOutcome:
    """What came of a warning, or what came without one."""

    verdict: Verdict
    warning: str | None = None
    """Whole id; None for a miss, which needs the next three and the day."""
    watchlist: str | None = None
    watch: str | None = None
    about: tuple[str, ...] = ()
    day: date | None = None
    """Of what came; None where nothing came, or nothing yet."""
    body: Mapping[str, Any] = field(default_factory=dict)
    """The claims that it rests on, lead time, by which rule it was judged."""


@dataclass(frozen=True, slots=True)
class Outcome(NewOutcome):
    """An outcome as it is in the ledger."""

    id: str = ""
    at: str = ""
    """When it was judged: ISO 8601, UTC, microseconds."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One try to tell somebody of a warning."""

    id: str
    warning: str
    """Whole id."""
    channel: str
    """webhook, email or atom."""
    target: str
    """The name of the channel in the settings."""
    at: str
    status: str
    """sent, refused or failed."""
    problem: str | None


def canonical(body: Mapping[str, Any]) -> str:
    """JSON in the one form that is hashed; raises LedgerError for what JSON cannot say."""
    try:
        made = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
        made.encode()
    except (TypeError, ValueError) as error:
        raise LedgerError(f"a warning cannot be stored: its body is no JSON ({error})") from None
    return made


def digest_of(body: Mapping[str, Any]) -> str:
    """SHA-256 of a body as canonical JSON."""
    return hashlib.sha256(canonical(body).encode()).hexdigest()


def warning_id(watchlist: str, watch: str, rule: str, about: str, day: str) -> str:
    """What names a warning in every ledger; `about` a line each, `day` ISO 8601."""
    return identity("warning", watchlist, watch, rule, about, day)


def state(handlings: Sequence[Handling], today: date) -> State:
    """Where a warning is, after what was done about it, the oldest first: a snooze ends with its last day."""
    if not handlings:
        return "open"
    last = handlings[-1]
    if last.action == "snooze":
        return "snoozed" if last.until is not None and today <= last.until else "open"
    return "acknowledged" if last.action == "acknowledge" else "open"


def warn(pen: Pen, new: Sequence[NewWarning], config: str | None) -> tuple[StoredWarning, ...]:
    """Store warnings in one entry; those that were not there."""
    with pen.entry(Maker("warn", config=config)) as entry:
        pen.backend.alone(entry.connection, "warn")
        for upto in {one.upto for one in new}:
            if not _is_chain(entry.connection, upto):
                raise LedgerError(
                    f"{upto[:16]!r}… is no chain of custody of this ledger; ask `Ledger.chain` before reading the evidence"
                )
        at = pen.now("microseconds")
        rows = {row["id"]: row for row in reversed([_row(one, at) for one in new])}
        names = list(reversed(rows))
        for start in range(0, len(names), _PLACES):
            there = select(WARNINGS.c.id).where(WARNINGS.c.id.in_(names[start : start + _PLACES]))
            for name in entry.connection.execute(there).scalars():
                del rows[name]
        made = [rows[name] for name in names if name in rows]
        entry.put_all("warnings", made)
    return tuple(_stored(row) for row in made)


def _row(one: NewWarning, at: str) -> dict[str, Any]:
    if not one.about or any(not part or "\n" in part for part in one.about):
        raise LedgerError(f"a warning must be about something, each named in one line, not {one.about!r}")
    about, day = "\n".join(one.about), one.day.isoformat()
    body = json.loads(canonical(one.body))
    return {
        "id": warning_id(one.watchlist, one.watch, one.rule, about, day),
        "watchlist": one.watchlist,
        "watch": one.watch,
        "rule": one.rule,
        "about": about,
        "day": day,
        "at": at,
        "upto": one.upto,
        "digest": digest_of(body),
        "body": body,
    }


def _stored(row: Mapping[str, Any]) -> StoredWarning:
    about, day = tuple(row["about"].split("\n")), date.fromisoformat(row["day"])
    return StoredWarning(**{**row, "about": about, "day": day})


def _is_chain(connection: Connection, chain: str) -> bool:
    """Whether an entry of this ledger has that chain; most often one of the last."""
    if chain == FIRST_CHAIN:
        return True
    c = CUSTODY.c
    last = select(c.chain).order_by(c.row.desc()).limit(_PLACES)
    if chain in set(connection.execute(last).scalars()):
        return True
    return connection.execute(select(c.row).where(c.chain == chain).limit(1)).first() is not None


_W = WARNINGS.c
_ALL = select(_W.id, _W.watchlist, _W.watch, _W.rule, _W.about, _W.day, _W.at, _W.upto, _W.digest, _W.body)


def warnings(
    since: date | None = None,
    until: date | None = None,
    watchlist: str | None = None,
    watch: str | None = None,
    about: Sequence[str] | None = None,
    limit: int | None = None,
) -> Select[Any]:
    """Warnings that fit, by day, the newest first; of one day, the last stored first."""
    query = _ALL.order_by(_W.day.desc(), _W.row.desc()).limit(limit)
    if since is not None:
        query = query.where(_W.day >= since.isoformat())
    if until is not None:
        query = query.where(_W.day <= until.isoformat())
    if watchlist is not None:
        query = query.where(_W.watchlist == watchlist)
    if watch is not None:
        query = query.where(_W.watch == watch)
    return query if about is None else query.where(_W.about == "\n".join(about))


def undelivered(channel: str, target: str, since: date) -> Select[Any]:
    """Warnings of days from `since` on that were not sent there yet, the oldest first."""
    d = DELIVERIES.c
    sent = select(d.row).where(
        d.warning == _W.row, d.channel == channel, d.target == target, d.status == "sent"
    )
    return _ALL.where(_W.day >= since.isoformat(), ~sent.exists()).order_by(_W.day, _W.row)


def warning_value(row: Any) -> StoredWarning:  # noqa: ANN401 - a row
    """A row of `warnings` as a value."""
    return _stored({**row._mapping, "body": json.loads(row.body)})  # noqa: SLF001 - how SQLAlchemy calls it


def named(connection: Connection, prefix: str) -> StoredWarning:
    """The warning whose id is `prefix`, or the only one whose id begins with it.

    Raises:
        LedgerError: there is none, or there are several; the message lists them.
    """
    found = connection.execute(_ALL.where(starts(_W.id, prefix)).order_by(_W.id).limit(CANDIDATES + 1)).all()
    chosen = [row for row in found if row.id == prefix] or found
    if not chosen or not prefix:
        raise UnknownError(f"no warning {prefix!r} in the ledger; `papertiger warnings` lists their ids")
    if len(chosen) > 1:
        listed = ", ".join(f"{row.id[:12]} ({row.watch}, {row.day})" for row in chosen[:CANDIDATES])
        more = ", …" if len(chosen) > CANDIDATES else ""
        raise LedgerError(f"several warnings begin with {prefix!r}: {listed}{more}; write more of the id")
    return warning_value(chosen[0])


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


def handling_problem(action: str, by: str, why: str, until: bool) -> str:
    """What is wrong with a handling; empty when nothing is."""
    if action not in ACTIONS:
        return f"{action!r} cannot be done to a warning; there are: {', '.join(ACTIONS)}"
    if not by.strip():
        return "who handles a warning must be named"
    if not why.strip():
        return "a warning is handled with a reason; say why"
    if (action == "snooze") != until:
        return (
            "a snooze has a last day; say until when"
            if action == "snooze"
            else f"only a snooze has a last day, {action!r} has none"
        )
    return ""


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


def outcome_problem(one: NewOutcome) -> str:
    """What is wrong with an outcome; empty when nothing is."""
    if one.verdict not in VERDICTS:
        return f"{one.verdict!r} is no verdict; there are: {', '.join(VERDICTS)}"
    if one.verdict != "miss":
        return "" if one.warning else f"{one.verdict!r} is of a warning; name it"
    if one.warning:
        return "a miss is of no warning; leave it out"
    if not (one.watchlist and one.watch and one.about and one.day):
        return "a miss names watchlist, watch, what it is about, and the day on which it came"
    return ""


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


def _missed(connection: Connection) -> Iterator[Outcome]:
    """What came without a warning."""
    for row in connection.execute(_OUTCOMES.where(_O.warning.is_(None))):
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
