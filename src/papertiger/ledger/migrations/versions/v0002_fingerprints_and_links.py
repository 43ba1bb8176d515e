"""What lineage remembers of articles, and which of them share an origin; append-only like the rest.

A migration is frozen history: it names tables and triggers in full and imports nothing from the schema.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, their indexes, and the triggers that keep them append-only."""
    op.create_table(
        "fingerprints",
        sa.Column("article_key", sa.Text, sa.ForeignKey("articles.key"), primary_key=True),
        sa.Column("week", sa.Integer),
        sa.Column("meta", sa.Text, nullable=False),
        sa.Column("vectors", sa.LargeBinary, nullable=False),
    )
    op.create_index("fingerprints_week", "fingerprints", ["week"])
    op.create_table(
        "joined",
        sa.Column("article_key", sa.Text, sa.ForeignKey("articles.key"), primary_key=True),
        sa.Column("joined_at", sa.Text, nullable=False),
    )
    op.create_table(
        "links",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("first", sa.Text, sa.ForeignKey("articles.key"), nullable=False),
        sa.Column("second", sa.Text, sa.ForeignKey("articles.key"), nullable=False),
        sa.Column("log_odds", sa.Float, nullable=False),
        sa.Column("evidence", sa.Text, nullable=False),
    )
    op.create_index("links_first", "links", ["first"])
    op.create_index("links_second", "links", ["second"])
    _triggers("fingerprints", "article_key")
    _triggers("joined", "article_key")
    _triggers("links", "id")


def _triggers(table: str, key: str) -> None:
    refuse = "SELECT RAISE(ABORT, 'the ledger is append-only: {0} cannot be {1}')"
    op.execute(
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN {refuse.format(table, 'changed')}; END"
    )
    op.execute(
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN {refuse.format(table, 'deleted')}; END"
    )
    op.execute(
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "  # noqa: S608 - names from this file
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key} OR rowid = NEW.rowid) "
        f"BEGIN {refuse.format(table, 'replaced')}; END"
    )
