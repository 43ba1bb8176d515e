"""The migrations lead to the very schema that new ledgers are made from, and old ledgers stay readable."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import postgres as servers
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from breaking import old
from breaking.old import insert
from postgres import Cluster
from sqlalchemy import Engine

from papertiger.ledger import Ledger, log, migrations, schema
from papertiger.ledger.backends import sqlite as opening
from papertiger.ledger.looked import Look
from papertiger.ledger.search import search_index
from papertiger.ledger.warned import NewWarning
from papertiger.ledger.writing import FIRST_CHAIN, chained
from papertiger.lineage.vocabulary import weights
from papertiger.readers import Reading


@pytest.fixture
def engine(path: Path) -> Iterator[Engine]:
    """An empty file, opened without making a schema."""
    made = opening._engine(path, "rwc")
    yield made
    made.dispose()


def statements(path: Path) -> dict[tuple[str, str], str]:
    with closing(sqlite3.connect(path)) as raw:
        rows = raw.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
        mark = raw.execute("PRAGMA application_id").fetchone()[0]
    found = {(kind, name): re.sub(r"\s+", " ", sql) for kind, name, sql in rows}
    return found | {("pragma", "application_id"): str(mark)}


def test_migrations_make_exactly_the_schema_of_a_new_ledger(
    path: Path, tmp_path: Path, engine: Engine
) -> None:
    with opening.writing(engine) as connection:
        migrations.upgrade(connection)
    Ledger.open(tmp_path / "new.ledger").close()

    assert statements(path) == statements(tmp_path / "new.ledger")


def test_alembic_finds_no_difference_between_migrations_and_tables(engine: Engine) -> None:
    with opening.writing(engine) as connection:
        migrations.upgrade(connection, schema.HEAD)  # without the derived index, which is no table of ours
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        assert compare_metadata(context, schema.METADATA) == []


def test_the_revisions_the_program_knows_are_those_that_it_ships() -> None:
    shipped = ScriptDirectory.from_config(migrations.config()).walk_revisions()

    assert tuple(script.revision for script in shipped) == schema.REVISIONS[::-1]


# As version 0001 stored it. Never edit: it stands for the files that users have.
TEXT = "Сусід обіцяв приїхати. Ніхто не приїхав."
RECORD = {
    "id": "c1",
    "family": "support",
    "predicate": "withheld",
    "subject": "AAA",
    "subject_state": "AAA",
    "object": None,
    "object_state": None,
    "over": None,
    "domain": "military",
    "polarity": "affirmed",
    "modality": "asserted",
    "mode": None,
    "contexts": [],
    "time": {"edtf": None, "words": None},
    "place": None,
    "attribution": [{"kind": "outlet", "name": "Вісник", "actor": None, "anonymous": False}],
    "quote": {"exact": "Ніхто не приїхав.", "prefix": "приїхати. ", "suffix": "", "start": 23, "end": 40},
    "article": {
        "sha256": "s1",
        "path": "a.txt",
        "url": None,
        "outlet": "Вісник",
        "published": "2026-01-14",
        "language": "uk",
    },
    "confidence": 0.7,
    "origin": None,
    "coder": {"reader": "frames", "version": "1", "config": "sha256:00", "frame": "come"},
}
ARTICLE_0001 = {
    "key": "k1",
    "sha256": "s1",
    "path": "a.txt",
    "outlet": "Вісник",
    "published": "2026-01-14",
    "language": "uk",
    "reader": "frames",
    "reader_version": "1",
    "reader_config": "sha256:00",
    "read_at": "2026-01-15T08:00:00Z",
    "sentences": 2,
    "parsed": 2,
    "normalisation": "NFC",
    "raw_sha256": "r1",
    "layout": '{"paragraphs":[[0,40,"body"]],"furniture":[]}',
    "text": TEXT,
    "raw": TEXT.encode(),
}
CLAIM_0001 = {
    **{name: RECORD[name] for name in ("id", "family", "predicate", "subject", "subject_state", "domain")},
    **{name: RECORD[name] for name in ("polarity", "modality", "confidence")},
    "article_key": "k1",
    "start": 23,
    "end": 40,
    "said_by": "Вісник",
    "speaker_anonymous": 0,
    "outlet": "Вісник",
    "published": "2026-01-14",
    "language": "uk",
    "quote": "Ніхто не приїхав.",
    "record": json.dumps(RECORD),
    "explanation": '[{"field": "predicate", "value": "withheld", "why": "frame come", "words": []}]',
}


def test_a_ledger_of_the_first_version_stays_readable(path: Path, engine: Engine) -> None:
    with opening.writing(engine) as connection:
        migrations.upgrade(connection, "0001")
    engine.dispose()
    with closing(sqlite3.connect(path)) as raw, raw:
        insert(raw, "articles", ARTICLE_0001)
        insert(raw, "claims", CLAIM_0001)

    with Ledger.open(path, create=False) as ledger:
        stored = ledger.claim("c1")

        assert [record.model_dump(mode="json") for record in ledger.claims()] == [
            # Fields that came later: empty for what was read before, or as its chain tells.
            RECORD
            | {
                "auxiliary": [],
                "depth": 0,
                "anonymous": False,
                "side": None,
                "grade": None,
                "version": 1,
                "review": None,
            }
        ]
        assert stored.explanation[0].why == "frame come"
        assert stored.excerpt.exact == "Ніхто не приїхав."
        assert (stored.article.path, stored.article.claims) == ("a.txt", 1)
        assert ledger.article("k1").raw == TEXT.encode()
        with ledger._engine.connect() as connection:
            (block,) = log.blocks(connection)
            found = search_index("sqlite").claims_matching("приїхати")
            assert connection.execute(found).scalars().all() == [1]
        assert block.computed() == block.digest
        assert chained(FIRST_CHAIN, block.digest) == block.chain
        assert block.fields["activity"]["version"] == "1"


LINK = 2.5
"""Weight of the only evidence of the link below."""


def with_lineage(path: Path, readings: list[Reading]) -> None:
    """Two fingerprints and a link, as version 0002 stored them."""
    keys = sorted(one.article.key for one in readings)
    with closing(sqlite3.connect(path)) as raw, raw:
        for key in keys:
            row = {"article_key": key, "week": 105700, "meta": '{"v":1,"outlet":{}}', "vectors": b"\1\2\3\4"}
            insert(raw, "fingerprints", row)
            insert(raw, "joined", {"article_key": key, "joined_at": "2026-01-15T09:00:00Z"})
        odds = weights().intercept + LINK
        ends = {"id": "".join(keys), "first": keys[0], "second": keys[1]}
        insert(raw, "links", {**ends, "log_odds": odds, "evidence": f'[["text",0.5,{LINK},""]]'})


LATER = ("deliveries", "outcomes", "handlings", "warnings", "pointers", "looks")
"""Tables that version 0006 made, each before those that it refers to."""


def as_0004(path: Path, readings: list[Reading]) -> None:
    """What version 0004 left: its tables differ from today's by those that came after it, and rows of the others did not change."""
    as_0005(path, readings)
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("DROP TABLE assessments")
        raw.execute("UPDATE alembic_version SET version_num = '0004'")


def as_0005(path: Path, readings: list[Reading]) -> None:
    """What version 0005 left, likewise."""
    with Ledger.open(path) as ledger:
        ledger.add_all(readings)
        ledger.judge("name:x", "anna", "y", reliability="B")
    with closing(sqlite3.connect(path)) as raw, raw:
        for table in LATER:
            raw.execute(f"DROP TABLE {table}")
        for index in ("articles_url", "fetches_http"):
            raw.execute(f"DROP INDEX {index}")
        raw.execute("UPDATE alembic_version SET version_num = '0005'")


def test_a_ledger_of_version_0005_keeps_all_and_takes_looks_and_warnings(
    path: Path, tmp_path: Path, reading: Callable[..., Reading]
) -> None:
    as_0005(path, [reading(number) for number in range(2)])
    with Ledger.open(path) as ledger:
        kept = ledger.keep_assessment("AAA", "q", {"n": 1}, ledger.evidence_upto())
        assert ledger.look(Look("s", "feed", "https://a.example/rss")) == 1
        found = NewWarning("w", "x", "threats.v1", ("AAA",), date(2026, 1, 15), ledger.chain(), {})
        assert len(ledger.warn([found])) == 1
        assert ledger.assessments() == (kept,)
        assert [found.name for found in ledger.audit() if found.wrong] == []
    Ledger.open(tmp_path / "new.ledger").close()
    assert statements(path) == statements(tmp_path / "new.ledger")


def test_a_ledger_of_version_0004_keeps_all_and_takes_assessments(
    path: Path, tmp_path: Path, reading: Callable[..., Reading]
) -> None:
    as_0004(path, [reading(number) for number in range(2)])
    with Ledger.open(path) as ledger:
        assert len(list(ledger.claims())) == 4
        assert [one.by for one in ledger.judgements()] == ["anna"]
        made = ledger.keep_assessment("AAA", "q", {"n": 1}, ledger.evidence_upto())
        assert ledger.assessments() == (made,)
        assert [found.name for found in ledger.audit() if found.wrong] == []
    Ledger.open(tmp_path / "new.ledger").close()
    assert statements(path) == statements(tmp_path / "new.ledger")


@pytest.mark.parametrize("revision", ["0001", "0002", "0003"])
def test_a_ledger_of_every_released_version_keeps_all_that_it_holds(
    path: Path, reading: Callable[..., Reading], revision: str
) -> None:
    readings = [reading(number) for number in range(2)]
    old.fill(path, readings, revision)
    if revision > "0001":
        with_lineage(path, readings)
    if revision > "0002":
        grade = {"id": "g1", "target": "name:x", "reliability": "B", "graded_by": "anna", "why": "y"}
        with closing(sqlite3.connect(path)) as raw, raw:
            insert(raw, "grades", {**grade, "graded_at": "2026-01-15T10:00:00.000000Z"})

    with Ledger.open(path) as ledger:
        assert {one.id: one for one in ledger.claims()} == {
            claim.record.id: claim.record for one in readings for claim in one.claims
        }
        assert {ledger.article(one.article.key) for one in readings} == {one.article for one in readings}
        assert [found.name for found in ledger.audit() if found.wrong] == []
        assert ledger.add(readings[0]) is False
        assert [one.by for one in ledger.judgements()] == (["anna"] if revision > "0002" else [])
        with ledger._engine.connect() as connection:
            rows = [(table, fields) for block in log.blocks(connection) for table, fields in block.rows]
        links = [fields["evidence"] for table, fields in rows if table == "links"]
        assert links == ([[["text", 0.5, LINK, ""]]] if revision > "0001" else [])
        ledger.add(reading(7))
        assert [found.name for found in ledger.audit() if found.wrong] == []


FROZEN_0004 = Path(__file__).parent / "data" / "v0004-postgresql.sql"


def test_a_shared_ledger_of_the_version_before_becomes_the_schema_of_a_new_one(
    cluster: Cluster, reading: Callable[..., Reading]
) -> None:
    import psycopg  # noqa: PLC0415 - absent where the cluster skips

    with cluster.database() as url, cluster.database() as new:
        with psycopg.connect(url) as raw:
            raw.execute(FROZEN_0004.read_bytes())
        with Ledger.open(url) as ledger:
            assert ledger.add(reading())
            ledger.keep_assessment("AAA", "q", {"n": 1}, ledger.evidence_upto())
            assert [found.name for found in ledger.audit() if found.wrong] == []
        Ledger.open(new).close()
        assert dumped(url) == dumped(new)


def dumped(url: str) -> list[str]:
    """What pg_dump tells of tables, indexes and triggers, sorted."""
    program = [str(servers.programs() / "pg_dump"), "--schema-only", "--no-owner", url]
    told = subprocess.run(program, check=True, capture_output=True, text=True).stdout
    statements = re.split(r";\n", re.sub(r"(?m)^(--.*|\\.*|\s*)\n", "", told))
    return sorted(statement.strip() for statement in statements)
