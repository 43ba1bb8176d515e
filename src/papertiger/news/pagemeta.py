"""What a page says about itself: JSON-LD, OpenGraph and other meta tags, `time`, canonical link, language."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from papertiger.news.article import Metadata
from papertiger.news.fields import as_field, merge, parent_of, table
from papertiger.news.outlets import host_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def page_metadata(tree: Element) -> Metadata:
    """Metadata of a parsed page, the most reliable statement of each first; the outlet is at worst the host."""
    found = merge(_json_ld(tree), _meta_tags(tree), _elements(tree))
    if found.outlet is None and found.url:
        return merge(found, Metadata(outlet=host_of(found.url)))
    return found


def _json_ld(tree: Element) -> Metadata:
    """The first article-like node of the page's JSON-LD."""
    for script in tree.iter("script"):
        if (script.get("type") or "").split(";")[0].strip().lower() != "application/ld+json":
            continue
        try:
            content = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(content, depth=4):
            if _is_article(node):
                return replace(_of_node(node), owner=_owner(node, content))
    return Metadata()


def _nodes(content: object, depth: int) -> Iterator[Mapping[str, Any]]:
    if isinstance(content, list) and depth:
        for item in content:
            yield from _nodes(item, depth - 1)
    elif isinstance(content, Mapping):
        yield content
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            if depth and name in content:
                yield from _nodes(content[name], depth - 1)


def _is_article(node: Mapping[str, Any]) -> bool:
    """Any schema.org type of article or posting."""
    types = node.get("@type")
    names = types if isinstance(types, list) else [types]
    return any(isinstance(name, str) and name.endswith(("Article", "Posting", "Report")) for name in names)


def _of_node(node: Mapping[str, Any]) -> Metadata:
    page = node.get("mainEntityOfPage")
    address = node.get("url") or (page.get("@id") if isinstance(page, Mapping) else page)
    values = {
        "title": node.get("headline") or node.get("name"),
        "outlet": node.get("publisher"),
        "author": node.get("author"),
        "published": node.get("datePublished"),
        "url": address,
        "language": node.get("inLanguage"),
    }
    return Metadata(**{name: as_field(name, value) for name, value in values.items()})


def _owner(node: Mapping[str, Any], content: object) -> str | None:
    """The publisher's parent organisation; publisher and parent may be nodes of their own, referred to by ``@id``."""
    by_id = {
        one["@id"]: one
        for one in _nodes(content, depth=4)
        if len(one) > 1 and isinstance(one.get("@id"), str)
    }

    def resolved(value: object) -> object:
        if isinstance(value, list):
            return [resolved(one) for one in value]
        key = value.get("@id") if isinstance(value, Mapping) and len(value) == 1 else None
        return by_id.get(key, value) if isinstance(key, str) else value

    return as_field("owner", resolved(parent_of(resolved(node.get("publisher")))))


def _meta_tags(tree: Element) -> Metadata:
    tags: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop")
        content = tag.get("content")
        if name and content:
            tags.setdefault(name.strip().lower(), content)
    return Metadata(**{field: _first(field, tags) for field in table().meta})


def _first(field: str, tags: Mapping[str, str]) -> str | None:
    for name in table().meta[field]:
        value = as_field(field, tags.get(name))
        # Some sites put the address of the author's profile where the name belongs.
        if value and not (field == "author" and value.lower().startswith(("http://", "https://", "@"))):
            return value
    return None


def _elements(tree: Element) -> Metadata:
    """What the visible page says: its heading, its first time stamp, its canonical address, its language."""
    canonical = next(
        (link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "")), None
    )
    language = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    return Metadata(
        title=_heading(tree),
        author=_author(tree),
        published=_time(tree),
        url=as_field("url", canonical),
        language=as_field("language", language),
    )


def _heading(tree: Element) -> str | None:
    """The only `h1`, else the page's title."""
    headings = [as_field("title", h.text_content()) for h in tree.iter("h1")]
    if len(headings) == 1 and headings[0]:
        return headings[0]
    return next((as_field("title", title.text_content()) for title in tree.iter("title")), None)


def _time(tree: Element) -> str | None:
    for element in tree.iter("time"):
        for value in (element.get("datetime"), element.text_content()):
            if found := as_field("published", value):
                return found
    return next((day for e in _marked(tree, "date", "time", "publish") if (day := _date_in(e))), None)


def _author(tree: Element) -> str | None:
    for element in tree.iter("a", "span", "div", "p"):
        if element.get("rel") == "author" or element.get("itemprop") == "author":
            return as_field("author", element.text_content())
    return None


def _marked(tree: Element, *parts: str) -> Iterator[Element]:
    """Small elements whose class speaks of a date."""
    for element in tree.iter("span", "div", "p", "li"):
        name = (element.get("class") or "").lower()
        if any(part in name for part in parts) and len(element) < 5:  # noqa: PLR2004 - a wrapper has more children
            yield element


def _date_in(element: Element) -> str | None:
    return as_field("published", element.text_content()[:200])
