"""A gzipped file read as if it were not packed, with nothing of it kept but the piece in hand."""

from __future__ import annotations

import io
from typing import BinaryIO

from papertiger.errors import ArticleError
from papertiger.news.archives.tape import Tape

FREE = 64_000_000
"""Bytes that may be unpacked whatever the ratio: rows that are much alike pack well, and are read one by one."""


class Unpacked(io.RawIOBase):
    """The bytes in one layer of gzip; what is packed again comes as it is."""

    def __init__(self, head: bytes, stream: BinaryIO, name: str) -> None:
        """`head` has been read from `stream` already; `name` is what errors call the file."""
        super().__init__()
        self._tape, self._name = Tape(head, stream, free=FREE), name

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Unpack as much as there is at once; nothing once the file ends or breaks, see `check`."""
        tape = self._tape
        tape.fill(1)
        size = min(len(buffer), len(tape.buffer))
        buffer[:size] = tape.buffer[:size]
        tape.drop(size)
        return size

    def check(self) -> None:
        """To be called when there is nothing more to read: an error raised in between would take what stands before with it.

        Raises:
            ArticleError: the file is damaged, cut off, or packed as no text is.
        """
        if self._tape.broken:
            problem = f"gzip data that {self._tape.broken}"
            raise ArticleError(self._name, problem, cure="get the file again; what stands before is read")


def peeked(head: bytes, name: str, size: int) -> bytes:
    """At most `size` of the bytes that `head`, the begin of a gzipped file, unpacks to.

    Raises:
        ArticleError: not one byte unpacks.
    """
    tape = Tape(head, io.BytesIO(), free=FREE)
    tape.fill(size)
    if not tape.buffer and tape.broken:
        raise ArticleError(name, f"gzip data that {tape.broken}", cure="get the file again")
    return bytes(tape.buffer[:size])
