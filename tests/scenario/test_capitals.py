"""Distances of capitals."""

from __future__ import annotations

import pytest

from papertiger.actors import actor_of
from papertiger.scenario.capitals import NEAREST, capitals, distance


@pytest.mark.parametrize(
    ("first", "second", "km"), [("RUS", "VEN", 9930), ("RUS", "BLR", 680), ("USA", "GBR", 5900)]
)
def test_distances_of_known_capitals(first: str, second: str, km: int) -> None:
    assert distance(first, second) == pytest.approx(km, rel=0.02)
    assert distance(second, first) == distance(first, second)


def test_a_place_that_is_not_known_has_no_distance() -> None:
    assert distance("RUS", "org:nato") is None


def test_neighbouring_capitals_are_no_nearer_than_the_coordinates_tell() -> None:
    assert distance("ITA", "VAT") == NEAREST


def test_every_capital_is_of_a_state_that_the_actor_base_knows() -> None:
    assert [state for state in capitals() if actor_of(state) is None] == []
