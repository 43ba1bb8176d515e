"""The collection log of followed sources, and pointers out of archives.

What is kept of each look follows the Berkeley Protocol on Digital Open Source Investigations (United Nations 2020, chapter VI.C): the
address, the moment in UTC, what collected it in which version, the hash of what came, and the header fields, also where nothing came.
Looks and pointers are no evidence of what they are about: an assessment made before a look stands as it was
(`papertiger.ledger.cases.evidence_upto`). What a look brought is evidence once it is read, as an article.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Final

from papertiger.errors import LedgerError
from papertiger.ledger.rows import identity

LISTS: Final = ("feed", "sitemap", "page")
"""Kinds of look that ask a source what is new; they make up its days."""
KINDS: Final = (*LISTS, "robots", "article")
SHORT: Final = 600
"""Characters of an address up to which indexes of articles and pointers hold it."""


@dataclass(frozen=True, slots=True)
class Look:
    """One look at an address of a followed source."""

    source: str
    """Its id in the list of sources."""
    kind: str
    """feed, sitemap, page, robots or article."""
    address: str
    """That was asked for."""
    at: str = ""
    """ISO 8601; stored in UTC with microseconds. Empty: the moment of storing."""
    outlet: str | None = None
    final: str | None = None
    """Address that answered, where redirects led elsewhere."""
    status: int | None = None
    """Of HTTP."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Of HTTP, and what no header can be called: ``:ip``, ``:redirects``."""
    size: int | None = None
    """Bytes."""
    sha256: str | None = None
    """Of the bytes."""
    listed: int | None = None
    """Items that a feed, sitemap or page listed."""
    fresh: int | None = None
    """Of those, items that were new."""
    problem: str | None = None
    """Why nothing came of it, one line; None where it was answered, also with "not modified"."""
    cure: str | None = None
    article: str | None = None
    """Key of the article that it gave, which must be stored before."""
    program: str = ""
    """What looked, with its version; filled in when it is read back."""

    @property
    def cause(self) -> str | None:
        """Kind of a failure: what stands under ``:kind`` among the headers; None where none was kept."""
        return cause_in(self.headers)

    @property
    def answered(self) -> bool:
        """Whether something came of it."""
        return self.problem is None

    def header(self, name: str) -> str | None:
        """A header field by its name in any case: ``etag`` and ``last-modified`` make the next request conditional."""
        wanted = name.lower()
        return next((value for key, value in self.headers.items() if key.lower() == wanted), None)


@dataclass(frozen=True, slots=True)
class Glance:
    """What tells how a source is, of one look at its lists."""

    at: datetime
    kind: str
    fresh: int | None
    problem: str | None
    cause: str | None = None
    """Kind of a failure: what stands under ``:kind`` among the headers; None where none was kept."""
    status: int | None = None
    """Of HTTP."""


@dataclass(frozen=True, slots=True)
class DayOfSource:
    """What one followed source gave on one day; fields as in `papertiger.warning.values.SourceDay`, which is of a higher stage."""

    source: str
    day: date
    """In UTC."""
    looks: int
    """How often it was asked for what is new; robots and single articles do not count."""
    answers: int
    """How often it answered."""
    items: int
    """Items new on that day."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """One row of an archive that points to something published elsewhere."""

    kind: str
    """gdelt-events, gdelt-mentions or gdelt-gkg."""
    file: str
    """Name or SHA-256 of the file; with `line` it is what the row is known by."""
    line: int
    """From 1."""
    address: str | None
    """Of what it points to."""
    day: date | None
    """That it states."""
    body: Mapping[str, Any]


def cause_in(headers: Mapping[str, object]) -> str | None:
    """The kind of a failure that stands among the headers of a look."""
    found = headers.get(":kind")
    return found if isinstance(found, str) else None


def look_id(source: str, kind: str, address: str, at: str) -> str:
    """What names a look in every ledger."""
    return identity("look", source, kind, address, at)


def address_hash(address: str) -> str:
    """By which looks at an address are found."""
    return identity("address", address)


def moment(text: str) -> str:
    """A moment as it is stored: UTC, microseconds. Raises LedgerError for what is none, or does not say its offset."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise LedgerError(f"{text!r} is no moment in UTC; write ISO 8601: 2026-01-14T10:00:00Z")
    return f"{found.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def pointer_id(kind: str, file: str, line: int) -> str:
    """What names a pointer in every ledger."""
    return identity("pointer", kind, file, str(line))
