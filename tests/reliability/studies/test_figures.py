"""The manual states what the data files and the kept benchmarks hold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from papertiger.reliability.measuring import measurement

ROOT = Path(__file__).parents[3]
MANUAL = (ROOT / "docs" / "measuring.md").read_text(encoding="utf-8")


def row_of(start: str) -> list[str]:
    (row,) = [line for line in MANUAL.splitlines() if line.replace("*", "").startswith(f"| {start}")]
    return [cell.strip(" *") for cell in row.split("|")[1:-1]]


def kept(name: str) -> dict:
    return json.loads((ROOT / "benchmarks" / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("of", ["primary", "secondary", "anonymous"])
def test_error_matrices(of: str) -> None:
    counts = measurement().classes[of].counts  # type: ignore[index]
    assert row_of(of)[2:] == [", ".join(f"{count:g}" for count in row) for row in counts]


@pytest.mark.parametrize("method", "abcdef")
def test_coverage(method: str) -> None:
    found = kept("coverage.json")
    shares = [one["covered"] for one in found["results"] if one["method"] == method]
    assert [float(cell) for cell in row_of(f"{method}. ")[1:]] == pytest.approx(shares, abs=0.00051)
    assert found["how"] in MANUAL


def test_coverage_is_what_was_asked_for() -> None:
    results = kept("coverage.json")["results"]
    for one in results:
        if one["method"] in "def":
            assert 0.85 <= one["covered"] <= 0.95
        if one["method"] == "a":
            assert one["covered"] < 0.4


@pytest.mark.parametrize(
    ("world", "words"),
    [
        ("as assumed", "as assumed"),
        ("partial", "some outcomes"),
        ("due", "some tests"),
        ("crisis", "outcomes of"),
    ],
)
def test_calibration(world: str, words: str) -> None:
    found = kept("calibration.json")["worlds"][world]
    rate = found["parameters"]["rate"]
    assert [float(cell) for cell in row_of(words)[1:]] == pytest.approx(
        [rate["p"], rate["covered_50"], rate["covered_90"]], abs=0.00051
    )
    assert found["fits"] >= 500
