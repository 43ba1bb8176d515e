"""Feeds to listings: RSS 0.9 to 2.0, RSS 1.0 (RDF), Atom (RFC 4287), JSON Feed 1.1."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from papertiger.errors import ArticleError
from papertiger.news.fields import language_tag
from papertiger.news.following.alternates import not_a_list
from papertiger.news.following.identity import absolute
from papertiger.news.following.listing import MAX_ENTRIES, MAX_TEXT, Entry, Listing, Notes, first, unique
from papertiger.news.following.moments import moment
from papertiger.news.following.wording import words
from papertiger.news.foreignxml import local_name, read_xml

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_XML = "{http://www.w3.org/XML/1998/namespace}"
_FEEDS = frozenset({"rss", "rdf", "feed", "channel"})
_ITEMS = frozenset({"item", "entry"})
_PARENTS = _FEEDS | _ITEMS | {"items"}
_PUBLISHED = ("published", "pubdate", "issued", "date", "created")
_UPDATED = ("updated", "modified", "lastbuilddate")
_SUMMARY = ("summary", "description", "tagline")
_PERIODS = {"hourly": 1, "daily": 24, "weekly": 168, "monthly": 720, "yearly": 8_760}
_LONGEST_TTL = 527_040
"""Minutes of a year."""
_LONGEST_TEXT = 20_000
"""Characters after which no more is gathered for a title, a name, a time or an address: all of those are shorter."""
_NO_ADDRESS = "an entry without an address was passed over"
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,1000}\{")


def list_feed(
    raw: bytes,
    address: str,
    *,
    fetched: datetime | None = None,
    declared: str | None = None,
    limit: int = MAX_ENTRIES,
) -> Listing:
    """What a feed lists.

    Args:
        raw: its bytes, unpacked.
        address: where it was found, redirects followed: what its relative addresses begin from.
        fetched: when; times that lie more than two days after it are left out, with a note.
        declared: encoding as the server declares it; the bytes themselves decide.
        limit: most entries that are taken.

    Raises:
        ArticleError: it is no feed, declares entities, or is nested too deep; a web page's cure names the page's feeds.
    """
    limit = min(limit, MAX_ENTRIES)
    if _JSON.match(raw):
        from papertiger.news.following.jsonfeed import list_json  # noqa: PLC0415 - it builds on this module's values

        return list_json(raw, address, fetched, limit)
    not_a_list(raw, address, "a feed")
    root, problems = read_xml(raw, address, declared=declared, units=("item", "entry"))
    if local_name(root) not in _FEEDS:
        says = f"no feed (its root is <{local_name(root)[:40]}>)"
        raise ArticleError(address, says, cure="give the address of an RSS or Atom feed, or say `sitemap:`")
    return _Feed(address, fetched, problems).listing(root, limit)


def is_feed(root: Element) -> bool:
    """Whether an XML document is a feed, by its root."""
    return local_name(root) in _FEEDS


def listing_of(root: Element, address: str, fetched: datetime | None, problems: tuple[str, ...]) -> Listing:
    """What a parsed feed lists."""
    return _Feed(address, fetched, problems).listing(root, MAX_ENTRIES)


@dataclass
class _Feed:
    """One feed while it is read."""

    address: str
    fetched: datetime | None
    problems: tuple[str, ...]
    notes: Notes = field(default_factory=Notes)
    _bases: dict[Element, str] = field(default_factory=dict)

    def listing(self, root: Element, limit: int) -> Listing:
        channel = next((child for child in root if local_name(child) == "channel"), root)
        about = _children(channel)
        language = language_tag(_text(about.get("language")) or root.get(_XML + "lang") or "")
        entries = unique(self.entries(root), self.notes, limit)
        if not entries and not self.notes.found:
            self.notes.add("a feed without entries")
        return Listing(
            entries=entries,
            title=words(_text(about.get("title"))),
            language=language,
            every=_every(about),
            problems=self.notes.told(self.problems),
        )

    def entries(self, root: Element) -> Iterator[Entry]:
        # An item within an item's text is none; one within an item is, whose end tag is missing.
        items = (
            element
            for element in root.iterdescendants("{*}*")
            if local_name(element) in _ITEMS and local_name(element.getparent()) in _PARENTS
        )
        for item in first(items, self.notes):
            entry = self.entry(item)
            if entry is not None:
                yield entry

    def entry(self, item: Element) -> Entry | None:
        parts = _children(item)
        guid = words(_text(parts.get("guid")) or _text(parts.get("id")))
        address = self.link(item, parts)
        if address is None:
            self.notes.add(_NO_ADDRESS, _text(parts.get("title")) or guid or "")
            return None
        outlet, source_address = self.source(parts.get("source"))
        content = _markup(parts.get("encoded")) or _markup(parts.get("content"))
        summary = next((found for name in _SUMMARY if (found := _markup(parts.get(name)))), None)
        return Entry(
            address=address,
            title=words(_text(parts.get("title"))),
            published=self.when(parts, _PUBLISHED),
            updated=self.when(parts, _UPDATED),
            guid=guid,
            outlet=outlet,
            source_address=source_address,
            summary_html=self.capped(summary, address),
            content_html=self.capped(content, address),
            language=language_tag(_text(parts.get("language")) or item.get(_XML + "lang") or ""),
            author=words(_text(parts.get("creator")) or _person(parts.get("author"))),
        )

    def link(self, item: Element, parts: dict[str, Element]) -> str | None:
        """The entry's address: the alternate link, else RSS's permanent id, else what RDF says it is about."""
        for child in item:
            if local_name(child) == "link" and (child.get("rel") or "alternate").lower() == "alternate":
                given = child.get("href") or child.text or ""
                if given.strip() and (found := absolute(self.base(child), given)):
                    return found
        guid = parts.get("guid")
        if guid is not None and (guid.get("isPermaLink") or "true").strip().lower() == "true":
            given = (guid.text or "").strip()
            if given.lower().startswith(("http://", "https://")):
                return absolute(self.base(guid), given)
        about = next((str(v) for k, v in item.attrib.items() if str(k).endswith(("}about", ":about"))), "")
        if not about:
            id_ = _text(parts.get("id")) or ""
            about = id_ if id_.lower().startswith(("http://", "https://")) else ""
        return absolute(self.base(item), about) if about else None

    def base(self, element: Element) -> str:
        """What relative addresses in `element` begin from: the feed's address, and every xml:base on the way down."""
        chain = []
        place: Element | None = element
        while place is not None and place not in self._bases:
            chain.append(place)
            place = place.getparent()
        base = self._bases[place] if place is not None else self.address
        for place in reversed(chain):
            given = place.get(_XML + "base")
            base = (absolute(base, given) or base) if given else base
            if place is not element:  # leaves are asked once
                self._bases[place] = base
        return base

    def source(self, source: Element | None) -> tuple[str | None, str | None]:
        """Outlet and address of what an entry says it is from: RSS ``source`` and Atom ``source``."""
        if source is None:
            return None, None
        inside = _children(source)
        name = words(_text(inside.get("title")) if inside else source.text)
        given = source.get("url") or _text(inside.get("id"))
        link = next(
            (c for c in source if local_name(c) == "link" and c.get("rel", "alternate") != "self"), None
        )
        given = (link.get("href") if link is not None else None) or given
        return name, absolute(self.base(source), given) if given else None

    def when(self, parts: dict[str, Element], names: tuple[str, ...]) -> str | None:
        text = next((text for name in names if (text := _text(parts.get(name)))), None)
        return moment(text, self.fetched, self.notes) if text else None

    def capped(self, text: str | None, address: str) -> str | None:
        if text is None or len(text) <= MAX_TEXT:
            return text
        self.notes.add(f"a text over the limit of {MAX_TEXT:,} characters was left out", address)
        return None


def _children(element: Element) -> dict[str, Element]:
    """Children by local name; the first of a name that holds anything counts."""
    found: dict[str, Element] = {}
    for child in element:
        name = local_name(child)
        if name and name not in found and (child.text or len(child) or child.attrib):
            found[name] = child
    return found


def _text(element: Element | None) -> str | None:
    """The text within an element; None where there is none."""
    if element is None:
        return None
    taken, size = [], 0
    for part in element.itertext():
        taken.append(part)
        size += len(part)
        if size > _LONGEST_TEXT:
            break
    return "".join(taken).strip() or None


def _person(element: Element | None) -> str | None:
    """Name of an Atom person, or RSS's author."""
    if element is None:
        return None
    name = next((child for child in element if local_name(child) == "name"), None)
    return _text(name if name is not None else element)


def _markup(element: Element | None) -> str | None:
    """An entry's text as markup: of XHTML content the elements, of HTML what they were escaped from, of text the text."""
    if element is None:
        return None
    from lxml.etree import tostring  # noqa: PLC0415 - costs start-up time

    if len(element):
        whole = (element.text or "") + "".join(tostring(child, encoding="unicode") for child in element)
        return whole.strip() or None
    return (element.text or "").strip() or None


def _every(about: dict[str, Element]) -> timedelta | None:
    """How often a feed says that it changes: RSS ``ttl`` in minutes, or the syndication module of RSS 1.0."""
    ttl = (_text(about.get("ttl")) or "")[:10]
    if ttl.isascii() and ttl.isdigit() and 0 < int(ttl) <= _LONGEST_TTL:
        return timedelta(minutes=int(ttl))
    hours = _PERIODS.get((_text(about.get("updateperiod")) or "").lower())
    if hours is None:
        return None
    times = (_text(about.get("updatefrequency")) or "1")[:6]
    number = int(times) if times.isascii() and times.isdigit() else 1
    return timedelta(hours=hours) / max(1, number)
