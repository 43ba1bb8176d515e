"""Steps of a month and of half a month tell the same: each hazard and each fading exactly, the whole within Monte Carlo error.

The whole agrees while threats are rare beside the step, as at the exposures of the table: at most one event of a type happens a step, so
that a client that meets several a month meets fewer of them in long steps.
"""

from __future__ import annotations

import math

import numpy as np
import pytest
from partnership import inputs, structure
from systems import chosen

from papertiger.scenario.model import engine, noise
from papertiger.scenario.model.records import Records
from papertiger.scenario.model.structure import Floats, Shock, Structure, War
from papertiger.scenario.reference import clients
from papertiger.scenario.reference.run import Run
from papertiger.scenario.running.quantities import finals

STEPS = (1.0, 0.5)
LIMIT = 4.0
"""Standard errors."""


def run(made: Structure, runs: int, seed: int, model: str = "L3", **changes: object) -> Records:
    given = inputs(made, runs, **changes)
    return engine.simulate(made, given, noise.draws(made, seed, range(runs)), chosen(model))


# Hazards: the probability that nothing has happened after a year is exp(-rate), in steps of any length.

QUIET = {"rate": 0, "war_onset": 0, "regime_change": 0, "exit_base": -20, "exit_trust": 0}
HAPPENED = {
    "rate": lambda found: found.totals["events"][:, 0, 4] > 0,
    "war_onset": lambda found: found.series["omega"][-1, :, 0] > 0,
    "regime_change": lambda found: found.series["aligned"][-1, :, 0] < 0.65,
    "exit_base": lambda found: found.totals["exits"][:, 0, 0] > 0,
}
"""How it shows in the records that the hazard struck."""


def struck(name: str, step: float, rate: float, runs: int = 1500) -> float:
    """Distance, in standard errors, of the share of runs in which it happened within a year from what a yearly rate of 1 gives."""
    made = structure(1, 1, months=12, step=step, wars=(), supplies=(), shocks=())
    change = {"rate": [0, 0, 0, 0, rate], "exit_base": math.log(rate)}.get(name, rate)
    loud = {"war_end": 0, "war_escalation": 0, "pull_regime": -20, "realignment": 1, "inertia": 0}
    found = run(made, runs, 3, "L0", **(QUIET | loud | {name: change}))
    expected = 1 - math.exp(-1)
    error = math.sqrt(expected * (1 - expected) / runs)
    return abs(float(HAPPENED[name](found).mean()) - expected) / error


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("name", HAPPENED)
def test_a_hazard_holds_over_a_year_in_steps_of_any_length(name: str, step: float) -> None:
    assert struck(name, step, rate=1.0) < LIMIT


@pytest.mark.parametrize("name", HAPPENED)
def test_a_hazard_of_a_month_in_every_half_month_would_be_seen(name: str) -> None:
    assert struck(name, step=0.5, rate=2.0) > 4 * LIMIT


# Fadings: without chance, series at the ends of months are the same whatever the step.


def monthly(found: Records, name: str, step: float) -> Floats:
    """Months, patrons or clients of the first run."""
    return found.series[name][:: round(1 / step), 0]


def settled(step: float, **changes: object) -> Records:
    """Two clients; a war, a new regime at one and the end of the other's supply from the first month on; no threats."""
    shocks = (Shock("regime_change", 0, 1), Shock("supply_cut", 0, 0))
    made = structure(1, 2, months=24, step=step, wars=(War(0, 0, 24),), shocks=shocks)
    still = QUIET | {"shock_probability": 1, "inertia": 0, "pull_offer": 0}
    return run(made, 1, 3, "L0", **(still | changes))


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("aligned", {"substitution": 0}),  # realignment
        ("available", {"substitution": 1}),
        ("index", {"substitution": 0, "pull_regime": 0, "decay_technical": 0.1}),  # technical support
    ],
)
def test_what_fades_or_catches_up_does_so_by_the_month(name: str, changes: dict[str, object]) -> None:
    long, short = (monthly(settled(step, **changes), name, step) for step in STEPS)
    assert np.ptp(long[1:], axis=0).max() > 0.01
    np.testing.assert_allclose(long, short, rtol=1e-9)


def test_materiel_fades_by_the_month() -> None:
    left = []
    for step in STEPS:
        made = structure(1, 1, months=12, step=step)
        one = Run(made, inputs(made, 1), chosen(), 0)
        one.state.materiel = [[2.0] * 8]
        for at in range(made.steps):
            clients.maintain(one.world, one.state, at, [[1.0] * 8])
        left.append(one.state.materiel)
    np.testing.assert_allclose(*left, rtol=1e-12)


def answered(step: float, **changes: object) -> Records:
    """One attack in the fourth month that is answered in full and at once, seen in the seventh; nothing else happens."""
    made = structure(1, 1, months=36, step=step, wars=(), supplies=(), shocks=(Shock("threat", 4, 0, 0),))
    sure = {"shock_probability": 1, "due": 1, "will": 0.99, "will_base": 10, "capacity": 50}
    plain = {"severity_sd": 0, "lag_scale": 0, "surprise_lag": 0, "surprise": 0, "gain": 0, "loss": 0}
    return run(made, 1, 3, "L1", **(QUIET | sure | plain | {"outcome_level": -5} | changes))


def test_what_was_learned_fades_by_memory_a_month() -> None:
    for step in STEPS:
        trust = monthly(answered(step, memory=0.95), "trust", step)[:, 0, 0] / 0.8
        learned = trust / (1 - trust) - 0.6 / 0.4
        np.testing.assert_allclose(learned[30] / learned[12], 0.95**18, rtol=1e-9)


def test_favour_of_the_rival_fades_by_the_month() -> None:
    gives_up = {"rival_share": 1, "rho": 10, "concession": 1, "concession_gain": 0.2, "realignment": 0}
    for step in STEPS:
        index = monthly(answered(step, **gives_up), "index", step)[:, 0]
        np.testing.assert_allclose((index[30] - 0.5) / (index[12] - 0.5), math.exp(-18 / 12), rtol=1e-6)


# The whole.

RUNS = 700
FEW = {"exposure": 1.0, "capacity": 0.5, "war_onset": 0.3, "regime_change": 0.1, "exit_base": -1.0}
"""Threats as rare as the average state's; wars, changes of regime and exits more frequent than by default, so that each shows."""


def measured(step: float, seed: int, **changes: object) -> dict[str, Floats]:
    """Main quantities of every run at the end of four years."""
    made = structure(1, 4, step=step, wars=(), shocks=())
    found = run(made, RUNS, seed, **(FEW | {"exit_trust": 4.0} | changes))
    totals, series = found.totals, found.series
    return {key: values for key, values in finals(made, found).items() if ":" not in key} | {
        "events": totals["events"].sum(axis=(1, 2)),
        "outcomes": totals["outcomes"].sum(axis=(1, 2)),
        "tests": totals["tests"].sum(axis=(1, 2)),
        "entrapments": totals["entrapments"].sum(axis=1),
        "firmer": totals["firmer"].sum(axis=(1, 2)),
        "omega": series["omega"][1:].mean(axis=(0, 2)),
        "available": series["available"][1:].mean(axis=(0, 2)),
        "index": series["index"][-1].mean(axis=1),
    }


def apart(one: dict[str, Floats], other: dict[str, Floats]) -> dict[str, float]:
    """Distance of the means in standard errors, by quantity."""
    found = {}
    for key, ours in one.items():
        pair = [values[~np.isnan(values)] for values in (ours, other[key])]
        error = math.sqrt(sum(values.var() / len(values) for values in pair))
        found[key] = abs(float(pair[1].mean() - pair[0].mean())) / error
    return found


@pytest.fixture(scope="module")
def by_month() -> dict[str, Floats]:
    return measured(1.0, 1)


def test_half_steps_agree_with_steps_within_monte_carlo_error(by_month: dict[str, Floats]) -> None:
    found = apart(by_month, measured(0.5, 2))
    assert {key: distance for key, distance in found.items() if distance > LIMIT} == {}


@pytest.mark.parametrize("name", HAPPENED)
def test_this_agreement_would_show_a_hazard_that_was_not_converted(
    name: str, by_month: dict[str, Floats]
) -> None:
    """Twice the yearly rate; a log hazard of exits that is higher by ln 2."""
    plain = inputs(structure(1, 4), 1, **FEW)[name]
    doubled = plain + math.log(2) if name == "exit_base" else 2 * plain
    assert max(apart(by_month, measured(0.5, 2, **{name: doubled})).values()) > 1.5 * LIMIT
