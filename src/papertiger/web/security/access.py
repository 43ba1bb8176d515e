"""The token of one run of the app, the session that it opens, and the host names that may be asked for."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Self

_BYTES = 32
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
"""How a browser on this machine calls the app."""
HTTP = 80
"""The port that a browser leaves out of the Host header."""


@dataclass(frozen=True)
class Access:
    """What opens the app. A session is derived from the token, so that nothing has to be remembered between requests."""

    token: str
    hosts: frozenset[str]
    """Values of the Host header that are answered, in lower case; all others are refused, whatever address they came to."""
    cookie: str
    """Name of the session's cookie. Browsers send a cookie to every port of a host, so each port has its own."""

    @classmethod
    def of(cls, port: int, *, names: Iterable[str] = (), token: str | None = None) -> Self:
        """Access by loopback names and `names` on `port`, with a fresh token unless one is given."""
        known = [name.lower() for name in (*LOOPBACK, *names)]
        hosts = {f"{name}:{port}" for name in known} | (set(known) if port == HTTP else set())
        return cls(token or secrets.token_urlsafe(_BYTES), frozenset(hosts), f"papertiger-{port}")

    @cached_property
    def origins(self) -> frozenset[str]:
        """Origins that pages of this app have."""
        return frozenset(f"http://{host}" for host in self.hosts)

    @cached_property
    def session(self) -> str:
        """What the session's cookie holds; the token can't be worked out from it."""
        return hmac.new(self.token.encode(), b"papertiger session", hashlib.sha256).hexdigest()

    def has_token(self, given: str) -> bool:
        """Whether `given` is the token, told in constant time."""
        return hmac.compare_digest(given.encode(), self.token.encode())

    def has_session(self, given: str) -> bool:
        """Whether `given` is what the session's cookie holds, told in constant time."""
        return hmac.compare_digest(given.encode(), self.session.encode())
