"""The collection log: what is written down of a request, and what the next one goes on from.

A row says what the Berkeley Protocol on Digital Open Source Investigations (United Nations 2020, chapter VI.C) asks for: the address,
the moment in UTC, the program with its version, the hash of what came, the header fields, the IP address that answered; also where
nothing came. Names that no header field can have hold what the columns have no room for:

- ``:ip`` and ``:redirects``: who answered, and who sent us there, each with its status, IP address and moment;
- ``:asked``: the address as it was listed, where tracking parameters were left out of the row's;
- ``:listing``: of an article, the address that listed it;
- ``:taken``, ``:left``, ``:waiting``, ``:more``: of a listing, how many articles were to be fetched then, how many were left for a later
  round, how many failed before and are tried again later, how many further lists it names;
- ``:every``: of a listing, after how many seconds it says that it changes;
- ``:kind``: of a failure, `FetchError.kind`, ``robots`` (not allowed), ``host`` (not one of the list's) or ``unread`` (no article in what
  came);
- ``:text``: of a robots.txt, what it says, so that it need not be asked for again within a day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from papertiger.ledger.looked import Look
from papertiger.news.fetching import Validators
from papertiger.news.following.identity import identity
from papertiger.news.following.sourcelist import Source

if TYPE_CHECKING:
    from papertiger.ledger import Ledger
    from papertiger.workbench.following.errands import Answer, Errand

LISTINGS = ("feed", "sitemap", "page")
GONE = 410
"""Status by which a server says that an address will never be there again (RFC 9110, section 15.5.11)."""
_AGAIN = frozenset({"slow", "connection", "unresolved", "certificate", "encoding", "protocol"})
_AGAIN_STATUSES = frozenset({408, 425, 429, *range(500, 600)})
_WAITS = (
    timedelta(minutes=20),
    timedelta(hours=2),
    timedelta(hours=8),
    timedelta(days=1),
    timedelta(days=3),
)
"""How long an article that failed is let alone after its first, second, … failure; the one after these is the last."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a row says beyond its request."""

    problem: str | None = None
    cure: str | None = None
    kind: str | None = None
    """Of a failure."""
    listed: int | None = None
    fresh: int | None = None
    article: str | None = None
    more: Mapping[str, str] | None = None
    """Further fields."""


PLAIN = Result()


def look_of(answer: Answer, result: Result = PLAIN) -> Look:
    """The row of a request, `result` beside what the answer itself says."""
    errand, got, error = answer.errand, answer.got, answer.error
    headers = dict(got.headers if got is not None else error.headers if error is not None else {})
    headers |= _circumstances(errand, answer.contacts[-1].ip if answer.contacts else None)
    headers |= result.more or {}
    kind = result.kind or (error.kind if error is not None else None)
    if kind:
        headers[":kind"] = kind
    final = str(errand.here)
    return Look(
        source=errand.source.id,
        outlet=errand.source.outlet,
        kind=errand.kind,
        address=kept_address(errand),
        at=answer.at.isoformat(),
        final=final if final != kept_address(errand) else None,
        status=got.status if got is not None else error.status if error is not None else None,
        headers=headers,
        size=len(got.body) if got is not None else None,
        sha256=got.sha256 if got is not None and got.body else None,
        listed=result.listed,
        fresh=result.fresh,
        problem=result.problem or (error.problem if error is not None else None),
        cure=result.cure or (error.cure or None if error is not None else None),
        article=result.article,
    )


def look_without(errand: Errand, at: datetime, result: Result) -> Look:
    """The row of an errand of which nobody was asked, or whose answer was not waited for."""
    return Look(
        source=errand.source.id,
        outlet=errand.source.outlet,
        kind=errand.kind,
        address=kept_address(errand),
        at=at.isoformat(),
        headers={
            **_circumstances(errand, None),
            **({":kind": result.kind} if result.kind else {}),
            **(result.more or {}),
        },
        listed=result.listed,
        fresh=result.fresh,
        problem=result.problem,
        cure=result.cure,
        article=result.article,
    )


def kept_address(errand: Errand) -> str:
    """How the log calls an errand's address: an article's without what only tells who sent the reader."""
    return identity(errand.address) if errand.kind == "article" else errand.address


def _circumstances(errand: Errand, ip: str | None) -> dict[str, str]:
    found = {":ip": ip} if ip else {}
    if errand.hops:
        found[":redirects"] = " ; ".join(
            f"{hop.status} {hop.address} ({hop.ip}, {_utc(hop.at)})" for hop in errand.hops
        )
    if errand.address != kept_address(errand):
        found[":asked"] = errand.address
    if errand.listing is not None:
        found[":listing"] = errand.listing
    return found


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def marks(ledger: Ledger, source: Source, address: str) -> Validators | None:
    """What the last answer of a listing or page was marked with; None where the whole must be asked for.

    The whole is asked for while anything of the last answer is still to be fetched: "not modified" would hide it.
    """
    last = ledger.last_look(source.id, address, answered=True)
    if last is None or not _settled(ledger, last):
        return None
    found = {"etag": last.header("etag") or "", "last-modified": last.header("last-modified") or ""}
    return Validators.of(last.final or last.address, found)


def _settled(ledger: Ledger, last: Look) -> bool:
    """Whether every article that a listing gave was looked at since, and nothing was left for later."""
    if ":more" in last.headers or any(last.headers.get(name, "0") != "0" for name in (":left", ":waiting")):
        return False
    looked = _looked(ledger, last)
    return looked is None or (len(looked) >= _taken(last) and not any(again(look) for look in looked))


def unfinished(ledger: Ledger, last: Look) -> bool:
    """Whether articles that a list gave were not looked at since: its round was broken off, or their host did not answer."""
    looked = _looked(ledger, last)
    return looked is not None and len(looked) < _taken(last)


def _taken(last: Look) -> int:
    return int(last.headers.get(":taken", "0"))


def _looked(ledger: Ledger, last: Look) -> list[Look] | None:
    """Looks since a look at a list at the articles that it gave; None where it gave none."""
    if not _taken(last):
        return None
    since = ledger.looks(last.source, last.at, ("article",))
    return [look for look in since if look.headers.get(":listing") == last.address]


def again(look: Look) -> bool:
    """Whether what failed may go well another time."""
    if look.problem is None:
        return False
    return look.headers.get(":kind") in _AGAIN or look.status in _AGAIN_STATUSES


def standing(failures: int, last: Look, now: datetime) -> Literal["now", "later", "never"]:
    """Whether an article that failed so many times, `last` the last time, is tried again."""
    if not again(last) or failures > len(_WAITS):
        return "never"
    return "later" if now - datetime.fromisoformat(last.at) < _WAITS[failures - 1] else "now"
