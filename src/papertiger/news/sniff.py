"""Which format the bytes are in: by content first, by extension where that leaves it open."""

from __future__ import annotations

import codecs
import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from papertiger.errors import ArticleError

if TYPE_CHECKING:
    from papertiger.news.tables import FormatsTable

_DATA = Path(__file__).parent / "data"
HEAD = 65_536
"""Bytes of a file that are looked at."""
_ROWS_TRIED = 5

# Comments, declarations and white space before the first element.
_PROLOGUE = re.compile(r"(?:\s+|<!--.{0,4000}?-->|<\?[^>]{0,500}>)*", re.DOTALL)
_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|article|main|section|div|span|p|br|h[1-6]|meta|title|script|style|table|a)\b",
    re.IGNORECASE,
)
_FEED = re.compile(r"<(?:!doctype\s+rss|(?:\w+:)?rss|(?:\w+:)?feed|rdf:rdf)\b", re.IGNORECASE)
_XML = re.compile(r"<(?:\?xml|!doctype|!entity)", re.IGNORECASE)
_ARCHIVES = ((b"\x1f\x8b\x08", "gzip"), (b"WARC/", "warc"))
"""First bytes of what holds many articles."""
_ARRAY = re.compile(r"\[\s*(?:[{\]]|$)")
_OBJECT = re.compile(r"\{\s*(?:[\"}]|$)")


def sniff(head: bytes, name: str) -> str:
    """The format of a file that begins with `head`: ``text``, ``html``, ``json``, ``rows``, ``csv``, ``feed``, ``warc`` or ``gzip``.

    Raises:
        ArticleError: it is in a format that is not read; the message names the format and what to do.
    """
    if (packed := _archive(head)) is not None:
        return packed
    _refuse_magic(head, name)
    _refuse_extension(name)
    by_extension = _extension(name)
    text = _peek(head)
    start = _PROLOGUE.match(text)
    first = text[start.end() :] if start else text
    if first.startswith("<") or _XML.match(text.lstrip()):
        return _markup(text.lstrip(), first, name, by_extension)
    if _ARRAY.match(first):
        return "json"
    if _OBJECT.match(first):
        return _json_or_rows(first, by_extension, whole=len(head) < HEAD)
    if by_extension in ("rows", "json", "html", "csv") and first:
        return by_extension
    return "text"


def _archive(head: bytes) -> str | None:
    return next((kind for magic, kind in _ARCHIVES if head.startswith(magic)), None)


def _markup(text: str, first: str, name: str, by_extension: str | None) -> str:
    if _FEED.match(first):
        return "feed"
    if _HTML.match(first) or by_extension == "html":
        return "html"
    if by_extension == "feed" or _XML.match(text):
        root = re.match(r"<[?!]?([\w:-]+)", first)
        what = f" (its root is <{root[1]}>)" if root else ""
        raise ArticleError(
            name, f"XML that is neither a feed nor a page{what}", cure="convert it to text, HTML or JSONL"
        )
    return "text"


def _json_or_rows(text: str, by_extension: str | None, *, whole: bool) -> str:
    """A single JSON object, or one object a line."""
    lines = [line for line in text.split("\n") if line.strip()]
    complete = lines if whole else lines[:-1]
    if by_extension == "rows":
        return "rows"
    if len(lines) > 1 and any(_is_object(line) for line in complete[:_ROWS_TRIED]):
        return "rows"
    return "json"


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _peek(head: bytes) -> str:
    """`head` as characters that are right for ASCII, which is all that sniffing looks at."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", "replace")
    return head.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace")


def _refuse_magic(head: bytes, name: str) -> None:
    for magic, offset, what, cure in _magic():
        if head.startswith(magic, offset):
            raise ArticleError(name, what, cure=cure)


def _refuse_extension(name: str) -> None:
    refused = _table().refused.get(Path(name).suffix.lower().removeprefix("."))
    if refused is not None:
        raise ArticleError(name, refused.name, cure=refused.cure)


def _extension(name: str) -> str | None:
    suffix = Path(name).suffix.lower().removeprefix(".")
    return next((kind for kind, endings in _table().extensions.items() if suffix in endings), None)


@cache
def _magic() -> tuple[tuple[bytes, int, str, str], ...]:
    return tuple((bytes.fromhex(rule.hex), rule.offset, rule.name, rule.cure) for rule in _table().magic)


@cache
def _table() -> FormatsTable:
    from papertiger.datafiles import load_table  # noqa: PLC0415 - pydantic costs start-up time
    from papertiger.news.tables import FormatsTable  # noqa: PLC0415 - as above

    return load_table(_DATA / "formats.yaml", FormatsTable)
