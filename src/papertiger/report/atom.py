"""Warnings as an Atom feed (RFC 4287): text only, with ids that stay the same wherever the feed lies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from papertiger import __version__
from papertiger.report.languages import Language
from papertiger.report.visible import visible

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

ATOM: Final = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class Entry:
    """One warning in words."""

    id: str
    """SHA-256 or another hash of it, hex."""
    title: str
    updated: str
    """When it was given or last handled: ISO 8601 with a zone (RFC 3339)."""
    published: str
    summary: str
    paragraphs: Sequence[str]
    """The rest, a paragraph each."""
    categories: Sequence[str] = ()
    link: str | None = None


def atom(
    entries: Iterable[Entry],
    *,
    title: str,
    id: str,  # noqa: A002 - as Atom calls it
    updated: str,
    language: Language,
    address: str | None = None,
) -> bytes:
    """A feed as UTF-8.

    Args:
        entries: in the order in which they shall stand.
        title: of the feed.
        id: of the feed: a URI that stays the same.
        updated: of the newest entry, or of the feed where it has none.
        language: of titles and texts.
        address: where the feed itself is; none where it is a file.
    """
    from lxml import etree  # noqa: PLC0415 - costs start-up time

    feed = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    feed.set("{http://www.w3.org/XML/1998/namespace}lang", language)
    _text(feed, "title", title)
    _text(feed, "id", id)
    _text(feed, "updated", updated)
    _text(_text(feed, "author", ""), "name", "papertiger")
    _text(feed, "generator", "papertiger").set("version", __version__)
    if address is not None:
        link = _text(feed, "link", "")
        link.set("rel", "self")
        link.set("href", address)
    for one in entries:
        _entry(feed, one)
    made: bytes = etree.tostring(feed, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return made


def _entry(feed: Element, one: Entry) -> None:
    entry = _text(feed, "entry", "")
    _text(entry, "title", one.title)
    _text(entry, "id", f"urn:papertiger:warning:{one.id}")
    _text(entry, "published", one.published)
    _text(entry, "updated", one.updated)
    for name in one.categories:
        _text(entry, "category", "").set("term", visible(name))
    if one.link is not None:
        link = _text(entry, "link", "")
        link.set("rel", "alternate")
        link.set("href", one.link)
    _text(entry, "summary", one.summary)
    _text(entry, "content", "\n\n".join(one.paragraphs)).set("type", "text")


def _text(parent: Element, name: str, text: str) -> Element:
    """A child with text; what XML cannot hold (RFC: XML 1.0, 2.2) is spelt out, as in a terminal."""
    from lxml import etree  # noqa: PLC0415 - as above

    child = etree.SubElement(parent, f"{{{ATOM}}}{name}")
    if text:
        child.text = "\n".join(visible(line) for line in text.split("\n"))
    return child
