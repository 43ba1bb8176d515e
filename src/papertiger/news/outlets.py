"""The outlet of an article that names none: the host of its address."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from papertiger.news.article import Metadata


def with_outlet(metadata: Metadata) -> Metadata:
    """`metadata` with the host of its URL as outlet, when it has no other."""
    if metadata.outlet or not metadata.url:
        return metadata
    return replace(metadata, outlet=host_of(metadata.url))


def host_of(url: str) -> str | None:
    """The host in `url` without ``www.``, or None."""
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None
