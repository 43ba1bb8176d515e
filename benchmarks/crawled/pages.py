"""A synthetic crawl: sites in three languages with templates, menus and footers, and pages most of which have nothing to do with support.

Everything follows from the seed and the number of a page, so that a crawl of a hundred thousand records begins with that of a thousand.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from html import escape
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from archive.stories import Archive, Draft
from archive.words import Lexicon, Random
from archive.writing import written

SHARES = {
    "everyday": 0.62,
    "listing": 0.14,
    "political": 0.08,
    "claims": 0.04,
    "reprint": 0.02,
    "again": 0.01,
    "picture": 0.05,
    "missing": 0.04,
}
"""Kind of capture → share. political: news of many actors by chance, with hardly a claim; claims: with two to four claims; reprint: such
a page on another site; again: a page captured a second time; missing: status 404 or 301."""
SITES = 60
_LANGUAGES = ("en", "uk", "ru")
_BACK = 400
"""Pages among which a reprint or a second capture finds its first."""
_SCRIPT = 12_000
"""Characters of scripts and styles on a page."""
BEGIN = datetime(2026, 3, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Capture:
    """One answer of a server."""

    kind: str
    address: str
    status: int
    media_type: str
    at: datetime
    content: bytes


@dataclass(frozen=True, slots=True)
class _Story:
    kind: str
    language: str
    title: str
    paragraphs: tuple[str, ...]


class Crawl:
    """Captures by number.

    Args:
        seed: of everything.
    """

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._archive = Archive(seed)
        self._kinds, self._shares = list(SHARES), np.cumsum(list(SHARES.values()))
        self._drafts: list[Draft] = []
        self._stream = self._archive.drafts()

    def captures(self, number: int) -> Iterator[Capture]:
        """The first so many."""
        for at in range(number):
            yield self._capture(at)

    def _capture(self, number: int) -> Capture:
        kind, random = self._drawn(number)
        at = BEGIN + timedelta(seconds=number)
        site = _Site.numbered(self._seed, int(random.integers(SITES)))
        if kind == "again" and (first := self._before(number, random, "everyday")) is not None:
            before = self._capture(first)
            return Capture(kind, before.address, before.status, before.media_type, at, before.content)
        if kind == "picture":
            address = f"https://{site.host}/media/{number}.jpg"
            return Capture(kind, address, 200, "image/jpeg", at, random.bytes(4_000))
        if kind == "missing":
            return Capture(
                kind, f"https://{site.host}/{number}", 404, "text/html", at, b"<html><body>404</body></html>"
            )
        story = self._story(number)
        site = _Site.numbered(self._seed, site.number // 3 * 3 + _LANGUAGES.index(story.language))
        address = f"https://{site.host}/{kind}/{number}.html"
        page = site.page(
            story, address, BEGIN + timedelta(seconds=number - 3_600), random, self._archive.lexicon
        )
        return Capture(kind, address, 200, "text/html; charset=utf-8", at, page.encode())

    def _drawn(self, number: int) -> tuple[str, Random]:
        random = np.random.default_rng((self._seed, 11, number))
        return self._kinds[
            min(int(np.searchsorted(self._shares, random.random())), len(self._kinds) - 1)
        ], random

    def _before(self, number: int, random: Random, kind: str) -> int | None:
        """A page of a kind, captured shortly before."""
        start = int(random.integers(1, _BACK))
        back = range(number - start, max(-1, number - start - _BACK), -1)
        return next((one for one in back if one >= 0 and self._drawn(one)[0] == kind), None)

    def _story(self, number: int) -> _Story:
        kind, random = self._drawn(number)
        if kind == "reprint":
            first = self._before(number, random, "claims")
            if first is not None:
                return self._story(first)
        language = _LANGUAGES[int(random.integers(3))]
        if kind == "political":
            return self._political(number)
        pen = _Words(self._archive.lexicon, random, language)
        if kind == "listing":
            return _Story(kind, language, pen.everyday(), tuple(pen.everyday() for _ in range(3)))
        size = int(random.integers(8, 24))
        sentences = [pen.everyday() for _ in range(size)]
        if kind in {"claims", "reprint"}:
            for _ in range(int(random.integers(2, 5))):
                sentences.insert(int(random.integers(size // 2)), pen.claim())
        cut = [" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3)]
        return _Story(kind, language, pen.claim() if kind == "claims" else pen.everyday(), tuple(cut))

    def _political(self, number: int) -> _Story:
        wanted = int(number * SHARES["political"] * 1.2) + 10
        if len(self._drafts) <= wanted:
            self._drafts += islice(self._stream, wanted + 1_000 - len(self._drafts))
        one = written(self._drafts[wanted], self._archive.lexicon)
        text = one.article.text.split("\n\n")
        return _Story("political", one.language, text[0], tuple(text[1:]))


class _Words:
    """Sentences in one language."""

    def __init__(self, lexicon: Lexicon, random: Random, language: str) -> None:
        self._lexicon, self._random, self._language = lexicon, random, language

    def everyday(self) -> str:
        """A sentence about nothing of interest here."""
        draw, surfaces = self._lexicon.draw, self._lexicon.surfaces[self._language]
        names = [surfaces[n] for n in draw("name", self._random, 3)]
        things = [surfaces[n] for n in draw("loan", self._random, 2)]
        return self._one("everyday").format(
            name=f"{names[0]} {names[1]}",
            other=names[1],
            place=names[2],
            thing=things[0],
            matter=things[1],
            n=int(self._random.integers(2, 900)),
            m=int(self._random.integers(1, 30)),
        )

    def claim(self) -> str:
        """A sentence with a claim."""
        states = _words()["states"][self._language]
        patron, client = (states[at] for at in self._random.permutation(len(states))[:2])
        systems = _words()["systems"][self._language]
        known = {
            "n": int(self._random.integers(2, 90)),
            "system": systems[int(self._random.integers(len(systems)))],
            "patron": patron[0],
            "client": client[0],
            "capital": client[1],
        }
        if self._language != "en":
            for who, forms in (("patron", patron), ("client", client)):
                known |= {f"{who}_gen": forms[1], f"{who}_dat": forms[2], f"{who}_acc": forms[3]}
        return self._one("claims").format(**known)

    def _one(self, kind: str) -> str:
        some = _words()[kind][self._language]
        return str(some[int(self._random.integers(len(some)))])


@dataclass(frozen=True)
class _Site:
    number: int
    host: str
    name: str
    language: str
    script: str

    @staticmethod
    @cache
    def numbered(seed: int, number: int) -> _Site:
        """A site; its language follows from its number."""
        random = np.random.default_rng((seed, 12, number))
        names = random.integers(97, 123, (_SCRIPT // 8, 7)).astype(np.uint8)
        script = ";".join(f"{bytes(row).decode()}" for row in names)
        return _Site(number, f"news-{number}.example", f"Daily {number}", _LANGUAGES[number % 3], script)

    def page(self, story: _Story, address: str, published: datetime, random: Random, lexicon: Lexicon) -> str:
        """A page of this site."""
        words = _words()["furniture"][self.language]
        pen = _Words(lexicon, random, self.language)
        menu = "".join(f'<li><a href="/{n}">{escape(one)}</a></li>' for n, one in enumerate(words["menu"]))
        links = "".join(
            f'<li><a href="/r/{n}.html">{escape(pen.everyday()[:70])}</a></li>'
            for n in range(40 if story.kind == "listing" else 12)
        )
        body = "".join(f"<p>{escape(one)}</p>\n" for one in story.paragraphs)
        about = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": story.title,
            "datePublished": published.isoformat(),
            "url": address,
            "publisher": {"@type": "Organization", "name": self.name},
        }
        title = escape(story.title)
        return (
            f'<!DOCTYPE html>\n<html lang="{self.language}"><head><meta charset="utf-8"><title>{title} | {self.name}</title>\n'
            f'<meta property="og:site_name" content="{self.name}"><meta property="og:title" content="{title}">\n'
            f'<meta property="article:published_time" content="{published.isoformat()}">\n'
            f'<link rel="canonical" href="{address}">\n'
            f'<script type="application/ld+json">{json.dumps(about, ensure_ascii=False)}</script>\n'
            f"<script>var a={json.dumps(self.script[: _SCRIPT // 2])};</script><style>.a{{{self.script[_SCRIPT // 2 :]}}}</style></head>\n"
            f'<body><header><a href="/">{self.name}</a><nav><ul>{menu}</ul></nav></header>\n'
            f'<main><article><h1>{title}</h1><time datetime="{published.isoformat()}">{published:%Y-%m-%d %H:%M}</time>\n{body}</article></main>\n'
            f"<aside><h3>{escape(words['related'])}</h3><ul>{links}</ul></aside>\n"
            f'<div class="cookie">{escape(words["cookies"])}</div><footer><ul>{menu}</ul><p>{escape(words["footer"])}</p></footer>\n'
            f"<script>var b={json.dumps(self.script[:2_000])};</script></body></html>\n"
        )


@cache
def _words() -> dict[str, Any]:
    with Path(__file__).with_name("sentences.yaml").open(encoding="utf-8") as stream:
        found: dict[str, Any] = yaml.safe_load(stream)
    return found
