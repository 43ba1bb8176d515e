"""Ensembles: written and read back unchanged, refused when altered, drawn row by row in a scenario."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from uncertain import factor, scenario

from papertiger.errors import ScenarioError
from papertiger.scenario.ensembles import Ensemble, join, read, text_of
from papertiger.scenario.files import load, text_of_file

ROWS = np.array([[-2.5, 6.0, 0.3], [-3.0, 4.0, 0.1], [-1.5, 8.125, 0.9], [-2.0, 5.0, 0.0]])
NAMES = ("exit_base", "exit_trust", "spill")
SPREAD = (
    factor("exit_base", -4, -1),
    factor("memory", 0.95, 1),
    factor("exit_trust", 2, 10),
    factor("spill", 0, 1),
)


@pytest.fixture
def ensemble(tmp_path: Path) -> Ensemble:
    path = tmp_path / "e.csv"
    path.write_text(text_of(Ensemble(NAMES, ROWS, "papertiger scenario calibrate --seed 1", "P1, P10")))
    return read(path)


def test_what_is_written_is_read(ensemble: Ensemble) -> None:
    assert ensemble.parameters == NAMES
    assert np.array_equal(ensemble.rows, ROWS)
    assert (ensemble.how, ensemble.source) == ("papertiger scenario calibrate --seed 1", "P1, P10")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("8.125", "8.25", "does not agree with its digest"),
        ("# papertiger ensemble 1", "# something", "does not begin with"),
    ],
)
def test_a_file_that_was_changed_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    path = tmp_path / "e.csv"
    path.write_text(text_of(Ensemble(NAMES, ROWS, "how", "source")).replace(old, new))
    with pytest.raises(ScenarioError, match=message):
        read(path)


@pytest.mark.parametrize(
    ("names", "rows", "message"),
    [
        (("exit_base", "capacity"), ROWS[:, :2], "column 'capacity' is no scalar parameter"),
        (("exit_base", "spill"), ROWS[:, :2], "column 'spill' leaves the bounds 0 to 1"),
        (("spill", "spill"), ROWS[:, [2, 2]], "has a column twice"),
        (("spill",), ROWS[:0, :1], "no rows"),
    ],
)
def test_what_the_model_cannot_take_is_refused(
    tmp_path: Path, names: tuple[str, ...], rows: np.ndarray, message: str
) -> None:
    path = tmp_path / "e.csv"
    path.write_text(text_of(Ensemble(names, rows, "how", "source")))
    with pytest.raises(ScenarioError, match=message) as caught:
        read(path)
    assert str(path) in str(caught.value)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="cannot be read"):
        read(tmp_path / "none.csv")


def test_rows_are_drawn_whole(ensemble: Ensemble) -> None:
    joined = join(scenario(SPREAD), ensemble)
    assert [one.key for one in joined.factors] == ["ensemble", "mechanisms.memory"]
    unit = np.random.default_rng(1).random((200, 2))
    drawn = joined.inputs(unit)
    rows = np.column_stack([drawn[name] for name in NAMES])
    assert {tuple(row) for row in rows} == {tuple(row) for row in ROWS}
    assert np.array_equal(rows, ROWS[np.floor(unit[:, 0] * 4).astype(int)])
    assert joined.factors[0].judged


def test_the_digest_of_a_scenario_tells_its_ensemble(ensemble: Ensemble) -> None:
    plain = scenario(SPREAD)
    assert join(plain, ensemble).digest != plain.digest


def test_what_the_scenario_states_stands_above_the_ensemble(ensemble: Ensemble) -> None:
    stated = (*SPREAD[:3], factor("spill", 0.5, 0.6, stated=True))
    joined = join(scenario(stated), ensemble)
    assert [one.key for one in joined.factors] == ["ensemble", "mechanisms.memory", "mechanisms.spill"]
    assert joined.warnings == (
        "ensemble: spill stated by the scenario, so the ensemble's rows are no longer what was matched",
    )


def test_a_scenario_file_names_its_ensemble(tmp_path: Path) -> None:
    (tmp_path / "e.csv").write_text(text_of(Ensemble(NAMES, ROWS, "how", "source")))
    plain = text_of_file("preset:motive")
    path = tmp_path / "mine.toml"
    path.write_text(plain + '\n[ensemble]\nfile = "e.csv"\n')
    made, before = load(path), load("preset:motive")
    assert made.factors[0].key == "ensemble"
    assert {one.parameter for one in before.factors} - {one.parameter for one in made.factors} == {*NAMES}
    assert made.digest != before.digest


def test_an_ensemble_that_is_not_there_is_told_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text_of_file("preset:motive") + '\n[ensemble]\nfile = "none.csv"\n')
    with pytest.raises(ScenarioError, match=r"none\.csv: ensemble: cannot be read"):
        load(path)
