"""What tests of every stage may ask for: a PostgreSQL database of their own, a browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import postgres as servers
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, one for all tests of a process: Playwright takes no second. Where there is none the test is skipped."""
    pytest.importorskip("playwright", reason="playwright is not installed")
    import browsing  # noqa: PLC0415 - loads the web app
    from playwright.sync_api import expect  # noqa: PLC0415 - as above

    if browsing.chromium() is None:
        pytest.skip("no Chromium is installed (Debian: apt-get install chromium)")
    expect.set_options(timeout=20_000)  # a machine that does other things too is slow, not wrong
    with browsing.launched() as made:
        yield made


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
