"""An app as `papertiger serve` starts it, over a ledger whose every free text is hostile."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx2
import poisoned
import pytest

from papertiger.readers.reading import Reading
from papertiger.web.security import Access


@pytest.fixture(scope="session")
def poisoned_file(
    run_folder: Path, tmp_path_factory: pytest.TempPathFactory, sample_readings: list[Reading]
) -> Path:
    """The ledger, made once for all processes of a test run. Copy it before you write."""
    place = run_folder / "poisoned.ledger"
    with (run_folder / "poisoned.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not place.exists():
            part = tmp_path_factory.mktemp("poisoned") / "poisoned.ledger"
            poisoned.poisoned_ledger(part, sample_readings)
            shutil.copy(part, place.with_suffix(".part"))
            place.with_suffix(".part").rename(place)
    return place


@dataclass(frozen=True)
class Running:
    """A server in a process of its own."""

    address: str
    access: Access
    ledger: Path

    def client(self) -> httpx2.Client:
        """A browser-like client with the session."""
        return httpx2.Client(
            base_url=self.address,
            cookies={self.access.cookie: self.access.session},
            headers={"sec-fetch-site": "same-origin", "origin": self.address},
            timeout=300,  # seconds; exports and briefs take a busy machine that long
        )


@pytest.fixture(scope="module")
def hostile_app(poisoned_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The app over a copy, with a hostile file of actors, in a process of its own, so that nothing it remembers reaches other tests."""
    folder = tmp_path_factory.mktemp("hostile")
    ledger = Path(shutil.copy(poisoned_file, folder / "hostile.ledger"))
    actors = folder / "papertiger.actors.yaml"
    actors.write_text(poisoned.ACTORS, "utf-8")
    command = [sys.executable, "-m", "papertiger", "serve", "--port", "0", "--no-browser", "--ledger", str(ledger)]  # fmt: skip
    environment = os.environ | {"PAPERTIGER_ACTORS": str(actors), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment, cwd=folder
    ) as process:
        try:
            assert process.stdout is not None
            told = ""
            while (found := re.search(r"(http://127\.0\.0\.1:(\d+))/#token=(\S+)", told)) is None:
                line = process.stdout.readline()
                assert line, f"the server ended: {told}"
                told += line
            yield Running(found[1], Access.of(int(found[2]), token=found[3]), ledger)
        finally:
            process.terminate()
            process.wait(20)
