"""JSON Feed (https://jsonfeed.org/version/1.1) to a listing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from typing import Any

from papertiger.errors import ArticleError
from papertiger.news.fields import language_tag
from papertiger.news.following.identity import absolute
from papertiger.news.following.listing import MAX_TEXT, Entry, Listing, Notes, first, unique
from papertiger.news.following.moments import moment
from papertiger.news.following.wording import words
from papertiger.news.freeze import decode

_CURE = "give the address of an RSS, Atom or JSON feed"


def list_json(raw: bytes, address: str, fetched: datetime | None, limit: int) -> Listing:
    """What a JSON Feed lists; see `list_feed`.

    Raises:
        ArticleError: it is no JSON, or no JSON Feed.
    """
    try:
        feed = json.loads(decode(raw, address).removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise ArticleError(address, f"a broken JSON feed: {str(error)[:100]}", cure="try again") from None
    items = feed.get("items") if isinstance(feed, Mapping) else None
    if not isinstance(items, list):
        raise ArticleError(address, "JSON that is no JSON Feed (no list `items` in it)", cure=_CURE)
    reading = _Json(address, fetched)
    entries = unique(reading.entries(items), reading.notes, limit)
    if not entries and not reading.notes.found:
        reading.notes.add("a feed without entries")
    return Listing(
        entries=entries,
        title=words(_said(feed, "title")),
        language=language_tag((_said(feed, "language") or "")[:40]),
        problems=reading.notes.told(),
    )


@dataclass
class _Json:
    address: str
    fetched: datetime | None
    notes: Notes = field(default_factory=Notes)

    def entries(self, items: list[Any]) -> Iterator[Entry]:
        for item in first(items, self.notes):
            if not isinstance(item, Mapping):
                self.notes.add("an entry that is no object was passed over")
                continue
            entry = self.entry(item)
            if entry is not None:
                yield entry

    def entry(self, item: Mapping[str, Any]) -> Entry | None:
        elsewhere = _said(item, "external_url")
        id_ = _said(item, "id") or ""
        given = _said(item, "url") or elsewhere or (id_ if id_.lower().startswith("http") else None)
        address = absolute(self.address, given) if given else None
        if address is None:
            self.notes.add("an entry without an address was passed over", _said(item, "title") or id_)
            return None
        text = _said(item, "content_text")
        content = _said(item, "content_html") or (_paragraphs(text) if text else None)
        return Entry(
            address=address,
            title=words(_said(item, "title")),
            published=self.when(item, "date_published"),
            updated=self.when(item, "date_modified"),
            guid=words(id_),
            source_address=absolute(self.address, elsewhere) if elsewhere else None,
            summary_html=self.capped(_said(item, "summary"), address),
            content_html=self.capped(content, address),
            language=language_tag((_said(item, "language") or "")[:40]),
            author=_author(item),
        )

    def when(self, item: Mapping[str, Any], name: str) -> str | None:
        text = _said(item, name)
        return moment(text, self.fetched, self.notes) if text else None

    def capped(self, text: str | None, address: str) -> str | None:
        if text is None or len(text) <= MAX_TEXT:
            return text
        self.notes.add(f"a text over the limit of {MAX_TEXT:,} characters was left out", address)
        return None


def _said(record: Mapping[str, Any], name: str) -> str | None:
    """A field's text; ids may be numbers. None where there is none."""
    value = record.get(name)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = repr(value)[:100]
    if not isinstance(value, str):
        return None
    # JSON can hold half of a surrogate pair, which is no character.
    return value.encode("utf-8", "replace").decode("utf-8").strip() or None


def _author(item: Mapping[str, Any]) -> str | None:
    """Names of the authors (version 1.1), or of the author (version 1)."""
    several = item.get("authors")
    given = several if isinstance(several, list) else [item.get("author")]
    names = [name for one in given[:20] if isinstance(one, Mapping) and (name := words(_said(one, "name")))]
    return ", ".join(names) or None


def _paragraphs(text: str) -> str:
    """Plain text as markup."""
    return "".join(f"<p>{escape(line, quote=False)}</p>" for line in text.split("\n") if line.strip())
