"""How fast archives are cut into pieces and read, and how much memory that takes; the archives are made as they are read.

    python benchmarks/archives.py benchmarks/archives.json

Nothing is written but the result: the archives are streams of made-up pages, so that a gigabyte needs no disk.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import platform
import resource
import sys
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path

from papertiger.news.archives.pieces import articles_from_piece
from papertiger.news.archives.raw import RawRecord
from papertiger.news.archives.splitting import raw_records
from papertiger.news.archives.tabular import csv_rows
from papertiger.news.article import Article
from papertiger.news.refusal import Refusal

GIGABYTE = 1_000_000_000
WORDS = [
    "the",
    "envoy",
    "said",
    "that",
    "promised",
    "radars",
    "had",
    "not",
    "come",
    "although",
    "the",
    "capital",
    "asked",
    "three",
    "times",
    "and",
    "officials",
    "of",
    "both",
    "states",
    "met",
    "again",
    "on",
    "Monday",
    "to",
    "talk",
    "of",
    "spare",
    "parts",
    "ships",
    "fuel",
    "credits",
    "and",
    "the",
    "men",
    "who",
    "would",
    "look",
    "after",
    "them",
]


class Made(io.RawIOBase):
    """A stream whose bytes are made when they are asked for."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        super().__init__()
        self._parts, self._held = parts, b""

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """The next bytes."""
        self._held = self._held or next(self._parts, b"")
        size = min(len(buffer), len(self._held))
        buffer[:size], self._held = self._held[:size], self._held[size:]
        return size


def page(number: int, kilobytes: int) -> bytes:
    """A page of about so many kilobytes, of words in an order of its own."""
    state, out = number * 2_654_435_761 % 2**32, []
    size = 0
    while size < kilobytes * 1000:
        paragraph = []
        for _ in range(60):
            state = (state * 1_103_515_245 + 12_345) % 2**31
            paragraph.append(WORDS[state >> 8 & 31] if state & 1 else f"{state:x}")
        out.append(f"<p>{' '.join(paragraph)}.</p>")
        size += len(out[-1])
    head = f"<html><head><title>Page {number}</title></head><body><article><h1>Page {number}</h1>"
    return f"{head}{''.join(out)}</article></body></html>".encode()


def record(number: int, body: bytes) -> bytes:
    """A response record."""
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number:032x}>\r\nWARC-Date: 2026-01-15T12:00:00Z\r\n"
        f"WARC-Target-URI: https://example.org/{number}\r\nWARC-IP-Address: 93.184.216.34\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def measured(work: Callable[[], tuple[int, int]]) -> dict[str, float | int]:
    """Records and bytes a second of processor time, and the peak of memory so far."""
    began = time.process_time()
    count, size = work()
    seconds = time.process_time() - began
    return {
        "records": count,
        "megabytes": round(size / 1e6, 1),
        "cpu_seconds": round(seconds, 2),
        "records_per_second": round(count / seconds),
        "megabytes_per_second": round(size / 1e6 / seconds, 1),
        "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    }


def split(parts: Iterator[bytes]) -> tuple[int, int]:
    """Cut an archive; how many records, of how many bytes."""
    stream = io.BufferedReader(Made(parts), 1 << 20)
    count = size = 0
    for found in raw_records(stream.read(1 << 16), stream, "made.warc", max_bytes=20_000_000):
        if isinstance(found, Refusal):
            raise SystemExit(found.line)
        count, size = count + 1, size + found.size
    return count, size


def read(raws: list[RawRecord]) -> tuple[int, int]:
    """Make articles of raw records."""
    count = 0
    for raw in raws:
        for found in articles_from_piece(raw):
            if not isinstance(found, Article):
                raise SystemExit(str(found))
            count += 1
    return count, sum(raw.size for raw in raws)


def rows() -> tuple[int, int]:
    """Cut a CSV table of 200,000 rows."""
    line = b'"A title","' + b"words of a story, " * 100 + b'","https://example.org/a","2026-01-14"\n'
    stream = io.BufferedReader(Made(islice(cycle([line]), 200_000)), 1 << 20)
    count = sum(1 for _ in csv_rows(b"title,text,url,date\n", stream, "made.csv", 20_000_000))
    return count, count * len(line)


def main(out: str) -> None:
    """Measure in an order in which the peak of memory says something: the large streams first."""
    bodies = [page(number, 30) for number in range(64)]
    plain = [record(number, body) for number, body in enumerate(bodies)]
    packed = [gzip.compress(one, 6) for one in plain]
    tiny = [record(number, b"<p>Radars.</p>") for number in range(1000)]
    base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    times = GIGABYTE // sum(map(len, plain)) * len(plain)
    results = {
        "about": "Cutting streams that are made while they are read; seconds are of one core's processor time.",
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "memory_before_mb": round(base, 1),
        "split_plain_1_gb": measured(lambda: split(islice(cycle(plain), times))),
        "split_packed_1_gb": measured(lambda: split(islice(cycle(packed), times))),
        "split_a_million_tiny": measured(lambda: split(islice(cycle(tiny), 1_000_000))),
        "split_a_million_tiny_packed": measured(
            lambda: split(islice(cycle([gzip.compress(one, 6) for one in tiny]), 1_000_000))
        ),
        "csv_rows": measured(rows),
        "read_pages": measured(
            lambda: read(
                [
                    found
                    for found in raw_records(b"".join(plain), io.BytesIO(), "made.warc", max_bytes=20_000_000)
                    if isinstance(found, RawRecord)
                ]
            )
        ),
    }
    Path(out).write_text(json.dumps(results, indent=2) + "\n")
    sys.stdout.write(json.dumps(results, indent=2) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
