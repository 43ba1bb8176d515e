"""Loading: what the user names to articles, one by one; a bad file or row becomes a refusal and the rest goes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

from papertiger.errors import ArticleError
from papertiger.news.archives.gdelt import is_export
from papertiger.news.archives.pieces import MAX_BYTES, Piece, articles_from_piece, pieces, pieces_of_bytes
from papertiger.news.article import Article, Metadata
from papertiger.news.refusal import Refusal
from papertiger.news.sniff import HEAD, sniff
from papertiger.news.sources import Source, open_source, walk

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
        max_bytes: largest file, or row or record of a file of many, that is read, in bytes.

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

    Standard input counts as one, and so does a JSON array or a feed, which would have to be parsed, and an archive or a
    packed file, which would have to be unpacked.
    """
    return sum(1 if isinstance(source, Refusal) else _count_source(source) for source in walk(paths))


def load_source(
    source: Source,
    *,
    stdin: BinaryIO | None = None,
    max_bytes: int = MAX_BYTES,
    passed: Counter[str] | None = None,
) -> Iterator[Article | Refusal]:
    """Read the articles of one file that `walk` found; see `load`. `passed` counts, by reason, records that hold no article."""
    yield from _read(pieces(source, stdin=stdin, max_bytes=max_bytes, passed=passed), max_bytes)


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
    cut = pieces_of_bytes(raw, name, suffix=suffix, known=known, declared=declared, max_bytes=max_bytes)
    yield from _read(cut, max_bytes)


def _read(cut: Iterable[Piece | Refusal], max_bytes: int) -> Iterator[Article | Refusal]:
    for piece in cut:
        if isinstance(piece, Refusal):
            yield piece
        else:
            yield from articles_from_piece(piece, max_bytes=max_bytes)


def _count_source(source: Source) -> int:
    if source.path is None or is_export(source):
        return 1
    try:
        stream, _ = open_source(source, None)
        with closing(stream):
            head = stream.read(HEAD)
            return _count_rows(head, stream) if sniff(head, source.name) in ("rows", "csv") else 1
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
