"""JSON to articles: rows, arrays, single objects and JSON Feed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from papertiger.errors import ArticleError
from papertiger.news import fields
from papertiger.news.article import Article, Metadata
from papertiger.news.compose import Block, compose
from papertiger.news.freeze import decode
from papertiger.news.plain import check_lines
from papertiger.news.refusal import Refusal, refusal_of

_CURE_ROW = "correct or remove the row"
_CURE_FILE = "correct the file, or give JSONL rows"
_CURE_TEXT = "give the article under `text` (or `body`, `content`, `content_html`)"
_LEGACY_SHARE = 0.2
"""A row in a legacy Cyrillic encoding has at least this share of bytes that are not ASCII; a damaged one has few."""
_INNER = ("rendered", "value", "html", "text", "content", "#text", "$t")
"""Where systems that publish wrap a value in an object (WordPress, feed converters)."""


def read_row(raw: bytes, path: str, number: int) -> Article | Refusal:
    """The article in one row, or why there is none."""
    try:
        return read_record(_loads(_row_text(raw, path), path), raw, path, number)
    except ArticleError as error:
        return Refusal(path, number, error.problem, error.cure or _CURE_ROW)


def read_json(text: str, raw: bytes, path: str, side: Metadata | None = None) -> Iterator[Article | Refusal]:
    """The articles of a JSON file: an array, an object that holds one, or one object.

    Raises:
        ArticleError: the file is not JSON, or holds no articles.
    """
    content = _loads(text, path, _CURE_FILE)
    items, feed = _items(content)
    if items is None:
        yield read_record(content, raw, path, None, side=side)
        return
    if not items:
        raise ArticleError(path, "a list with no articles in it", cure=_CURE_TEXT)
    for number, item in enumerate(items, start=1):
        own = json.dumps(item, ensure_ascii=False).encode("utf-8", "backslashreplace")
        try:
            yield read_record(item, own, path, number, side=side, feed=feed)
        except ArticleError as error:
            yield refusal_of(ArticleError(path, error.problem, row=number, cure=error.cure))


def read_record(
    record: object,
    raw: bytes,
    path: str,
    number: int | None,
    *,
    side: Metadata | None = None,
    feed: Metadata | None = None,
) -> Article:
    """The article that one JSON object holds; `feed` is what is true of all items of a feed.

    Raises:
        ArticleError: it is no object, or has no text.
    """
    if not isinstance(record, Mapping):
        raise ArticleError(path, f"{_kind(record)} where an object is due", cure=_CURE_TEXT)
    blocks = _body(record, path, lead=feed is not None)
    said = fields.metadata_of(_unwrapped(record))
    metadata = fields.merge(side or Metadata(), said, feed or Metadata())
    return compose(blocks, metadata, raw, path if number is None else f"{path}#{number}")


def _body(record: Mapping[str, object], path: str, *, lead: bool) -> list[Block]:
    for name in ("text", "html", "lead") if lead else ("text", "html"):
        text = _string(fields.find(record, name))
        if text and text.strip():
            check_lines(text, path)
            return _blocks(text, path, html=name == "html")
    raise ArticleError(path, "no text in it", cure=_CURE_TEXT)


def _blocks(text: str, path: str, *, html: bool) -> list[Block]:
    from papertiger.news.markup import fragment_blocks, looks_like_html  # noqa: PLC0415 - lxml costs start-up time

    if html or looks_like_html(text):
        return fragment_blocks(text, path)
    return [Block(line) for line in text.splitlines() if line.strip()]


def _string(value: object) -> str | None:
    """The text in a value, whether bare, wrapped in an object or cut into a list."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return next((inner for key in _INNER if isinstance(inner := value.get(key), str)), None)
    if isinstance(value, list):
        parts = [part for item in value if not isinstance(item, list) and (part := _string(item))]
        return "\n".join(parts)
    return None


def _unwrapped(record: Mapping[str, object]) -> dict[str, object]:
    return {
        key: _string(value) or value if isinstance(value, Mapping) else value for key, value in record.items()
    }


def _items(content: object) -> tuple[list[object] | None, Metadata | None]:
    """The list of articles in `content`, and what its feed says of all of them; None where it is one article."""
    if isinstance(content, list):
        return content, None
    if not isinstance(content, Mapping) or fields.find(content, "text") or fields.find(content, "html"):
        return None, None
    for name in fields.table().containers:
        inner = content.get(name)
        if isinstance(inner, list) and all(isinstance(item, Mapping) for item in inner[:3]):
            whole = fields.metadata_of(content)
            return inner, Metadata(outlet=whole.title, language=whole.language, author=whole.author)
    return None, None


def _row_text(raw: bytes, path: str) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _legacy_row(raw, path, error)


def _legacy_row(raw: bytes, path: str, error: UnicodeDecodeError) -> str:
    """A row that is not UTF-8: in a legacy encoding when much of it is not ASCII and little of that is UTF-8."""
    problem = f"not UTF-8 at byte {error.start + 1}"
    foreign = [char for char in raw.decode("utf-8", "replace") if char > "\x7f"]
    bad = foreign.count("\ufffd")
    if bad < _LEGACY_SHARE * len(raw) or bad < len(foreign) - bad:
        raise ArticleError(path, problem, cure="save the file as UTF-8")
    try:
        return decode(raw, path)
    except ArticleError:
        raise ArticleError(path, problem, cure="save the file as UTF-8") from None


def _loads(text: str, path: str, cure: str = _CURE_ROW) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        place = f"column {error.colno}" if error.lineno == 1 else f"line {error.lineno}, column {error.colno}"
        problem = f"{error.msg[:1].lower()}{error.msg[1:]}".removesuffix(" at")
        raise ArticleError(path, f"not JSON: {problem} at {place}", cure=cure) from None
    except RecursionError:
        raise ArticleError(path, "JSON nested too deep", cure=cure) from None
    except ValueError:
        raise ArticleError(path, "JSON with a number too long to read", cure=cure) from None


def _kind(value: object) -> str:
    kinds = {list: "a list", str: "a string", bool: "true or false", type(None): "null"}
    return kinds.get(type(value), "a number")
