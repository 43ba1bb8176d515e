"""Articles from what was fetched for a source, with what its list says of them."""

from __future__ import annotations

from dataclasses import replace

from papertiger.errors import ArticleError
from papertiger.news.article import Article, Metadata, Retrieval
from papertiger.news.fetching import Fetched, articles_from
from papertiger.news.fields import merge
from papertiger.news.following.items import article_of, said_of
from papertiger.news.following.listing import Entry
from papertiger.news.following.sourcelist import Source
from papertiger.news.refusal import Refusal
from papertiger.news.sniff import HEAD, sniff
from papertiger.workbench.following.errands import Errand

_TEXTS = frozenset({"html", "text"})
_CURE = "follow it as a source of its own: `feed:` or `sitemap:`"


def page_of(errand: Errand, got: Fetched) -> Article | Refusal:
    """The one article of a page; a feed or a file of rows in its place is refused, since each would be many."""
    try:
        kind = sniff(got.body[:HEAD], "bytes.html")
    except ArticleError as error:
        return Refusal(errand.address, None, error.problem, error.cure)
    if kind not in _TEXTS:
        return Refusal(errand.address, None, f"{kind} where an article should be", _CURE)
    asked = replace(got, address=errand.address)
    found = next(articles_from(asked, about=about(errand.source, errand.entry)), None)
    if found is None:
        return Refusal(errand.address, None, "nothing in it", "open it in a browser")
    return replace(found, path=errand.address) if isinstance(found, Refusal) else found


def item_of(errand: Errand, got: Fetched) -> Article | Refusal:
    """The article whose text the list itself carries; `got` is the list."""
    entry = errand.entry or Entry(errand.address)
    found = article_of(entry, about(errand.source, None))
    if isinstance(found, Refusal):
        return found
    retrieval = Retrieval(
        address=got.address,
        at=got.fetched.isoformat(timespec="seconds"),
        ip=got.ip,
        program=got.program,
        status=got.status,
        headers=got.headers,
    )
    return replace(found, retrieval=retrieval)


def about(source: Source, entry: Entry | None) -> Metadata:
    """What is known of an article before it is read: what its entry says, then what the list of sources says.

    The outlet that an entry names goes first: an aggregator's reprint must not pass for its own report. A page knows its own title,
    author and language better than the list does.
    """
    own = Metadata(outlet=source.outlet, owner=source.owner, language=source.language)
    if entry is None:
        return own
    said = said_of(entry)
    return merge(Metadata(outlet=said.outlet, published=entry.published), own)
