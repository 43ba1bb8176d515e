"""Subscription lists of feed readers (OPML 1.0 and 2.0, http://opml.org/spec2.opml) as source lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papertiger.errors import ArticleError, FetchError
from papertiger.news.fetching.checking import checked
from papertiger.news.fields import clean_value, language_tag
from papertiger.news.following.defaults import following_table
from papertiger.news.following.listing import EXAMINED
from papertiger.news.following.sourcelist import Source, SourceList, source_id
from papertiger.news.foreignxml import local_name, read_xml

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_CURE = "export the subscriptions from the feed reader as OPML again"
_LONGEST_NAME = 200
_MOST_NOTES = 100


def read_opml(raw: bytes, name: str = "feeds.opml") -> SourceList:
    """The feeds of an OPML file, folders flattened; what cannot be followed is told in `SourceList.notes`.

    Args:
        raw: the file.
        name: how errors call it.

    Raises:
        ArticleError: it is no OPML, declares entities, or lists no feed that can be followed.
    """
    root, problems = read_xml(raw, name, what="a subscription list")
    if local_name(root) != "opml":
        raise ArticleError(name, f"no OPML (its root is <{local_name(root)[:40]}>)", cure=_CURE)
    most = following_table().bounds.sources
    found: dict[str, Source] = {}
    ids: set[str] = set()
    notes = list(problems)
    for number, outline in enumerate(root.iter("{*}outline")):
        if number == EXAMINED:
            notes.append(f"what follows the first {EXAMINED:,} outlines was not looked at")
            break
        address = _attribute(outline, "xmlurl")
        if not address:
            continue
        if len(found) >= most:
            notes.append(f"feeds over the limit of {most:,} were not read")
            break
        try:
            target = str(checked(address))
        except FetchError as error:
            notes.append(str(error))
            continue
        if target in found:
            notes.append(f"{target[:200]} stands in the list twice")
            continue
        found[target] = _source(outline, target, ids)
    if not found:
        why = f" ({notes[0]})" if notes else ""
        raise ArticleError(name, f"a subscription list without a feed that can be followed{why}", cure=_CURE)
    if len(notes) > _MOST_NOTES:
        notes = [*notes[:_MOST_NOTES], f"and {len(notes) - _MOST_NOTES:,} more that were passed over"]
    return SourceList(tuple(found.values()), tuple(notes))


def _source(outline: Element, address: str, ids: set[str]) -> Source:
    id_ = base = source_id(address)
    number = 2
    while id_ in ids:
        id_, number = f"{base}-{number}", number + 1
    ids.add(id_)
    title = clean_value(_attribute(outline, "title") or _attribute(outline, "text"))
    return Source(
        id=id_,
        kind="feed",
        addresses=(address,),
        outlet=title[:_LONGEST_NAME] if title else None,
        language=language_tag(_attribute(outline, "language")[:40]),
    )


def _attribute(element: Element, name: str) -> str:
    """An attribute by its name in lower case: readers write xmlUrl, xmlURL and xmlurl."""
    return next((str(value).strip() for key, value in element.attrib.items() if str(key).lower() == name), "")
