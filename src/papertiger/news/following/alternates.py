"""A web page where a list should be: which feeds it names, so that the refusal can say where to look."""

from __future__ import annotations

import re

from papertiger.errors import ArticleError
from papertiger.news.following.identity import absolute

_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,1000}(?:<\?xml[^>]{0,200}\?>\s{0,1000}|<!--[^>]{0,1000}-->\s{0,1000}){0,3}<(?:!doctype\s{1,20}html|html)\b",
    re.IGNORECASE,
)
_LINK = re.compile(r"<link\s[^<>]{1,1000}>", re.IGNORECASE)
_HREF = re.compile(r"\shref\s{0,5}=\s{0,5}[\"']?([^\"'\s<>]{1,1000})", re.IGNORECASE)
_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json")
_HEAD = 100_000
_MOST = 3


def not_a_list(raw: bytes, address: str, wanted: str) -> None:
    """Refuse a web page, and name the feeds that it links to.

    Raises:
        ArticleError: `raw` is one.
    """
    if _PAGE.match(raw) is None:
        return
    named = feeds_of(raw, address)
    cure = f"it names {' and '.join(named)}" if named else "look on the page for its RSS or Atom address"
    raise ArticleError(address, f"a web page where {wanted} should be", cure=cure)


def feeds_of(raw: bytes, address: str) -> tuple[str, ...]:
    """Addresses of the feeds that a page's head links to, the first few."""
    found: dict[str, None] = {}
    for match in _LINK.finditer(raw[:_HEAD].decode("utf-8", "replace")):
        link = match[0]
        href = _HREF.search(link)
        if href is not None and any(kind in link.lower() for kind in _TYPES):
            whole = absolute(address, href[1].replace("&amp;", "&"))
            if whole is not None:
                found[whole] = None
    return tuple(found)[:_MOST]
