"""The presets: each is a whole scenario, says that it is illustrative, and rests on judgement alone."""

from __future__ import annotations

import tomllib

import numpy as np
import pytest

from papertiger.errors import ScenarioError
from papertiger.scenario.files import load, loads, preset, presets, text_of_file

NAMES = presets()


@pytest.mark.parametrize("name", NAMES)
def test_a_preset_is_stamped_and_compares_policies(name: str) -> None:
    made = preset(name)

    assert made.banner == "illustrative, not calibrated"
    assert made.policies[0].name == "baseline"
    assert 2 <= len(made.policies) - 1 <= 3
    assert made.learning == ("L0", "L1", "L2", "L3")


@pytest.mark.parametrize("name", NAMES)
def test_what_a_preset_states_is_judged_or_chosen(name: str) -> None:
    """Nothing of a named country passes for data, but for distances of capitals."""
    made = preset(name)

    assert {factor.grade for factor in made.factors if factor.stated} <= {"J", "S"}
    assert {key.rpartition(".")[2] for key, _, grade in made.fixed if grade not in {"J", "S"}} <= {"distance"}


@pytest.mark.parametrize("name", NAMES)
def test_inputs_of_a_preset_are_whole_under_every_policy(name: str) -> None:
    made = preset(name)
    unit = np.random.default_rng(3).random((20, len(made.factors)))

    for policy in made.policies:
        assert all(np.isfinite(array).all() for array in made.inputs(unit, policy).values())


def test_a_preset_is_loaded_by_name_too() -> None:
    assert load("preset:motive").digest == preset("motive").digest


def test_a_preset_that_is_written_out_is_the_same_scenario() -> None:
    assert loads(text_of_file("preset:motive"), "mine.toml").digest == preset("motive").digest


def test_a_preset_that_is_none_is_told_with_what_there_is() -> None:
    with pytest.raises(ScenarioError, match=r"preset:motiv: no such preset; did you mean 'motive'\?"):
        load("preset:motiv")


@pytest.mark.parametrize(
    ("name", "differs"),
    [
        ("unburdened", {"meta", "patrons"}),
        ("war-ends", {"meta", "shocks", "policies"}),
        ("supplier-regime-change", {"meta", "shocks", "policies"}),
    ],
)
def test_presets_of_the_same_system_differ_only_in_what_they_are_about(name: str, differs: set[str]) -> None:
    motive, other = (tomllib.loads(text_of_file(f"preset:{one}")) for one in ("motive", name))

    assert {table for table in motive | other if motive.get(table) != other.get(table)} == differs


def test_the_unburdened_patron_is_the_same_without_its_war() -> None:
    motive, other = (
        tomllib.loads(text_of_file(f"preset:{one}"))["patrons"]["RUS"] for one in ("motive", "unburdened")
    )

    assert motive.pop("war")
    assert motive == other
