"""How much time and how many bytes one fetch may take, and where it may reach."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address

from papertiger.news.fetching.networks import why_refused


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one fetch, redirects included; the defaults are what the program uses."""

    connect_seconds: float = 10.0
    """Longest wait for a connection to one IP address, and for its TLS handshake."""
    read_seconds: float = 15.0
    """Longest silence of the server."""
    total_seconds: float = 45.0
    """Longest whole: looking up, connecting, all redirects, reading. A server that sends a byte a second ends here."""
    header_bytes: int = 32_768
    """Largest head of an answer, with its status line and informational answers before it."""
    wire_bytes: int = 10_000_000
    """Most bytes received in all, of heads and bodies, as they come over the wire inside TLS."""
    body_bytes: int = 20_000_000
    """Largest body once unpacked; what the loaders read at most."""
    ratio: int = 100
    """Most bytes unpacked for one byte received; text packs to about a tenth, seldom to a thirtieth."""
    redirects: int = 5
    downgrade: bool = False
    """Whether a redirect may lead from https to http."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What may be reached at all. Only tests, which need servers on the loopback address, pass one of their own."""

    ports: frozenset[int] = frozenset({80, 443})
    refusal: Callable[[IPv4Address | IPv6Address], str | None] = why_refused
    """Why an IP address is refused, or None."""
    trust: Callable[[], ssl.SSLContext] = ssl.create_default_context
    """Makes the context that certificates are checked with: the system's authorities, names checked."""


DEFAULTS = Limits()
PUBLIC = Reach()
