"""How long the worst lists take, at the size that the fetcher lets through: `python benchmarks/listing.py [--write]`.

Each is 20 MB (or what its limits leave of that) of one thing that could be slow or fill the memory, and is read in a process of its own: CPU seconds and
peak memory, and whether it was read or refused. ``--write`` puts the figures into ``benchmarks/listing.json``. Needs Linux.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import signal
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from papertiger.errors import PapertigerError
from papertiger.news.following import list_feed, list_sitemap, read_opml, read_robots, read_sources

SIZE = 20_000_000
NOW = datetime(2026, 1, 20, tzinfo=UTC)
AT = "https://example.org/list"
HUNG = 300
"""Seconds after which a reader is broken off."""
RSS, END = b"<rss><channel>", b"</channel></rss>"
ITEM, TEXT_END = b"<item><link>/a</link><title>", b"</title></item></channel></rss>"


def feed(raw: bytes) -> int:
    """Entries of a feed."""
    return len(list_feed(raw, AT, fetched=NOW).entries)


def sitemap(raw: bytes) -> int:
    """Entries of a sitemap."""
    return len(list_sitemap(raw, AT, fetched=NOW).entries)


def opml(raw: bytes) -> int:
    """Sources of a subscription list."""
    return len(read_opml(raw).sources)


def sources(raw: bytes) -> int:
    """Sources of a source list."""
    return len(read_sources(raw.decode()).sources)


def robots(raw: bytes) -> int:
    """Whether an address is allowed, asked a hundred times."""
    rules = read_robots(200, raw)
    return sum(rules.allowed(f"https://example.org/{'a' * 2_000}{n}") for n in range(100))


def full(head: bytes, unit: bytes, tail: bytes = b"", size: int = SIZE) -> bytes:
    """`unit` between `head` and `tail` as often as it fits."""
    return head + unit * ((size - len(head) - len(tail)) // len(unit)) + tail


def numbered(head: bytes, unit: bytes, tail: bytes, number: int) -> bytes:
    """`unit` with a number in it, so often."""
    return head + b"".join(unit % n for n in range(number)) + tail


CASES: dict[str, tuple[Callable[[bytes], int], Callable[[], bytes]]] = {
    "60,000 dated items": (feed, lambda: numbered(RSS, b"<item><link>/%d</link><title>t</title><pubDate>Wed, 14 Jan 2026 10:35:00 GMT</pubDate></item>", END, 60_000)),
    "items without end": (feed, lambda: full(RSS, b"<item><link>/a</link>")),
    "items nested 240 deep around a long title": (feed, lambda: full(RSS + b"<item>" * 240 + b"<link>/a</link><title>", b"x", b"</title>" + b"</item>" * 240 + END)),
    "one long text": (feed, lambda: full(RSS + ITEM, b"x", TEXT_END)),
    "text in another encoding than it says": (feed, lambda: full(b'<?xml version="1.0" encoding="utf-8"?>' + RSS + ITEM, "Привіт ".encode("cp1251"), TEXT_END)),
    "bare ampersands": (feed, lambda: full(RSS + ITEM, b"&", TEXT_END)),
    "two million entities of HTML": (feed, lambda: RSS + ITEM + b"&nbsp;" * 1_999_990 + TEXT_END),
    "tags": (feed, lambda: full(RSS, b"<a/>", END)),
    "one and a half million tags": (feed, lambda: RSS + b"<a/>" * 1_499_990 + END),
    "openings": (feed, lambda: full(RSS, b"<")),
    "comments without end": (feed, lambda: full(RSS, b"<!--")),
    "CDATA sections": (feed, lambda: full(RSS, b"<![CDATA[]]>", END)),
    "declarations in a CDATA section": (feed, lambda: full(RSS + b"<![CDATA[", b"<!DOCTYPE ")),
    "attributes": (feed, lambda: numbered(b"<rss ", b'a%d="" ', b"/>", 1_500_000)),
    "damaged attributes": (feed, lambda: full(b"<rss ", b"a ", b"></rss>")),
    "control characters": (feed, lambda: full(RSS + ITEM, b"\x01" + b"y" * 200, TEXT_END)),
    "JSON nested": (feed, lambda: b'{"items":' + b"[" * SIZE),
    "JSON items": (feed, lambda: full(b'{"items":[', b'{"url":"/a"},', b"{}]}")),
    "addresses, one a line": (sitemap, lambda: numbered(b"", b"https://example.org/%d\n", b"", 700_000)),
    "370,000 pages of a sitemap": (sitemap, lambda: numbered(b"<urlset>", b"<url><loc>/%d</loc></url>", b"</urlset>", 370_000)),
    "400,000 feeds": (opml, lambda: numbered(b"<opml>", b'<outline xmlUrl="https://example.org/%d"/>', b"</opml>", 400_000)),
    "400,000 feeds that cannot be followed": (opml, lambda: numbered(b"<opml>", b'<outline xmlUrl="ftp://example.org/%d"/>', b"</opml>", 400_000)),
    "10,000 sources": (sources, lambda: numbered(b"schema: 1\nsources:\n", b"  - feed: https://example.org/%d\n", b"", 10_000)),
    "10,000 sources that are wrong": (sources, lambda: numbered(b"schema: 1\nsources:\n", b"  - {feed: 'http://127.0.0.1/%d', every: x}\n", b"", 10_000)),
    "YAML nested": (sources, lambda: full(b"", b"- ", size=3_000_000)),
    "robots.txt of 14,000 programs and 15,000 rules": (robots, lambda: numbered(b"", b"user-agent: x%d\n", b"", 14_000) + numbered(b"user-agent: *\n", b"disallow: /*a*b%d\n", b"", 15_000)),
}  # fmt: skip


def measured(read: Callable[[bytes], int], make: Callable[[], bytes]) -> dict[str, Any]:
    """What one list costs, in a process of its own."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        signal.alarm(HUNG)
        raw = make()
        began, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        try:
            what: dict[str, Any] = {"entries": read(raw)}
        except PapertigerError as error:
            what = {"refused": str(error)[:120]}
        what |= {
            "bytes": len(raw),
            "seconds": round(time.process_time() - began, 2),
            "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            "megabytes_before": before // 1024,
        }
        os.write(writing, json.dumps(what, ensure_ascii=False).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read()
    os.waitpid(pid, 0)
    return json.loads(said) if said else {"died": True}


def main() -> int:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--write", action="store_true", help="write benchmarks/listing.json")
    given = parser.parse_args()
    found = {name: measured(*case) for name, case in CASES.items()}
    report = {"how": "benchmarks/listing.py: CPU seconds, peak resident memory", "python": platform.python_version(), "cases": found}  # fmt: skip
    text = json.dumps(report, indent=1, ensure_ascii=False)
    sys.stdout.write(text + "\n")
    if given.write:
        Path(__file__).with_suffix(".json").write_text(text + "\n", "utf-8")
    return 1 if any("died" in one for one in found.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
