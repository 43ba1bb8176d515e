"""What in a page would be markup that somebody else wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import lxml.html
from poisoned import MARK

_LEADS = {"href", "src", "action", "formaction", "data", "xlink:href", "poster", "cite", "background", "ping", "srcset", "hx-get", "hx-post", "hx-put", "hx-delete", "hx-patch"}  # fmt: skip
_NEVER = {"iframe", "object", "embed", "base", "frame", "frameset", "applet", "marquee", "portal", "math", "foreignobject"}  # fmt: skip
_DATA = {"application/json", "text/plain"}
"""Types of script elements that no browser runs."""
_TRICKS = re.compile("[\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b]")
"""Characters that turn text around, hide in it, or end a line of a script."""


def faults(page: str, *, report: bool = False) -> list[str]:
    """Everything in a page that runs, or leads somewhere, and should not.

    Args:
        page: HTML.
        report: whether it is a file of its own, which carries its style and may carry scripts that its policy names.
    """
    tree = lxml.html.document_fromstring(page.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    found = list(_of_elements(tree, report=report))
    found += [f"character {match[0]!a}" for match in _TRICKS.finditer(page)]
    if "{{7*7}}" in page.replace("&#123;", "{") and re.search(r"\b49\b(?=\}|%|`)", page):
        found.append("a template was run")
    return found


def _of_elements(tree: lxml.html.HtmlElement, *, report: bool) -> Iterator[str]:
    for element in tree.iter():
        if not isinstance(element.tag, str):
            if MARK in (element.text or ""):
                yield "a comment with stored text"
            continue
        tag = element.tag.lower()
        if tag in _NEVER:
            yield f"<{tag}>"
        if tag in ("script", "style"):
            yield from _of_raw_text(tag, element, report=report)
        content = element.get("content", "")
        if (
            tag == "meta"
            and element.get("http-equiv", "").lower() == "refresh"
            and not _OWN.fullmatch(content)
        ):
            yield f"a refresh: {content[:60]}"
        yield from _of_attributes(tag, element)


_OWN = re.compile(rf"\d+(?:; ?url=/(?![/\\])(?:(?!{MARK}).)*)?")
"""A refresh of the page itself, or one that leads to another page of ours."""


def _of_raw_text(tag: str, element: lxml.html.HtmlElement, *, report: bool) -> Iterator[str]:
    text = element.text or ""
    runs = tag == "style" or element.get("type", "").lower() not in _DATA
    if runs and not report and not element.get("src"):
        yield f"an inline {tag}: {text[:60]}"
    if runs and MARK in text:
        yield f"stored text in a {tag}"
    if "</" in text:
        yield f"an end tag in a {tag}"


def _of_attributes(tag: str, element: lxml.html.HtmlElement) -> Iterator[str]:
    for name, value in element.attrib.items():
        name = name.lower()  # noqa: PLW2901 - the same name
        if name.startswith(("on", "hx-on")) or name in ("style", "srcdoc") or MARK in name:
            yield f"<{tag} {name}={value[:40]!r}>"
        if name.startswith("hx-") and name not in _LEADS and MARK in value:
            yield f"<{tag} {name}={value[:40]!r}>"
        if name in _LEADS and value:
            squeezed = re.sub(r"[\x00-\x20]", "", value)
            scheme = urlsplit(squeezed).scheme.lower() if ":" in squeezed else ""
            allowed = {"", "http", "https"} | ({"data"} if tag in ("img", "link") else set())
            if scheme not in allowed or squeezed.startswith(("//", "/\\", "\\")):
                yield f"<{tag} {name}={value[:60]!r}>"
            if tag == "a" and scheme and not {"noopener", "noreferrer", "nofollow"} <= set(element.get("rel", "").split()):  # fmt: skip
                yield f"a link elsewhere without rel: {value[:60]!r}"
