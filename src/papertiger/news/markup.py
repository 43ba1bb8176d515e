"""HTML as a tree, and from a tree or a fragment to blocks of text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from papertiger.errors import ArticleError
from papertiger.news.compose import Block

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_TAGS = re.compile(
    r"</?(?:p|div|br|h[1-6]|ul|ol|li|blockquote|article|section|span|a|strong|em|b|i|figure|img|html)\b[^<>]{0,500}>",
    re.IGNORECASE,
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BREAKS = frozenset(
    {
        "p",
        "div",
        "li",
        "blockquote",
        "section",
        "article",
        "tr",
        "td",
        "th",
        "table",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "pre",
        "figure",
        "header",
        "footer",
        "aside",
        "main",
        "body",
        "html",
        "br",
        "hr",
        "figcaption",
        *_HEADINGS,
    }
)
_SKIPPED = frozenset(
    {
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "svg",
        "form",
        "button",
        "select",
        "figcaption",
        "head",
        "nav",
        "video",
        "audio",
        "object",
        "textarea",
    }
)
MAX_ATTRIBUTES = 500
"""Most attributes of one tag. The parser compares every name with all before it: 100,000 of them take minutes."""
_TAG = re.compile(
    r"<[A-Za-z][^\s/>]*+"
    r"(?:[\s/]++|(?:=|[^\s/>=]++)(?:\s*+=\s*+(?:\"[^\"]*+\"?+|'[^']*+'?+|[^\s>]*+))?+)*+"
)
"""A tag without its end, as HTML reads it: a quotation mark opens a value only after ``=``."""
_ATTRIBUTE = re.compile(r"(?:=|[^\s/>=]++)(?:\s*+=\s*+(?:\"[^\"]*+\"?+|'[^']*+'?+|[^\s>]*+))?+")
_UNREAD = (
    ("<!--", re.compile("--!?>")),
    ("<script", re.compile("</script", re.IGNORECASE)),
    ("<style", re.compile("</style", re.IGNORECASE)),
)
"""Beginnings of what holds no tags, and where it ends."""
MAX_ELEMENTS = 30_000
"""Most elements of a page; heavy news pages have about 5,000."""
_TOO_DEEP = "Excessive depth"


def parse_html(text: str, path: str) -> Element:
    """The tree of decoded HTML.

    Raises:
        ArticleError: it is empty, nested deeper than the parser goes, or larger than any page.
    """
    import lxml.etree  # noqa: PLC0415 - costs start-up time
    import lxml.html  # noqa: PLC0415 - as above

    if _widest(text) > MAX_ATTRIBUTES:
        raise ArticleError(
            path,
            f"HTML with more than {MAX_ATTRIBUTES} attributes in one tag",
            cure="save the article's text alone",
        )
    parser = lxml.html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        tree = lxml.html.document_fromstring(
            text.replace("\x00", "").encode("utf-8", "replace"), parser=parser
        )
    except (lxml.etree.LxmlError, ValueError, AssertionError):
        raise ArticleError(path, "HTML with nothing in it", cure="save the page again") from None
    # Past its depth limit of 256 the parser drops the rest of the page and says so only in its log.
    if any(_TOO_DEEP in entry.message for entry in parser.error_log):
        raise ArticleError(
            path, "HTML nested more than 250 elements deep", cure="save the article's text alone"
        )
    if sum(1 for _ in tree.iter()) > MAX_ELEMENTS:
        raise ArticleError(
            path, f"HTML of more than {MAX_ELEMENTS:,} elements", cure="save the article's text alone"
        )
    return tree


def _widest(text: str) -> int:
    """Attributes of the tag that has the most, counted in tags that are long enough to have too many."""
    most, place = 0, 0
    endless: set[re.Pattern[str]] = set()
    while (start := text.find("<", place)) >= 0:
        tag = _TAG.match(text, start)
        if tag is not None:
            place = tag.end()
            if place - start > 2 * MAX_ATTRIBUTES:
                most = max(most, sum(1 for _ in _ATTRIBUTE.finditer(text, start + 1, place)) - 1)
        else:
            place = start + 1
        end = next((end for begin, end in _UNREAD if text[start : start + 7].lower().startswith(begin)), None)
        if end is None or end in endless:
            continue
        # What is not closed goes on to the end of the text for the parser, and is counted all the same.
        if (closed := end.search(text, place)) is not None:
            place = closed.start() + 1
        else:
            endless.add(end)
    return most


def looks_like_html(text: str) -> bool:
    """Whether a text field holds markup."""
    return "<" in text and _TAGS.search(text) is not None


def fragment_blocks(text: str, path: str) -> list[Block]:
    """The blocks of an HTML fragment, such as the content of a feed item."""
    return list(tree_blocks(parse_html(text, path)))


def tree_blocks(tree: Element) -> Iterator[Block]:
    """The text between block-level tags; headings keep their kind."""
    held: list[str] = []
    heading = False
    for kind, value in _pieces(tree):
        if kind == "text":
            held.append(value)
            continue
        if line := " ".join("".join(held).split()):
            yield Block(line, "heading" if heading else None)
        held, heading = [], kind == "open" and value in _HEADINGS
    if line := " ".join("".join(held).split()):
        yield Block(line, "heading" if heading else None)


def _pieces(tree: Element) -> Iterator[tuple[str, str]]:
    """Text, and block borders, in document order."""
    import lxml.etree  # noqa: PLC0415 - costs start-up time

    skipping: Element | None = None
    for event, element in lxml.etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if skipping is None and event == "start":
            if tag in _SKIPPED:
                skipping = element
            else:
                if tag in _BREAKS:
                    yield "open", tag
                yield "text", element.text or ""
        elif event == "end" and (skipping is None or skipping is element):
            if tag in _BREAKS:
                yield "close", tag
            skipping = None
            yield "text", element.tail or ""
