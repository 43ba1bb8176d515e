"""Derived tables made anew: nothing is lost by that, because they hold nothing of their own."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, delete, func, insert, select

from papertiger.ledger.backends import Backend
from papertiger.ledger.indexing import rebuild
from papertiger.ledger.schema import ARTICLES, CLAIMS, STANDING, SUPERSEDED, TALLIES, tallies


def due() -> Select[Any]:
    """What ``standing`` must hold."""
    c, a = CLAIMS.c, ARTICLES.c
    fallen = select(SUPERSEDED.c.claim).where(SUPERSEDED.c.claim == c.row).exists()
    given: dict[str, Any] = {
        "published": func.coalesce(a.published, "").label("published"),
        "subject_state": func.coalesce(c.subject_state, c.subject).label("subject_state"),
        "object_state": func.coalesce(c.object_state, c.object).label("object_state"),
        "language": a.language,
        "outlet": a.outlet,
    }
    columns = [given[one.name] if one.name in given else c[one.name] for one in STANDING.columns]
    return select(*columns).join(ARTICLES, a.row == c.article).where(~fallen)


def mend(backend: Backend) -> None:
    """Make the standing claims, their numbers and the full-text index anew from the evidence, in one transaction."""
    with backend.writing() as connection:
        backend.alone(connection, "custody")  # as every writer does before its numbers change
        dialect = connection.dialect.name
        for statement in tallies.without_triggers(dialect):
            connection.exec_driver_sql(statement)
        connection.execute(delete(STANDING))
        connection.execute(insert(STANDING).from_select([c.name for c in STANDING.columns], due()))
        connection.execute(delete(TALLIES))
        connection.execute(insert(TALLIES).from_select([c.name for c in TALLIES.columns], tallies.due()))
        for statement in tallies.triggers(dialect):
            connection.exec_driver_sql(statement)
        rebuild(connection)
