"""Grades that persons give to sources and claims; append-only like the rest.

A migration is frozen history: it names tables and triggers in full and imports nothing from the schema.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, its index, and the triggers that keep it append-only."""
    op.create_table(
        "grades",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("target", sa.Text, nullable=False),
        sa.Column("reliability", sa.Text),
        sa.Column("credibility", sa.Text),
        sa.Column("graded_by", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("graded_at", sa.Text, nullable=False),
    )
    op.create_index("grades_target", "grades", ["target", "graded_at"])
    refuse = "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: grades cannot be {0}'); END"
    op.execute("CREATE TRIGGER grades_no_update BEFORE UPDATE ON grades " + refuse.format("changed"))
    op.execute("CREATE TRIGGER grades_no_delete BEFORE DELETE ON grades " + refuse.format("deleted"))
    taken = "SELECT 1 FROM grades WHERE id = NEW.id OR rowid = NEW.rowid"
    when = f"WHEN EXISTS ({taken}) "
    op.execute("CREATE TRIGGER grades_no_replace BEFORE INSERT ON grades " + when + refuse.format("replaced"))
