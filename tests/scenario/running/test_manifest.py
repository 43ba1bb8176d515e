"""A result as JSON and as Parquet: everything that is needed to run it again, and nothing that must not be said."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from standin import scenario

from papertiger import __version__
from papertiger.scenario.running import run
from papertiger.scenario.running.manifest import as_json, as_text
from papertiger.scenario.running.result import Result
from papertiger.scenario.running.tables import write_charts, write_runs


@pytest.fixture(scope="module")
def ran() -> Result:
    return run(scenario(), runs=60, compare=True)


@pytest.fixture(scope="module")
def manifest(ran: Result) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(as_text(as_json(ran)))
    return read


class TestManifest:
    def test_says_what_was_run_with_what(self, manifest: dict[str, Any]) -> None:
        assert (manifest["seed"], manifest["runs"], manifest["draws"], manifest["replicates"]) == (
            7,
            60,
            12,
            5,
        )
        assert manifest["scenario"]["digest"] == "0" * 64
        assert manifest["made_with"]["papertiger"] == __version__
        assert manifest["made_with"]["numpy"] == np.__version__
        assert all(len(digest) == 64 for digest in manifest["tables"].values())
        assert "parameters.yaml" in manifest["tables"]
        assert [one["key"] for one in manifest["scenario"]["varied"]] == [
            "mechanisms.memory",
            "mechanisms.calm",
            "mechanisms.noise",
            "mechanisms.seen",
        ]

    def test_begins_with_the_banner_and_notes(self, manifest: dict[str, Any]) -> None:
        assert list(manifest)[:4] == ["what", "schema", "banner", "notes"]
        assert any('"in the model"' in note for note in manifest["notes"])

    def test_gives_quantiles_and_means_of_every_month(self, manifest: dict[str, Any], ran: Result) -> None:
        chart = manifest["arms"][1]["charts"]["trust"]
        assert len(manifest["months"]) == len(chart["quantiles"]) == len(chart["mean"]) == 13
        assert chart["mean"] == ran.arms[1].charts["trust"].mean.tolist()

    def test_gives_null_where_there_is_no_value(self, manifest: dict[str, Any]) -> None:
        chart = manifest["arms"][0]["charts"]["honour_rate_given_tested"]
        assert chart["mean"][0] is None
        assert chart["quantiles"][0] == [None] * 5

    def test_gives_all_three_spreads(self, manifest: dict[str, Any]) -> None:
        for spread in manifest["spreads"].values():
            assert {"within_parameters", "between_parameters", "between_models"} <= set(spread)

    def test_gives_contagion_as_a_range_over_models(self, manifest: dict[str, Any]) -> None:
        first = manifest["contagion"][0]
        assert set(first["shifts"]) == {"L0", "L1", "L2", "L3"}
        assert first["shifts"]["L0"] == 0
        assert first["range"] == [min(first["shifts"].values()), max(first["shifts"].values())]

    def test_can_leave_the_months_out(self, ran: Result) -> None:
        short = as_json(ran, charts=False)
        assert short["months"] == []
        assert "charts" not in short["arms"][0]
        assert "trust" in short["arms"][0]["finals"]

    def test_of_the_bargaining_index_it_gives_the_direction_only(self, manifest: dict[str, Any]) -> None:
        key = "bargaining:P0"
        assert key not in manifest["spreads"]
        for arm in manifest["arms"]:
            assert key not in arm["charts"]
            assert set(arm["finals"][key]) == {"rises", "falls"}
        (difference, *_) = [one for one in manifest["differences"] if one["quantity"] == key]
        assert set(difference) == {"arm", "against", "quantity", "higher", "lower"}

    def test_a_list_of_numbers_is_one_line(self, ran: Result) -> None:
        lines = as_text(as_json(ran)).splitlines()
        assert '  "levels": [0.05, 0.25, 0.5, 0.75, 0.95],' in lines


class TestParquet:
    def read(self, stream: BytesIO) -> Any:  # noqa: ANN401 - a library that may be absent
        parquet = pytest.importorskip("pyarrow.parquet")
        return parquet.read_table(BytesIO(stream.getvalue()))

    def test_runs_have_a_row_each(self, ran: Result) -> None:
        stream = BytesIO()
        assert write_runs(ran, stream) == 60 * len(ran.arms)
        table = self.read(stream)
        rows = table.to_pydict()
        assert rows["learning"][:60] == ["L0"] * 60
        assert rows["draw"][:6] == [0, 0, 0, 0, 0, 1]
        assert rows["replicate"][:6] == [0, 1, 2, 3, 4, 0]
        assert rows["trust"][60:120] == ran.arms[1].finals["trust"].tolist()

    def test_of_the_bargaining_index_there_is_the_sign_only(self, ran: Result) -> None:
        stream = BytesIO()
        write_runs(ran, stream)
        assert set(self.read(stream).to_pydict()["bargaining:P0"]) <= {-1.0, 0.0, 1.0}
        write_charts(ran, stream := BytesIO())
        assert not any(key.startswith("bargaining") for key in self.read(stream).to_pydict()["quantity"])

    def test_a_missing_value_is_empty(self, ran: Result) -> None:
        stream = BytesIO()
        write_charts(ran, stream)
        table = self.read(stream).to_pydict()
        first = table["quantity"].index("honour_rate_given_tested")
        assert (table["month"][first], table["mean"][first], table["q50"][first]) == (0, None, None)

    def test_every_column_says_what_it_holds(self, ran: Result) -> None:
        for write in (write_runs, write_charts):
            write(ran, stream := BytesIO())
            assert all(field.metadata[b"description"] for field in self.read(stream).schema)
