"""Whether a text is an EDTF expression (ISO 8601-2:2019) of the kinds that claims hold: dates, seasons and intervals.

Levels 0 and 1, and of level 2 the parts of a year (quarters, halves), qualified parts and digits left open. Times of
day, sets and exponents are not taken: no claim needs them.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

_QUALIFIED: Final = r"[?~%]?"
_DATE: Final = re.compile(
    rf"{_QUALIFIED}(?P<year>\d{{4}}|\d{{3}}X|\d{{2}}XX){_QUALIFIED}"
    rf"(?:-{_QUALIFIED}(?P<month>0[1-9]|1[0-2]|2[1-9]|3\d|4[01]|XX){_QUALIFIED}"
    rf"(?:-{_QUALIFIED}(?P<day>0[1-9]|[12]\d|3[01]|XX){_QUALIFIED})?)?"
)
_MONTHS: Final = 12
_OPEN: Final = ("", "..")
"""An end of an interval that is not known, and one that is not there."""


def is_edtf(text: str) -> bool:
    """Whether `text` names a date or an interval whose start is not after its end."""
    first, slash, last = text.partition("/")
    if not slash:
        return _is_date(first)
    if first in _OPEN or last in _OPEN:
        return (first in _OPEN) != (last in _OPEN) and all(e in _OPEN or _is_date(e) for e in (first, last))
    return _is_date(first) and _is_date(last) and first[:4].strip("?~%") <= last[:4].strip("?~%")


def _is_date(text: str) -> bool:
    found = _DATE.fullmatch(text)
    if found is None:
        return False
    year, month, day = found["year"], found["month"], found["day"]
    if day is None:
        return True
    if month != "XX" and int(month) > _MONTHS:  # a season has no days
        return False
    if not (year + month + day).isdigit():
        return True
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True
