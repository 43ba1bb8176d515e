"""The one file in a zip archive, as a stream; nothing is written, and no name in the archive is ever a path.

Only the head of the member is read (PKWARE APPNOTE 6.3.10, 4.3.7), never the directory at the end, which may hold another truth, or
a million names.
"""

from __future__ import annotations

import io
import struct
import zlib
from typing import BinaryIO

from papertiger.errors import ArticleError
from papertiger.news.archives.gunzip import FREE
from papertiger.news.fetching.limits import DEFAULTS

MAGIC = b"PK\x03\x04"
_HEAD = struct.Struct("<4sHHHHHIIIHH")
_DEFLATED = 8
_ENCRYPTED, _LATER = 0x1, 0x8
"""Flags: the member is encrypted; its check sum and sizes stand behind it."""
_DESCRIPTOR = b"PK\x07\x08"
_AFTER = 28
"""Bytes behind a member within which the next thing begins: a descriptor takes 24 at most."""
_CHUNK = 1 << 16
_SLICE = 1 << 18
_CURE = "unpack it first"


class ZipMember(io.RawIOBase):
    """The bytes of the archive's first and only member."""

    def __init__(self, head: bytes, stream: BinaryIO, name: str) -> None:
        """`head` has been read from `stream` already; `name` is what errors call the archive.

        Raises:
            ArticleError: it is encrypted, or packed otherwise than by deflate.
        """
        super().__init__()
        self._stream, self._name, self._data = stream, name, head
        self._machine = zlib.decompressobj(-zlib.MAX_WBITS)
        self._out = b""
        self._taken = self._given = self._sum = 0
        self.problem: str | None = None
        """What is wrong with the archive, once it has been read as far as it goes."""
        fields = _HEAD.unpack(self._need(_HEAD.size))
        _, _, flags, method, _, _, self._declared, _, _, name_size, extra_size = fields
        self.member = self._need(name_size).decode("utf-8", "replace")
        self._need(extra_size)
        self._later = bool(flags & _LATER)
        if flags & _ENCRYPTED or method != _DEFLATED:
            what = "encrypted" if flags & _ENCRYPTED else f"packed by method {method}"
            raise ArticleError(name, f"a zip archive that is {what}", cure=_CURE)

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Unpack as much as there is at once; nothing once the member ends or breaks, see `check`."""
        while not self._out and not self._machine.eof and self.problem is None:
            self._unpack()
        size = min(len(buffer), len(self._out))
        buffer[:size], self._out = self._out[:size], self._out[size:]
        return size

    def check(self) -> None:
        """To be called when there is nothing more to read.

        Raises:
            ArticleError: the member is damaged, cut off, packed as no text is, or not the only one.
        """
        if self.problem is None:
            while len(self._data) < _AFTER and self._read():
                pass
            behind = self._data[:_AFTER]
            stated = int.from_bytes(behind.removeprefix(_DESCRIPTOR)[:4], "little")
            if (stated if self._later else self._declared) != self._sum:
                self.problem = "doesn't give the check sum that it states"
            elif MAGIC in behind:
                self.problem = "holds more than one file"
        if self.problem is not None:
            raise ArticleError(self._name, f"a zip archive that {self.problem}", cure=_CURE)

    def _unpack(self) -> None:
        dry = not self._data and not self._read()
        try:
            out = self._machine.decompress(self._data, _SLICE)
        except zlib.error:
            self.problem = "does not unpack"
            return
        left = self._machine.unused_data if self._machine.eof else self._machine.unconsumed_tail
        self._taken += len(self._data) - len(left)
        self._data, self._out = left, out
        self._given += len(out)
        self._sum = zlib.crc32(out, self._sum)
        if self._given > FREE and self._given > DEFAULTS.ratio * self._taken:
            self._out, self.problem = b"", f"is packed more than {DEFAULTS.ratio} to one, as no text is"
        elif dry and not out and not self._machine.eof:
            self.problem = "ends in the middle of what is packed"

    def _need(self, size: int) -> bytes:
        while len(self._data) < size and self._read():
            pass
        if len(self._data) < size:
            raise ArticleError(self._name, "a zip archive that is cut off", cure="get the file again")
        part, self._data = self._data[:size], self._data[size:]
        return part

    def _read(self) -> bool:
        chunk = self._stream.read(_CHUNK)
        self._data += chunk
        return bool(chunk)
