"""Rounds of following without the shipped reader, whose loading takes seconds."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from followed import Web, web

from papertiger.ledger import Ledger
from papertiger.workbench.following import follower as module


@pytest.fixture(autouse=True)
def _unjoined(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "join", lambda _: 0)


@pytest.fixture
def net() -> Iterator[Web]:
    with web() as running:
        yield running


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with nothing in it, made once: making one costs more than a round."""
    made = tmp_path_factory.mktemp("empty") / "empty.ledger"
    Ledger.open(made).close()
    return made


@pytest.fixture
def place(empty: Path, tmp_path: Path) -> Path:
    own = tmp_path / "followed.ledger"
    shutil.copy(empty, own)
    return own
