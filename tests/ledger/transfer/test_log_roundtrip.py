"""A log leaves a ledger and comes back byte for byte, on both databases and from one to the other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from postgres import Cluster

from papertiger.ledger import Ledger
from papertiger.ledger.schema import EVIDENCE


def lines(ledger: Ledger) -> Iterator[tuple[int, str]]:
    return enumerate(ledger.log_lines(), start=1)


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "other.ledger") as opened:
        yield opened


def test_a_log_that_is_imported_and_exported_again_is_the_same_byte_for_byte(
    full: Ledger, other: Ledger
) -> None:
    before = list(full.log_lines())
    done = other.take_log("a.jsonl", lines(full))

    assert (done.refused, done.conflicts) == ([], [])
    assert list(other.log_lines()) == before


def test_the_log_of_a_file_goes_through_a_server_unchanged(
    full: Ledger, other: Ledger, cluster: Cluster
) -> None:
    other.take_log("a.jsonl", lines(full))
    with cluster.database("ledger", lambda url: Ledger.open(url).close()) as url, Ledger.open(url) as server:
        server.take_log("b.jsonl", lines(other))

        assert list(server.log_lines()) == list(full.log_lines())
        assert list(server.claims()) == list(full.claims())


def test_a_log_holds_a_row_of_every_table(full: Ledger) -> None:
    found = "\n".join(full.log_lines())

    assert [table for table in EVIDENCE if f'{{"table":"{table}"' not in found] == []


def test_importing_twice_stores_nothing_the_second_time(full: Ledger, other: Ledger) -> None:
    other.take_log("a.jsonl", lines(full))
    before = list(other.log_lines())
    again = other.take_log("a.jsonl", lines(full))

    assert (again.entries, again.refused, again.conflicts) == (0, [], [])
    assert list(other.log_lines()) == before


def test_an_empty_ledger_leaves_as_one_line_and_comes_back(ledger: Ledger, other: Ledger) -> None:
    found = list(ledger.log_lines())

    assert len(found) == 1
    assert other.take_log("a.jsonl", lines(ledger)).refused == []
    assert list(other.log_lines()) == found
