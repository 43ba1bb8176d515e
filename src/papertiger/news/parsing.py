"""Bytes of a known format to articles."""

from __future__ import annotations

from collections.abc import Iterator

from papertiger.errors import ArticleError
from papertiger.news.article import Article, Metadata
from papertiger.news.freeze import decode
from papertiger.news.plain import read_plain
from papertiger.news.refusal import Refusal, refusal_of


def parse_whole(
    kind: str, raw: bytes, name: str, known: Metadata | None = None, declared: str | None = None
) -> Iterator[Article | Refusal]:
    """The articles in the bytes of one file, page or answer.

    Args:
        kind: ``text``, ``html``, ``json`` or ``feed``, as `sniff` tells.
        raw: all of it.
        name: how articles and refusals call it.
        known: what is known of a single article from elsewhere; goes before what it says of itself.
        declared: encoding as a server declares it.
    """
    try:
        yield from _parse(kind, raw, name, known, declared)
    except ArticleError as error:
        yield refusal_of(error)


def _parse(
    kind: str, raw: bytes, name: str, side: Metadata | None, declared: str | None
) -> Iterator[Article | Refusal]:
    if kind == "html":
        from papertiger.news.page import read_page  # noqa: PLC0415 - trafilatura costs 600 ms of start-up

        yield read_page(raw, name, side, declared=declared)
    elif kind == "feed":
        from papertiger.news.feeds import read_feed  # noqa: PLC0415 - lxml costs start-up time

        yield from read_feed(raw, name)
    elif kind == "json":
        from papertiger.news.jsonfiles import read_json  # noqa: PLC0415 - plain text needs no JSON

        yield from read_json(decode(raw, name, declared=declared), raw, name, side)
    else:
        yield read_plain(decode(raw, name, declared=declared) if raw else "", raw, name, side)
