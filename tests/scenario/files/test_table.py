"""Every number of the model is listed, once."""

from __future__ import annotations

from papertiger.scenario.files.table import entries, known
from papertiger.scenario.model.inputs import STRUCTURAL
from papertiger.scenario.model.parameters import parameters


def test_no_number_is_left_out() -> None:
    assert {one.name for one in entries()} == {*parameters(), *STRUCTURAL}
    keys = [one.key for one in entries()]

    assert len(set(keys)) == len(keys)


def test_a_threat_has_a_rate_of_its_own() -> None:
    assert known("rate", "attack").range == (0.079, 0.098)
    assert known("rate", "attack").grade == "D"
    assert known("rate", "coercion").grade == "J"
