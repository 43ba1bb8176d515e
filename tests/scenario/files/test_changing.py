"""Keys set to other values: in a scenario that is loaded, and in the text that is written of it."""

from __future__ import annotations

import tomllib
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from papertiger.errors import ScenarioProblems
from papertiger.scenario.files import load, loads, preset, presets, text_of_file
from papertiger.scenario.files.writing import changed_text, written
from papertiger.scenario.running import run
from papertiger.scenario.running.comparing import between
from papertiger.scenario.running.plan import planned

KEYS = st.text(min_size=1, max_size=8)
VALUES = st.recursive(
    st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=12,
)


class TestChanges:
    def test_a_star_is_everybody_that_states_none(self) -> None:
        made = load("preset:motive", changes={"clients.*.visibility": 0.5})
        keys = {key for key, _, _ in made.fixed}
        assert "clients.VEN.visibility" in keys
        assert "clients.MLI.visibility" not in keys  # Mali's is stated, and stays
        assert "clients.MLI.visibility" in {one.key for one in made.factors}

    def test_a_star_elsewhere_leads_nowhere(self) -> None:
        with pytest.raises(ScenarioProblems, match="mechanisms"):
            load("preset:motive", changes={"mechanisms.*": 0.5})

    @pytest.mark.parametrize("name", presets())
    def test_every_number_that_has_a_slider_can_be_set(self, name: str) -> None:
        base = preset(name)
        middles = {
            one.key: float(one.distribution.quantile(np.array([0.5]))[0])
            for one in base.factors
            if one.parameter != "due"
        }
        made = load(f"preset:{name}", changes=middles)
        assert {one.parameter for one in made.factors} == {"due"}


class TestWriting:
    @pytest.mark.parametrize("name", presets())
    def test_presets_come_back(self, name: str) -> None:
        document = tomllib.loads(text_of_file(f"preset:{name}"))
        assert tomllib.loads(written(document)) == document

    @given(st.dictionaries(KEYS, VALUES, max_size=4))
    def test_any_document_comes_back(self, document: dict[str, object]) -> None:
        assert tomllib.loads(written(document)) == document

    def test_changes_are_in_the_text(self) -> None:
        changes = {"patrons.RUS.will": 0.9, "mechanisms.spill": [0.0, 0.5]}
        text = changed_text("preset:motive", changes, notes=("what\nI changed",))
        assert text.startswith("# what I changed\nschema = 1\n")
        made, wanted = loads(text), load("preset:motive", changes=changes)
        assert made.fixed == wanted.fixed
        assert [(f.key, f.distribution.words) for f in made.factors] == [
            (f.key, f.distribution.words) for f in wanted.factors
        ]


class TestBeside:
    def test_a_variant_that_changes_nothing_gives_the_same_to_the_last_bit(self) -> None:
        base = replace(preset("motive"), learning=("L1",))
        one, other = run(base, runs=20), run(replace(base, beside=base.factors), runs=20)
        for key, values in one.arms[0].finals.items():
            np.testing.assert_array_equal(values, other.arms[0].finals[key])
        assert all(found.mean == 0 for found in between(other, one))

    def test_a_number_that_is_fixed_moves_no_other(self) -> None:
        base = preset("motive")
        fixed = load("preset:motive", changes={"patrons.RUS.will": 0.5})
        whole = planned(base, runs=20).numbers(0, 4)
        there = [at for at, one in enumerate(base.factors) if one.key != "patrons.RUS.will"]
        beside = planned(replace(fixed, beside=base.factors), runs=20).numbers(0, 4)
        np.testing.assert_array_equal(beside, whole[:, there])
        assert not np.array_equal(planned(fixed, runs=20).numbers(0, 4), whole[:, there])

    def test_a_number_that_only_the_variant_draws_comes_after_all_others(self) -> None:
        base = preset("war-ends")
        wider = load("preset:war-ends", changes={"shocks[0].probability": [0.1, 0.9]})
        plan = planned(replace(wider, beside=base.factors), runs=20)
        shared = [at for at, one in enumerate(wider.factors) if one.key != "shocks[0].probability"]
        np.testing.assert_array_equal(plan.numbers(0, 4)[:, shared], planned(base, runs=20).numbers(0, 4))
