"""Reading with several processes, as the command line asks for it."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import mortal
import pytest


@pytest.fixture
def rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of rows; one of them kills whoever reads it."""
    monkeypatch.syspath_prepend(str(mortal.install(tmp_path / "installed")))
    monkeypatch.setattr("papertiger.workbench.reading.join", lambda _: 0)
    monkeypatch.setattr("papertiger.workbench.parallel.line.DEATHS", 1)
    path = tmp_path / "rows.jsonl"
    texts = [*(f"Text {number}." for number in range(5)), "DIE now."]
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="utf-8")
    return path


@pytest.mark.usefixtures("rows")
def test_reads_and_tells_as_with_one_process(run: Callable[..., Any]) -> None:
    ran = run("read", "rows.jsonl", "--workers", "2", "--reader", mortal.NAME)
    assert ran.status == 1
    lines = ran.err.splitlines()
    assert lines[:5] == [f"rows.jsonl#{n}: no claims" for n in range(1, 6)]
    assert lines[5].startswith("refused: rows.jsonl#6: its reading ended the worker")
    told = [line.split() for line in ran.out.splitlines()]
    assert ["articles", "read", "5", "5", "without", "a", "claim"] in told
    assert ["refused", "1"] in told


@pytest.mark.parametrize("given", ["0", "-1", "two", "1.5", ""])
def test_refuses_what_is_no_number_of_processes(run: Callable[..., Any], rows: Path, given: str) -> None:
    ran = run("read", str(rows), f"--workers={given}")
    assert ran.status == 2
    assert "give 1 or more, or auto" in ran.err


def test_refuses_processes_beside_a_cluster(run: Callable[..., Any], rows: Path) -> None:
    ran = run("read", str(rows), "--workers", "2", "--cluster", "tcp://127.0.0.1:9")
    assert ran.status == 2
    assert "leave it out where a --cluster reads" in ran.err


def test_auto_takes_what_the_computer_has(
    run: Callable[..., Any], rows: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("papertiger.workbench.parallel.sizing.most_workers", lambda: 1)
    rows.write_text('{"text": "One."}\n', encoding="utf-8")
    assert run("read", str(rows), "--workers", "auto", "--reader", mortal.NAME).status == 0


class Terminal(StringIO):
    """A terminal that keeps what is written to it."""

    def isatty(self) -> bool:
        return True


def test_an_archive_has_a_bar_that_counts(
    run: Callable[..., Any], rows: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("papertiger.workbench.parallel.sizing.LARGE", 10)
    monkeypatch.setattr("papertiger.workbench.parallel.sizing.most_workers", lambda: 1)
    rows.write_text('{"text": "One."}\n{"text": "Two."}\n', encoding="utf-8")
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    assert run("read", str(rows), "--reader", mortal.NAME).status == 0
    assert "2 articles" in terminal.getvalue()
    assert "no claims" not in terminal.getvalue()
