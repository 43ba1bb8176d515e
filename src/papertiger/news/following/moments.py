"""Times as feeds and sitemaps print them (RFC 822 and 5322, RFC 3339, W3C date and time, Ukrainian and Russian words)."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from papertiger.news.dates import from_timestamp, parse_date
from papertiger.news.following.defaults import following_table

if TYPE_CHECKING:
    from papertiger.news.following.listing import Notes

AHEAD = timedelta(days=2)
"""How far a time may lie after the fetch: some zones are ahead, and clocks are wrong by hours, not days."""
_FIRST_YEAR = 1990
"""Of the web. Earlier ones are a zero that a program has printed as 1970, or a year without its century."""
_LONGEST = 120
_SHORT_YEAR = re.compile(r"(?<!\d)(\d{1,2}[ -][^\W\d_]{3,12}\.?[ -])(\d\d)(?= \d{1,2}:)")
_LAST_WORD = re.compile(r"\(?([A-Za-z]{2,4})\)?$")
_UNIX = re.compile(r"\d{10}(?:\d{3})?")
_UNREAD = "a time that cannot be read"
_FUTURE = "a time that has not come yet, left out"
_PAST = "a time before there was a web, left out"


def moment(text: str, fetched: datetime | None, notes: Notes) -> str | None:
    """The ISO 8601 form of a `text` in a feed; None, with a note, where it is none or cannot be.

    A time of day without its zone is left out, and so are zones that letters name otherwise than RFC 822 does.

    Args:
        text: as printed.
        fetched: when the list was fetched; without it the future is not looked for.
        notes: takes what is wrong.
    """
    text = " ".join(text.split())
    if not text:
        return None
    found = _read(text) if len(text) <= _LONGEST else None
    if found is None:
        notes.add(_UNREAD, text)
    elif int(found[:4]) < _FIRST_YEAR:
        notes.add(_PAST, text)
    elif fetched is not None and _instant(found) > fetched.astimezone(UTC) + AHEAD:
        notes.add(_FUTURE, text)
    else:
        return found
    return None


def _read(text: str) -> str | None:
    if _UNIX.fullmatch(text):
        return from_timestamp(int(text))
    text = _SHORT_YEAR.sub(r"\g<1>20\2", text)
    zone = _LAST_WORD.search(text)
    offset = following_table().zones.get(zone[1].lower()) if zone else None
    if zone and offset:
        text = f"{text[: zone.start()]}{offset}"
    elif zone and zone[0].startswith("("):
        text = text[: zone.start()].rstrip()  # a comment: +0200 (EET)
    return parse_date(text)


def _instant(iso: str) -> datetime:
    if len(iso) == len("2026-01-14"):
        return datetime.combine(date.fromisoformat(iso), datetime.min.time(), UTC)
    return datetime.fromisoformat(iso)
