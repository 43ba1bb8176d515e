"""What tests of every stage may ask for: a PostgreSQL database of their own."""

from __future__ import annotations

from collections.abc import Iterator

import postgres as servers
import pytest


@pytest.fixture(scope="session")
def cluster() -> Iterator[servers.Cluster]:
    """One private server for all tests of this process; without PostgreSQL they are skipped."""
    try:
        started = servers.cluster()
        with started as running:
            yield running
    except servers.NoPostgresError as error:
        pytest.skip(str(error))


@pytest.fixture
def postgres(cluster: servers.Cluster) -> Iterator[str]:
    """URL of an empty PostgreSQL database that no other test sees."""
    with cluster.database() as url:
        yield url
