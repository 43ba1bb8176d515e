"""Directions: what chance alone leaves is not called identified, and what is narrow is found and named in the parameters' units."""

from __future__ import annotations

import numpy as np
import pytest
from uncertain import factor

from papertiger.scenario.calibrating.directions import directions_of, learned_of, pairs_of
from papertiger.scenario.model.structure import Floats

FIVE = tuple(factor(name, 0, high) for name, high in zip("abcde", (1, 1, 10, 1, 1), strict=True))
ALL = np.ones(5, dtype=bool)


def even(members: int, seed: int) -> Floats:
    return np.random.default_rng(seed).random((members, 5))


def test_draws_of_the_prior_identify_nothing() -> None:
    told = [any(one.identified for one in directions_of(FIVE, even(200, seed), ALL)) for seed in range(60)]
    assert sum(told) <= 4  # one in a hundred is expected


def test_a_sum_that_is_held_is_named_with_what_it_leaves_open() -> None:
    members = even(4000, 1)
    members = members[np.abs(members[:, 0] + members[:, 2] - 1) < 0.1][:300]
    best = directions_of(FIVE, members, ALL)[0]
    assert best.ridge
    assert {key[-1] for key, _ in best.loads} == {"a", "c"}
    # c has ten times the range of a, so that a tenth of a unit of it weighs as much.
    ratios = [way["mechanisms.c"] / way["mechanisms.a"] for way in (dict(best.loads), dict(best.opposite))]
    assert ratios == pytest.approx([0.1, -0.1], abs=0.02)
    assert best.ratio < 0.1
    assert best.opposite_ratio > 0.8
    assert pairs_of(FIVE, members, ALL)[0][:2] == ("mechanisms.a", "mechanisms.c")


def test_a_parameter_that_is_held_alone_is_identified_without_a_ridge() -> None:
    members = even(2000, 2)
    members = members[members[:, 3] < 0.2][:300]
    best = directions_of(FIVE, members, ALL)[0]
    assert not best.ridge
    assert [key for key, _ in best.loads] == ["mechanisms.d"]
    learned, acts = learned_of(FIVE, members, even(500, 3), even(500, 4)[:, :1], [])
    assert learned[3].known == "identified"
    assert acts.tolist() == [False, False, False, True, False]


def test_too_few_members_tell_no_direction() -> None:
    assert directions_of(FIVE, even(10, 1), ALL) == ()
    assert directions_of(FIVE, even(100, 1), np.zeros(5, dtype=bool)) == ()


def test_a_parameter_that_only_moved_is_not_called_narrowed() -> None:
    rng = np.random.default_rng(5)
    members = even(300, 6)
    members[:, 1] = np.where(rng.random(300) < 0.65, 0.5 + members[:, 1] / 2, members[:, 1] / 2)
    learned, _ = learned_of(FIVE, members, even(500, 3), even(500, 4)[:, :1], [])
    assert learned[1].known == "shifted"
