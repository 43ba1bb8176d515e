"""``papertiger simulate``: scenarios from files and presets, its outputs, and what it refuses."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from papertiger.ledger import Ledger
from papertiger.scenario.ensembles import Ensemble, text_of

Run = Callable[..., Any]
FEW = ("--runs", "40", "--workers", "1", "--learning", "L0", "--learning", "L3")


class TestOutputs:
    def test_json_is_the_same_for_the_same_seed(self, run: Run) -> None:
        first, again = (run("simulate", "preset:motive", *FEW, "--format", "json") for _ in range(2))
        assert first.status == 0
        assert first.out == again.out
        told = json.loads(first.out)
        assert told["runs"] == 40
        assert [arm["learning"] for arm in told["arms"]] == ["L0", "L3"]
        assert "illustrative" in told["banner"]

    def test_another_seed_gives_something_else(self, run: Run) -> None:
        seeds = [
            json.loads(run("simulate", "preset:motive", *FEW, "--seed", seed, "--format", "json").out)
            for seed in ("1", "2")
        ]
        assert [told["seed"] for told in seeds] == [1, 2]
        assert seeds[0]["arms"] != seeds[1]["arms"]

    def test_rows_of_an_ensemble_are_drawn(self, run: Run, tmp_path: Path) -> None:
        rows = Ensemble(("exit_base", "exit_trust"), np.array([[-2.0, 6.0], [-3.0, 4.0]]), "how", "source")
        (tmp_path / "e.csv").write_text(text_of(rows), encoding="utf-8")
        ran = run("simulate", "preset:motive", *FEW, "--ensemble", "e.csv", "--format", "json")
        assert ran.status == 0, ran.err
        told = json.loads(ran.out)
        keys = {one["key"] for one in told["scenario"]["varied"]}
        assert "ensemble" in keys
        assert "mechanisms.exit_base" not in keys

    def test_a_folder_holds_manifest_runs_and_charts(self, run: Run, tmp_path: Path) -> None:
        parquet = pytest.importorskip("pyarrow.parquet")
        ran = run("simulate", "preset:motive", *FEW, "--out", "found")
        assert ran.status == 0, ran.err
        assert ran.out == ""
        assert sorted(path.name for path in (tmp_path / "found").iterdir()) == [
            "charts.parquet",
            "manifest.json",
            "runs.parquet",
        ]
        assert parquet.read_table(tmp_path / "found" / "runs.parquet").num_rows == 80
        assert json.loads((tmp_path / "found" / "manifest.json").read_text(encoding="utf-8"))["runs"] == 40
        assert [path.name for path in tmp_path.iterdir()] == ["found"]

    def test_a_run_is_kept_where_a_ledger_is_named(self, run: Run, tmp_path: Path) -> None:
        Ledger.open("own.ledger").close()
        before = upto(tmp_path / "own.ledger")
        ran = run(
            "simulate", "preset:motive", *FEW, "--seed", "5", "--format", "json", "--ledger", "own.ledger"
        )
        assert ran.status == 0, ran.err
        with Ledger.open("own.ledger") as ledger:
            (kept,) = ledger.scenario_runs()
            assert ledger.scenario_runs("another") == ()
        told = json.loads(ran.out)
        assert (kept.scenario, kept.digest, kept.seed) == (
            told["scenario"]["name"],
            told["scenario"]["digest"],
            5,
        )
        assert kept.body["spreads"] == told["spreads"]
        assert f"kept in own.ledger as {kept.id[:12]}" in ran.err
        assert upto(tmp_path / "own.ledger") == before, "a run is no evidence"

    def test_text_begins_with_the_banner(self, run: Run) -> None:
        ran = run("simulate", "preset:motive", *FEW)
        assert (ran.status, ran.err) == (0, "")
        assert "ILLUSTRATIVE" in ran.out.splitlines()[0]

    def test_html_is_one_page(self, run: Run, tmp_path: Path) -> None:
        ran = run("simulate", "preset:motive", *FEW, "--html", "found.html")
        assert (ran.status, ran.out, ran.err) == (0, "", "wrote found.html\n")
        page = (tmp_path / "found.html").read_text(encoding="utf-8")
        assert page.lower().startswith("<!doctype html>")


class TestRefusals:
    @pytest.mark.parametrize(
        ("asked", "told"),
        [
            (("--runs", "5"), "runs: 5 are too few"),
            (("--replicates", "1"), "replicates: 1 cannot tell chance"),
            (("--workers", "0"), "workers: 0 processes cannot run anything; give at least 1"),
            (("--block", "0"), "block: 0 runs cannot be a block"),
            (("--seed", "-3"), "seed: -3 is none"),
            (("--learning", "L9"), "no learning model named 'L9.v1'; there are: L0.v1"),
            (("--engine", "dask"), "name its scheduler with --cluster"),
            (("--cluster", "tcp://127.0.0.1:9"), "--cluster is for --engine dask"),
            (("--ledger", "absent.ledger"), "absent.ledger"),
        ],
    )
    def test_are_one_line(self, run: Run, asked: tuple[str, ...], told: str) -> None:
        ran = run("simulate", "preset:motive", *asked)
        assert (ran.status, ran.out) == (2, "")
        assert told in ran.err
        assert ran.err.count("\n") == 1

    def test_a_scenario_that_is_not_there(self, run: Run) -> None:
        ran = run("simulate", "preset:motiv")
        assert ran.status == 2
        assert "motive" in ran.err

    def test_a_folder_that_is_there_is_not_mixed_into(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "found").mkdir()
        (tmp_path / "found" / "mine.txt").write_text("mine", encoding="utf-8")
        ran = run("simulate", "preset:motive", "--out", "found")
        assert ran.status == 2
        assert "found is there already; name a new folder" in ran.err
        assert run("simulate", "preset:motive", "--out", "no/such").status == 2

    def test_a_folder_that_fails_midway_is_not_there_at_all(
        self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*_: object) -> int:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("papertiger.scenario.running.tables.write_charts", full)
        ran = run("simulate", "preset:motive", *FEW, "--out", "found")
        assert ran.status == 2
        assert "No space left on device" in ran.err
        assert list(tmp_path.iterdir()) == []

    def test_a_missing_extra_is_told_before_anything_is_run(
        self, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "pyarrow", None)
        ran = run("simulate", "preset:motive", "--runs", "1000000", "--out", "found")
        assert ran.status == 2
        assert "pip install 'papertiger[parquet]'" in ran.err


def upto(path: Path) -> str:
    """What a new assessment would be compared with."""
    with Ledger.open(str(path)) as ledger:
        return ledger.evidence_upto()
