"""What is said of the speed of archives is what was measured (`benchmarks/archives.py`)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
MEASURED = json.loads((ROOT / "benchmarks" / "archives.json").read_text("utf-8"))
PAGE = (ROOT / "docs" / "archives.md").read_text("utf-8")
ROWS = {
    "split_plain_1_gb": "| WARC of 1 GB, pages of 30 kB, plain |",
    "split_packed_1_gb": "| the same, gzipped record by record |",
    "split_a_million_tiny": "| a million records of 73 bytes, plain |",
    "split_a_million_tiny_packed": "| the same, gzipped |",
    "csv_rows": "| CSV, rows of 1.9 kB |",
    "read_pages": "| making articles of pages of 30 kB, for comparison |",
}


@pytest.mark.parametrize("name", ROWS)
def test_the_page_says_what_was_measured(name: str) -> None:
    (row,) = (line for line in PAGE.splitlines() if line.startswith(ROWS[name]))
    cells = [
        float(cell.split("(")[0].replace(",", "").removesuffix(" MB ").strip())
        for cell in row.split("|")[2:5]
    ]
    measured = MEASURED[name]

    assert cells[0] == pytest.approx(measured["records_per_second"], rel=0.01)
    assert cells[1] == pytest.approx(measured["megabytes_per_second"], rel=0.15)
    assert cells[2] == pytest.approx(measured["peak_memory_mb"], abs=1)


def test_memory_does_not_grow_with_the_archive() -> None:
    before = MEASURED["memory_before_mb"]

    assert all(MEASURED[name]["peak_memory_mb"] - before < 20 for name in ROWS if name != "read_pages")


def test_cutting_keeps_many_workers_busy() -> None:
    assert (
        MEASURED["split_packed_1_gb"]["records_per_second"]
        > 50 * MEASURED["read_pages"]["records_per_second"]
    )
