"""What a batch is given: files, folders and addresses, each loaded so that one that fails loses itself only."""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from papertiger.errors import FetchError
from papertiger.news.article import Article
from papertiger.news.refusal import Refusal
from papertiger.workbench.failing import unexpected

if TYPE_CHECKING:
    from papertiger.news.fetching import Contact
    from papertiger.news.sources import Source


def load_all(
    paths: Iterable[str | Path],
    max_bytes: int,
    watcher: Callable[[str], None],
    contacted: Callable[[Contact], None],
    passed: Counter[str] | None = None,
) -> Iterator[Article | Refusal]:
    """Articles of `paths`, file by file, so that a loader that fails on one file loses that file only.

    Args:
        paths: files, folders, ``-`` for standard input, or, as text, addresses, which alone are fetched.
        max_bytes: largest file or row.
        watcher: called with the traceback of an unexpected error, before its refusal is yielded.
        contacted: told of every other machine that was asked.
        passed: counts, by reason, records of archives that hold no article.
    """
    from papertiger.news.loading import load_source  # noqa: PLC0415 - only `read` loads

    def read(source: Source) -> Iterator[Article | Refusal]:
        return load_source(source, max_bytes=max_bytes, passed=passed)

    return each_source(paths, read, watcher, contacted)


Content = TypeVar("Content")


def each_source(
    paths: Iterable[str | Path],
    read: Callable[[Source], Iterator[Content | Article | Refusal]],
    watcher: Callable[[str], None],
    contacted: Callable[[Contact], None],
) -> Iterator[Content | Article | Refusal]:
    """What `read` gives of every file that `paths` lead to, and the articles of addresses; one that fails loses itself only."""
    from papertiger.news.sources import walk  # noqa: PLC0415 - only `read` loads

    for on_the_web, some in groupby(paths, key=is_address):
        if on_the_web:
            for address in some:
                yield from fetched(str(address), watcher, contacted)
            continue
        for source in walk(some):
            if isinstance(source, Refusal):
                yield source
                continue
            try:
                yield from read(source)
            except Exception as error:  # noqa: BLE001 - hostile input must not stop the batch
                watcher(traceback.format_exc())
                yield unexpected(source.name, error)


def is_address(given: str | Path) -> bool:
    """Whether an input is an address on the web; a file of such a name is given as ``./http…`` or as a path."""
    return isinstance(given, str) and given.lower().startswith(("http://", "https://"))


def fetched(
    address: str, watcher: Callable[[str], None], contacted: Callable[[Contact], None]
) -> Iterator[Article | Refusal]:
    """What one address gives; see `load_all`."""
    from papertiger.news.fetching import articles_from, fetch  # noqa: PLC0415 - for addresses only

    try:
        yield from articles_from(fetch(address, contacted=contacted))
    except FetchError as error:
        yield Refusal(error.address, None, error.problem, error.cure)
    except Exception as error:  # noqa: BLE001 - as for files
        watcher(traceback.format_exc())
        yield unexpected(address, error)
