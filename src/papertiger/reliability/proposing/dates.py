"""Days of cases, as ordinals (days since 0001-01-01), so that they can be compared and counted."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from papertiger.ledger.days import days_of
from papertiger.reliability.cases import Span


@lru_cache(maxsize=65536)
def beginning(edtf: str | None) -> tuple[int | None, int | None]:
    """First and last day on which what lasts that long can have begun."""
    first, last = days_of(edtf)
    if edtf and last is None and first is not None:
        return days_of(edtf.partition("/")[0])
    return first, last


def iso(day: int | None) -> str | None:
    """ISO 8601."""
    return None if day is None else date.fromordinal(day).isoformat()


def span(first: int | None, last: int | None) -> Span:
    """The days between two, either of which may not be known."""
    return Span(earliest=iso(first), latest=iso(last))


def label(first: int | None, last: int | None) -> str:
    """Names a time in an id: its month, or its first and last where it is longer than two; ``undated``."""
    known = first if first is not None else last
    if known is None:
        return "undated"
    one = date.fromordinal(known).isoformat()[:7]
    if first is None or last is None or last - first <= 62:  # noqa: PLR2004 - two months
        return one
    return f"{one}..{date.fromordinal(last).isoformat()[:7]}"
