"""Triggers: evidence is append-only whatever program opens the ledger, and ``standing`` follows it."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, Table

from papertiger.ledger.schema.catalogue import EVIDENCE
from papertiger.ledger.schema.evidence import ACTIVITIES, CUSTODY, ENTRIES
from papertiger.ledger.schema.standing import COPIED
from papertiger.ledger.schema.tallies import triggers

KEYS: dict[Table, tuple[str, ...]] = {
    ACTIVITIES: ("id",),
    ENTRIES: ("id",),
    CUSTODY: ("entry",),
    **{e.table: e.key for e in EVIDENCE.values()},
}
"""Each append-only table and the columns that name a row."""


def guard(connection: Connection) -> None:
    """Make the triggers, in the dialect of `connection`."""
    statements = _sqlite() if connection.dialect.name == "sqlite" else _postgresql()
    for statement in (*statements, *triggers(connection.dialect.name)):
        connection.exec_driver_sql(statement)


def _sqlite() -> Iterator[str]:
    for table, key in KEYS.items():
        yield from sqlite_guards(table.name, key)
    yield (
        "CREATE TRIGGER claims_stand AFTER INSERT ON claims BEGIN "
        f"INSERT INTO standing ({_columns()}) {_select('NEW')}; END"
    )
    yield (
        "CREATE TRIGGER superseded_fall AFTER INSERT ON superseded BEGIN "
        "DELETE FROM standing WHERE row = NEW.claim; END"
    )


def sqlite_guards(table: str, key: tuple[str, ...]) -> Iterator[str]:
    """Statements that make `table`, whose rows are named by `key`, append-only in SQLite."""
    refuse = f"BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: {table} cannot be %s'); END"
    yield f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} " + refuse % "changed"
    yield f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} " + refuse % "deleted"
    # REPLACE deletes without firing the trigger above unless the connection set recursive_triggers, which a foreign
    # program does not; and it may name an existing row number under a new key.
    same = " AND ".join(f'"{name}" = NEW."{name}"' for name in key)
    by_key = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608 - our own names
    by_row = f'EXISTS (SELECT 1 FROM {table} WHERE "row" = NEW."row")'  # noqa: S608 - as above
    yield (
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {by_key} OR {by_row} "
        + refuse % "replaced"
    )


def _columns() -> str:
    return ", ".join(f'"{name}"' for name in ("row", *COPIED, *_SIDES, "published", "language", "outlet"))


_SIDES = ("subject_state", "object_state")


def _select(new: str) -> str:
    """What of a new claim goes into ``standing``."""
    own = ", ".join(f'{new}."{name}"' for name in ("row", *COPIED))
    sides = ", ".join(f'coalesce({new}."{side}", {new}."{side.removesuffix("_state")}")' for side in _SIDES)
    return (
        f"SELECT {own}, {sides}, coalesce(a.published, ''), a.language, a.outlet "  # noqa: S608 - our own names
        f"FROM articles a WHERE a.row = {new}.article"
    )


def _postgresql() -> Iterator[str]:
    yield (
        "CREATE FUNCTION papertiger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'the ledger is append-only: %% cannot be %%', TG_TABLE_NAME, "
        "CASE TG_OP WHEN 'UPDATE' THEN 'changed' WHEN 'DELETE' THEN 'deleted' ELSE 'emptied' END "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    for table in KEYS:
        yield (
            f"CREATE TRIGGER {table.name}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table.name} "
            "FOR EACH STATEMENT EXECUTE FUNCTION papertiger_refuse()"
        )
    yield (
        "CREATE FUNCTION papertiger_stand() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"INSERT INTO standing ({_columns()}) {_select('NEW')}; RETURN NULL; END $$"
    )
    yield "CREATE TRIGGER claims_stand AFTER INSERT ON claims FOR EACH ROW EXECUTE FUNCTION papertiger_stand()"
    yield (
        "CREATE FUNCTION papertiger_fall() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "DELETE FROM standing WHERE row = NEW.claim; RETURN NULL; END $$"
    )
    yield (
        "CREATE TRIGGER superseded_fall AFTER INSERT ON superseded "
        "FOR EACH ROW EXECUTE FUNCTION papertiger_fall()"
    )
