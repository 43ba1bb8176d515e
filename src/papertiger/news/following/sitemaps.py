"""Sitemaps to listings (https://www.sitemaps.org/protocol.html): lists of pages, indexes, news sitemaps, plain text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from papertiger.errors import ArticleError
from papertiger.news.fetching.limits import DEFAULTS, Limits
from papertiger.news.fetching.unpacking import unpacked
from papertiger.news.fields import language_tag
from papertiger.news.following.alternates import not_a_list
from papertiger.news.following.feedlisting import is_feed, listing_of
from papertiger.news.following.identity import absolute
from papertiger.news.following.listing import MAX_ENTRIES, Entry, Listing, Notes, first, unique
from papertiger.news.following.moments import moment
from papertiger.news.following.wording import words
from papertiger.news.foreignxml import local_name, read_xml
from papertiger.news.freeze import decode

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_GZIP = b"\x1f\x8b"
_CURE = "give the address of a sitemap; robots.txt often names it"


def list_sitemap(
    raw: bytes,
    address: str,
    *,
    fetched: datetime | None = None,
    declared: str | None = None,
    limit: int = MAX_ENTRIES,
    limits: Limits = DEFAULTS,
) -> Listing:
    """What a sitemap lists: pages as `entries`, further sitemaps as `more`.

    Args:
        raw: its bytes. A gzip file (``sitemap.xml.gz``) is unpacked here within the fetcher's limits, once.
        address: where it was found, redirects followed.
        fetched: when; times that lie more than two days after it are left out, with a note.
        declared: encoding as the server declares it; the bytes themselves decide.
        limit: most entries that are taken; the newest where there are more and all have times.
        limits: of unpacking.

    Raises:
        ArticleError: it is no sitemap. FetchError: it does not unpack, or is too large or too dense for it.
    """
    limit = min(limit, MAX_ENTRIES)
    if raw.startswith(_GZIP):
        raw = unpacked([raw], "gzip", limits, address)
        if raw.startswith(_GZIP):
            raise ArticleError(address, "a sitemap that is packed twice", cure=_CURE)
    not_a_list(raw, address, "a sitemap")
    if not raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"\xff\xfe", b"\xfe\xff")):
        return _plain(raw, address, declared, limit)
    root, problems = read_xml(
        raw, address, what="a sitemap", declared=declared, units=("url", "sitemap", "item", "entry")
    )
    if is_feed(root):  # the protocol allows a feed as a sitemap
        return listing_of(root, address, fetched, problems)
    notes = Notes()
    if local_name(root) == "urlset":
        entries = _newest(list(_pages(root, address, fetched, notes)), limit, notes)
        return Listing(unique(entries, notes, limit), problems=notes.told(problems))
    if local_name(root) == "sitemapindex":
        more = unique(_lists(root, address, fetched, notes), notes)
        return Listing((), more=more, problems=notes.told(problems))
    raise ArticleError(address, f"no sitemap (its root is <{local_name(root)[:40]}>)", cure=_CURE)


def _pages(root: Element, address: str, fetched: datetime | None, notes: Notes) -> Iterator[Entry]:
    for element in first(root.iter("{*}url"), notes):
        parts = {local_name(child): child for child in reversed(element)}
        place = _place(parts, address, notes)
        if place is None:
            continue
        updated = _text(parts.get("lastmod"))
        news = parts.get("news")
        about = {local_name(child): child for child in reversed(news)} if news is not None else {}
        outlet = about.get("publication")
        of = {local_name(child): child for child in outlet} if outlet is not None else {}
        published = _text(about.get("publication_date"))
        yield Entry(
            address=place,
            title=words(_text(about.get("title"))),
            published=moment(published, fetched, notes) if published else None,
            updated=moment(updated, fetched, notes) if updated else None,
            outlet=words(_text(of.get("name"))),
            language=language_tag(_text(of.get("language"))[:40]),
        )


def _lists(root: Element, address: str, fetched: datetime | None, notes: Notes) -> Iterator[Entry]:
    for element in first(root.iter("{*}sitemap"), notes):
        parts = {local_name(child): child for child in reversed(element)}
        place = _place(parts, address, notes)
        if place is not None:
            updated = _text(parts.get("lastmod"))
            yield Entry(place, updated=moment(updated, fetched, notes) if updated else None)


def _place(parts: dict[str, Element], address: str, notes: Notes) -> str | None:
    place = absolute(address, _text(parts.get("loc")))
    if place is None:
        notes.add("an entry without an address was passed over")
    return place


def _newest(entries: list[Entry], limit: int, notes: Notes) -> list[Entry]:
    """`entries` with the newest first where all are dated: a sitemap's own order says nothing."""
    if len(entries) <= limit:
        return entries
    if all(entry.published or entry.updated for entry in entries):
        return sorted(entries, key=lambda entry: (entry.published or entry.updated or "")[:10], reverse=True)
    notes.add("more entries than are taken, and not all with times: the first were taken")
    return entries


def _plain(raw: bytes, address: str, declared: str | None, limit: int) -> Listing:
    """A text sitemap: one address a line."""
    notes = Notes()
    lines = (line.strip("\ufeff \t") for line in decode(raw, address, declared=declared).splitlines())
    found = []
    for line in first(filter(None, lines), notes):
        place = absolute(address, line) if line.lower().startswith(("http://", "https://")) else None
        if place is None:
            notes.add("a line that is no address was passed over", line)
        else:
            found.append(Entry(place))
    if not found:
        raise ArticleError(address, "no sitemap: neither XML nor a list of addresses", cure=_CURE)
    return Listing(unique(found, notes, limit), problems=notes.told())


def _text(element: Element | None) -> str:
    return "".join(element.itertext()).strip() if element is not None else ""
