"""What was fetched: bytes, and what is known of where they came from."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Contact:
    """One host that was asked."""

    host: str
    """As it was looked up: ASCII."""
    ip: str
    """The address that was connected to."""
    port: int

    def __str__(self) -> str:
        return f"{self.host} ({self.ip}, port {self.port})"


@dataclass(frozen=True, slots=True)
class Validators:
    """What an earlier answer was marked with: lets a server say that nothing has changed (RFC 9110, section 13)."""

    address: str
    """`Fetched.final` of that answer. They are sent there and nowhere else, where they would serve as a cookie."""
    etag: str | None = None
    modified: str | None = None
    """Its Last-Modified, as it was sent."""

    @classmethod
    def of(cls, address: str, headers: Mapping[str, str]) -> Validators | None:
        """Those of an answer from `address` whose body was taken; None where it has none that can be sent back."""
        etag, modified = _plain(headers.get("etag")), _plain(headers.get("last-modified"))
        return cls(address, etag, modified) if etag or modified else None


def _plain(value: str | None) -> str | None:
    """A field's value if it can be sent as it came: one line of ASCII, whole."""
    if not value or len(value) > _LONGEST or not value.isascii() or not value.isprintable():
        return None
    return value


_LONGEST = 500
"""Characters of a validator; longer ones are sent back by nobody's browser, and serve to tell visitors apart."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """One body, unpacked, with where it came from; or that nothing changed, or that it is elsewhere, without a body."""

    address: str
    """As it was asked for."""
    final: str
    """Where it was found, in ASCII: `address`, or where that redirected to."""
    redirects: tuple[str, ...]
    """Addresses between the two, in order, `final` among them when there are any."""
    contacts: tuple[Contact, ...]
    """Every host that was asked, in order; the last one gave the body."""
    status: int
    """200 or 203; 304 where validators were given and nothing changed; that of a redirect which was not to be followed."""
    headers: Mapping[str, str]
    """Header fields that say something about the text: names in lower case."""
    media_type: str
    """In lower case without parameters; empty where the server does not say."""
    charset: str | None
    """As the server declares it, in lower case."""
    body: bytes = field(repr=False)
    wire_bytes: int
    """Bytes received over all redirects, header fields included."""
    fetched: datetime
    """When the head of the answer had come, in UTC."""
    program: str
    """Name and version of the program that fetched it: what its User-Agent said."""
    location: str | None = None
    """Where a redirect that was not followed leads; the address is checked, nobody was asked for it."""

    @property
    def sha256(self) -> str:
        """SHA-256 (hex) of the unpacked body."""
        return hashlib.sha256(self.body).hexdigest()

    @property
    def ip(self) -> str:
        """The IP address that gave the body."""
        return self.contacts[-1].ip
