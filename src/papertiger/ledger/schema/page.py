"""The page that documents the tables, written from the tables themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Boolean, Column, Float, Integer, LargeBinary, Table

from papertiger.ledger.schema import ACTIVITIES, CUSTODY, ENTRIES, EVIDENCE, HEAD, KEYS, STANDING, TALLIES

TABLES = (ACTIVITIES, ENTRIES, CUSTODY, *(e.table for e in EVIDENCE.values()), STANDING, TALLIES)

_INTRODUCTION = f"""# The tables of a ledger (schema {HEAD})

Written from the code by `scripts/schema_page.py`; a test compares it.

The same tables are in SQLite and PostgreSQL. All but `standing` and `tallies` are append-only: triggers refuse UPDATE, DELETE,
TRUNCATE and REPLACE, whatever program opens the ledger. Every row of evidence names the entry (one transaction) that brought it, and every entry
the activity that made it. `row` numbers mean nothing outside of one ledger; outside, rows are named by their keys. Two
full-text indexes, `claims_words` and `articles_words`, are derived as these two are; `papertiger audit --mend` makes all four anew.
"""


def schema_page() -> str:
    """The page, in Markdown."""
    return "\n".join([_INTRODUCTION, *(line for table in TABLES for line in _table(table))])


def _table(table: Table) -> Iterator[str]:
    yield f"## {table.name}\n"
    kept = "" if table in KEYS else " Not append-only."
    yield f"{table.info['doc']}{kept}"
    if table in KEYS:
        yield f"\nKey: {', '.join(f'`{name}`' for name in KEYS[table])}."
    yield "\n| column | type | |\n|---|---|---|"
    for column in table.columns:
        yield f"| `{column.name}` | {_type(table, column)} | {column.doc} |"
    indexes = sorted(table.indexes, key=lambda one: str(one.name))
    if indexes:
        yield (
            "\nIndexes: " + "; ".join(f"({', '.join(c.name for c in one.columns)})" for one in indexes) + "."
        )
    yield ""


def _type(table: Table, column: Column[Any]) -> str:
    evidence = EVIDENCE.get(table.name)
    if column.foreign_keys:
        kind = "row of " + ", ".join(f"`{key.column.table.name}`" for key in column.foreign_keys)
    elif evidence is not None and column.name in evidence.documents:
        kind = "JSON"
    elif isinstance(column.type, LargeBinary):
        kind = "bytes"
    elif isinstance(column.type, Boolean):
        kind = "truth value"
    elif isinstance(column.type, Float):
        kind = "number"
    else:
        kind = "whole number" if isinstance(column.type, Integer) else "text"
    return kind + (", may be null" if column.nullable else "")
