"""A result depends on the scenario and the seed alone: not on blocks, workers or the machine that ran them."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from standin import dying, refusing, scenario

from papertiger.errors import ModelError, ScenarioError, SettingsError
from papertiger.scenario.files import preset
from papertiger.scenario.running import run
from papertiger.scenario.running.plan import planned, unit_numbers
from papertiger.scenario.running.result import Result


def same(one: Result, other: Result) -> None:
    """Equal to the last bit: charts, final values and everything computed from them."""
    assert [arm.arm for arm in one.arms] == [arm.arm for arm in other.arms]
    for left, right in zip(one.arms, other.arms, strict=True):
        assert list(left.charts) == list(right.charts)
        for key, chart in left.charts.items():
            for part in ("months", "quantiles", "mean", "counted"):
                np.testing.assert_array_equal(getattr(chart, part), getattr(right.charts[key], part))
        for key, values in left.finals.items():
            np.testing.assert_array_equal(values, right.finals[key])
    for part in ("spreads", "driven", "drivers", "differences", "failures", "contagion", "runs"):
        assert repr(getattr(one, part)) == repr(getattr(other, part))


@pytest.fixture(scope="module")
def model() -> Result:
    """The model's own engine, in one block."""
    return run(scenario(), runs=60, compare=True, block=500)


class TestInvariance:
    @pytest.mark.parametrize("block", [7, 13, 30])
    def test_to_blocks(self, model: Result, block: int) -> None:
        same(model, run(scenario(), runs=60, compare=True, block=block))

    @pytest.mark.parametrize("name", ["motive", "multilateral"])
    def test_to_blocks_of_whole_systems(self, name: str) -> None:
        short = replace(preset(name), learning=("L1", "L3"))
        same(run(short, runs=40, block=500), run(short, runs=40, block=7))

    def test_to_workers(self, model: Result) -> None:
        same(model, run(scenario(), runs=60, compare=True, block=25, workers=2))

    def test_to_a_cluster(self, model: Result) -> None:
        distributed = pytest.importorskip("distributed")
        with distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=False, dashboard_address="127.0.0.1:0"
        ) as cluster:
            there = run(
                scenario(), runs=60, compare=True, block=25, engine="dask", address=cluster.scheduler_address
            )
        same(model, there)

    def test_a_seed_gives_the_same_again_and_another_gives_something_else(self, model: Result) -> None:
        same(model, run(scenario(), runs=60, compare=True))
        other = run(scenario(), runs=60, seed=8)
        assert other.arms[1].finals["trust"].tolist() != model.arms[1].finals["trust"].tolist()

    def test_more_runs_begin_with_the_same_runs(self, model: Result) -> None:
        more = run(scenario(), runs=80)
        for arm in range(4):
            for key, values in model.arms[arm].finals.items():
                np.testing.assert_array_equal(values, more.arms[arm].finals[key][:60])


class TestDraws:
    JUDGED = np.array([True, False, True])

    def test_come_in_pairs_that_share_what_is_not_judged(self) -> None:
        numbers = unit_numbers(1, self.JUDGED, 0, 4)
        assert (numbers[0] == numbers[1]).tolist() == [False, True, False]
        assert (numbers[1] == numbers[2]).tolist() == [False, False, False]

    def test_do_not_depend_on_the_others(self) -> None:
        np.testing.assert_array_equal(
            unit_numbers(1, self.JUDGED, 3, 5), unit_numbers(1, self.JUDGED, 0, 9)[3:5]
        )

    def test_are_uniform(self) -> None:
        numbers = unit_numbers(1, self.JUDGED, 0, 4000)
        assert numbers.mean(axis=0) == pytest.approx([0.5] * 3, abs=0.02)
        assert numbers.var(axis=0) == pytest.approx([1 / 12] * 3, rel=0.05)

    def test_whole_pairs_are_run(self) -> None:
        plan = planned(scenario(), runs=101, replicates=5)
        assert (plan.draws, plan.runs) == (22, 110)


class TestFailures:
    @pytest.mark.parametrize(
        ("asked", "told"),
        [
            ({"runs": 19}, "runs: 19 are too few"),
            ({"replicates": 1}, "replicates: 1 cannot tell chance"),
            ({"replicates": 30}, "give 2 to 25"),
            ({"seed": -1}, "seed: -1 is none"),
            ({"workers": 0}, "workers: 0 processes"),
            ({"block": 0}, "block: 0 runs"),
            ({"engine": "dask"}, "address: a Dask cluster"),
        ],
    )
    def test_a_number_that_cannot_be_used_is_told(self, asked: dict[str, int], told: str) -> None:
        with pytest.raises(ScenarioError, match=told):
            run(scenario(), **asked)  # type: ignore[arg-type]

    def test_a_worker_that_dies_is_told(self) -> None:
        with pytest.raises(ModelError, match="one of 2 worker processes died"):
            run(scenario(), workers=2, block=10, simulate=dying)

    def test_an_error_in_a_worker_comes_as_it_is(self) -> None:
        with pytest.raises(ScenarioError, match=r"made.toml: patrons.P0.will: is 2; give 0 to 1") as caught:
            run(scenario(), workers=2, block=10, simulate=refusing)
        assert caught.value.key == "patrons.P0.will"
        assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # noqa: S301 - our own

    def test_a_cluster_that_does_not_answer_is_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        pytest.importorskip("distributed")
        monkeypatch.setattr("papertiger.scenario.running.clusters.PATIENCE", 0.5)
        with pytest.raises(SettingsError, match=r"no Dask scheduler at tcp://127\.0\.0\.1:9"):
            run(scenario(), engine="dask", address="tcp://127.0.0.1:9")

    def test_a_missing_extra_is_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "distributed", None)
        with pytest.raises(SettingsError, match=r"pip install 'papertiger\[distributed\]'"):
            run(scenario(), engine="dask", address="tcp://127.0.0.1:9")


SCRIPT = """
import sys
sys.path[:0] = {paths}
from standin import scenario
from papertiger.scenario.running import run
if __name__ == "__main__":
    run(scenario(), runs=1_000_000, workers=2, block=20, progress=lambda done, _: print(done, flush=True))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals there")
class TestStopping:
    @pytest.fixture
    def running(self, tmp_path: Path) -> subprocess.Popen[str]:
        """A long run over two processes that has begun."""
        script = tmp_path / "long.py"
        script.write_text(SCRIPT.format(paths=[path for path in sys.path if path]), encoding="utf-8")
        program = subprocess.Popen(
            [sys.executable, str(script)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        assert program.stdout is not None
        assert program.stdout.readline()
        return program

    def test_ctrl_c_ends_it_and_its_workers(self, running: subprocess.Popen[str]) -> None:
        os.killpg(running.pid, signal.SIGINT)
        _, err = running.communicate(timeout=60)
        assert running.returncode != 0
        assert "KeyboardInterrupt" in err
        assert "Process SpawnProcess" not in err
        assert gone(running.pid)

    def test_workers_do_not_outlive_it(self, running: subprocess.Popen[str]) -> None:
        running.kill()
        running.communicate(timeout=60)
        assert gone(running.pid)


def gone(group: int) -> bool:
    """Whether no process of the group is left, or will be within a minute."""
    for _ in range(600):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False
