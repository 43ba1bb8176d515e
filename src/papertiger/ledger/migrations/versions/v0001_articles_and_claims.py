"""Articles and claims, append-only.

A migration is frozen history: it names tables and triggers in full and imports nothing from the schema.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, their indexes, and the triggers that keep them append-only."""
    _articles()
    _claims()
    _triggers("articles", "key")
    _triggers("claims", "id")
    op.execute("PRAGMA application_id = 1347701831")


def _articles() -> None:
    op.create_table(
        "articles",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("title", sa.Text),
        sa.Column("outlet", sa.Text),
        sa.Column("author", sa.Text),
        sa.Column("published", sa.Text),
        sa.Column("url", sa.Text),
        sa.Column("declared_language", sa.Text),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("reader", sa.Text, nullable=False),
        sa.Column("reader_version", sa.Text, nullable=False),
        sa.Column("reader_config", sa.Text, nullable=False),
        sa.Column("read_at", sa.Text, nullable=False),
        sa.Column("sentences", sa.Integer, nullable=False),
        sa.Column("parsed", sa.Integer, nullable=False),
        sa.Column("normalisation", sa.Text, nullable=False),
        sa.Column("raw_sha256", sa.Text, nullable=False),
        sa.Column("layout", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("raw", sa.LargeBinary, nullable=False),
    )
    op.create_index("articles_sha256", "articles", ["sha256"])
    op.create_index("articles_published", "articles", ["published", "key"])


def _claims() -> None:
    op.create_table(
        "claims",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("article_key", sa.Text, sa.ForeignKey("articles.key"), nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("family", sa.Text, nullable=False),
        sa.Column("predicate", sa.Text, nullable=False),
        sa.Column("subject", sa.Text),
        sa.Column("subject_state", sa.Text),
        sa.Column("object", sa.Text),
        sa.Column("object_state", sa.Text),
        sa.Column("over", sa.Text),
        sa.Column("domain", sa.Text, nullable=False),
        sa.Column("polarity", sa.Text, nullable=False),
        sa.Column("modality", sa.Text, nullable=False),
        sa.Column("mode", sa.Text),
        sa.Column("time_edtf", sa.Text),
        sa.Column("place", sa.Text),
        sa.Column("said_by", sa.Text, nullable=False),
        sa.Column("speaker_actor", sa.Text),
        sa.Column("speaker_anonymous", sa.Boolean, nullable=False),
        sa.Column("outlet", sa.Text),
        sa.Column("published", sa.Text),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("origin", sa.Text),
        sa.Column("quote", sa.Text, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.Column("explanation", sa.Text, nullable=False),
    )
    op.create_index("claims_article", "claims", ["article_key", "start"])
    op.create_index("claims_order", "claims", ["published", "article_key", "start", "id"])
    for column in ("predicate", "subject", "subject_state", "object", "object_state", "domain"):
        op.create_index(f"claims_{column}", "claims", [column, "published"])


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
