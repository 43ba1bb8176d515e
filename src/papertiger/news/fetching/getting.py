"""The one place where papertiger asks another machine for anything."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from papertiger.errors import FetchError
from papertiger.news.fetching.addresses import Target, parse, redirected
from papertiger.news.fetching.budget import Budget
from papertiger.news.fetching.fetched import Contact, Fetched
from papertiger.news.fetching.limits import DEFAULTS, PUBLIC, Limits, Reach
from papertiger.news.fetching.networks import fetching_table
from papertiger.news.fetching.resolving import Resolver, pinned, system_resolver
from papertiger.news.fetching.unpacking import unpacked

if TYPE_CHECKING:
    from papertiger.news.fetching.exchange import Answer

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_GIVEN = frozenset({200, 203})
_NAMED = {401: "asks for a password", 403: "refuses it", 404: "has no such page", 410: "has removed the page"}
_CHARSET = re.compile(r"charset=\s*\"?([A-Za-z0-9_:.+-]{1,40})")
_KEPT = ("content-type", "content-language", "content-encoding", "last-modified", "etag", "date", "link")
_KEPT_CHARS = 1_000


def _now() -> datetime:
    return datetime.now(UTC)


def fetch(
    address: str,
    *,
    limits: Limits = DEFAULTS,
    resolve: Resolver = system_resolver,
    clock: Callable[[], datetime] = _now,
    contacted: Callable[[Contact], None] | None = None,
    reach: Reach = PUBLIC,
) -> Fetched:
    """What a public web server gives for `address`, redirects followed, each checked like the first.

    Every host is looked up once, refused if any of its addresses is not public, and connected to at the addresses that
    were checked; HTTP semantics follow RFC 9110, names UTS 46. Nothing of the answer is believed but its bytes.

    Args:
        address: an http or https address.
        limits: seconds and bytes.
        resolve: host and port to IP addresses.
        clock: the time, in UTC.
        contacted: told of every connection that is made, also of a fetch that fails in the end.
        reach: for tests only, which need servers on the loopback address.

    Raises:
        FetchError: it is not fetched, or not taken; the message says why and what to do.
    """
    target = parse(address, reach.ports)
    budget = Budget(str(target), limits)
    known: dict[tuple[str, int], tuple[str, ...]] = {}
    contacts: list[Contact] = []

    def connected(ip: str) -> None:
        contacts.append(Contact(target.host, ip, target.port))
        if contacted is not None:
            contacted(contacts[-1])

    passed: list[str] = []
    while True:
        place = (target.host, target.port)
        if place not in known:  # a second look-up could be answered otherwise
            known[place] = pinned(target, resolve, reach, budget)
        from papertiger.news.fetching.exchange import asked  # noqa: PLC0415 - loads httpcore2

        with asked(target, known[place], reach.trust, budget, connected) as answer:
            if answer.status not in _REDIRECTS:
                when = clock()
                media_type, charset = _content_type(answer.headers)
                return Fetched(
                    address=address.strip(),
                    final=str(target),
                    redirects=tuple(passed),
                    contacts=tuple(contacts),
                    status=answer.status,
                    headers={
                        name: answer.headers[name][:_KEPT_CHARS] for name in _KEPT if name in answer.headers
                    },
                    media_type=media_type,
                    charset=charset,
                    body=_body(answer, media_type, target, limits),
                    wire_bytes=budget.wire,
                    fetched=when,
                    program=_program(),
                )
            location = answer.headers.get("location", "")
        target = _next(target, location, len(passed), limits, reach)
        passed.append(str(target))
        budget.address = str(target)


def _next(here: Target, location: str, followed: int, limits: Limits, reach: Reach) -> Target:
    """Where a redirect leads."""
    if not location:
        raise FetchError(str(here), "a redirect to nowhere", kind="redirect", cure="open it in a browser")
    if followed >= limits.redirects:
        problem = f"more than {limits.redirects} redirects"
        raise FetchError(str(here), problem, kind="redirect", cure="give the address that a browser ends at")
    there = redirected(here, location, reach.ports)
    if here.scheme == "https" and there.scheme == "http" and not limits.downgrade:
        problem = f"redirects from https to http ({there})"
        raise FetchError(
            str(here), problem, kind="redirect", cure="give that address if you trust the way to it"
        )
    return there


def _body(answer: Answer, media_type: str, target: Target, limits: Limits) -> bytes:
    """The body of an answer that is worth reading; nothing of another is read."""
    address = str(target)
    if answer.status not in _GIVEN:
        what = _NAMED.get(answer.status, "does not give it")
        problem = f"{target.host} {what} (status {answer.status})"
        raise FetchError(address, problem, kind="status", cure="open it in a browser and save the page")
    if media_type and media_type not in fetching_table().media_types:
        problem = f"{media_type[:80]} is not read"
        raise FetchError(address, problem, kind="type", cure="give a page, a feed, text or JSON")
    length = answer.headers.get("content-length", "")
    if length.isdigit() and len(length) < 20 and int(length) > limits.wire_bytes:  # noqa: PLR2004 - more digits fail below
        problem = f"{int(length):,} bytes, over the limit of {limits.wire_bytes:,}"
        raise FetchError(address, problem, kind="large", cure="save the article's text as a file")
    return unpacked(answer.body, answer.headers.get("content-encoding", ""), limits, address)


def _content_type(headers: Mapping[str, str]) -> tuple[str, str | None]:
    """Media type and charset as declared."""
    declared = headers.get("content-type", "")[:_KEPT_CHARS]
    charset = _CHARSET.search(declared.partition(";")[2].lower())
    return declared.partition(";")[0].strip().lower(), charset[1] if charset else None


def _program() -> str:
    from papertiger.news.fetching.exchange import PROGRAM  # noqa: PLC0415 - loads httpcore2

    return PROGRAM
