"""Ledgers as versions 0001 to 0003 left them on users' disks, filled with readings of today."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from papertiger.ledger import migrations
from papertiger.ledger.backends.sqlite import _engine, writing
from papertiger.news.article import Article
from papertiger.readers import ReadClaim, Reading
from papertiger.records import ClaimRecord

READ_AT = "2026-01-15T08:00:00Z"
LATER = {"version", "review"}
"""Fields of a record that this version did not have."""


def fill(path: Path, readings: Sequence[Reading], revision: str = "0003") -> None:
    """Make a ledger of a version up to 0003 at `path` that holds `readings`, without lineage."""
    engine = _engine(path, "rwc")
    with writing(engine) as connection:
        migrations.upgrade(connection, revision)
    engine.dispose()
    with closing(sqlite3.connect(path)) as raw, raw:
        for reading in readings:
            insert(raw, "articles", _article(reading))
            for claim in reading.claims:
                insert(raw, "claims", _claim(claim, reading.article.key))
        raw.commit()
        raw.execute("PRAGMA journal_mode = WAL")


def insert(raw: sqlite3.Connection, table: str, row: dict[str, Any]) -> None:
    """Store one row, by a program that knows the tables and nothing else."""
    columns = ", ".join(f'"{name}"' for name in row)
    statement = f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(row))})"  # noqa: S608 - our own names
    raw.execute(statement, list(row.values()))


def _article(reading: Reading) -> dict[str, Any]:
    article, about = reading.article, reading.article.metadata
    same = ("title", "outlet", "author", "published", "url")
    return {
        **{name: getattr(about, name) for name in same},
        **{name: getattr(article, name) for name in ("key", "sha256", "path", "text", "raw")},
        "declared_language": about.language,
        "language": reading.language,
        "reader": reading.coder.reader,
        "reader_version": reading.coder.version,
        "reader_config": reading.coder.config,
        "read_at": READ_AT,
        "sentences": reading.sentences,
        "parsed": reading.parsed,
        "normalisation": "NFC",
        "raw_sha256": hashlib.sha256(article.raw).hexdigest(),
        "layout": _layout(article),
    }


def _layout(article: Article) -> str:
    paragraphs = [[p.start, p.end, p.kind] for p in article.paragraphs]
    layout: dict[str, Any] = {
        "paragraphs": paragraphs,
        "furniture": [[s.start, s.end] for s in article.furniture],
    }
    if article.metadata.owner is not None:
        layout["owner"] = article.metadata.owner
    return json.dumps(layout, ensure_ascii=False, separators=(",", ":"))


def _claim(claim: ReadClaim, key: str) -> dict[str, Any]:
    record: ClaimRecord = claim.record
    chain = record.attribution
    same = (
        "id",
        "family",
        "predicate",
        "subject",
        "subject_state",
        "object",
        "object_state",
        "over",
        "domain",
    )
    more = ("polarity", "modality", "mode", "place", "confidence", "origin")
    return {
        **{name: getattr(record, name) for name in same + more},
        "article_key": key,
        "start": record.quote.start,
        "end": record.quote.end,
        "time_edtf": record.time.edtf,
        "said_by": "\n".join(step.name for step in chain[1:] or chain),
        "speaker_actor": chain[-1].actor if chain else None,
        "speaker_anonymous": chain[-1].anonymous if chain else False,
        "outlet": record.article.outlet,
        "published": record.article.published,
        "language": record.article.language,
        "quote": record.quote.exact,
        "record": record.model_dump_json(exclude=LATER),
        "explanation": json.dumps(
            [why.model_dump(mode="json") if hasattr(why, "model_dump") else why for why in claim.explanation],
            ensure_ascii=False,
        ),
    }
