"""Column types that mean the same in both databases, and the two kinds of table.

SQLite takes only the exact word INTEGER for a row number, and compares text byte by byte; PostgreSQL needs 64 bits said and is
told to compare likewise, so that a prefix is a range and an order is the same order in both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.sql.schema import SchemaItem

METADATA = MetaData()

ROW = BigInteger().with_variant(Integer(), "sqlite")
"""Number of a row: grows with every row of its table, and means nothing outside this ledger."""
TEXT = Text().with_variant(Text(collation="C"), "postgresql")


@dataclass(frozen=True, slots=True)
class Evidence:
    """An append-only table: what it is called outside the ledger, and what its references mean there."""

    table: Table
    key: tuple[str, ...]
    """Columns that name a row in every ledger."""
    references: dict[str, str] = field(default_factory=dict)
    """Column that holds a row number → table it is of; outside, the first column of that table's key stands there."""
    packed: frozenset[str] = frozenset()
    """Columns that are stored compressed (zlib); outside they are as they were."""
    documents: frozenset[str] = frozenset()
    """Columns that hold JSON; outside they are JSON, not text."""

    columns: tuple[str, ...] = ()
    """Columns that are shown outside, in order: all but the row number and the entry."""
    binary: frozenset[str] = frozenset()
    """Columns of bytes that are no document; outside they are base64."""


DEFINED: dict[str, Evidence] = {}
"""Append-only tables that hold evidence, by name, as they are defined; see `catalogue` for their order."""


def row() -> Column[int]:
    """The row number, first column of every table."""
    return Column("row", ROW, Identity(), primary_key=True, doc="Number of the row in this ledger; grows.")


def refers(name: str, target: str, doc: str, *, nullable: bool = False) -> Column[int]:
    """A column that holds the row number of another table."""
    return Column(name, ROW, ForeignKey(f"{target}.row"), nullable=nullable, doc=doc)


def text(name: str, doc: str) -> Column[str]:
    """Text that must be there."""
    return Column(name, TEXT, nullable=False, doc=doc)


def maybe(name: str, doc: str) -> Column[str]:
    """Text, or null where nothing is known."""
    return Column(name, TEXT, doc=doc)


def number(name: str, doc: str) -> Column[int]:
    """A whole number that must be there."""
    return Column(name, Integer, nullable=False, doc=doc)


def evidence(
    name: str,
    doc: str,
    key: Sequence[str],
    *items: SchemaItem,
    packed: Sequence[str] = (),
    documents: Sequence[str] = (),
) -> Table:
    """An append-only table: a row number, the entry that brought the row, and its own columns.

    Args:
        name: of the table.
        doc: what a row is.
        key: columns that together name a row in every ledger.
        items: columns and indexes; long columns last, so that SQLite reads the short ones without following overflow pages.
        packed: columns that hold zlib-compressed bytes.
        documents: columns that hold JSON.
    """
    entry = refers("entry", "entries", "Which transaction brought the row, and by it what made it.")
    columns = [item for item in items if isinstance(item, Column)]
    others = [item for item in items if not isinstance(item, Column)]
    unique = UniqueConstraint(*key, name=f"{name}_key")
    by_entry = Index(f"{name}_entry", "entry")
    table = Table(name, METADATA, row(), entry, *columns, unique, by_entry, *others, info={"doc": doc})
    references = {
        c.name: fk.column.table.name for c in table.columns for fk in c.foreign_keys if c.name != "entry"
    }
    DEFINED[name] = Evidence(
        table,
        tuple(key),
        references,
        frozenset(packed),
        frozenset(documents),
        tuple(c.name for c in columns),
        frozenset(c.name for c in columns if isinstance(c.type, LargeBinary)) - frozenset(documents),
    )
    return table
