"""More capacity never hurts: exactly, test for test, once nothing that was given feeds back into what is asked; else in expectation.

What is given feeds back on seven ways: deterrence, capability (`gain`), outcomes, entrapment, linkage (`saving`), the pull of the offer, firmer
commitments; and by beliefs. With all of them off (learning model L0), no test's part in time falls in any run, whatever capacity is added to
whichever patron and domain, under every rule of allocation, although the claim of the home theatre grows with capacity: it grows by at most
what the reserve grows by. With one of them on the tests themselves are others, and a run can do worse with more.
"""

from __future__ import annotations

import numpy as np
import pytest
from partnership import inputs, structure
from systems import LEARNING, RULES, chosen

from papertiger.scenario.model import engine, noise
from papertiger.scenario.model.inputs import Inputs
from papertiger.scenario.model.records import EVENT, Records
from papertiger.scenario.model.structure import Structure

FEEDBACK = {
    "deterrence": 0.0,
    "gain": 0.0,
    "outcome_support": 0.0,
    "entrapment": 0.0,
    "saving": 0.0,
    "pull_offer": 0.0,
    "renegotiation": 0.0,
}
"""Ways on which what was given changes what will be asked, and the value that closes each."""
RUNS = 60
ANSWERS = EVENT.index("linked") + 1
IN_TIME = EVENT.index("in_time")


def system(patrons: int) -> Structure:
    """Without reverse supply, whose end would move capacity by itself."""
    return structure(patrons, 4, supplies=(), months=36)


def more(made: Structure, seed: int, **closed: float) -> tuple[Inputs, Inputs]:
    """Inputs with too little capacity, and the same with one to three times as much, each patron and domain by its own factor."""
    rng, shape = np.random.default_rng(seed), (RUNS, len(made.patrons), 8)
    little = inputs(made, RUNS, spread=seed, capacity=rng.uniform(0.1, 2, shape), **closed)
    return little, Inputs(made, {**little, "capacity": little["capacity"] * rng.uniform(1, 3, shape)})


def run(made: Structure, given: Inputs, model: str, allocation: str) -> Records:
    draws = noise.draws(made, 5, range(RUNS))
    return engine.simulate(made, given, draws, chosen(model, allocation), log_tests=True)


def log_of(records: Records) -> np.ndarray:
    assert records.tests is not None
    return records.tests


@pytest.mark.parametrize("patrons", [1, 3])
@pytest.mark.parametrize("allocation", RULES)
def test_more_capacity_lowers_no_test_of_any_run(allocation: str, patrons: int) -> None:
    made = system(patrons)
    little, much = (log_of(run(made, x, "L0", allocation)) for x in more(made, patrons, **FEEDBACK))
    np.testing.assert_array_equal(little[:, :ANSWERS], much[:, :ANSWERS])
    gained = much[:, IN_TIME] - little[:, IN_TIME]
    assert gained.min() >= -1e-12
    assert (gained > 1e-3).mean() > 0.1  # capacity was short, so the test means something


@pytest.mark.parametrize("way", sorted(FEEDBACK))
def test_none_of_the_ways_is_named_in_vain(way: str) -> None:
    made = system(2)
    closed = {name: value for name, value in FEEDBACK.items() if name != way}
    little, much = (log_of(run(made, x, "L0", "waterfill")) for x in more(made, 3, **closed))
    same = little.shape == much.shape and np.array_equal(little[:, :ANSWERS], much[:, :ANSWERS])
    assert not same


@pytest.mark.parametrize("model", LEARNING)
def test_more_capacity_raises_the_expected_share_in_time_with_everything_on(model: str) -> None:
    made = system(2)
    base = inputs(made, 120, spread=1, exposure=3)
    shares = []
    for factor in (0.25, 0.7, 2.0):
        given = Inputs(made, {**base, "capacity": base["capacity"] * factor})
        found = engine.simulate(made, given, noise.draws(made, 5, range(120)), chosen(model))
        shares.append(found.totals["in_time"].sum(axis=1) / found.totals["asked"].sum(axis=1))
    gained = np.diff(shares, axis=0)
    error = gained.std(axis=1) / np.sqrt(gained.shape[1])
    assert (gained.mean(axis=1) > 3 * error).all()
