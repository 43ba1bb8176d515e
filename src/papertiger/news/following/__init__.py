"""Following: what sources are, what they list, and how often and how politely they may be asked. Pure; `workbench.following` does it.

A list of sources (`read_sources`, `read_opml`) names feeds, sitemaps and pages. What an address gave becomes a `Listing` of entries
(`list_feed`, `list_sitemap`, `list_pages`); `read_robots` says what a host allows, `source_due` and `host_ready` when it may be
asked, `condition` how a source is.
"""

from papertiger.news.following.condition import STATES, Condition, Looked, condition, told
from papertiger.news.following.durations import duration
from papertiger.news.following.feedlisting import list_feed
from papertiger.news.following.identity import identity
from papertiger.news.following.items import article_of, said_of
from papertiger.news.following.listing import Entry, Listing, list_pages
from papertiger.news.following.opml import read_opml
from papertiger.news.following.pacing import (
    HostState,
    SourceState,
    due,
    host_ready,
    retry_after,
    source_due,
)
from papertiger.news.following.robots import Rules, read_robots
from papertiger.news.following.sitemaps import list_sitemap
from papertiger.news.following.sourcefile import read_sources, write_sources
from papertiger.news.following.sourcelist import Source, SourceList

__all__ = [
    "STATES",
    "Condition",
    "Entry",
    "HostState",
    "Listing",
    "Looked",
    "Rules",
    "Source",
    "SourceList",
    "SourceState",
    "article_of",
    "condition",
    "due",
    "duration",
    "host_ready",
    "identity",
    "list_feed",
    "list_pages",
    "list_sitemap",
    "read_opml",
    "read_robots",
    "read_sources",
    "retry_after",
    "said_of",
    "source_due",
    "told",
    "write_sources",
]
