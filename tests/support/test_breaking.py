"""The failing disk does fail as told, and the trials notice what it does to work that is careless."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path

import pytest
from breaking import disk, trial
from breaking.disk import Fault
from breaking.server import BROKEN, Ending, serving

FILE = "watched.bin"
BLOCK = 4096


def write_blocks(folder: Path) -> None:
    """Two blocks that are synced, one that is not; every call is printed once it returned."""
    fd = os.open(folder / FILE, os.O_RDWR | os.O_CREAT)
    other = os.open(folder / "other.bin", os.O_RDWR | os.O_CREAT)
    for number in range(3):
        os.pwrite(other, b"x" * BLOCK, number * BLOCK)
        os.pwrite(fd, bytes([number + 1]) * BLOCK, number * BLOCK)
        print(f"write {number + 1}", flush=True)
        if number < 2:
            os.fsync(fd)
            print(f"sync {number + 1}", flush=True)
    os.ftruncate(fd, BLOCK * 4)
    print("longer", flush=True)


def count_up(folder: Path, synchronous: str) -> None:
    with closing(sqlite3.connect(folder / FILE, isolation_level=None)) as raw:
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute(f"PRAGMA synchronous = {synchronous}")
        raw.execute("CREATE TABLE IF NOT EXISTS numbers (number INTEGER PRIMARY KEY)")
        [(last,)] = raw.execute("SELECT coalesce(max(number), 0) FROM numbers").fetchall()
        for number in range(last + 1, 31):
            raw.execute("INSERT INTO numbers VALUES (?)", (number,))
            print(number, flush=True)


def count_up_carelessly(folder: Path) -> None:
    """Without any sync, as SQLite can be told to."""
    count_up(folder, "OFF")


def count_up_carefully(folder: Path) -> None:
    count_up(folder, "FULL")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    try:
        return disk.compile_shim(tmp_path_factory.mktemp("shim"))
    except disk.NoShimError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def broken(
    library: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[Fault], tuple[Ending, bytes]]]:
    """Runs `write_blocks` under a fault; its ending and the bytes it left."""
    with serving("test_breaking:write_blocks", library, FILE) as server:

        def run(fault: Fault) -> tuple[Ending, bytes]:
            folder = tmp_path_factory.mktemp("run")
            ending = server.run(folder, fault)
            left = folder / FILE
            return ending, left.read_bytes() if left.exists() else b""

        yield run


Run = Callable[[Fault], tuple[Ending, bytes]]
WHOLE = b"\1" * BLOCK + b"\2" * BLOCK + b"\3" * BLOCK + b"\0" * BLOCK


def test_calls_on_the_watched_file_alone_are_counted(broken: Run) -> None:
    ending, left = broken(Fault("count"))

    assert (ending.status, ending.calls, left) == (0, 6, WHOLE)


def test_a_kill_comes_before_the_call(broken: Run) -> None:
    ending, left = broken(Fault("kill", at=3))

    assert (ending.status, ending.said) == (-9, ("write 1", "sync 1"))
    assert left == WHOLE[:BLOCK]


def test_a_torn_write_leaves_its_beginning(broken: Run) -> None:
    lengths = []
    for seed in range(12):
        ending, left = broken(Fault("torn", at=3, seed=seed, sector=512))
        assert (ending.status, ending.said[-1]) == (-9, "sync 1")
        assert left == WHOLE[: len(left)]
        lengths.append(len(left) - BLOCK)

    assert {length % 512 for length in lengths} == {0}
    assert len(set(lengths)) > 3
    assert all(0 <= length < BLOCK for length in lengths)


def test_a_full_disk_takes_no_write_any_more(broken: Run) -> None:
    ending, left = broken(Fault("full", at=1, seed=3))

    assert ending.status == BROKEN
    assert f"[Errno {errno.ENOSPC}]" in ending.failed
    assert 0 < len(left) < 2 * BLOCK


def test_an_error_says_so_and_does_nothing(broken: Run) -> None:
    ending, left = broken(Fault("error", at=4))

    assert f"[Errno {errno.EIO}]" in ending.failed
    assert ending.said[-1] == "write 2"
    assert left == WHOLE[: 2 * BLOCK]


def test_power_loss_keeps_what_was_synced_and_any_part_of_the_rest(broken: Run) -> None:
    left = []
    for seed in range(40):
        ending, found = broken(Fault("power", at=6, seed=seed))
        assert ending.said[-1] == "write 3"
        left.append(found)

    kept = {one for one in left if one}  # the name of the file was never synced, so it may be gone altogether
    assert b"" in left
    assert all(one.startswith(WHOLE[: 2 * BLOCK]) for one in kept)
    rest = {one[2 * BLOCK :] for one in kept}
    assert {b"", b"\3" * BLOCK} < rest  # all lost, all kept, and parts
    assert all(set(one) <= {0, 3} for one in rest)


def counting(work: str) -> trial.Scenario:
    def check(folder: Path, promised: Sequence[str], done: bool) -> None:
        with closing(sqlite3.connect(folder / FILE)) as raw:
            there = (
                {str(number) for (number,) in raw.execute("SELECT number FROM numbers")}
                if promised
                else set()
            )
        assert not set(promised) - there, "lost"
        assert not done or len(there) == 30

    return trial.Scenario("counting", f"test_breaking:{work}", lambda _: None, check)


@pytest.mark.parametrize(("work", "loses"), [("count_up_carelessly", True), ("count_up_carefully", False)])
def test_the_trials_find_out_who_does_not_sync(library: Path, tmp_path: Path, work: str, loses: bool) -> None:
    scenario = counting(work)
    prepared = tmp_path / "prepared"
    prepared.mkdir()
    with serving(scenario.work, library, FILE) as server:
        whole = trial.measure(scenario, server, prepared, tmp_path / "whole")
        outcomes = [
            trial.attempt(scenario, server, prepared, tmp_path / str(number), [one])
            for number, one in enumerate(islice(trial.draw(whole, ["power"], seed=1), 8))
        ]

    assert any(outcome.wrong for outcome in outcomes) == loses


def test_without_a_compiler_there_is_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)

    with pytest.raises(disk.NoShimError, match=r"Linux|apt install gcc"):
        disk.compile_shim(tmp_path)
