"""One thing to ask one host for, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from papertiger.errors import FetchError, PapertigerError
from papertiger.news.fetching import Contact, Fetched, Use, Validators
from papertiger.news.fetching.addresses import Target
from papertiger.news.following.listing import Entry
from papertiger.news.following.sourcelist import Source

Check = Callable[[str], Target]
"""Takes an address apart, or raises FetchError where it is never asked for."""
Kind = Literal["feed", "sitemap", "page", "robots", "article"]
USES: dict[Kind, Use] = {
    "feed": "feed",
    "sitemap": "sitemap",
    "page": "page",
    "robots": "robots",
    "article": "page",
}
"""What is asked for → the media types that are taken."""
MOST_REDIRECTS = 5
"""In a row, as for `papertiger read`; RFC 9309 asks for as many with robots.txt."""


@dataclass(frozen=True, slots=True)
class Hop:
    """A redirect that was met on the way."""

    status: int
    address: str
    """Which gave it."""
    ip: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Errand:
    """One address that is asked for on behalf of a source."""

    source: Source
    kind: Kind
    address: str
    """As it was given, before any redirect."""
    here: Target
    """What is asked for now: `address`, or where it redirected to."""
    entry: Entry | None = None
    """Of an article: how its source lists it."""
    listing: str | None = None
    """Of an article: the address that listed it."""
    known: Validators | None = None
    hops: tuple[Hop, ...] = ()
    tried: int = 0
    """How often it failed before, in earlier rounds."""

    @property
    def origin(self) -> str:
        """Scheme, host and port: what a robots.txt is about (RFC 9309, section 2.3)."""
        return f"{self.here.scheme}://{self.here.authority}"

    @property
    def moved(self) -> str | None:
        """Where the address has moved for good: every redirect on the way says so."""
        lasting = self.hops and all(hop.status in _FOR_GOOD for hop in self.hops)
        return str(self.here) if lasting else None

    def on(self, got: Fetched, check: Check) -> Errand:
        """The same errand at where `got`, a redirect, leads.

        Raises:
            FetchError: too many redirects, or to what is never asked for.
        """
        if len(self.hops) >= MOST_REDIRECTS:
            problem = f"more than {MOST_REDIRECTS} redirects"
            cure = "give the address that a browser ends at"
            raise FetchError(str(self.here), problem, kind="redirect", cure=cure, status=got.status)
        hop = Hop(got.status, str(self.here), got.ip, got.fetched)
        return replace(self, here=check(got.location or ""), hops=(*self.hops, hop))


_FOR_GOOD = frozenset({301, 308})


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one request of an errand."""

    errand: Errand
    at: datetime
    """When the request began, in UTC."""
    got: Fetched | None
    error: FetchError | None
    contacts: tuple[Contact, ...] = ()
    """Who was connected to; nobody where it failed before."""
    trace: str = field(default="", repr=False)
    """Traceback of an unexpected error."""


@dataclass(frozen=True, slots=True)
class Asking:
    """How requests are made."""

    fetch: Callable[..., Fetched]
    """`papertiger.news.fetching.fetch`, with what tests put in its place."""
    clock: Callable[[], datetime]

    def ask(self, errand: Errand) -> Answer:
        """Make one request; a redirect is an answer."""
        contacts: list[Contact] = []
        at = self.clock()
        try:
            got = self.fetch(
                str(errand.here),
                known=errand.known,
                use=USES[errand.kind],
                follow=False,
                clock=self.clock,
                contacted=contacts.append,
            )
        except FetchError as error:
            return Answer(errand, at, None, error, tuple(contacts))
        except Exception as error:  # noqa: BLE001 - hostile answers must not stop the rest
            return Answer(errand, at, None, _unexpected(errand, error), tuple(contacts), _traceback(error))
        return Answer(errand, at, got, None, got.contacts)


def _unexpected(errand: Errand, error: Exception) -> FetchError:
    says = str(error) if isinstance(error, PapertigerError) else f"{type(error).__name__}: {error}"
    cure = "a fault in papertiger; --debug shows where"
    return FetchError(str(errand.here), f"could not be read: {says[:300]}", kind="protocol", cure=cure)


def _traceback(error: Exception) -> str:
    import traceback  # noqa: PLC0415 - for faults only

    return "".join(traceback.format_exception(error))
