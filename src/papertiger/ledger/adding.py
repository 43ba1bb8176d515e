"""An article and all that was read from it, into the ledger: one entry, whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, select

from papertiger.ledger import rows
from papertiger.ledger.indexing import look_up_words
from papertiger.ledger.lineage import fingerprint_row
from papertiger.ledger.schema import ARTICLES, FETCHES
from papertiger.ledger.writing import Entry, Maker, Pen
from papertiger.readers.reading import Reading
from papertiger.records import AttributionStep, Coder

KNOWN = select(ARTICLES.c.row).where(ARTICLES.c.key == bindparam("key"))
_PLACES = 400
"""Keys in one query."""


def known(connection: Connection, key: str) -> bool:
    """Whether the article with this key is in the ledger."""
    return connection.execute(KNOWN, {"key": key}).first() is not None


def _known(connection: Connection, keys: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(keys), _PLACES):
        query = select(ARTICLES.c.key).where(ARTICLES.c.key.in_(keys[start : start + _PLACES]))
        found.update(connection.execute(query).scalars())
    return found


def add(pen: Pen, reading: Reading) -> bool:
    """Store a reading that `rows.check` let through; False when the article is there already."""
    return len(add_all(pen, [reading])) == 1


def add_all(pen: Pen, readings: Sequence[Reading]) -> list[str]:
    """Store readings in one entry; the keys of those articles that were new."""
    by_key = {reading.article.key: reading for reading in reversed(readings)}
    if not by_key:
        return []
    look_up_words(by_key.values())
    with pen.entry(Maker("read", config=readings[0].coder.config)) as entry:
        # SQLite: the write lock is held, no other process can add a key between question and answer. PostgreSQL: keys are unique.
        there = _known(entry.connection, list(by_key))
        fresh = [by_key[key] for key in reversed(by_key) if key not in there]
        if fresh:
            _put(entry, fresh, pen.now())
    return [reading.article.key for reading in fresh]


def taken(connection: Connection, paths: Sequence[str]) -> dict[str, frozenset[str]]:
    """Of `paths`, those that articles came from, and the SHA-256 of the bytes that they had."""
    found: dict[str, set[str]] = {}
    for start in range(0, len(paths), _PLACES):
        query = (
            select(FETCHES.c.source, FETCHES.c.sha256)
            .join(ARTICLES, ARTICLES.c.row == FETCHES.c.article)
            # By the article's path, which has an index; an article that came again under another path has no fetch there.
            .where(ARTICLES.c.path.in_(paths[start : start + _PLACES]), FETCHES.c.source == ARTICLES.c.path)
        )
        for source, digest in connection.execute(query):
            found.setdefault(source, set()).add(digest)
    return {source: frozenset(digests) for source, digests in found.items()}


def _put(entry: Entry, readings: Sequence[Reading], at: str) -> None:
    entry.put_all("articles", [rows.article_row(reading) for reading in readings])
    entry.put_all("fetches", [rows.fetch_row(reading.article, at) for reading in readings])
    put_coders(entry, readings)
    about = [(reading, rows.reading_row(reading, 1, at)) for reading in readings]
    entry.put_all("readings", [row for _, row in about])
    put_parts(entry, readings)
    claims = [rows.claim_row(c, r.article.key, row["id"]) for r, row in about for c in r.claims]
    entry.put_all("claims", claims)
    prints = [fingerprint_row(r.fingerprint) for r in readings if r.fingerprint is not None]
    entry.put_all("fingerprints", prints)


def put_coders(entry: Entry, readings: Sequence[Reading]) -> None:
    """What read the articles, and their sentences in other languages."""
    coders = {reading.coder for reading in readings}
    coders |= {claim.record.coder for reading in readings for claim in reading.claims}
    entry.ensure("coders", [rows.coder_row(coder) for coder in _by_id(coders)])


def _by_id(coders: set[Coder]) -> list[Coder]:
    return list({rows.coder_id(coder): coder for coder in coders}.values())


def put_parts(entry: Entry, readings: Sequence[Reading]) -> None:
    """What the claims of readings refer to: chains and their steps, actors."""
    put_chains(entry, [claim.record.attribution for reading in readings for claim in reading.claims])
    entry.ensure("actors", [rows.actor_row(actor, r.coder.config) for r in readings for actor in r.actors])


def put_chains(entry: Entry, chains: Sequence[tuple[AttributionStep, ...]]) -> None:
    """Attribution chains that are not there yet, with their steps."""
    by_id = {rows.chain_id(chain): chain for chain in chains}
    fresh = entry.ensure("chains", [rows.chain_row(chain) for chain in by_id.values()])
    steps = [step for digest, chain in by_id.items() if digest in fresh for step in rows.step_rows(chain)]
    entry.put_all("attributions", steps)
