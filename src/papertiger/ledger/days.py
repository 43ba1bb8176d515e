"""Days of an EDTF expression (ISO 8601-2:2019), as ordinals (days since 0001-01-01), so that they can be compared and counted."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache

_DATE = re.compile(r"(\d{4}|\d{3}X|\d{2}XX)(?:-(\d\d|XX)(?:-(\d\d|XX))?)?")
_QUALIFIERS = str.maketrans("", "", "?~%")
_PARTS = {  # EDTF level 2: what the figures after the year mean, as first month and number of months
    **{season: (3 * (season - 21) + 3, 3) for season in (21, 22, 23, 24)},
    **{season: (3 * (season - 25) + 3, 3) for season in (25, 26, 27, 28)},
    **{quarter: (3 * (quarter - 33) + 1, 3) for quarter in (33, 34, 35, 36)},
    **{third: (4 * (third - 37) + 1, 4) for third in (37, 38, 39)},
    40: (1, 6),
    41: (7, 6),
}
_YEAR = 12


@lru_cache(maxsize=65536)
def days_of(edtf: str | None) -> tuple[int | None, int | None]:
    """First and last day; None for a side that is open, and twice None for what names no day.

    ``2025-04/..`` begins some day of April and goes on: its last day is None.
    """
    if not edtf:
        return None, None
    begin, slash, end = edtf.partition("/")
    if not slash:
        return _date(begin)
    first, last = _date(begin)[0], _date(end)[1]
    return (first, last) if first is None or last is None or first <= last else (None, None)


def _date(text: str) -> tuple[int | None, int | None]:
    match = _DATE.fullmatch(text.translate(_QUALIFIERS))
    if match is None:
        return None, None
    low, high = int(match[1].replace("X", "0")), int(match[1].replace("X", "9"))
    month, day = match[2], match[3]
    try:
        if month is None or month == "XX" or low != high:
            return date(low, 1, 1).toordinal(), date(high, 12, 31).toordinal()
        if int(month) > _YEAR:
            return _part(low, int(month))
        if day is None or day == "XX":
            end = calendar.monthrange(low, int(month))[1]
            return date(low, int(month), 1).toordinal(), date(low, int(month), end).toordinal()
        return (one := date(low, int(month), int(day)).toordinal()), one
    except ValueError:
        return None, None


def _part(year: int, code: int) -> tuple[int | None, int | None]:
    if code not in _PARTS:
        return None, None
    first, months = _PARTS[code]
    last = first + months - 1
    end_year, end = year + (last - 1) // _YEAR, (last - 1) % _YEAR + 1
    begin = date(year, first, 1).toordinal()
    return begin, date(end_year, end, calendar.monthrange(end_year, end)[1]).toordinal()


@lru_cache(maxsize=65536)
def told_on(published: str | None) -> int | None:
    """Day of publication; the last day of a month or year where no more is known; None for the undated."""
    if not published:
        return None
    try:
        return date.fromisoformat(published[:10]).toordinal()
    except ValueError:
        return days_of(published)[1]
