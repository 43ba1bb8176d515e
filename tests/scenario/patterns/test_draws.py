"""Where the uncertain numbers of an experiment come from."""

import numpy as np
import pytest

from papertiger.scenario.model.parameters import parameters
from papertiger.scenario.patterns.draws import at, defaults, free, part, prior, size


def test_draws_lie_in_the_ranges_of_the_table() -> None:
    """Every one of them, and the same for the same seed."""
    drawn, again = prior(50, seed=3), prior(50, seed=3)

    for name in free():
        low, high = parameters()[name].range or (0, 0)
        assert low <= drawn[name].min() <= drawn[name].max() <= high
        assert (drawn[name] == again[name]).all()


def test_the_ends_of_the_cube_are_the_ends_of_the_ranges() -> None:
    """Probability 0 is the lower end, 1 the upper one."""
    ends = at(np.array([[0.0] * len(free()), [1.0] * len(free())]))

    for name in free():
        assert tuple(ends[name]) == pytest.approx(parameters()[name].range)


def test_defaults_are_one_draw() -> None:
    """Of the same parameters."""
    assert size(defaults()) == 1
    assert set(defaults()) == set(free())


def test_a_part_of_the_draws_holds_these_draws() -> None:
    """And no others."""
    drawn = prior(5, seed=1)

    assert (part(drawn, 1, 3)["spill"] == drawn["spill"][1:3]).all()
