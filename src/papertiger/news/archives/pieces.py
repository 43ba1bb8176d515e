"""Any input cut into pieces that can be read each by itself, in this process or another: cutting is cheap, reading costs.

for piece in pieces(source):
    if isinstance(piece, Refusal): ...
    else: pool.submit(articles_from_piece, piece)
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, nullcontext
from dataclasses import dataclass, field
from typing import BinaryIO

from papertiger.errors import ArticleError
from papertiger.news.archives.gdelt import is_export
from papertiger.news.archives.raw import RawRecord
from papertiger.news.article import Article, Metadata
from papertiger.news.freeze import decode
from papertiger.news.refusal import Refusal, refusal_of
from papertiger.news.rows import Row, split_rows
from papertiger.news.sidefiles import side_metadata
from papertiger.news.sniff import HEAD, sniff
from papertiger.news.sources import Source, open_source

MAX_BYTES = 20_000_000
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Line:
    """One object of a file of rows, as JSON in UTF-8."""

    name: str
    number: int
    raw: bytes = field(repr=False)

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.raw)


@dataclass(frozen=True, slots=True)
class Whole:
    """A file that can't be cut: a page, a text, a feed, a JSON array."""

    name: str
    raw: bytes = field(repr=False)
    kind: str
    known: Metadata | None = None
    """From a side file, or from where the bytes came."""
    declared: str | None = None
    """Encoding as a server declares it."""
    number: None = None

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.raw)


Piece = RawRecord | Line | Whole
"""Each has `name` (of the file), `number` (row or record from 1, None for a whole file) and `size` (bytes), and can be pickled."""


def pieces(
    source: Source,
    *,
    stdin: BinaryIO | None = None,
    max_bytes: int = MAX_BYTES,
    passed: Counter[str] | None = None,
) -> Iterator[Piece | Refusal]:
    """Cut one file that `walk` found; nothing of it is kept but the piece in hand.

    Args:
        source: what to open.
        stdin: what ``-`` reads; the process's standard input by default.
        max_bytes: largest piece, in bytes.
        passed: counts, by reason, what holds no article: records of an archive that aren't pages.
    """
    if is_export(source):
        cure = "keep its pointers with `papertiger read`"
        yield Refusal(source.name, None, "an export of GDELT, which points to pages and holds none", cure)
        return
    passed = Counter() if passed is None else passed
    check: Callable[[], None] = _unchecked
    try:
        stream, size = open_source(source, stdin)
        # Standard input is the caller's to close.
        with closing(stream) if source.path is not None else nullcontext():
            head = read_up_to(stream, HEAD)
            kind = sniff(head, source.name)
            if kind == "gzip":
                size = None
                kind, head, stream, check = _opened(head, stream, source.name)
            if kind in STREAMED:
                yield from _streamed(kind, source.name, head, stream, max_bytes, passed, size)
                check()
                return
            raw = _read_whole(source.name, head, stream, size, max_bytes)
            check()
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
    yield Whole(source.name, raw, kind, side)


def pieces_of_bytes(
    raw: bytes,
    name: str,
    *,
    suffix: str = "",
    known: Metadata | None = None,
    declared: str | None = None,
    max_bytes: int = MAX_BYTES,
) -> Iterator[Piece | Refusal]:
    """Cut what is in memory; see `papertiger.news.load_bytes`. Archives are refused: they say where their pages came from, and anybody may make one."""
    if len(raw) > max_bytes:
        yield refusal_of(_too_large(name, f"{len(raw):,} bytes", max_bytes))
        return
    try:
        kind = sniff(raw[:HEAD], f"bytes.{suffix}")
    except ArticleError as error:
        yield Refusal(name, None, error.problem, error.cure)
        return
    if kind in ("gzip", "warc"):
        what = {"gzip": "gzip data", "warc": "a WARC archive"}[kind]
        yield Refusal(name, None, what, "save it as a file and read that with `papertiger read`")
    elif kind in STREAMED:
        try:
            yield from _streamed(kind, name, raw[:HEAD], io.BytesIO(raw[HEAD:]), max_bytes, Counter())
        except ArticleError as error:
            yield refusal_of(error)
    else:
        yield Whole(name, raw, kind, known, declared)


def articles_from_piece(piece: Piece, *, max_bytes: int = MAX_BYTES) -> Iterator[Article | Refusal]:
    """The articles in a piece, and a refusal for everything in it that is none. A pure function of the piece."""
    if isinstance(piece, Line):
        from papertiger.news.jsonfiles import read_row  # noqa: PLC0415 - plain text needs no JSON

        yield read_row(piece.raw, piece.name, piece.number)
    elif isinstance(piece, RawRecord):
        from papertiger.news.archives.pages import articles_of  # noqa: PLC0415 - for archives only
        from papertiger.news.archives.warc import record_of  # noqa: PLC0415 - as above

        record = record_of(piece, max_bytes=max_bytes)
        if isinstance(record, Refusal):
            yield record
        else:
            yield from articles_of(record)
    else:
        from papertiger.news.parsing import parse_whole  # noqa: PLC0415 - with what it needs

        yield from parse_whole(piece.kind, piece.raw, piece.name, piece.known, piece.declared)


def read_up_to(stream: BinaryIO, limit: int) -> bytes:
    """At most `limit` bytes; a pipe may give them in pieces."""
    parts, missing = [], limit
    while missing > 0 and (chunk := stream.read(min(missing, _CHUNK))):
        parts.append(chunk)
        missing -= len(chunk)
    return b"".join(parts)


def inner_name(name: str) -> str:
    """The name that a gzipped file has once it is unpacked."""
    return name[:-3] if name.lower().endswith(".gz") else name


STREAMED = frozenset({"warc", "rows", "csv"})
"""Formats that are cut as they are read."""


def _opened(head: bytes, stream: BinaryIO, name: str) -> tuple[str, bytes, BinaryIO, Callable[[], None]]:
    """What one layer of gzip holds: its format, first bytes and the rest, and what to call when all is read.

    A WARC file stays packed, since its members bound damage.
    """
    from papertiger.news.archives.gunzip import Unpacked, peeked  # noqa: PLC0415 - for packed files only

    kind = sniff(peeked(head, name, HEAD), inner_name(name))
    if kind == "gzip":
        raise ArticleError(name, "gzip data in gzip data", cure="unpack it once with gunzip")
    if kind == "warc":
        return kind, head, stream, _unchecked
    raw = Unpacked(head, stream, name)
    inner = io.BufferedReader(raw, _CHUNK)
    return kind, read_up_to(inner, HEAD), inner, raw.check


def _unchecked() -> None:
    """Nothing to be checked at the end."""


def _streamed(
    kind: str,
    name: str,
    head: bytes,
    stream: BinaryIO,
    max_bytes: int,
    passed: Counter[str],
    total: int | None = None,
) -> Iterator[Piece | Refusal]:
    if kind == "warc":
        from papertiger.news.archives.splitting import raw_records  # noqa: PLC0415 - for archives only

        yield from raw_records(head, stream, name, max_bytes=max_bytes, passed=passed, total=total)
        return
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head, stream = _recoded(name, head, stream, max_bytes)
    if kind == "csv":
        from papertiger.news.archives.tabular import csv_rows  # noqa: PLC0415 - for tables only

        for row in csv_rows(head, stream, name, max_bytes):
            yield row if isinstance(row, Refusal) else Line(name, *row)
        return
    for line in split_rows(head, stream, max_bytes):
        yield _too_long(name, line, max_bytes) if line.raw is None else Line(name, line.number, line.raw)


def _read_whole(name: str, head: bytes, stream: BinaryIO, size: int | None, max_bytes: int) -> bytes:
    """All bytes, unless there are more than `max_bytes`: a large file is refused by its size, unread."""
    if size is not None and size > max_bytes:
        raise _too_large(name, f"{size:,} bytes", max_bytes)
    raw = head + read_up_to(stream, max_bytes + 1 - len(head))
    if len(raw) > max_bytes:
        raise _too_large(name, f"more than {max_bytes:,} bytes", max_bytes)
    return raw


def _recoded(name: str, head: bytes, stream: BinaryIO, max_bytes: int) -> tuple[bytes, BinaryIO]:
    """UTF-16 rows as UTF-8: their line breaks are not single bytes, so they are not streamed."""
    raw = head + read_up_to(stream, max_bytes + 1 - len(head))
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
