"""What is followed: sources with their addresses and their pace."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from papertiger.errors import FetchError
from papertiger.news.fetching.addresses import parse

Kind = Literal["feed", "sitemap", "pages"]
Take = Literal["pages", "items"]
KINDS: tuple[Kind, ...] = ("feed", "sitemap", "pages")
_LONGEST_ID = 60
_NOT_ID = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Source:
    """One place that news is listed at, or a few pages that are looked at again and again."""

    id: str
    """Lower-case ASCII; the collection log and warnings name the source by it, so it must stay the same."""
    kind: Kind
    """``feed`` and ``sitemap``: the addresses give lists of articles; ``pages``: they are the articles."""
    addresses: tuple[str, ...]
    """Absolute http or https addresses, checked as the fetcher checks them; at least one."""
    outlet: str | None = None
    """Name of the outlet, where the list says it; goes before what feeds and pages say."""
    language: str | None = None
    """BCP-47 primary tag."""
    owner: str | None = None
    """Who owns the outlet."""
    every: timedelta = timedelta(minutes=30)
    """Time between two asks of each address."""
    silent_after: timedelta = timedelta(days=3)
    """Without anything new for so long, and for longer than is usual for it, the source is called silent."""
    take: Take = "pages"
    """Whether the articles' pages are fetched, or the text that the feed itself carries is taken."""
    limit: int = 200
    """Most new articles of one round; the rest comes in the next ones."""
    pace: float = 5.0
    """Seconds between two requests to one host; a robots.txt that asks for more is obeyed."""

    @property
    def hosts(self) -> tuple[str, ...]:
        """Hosts of the addresses, in order, each once; pages that are listed may lie on others."""
        return tuple(dict.fromkeys(host_of(address) for address in self.addresses))


@dataclass(frozen=True, slots=True)
class SourceList:
    """The sources of a list, in its order; ids and addresses are there once."""

    sources: tuple[Source, ...]
    notes: tuple[str, ...] = ()
    """What an imported list holds that was passed over, one line each."""

    def __getitem__(self, id_: str) -> Source:
        """The source of that id; raises KeyError where there is none."""
        return next((one for one in self.sources if one.id == id_), None) or _missing(id_)

    @property
    def hosts(self) -> tuple[str, ...]:
        """Every host that will be asked for a list, sorted."""
        return tuple(sorted({host for source in self.sources for host in source.hosts}))


def host_of(address: str) -> str:
    """Host of an address, with its port where that is not the scheme's own; empty where it is no address."""
    try:
        return parse(address, range(1, 65_536)).authority
    except FetchError:
        return ""


def source_id(address: str) -> str:
    """The id of a source that is given none: from its first address alone, so that other sources don't change it."""
    bare = re.sub(r"^https?://(?:www\.)?", "", address.strip().lower()[:4_000], count=1)
    plain = _NOT_ID.sub("-", bare).strip("-")
    if len(plain) <= _LONGEST_ID and plain:
        return plain
    digest = hashlib.sha256(address.strip().encode("utf-8", "replace")).hexdigest()[:8]
    return f"{plain[: _LONGEST_ID - 9]}-{digest}".strip("-")


def _missing(id_: str) -> Source:
    raise KeyError(id_)
