"""``papertiger audit``, ``coverage`` and ``backup`` as a user runs them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Ran

Run = Callable[..., "Ran"]


@pytest.fixture
def ledger(run: Run, news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ledger with two articles and one input that could not be read."""
    path = tmp_path / "a.ledger"
    monkeypatch.setenv("PAPERTIGER_LEDGER", str(path))
    (news / "empty.txt").write_text("", encoding="utf-8")
    assert run("read", str(news)).status == 1
    return path


def tamper(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as raw, raw:
        for (trigger,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {trigger}")
        for statement in statements:
            raw.execute(statement)


@pytest.mark.usefixtures("ledger")
def test_an_untouched_ledger_passes(run: Run) -> None:
    ran = run("audit")

    assert ran.status == 0
    assert "quotes              4 checked  as it should be" in ran.out
    assert "chain of custody: " in ran.out


def test_what_differs_is_listed_and_fails(run: Run, ledger: Path) -> None:
    noted = json.loads(run("audit", "--format", "json").out)["chain"]
    tamper(ledger, "UPDATE claims SET domain = 'cyber' WHERE row = 1")

    ran = run("audit", "--expect", noted)

    assert ran.status == 1
    assert "1 differ" in ran.out
    assert "digest is " in ran.out
    told = json.loads(run("audit", "--format", "json").out)
    assert {one["name"] for one in told["checks"] if one["wrong"]} == {"custody", "standing", "search"}


def test_derived_tables_are_mended_on_demand(run: Run, ledger: Path) -> None:
    with closing(sqlite3.connect(ledger)) as raw, raw:
        raw.execute("DELETE FROM standing")
    assert run("audit").status == 1

    assert run("audit", "--mend").status == 0


@pytest.mark.usefixtures("ledger")
def test_a_chain_that_the_log_never_had_fails(run: Run) -> None:
    assert run("audit", "--expect", "f" * 64).status == 1


@pytest.mark.usefixtures("ledger")
def test_coverage_tells_what_was_seen_and_what_was_refused(run: Run) -> None:
    told = json.loads(run("coverage", "--format", "json").out)

    assert sum(row["articles"] for row in told["rows"]) == 2
    assert told["refused"] == 1
    assert "1 input could not be read: what they say is not known" in run("coverage").out


@pytest.mark.parametrize("command", ["audit", "coverage", "reread"])
def test_a_ledger_must_be_there(run: Run, command: str, tmp_path: Path) -> None:
    ran = run(command, "--ledger", str(tmp_path / "none.ledger"))

    assert ran.status == 2
    assert "run `papertiger read PATH` first" in ran.err
    assert not (tmp_path / "none.ledger").exists()


@pytest.mark.usefixtures("ledger")
def test_a_copy_is_the_ledger_with_its_chain(run: Run, tmp_path: Path) -> None:
    copy = tmp_path / "copy.ledger"
    noted = json.loads(run("audit", "--format", "json").out)["chain"]

    ran = run("backup", str(copy))

    assert ran.status == 0
    assert f"chain of custody: {noted}" in ran.out
    assert run("audit", "--ledger", str(copy), "--expect", noted).status == 0
    assert [one.name for one in tmp_path.iterdir() if "part" in one.name] == []


@pytest.mark.usefixtures("ledger")
def test_a_copy_takes_the_place_of_no_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "copy.ledger").write_text("mine", encoding="utf-8")

    ran = run("backup", str(tmp_path / "copy.ledger"))

    assert ran.status == 2
    assert "exists already; name a new file" in ran.err
    assert (tmp_path / "copy.ledger").read_text(encoding="utf-8") == "mine"
