"""Several programs write to one ledger and read from it at once: nothing is lost, nothing doubled, nobody meets an error."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "together.py"


def test_ten_seconds_of_two_writers_and_a_reader_leave_all_that_was_acknowledged(
    backend: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """The script compares the ledger with what its workers noted, and audits it."""
    if backend == "postgresql":
        request.getfixturevalue("cluster")  # skips where there is no server
    out = tmp_path / "figures.json"
    options = [
        "--minutes",
        str(10 / 60),
        "--writers",
        "2",
        "--readers",
        "1",
        "--first",
        "100",
        "--out",
        str(out),
    ]
    if backend == "postgresql":
        options.append("--postgresql")

    run = subprocess.run(
        [sys.executable, str(SCRIPT), *options],
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, run.stdout + run.stderr
    assert '"wrong": []' in run.stdout
