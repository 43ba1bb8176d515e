"""A ledger of the bundled samples, made once a process, and a workbench at a copy of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import papertiger
from papertiger.workbench.workbench import Workbench


@pytest.fixture(scope="session")
def samples(samples_ledger: Path) -> Path:
    """The bundled samples, read; nobody writes to it."""
    return samples_ledger


@pytest.fixture(scope="session")
def asked(samples: Path) -> Iterator[Workbench]:
    """A workbench that asks the samples and cannot write."""
    with papertiger.open(samples, write=False) as bench:
        yield bench


@pytest.fixture
def bench(samples: Path, tmp_path: Path) -> Iterator[Workbench]:
    """A workbench at a ledger of its own that holds the samples."""
    place = tmp_path / "own.ledger"
    shutil.copy(samples, place)
    with papertiger.open(place) as opened:
        yield opened
