"""A run is the same alone, among seven, among a hundred: bit for bit, so that no result depends on blocks or workers."""

from __future__ import annotations

import numpy as np
import pytest
from partnership import inputs, structure
from systems import LEARNING, RULES, chosen

from papertiger.scenario.model import engine, noise
from papertiger.scenario.model.choices import Choices
from papertiger.scenario.model.inputs import Inputs
from papertiger.scenario.model.records import Records
from papertiger.scenario.model.structure import Structure
from papertiger.scenario.model.sums import weighted, whole


def block(made: Structure, given: Inputs, start: int, stop: int, choices: Choices) -> Records:
    rows = Inputs(made, given.rows(start, stop))
    return engine.simulate(made, rows, noise.draws(made, 3, range(start, stop)), choices, log_tests=True)


def assert_blocks_do_not_matter(made: Structure, runs: int, size: int, choices: Choices) -> None:
    given = inputs(made, runs, spread=2)
    at_once = block(made, given, 0, runs, choices)
    starts = range(0, runs, size)
    parts = [block(made, given, start, min(runs, start + size), choices) for start in starts]
    for name, values in at_once.series.items():
        np.testing.assert_array_equal(values, np.concatenate([part.series[name] for part in parts], axis=1))
    for name, values in at_once.totals.items():
        np.testing.assert_array_equal(values, np.concatenate([part.totals[name] for part in parts]))
    tests = [np.add(part.tests, [start, *[0] * 13]) for start, part in zip(starts, parts, strict=True)]
    np.testing.assert_array_equal(at_once.tests, np.concatenate(tests))


@pytest.mark.parametrize("allocation", RULES)
@pytest.mark.parametrize("model", LEARNING)
def test_blocks_of_seven_are_the_block_of_a_hundred(model: str, allocation: str) -> None:
    made = structure(2, 4, months=24)
    assert_blocks_do_not_matter(made, 100, 7, chosen(model, allocation))


@pytest.mark.parametrize(("patrons", "clients"), [(1, 3), (4, 12)])
@pytest.mark.parametrize("size", [1, 4])
def test_small_and_large_systems_alike(patrons: int, clients: int, size: int) -> None:
    assert_blocks_do_not_matter(structure(patrons, clients, months=12), 9, size, chosen())


def test_a_run_among_runs_without_events_is_the_same() -> None:
    """What the others meet does not reach it, not even by the width of arrays."""
    made = structure(2, 4, months=24)
    given = inputs(made, 6, spread=2)
    quiet = np.repeat(given["rate"], 6, axis=0)
    quiet[1:] = 0
    among = Inputs(made, {**given, "rate": quiet, "shock_probability": given["shock_probability"] * 0})
    alone = Inputs(made, among.rows(0, 1))
    found = [
        engine.simulate(made, x, noise.draws(made, 3, range(n)), chosen())
        for x, n in ((among, 6), (alone, 1))
    ]
    for name, values in found[1].series.items():
        np.testing.assert_array_equal(found[0].series[name][:, :1], values)


def test_sums_do_not_change_with_zeros_behind_nor_with_rows_beside() -> None:
    rng = np.random.default_rng(1)
    rows, weights = rng.uniform(size=(50, 11)), rng.uniform(size=(6, 11))
    wider = np.concatenate([rows, np.zeros((50, 30))], axis=1)
    np.testing.assert_array_equal(whole(rows), whole(wider))
    np.testing.assert_allclose(whole(rows), rows.sum(axis=1))
    together = weighted(rows, weights)
    np.testing.assert_array_equal(together, np.concatenate([weighted(row[None], weights) for row in rows]))
    np.testing.assert_allclose(together, rows @ weights.T)
