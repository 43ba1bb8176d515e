"""Schema migrations, run by the program itself on opening an older ledger. Importing this imports Alembic."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from papertiger.ledger import indexing


def config(connection: Connection | None = None) -> Config:
    """Alembic's configuration, built in code: no ini file has to be found where the program is installed."""
    built = Config()
    built.set_main_option("script_location", "papertiger.ledger:migrations")
    built.set_main_option("path_separator", "os")
    built.attributes["connection"] = connection
    return built


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Bring the database of `connection` to `revision`, within the caller's transaction.

    At the newest version the full-text index is there as well: it is derived, and so made by the program as it is today.
    """
    command.upgrade(config(connection), revision)
    if revision == "head":
        indexing.ensure(connection)
