"""How far a reviewer is: what they decided today, and what they could take back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from papertiger.ledger.reviewing import DECIDING, Review
from papertiger.ledger.reviewing.decisions import moment
from papertiger.ledger.reviewing.standing import in_time, kept

RECENT: Final = 300
"""Decisions of a reviewer that are looked at; who decides more in a day is told so many or more."""


def decided_since(recent: Sequence[Review], since: datetime) -> int:
    """How many of a reviewer's decisions were taken since a moment and still hold."""
    return sum(moment(one) >= since for own in kept(in_time(recent)).values() for one in own)


def midnight() -> datetime:
    """When today began where the app runs."""
    return datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)


def last_decision(recent: Sequence[Review]) -> Review | None:
    """A reviewer's last decision that was not taken back; None where there is none."""
    own = [stack[-1] for stack in kept(in_time(recent)).values() if stack[-1].decision in DECIDING]
    return max(own, key=moment, default=None)
