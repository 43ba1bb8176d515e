"""RSS and Atom files to articles, one an item."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from papertiger.errors import ArticleError
from papertiger.news.article import Article, Metadata
from papertiger.news.compose import compose
from papertiger.news.fields import as_field, find, merge, metadata_of
from papertiger.news.foreignxml import local_name, parse_strictly
from papertiger.news.markup import fragment_blocks
from papertiger.news.refusal import Refusal

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAX_ITEMS = 20_000
"""Most items of a feed that are read; feeds have some hundreds at most."""
_ITEMS = frozenset({"item", "entry"})
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_CONTENT = ("encoded", "content", "description", "summary")
"""Elements that hold an item's text, the fullest first."""


def read_feed(raw: bytes, path: str) -> Iterator[Article | Refusal]:
    """The articles of a feed, with a refusal for every item that has no text.

    Raises:
        ArticleError: it is no well-formed feed, declares entities, or is empty.
    """
    root = parse_strictly(raw, path)
    channel = next((e for e in root if local_name(e) == "channel"), root)
    whole = Metadata(
        outlet=as_field("outlet", _child_text(channel, "title")),
        language=as_field("language", _child_text(channel, "language") or root.get(_XML_LANG)),
    )
    items = [element for element in root.iter() if local_name(element) in _ITEMS]
    if not items:
        raise ArticleError(path, "a feed with no items", cure="give a feed that carries articles")
    for number, item in enumerate(items[:MAX_ITEMS], start=1):
        yield _read_item(item, whole, path, number)
    if len(items) > MAX_ITEMS:
        problem = f"{len(items) - MAX_ITEMS:,} items over the limit of {MAX_ITEMS:,} not read"
        yield Refusal(path, MAX_ITEMS + 1, problem, "cut the feed into several files")


def _read_item(item: Element, whole: Metadata, path: str, number: int) -> Article | Refusal:
    from lxml.etree import tostring  # noqa: PLC0415 - costs start-up time

    record = _record(item)
    content = next((text for name in _CONTENT if (text := record.pop(name, "")).strip()), None)
    if content is None:
        return Refusal(path, number, "an item without text", "give a feed with full content, or the pages")
    metadata = merge(metadata_of(record), whole)
    raw = tostring(item, encoding="utf-8", with_tail=False)
    try:
        return compose(fragment_blocks(content, path), metadata, raw, f"{path}#{number}")
    except ArticleError as error:
        return Refusal(path, number, error.problem, error.cure)


def _record(item: Element) -> dict[str, str]:
    """An item's elements by local name; the first of a name counts."""
    record: dict[str, str] = {}
    for child in item:
        name = local_name(child)
        value = _address(child) if name == "link" else _value(child, "title" if name == "source" else "name")
        if value and (name != "link" or child.get("rel", "alternate") == "alternate"):
            record.setdefault(name, value)
    if find(record, "url") is None and record.get("guid", "").startswith("http"):
        record["url"] = record["guid"]
    if language := item.get(_XML_LANG):
        record.setdefault("language", language)
    return record


def _value(element: Element, called: str = "name") -> str:
    """The text of an element; of an Atom person the name, of an Atom source the title; of XHTML content, the markup."""
    from lxml.etree import tostring  # noqa: PLC0415 - costs start-up time

    name = next((child.text for child in element if local_name(child) == called), None)
    if name is not None:
        return str(name)
    if len(element):
        return (element.text or "") + "".join(tostring(child, encoding="unicode") for child in element)
    return str(element.text or "")


def _address(element: Element) -> str:
    return str(element.get("href") or element.text or "")


def _child_text(element: Element, name: str) -> str | None:
    return next((child.text for child in element if local_name(child) == name), None)
