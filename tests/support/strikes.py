"""Attacks that were reported and warnings of them, by the number of their day: what scoring and misses are tested on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from papertiger.warning.scoring import Issued
from papertiger.warning.values import Indication

START = date(2025, 3, 1)
AWAITED = {"predicates": ("ASSAULT",), "subject": "USA", "object": "VEN"}


def day(number: int) -> date:
    """So many days after the first one."""
    return START + timedelta(days=number)


def report(
    number: int, by: str | None = "USA", to: str | None = "VEN", *, origin: str = "", **fields: object
) -> Indication:
    """An attack by one side on another, reported on a day, by an origin of its own where none is given."""
    values: dict[str, Any] = {
        "claim": f"c{number}{by}{to}{origin}",
        "day": day(number),
        "dated": True,
        "known": day(number),
        "family": "event",
        "predicate": "ASSAULT",
        "mode": None,
        "domain": None,
        "polarity": "affirmed",
        "modality": "asserted",
        "subject": by,
        "subject_state": by and by[:3],
        "object": to,
        "object_state": to and to[:3],
        "over": None,
        "speaker": None,
        "anonymous": False,
        "origin": origin or f"o{number}",
        "article": f"a{number}{origin}",
        "outlet": "Gazette",
        "language": "en",
        "quote": "They struck.",
    }
    return Indication(**values | fields)


def issued(number: int, **fields: object) -> Issued:
    """A warning of a day, of an attack by the United States on Venezuela where nothing else is `awaited`."""
    values: dict[str, Any] = {
        "id": f"w{number}",
        "day": day(number),
        "rule": "threats.v1",
        "watch": "threats",
        "about": ("USA", "VEN"),
        "awaited": AWAITED,
        "horizon_days": 90,
        "probability": 0.2,
        "base_rate": 0.05,
    }
    return Issued(**values | fields)
