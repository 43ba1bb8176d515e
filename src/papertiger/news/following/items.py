"""Articles from what a list itself carries, for sources whose pages are not fetched (``take: items``)."""

from __future__ import annotations

import json
from dataclasses import asdict

from papertiger.errors import ArticleError
from papertiger.news.article import Article, Metadata
from papertiger.news.compose import compose
from papertiger.news.fields import merge
from papertiger.news.following.listing import Entry
from papertiger.news.markup import fragment_blocks
from papertiger.news.refusal import Refusal, refusal_of


def said_of(entry: Entry) -> Metadata:
    """What a list says about an article that it lists: goes with the page when that is read."""
    return Metadata(
        title=entry.title,
        outlet=entry.outlet,
        author=entry.author,
        published=entry.published or entry.updated,
        url=entry.address,
        language=entry.language,
    )


def article_of(entry: Entry, known: Metadata | None = None) -> Article | Refusal:
    """The article whose text the list carries, the full text before the summary.

    Args:
        entry: one of a listing.
        known: what is known of the source; fills what the entry does not say.

    Returns:
        The article, with the entry as JSON for its raw bytes; a refusal where there is no text in it.
    """
    content = entry.content_html or entry.summary_html
    if not content:
        return Refusal(
            entry.address, None, "an entry without text", "leave `take:` out, so that its page is fetched"
        )
    raw = json.dumps(
        {key: value for key, value in asdict(entry).items() if value is not None}, ensure_ascii=False
    )
    try:
        blocks = fragment_blocks(content, entry.address)
        metadata = merge(said_of(entry), known or Metadata())
        return compose(blocks, metadata, raw.encode("utf-8", "replace"), entry.address)
    except ArticleError as error:
        return refusal_of(error)
