"""A copy of a ledger is the ledger as of one moment, whoever writes meanwhile, or there is no copy at all."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from papertiger.errors import LedgerError
from papertiger.ledger import Ledger
from papertiger.readers import Reading

Build = Callable[..., Reading]


def test_a_copy_made_while_another_program_writes_is_whole(
    path: Path, tmp_path: Path, reading: Build, adder: Callable[..., subprocess.Popen[str]]
) -> None:
    process = adder([reading(number) for number in range(400)])
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("go\n")
    process.stdin.flush()
    copies = [tmp_path / f"copy{number}.ledger" for number in range(3)]
    for copy in copies:
        for _ in range(10):
            assert process.stdout.readline() == "True\n"
        with Ledger.open(path) as ledger:
            ledger.backup(copy)
    assert process.poll() is None  # it was writing all the while

    sizes = []
    for acknowledged, copy in zip((10, 20, 30), copies, strict=True):
        with Ledger.open(copy, create=False) as copied:
            counts = copied.counts()
            assert acknowledged <= counts.articles < 400
            assert counts.claims == 2 * counts.articles
            assert [one.findings for one in copied.audit() if one.findings] == []
            sizes.append(counts.articles)
    assert sizes == sorted(sizes)


@pytest.fixture
def one(path: Path, reading: Build) -> Path:
    with Ledger.open(path) as ledger:
        ledger.add(reading())
    return path


def test_a_copy_can_be_written_to_like_any_ledger(one: Path, tmp_path: Path, reading: Build) -> None:
    with Ledger.open(one) as ledger:
        ledger.backup(tmp_path / "copy.ledger")

    with Ledger.open(tmp_path / "copy.ledger") as copied:
        assert copied.add(reading(2)) is True
        assert copied.counts().articles == 2
    with Ledger.open(one) as ledger:
        assert ledger.counts().articles == 1


def test_a_file_that_is_there_is_not_overwritten(one: Path, tmp_path: Path) -> None:
    there = tmp_path / "letter.txt"
    there.write_text("Лист", encoding="utf-8")

    with Ledger.open(one) as ledger, pytest.raises(LedgerError, match="exists already; name a new file"):
        ledger.backup(there)

    assert there.read_text(encoding="utf-8") == "Лист"


def test_where_no_copy_can_be_written_the_place_is_named_and_nothing_is_left(
    one: Path, tmp_path: Path
) -> None:
    with (
        Ledger.open(one) as ledger,
        pytest.raises(LedgerError, match=r"absent.copy\.ledger cannot be opened"),
    ):
        ledger.backup(tmp_path / "absent" / "copy.ledger")

    assert not (tmp_path / "absent").exists()
