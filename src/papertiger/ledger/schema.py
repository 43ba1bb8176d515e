"""The tables of a ledger, as of the newest schema version.

All tables are append-only: triggers refuse UPDATE, DELETE and the delete hidden in REPLACE, whatever program
opens the file. A new version of this schema needs a migration under ``migrations/versions`` that leads to exactly the
same tables (a test compares them), and its name at the end of `REVISIONS`.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    insert,
)

REVISIONS = ("0001", "0002", "0003")
"""Schema versions, oldest first. Known without Alembic, whose import costs over a second."""
HEAD = REVISIONS[-1]

APPLICATION_ID = 0x5054_4C47
"""``PTLG`` in the SQLite header: tells a ledger from any other SQLite file."""

METADATA = MetaData()

ARTICLES = Table(
    "articles",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("sha256", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("title", Text),
    Column("outlet", Text),
    Column("author", Text),
    Column("published", Text),
    Column("url", Text),
    Column("declared_language", Text),
    Column("language", Text, nullable=False),
    Column("reader", Text, nullable=False),
    Column("reader_version", Text, nullable=False),
    Column("reader_config", Text, nullable=False),
    Column("read_at", Text, nullable=False),  # ISO 8601, UTC, seconds
    Column("sentences", Integer, nullable=False),
    Column("parsed", Integer, nullable=False),
    Column("normalisation", Text, nullable=False),
    Column("raw_sha256", Text, nullable=False),
    # The long columns stand last: SQLite then reads the short ones without following overflow pages.
    Column("layout", Text, nullable=False),  # JSON: paragraphs, furniture [start, end], owner if stated
    Column("text", Text, nullable=False),
    Column("raw", LargeBinary, nullable=False),
    Index("articles_sha256", "sha256"),
    Index("articles_published", "published", "key"),
)

CLAIMS = Table(
    "claims",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("article_key", Text, ForeignKey("articles.key"), nullable=False),
    Column("start", Integer, nullable=False),  # code points of the frozen text, half-open
    Column("end", Integer, nullable=False),
    Column("family", Text, nullable=False),
    Column("predicate", Text, nullable=False),
    Column("subject", Text),
    Column("subject_state", Text),
    Column("object", Text),
    Column("object_state", Text),
    Column("over", Text),
    Column("domain", Text, nullable=False),
    Column("polarity", Text, nullable=False),
    Column("modality", Text, nullable=False),
    Column("mode", Text),
    Column("time_edtf", Text),
    Column("place", Text),
    Column("said_by", Text, nullable=False),  # names of the chain after the article's own outlet, a line each
    Column("speaker_actor", Text),
    Column("speaker_anonymous", Boolean, nullable=False),
    Column("outlet", Text),
    Column("published", Text),
    Column("language", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("origin", Text),
    Column("quote", Text, nullable=False),
    Column("record", Text, nullable=False),  # JSON of the ClaimRecord: what queries and exports return
    Column("explanation", Text, nullable=False),  # JSON list of Explanation
    Index("claims_article", "article_key", "start"),
    Index("claims_order", "published", "article_key", "start", "id"),
    Index("claims_predicate", "predicate", "published"),
    Index("claims_subject", "subject", "published"),
    Index("claims_subject_state", "subject_state", "published"),
    Index("claims_object", "object", "published"),
    Index("claims_object_state", "object_state", "published"),
    Index("claims_domain", "domain", "published"),
)

FINGERPRINTS = Table(
    "fingerprints",
    METADATA,
    Column("article_key", Text, ForeignKey("articles.key"), primary_key=True),
    Column("week", Integer),  # of publication, counted from 0001-01-01; null for an undated article
    Column("meta", Text, nullable=False),  # JSON, see lineage.Fingerprint
    Column("vectors", LargeBinary, nullable=False),
    Index("fingerprints_week", "week"),
)

JOINED = Table(
    "joined",
    METADATA,
    Column("article_key", Text, ForeignKey("articles.key"), primary_key=True),
    Column("joined_at", Text, nullable=False),  # ISO 8601, UTC, seconds
)

LINKS = Table(
    "links",
    METADATA,
    Column("id", Text, primary_key=True),  # both keys, the lower first
    Column("first", Text, ForeignKey("articles.key"), nullable=False),
    Column("second", Text, ForeignKey("articles.key"), nullable=False),
    Column("log_odds", Float, nullable=False),
    Column("evidence", Text, nullable=False),  # JSON list of [kind, amount, weight, words]
    Index("links_first", "first"),
    Index("links_second", "second"),
)

GRADES = Table(
    "grades",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("target", Text, nullable=False),  # claim:ID, actor:ID or name:NAME, see sourcing.grading
    Column("reliability", Text),
    Column("credibility", Text),
    Column("graded_by", Text, nullable=False),  # a person, always: defaults of classes are never stored
    Column("why", Text, nullable=False),
    Column("graded_at", Text, nullable=False),  # ISO 8601, UTC, microseconds: the last one counts
    Index("grades_target", "target", "graded_at"),
)

KEYS = {
    ARTICLES: "key",
    CLAIMS: "id",
    FINGERPRINTS: "article_key",
    JOINED: "article_key",
    LINKS: "id",
    GRADES: "id",
}
"""Each append-only table and its primary key."""

# Alembic's own table, described here so that a new ledger can be stamped without importing Alembic. It keeps out of
# METADATA, which autogeneration compares.
VERSION = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)


def _triggers(table: str, key: str) -> Iterator[str]:
    """Statements that make `table`, whose primary key is `key`, append-only in SQLite."""
    refuse = f"BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: {table} cannot be %s'); END"
    yield f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} " + refuse % "changed"
    yield f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} " + refuse % "deleted"
    # REPLACE deletes without firing the trigger above unless the connection set recursive_triggers, which a foreign
    # program does not; and it may name an existing rowid under a new key.
    taken = f"SELECT 1 FROM {table} WHERE {key} = NEW.{key} OR rowid = NEW.rowid"  # noqa: S608 - our own names
    when = f"WHEN EXISTS ({taken}) "
    yield f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} " + when + refuse % "replaced"


def create(connection: Connection) -> None:
    """Make the newest schema in an empty database, within the caller's transaction."""
    METADATA.create_all(connection, checkfirst=False)
    for table, key in KEYS.items():
        for statement in _triggers(table.name, key):
            connection.exec_driver_sql(statement)
    VERSION.create(connection, checkfirst=False)
    connection.execute(insert(VERSION).values(version_num=HEAD))
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
