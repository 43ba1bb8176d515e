"""Articles from what was fetched: the bytes go to the same loaders as a file's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from papertiger.news.article import Article, Metadata, Retrieval
from papertiger.news.fetching.fetched import Fetched
from papertiger.news.fetching.networks import fetching_table
from papertiger.news.loading import load_bytes
from papertiger.news.refusal import Refusal


def articles_from(fetched: Fetched, *, about: Metadata | None = None) -> Iterator[Article | Refusal]:
    """The article of a page, or those of a feed or file of rows, with a refusal for what cannot be read.

    A page's address is where it was found, whatever the page says of itself: a clone that names the original as its
    canonical address must not pass for it. When, from which IP address and
    by what it was fetched stays with every article as `Article.retrieval`.

    Args:
        fetched: what came.
        about: what is known of a single article from elsewhere; goes before what it says of itself, but for its address.
    """
    retrieval = Retrieval(
        address=fetched.address,
        at=fetched.fetched.isoformat(timespec="seconds"),
        ip=fetched.ip,
        program=fetched.program,
        status=fetched.status,
        headers=fetched.headers,
    )
    found = load_bytes(
        fetched.body,
        fetched.final,
        suffix=fetching_table().media_types.get(fetched.media_type, ""),
        known=replace(about or Metadata(), url=fetched.final),
        declared=fetched.charset,
    )
    for item in found:
        yield item if isinstance(item, Refusal) else replace(item, retrieval=retrieval)
