"""Which addresses are public. One hole in `ipaddress.is_global` is enough, so that a table decides, and that too."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from papertiger.news.fetching.tables import FetchingTable, Range

Use = Literal["any", "page", "feed", "sitemap", "robots"]
"""What an address is asked for: whatever the loaders read; one article; what lists articles; what may be asked."""
_DATA = Path(__file__).parent / "data"
_ISATAP = (0x00005EFE, 0x02005EFE)
"""Third quarter of an IPv6 address whose last quarter is an IPv4 address (RFC 5214)."""


@dataclass(frozen=True, slots=True)
class _Networks:
    ipv4: tuple[tuple[IPv4Network, str], ...]
    ipv6_public: IPv6Network
    ipv6: tuple[tuple[IPv6Network, str], ...]
    embedding: tuple[tuple[IPv6Network, str], ...]


def why_refused(ip: IPv4Address | IPv6Address) -> str | None:
    """Why nothing is fetched from `ip`, in a few words, or None for a public address.

    Addresses that carry an IPv4 address (mapped, NAT64, ISATAP) are judged by it; 6to4 and Teredo are refused whole.
    """
    if isinstance(ip, IPv4Address):
        return _in(ip, _networks().ipv4) or _by_library(ip)
    if ip.scope_id is not None:
        return "scoped to one link"
    number = int(ip)
    for network, why in _networks().embedding:
        if ip in network:
            inner = why_refused(IPv4Address(number & 0xFFFFFFFF))
            return f"{why} of {IPv4Address(number & 0xFFFFFFFF)}: {inner}" if inner else None
    if ip not in _networks().ipv6_public:
        return "not global unicast (RFC 4291)"
    if (number >> 32) & 0xFFFFFFFF in _ISATAP and (inner := why_refused(IPv4Address(number & 0xFFFFFFFF))):
        return f"ISATAP (RFC 5214): {inner}"
    return _in(ip, _networks().ipv6) or _by_library(ip)


@cache
def fetching_table() -> FetchingTable:
    """``data/networks.yaml``."""
    from papertiger.datafiles import load_table  # noqa: PLC0415 - pydantic costs start-up time
    from papertiger.news.fetching.tables import FetchingTable  # noqa: PLC0415 - as above

    return load_table(_DATA / "networks.yaml", FetchingTable)


def media_types(use: Use) -> Collection[str]:
    """The media types that are taken for `use`."""
    table = fetching_table()
    return table.media_types if use == "any" else table.uses[use]


def _in(
    ip: IPv4Address | IPv6Address, ranges: tuple[tuple[IPv4Network | IPv6Network, str], ...]
) -> str | None:
    return next((why for network, why in ranges if ip in network), None)


def _by_library(ip: IPv4Address | IPv6Address) -> str | None:
    """The standard library's opinion, for ranges that its registry knows and ours does not."""
    public = ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_loopback or ip.is_link_local)
    return None if public and not ip.is_private and not ip.is_unspecified else "not public"


@cache
def _networks() -> _Networks:
    table = fetching_table()
    return _Networks(
        tuple((IPv4Network(one.network), one.why) for one in table.ipv4_refused),
        IPv6Network(table.ipv6_public),
        _sixes(table.ipv6_refused),
        _sixes(table.embedding),
    )


def _sixes(ranges: list[Range]) -> tuple[tuple[IPv6Network, str], ...]:
    return tuple((IPv6Network(one.network), one.why) for one in ranges)
