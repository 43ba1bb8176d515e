"""One served ledger of the samples for all tests of a process; each test has a window of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import browsing
import pytest
import warned

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def shared_app(samples_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[browsing.Served]:
    """The app over a copy of the samples that tests read together; whoever changes the ledger takes `own_app`."""
    place = Path(shutil.copy(samples_ledger, tmp_path_factory.mktemp("served") / "samples.ledger"))
    warned.fill(place)
    with browsing.served(place) as made:
        yield made


@pytest.fixture
def own_app(ledger_file: Path) -> Iterator[browsing.Served]:
    """The app over a ledger that only this test uses."""
    with browsing.served(ledger_file) as made:
        yield made


def _window(browser: Browser, app: browsing.Served) -> Iterator[browsing.Watched]:
    # Without motion: axe would measure colours half way from one look to the other.
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, locale="en-GB", reduced_motion="reduce"
    )
    context.set_default_timeout(20_000)
    access = app.access
    context.add_cookies(
        [{"name": access.cookie, "value": access.session, "url": app.address, "sameSite": "Strict"}]
    )
    made = browsing.watched(context, app.address)
    yield made
    context.close()
    made.check()


@pytest.fixture
def window(browser: Browser, shared_app: browsing.Served) -> Iterator[browsing.Watched]:
    """A window on the shared app, with the session; afterwards: no request left it, nothing was said on the console."""
    yield from _window(browser, shared_app)


@pytest.fixture
def own_window(browser: Browser, own_app: browsing.Served) -> Iterator[browsing.Watched]:
    """A window on an app whose ledger the test may change; checked as `window`."""
    yield from _window(browser, own_app)
