"""Alembic's entry point: runs the migrations on the connection that the program hands over."""

from __future__ import annotations

from alembic import context

from papertiger.ledger.schema import METADATA

# SQLite rolls back DDL like anything else once the driver leaves transactions alone (see opening.py), so a failed
# migration leaves the ledger as it was.
context.configure(
    connection=context.config.attributes["connection"], target_metadata=METADATA, transactional_ddl=True
)
with context.begin_transaction():
    context.run_migrations()
