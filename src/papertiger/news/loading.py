"""Loading: what the user names to articles, one by one; a bad file or row becomes a refusal and the rest goes on."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import closing, nullcontext
from pathlib import Path
from typing import BinaryIO

from papertiger.errors import ArticleError
from papertiger.news.article import Article, Metadata
from papertiger.news.freeze import decode
from papertiger.news.plain import read_plain
from papertiger.news.refusal import Refusal, refusal_of
from papertiger.news.rows import Row, split_rows
from papertiger.news.sidefiles import side_metadata
from papertiger.news.sniff import HEAD, sniff
from papertiger.news.sources import Source, open_source, walk

MAX_BYTES = 20_000_000
_CHUNK = 1 << 20


def load(
    paths: Iterable[str | Path],
    *,
    stdin: BinaryIO | None = None,
    max_bytes: int = MAX_BYTES,
) -> Iterator[Article | Refusal]:
    """Read articles from files, folders and standard input.

    Args:
        paths: files, folders (entered, in the order of their names) or ``-`` for standard input.
        stdin: what ``-`` reads; the process's standard input by default.
        max_bytes: largest file, or row of a file of rows, that is read, in bytes.

    Yields:
        An article for every text found and a refusal for everything that cannot be read, in the order of the input.
    """
    for source in walk(paths):
        if isinstance(source, Refusal):
            yield source
        else:
            yield from load_source(source, stdin=stdin, max_bytes=max_bytes)


def inputs(paths: Iterable[str | Path]) -> list[str]:
    """The names, as they are shown, of the files that `load` will open; only folders and side files are read."""
    return [source.name for source in walk(paths) if isinstance(source, Source)]


def count(paths: Iterable[str | Path]) -> int:
    """About how many articles and refusals `load` will yield: files, with every row of a file of rows counted.

    Standard input counts as one, and so does a JSON array or a feed, which would have to be parsed.
    """
    return sum(1 if isinstance(source, Refusal) else _count_source(source) for source in walk(paths))


def load_source(
    source: Source, *, stdin: BinaryIO | None = None, max_bytes: int = MAX_BYTES
) -> Iterator[Article | Refusal]:
    """Read the articles of one file that `walk` found; see `load`."""
    try:
        stream, size = open_source(source, stdin)
        # Standard input is the caller's to close.
        with closing(stream) if source.path is not None else nullcontext():
            head = _read_up_to(stream, HEAD)
            if (kind := sniff(head, source.name)) == "rows":
                yield from _load_rows(source.name, head, stream, max_bytes)
                return
            raw = _read_whole(source.name, head, stream, size, max_bytes)
    except ArticleError as error:
        yield refusal_of(error)
        return
    except OSError as error:
        yield Refusal(
            source.name, None, f"cannot be read: {error.strerror or error}", "check the disk and the path"
        )
        return
    side = None
    try:
        side = side_metadata(source.path) if source.path is not None else None
    except ArticleError as error:
        yield refusal_of(error)
    yield from _load_whole(kind, raw, source.name, side)


def load_bytes(
    raw: bytes,
    name: str,
    *,
    suffix: str = "",
    known: Metadata | None = None,
    declared: str | None = None,
    max_bytes: int = MAX_BYTES,
) -> Iterator[Article | Refusal]:
    """Read the articles in bytes that are in memory: pasted, uploaded or fetched.

    Args:
        raw: what a file would hold.
        name: how articles and refusals call their source; nothing is opened by it.
        suffix: file extension without a dot that stands for the format, where the bytes leave it open.
        known: what is known of a single article from elsewhere; goes before what it says of itself.
        declared: encoding as a server declares it, where the bytes are no UTF-8 and a page declares none.
        max_bytes: most that is read, and the longest row of a file of rows.

    Yields:
        An article for every text found and a refusal for everything that cannot be read.
    """
    if len(raw) > max_bytes:
        yield refusal_of(_too_large(name, f"{len(raw):,} bytes", max_bytes))
        return
    try:
        kind = sniff(raw[:HEAD], f"bytes.{suffix}")
    except ArticleError as error:
        yield Refusal(name, None, error.problem, error.cure)
        return
    if kind == "rows":
        yield from _load_rows(name, raw[:HEAD], io.BytesIO(raw[HEAD:]), max_bytes)
    else:
        yield from _load_whole(kind, raw, name, known, declared)


def _load_rows(name: str, head: bytes, stream: BinaryIO, max_bytes: int) -> Iterator[Article | Refusal]:
    from papertiger.news.jsonfiles import read_row  # noqa: PLC0415 - plain text needs no JSON

    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head, stream = _recoded(name, head, stream, max_bytes)
    for row in split_rows(head, stream, max_bytes):
        yield _too_long(name, row, max_bytes) if row.raw is None else read_row(row.raw, name, row.number)


def _load_whole(
    kind: str, raw: bytes, name: str, side: Metadata | None, declared: str | None = None
) -> Iterator[Article | Refusal]:
    try:
        yield from _parse(kind, raw, name, side, declared)
    except ArticleError as error:
        yield refusal_of(error)


def _parse(
    kind: str, raw: bytes, name: str, side: Metadata | None, declared: str | None
) -> Iterator[Article | Refusal]:
    if kind == "html":
        from papertiger.news.page import read_page  # noqa: PLC0415 - trafilatura costs 600 ms of start-up

        yield read_page(raw, name, side, declared=declared)
    elif kind == "feed":
        from papertiger.news.feeds import read_feed  # noqa: PLC0415 - lxml costs start-up time

        yield from read_feed(raw, name)
    elif kind == "json":
        from papertiger.news.jsonfiles import read_json  # noqa: PLC0415 - plain text needs no JSON

        yield from read_json(decode(raw, name, declared=declared), raw, name, side)
    else:
        yield read_plain(decode(raw, name, declared=declared) if raw else "", raw, name, side)


def _read_whole(name: str, head: bytes, stream: BinaryIO, size: int | None, max_bytes: int) -> bytes:
    """All bytes, unless there are more than `max_bytes`: a large file is refused by its size, unread."""
    if size is not None and size > max_bytes:
        raise _too_large(name, f"{size:,} bytes", max_bytes)
    raw = head + _read_up_to(stream, max_bytes + 1 - len(head))
    if len(raw) > max_bytes:
        raise _too_large(name, f"more than {max_bytes:,} bytes", max_bytes)
    return raw


def _read_up_to(stream: BinaryIO, limit: int) -> bytes:
    """At most `limit` bytes; a pipe may give them in pieces."""
    parts, missing = [], limit
    while missing > 0 and (chunk := stream.read(min(missing, _CHUNK))):
        parts.append(chunk)
        missing -= len(chunk)
    return b"".join(parts)


def _recoded(name: str, head: bytes, stream: BinaryIO, max_bytes: int) -> tuple[bytes, BinaryIO]:
    """UTF-16 rows as UTF-8: their line breaks are not single bytes, so they are not streamed."""
    raw = head + _read_up_to(stream, max_bytes + 1 - len(head))
    if len(raw) > max_bytes:
        raise _too_large(name, f"more than {max_bytes:,} bytes of UTF-16", max_bytes)
    return decode(raw, name).encode("utf-8", "replace"), stream


def _too_large(name: str, size: str, max_bytes: int) -> ArticleError:
    return ArticleError(
        name, f"{size}, over the limit of {max_bytes:,}", cure="give one article a file, or JSONL rows"
    )


def _too_long(name: str, row: Row, max_bytes: int) -> Refusal:
    rest = "; reading stops here" if row.last else ""
    return Refusal(
        name, row.number, f"longer than the limit of {max_bytes:,} bytes{rest}", "correct or remove the row"
    )


def _count_source(source: Source) -> int:
    if source.path is None:
        return 1
    try:
        stream, _ = open_source(source, None)
        with closing(stream):
            head = stream.read(HEAD)
            return _count_rows(head, stream) if sniff(head, source.name) == "rows" else 1
    except (ArticleError, OSError):
        return 1


def _count_rows(head: bytes, stream: BinaryIO) -> int:
    """Lines, blank ones too: looking into them would cost more than the bar is worth."""
    total, last = 0, b"\n"
    chunk = head
    while chunk:
        total += chunk.count(b"\n")
        last = chunk[-1:]
        chunk = stream.read(_CHUNK)
    return total + (last != b"\n")
