"""Warnings that were stored, what persons did about them, what came of them, and to whom they went.

A warning is stored before anybody can know what comes of it: with the moment, with the chain of custody of the last entry that it
rests on, and with a digest of what it says, which whoever was told of it can compare later. The digest is SHA-256 over the body as
canonical JSON: UTF-8, keys in the order of their code points, no spaces, numbers as Python writes them, no NaN (RFC 8785 but for the
numbers). All four tables are drawn from evidence or are about it and are none themselves (`papertiger.ledger.cases.evidence_upto`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal

from papertiger.errors import LedgerError
from papertiger.ledger.rows import identity

Action = Literal["acknowledge", "snooze", "reopen"]
Verdict = Literal["hit", "late", "miss", "false_alarm", "open"]
State = Literal["open", "acknowledged", "snoozed"]
ACTIONS: Final = ("acknowledge", "snooze", "reopen")
VERDICTS: Final = ("hit", "late", "miss", "false_alarm", "open")
STATUSES: Final = ("sent", "refused", "failed")


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
class WarningHead:
    """What lists are made of: a warning without its body."""

    id: str
    watchlist: str
    watch: str
    rule: str
    about: tuple[str, ...]
    day: date
    at: str
    kind: str | None
    """``grown`` where it follows up an earlier one, ``new`` where it is the first; None where another program wrote it."""
    first: str | None
    """Id of the first warning of the same, where this one follows up."""


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
