"""What somebody gives to be read, as it goes to the process that reads it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlsplit

MOST_FILES: Final = 50
"""Files that are taken at once."""
MOST_BYTES: Final = 40_000_000
"""Bytes of one request, as the guard has it."""
_DATED: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Pasted:
    """One article as text, with what is said of it; None where the text itself shall say it."""

    text: str
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class File:
    """One file that was sent."""

    name: str
    """As the user calls it: shown, and never used to open anything."""
    path: str
    """Where its bytes are, under a name of ours."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address on the public web."""

    address: str


@dataclass(frozen=True, slots=True)
class Samples:
    """The articles that come with papertiger."""


Given = Pasted | File | Address | Samples


def is_day(text: str) -> bool:
    """Whether a text is a day of the calendar, ISO 8601."""
    try:
        return _DATED.fullmatch(text) is not None and bool(date.fromisoformat(text))
    except ValueError:
        return False


def is_web_address(text: str, schemes: Collection[str] = ("http", "https")) -> bool:
    """Whether a text can stand as the address of an article."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme.lower() in schemes and bool(parts.hostname) and not any(c.isspace() for c in text)
