"""An article and all that was read from it, into the ledger: one entry, whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, select

from papertiger.ledger import rows
from papertiger.ledger.lineage import fingerprint_row
from papertiger.ledger.schema import ARTICLES
from papertiger.ledger.writing import Entry, Maker, Pen
from papertiger.readers.reading import Reading
from papertiger.records import AttributionStep, Coder

KNOWN = select(ARTICLES.c.row).where(ARTICLES.c.key == bindparam("key"))


def known(connection: Connection, key: str) -> bool:
    """Whether the article with this key is in the ledger."""
    return connection.execute(KNOWN, {"key": key}).first() is not None


def add(pen: Pen, reading: Reading) -> bool:
    """Store a reading that `rows.check` let through; False when the article is there already."""
    with pen.entry(Maker("read", config=reading.coder.config)) as entry:
        return _put(entry, reading, pen.now())


def add_all(pen: Pen, readings: Sequence[Reading]) -> int:
    """Store readings in one entry; how many articles were new."""
    if not readings:
        return 0
    with pen.entry(Maker("read", config=readings[0].coder.config)) as entry:
        return sum(_put(entry, reading, pen.now()) for reading in readings)


def _put(entry: Entry, reading: Reading, at: str) -> bool:
    # SQLite: the write lock is held, no other process can add the key between question and answer. PostgreSQL: the key is unique.
    article = reading.article
    if known(entry.connection, article.key):
        return False
    entry.put("articles", rows.article_row(reading))
    entry.put("fetches", rows.fetch_row(article, at))
    put_coders(entry, reading)
    row = rows.reading_row(reading, 1, at)
    entry.put("readings", row)
    put_parts(entry, reading)
    entry.put_all("claims", [rows.claim_row(claim, article.key, row["id"]) for claim in reading.claims])
    if reading.fingerprint is not None:
        entry.put("fingerprints", fingerprint_row(reading.fingerprint))
    return True


def put_coders(entry: Entry, reading: Reading) -> None:
    """What read the article, and its sentences in other languages."""
    coders = {reading.coder, *(claim.record.coder for claim in reading.claims)}
    entry.ensure("coders", [rows.coder_row(coder) for coder in _by_id(coders)])


def _by_id(coders: set[Coder]) -> list[Coder]:
    return list({rows.coder_id(coder): coder for coder in coders}.values())


def put_parts(entry: Entry, reading: Reading) -> None:
    """What the claims of a reading refer to: chains and their steps, actors."""
    put_chains(entry, [claim.record.attribution for claim in reading.claims])
    entry.ensure("actors", [rows.actor_row(actor, reading.coder.config) for actor in reading.actors])


def put_chains(entry: Entry, chains: Sequence[tuple[AttributionStep, ...]]) -> None:
    """Attribution chains that are not there yet, with their steps."""
    by_id = {rows.chain_id(chain): chain for chain in chains}
    entry.ensure("chains", [rows.chain_row(chain) for chain in by_id.values()])
    fresh = [chain for digest, chain in by_id.items() if entry.made("chains", digest)]
    entry.put_all("attributions", [step for chain in fresh for step in rows.step_rows(chain)])
