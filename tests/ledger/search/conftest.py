"""One index in each database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from searching import Searched, claim_texts
from sqlalchemy import create_engine

from papertiger.ledger.search import search_index


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    """URL of an empty database, which tests leave as they found it."""
    if request.param == "sqlite":
        yield "sqlite://"  # in memory: each connection has its own
        return
    with request.getfixturevalue("cluster").database() as url:
        yield url.replace("postgresql:", "postgresql+psycopg:")


@pytest.fixture
def empty(database: str) -> Iterator[Searched]:
    """Empty indexes, in a transaction that is rolled back."""
    engine = create_engine(database)
    with engine.connect() as connection:
        index = search_index(engine.dialect.name)
        index.create(connection)
        yield Searched(index, connection)
        connection.rollback()
    engine.dispose()


@pytest.fixture
def searched(empty: Searched) -> Searched:
    """The same with the sentences in it."""
    empty.index.add_claims(empty.connection, claim_texts())
    return empty
