"""The chosen number of false alarms against years in which nothing happens: kept figures, and a small live run."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import asdict
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from papertiger.warning.rates import Chance, Settings
from papertiger.warning.rates.worlds import World

ROOT = Path(__file__).parents[3]
KEPT: dict[str, Any] = json.loads((ROOT / "benchmarks" / "nullyears.json").read_text(encoding="utf-8"))
DOC = (ROOT / "docs" / "warning-rates.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def study() -> ModuleType:
    spec = importlib.util.spec_from_file_location("nullyears", ROOT / "benchmarks" / "nullyears.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_figures_are_of_the_settings_as_they_are() -> None:
    assert KEPT["settings"] == json.loads(json.dumps(asdict(Settings())))


@pytest.mark.parametrize("row", KEPT["mixed"], ids=lambda row: f"{row['chosen']:g} a year")
def test_the_chosen_rate_lies_within_the_interval_of_200_null_years(row: dict[str, Any]) -> None:
    assert row["years"] == 200
    assert row["interval"][0] <= row["chosen"] <= row["interval"][1]


@pytest.mark.parametrize("row", KEPT["cells"], ids=lambda row: f"{row['world']}, {row['rate']:g} a year")
def test_no_kind_of_series_brings_much_more_than_its_share(row: dict[str, Any]) -> None:
    assert row["years"] == 200
    assert row["per_year"] <= 1.35 * row["chosen"]


def test_tables_of_the_document_are_those_of_the_study(study: ModuleType) -> None:
    for line in study.tables(KEPT).splitlines():
        assert line in DOC


def test_a_list_brings_the_false_alarms_that_were_chosen() -> None:
    """Ten years of twenty series, half of them bursty: 60 expected; a Poisson count lies from 40 to 83 in 99 of 100 such tests."""
    generator = np.random.default_rng(11)
    drawn = [
        World(rate, burstiness, 2, drift=0.3).draw(10, 730, generator)
        for rate in np.geomspace(0.7, 150, 10)
        for burstiness in (1.0, 3.0)
    ]
    counts, exposure = (np.concatenate([one[part] for one in drawn]) for part in (0, 1))
    seen = Chance(6.0).track_many(counts, exposure, share=1 / 20).alarm[:, 365:].sum()
    assert 40 <= seen <= 83
