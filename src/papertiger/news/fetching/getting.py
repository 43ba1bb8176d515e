"""The one place where papertiger asks another machine for anything."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from papertiger.errors import FetchError
from papertiger.news.fetching.addresses import Target, parse, redirected
from papertiger.news.fetching.budget import Budget
from papertiger.news.fetching.checking import checked
from papertiger.news.fetching.fetched import Contact, Fetched, Validators
from papertiger.news.fetching.limits import DEFAULTS, PUBLIC, Limits, Reach
from papertiger.news.fetching.networks import Use, media_types
from papertiger.news.fetching.resolving import Resolver, pinned, system_resolver
from papertiger.news.fetching.unpacking import unpacked

if TYPE_CHECKING:
    from papertiger.news.fetching.exchange import Answer

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_GIVEN = frozenset({200, 203})
_NAMED = {401: "asks for a password", 403: "refuses it", 404: "has no such page", 410: "has removed the page"}
_TYPES: dict[Use, str] = {
    "any": "give a page, a feed, text or JSON",
    "page": "give the address of a page or of a text",
    "feed": "give the address of an RSS, Atom or JSON feed",
    "sitemap": "give the address of a sitemap",
    "robots": "its owner should give it as text/plain",
}
_CHARSET = re.compile(r"charset=\s*\"?([A-Za-z0-9_:.+-]{1,40})")
_UNCHANGED = 304
_KEPT = (
    "content-type",
    "content-language",
    "content-encoding",
    "last-modified",
    "etag",
    "date",
    "link",
    "retry-after",
)
_KEPT_CHARS = 1_000


def _now() -> datetime:
    return datetime.now(UTC)


def fetch(
    address: str,
    *,
    known: Validators | None = None,
    use: Use = "any",
    follow: bool = True,
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
        known: of what is there already: the server is asked for it only if it has changed since. Status 304 then is an
            answer, with an empty body.
        use: what it is for, which says what media types are taken.
        follow: whether redirects are followed; if not, one is an answer, with an empty body and `Fetched.location`. Whoever keeps
            a pace asks for every address by itself.
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
    places: dict[tuple[str, int], tuple[str, ...]] = {}
    contacts: list[Contact] = []

    def connected(ip: str) -> None:
        contacts.append(Contact(target.host, ip, target.port))
        if contacted is not None:
            contacted(contacts[-1])

    passed: list[str] = []
    while True:
        place = (target.host, target.port)
        if place not in places:  # a second look-up could be answered otherwise
            places[place] = pinned(target, resolve, reach, budget)
        from papertiger.news.fetching.exchange import asked  # noqa: PLC0415 - loads httpcore2

        conditions = _conditions(known, target)
        with asked(target, places[place], reach.trust, budget, connected, _fields(use, conditions)) as answer:
            location = answer.headers.get("location", "") if answer.status in _REDIRECTS else None
            if location is None or not follow:
                when = clock()
                media_type, charset = _content_type(answer.headers)
                unchanged = answer.status == _UNCHANGED and bool(conditions)
                empty = unchanged or location is not None
                return Fetched(
                    address=address.strip(),
                    final=str(target),
                    redirects=tuple(passed),
                    contacts=tuple(contacts),
                    status=answer.status,
                    headers=_kept(answer),
                    media_type=media_type,
                    charset=charset,
                    body=b"" if empty else _body(answer, media_type, target, limits, use, when),
                    wire_bytes=budget.wire,
                    fetched=when,
                    program=_program(),
                    location=None
                    if location is None
                    else str(checked(str(_next(target, location, 0, limits, reach)), reach)),
                )
        target = _next(target, location, len(passed), limits, reach)
        passed.append(str(target))
        budget.address = str(target)


def _conditions(known: Validators | None, target: Target) -> list[tuple[bytes, bytes]]:
    """Fields that make a request to `target` a conditional one."""
    if known is None or known.address != str(target):
        return []
    fields = ((b"If-None-Match", known.etag), (b"If-Modified-Since", known.modified))
    return [(name, value.encode("ascii")) for name, value in fields if value]


def _fields(use: Use, conditions: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    return [(b"Accept", ", ".join(media_types(use)).encode("ascii")), *conditions]


def _kept(answer: Answer) -> dict[str, str]:
    return {name: answer.headers[name][:_KEPT_CHARS] for name in _KEPT if name in answer.headers}


def retry_after(value: str, now: datetime) -> float | None:
    """Seconds from `now` that a Retry-After field (RFC 9110, section 10.2.3) asks for; None where it says nothing."""
    text = value.strip()
    if text.isascii() and text.isdigit():
        return float(text[:_DIGITS])
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    until = until if until.tzinfo is not None else until.replace(tzinfo=UTC)
    try:
        return max(0.0, (until - now).total_seconds())
    except OverflowError:
        return None


_DIGITS = 9
"""Of a number of seconds; more than thirty years are all the same."""


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


def _body(answer: Answer, media_type: str, target: Target, limits: Limits, use: Use, when: datetime) -> bytes:
    """The body of an answer that is worth reading; nothing of another is read."""
    address = str(target)
    if answer.status not in _GIVEN:
        what = _NAMED.get(answer.status, "does not give it")
        raise FetchError(
            address,
            f"{target.host} {what} (status {answer.status})",
            kind="status",
            cure="open it in a browser and save the page",
            status=answer.status,
            headers=_kept(answer),
            retry_after=retry_after(answer.headers.get("retry-after", ""), when),
        )
    if media_type and media_type not in media_types(use):
        raise FetchError(
            address,
            f"{media_type[:80]} is not read" + ("" if use == "any" else f" as a {use}"),
            kind="type",
            cure=_TYPES[use],
            status=answer.status,
            headers=_kept(answer),
        )
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
