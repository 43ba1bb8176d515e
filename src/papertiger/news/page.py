"""A web page to an article: trafilatura finds the main text, `pagemeta` reads what the page says about itself."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from papertiger.errors import ArticleError
from papertiger.news.article import Article, Metadata
from papertiger.news.compose import Block, compose
from papertiger.news.fields import merge
from papertiger.news.freeze import decode
from papertiger.news.markup import parse_html, tree_blocks
from papertiger.news.pagemeta import page_metadata
from papertiger.news.plain import check_lines

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_DECLARED = re.compile(rb"(?:charset|encoding)\s*+=\s*+[\"']?\s*+([A-Za-z0-9_:.-]{2,40})")
_DECLARED_WITHIN = 4096
_HIDDEN = ("script", "style", "svg", "noscript", "template", "iframe")
_LEAVES = frozenset({"p", "head", "item", "cell", "ab", "quote", "code"})
_KINDS = {"head": "heading", "item": "body", "cell": "body", "quote": "body"}
"""What the tag decides; a paragraph may still be a heading by its looks (pages print them in bold)."""
_LEAST_CHARS = 200
"""A main text shorter than this, in characters, is compared with the page's paragraphs."""


def read_page(raw: bytes, path: str, side: Metadata | None = None, *, declared: str | None = None) -> Article:
    """The article on a saved or fetched page; `declared` is the encoding that a server named, before the page's own.

    Raises:
        ArticleError: the page cannot be parsed, or has no article.
    """
    text = decode(raw, path, declared=declared or _declared(raw))
    tree = parse_html(text, path)
    metadata = merge(side or Metadata(), page_metadata(tree))
    for element in list(tree.iter(*_HIDDEN)):
        element.drop_tree()
    blocks = _main_blocks(tree)
    if not blocks:
        raise ArticleError(
            path, "a page without article text", cure="save the page with its text, or the text alone"
        )
    check_lines("\n".join(block.text for block in blocks), path)
    return compose(blocks, metadata, raw, path)


def _main_blocks(tree: Element) -> list[Block]:
    """Main text by trafilatura; where it finds next to nothing, every paragraph of the page if that is more."""
    from lxml.etree import tostring  # noqa: PLC0415 - costs start-up time
    from lxml.html import fromstring  # noqa: PLC0415 - as above

    copy = fromstring(tostring(tree))  # trafilatura empties the tree that it is given
    found = _extracted(tree)
    if sum(len(block.text) for block in found) >= _LEAST_CHARS:
        return found
    paragraphs = [block for p in copy.iter("p") for block in tree_blocks(p)]
    return max(found, paragraphs, key=lambda blocks: sum(len(block.text) for block in blocks))


def _extracted(tree: Element) -> list[Block]:
    document = _extractor()(tree, fast=True, include_comments=False, include_tables=False)
    body = getattr(document, "body", None)
    return [] if body is None else list(_blocks(body))


@cache
def _extractor() -> Callable[..., object]:
    from trafilatura import bare_extraction  # noqa: PLC0415 - 600 ms

    # It reports every page it finds thin; here the refusal says so.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    return bare_extraction


def _blocks(body: Element) -> Iterator[Block]:
    """Blocks of trafilatura's tree: its leaves, cut at line breaks."""
    for element in body.iter():
        if element.tag not in _LEAVES or any(child.tag in _LEAVES for child in element.iterdescendants()):
            continue
        kind = _KINDS.get(element.tag)
        for line in _text(element).split("\n"):
            if line.strip():
                yield Block(line, kind)


def _text(element: Element) -> str:
    parts = [element.text or ""]
    for child in element.iterdescendants():
        parts.append("\n" if child.tag == "lb" else child.text or "")
        parts.append(child.tail or "")
    return " ".join("".join(parts).split(" "))


def _declared(raw: bytes) -> str | None:
    match = _DECLARED.search(raw[:_DECLARED_WITHIN])
    return match[1].decode("ascii").lower() if match else None
