"""What is due where, and when. Pure: the moment is given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, Final

from papertiger.ledger.warned import Delivery, StoredWarning
from papertiger.workbench.delivering.channels import AtomFile, Channel, Mail, zone_of

_SINGLE: Final = ("warning", "outage")
_ALL: Final = (*_SINGLE, "unseen")
TRIES: Final = 8
"""Rounds in which a warning that a channel did not take is tried."""


def wanted(channel: Channel, warnings: Iterable[StoredWarning]) -> list[StoredWarning]:
    """The warnings that a channel is for; replays, which foretold nothing, are for none."""
    kinds = channel.kinds or (_ALL if isinstance(channel, AtomFile) or _daily(channel) else _SINGLE)
    return [
        one
        for one in warnings
        if not one.body.get("retrospective")
        and _kind(one) in kinds
        and (not channel.rules or one.rule.partition(".")[0] in channel.rules)
        and (not channel.watches or one.watch in channel.watches)
        and (not channel.watchlists or one.watchlist in channel.watchlists)
    ]


def _kind(one: StoredWarning) -> str:
    """Its kind; what another program wrote is taken for a warning about the world."""
    found: Any = one.body
    for name in ("finding", "reason", "kind"):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found if isinstance(found, str) else "warning"


def _daily(channel: Channel) -> bool:
    return isinstance(channel, Mail) and channel.mode == "digest"


def not_given_up(
    channel: Channel, warnings: Sequence[StoredWarning], tries: Iterable[Delivery]
) -> list[StoredWarning]:
    """Those that the other side did not refuse for good, and that were not tried `TRIES` times in vain."""
    refused: set[str] = set()
    failed: dict[str, int] = {}
    for one in tries:
        if (one.channel, one.target) == (channel.kind, channel.name):
            if one.status == "refused":
                refused.add(one.warning)
            failed[one.warning] = failed.get(one.warning, 0) + (one.status == "failed")
    return [one for one in warnings if one.id not in refused and failed.get(one.id, 0) < TRIES]


def quiet(channel: Mail, now: datetime) -> bool:
    """Whether a moment lies in the hours in which nothing is sent; they may go over midnight, the first is in, the last is out."""
    if channel.quiet is None:
        return False
    first, last = channel.quiet
    here = now.astimezone(zone_of(channel.zone)).time().replace(tzinfo=None)
    return first <= here < last if first <= last else here >= first or here < last


def digest_due(channel: Mail, now: datetime, last: datetime | None) -> bool:
    """Whether the hour of the day's digest has come and none went since.

    Args:
        channel: whose hour it is.
        now: the moment.
        last: when the last digest went.
    """
    zone = zone_of(channel.zone)
    here = now.astimezone(zone)
    hour = channel.at or time()
    due = datetime.combine(here.date(), hour, tzinfo=zone)
    return here >= due and (last is None or last < due)


def sent_on(channel: Channel, tries: Iterable[Delivery], day: date, zone: str) -> set[str]:
    """The moments at which something went to a channel on a day of a time zone: a mail each."""
    moments = set()
    for one in tries:
        if (one.channel, one.target, one.status) == (channel.kind, channel.name, "sent"):
            at = datetime.fromisoformat(one.at)
            if at.astimezone(zone_of(zone)).date() == day:
                moments.add(one.at)
    return moments
