"""What the user names on the command line, to open files: folders, standard input, and everything that is no file."""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from papertiger.errors import ArticleError
from papertiger.news.refusal import Refusal, refusal_of
from papertiger.news.sidefiles import is_side_file

STDIN = "-"
_CURE_KIND = "give a file or a folder, or pipe the text to standard input with -"

PASSED_OVER = (".", "__pycache__")
"""Beginnings of names that a folder holds for programs and not for readers."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file to be read; `path` is None for standard input."""

    name: str
    """As the user sees it, in Unicode: bytes of a file name that are no UTF-8 become backslash escapes."""
    path: Path | None


def walk(paths: Iterable[str | Path]) -> Iterator[Source | Refusal]:
    """The files that `paths` stand for, in order: folders are entered, their entries sorted by name.

    Hidden entries and side files inside a folder are passed over; a folder is entered once, so that links in a circle
    end. What cannot be entered is yielded as a refusal.
    """
    entered: set[tuple[int, int]] = set()
    for given in paths:
        if str(given) == STDIN:
            yield Source(STDIN, None)
        elif os.path.isdir(given):  # noqa: PTH112 - False, and no error, for a name that cannot be a path
            yield from _folder(Path(given), entered)
        else:
            yield _source(Path(given))


def _source(path: Path) -> Source:
    name = str(path).encode("utf-8", "backslashreplace").decode("utf-8")
    return Source(f"./{name}" if name == STDIN else name, path)


def _folder(folder: Path, entered: set[tuple[int, int]]) -> Iterator[Source | Refusal]:
    """The files below `folder`, by a stack of its own: folders nest deeper than Python's calls."""
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        try:
            if not path.is_dir():
                if not is_side_file(path):
                    yield _source(path)
                continue
            identity = path.stat()
            if (identity.st_dev, identity.st_ino) in entered:
                continue
            entered.add((identity.st_dev, identity.st_ino))
            inside = os.listdir(path)  # noqa: PTH208 - names only
            names = sorted((name for name in inside if not name.startswith(PASSED_OVER)), reverse=True)
        except OSError as error:
            yield refusal_of(_os_error(str(path), error))
            continue
        waiting.extend(path / name for name in names)


def open_source(source: Source, stdin: BinaryIO | None) -> tuple[BinaryIO, int | None]:
    """An open stream and its size in bytes, None where that is not known before reading.

    Raises:
        ArticleError: there is no such file, it may not be read, or it is a pipe or device that could block.
    """
    if source.path is None:
        return stdin if stdin is not None else sys.stdin.buffer, None
    try:
        # Without O_NONBLOCK opening a named pipe waits for a writer, perhaps for ever.
        descriptor = os.open(
            source.path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        )
    except (OSError, ValueError) as error:
        raise _os_error(source.name, error) from None
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        raise ArticleError(source.name, f"{_kind(status.st_mode)}, not a file", cure=_CURE_KIND)
    return io.open(descriptor, "rb"), status.st_size  # noqa: UP020 - from a descriptor


def _os_error(name: str, error: OSError | ValueError) -> ArticleError:
    if isinstance(error, FileNotFoundError):
        return ArticleError(name, "no such file or folder", cure="check the spelling")
    if isinstance(error, PermissionError):
        return ArticleError(name, "may not be read", cure="change its permissions")
    reason = getattr(error, "strerror", None) or str(error)
    return ArticleError(name, f"cannot be opened: {reason[:1].lower()}{reason[1:]}", cure="check the path")


def _kind(mode: int) -> str:
    kinds = {stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket", stat.S_IFDIR: "a folder"}
    return kinds.get(stat.S_IFMT(mode), "a device")
