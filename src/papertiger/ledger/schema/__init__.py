"""The tables of a ledger, as of the newest schema version, for SQLite and PostgreSQL alike.

Evidence is append-only: triggers refuse UPDATE, DELETE, TRUNCATE and the delete hidden in REPLACE, whatever program opens the
ledger. Every row of evidence names the entry that brought it (one transaction), every entry its activity (PROV: program, version,
configuration digest, or a person). A new version of this schema needs a migration under ``migrations/versions`` that leads to
exactly the same tables (a test compares them), and its name at the end of `REVISIONS`.
"""

from __future__ import annotations

from functools import cache

from sqlalchemy import (
    Column,
    Connection,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    create_mock_engine,
    insert,
)
from sqlalchemy.schema import ExecutableDDLElement

from papertiger.ledger.schema.assessment import (
    ASSESSMENTS,
    COMMITMENTS,
    RESPONSES,
    SCENARIO_RUNS,
    TESTS,
    TRIGGERS,
)
from papertiger.ledger.schema.catalogue import EVIDENCE
from papertiger.ledger.schema.columns import METADATA, Evidence
from papertiger.ledger.schema.evidence import (
    ACTIVITIES,
    ACTORS,
    ARTICLES,
    ATTRIBUTIONS,
    CHAINS,
    CLAIMS,
    CODERS,
    CUSTODY,
    ENTRIES,
    FETCHES,
    READINGS,
    REVIEWS,
    SUPERSEDED,
)
from papertiger.ledger.schema.following import LOOKS, POINTERS
from papertiger.ledger.schema.guards import KEYS, guard
from papertiger.ledger.schema.judgement import GRADES, WATCHLISTS
from papertiger.ledger.schema.lineage import FINGERPRINTS, JOINED, LINKS
from papertiger.ledger.schema.standing import STANDING
from papertiger.ledger.schema.tallies import TALLIES
from papertiger.ledger.schema.warned import DELIVERIES, HANDLINGS, OUTCOMES, WARNINGS
from papertiger.ledger.search.index import search_index

__all__ = [
    "ACTIVITIES",
    "ACTORS",
    "APPLICATION_ID",
    "ARTICLES",
    "ASSESSMENTS",
    "ATTRIBUTIONS",
    "CHAINS",
    "CLAIMS",
    "CODERS",
    "COMMITMENTS",
    "CUSTODY",
    "DELIVERIES",
    "ENTRIES",
    "EVIDENCE",
    "FETCHES",
    "FINGERPRINTS",
    "GRADES",
    "HANDLINGS",
    "HEAD",
    "JOINED",
    "KEYS",
    "LINKS",
    "LOOKS",
    "METADATA",
    "OUTCOMES",
    "POINTERS",
    "READINGS",
    "RESPONSES",
    "REVIEWS",
    "REVISIONS",
    "SCENARIO_RUNS",
    "STANDING",
    "SUPERSEDED",
    "TALLIES",
    "TESTS",
    "TRIGGERS",
    "VERSION",
    "WARNINGS",
    "WATCHLISTS",
    "Evidence",
    "create",
]

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006")
"""Schema versions, oldest first. Known without Alembic, whose import costs over a second."""
HEAD = REVISIONS[-1]

APPLICATION_ID = 0x5054_4C47
"""``PTLG`` in the SQLite header: tells a ledger from any other SQLite file."""

# Alembic's own table, described here so that a new ledger can be stamped without importing Alembic. It keeps out of
# METADATA, which autogeneration compares.
VERSION = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)


def create(connection: Connection) -> None:
    """Make the newest schema in an empty database, within the caller's transaction."""
    dialect = connection.dialect
    for statement in _tables(f"{dialect.name}+{dialect.driver}"):
        connection.exec_driver_sql(statement)
    guard(connection)
    search_index(dialect.name).create(connection)
    VERSION.create(connection, checkfirst=False)
    connection.execute(insert(VERSION).values(version_num=HEAD))
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


@cache
def _tables(dialect: str) -> tuple[str, ...]:
    """The statements that make tables and indexes, compiled once a process: compiling them costs more than running them."""
    made: list[str] = []

    def keep(statement: ExecutableDDLElement, *_: object, **__: object) -> None:
        made.append(str(statement.compile(dialect=engine.dialect)))

    engine = create_mock_engine(f"{dialect}://", keep)
    METADATA.create_all(engine, checkfirst=False)
    return tuple(made)
