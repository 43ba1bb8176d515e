"""Where the next wave looks: it holds what was kept, is drawn from evenly, and knows its volume."""

from __future__ import annotations

import numpy as np
import pytest

from papertiger.errors import ModelError
from papertiger.scenario.calibrating.region import Region, around, steepest, whole

RNG = np.random.default_rng(1)


def test_the_whole_cube_has_volume_one() -> None:
    points, volume = whole(3).uniform(500, np.random.default_rng(2))
    assert volume == 1
    assert points.shape == (500, 3)
    assert points.mean(axis=0) == pytest.approx([0.5] * 3, abs=0.05)


def test_a_slab_across_the_diagonal_has_its_area() -> None:
    diagonal = np.array([[1.0, 1.0]]) / np.sqrt(2)
    band = Region(
        np.zeros(2), np.ones(2), diagonal, np.array([0.9]) / np.sqrt(2), np.array([1.1]) / np.sqrt(2)
    )
    points, volume = band.uniform(2000, np.random.default_rng(3))
    assert volume == pytest.approx(1 - 0.9**2, abs=0.01)
    assert (np.abs(points.sum(axis=1) - 1) <= 0.1 + 1e-12).all()
    assert np.corrcoef(points.T)[0, 1] < -0.95


def test_what_was_kept_lies_inside_with_a_margin() -> None:
    kept = RNG.uniform(0.3, 0.6, (40, 3))
    region = around(kept, np.array([[1.0, 0.0, 0.0]]))
    assert (region.low < kept.min(axis=0)).all()
    assert (region.high > kept.max(axis=0)).all()
    assert region.slab_low[0] < kept[:, 0].min()
    assert (region.low >= 0).all()


def test_the_margin_is_wide_where_little_was_kept() -> None:
    kept = RNG.random((200, 2)) * 0.4
    few, many = around(kept[:10], np.zeros((0, 2))), around(kept, np.zeros((0, 2)))
    assert few.high[0] - kept[:10, 0].max() > many.high[0] - kept[:, 0].max()


def test_the_steepest_direction_is_the_slope_of_ranks() -> None:
    points = RNG.random((400, 3))
    figures = np.exp(5 * (points[:, 0] - points[:, 1]))[:, None]
    (found,) = steepest(points, figures)
    assert found == pytest.approx(np.array([1, -1, 0]) / np.sqrt(2), abs=0.06)


def test_figures_that_never_vary_have_no_direction() -> None:
    assert len(steepest(RNG.random((100, 2)), np.ones((100, 1)))) == 0


def test_a_region_without_room_is_told() -> None:
    thin = Region(np.zeros(2), np.ones(2), np.array([[1.0, 0.0]]), np.array([0.5]), np.array([0.5]))
    with pytest.raises(ModelError, match="too thin"):
        thin.uniform(1, np.random.default_rng(1))
