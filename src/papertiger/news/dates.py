"""Absolute dates as news prints them, in Ukrainian, Russian and English, to ISO 8601.

The result is a date, or a date and time where the source gives an offset too: a time of day without its zone is off
by hours between outlets, so it is left out. Day and month in figures with a slash are read only where one order is
possible.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from papertiger.news.tables import DatesTable

_DATA = Path(__file__).parent / "data"
_MAX_LENGTH = 120
"""Longest string, in characters, that is looked at as a date."""
_FIRST_YEAR, _LAST_YEAR = 1800, 2100
_MILLISECONDS = 100_000_000_000
"""Unix times above this are in milliseconds (in seconds it would be the year 5138)."""

_ISO = re.compile(
    r"(?P<y>\d{4})-?(?P<m>\d\d)-?(?P<d>\d\d)"
    r"(?:[T ](?P<time>\d\d:?\d\d(?::?\d\d(?:[.,]\d+)?)?)\s*(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)?)?",
    re.IGNORECASE,
)
_RFC = re.compile(
    r"(?:[A-Za-z]{3},\s*)?\d{1,2} [A-Za-z]{3} \d{4} \d\d:\d\d(?::\d\d)? (?:[+-]\d{4}|GMT|UT|UTC|Z)"
)
_DOTTED = re.compile(r"(?<!\d)(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4}|\d\d)(?!\d)")
_SLASHED = re.compile(r"(?<!\d)(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<y>\d{4})(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)(?P<y>\d{4})[/.](?P<m>\d{1,2})[/.](?P<d>\d{1,2})(?!\d)")
_ISO_WITHIN = re.compile(r"(?<!\d)(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)")
_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:.]\d\d(?::\d\d)?(?!\d)")
_OFFSET = re.compile(r"(?:(?:UTC|GMT)\s*)?[+-]\d{1,2}(?::?\d\d)?(?!\d)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:['’.][^\W\d_]+)*|\d+")


def parse_date(text: str) -> str | None:
    """The ISO 8601 form of a `text` that is a date and nothing else, or None.

    A time of day is kept only together with its offset.
    """
    text = " ".join(text.split())
    if not text or len(text) > _MAX_LENGTH or not any(c.isdigit() for c in text):
        return None
    return _iso(text) or _rfc(text) or _printed(text)


def from_timestamp(number: float) -> str | None:
    """The ISO 8601 time, in UTC, of a Unix time in seconds or milliseconds, or None when it is out of range."""
    seconds = number / 1000 if abs(number) >= _MILLISECONDS else number
    try:
        moment = datetime.fromtimestamp(seconds, tz=UTC)
    except (OverflowError, OSError, ValueError):
        return None
    return moment.replace(microsecond=0).isoformat() if moment.year > 1980 else None  # noqa: PLR2004 - before the web


@cache
def table() -> DatesTable:
    """``data/dates.yaml``."""
    from papertiger.datafiles import load_table  # noqa: PLC0415 - needed once the first date is met
    from papertiger.news.tables import DatesTable  # noqa: PLC0415 - as above

    return load_table(_DATA / "dates.yaml", DatesTable)


@cache
def _months() -> dict[str, int]:
    return {
        form: number for forms in table().months.values() for number, names in forms.items() for form in names
    }


@cache
def _named() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Day month year and month day year, with the month in letters."""
    names = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    day, year = r"(?<!\d)(?P<d>\d{1,2})(?:st|nd|rd|th|-го|-е)?", r"(?P<y>\d{4})(?!\d)"
    month = rf"(?P<m>{names})\.?(?!\w)"
    return (
        re.compile(rf"{day}[\s-]+(?:of\s+)?{month},?[\s-]+{year}", re.IGNORECASE),
        re.compile(rf"(?<!\w){month}\s+{day},?\s+{year}", re.IGNORECASE),
    )


def _iso(text: str) -> str | None:
    match = _ISO.fullmatch(text)
    if match is None:
        return None
    day = _day(match["y"], match["m"], match["d"])
    if day is None or not match["time"] or not match["zone"]:
        return day
    return _with_time(day, match["time"], match["zone"])


def _with_time(day: str, clock: str, zone: str) -> str:
    """`day` with a time, or `day` alone when the time is no time."""
    digits = re.sub(r"[:]", "", re.split(r"[.,]", clock)[0]).ljust(6, "0")
    offset = _offset(zone)
    try:
        moment = datetime.fromisoformat(f"{day}T{digits[:2]}:{digits[2:4]}:{digits[4:6]}")
    except ValueError:
        return day
    return day if offset is None else moment.replace(tzinfo=offset).isoformat()


def _offset(zone: str) -> timezone | None:
    named = table().zones.get(zone.lower())
    digits = re.sub(r"[^\d+-]", "", named or zone)
    if not digits[1:].isdigit():
        return None
    sign, figures = -1 if digits[0] == "-" else 1, digits[1:]
    hours, minutes = (int(figures), 0) if len(figures) <= 2 else (int(figures[:-2]), int(figures[-2:]))  # noqa: PLR2004 - HH
    if hours > 14 or minutes > 59:  # noqa: PLR2004 - no zone is further from UTC
        return None
    return timezone(sign * timedelta(hours=hours, minutes=minutes))


def _rfc(text: str) -> str | None:
    """The form of mail headers and RSS (RFC 2822)."""
    if _RFC.fullmatch(text) is None:
        return None
    try:
        return parsedate_to_datetime(text.replace("UTC", "GMT")).replace(microsecond=0).isoformat()
    except (ValueError, TypeError):
        return None


def _printed(text: str) -> str | None:
    """A date in words or figures, when all else in the line is a time of day or filler."""
    lowered = text.lower()
    for pattern, read in _patterns():
        match = pattern.search(lowered)
        if match is None:
            continue
        day = read(match)
        rest = lowered[: match.start()] + " " + lowered[match.end() :]
        return _finish(day, rest) if day is not None else None
    return None


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]], ...]:
    day_first, month_first = _named()
    in_figures = (_ISO_WITHIN, _DOTTED, _YEAR_FIRST)
    return (
        (day_first, _by_name),
        (month_first, _by_name),
        *((pattern, _by_figures) for pattern in in_figures),
        (_SLASHED, _by_slashes),
    )


def _by_name(match: re.Match[str]) -> str | None:
    return _day(match["y"], str(_months()[match["m"].lower()]), match["d"])


def _by_figures(match: re.Match[str]) -> str | None:
    year = match["y"] if len(match["y"]) == 4 else f"20{match['y']}"  # noqa: PLR2004 - YYYY
    return _day(year, match["m"], match["d"])


def _by_slashes(match: re.Match[str]) -> str | None:
    orders = {_day(match["y"], match["b"], match["a"]), _day(match["y"], match["a"], match["b"])} - {None}
    return orders.pop() if len(orders) == 1 else None


def _day(year: str, month: str, day: str) -> str | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found.isoformat() if _FIRST_YEAR <= found.year <= _LAST_YEAR else None


def _finish(day: str, rest: str) -> str | None:
    """`day`, with the time in `rest` where it has an offset; None when `rest` holds other words."""
    clock = _CLOCK.search(rest)
    if clock is not None:
        rest = rest[: clock.start()] + " " + rest[clock.end() :]
    zone = _zone(rest) if clock is not None else None
    if zone is not None:
        rest = rest.replace(zone, " ", 1)
    words = [word for word in _WORD.findall(rest) if word not in _fillers()]
    if words:
        return None
    if clock is None or zone is None or _half_day(rest):
        return day
    return _with_time(day, clock[0].replace(".", ":").zfill(len(clock[0]) + (len(clock[0]) in (4, 7))), zone)


def _zone(rest: str) -> str | None:
    match = _OFFSET.search(rest)
    if match is not None:
        return match[0]
    return next((word for word in _WORD.findall(rest) if word in table().zones), None)


def _half_day(rest: str) -> bool:
    """Whether a 12-hour time is given; its zone is then a local one, and the day is precise enough."""
    return any(word in (*table().afternoon, *table().morning) for word in _WORD.findall(rest))


@cache
def _fillers() -> frozenset[str]:
    return frozenset((*table().fillers, *table().afternoon, *table().morning))
