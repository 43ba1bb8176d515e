"""Addresses of listed articles: made absolute, and compared without what only tells who sent the reader."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import unquote, urljoin

from papertiger.errors import FetchError
from papertiger.news.fetching.addresses import MAX_ADDRESS, parse
from papertiger.news.following.defaults import following_table

_PORTS = range(1, 65_536)
_BREAKS = re.compile(r"[\t\r\n]")


def absolute(base: str, address: str) -> str | None:
    """`address` as it stands at `base`, without its fragment; None where it is no address at all, or longer than any.

    Line breaks and tabs are dropped and spaces encoded, as browsers do (WHATWG URL). Nothing is judged here: what may
    be fetched is for the fetcher to say, which sees every address again.
    """
    plain = _BREAKS.sub("", address.strip()[: MAX_ADDRESS + 1]).replace(" ", "%20")
    if not plain or len(plain) > MAX_ADDRESS:
        return None
    try:
        whole = urljoin(base, plain).partition("#")[0]
    except ValueError:
        return None
    return whole if ":" in whole and len(whole) <= MAX_ADDRESS else None


def identity(address: str) -> str:
    """What two addresses of one article have in common: no fragment, no tracking parameters, the host in one form.

    It is for comparing only; what is asked for stays the address as it was listed.
    """
    try:
        target = str(parse(address, _PORTS))
    except FetchError:
        target = address.partition("#")[0]
    place, mark, query = target.partition("?")
    if not mark:
        return place
    kept = [part for part in query.split("&") if part and not _is_tracking(part)]
    return f"{place}?{'&'.join(kept)}" if kept else place


def _is_tracking(parameter: str) -> bool:
    name = unquote(parameter.partition("=")[0]).lower()
    exact, beginnings = _tracking()
    return name in exact or name.startswith(beginnings)


@cache
def _tracking() -> tuple[frozenset[str], tuple[str, ...]]:
    names = following_table().tracking
    return (
        frozenset(name for name in names if not name.endswith("*")),
        tuple(name[:-1] for name in names if name.endswith("*")),
    )
