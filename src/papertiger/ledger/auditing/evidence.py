"""Articles and quotes against the frozen bytes and texts."""

from __future__ import annotations

import hashlib
import unicodedata
import zlib
from collections.abc import Iterator

from sqlalchemy import Connection, select

from papertiger.ledger.auditing.finding import Counted, Finding, finding
from papertiger.ledger.backends import Backend
from papertiger.ledger.rows import NORMALISATION
from papertiger.ledger.schema import ARTICLES, CLAIMS
from papertiger.news.article import article_key

BATCH = 200
"""Articles in memory at a time."""


def database(backend: Backend, connection: Connection, counted: Counted) -> Iterator[Finding]:
    """The database's own check of its file: pages, indexes, foreign keys."""
    counted.number = 1
    for line in backend.damage(connection):
        yield finding(backend.place, "file", line, "sound")


def articles(backend: Backend, connection: Connection, counted: Counted) -> Iterator[Finding]:  # noqa: ARG001 - one signature
    """Every article: key, hash and normal form of the frozen text, hash of the raw bytes."""
    a = ARTICLES.c
    columns = (a.key, a.sha256, a.outlet, a.url, a.raw_sha256, a.normalisation, a.text, a.raw)
    for row in connection.execution_options(yield_per=BATCH).execute(select(*columns).order_by(a.row)):
        counted.number += 1
        of = f"article {row.key}"
        digest = hashlib.sha256(row.text.encode()).hexdigest()
        if digest != row.sha256:
            yield finding(of, "sha256", row.sha256, digest)
        key = article_key(digest, row.outlet, row.url)
        if key != row.key:
            yield finding(of, "key", row.key, key)
        if row.normalisation != NORMALISATION or not unicodedata.is_normalized(NORMALISATION, row.text):
            yield finding(of, "normalisation", row.normalisation, NORMALISATION)
        try:
            raw = hashlib.sha256(zlib.decompress(row.raw)).hexdigest()
        except zlib.error as error:
            yield finding(of, "raw", str(error), "bytes that unpack")
            continue
        if raw != row.raw_sha256:
            yield finding(of, "raw_sha256", row.raw_sha256, raw)


def quotes(backend: Backend, connection: Connection, counted: Counted) -> Iterator[Finding]:  # noqa: ARG001 - one signature
    """Every version of every claim: quote, prefix and suffix against the frozen text at their place."""
    a, c = ARTICLES.c, CLAIMS.c
    texts = select(a.row, a.text).where(a.row.in_(select(c.article))).order_by(a.row)
    said = select(c.article, c.id, c.version, c.start, c.end, c.quote, c.prefix, c.suffix).order_by(
        c.article, c.row
    )
    claims = iter(connection.execution_options(yield_per=BATCH * 10).execute(said))
    claim = next(claims, None)
    for article, text in connection.execution_options(yield_per=BATCH).execute(texts):
        while claim is not None and claim.article == article:
            counted.number += 1
            of = f"claim {claim.id} version {claim.version}"
            there = text[claim.start : claim.end]
            if not claim.quote or there != claim.quote:
                yield finding(of, "quote", claim.quote, there)
            if not text.endswith(claim.prefix, 0, claim.start):
                before = text[max(0, claim.start - len(claim.prefix)) : claim.start]
                yield finding(of, "prefix", claim.prefix, before)
            if not text.startswith(claim.suffix, claim.end):
                yield finding(of, "suffix", claim.suffix, text[claim.end : claim.end + len(claim.suffix)])
            claim = next(claims, None)
    while claim is not None:
        yield finding(
            f"claim {claim.id} version {claim.version}", "article", "none", "the article of the quote"
        )
        claim = next(claims, None)
