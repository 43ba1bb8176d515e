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
class Fetched:
    """One body, unpacked, with where it came from."""

    address: str
    """As it was asked for."""
    final: str
    """Where it was found, in ASCII: `address`, or where that redirected to."""
    redirects: tuple[str, ...]
    """Addresses between the two, in order, `final` among them when there are any."""
    contacts: tuple[Contact, ...]
    """Every host that was asked, in order; the last one gave the body."""
    status: int
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

    @property
    def sha256(self) -> str:
        """SHA-256 (hex) of the unpacked body."""
        return hashlib.sha256(self.body).hexdigest()

    @property
    def ip(self) -> str:
        """The IP address that gave the body."""
        return self.contacts[-1].ip
