"""What stands before every route: refuses foreign hosts, foreign pages, strangers and oversized bodies, in this order.

A page on another site can make a browser send requests here (cross-site request forgery), and a host name that its owner points
at 127.0.0.1 makes them look like ours (DNS rebinding). Being on the loopback address protects from neither; checks, after OpenRefine and Datasette:

- Host must be one that we were started under;
- Sec-Fetch-Site, where there is one, must be same-origin, or none for what a person typed; Origin, where there is one, must be ours, or
  the null that a browser puts there for a form of a page without referrers, which Sec-Fetch-Site then has to vouch for;
- whatever changes something must show one of the two, or the token itself;
- everything but static files and the exchange of the token needs the session's cookie or the token as a bearer.
"""

from __future__ import annotations

from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from typing import Any, Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from papertiger.web.security.access import Access
from papertiger.web.security.headers import completed
from papertiger.web.security.refusing import refused

SAFE: Final = frozenset({"GET", "HEAD"})
OURS: Final = frozenset({"same-origin", "none"})
OPEN: Final = ("/static/", "/session")
"""What is answered without a session: our own files, and the exchange of the token for a session."""
MOST_BYTES: Final = 40_000_000
"""Largest body that is taken; two articles of the largest size that is read."""


class Guard:
    """An ASGI application around another."""

    def __init__(self, app: ASGIApp, access: Access, most_bytes: int = MOST_BYTES) -> None:
        self._app, self._access, self._most = app, access, most_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # no websocket is served
            await send({"type": "websocket.close", "code": 1008})
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = completed([*message.get("headers", ())])
            await send(message)

        if reason := self._wrong(scope):
            status, problem = reason
            await refused(scope, status, problem)(scope, receive, sending)
            return
        await self._app(scope, _counted(receive, self._most), sending)

    def _wrong(self, scope: Scope) -> tuple[int, str] | None:
        """Status and reason of a refusal, or None."""
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self._access.hosts:
            return 403, "host"
        bearer = self._bears_token(headers)
        if not self._from_us(headers, changes=scope["method"] not in SAFE and not bearer):
            return 403, "origin"
        if not bearer and not scope["path"].startswith(OPEN) and not self._has_session(headers):
            return 401, "token"
        length = headers.get("content-length", "0")
        if not length.isascii() or not length.isdigit() or int(length) > self._most:
            return 413, "size"
        return None

    def _from_us(self, headers: Headers, *, changes: bool) -> bool:
        """Whether a request comes from a page of ours, or, where it changes nothing, from no page at all."""
        origins, sites = headers.getlist("origin"), headers.getlist("sec-fetch-site")
        if any(site not in OURS for site in sites):
            return False
        same = sites == ["same-origin"]
        if any(one not in self._access.origins and not (one == "null" and same) for one in origins):
            return False
        return same or bool(origins) or not changes

    def _bears_token(self, headers: Mapping[str, str]) -> bool:
        scheme, _, given = headers.get("authorization", "").partition(" ")
        return scheme.lower() == "bearer" and self._access.has_token(given.strip())

    def _has_session(self, headers: Mapping[str, str]) -> bool:
        cookies: SimpleCookie = SimpleCookie()
        try:
            cookies.load(headers.get("cookie", ""))
        except CookieError:
            return False
        given = cookies.get(self._access.cookie)
        return given is not None and self._access.has_session(given.value)


class TooLargeError(Exception):
    """A body is longer than it said, or said nothing and is longer than we take."""


def _counted(receive: Receive, most: int) -> Receive:
    """`receive`, until more than `most` bytes have come."""
    taken = 0

    async def receiving() -> Message:
        nonlocal taken
        message: dict[str, Any] = dict(await receive())
        taken += len(message.get("body", b""))
        if taken > most:
            raise TooLargeError
        return message

    return receiving
