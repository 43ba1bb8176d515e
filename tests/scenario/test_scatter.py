"""Sums over places are those of `np.add.at`."""

from __future__ import annotations

import numpy as np
import pytest

from papertiger.scenario.model import scatter


@pytest.mark.parametrize("rest", [(), (3,), (2, 3)])
@pytest.mark.parametrize("depth", [1, 2])
def test_rows_of_one_place_add_up(depth: int, rest: tuple[int, ...]) -> None:
    rng = np.random.default_rng(depth)
    leading = (4, 5)[:depth]
    target = rng.random((*leading, *rest))
    place = tuple(rng.integers(size, size=40) for size in leading)
    values = rng.random((40, *rest))
    expected = target.copy()
    np.add.at(expected, place, values)

    scatter.add(target, values, *place)

    np.testing.assert_array_equal(target, expected)


def test_one_number_is_added_for_every_row() -> None:
    target = np.zeros((2, 3))

    scatter.add(target, 1.0, np.array([0, 1, 1]), np.array([2, 0, 0]))

    np.testing.assert_array_equal(target, [[0, 0, 1], [2, 0, 0]])


def test_a_target_that_is_not_contiguous_is_refused() -> None:
    """Its flat form would be a copy, and the sums would be lost."""
    with pytest.raises(ValueError, match="contiguous"):
        scatter.add(np.zeros((3, 2)).T, 1.0, np.array([0]), np.array([0]))
