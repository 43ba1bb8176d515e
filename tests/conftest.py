"""What tests of every stage may ask for: the bundled samples as read, a PostgreSQL database of their own, a browser."""

from __future__ import annotations

import gc
import os
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import postgres as servers
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from papertiger.readers.reading import Reading


def pytest_configure() -> None:
    """A language model that whoever runs the tests has set is none of theirs: nothing is sent to it, and no key is used."""
    for name in [name for name in os.environ if name.startswith("PAPERTIGER_LLM_")]:
        del os.environ[name]


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is collected stays: looking through it for garbage, again and again, took a sixth of collecting and a tenth of cheap tests' time."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        # The pipelines and tables that tests load are no garbage either; looking through these took a third of some tests' time.
        gc.set_threshold(20_000, 10, 10)
        gc.enable()


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of a test run have in common."""
    own = tmp_path_factory.getbasetemp()
    return (
        own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    )  # every worker has a folder of its own in the run's


@pytest.fixture(scope="session")
def sample_readings(run_folder: Path) -> list[Reading]:
    """Every bundled sample, read, once for all processes of a test run."""
    import samplesread  # noqa: PLC0415 - loads the reader

    return samplesread.readings(run_folder)


@pytest.fixture(scope="session")
def samples_ledger(run_folder: Path) -> Path:
    """A ledger of the bundled samples with origins traced, made once for all processes of a test run. Copy it before you write."""
    import samplesread  # noqa: PLC0415 - loads the reader

    return samplesread.ledger(run_folder)


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
