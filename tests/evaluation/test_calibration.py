"""Confidence held against the share right."""

from __future__ import annotations

import pytest

from papertiger.evaluation import reliability


def test_the_error_is_the_mean_gap_weighted_by_the_size_of_the_bins() -> None:
    held = reliability([(0.9, True), (0.9, True), (0.9, False), (0.9, False), (0.2, False)])

    # Four claims of which half are right at 0.9, one wrong at 0.2.
    assert held.error == pytest.approx((4 * 0.4 + 1 * 0.2) / 5)
    assert [(b.claims, b.right) for b in held.bins] == [(1, 0.0), (4, 0.5)]


def test_full_confidence_falls_into_the_last_bin() -> None:
    (only,) = reliability([(1.0, True)]).bins

    assert (only.low, only.high, only.claims) == (0.9, 1.0, 1)


def test_nothing_judged_is_no_error() -> None:
    assert reliability([]) == reliability(iter(()))
    assert reliability([]).error == 0.0
