"""An archive as one stream of unpacked bytes that is looked into before it is taken; damage is told, and got over where it can be.

Gzip members follow each other (RFC 1952, and annex D of ISO 28500:2017, by which each WARC record is a member of its own, so that a
reader that meets damage goes on at the next). A member's own statement of its size is never looked at.
"""

from __future__ import annotations

import re
import zlib
from collections import deque
from typing import BinaryIO

from papertiger.news.fetching.limits import DEFAULTS

GZIP = b"\x1f\x8b\x08"
_SLICE = 1 << 18
"""Most bytes that are unpacked at a time."""
_CHUNK = 1 << 16
_FREE = 1_000_000
"""Bytes of a member that may be unpacked whatever the ratio, as for fetched pages."""
_TRIED = 4_096
"""Packed bytes of what may be a member that are tried."""
_MOCKED = 10_000
"""What may be a member and is none, after which the search for the next ends: chance makes one in sixteen million bytes."""
_BEGINS = b"WARC/"
_KEPT = 64
"""Bytes that stay when nothing was found in them: the begin of a record may be cut in two."""
_VERSION = re.compile(rb"WARC/[01]\.\d{1,3}\r?\n")


class Tape:
    """Unpacked bytes of a stream, in `buffer` until they are dropped.

    Attributes:
        buffer: what was unpacked and not dropped.
        broken: what is wrong with the member in hand; None while nothing is. `resume` goes on behind it.
        ended: whether all of the stream is in `buffer` or dropped.
    """

    def __init__(
        self, head: bytes, stream: BinaryIO, *, ratio: int = DEFAULTS.ratio, free: int = _FREE
    ) -> None:
        """`head` has been read from `stream` already; `ratio` is how many bytes one packed byte may become once `free` are passed."""
        self.buffer = bytearray()
        self.broken: str | None = None
        self.ended = False
        self._stream, self._data, self._at = stream, head, 0
        self._ratio, self._free = ratio, free
        self._packed = head.startswith(GZIP)
        self._machine: zlib._Decompress | None = None
        self._member = self._taken = self._given = 0
        self._dropped = 0
        self._starts: deque[tuple[int, int]] = deque()
        """Of members that begin like a WARC record: where among unpacked bytes, and where in the stream."""

    @property
    def offset(self) -> int:
        """Where what `buffer` begins with stands in the stream: its member's first byte, where it is packed."""
        if not self._packed:
            return self._dropped
        if self._starts and self._starts[0][0] == self._dropped:
            return self._starts[0][1]
        return self._member

    def fill(self, size: int) -> bool:
        """Have at least `size` bytes in `buffer`; False where the stream ends or breaks before."""
        while len(self.buffer) < size:
            if self.broken or self.ended or not self._more():
                return False
        return True

    def drop(self, size: int) -> None:
        """Forget the first `size` bytes of `buffer`."""
        del self.buffer[:size]
        self._dropped += size
        while self._starts and self._starts[0][0] < self._dropped:
            self._starts.popleft()

    def member_before(self, size: int) -> int | None:
        """Where among the first `size` bytes of `buffer`, but not at its begin, a member starts that begins like a record."""
        for start, _ in self._starts:
            if start > self._dropped:
                found = start - self._dropped
                return found if found < size else None
        return None

    def find_record(self) -> bool:
        """Drop what stands before the next record in or after `buffer`; False where the stream ends or breaks before one.

        The record that `buffer` begins with, where it does, is passed over.
        """
        while True:
            member = self.member_before(len(self.buffer))
            places = [place for place in (member, _next_record(self.buffer)) if place is not None]
            if places:
                self.drop(min(places))
                return True
            self.drop(max(0, len(self.buffer) - _KEPT))
            if not self.fill(len(self.buffer) + 1):
                self.drop(len(self.buffer))
                return False

    def resume(self) -> bool:
        """Behind a broken member: go on at the next that begins like a WARC record; False where there is none, or what is there only mocks one."""
        self.drop(len(self.buffer))
        self._starts.clear()
        self.broken, self._machine = None, None
        place = 1
        for _ in range(_MOCKED):
            while (found := self._data.find(GZIP, place)) < 0:
                self._at, self._data, place = (
                    self._at + len(self._data) - len(self._data[-2:]),
                    self._data[-2:],
                    0,
                )
                if not self._read():
                    self.ended = True
                    return False
            if len(self._data) - found < _TRIED:
                self._at, self._data, found = self._at + found, self._data[found:], 0
                while len(self._data) < _TRIED and self._read():
                    pass
            if _begins_like_record(self._data[found : found + _TRIED]):
                self._at, self._data = self._at + found, self._data[found:]
                return True
            place = found + 1
        self.ended = True
        return False

    def _more(self) -> bool:
        if not self._packed:
            chunk, self._data = self._data or self._stream.read(_CHUNK), b""
            self.buffer += chunk
            self.ended = not chunk
            return bool(chunk)
        while (machine := self._machine or self._begin()) is not None:
            dry = not self._data and not self._read()
            try:
                out = machine.decompress(self._data, _SLICE)
            except zlib.error:
                return self._break("does not unpack")
            left = machine.unused_data if machine.eof else machine.unconsumed_tail
            taken = len(self._data) - len(left)
            self._taken, self._at, self._data = self._taken + taken, self._at + taken, left
            if out:
                return self._give(out, machine)
            if machine.eof:
                self._machine = None
            elif dry:
                return self._break("ends in the middle of what is packed")
        return False

    def _give(self, out: bytes, machine: zlib._Decompress) -> bool:
        if not self._given and out.startswith(_BEGINS):
            self._starts.append((self._dropped + len(self.buffer), self._member))
        self._given += len(out)
        self.buffer += out
        if machine.eof:
            self._machine = None
        if self._given > self._free and self._given > self._ratio * self._taken:
            return self._break(f"is packed more than {self._ratio} to one, as no text is")
        return True

    def _begin(self) -> zlib._Decompress | None:
        while True:
            data = self._data.lstrip(b"\0")  # padding up to a block of a tape or disk
            self._at, self._data = self._at + len(self._data) - len(data), data
            if len(data) >= len(GZIP) or not self._read():
                break
        if not self._data:
            self.ended = True
            return None
        if not self._data.startswith(GZIP):
            self._break("goes on with bytes that aren't packed")
            return None
        self._machine = zlib.decompressobj(zlib.MAX_WBITS | 16)
        self._member, self._taken, self._given = self._at, 0, 0
        return self._machine

    def _break(self, what: str) -> bool:
        self.broken = what
        return False

    def _read(self) -> bool:
        chunk = self._stream.read(_CHUNK)
        self._data = self._data + chunk if self._data else chunk
        return bool(chunk)


def _begins_like_record(packed: bytes) -> bool:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(packed, 64).startswith(_BEGINS)
    except zlib.error:
        return False


def _next_record(buffer: bytearray) -> int | None:
    """Where in `buffer` a record begins behind an empty line; found by a plain search, which is ten times as fast as an expression."""
    place = buffer.find(b"\nWARC/")
    while place >= 0:
        if buffer[max(0, place - 2) : place].removesuffix(b"\r")[-1:] == b"\n" and _VERSION.match(
            buffer, place + 1
        ):
            return place + 1
        place = buffer.find(b"\nWARC/", place + 1)
    return None
