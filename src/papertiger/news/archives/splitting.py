"""Cutting a WARC file into raw records, by the record alone: what costs time (parsing, unpacking, reading) comes later.

WARC 1.0 and 1.1 (ISO 28500:2017), plain or gzipped, and so WET and WAT files, which are WARC files of other record types. A record's
Content-Length is believed only when the next record begins where it says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from papertiger.news.archives.raw import RawRecord
from papertiger.news.archives.tape import GZIP, Tape
from papertiger.news.refusal import Refusal

MAX_HEAD = 65_536
"""Longest head of a record, and of the HTTP answer in it, in bytes."""
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_BREAKS = re.compile(rb"(?:\r?\n)*+")
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})\b")
_TYPE = re.compile(rb"\r?\ncontent-type[ \t]*:[ \t]*([^\r\n;, \t]{1,100})", re.IGNORECASE)
_SOFTWARE = re.compile(rb"^software[ \t]*:[ \t]*([^\r\n]{1,200})", re.IGNORECASE | re.MULTILINE)
_AHEAD = 64
_LONGEST = 4_096
"""Length of a field from which lines that continue it are left out."""
_TAKEN = frozenset({"response", "resource", "conversion"})
_PASSED = frozenset({"warcinfo", "request", "metadata", "revisit", "continuation"})
_STATUSES = frozenset({b"200", b"203"})
_CURE = "the records around it are read; get the archive again for this one"


def raw_records(
    head: bytes,
    stream: BinaryIO,
    name: str,
    *,
    max_bytes: int,
    passed: Counter[str] | None = None,
    total: int | None = None,
) -> Iterator[RawRecord | Refusal]:
    """The records that may hold an article, in order, with one refusal for each damaged or lying place.

    Args:
        head: what has been read from `stream` already.
        stream: a WARC file, plain or gzipped; no more of it is kept than the record in hand.
        name: of the file.
        max_bytes: largest block that is taken.
        passed: counts, by reason, the records that hold no article by their type, status or media type.
        total: bytes of the file, where that is known: a record that says more is not waited for.
    """
    total = None if head.startswith(GZIP) else total
    yield from _Splitter(
        Tape(head, stream), name, max_bytes, Counter() if passed is None else passed, total
    ).records()


class _Splitter:
    def __init__(
        self, tape: Tape, name: str, max_bytes: int, passed: Counter[str], total: int | None
    ) -> None:
        self._tape, self._name, self._max, self._passed, self._total = tape, name, max_bytes, passed, total
        self._number, self._program = 0, ""

    def records(self) -> Iterator[RawRecord | Refusal]:
        tape = self._tape
        while True:
            if not self._align():
                if tape.broken is None:
                    return
                self._number += 1
                yield self._refusal(tape.offset, tape.broken)
                if not tape.resume():
                    return
                continue
            self._number += 1
            yield from self._record()

    def _align(self) -> bool:
        """Drop the line breaks before a record; False where nothing follows them."""
        while True:
            breaks = _BREAKS.match(self._tape.buffer)
            self._tape.drop(breaks.end() if breaks else 0)
            if bytes(self._tape.buffer[:2]) not in (b"", b"\r"):
                return True
            if not self._tape.fill(len(self._tape.buffer) + 1):
                return False

    def _record(self) -> Iterator[RawRecord | Refusal]:
        tape, offset = self._tape, self._tape.offset
        end = self._head_end()
        if end is None:
            yield from self._damaged(offset, "begins like no WARC record, or its head has no end")
            return
        fields = _fields(bytes(tape.buffer[:end]))
        length = fields.get("content-length", "")
        if not (length.isascii() and length.isdigit() and len(length) < 19):  # noqa: PLR2004 - an exabyte
            yield from self._damaged(offset, f"has {length[:40]!r} as its Content-Length")
            return
        size = int(length)
        tape.fill(end + min(size, MAX_HEAD))
        why = self._why_passed(fields, bytes(tape.buffer[end : end + min(size, MAX_HEAD)]))
        if why is None and size <= self._max:
            yield from self._taken(fields, end, size, offset)
            return
        if why is not None:
            self._passed[why] += 1
            if fields.get("warc-type", "").lower() == "warcinfo":
                self._note_program(end, size)
        problem = self._pass_over(end, size, offset)
        if problem is not None:
            yield from self._damaged(offset, problem)
        elif why is None:
            problem = f"has {size:,} bytes, over the limit of {self._max:,}"
            yield self._refusal(offset, problem, "raise the limit, or extract the page")

    def _pass_over(self, end: int, size: int, offset: int) -> str | None:
        """Drop the record in hand; what is wrong with it, or None."""
        if self._total is not None and offset + end + size > self._total:
            return f"says {size:,} bytes, and the file ends before"
        if size > self._max:
            return self._skip(end + size)
        problem = self._unlike(end, size)
        if problem is None:
            self._tape.drop(end + size)
        return problem

    def _note_program(self, end: int, size: int) -> None:
        self._tape.fill(end + min(size, MAX_HEAD))
        software = _SOFTWARE.search(self._tape.buffer[end : end + min(size, MAX_HEAD)])
        self._program = " ".join(software[1].decode("utf-8", "replace").split()) if software else ""

    def _taken(
        self, fields: Mapping[str, str], end: int, size: int, offset: int
    ) -> Iterator[RawRecord | Refusal]:
        problem = self._unlike(end, size)
        if problem is None:
            block = bytes(self._tape.buffer[end : end + size])
            self._tape.drop(end + size)
            yield RawRecord(self._name, self._number, offset, fields, block, self._program)
        else:
            yield from self._damaged(offset, problem)

    def _damaged(self, offset: int, problem: str) -> Iterator[Refusal]:
        """Refuse the record in hand and find the next; a broken gzip member is told once, by `records`, which counts it too."""
        if self._tape.broken is None:
            yield self._refusal(offset, problem)
            self._tape.find_record()
        else:
            self._number -= 1
            self._tape.drop(len(self._tape.buffer))

    def _unlike(self, end: int, size: int) -> str | None:
        """What speaks against a block of `size` bytes after `end`; None where the next record begins behind it."""
        tape = self._tape
        whole = tape.fill(end + size)
        if (member := tape.member_before(end + size)) is not None:
            return f"says {size:,} bytes, and the next record begins after {max(0, member - end):,}"
        if not whole:
            return f"is cut off: {max(0, len(tape.buffer) - end):,} of {size:,} bytes are there"
        tape.fill(end + size + _AHEAD)
        after = bytes(tape.buffer[end + size : end + size + _AHEAD])
        rest = after.lstrip(b"\r\n")
        if rest and not b"WARC/".startswith(rest[:5]):
            return f"says {size:,} bytes, and no record begins behind them"
        return None

    def _skip(self, size: int) -> str | None:
        """Drop a record that is larger than what may be kept; what is wrong with its end, or None."""
        tape, left = self._tape, size
        while left > 0:
            if not tape.fill(1):
                return f"is cut off: {size - left:,} of {size:,} bytes are there"
            step = min(left, len(tape.buffer))
            if (member := tape.member_before(step)) is not None:
                tape.drop(member - 1)  # `find_record` passes over what the buffer begins with
                return f"says {size:,} bytes, and the next record begins after {size - left + member:,}"
            tape.drop(step)
            left -= step
        return self._unlike(0, 0)

    def _head_end(self) -> int | None:
        """Where the head of the record ends with its empty line; None where there is no head."""
        tape = self._tape
        tape.fill(5)
        if not tape.buffer.startswith(b"WARC/"):
            return None
        size = 1024
        while True:
            enough = tape.fill(size)
            if match := _HEAD_END.search(tape.buffer, 0, MAX_HEAD):
                return match.end()
            if not enough or size >= MAX_HEAD:
                return None
            size *= 4

    def _why_passed(self, fields: Mapping[str, str], begin: bytes) -> str | None:
        kind = fields.get("warc-type", "").lower()
        if kind not in _TAKEN:
            return kind if kind in _PASSED else "another type of record"
        if not _address(fields).lower().startswith(("http://", "https://")):
            return "not from the web"
        media = fields.get("content-type", "").partition(";")[0].strip().lower()
        if media == "application/http":
            http = _HEAD_END.split(begin, 1)[0]
            status, declared = _STATUS.match(http), _TYPE.search(http)
            if status and status[1] not in _STATUSES:
                return "status other than 200"
            media = declared[1].decode("latin-1").lower() if declared else ""
        return None if not media or media in _media_types() else "not text"

    def _refusal(self, offset: int, problem: str, cure: str = _CURE) -> Refusal:
        return Refusal(self._name, self._number, f"the record at byte {offset:,} {problem}", cure)


def _address(fields: Mapping[str, str]) -> str:
    """Some writers put the address between angle brackets, as WARC 1.0 seemed to ask for."""
    return fields.get("warc-target-uri", "").strip().removeprefix("<").removesuffix(">")


def _fields(head: bytes) -> dict[str, str]:
    fields: dict[str, str] = {}
    last = ""
    for line in head.decode("utf-8", "replace").split("\n")[1:]:
        line = line.rstrip("\r")  # noqa: PLW2901 - the same line
        if line[:1] in (" ", "\t"):
            if last and len(fields[last]) < _LONGEST:
                fields[last] += " " + line.strip()
            continue
        name, colon, value = line.partition(":")
        if colon:
            last = name.strip().lower()
            if last not in fields:
                fields[last] = value.strip()
            else:
                last = ""
    return fields


def _media_types() -> Mapping[str, str]:
    from papertiger.news.fetching.networks import fetching_table  # noqa: PLC0415 - pydantic costs start-up time

    return fetching_table().media_types
