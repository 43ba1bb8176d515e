"""What is fuzzed: each parser with the inputs it begins from and what must hold of whatever it gives."""

from __future__ import annotations

import importlib
import importlib.util
import io
import json
import random
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from hypothesis.strategies import SearchStrategy

import fuzz_inputs as inputs
from papertiger.errors import ArticleError, FetchError, PapertigerError, SourceListProblems
from papertiger.news import Article, Refusal
from papertiger.news.fetching.addresses import MAX_ADDRESS
from papertiger.news.following import (
    Entry,
    Listing,
    article_of,
    list_feed,
    list_sitemap,
    read_opml,
    read_robots,
    read_sources,
    write_sources,
)
from papertiger.news.following.listing import MAX_ENTRIES, MAX_TEXT, MAX_WORDS
from papertiger.news.sources import Source as Opened

NOW = datetime(2026, 1, 20, tzinfo=UTC)
_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder in memory, where there is one
AT = "https://example.org/feeds/news.xml"


class BrokenPromiseError(Exception):
    """What a parser gave is not what its documentation says."""


@dataclass(frozen=True)
class Target:
    """One parser."""

    seeds: tuple[bytes, ...]
    run: Callable[[bytes, random.Random], object]
    """Parses an input and checks what comes of it. Gives something that tells kinds of outcome apart."""
    allowed: tuple[type[PapertigerError], ...]
    """How it may refuse."""
    drawn: SearchStrategy[bytes] | None = None


def _must(holds: bool, promise: str) -> None:
    if not holds:
        raise BrokenPromiseError(promise)


def _listing(found: Listing) -> object:
    _must(len(found.entries) <= MAX_ENTRIES, "entries within the limit")
    _must(len({entry.identity for entry in found.entries}) == len(found.entries), "identities differ")
    for entry in (*found.entries, *found.more):
        _entry(entry)
    for problem in found.problems:
        _must(problem.isprintable(), f"a problem is one printable line: {problem!r}")
    return tuple(problem[:30] for problem in found.problems), bool(found.entries), bool(found.more)


def _entry(entry: Entry) -> None:
    _must(0 < len(entry.address) <= MAX_ADDRESS, "an address within the limit")
    _must("#" not in entry.address, "no fragment")
    for time in (entry.published, entry.updated):
        _must(time is None or date.fromisoformat(time[:10]).year >= 1990, "a time of the web")  # noqa: PLR2004
        _must(time is None or len(time) == 10 or datetime.fromisoformat(time).tzinfo is not None, "a zone")  # noqa: PLR2004
    for words in (entry.title, entry.guid, entry.outlet, entry.author):
        _must(words is None or 0 < len(words) <= MAX_WORDS, "words within the limit")
    for text in (entry.summary_html, entry.content_html):
        _must(text is None or 0 < len(text) <= MAX_TEXT, "a text within the limit")
    made = article_of(entry)
    _must(isinstance(made, (Article, Refusal)), "an article or a refusal")
    if isinstance(made, Article):
        made.raw.decode("utf-8")
        made.text.encode("utf-8")


def _feed(raw: bytes, draw: random.Random) -> object:
    declared = draw.choice((None, None, "utf-8", "windows-1251", "punycode", "zip", "x"))
    return _listing(list_feed(raw, AT, fetched=NOW, declared=declared))


def _sitemap(raw: bytes, _draw: random.Random) -> object:
    return _listing(list_sitemap(raw, AT, fetched=NOW))


def _opml(raw: bytes, _draw: random.Random) -> object:
    found = read_opml(raw)
    _must(read_sources(write_sources(found)).sources == found.sources, "a list written is read as the same")
    return len(found.sources), tuple(note[:20] for note in found.notes)


def _sources(raw: bytes, _draw: random.Random) -> object:
    try:
        found = read_sources(raw.decode("utf-8", "replace"))
    except SourceListProblems as error:
        _must(all(one.line is None or one.line > 0 for one in error.problems), "lines count from 1")
        raise
    _must(read_sources(write_sources(found)).sources == found.sources, "a list written is read as the same")
    return len(found.sources)


def _robots(raw: bytes, draw: random.Random) -> object:
    rules = read_robots(200, raw)
    _must(rules.crawl_delay is None or 0 <= rules.crawl_delay <= 300, "a delay that can be waited for")  # noqa: PLR2004
    paths = (
        "/",
        "/search?q=%",
        "/archive/a.pdf",
        "/" + "a*b" * 500,
        "/\ud800",
        draw.choice(inputs.TOKENS).decode("latin-1"),
    )
    return tuple(rules.allowed(f"https://example.org{path}") for path in paths)


def _archive(name: str) -> Callable[[bytes, random.Random], object]:
    def run(raw: bytes, _draw: random.Random) -> object:
        archives: Any = importlib.import_module("papertiger.news.archives")  # may be absent
        passed: Counter[str] = Counter()
        kinds = []
        for piece in archives.pieces(Opened(name, None), stdin=io.BytesIO(raw), passed=passed):
            for one in (piece,) if isinstance(piece, Refusal) else archives.articles_from_piece(piece):
                if isinstance(one, Refusal):
                    _must(one.line.isprintable(), f"a refusal is one printable line: {one.line!r}")
                    kinds.append(one.problem[:20])
                else:
                    kinds.append(type(one).__name__)
        return tuple(kinds[:6]), tuple(sorted(passed))

    return run


def _pointers(name: str) -> Callable[[bytes, random.Random], object]:
    def run(raw: bytes, _draw: random.Random) -> object:
        archives: Any = importlib.import_module("papertiger.news.archives")  # may be absent
        with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as folder:
            path = Path(folder) / name
            path.write_bytes(raw)
            kinds = []
            for one in archives.pointers(Opened(name, path)):
                if isinstance(one, Refusal):
                    _must(one.line.isprintable(), f"a refusal is one printable line: {one.line!r}")
                    kinds.append(one.problem[:20])
                else:
                    _must(isinstance(one.day, date) and one.line > 0, "a day and a line")
                    json.dumps(dict(one.body)).encode()
                    kinds.append("pointer")
        return tuple(kinds[:6])

    return run


def targets() -> dict[str, Target]:
    """All parsers by name; those of archives where the package has them."""
    found = {
        "feeds": Target((inputs.RSS, inputs.ATOM, inputs.RDF, inputs.JSONFEED, inputs.PAGE), _feed, (ArticleError,), inputs.XML | inputs.JSON),
        "sitemaps": Target((inputs.URLSET, inputs.INDEX, inputs.LINES, inputs.RSS), _sitemap, (ArticleError, FetchError), inputs.XML),
        "opml": Target((inputs.OPML,), _opml, (ArticleError,), inputs.XML),
        "sources": Target((inputs.SOURCES,), _sources, (SourceListProblems,), inputs.YAML),
        "robots": Target((inputs.ROBOTS,), _robots, (), inputs.ROBOTS_LINES),
    }  # fmt: skip
    if importlib.util.find_spec("papertiger.news.archives.pieces") is not None:
        archives = {
            "warc": ("crawl.warc", (inputs.WARC, inputs.WET)),
            "csv": ("rows.csv", (inputs.CSV,)),
            "jsonl": ("rows.jsonl", (inputs.JSONL,)),
        }
        exports = {
            "gdelt events": ("20260114101500.export.CSV", (inputs.EVENTS,)),
            "gdelt mentions": ("20260114101500.mentions.CSV", (inputs.MENTIONS,)),
            "gdelt gkg": ("20260114101500.gkg.csv", (inputs.GKG,)),
            "gdelt zip": ("20260114101500.export.CSV.zip", (inputs.zipped(inputs.EVENTS),)),
        }
        for name, (file, seeds) in archives.items():
            found[name] = Target(seeds, _archive(file), ())
        for name, (file, seeds) in exports.items():
            found[name] = Target(seeds, _pointers(file), ())
    return found
