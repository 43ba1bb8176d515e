"""What `benchmarks/crawl.py` measured last: all ways of reading one archive gave one ledger, whoever was killed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

FIGURES = Path(__file__).parents[3] / "benchmarks" / "crawl.json"
KILLS = 20


@pytest.fixture(scope="module")
def figures() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(FIGURES.read_text(encoding="utf-8"))
    return found


def test_no_way_of_reading_gives_another_ledger(figures: dict[str, Any]) -> None:
    compared = {name: found["same"] for name, found in figures.items() if name.startswith("same_by_")}
    assert {
        "same_by_serial_and_processes",
        "same_by_serial_and_dask",
        "same_by_undisturbed_and_drill",
        "same_by_processes_and_dask",
    } <= set(compared)
    assert all(compared.values()), compared


def test_nothing_was_lost_or_twice_though_workers_were_killed(figures: dict[str, Any]) -> None:
    drill, undisturbed = figures["drill"], figures["part_processes"]
    assert drill["workers_killed"] >= KILLS
    assert drill["parents_killed"] >= 1
    assert drill["content"] == undisturbed["content"]
    assert drill["content"]["articles"]["rows"] > 1_000


def test_every_ledger_is_sound(figures: dict[str, Any]) -> None:
    read = {
        name: found
        for name, found in figures.items()
        if isinstance(found, dict) and "audit_findings" in found
    }
    assert {"processes", "dask", "part_serial", "part_processes", "part_dask", "drill"} <= set(read)
    for name, found in read.items():
        assert found["audit_findings"] == [], name
        assert found["status"] == 0, name
        assert found["told"]["refused"] == 0, name


def test_a_hundred_thousand_records_were_read_both_ways_within_bounded_memory(
    figures: dict[str, Any],
) -> None:
    assert figures["archive"]["records"] >= 100_000
    for name in ("processes", "dask"):
        assert figures[name]["told"]["read"] > 30_000, name
        assert figures[name]["records_per_second"] > 100, name
        assert figures[name]["peak_mb"]["together"] < 4_000, name
    assert figures["processes"]["content"] == figures["dask"]["content"]
