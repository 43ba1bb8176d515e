"""The app over a ledger of the bundled samples, asked without a browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from papertiger.ledger import Ledger
from papertiger.settings import Settings
from papertiger.web.app import create_app
from papertiger.web.security import Access

PORT = 8765
HOST = f"127.0.0.1:{PORT}"
TOKEN = "a-token-for-tests"  # noqa: S105 - it opens nothing


@pytest.fixture
def ledger_file(samples_ledger: Path, tmp_path: Path) -> Path:
    """A copy of the ledger of samples that a test may change."""
    return Path(shutil.copy(samples_ledger, tmp_path / "samples.ledger"))


@pytest.fixture
def app(ledger_file: Path) -> FastAPI:
    """The app over a ledger of its own."""
    return create_app(Settings(ledger=str(ledger_file)), Access.of(PORT, token=TOKEN), person="anna")


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    """A browser-like client that has the session already, follows no redirect, and asks as pages of the app do."""
    yield from _asking(app)


@pytest.fixture
def empty_client(tmp_path: Path) -> Iterator[TestClient]:
    """As `client`, over a ledger that holds nothing."""
    place = tmp_path / "empty.ledger"
    Ledger.open(place).close()
    yield from _asking(create_app(Settings(ledger=str(place)), Access.of(PORT, token=TOKEN), person="anna"))


def _asking(app: FastAPI) -> Iterator[TestClient]:
    access: Access = app.state.papertiger.access
    with TestClient(
        app,
        base_url=f"http://{HOST}",
        follow_redirects=False,
        headers={"sec-fetch-site": "same-origin"},
        cookies={access.cookie: access.session},
    ) as made:
        yield made
