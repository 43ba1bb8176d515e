"""Versions of claims, entries that say what made each row, and the chain of custody.

Every table is made anew and filled from the old ones: rows get numbers, the parts that claims share (chains, coders) rows of their own,
and each article that was stored an entry. A migration is frozen history: the new tables stand in ``v0004.sql``, and what follows
imports nothing from the program. PostgreSQL ledgers begin with this version.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from alembic import op
from sqlalchemy import Connection

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

OLD = ("grades", "links", "joined", "fingerprints", "claims", "articles")
ORDER = (
    *("articles", "fetches", "coders", "readings", "chains", "attributions", "claims"),
    *("fingerprints", "joined", "links", "grades"),
)
"""Tables in the order of an entry's digest."""
VERSION = "0.1.0"
"""Of the program that wrote the older schemas."""

Fields = dict[str, Any]


def upgrade() -> None:
    """Make the new tables and fill them from the old ones."""
    connection = op.get_bind()
    _set_aside(connection)
    for statement in Path(__file__).with_name("v0004.sql").read_text(encoding="utf-8").split(";;\n"):
        if statement.strip():
            connection.exec_driver_sql(statement)
    books = _Books(connection)
    for article in _rows(connection, "SELECT * FROM old_articles ORDER BY rowid"):
        _article(books, article)
    _lineage(books)
    for grade in _rows(connection, "SELECT * FROM old_grades ORDER BY graded_at, id"):
        maker = {"kind": "grade", "person": grade["graded_by"], "version": VERSION, "at": grade["graded_at"]}
        with_entry = books.begin(maker, ("grade", grade["id"]), grade["graded_at"])
        books.add("grades", grade)
        books.seal(with_entry)
    for table in OLD:
        connection.exec_driver_sql(f"DROP TABLE old_{table}")


def _set_aside(connection: Connection) -> None:
    """Rename the old tables; their triggers and indexes have names that the new ones need."""
    marks = ", ".join(f"'{table}'" for table in OLD)
    found = connection.exec_driver_sql(
        f"SELECT type, name FROM sqlite_master WHERE type IN ('trigger', 'index') AND tbl_name IN ({marks}) "  # noqa: S608 - our own names
        "AND sql IS NOT NULL"
    ).all()
    for kind, name in found:
        connection.exec_driver_sql(f"DROP {kind} {name}")
    for table in OLD:
        connection.exec_driver_sql(f"ALTER TABLE {table} RENAME TO old_{table}")
    # The claims of an article are asked for once each; without an index every question would read them all.
    connection.exec_driver_sql("CREATE INDEX old_claims_article ON old_claims (article_key)")


def _rows(connection: Connection, query: str, *values: Any) -> Iterator[Fields]:  # noqa: ANN401 - of any column
    for row in connection.exec_driver_sql(query, values).mappings():
        yield dict(row)


def _article(books: _Books, old: Fields) -> None:
    """One article with its claims and fingerprint: what one run of the reader stored together."""
    key, at = old["key"], old["read_at"]
    maker = {
        "kind": "read",
        "config": old["reader_config"],
        "version": old["reader_version"],
        "at": at,
    }
    entry = books.begin(maker, ("article", key), at)
    same = ("key", "sha256", "path", "title", "outlet", "author", "published", "url", "declared_language")
    article = {name: old[name] for name in (*same, "language", "normalisation", "raw_sha256")}
    raw = base64.b64encode(old["raw"]).decode()
    article |= {"layout": json.loads(old["layout"]), "text": old["text"], "raw": raw}
    books.add("articles", article, layout=_compact(article["layout"]), raw=zlib.compress(old["raw"]))
    fetch = {"id": _id("fetch", key, old["path"], at), "article": key, "source": old["path"]}
    method = "stdin" if old["path"].startswith("-") else "file"
    fetch |= {"method": method, "at": at, "size": len(old["raw"]), "sha256": old["raw_sha256"]}
    books.add("fetches", fetch, article=books.rows["articles", key])
    claims = list(
        _rows(books.connection, "SELECT * FROM old_claims WHERE article_key = ? ORDER BY rowid", key)
    )
    records = [json.loads(claim["record"]) for claim in claims]
    coder = _coder(books, old["reader"], old["reader_version"], old["reader_config"])
    coders = [
        _coder(books, *(record["coder"][name] for name in ("reader", "version", "config")))
        for record in records
    ]
    reading = {"id": _id("reading", key, coder, "1"), "article": key, "number": 1}
    reading |= {"language": old["language"], "coder": coder, "at": at}
    reading |= {"sentences": old["sentences"], "parsed": old["parsed"], "claims": len(claims)}
    books.add("readings", reading, article=books.rows["articles", key], coder=books.rows["coders", coder])
    chains = [_chain(books, record["attribution"]) for record in records]
    for number, (claim, record) in enumerate(zip(claims, records, strict=True)):
        why = json.loads(claim["explanation"])
        _claim(books, record, why, (key, reading["id"], coders[number], chains[number]))
    for row in _rows(books.connection, "SELECT * FROM old_fingerprints WHERE article_key = ?", key):
        meta = json.loads(row["meta"])
        shown = {"article": key, "week": row["week"], "meta": meta}
        shown["vectors"] = base64.b64encode(row["vectors"]).decode()
        books.add(
            "fingerprints",
            shown,
            article=books.rows["articles", key],
            meta=_compact(meta),
            vectors=row["vectors"],
        )
    books.seal(entry)


def _coder(books: _Books, reader: str, version: str, config: str) -> str:
    name = _id("coder", reader, version, config)
    if ("coders", name) not in books.rows:
        books.add("coders", {"id": name, "reader": reader, "version": version, "config": config})
    return name


def _chain(books: _Books, steps: list[Fields]) -> str:
    name = _id("chain", _compact(steps))
    if ("chains", name) not in books.rows:
        last = steps[-1] if steps else {"actor": None, "anonymous": False}
        said_by = "\n".join(step["name"] for step in steps[1:] or steps).casefold()
        shown = {"digest": name, "speaker": last["actor"], "anonymous": last["anonymous"], "said_by": said_by}
        row = books.add("chains", shown)
        for number, step in enumerate(steps):
            books.add("attributions", {"chain": name, "step": number, **step}, chain=row)
    return name


def _claim(books: _Books, record: Fields, why: list[Fields], of: tuple[str, str, str, str]) -> None:
    article, reading, coder, chain = of
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
    more = ("polarity", "modality", "mode", "place", "confidence")
    quote, time = record["quote"], record["time"]
    known = {name: record[name] for name in same + more}
    known |= {"version": 1, "start": quote["start"], "end": quote["end"], "frame": record["coder"]["frame"]}
    known |= {"side": record.get("side"), "time_edtf": time["edtf"], "time_words": time["words"]}
    known |= {"quote": quote["exact"], "prefix": quote["prefix"], "suffix": quote["suffix"]}
    lists = {name: record.get(name) or None for name in ("contexts", "auxiliary")}
    names = (
        *("id", "version", "article", "reading", "review", "coder", "start", "end", *same[1:], *more[:3]),
        *("contexts", "auxiliary", "time_edtf", "time_words", "place", "chain", "side", "confidence"),
        *("frame", "quote", "prefix", "suffix", "explanation"),
    )
    known |= {"article": article, "reading": reading, "coder": coder, "chain": chain, "explanation": why}
    shown = {name: (known | lists).get(name) for name in names}
    books.add(
        "claims",
        shown,
        article=books.rows["articles", article],
        reading=books.rows["readings", reading],
        coder=books.rows["coders", coder],
        chain=books.rows["chains", chain],
        explanation=zlib.compress(_compact(why).encode()),
        **{name: _compact(value) if value else None for name, value in lists.items()},
    )


def _lineage(books: _Books) -> None:
    """All links and joined articles, as one entry."""
    connection = books.connection
    at = connection.exec_driver_sql("SELECT max(joined_at) FROM old_joined").scalar()
    if at is None:
        return
    entry = books.begin({"kind": "join", "version": VERSION, "at": at}, ("join", at), at)
    for row in _rows(connection, "SELECT * FROM old_joined ORDER BY rowid"):
        key = row["article_key"]
        books.add("joined", {"article": key, "at": row["joined_at"]}, article=books.rows["articles", key])
    for row in _rows(connection, "SELECT * FROM old_links ORDER BY rowid"):
        shown = {name: row[name] for name in ("first", "second", "log_odds")}
        shown["evidence"] = json.loads(row["evidence"])
        ends = {name: books.rows["articles", row[name]] for name in ("first", "second")}
        books.add("links", shown, evidence=_compact(shown["evidence"]), **ends)
    books.seal(entry)


class _Books:
    """Entries, written one after the other."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.rows: dict[tuple[str, str], int] = {}
        """Table and key → row number, of what is referred to."""
        self._entries = 0
        self._activities: dict[str, tuple[int, Fields]] = {}
        self._numbers = dict.fromkeys(ORDER, 0)
        self._digests: dict[str, Any] = {}
        self._chain = "0" * 64

    def begin(self, maker: Fields, about: tuple[str, str], at: str) -> str:
        """Begin an entry; its line."""
        names = ("kind", "config", "person", "program", "version")
        known = {"program": "papertiger", **maker}
        name = _id("activity", *(str(known.get(one)) for one in names))
        if name not in self._activities:
            fields = {"id": name, **{one: known.get(one) for one in names}, "at": maker["at"]}
            self._activities[name] = (len(self._activities) + 1, fields)
            self._insert("activities", {"row": len(self._activities), **fields})
        number, activity = self._activities[name]
        self._entries += 1
        own = {"id": _id("entry", *about), "at": at}
        self._insert("entries", {"row": self._entries, "activity": number, **own})
        self._digests = {}
        return _line("entries", {**own, "activity": activity})

    def add(self, table: str, shown: Fields, **stored: Any) -> int:  # noqa: ANN401 - of any column
        """Store one row: `shown` is its line, `stored` what its columns hold where that differs."""
        self._numbers[table] += 1
        number = self._numbers[table]
        self._insert(table, {"row": number, "entry": self._entries, **shown, **stored})
        self._digests.setdefault(table, hashlib.sha256()).update(_line(table, shown).encode() + b"\n")
        for key in ("key", "id", "digest"):
            if key in shown:
                self.rows[table, shown[key]] = number
                break
        return number

    def seal(self, head: str) -> None:
        """End an entry."""
        parts = [_compact([t, self._digests[t].hexdigest()]) for t in ORDER if t in self._digests]
        digest = hashlib.sha256("\n".join([head, *parts]).encode()).hexdigest()
        self._chain = hashlib.sha256(f"{self._chain}{digest}".encode()).hexdigest()
        row = {"row": self._entries, "entry": self._entries, "digest": digest, "chain": self._chain}
        self._insert("custody", row)

    def _insert(self, table: str, row: Fields) -> None:
        names = ", ".join(f'"{name}"' for name in row)
        places = ", ".join("?" * len(row))
        statement = f"INSERT INTO {table} ({names}) VALUES ({places})"  # noqa: S608 - our own names
        self.connection.exec_driver_sql(statement, tuple(row.values()))


def _line(table: str, fields: Fields) -> str:
    return _compact({"table": table, **{name: value for name, value in fields.items() if value is not None}})


def _compact(value: Any) -> str:  # noqa: ANN401 - whatever JSON can hold
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _id(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]
