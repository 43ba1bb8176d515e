"""What a result tells of its scenario beside the figures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from partnership import structure

from papertiger.scenario.model.structure import Floats, War
from papertiger.scenario.running.result import Mark, Varied
from papertiger.scenario.running.told import marks, varied
from papertiger.scenario.terms import Factor


@dataclass(frozen=True)
class Uniform:
    words: str = "[0, 1]"

    def quantile(self, unit: Floats) -> Floats:
        return unit


def test_wars_and_shocks_are_told_with_their_actors_and_types() -> None:
    assert marks(structure()) == (
        Mark("war", "P0", 12, 36),
        Mark("regime_change", "C1", 24),
        Mark("threat", "C2", 30, threat="attack"),
    )


def test_a_war_without_end_ends_with_the_run() -> None:
    assert marks(structure(wars=(War(0, 6, 1e9),), shocks=())) == (Mark("war", "P0", 6, 48),)


def test_a_shock_that_only_a_policy_brings_is_not_told() -> None:
    assert [one.kind for one in marks(structure(), np.array([0.0, 0.5]))] == ["war", "threat"]


def test_an_uncertain_number_is_told_with_its_range_grade_and_source() -> None:
    factor = Factor("mechanisms.spill", "spill", (), Uniform(), "L", "fraction", "a book", stated=False)

    assert varied([factor]) == (
        Varied("mechanisms.spill", "spill", "[0, 1]", "L", "fraction", "a book", stated=False),
    )
