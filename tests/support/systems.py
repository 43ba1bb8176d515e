"""Partnership systems of every make, and the two implementations of the model run on one: for tests that hold one against the other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st
from partnership import inputs, structure

from papertiger.scenario import reference
from papertiger.scenario.model import engine, noise
from papertiger.scenario.model.choices import Choices, learning
from papertiger.scenario.model.inputs import Inputs
from papertiger.scenario.model.records import EVENT, Records
from papertiger.scenario.model.structure import Shock, Structure, Supply, War

LEARNING = ("L0", "L1", "L2", "L3")
RULES = ("waterfill", "lexicographic", "pro_rata")

CORNERS: dict[str, dict[str, object]] = {
    "no capacity": {"capacity": 0},
    "much capacity": {"capacity": 100},
    "all tied down": {"omega": 0.95, "war_major": 0.95},
    "wars begin, grow and end all the time": {"war_onset": 5, "war_escalation": 12, "war_end": 12},
    "wars never end": {"war_onset": 5, "war_escalation": 12, "war_end": 0},
    "all exit": {"exit_base": 5, "exit_trust": 0},
    "nobody exits": {"exit_base": -20},
    "threats all the time": {"rate": 24},
    "no threats": {"rate": 0, "shock_probability": 0},
    "threats run away": {"rate": 24, "deterrence": 10, "excitation": 2, "exposure": 20},
    "exposure of nobody": {"exposure": 0},
    "severity all the same": {"severity_sd": 0},
    "severity spread wide": {"severity_sd": 2},
    "nothing noticed": {"detection": 0, "surprise": 5, "surprise_lag": 24},
    "everything noticed": {"detection": 50},
    "adversaries of one another": {"similarity": -1},
    "strangers": {"similarity": 0},
    "exponent 0": {"complementarity": 0},
    "exponent just under the bound": {"complementarity": 0.0199},
    "exponent just over the bound": {"complementarity": -0.0201},
    "perfect complements": {"complementarity": -20, "own": 0, "others_supply": 0},
    "near substitutes": {"complementarity": 0.99},
    "no lags": {"lag_scale": 0, "surprise_lag": 0},
    "long lags": {"lag_scale": 4},
    "no window": {"window_scale": 0},
    "neighbours": {"distance": 10, "reach": 50},
    "willing": {"will": 0.99, "will_base": 10},
    "unwilling": {"will": 0.01, "will_base": -10},
    "always due": {"due": 1},
    "never due": {"due": 0},
    "entrapped at once": {"entrapment": 1, "will_base": 10, "capacity": 10},
    "burden shifts whole": {"burden_shift": 1, "will_base": 0.5},
    "rival everywhere": {"rival_share": 1, "rho": 10, "concession": 1, "concession_gain": 1},
    "reserve made good at once": {"refill": 0.5, "home": 1},
    "reserve never made good": {"refill": 240, "home": 0},
    "home first": {"home": 1, "home_priority": 100, "refill": 1},
    "home last": {"home": 1, "home_priority": 0.01, "refill": 1},
    "much reverse supply": {"reverse": 3, "substitution": 12, "weigh_supply": 10},
    "regimes fall all the time": {"regime_change": 12, "supply_survival": 0, "pull_regime": -20},
    "regimes recover": {"outcome_level": 5, "recovery": 12},
    "outcomes certain": {"outcome_level": 5, "loss": 1, "outcome_support": 0},
    "shocks certain": {"shock_probability": 1, "shock_size": 0},
    "short memory": {"memory": 0.5, "prior_strength": 0.5},
    "beliefs kept": {"memory": 1, "spill": 1, "noise": 1, "visibility": 1},
    "what is late counts nothing": {"late_credit": 0, "seen": 1, "release": 5},
    "no realignment": {"realignment": 0},
    "realignment at once": {"realignment": 1, "pull_trust": 20},
    "equals": {"symmetry": 1, "renegotiation": 1},
    "deliveries last": {"gain": 5, "decay_materiel": 0, "decay_technical": 0, "tech": 1},
    "deliveries vanish": {"gain": 0, "decay_materiel": 1, "decay_technical": 1, "tech": 0},
    "everything at self": {"shares": "self"},
    "friends, foes, gaps": {"mixed": True},
}
"""Where the model could break: parameters at the ends of their bounds, as `partnership.inputs` takes them."""


@dataclass(frozen=True)
class System:
    """A made-up scenario and how it is run."""

    structure: Structure
    inputs: Inputs
    choices: Choices
    seed: int
    runs: int


def chosen(model: str = "L3", allocation: str = "waterfill") -> Choices:
    """Choices by name."""
    return Choices(learning(model), allocation)


def cornered(made: Structure, runs: int, *names: str, spread: int | None = None) -> Inputs:
    """Inputs at these corners, the last in front; everything else at its default or spread."""
    changes: dict[str, object] = {}
    for name in names:
        changes |= CORNERS[name]
    if "mixed" in changes:
        changes.pop("mixed")
        changes |= _mixed(made)
    if isinstance(changes.get("shares"), str):
        changes["shares"] = [*[0.0] * len(made.patrons), 0.0, 0.0, 1.0]
    return inputs(made, runs, spread=spread, **changes)


def _mixed(made: Structure) -> dict[str, object]:
    """Similarity that is not mutual, capacity in some domains only, some shares of 0."""
    patrons, clients = len(made.patrons), len(made.clients)
    rng = np.random.default_rng(patrons + 10 * clients)
    shares = rng.dirichlet([0.5] * (patrons + 3), clients) * (rng.random((clients, patrons + 3)) < 0.7)
    shares[:, -1] += 1 - shares.sum(axis=1)
    return {
        "similarity": rng.uniform(-1, 1, (clients, clients)),
        "capacity": rng.uniform(0, 3, (patrons, 8)) * (rng.random((patrons, 8)) < 0.7),
        "shares": shares,
    }


@st.composite
def systems(draw: st.DrawFn, runs: int = 2) -> System:
    """1 to 4 patrons, 1 to 8 clients, some of everything, at up to four corners at once."""
    made = draw(structures())
    corners = draw(st.lists(st.sampled_from(sorted(CORNERS)), max_size=4, unique=True))
    spread = draw(st.none() | st.integers(0, 2**20))
    choices = chosen(draw(st.sampled_from(LEARNING)), draw(st.sampled_from(RULES)))
    return System(
        made, cornered(made, runs, *corners, spread=spread), choices, draw(st.integers(0, 2**20)), runs
    )


@st.composite
def structures(draw: st.DrawFn) -> Structure:
    """A structure with wars, supplies, shocks and commitments, or without."""
    patrons, clients = draw(st.integers(1, 4)), draw(st.integers(1, 8))
    rng = np.random.default_rng(draw(st.integers(0, 2**20)))
    covers = np.ones((patrons, clients, 8), dtype=bool)
    if draw(st.booleans()):
        covers = (rng.random((patrons, clients, 1)) < 0.7) & (rng.random((patrons, clients, 8)) < 0.6)
    apart = rng.uniform(0, 8000, (clients, clients)) * draw(st.sampled_from([0, 1]))
    return structure(
        patrons,
        clients,
        months=draw(st.integers(2, 18)),
        step=draw(st.sampled_from([1.0, 0.5])),
        covers=covers,
        client_distance=np.triu(apart, 1) + np.triu(apart, 1).T,
        observation_delay=draw(st.sampled_from([0.0, 1.0, 3.0, 6.0])),
        wars=tuple(
            War(int(rng.integers(patrons)), float(start), float(start + rng.integers(1, 12)))
            for start in rng.integers(0, 12, draw(st.integers(0, 3)))
        ),
        supplies=tuple(
            Supply(int(rng.integers(clients)), int(rng.integers(patrons)), int(rng.integers(8)))
            for _ in range(draw(st.integers(0, 3)))
        ),
        shocks=tuple(_shock(rng, patrons, clients) for _ in range(draw(st.integers(0, 5)))),
    )


def _shock(rng: np.random.Generator, patrons: int, clients: int) -> Shock:
    kinds = ("regime_change", "capacity_change", "war_ends", "supply_cut", "threat")
    kind = kinds[rng.integers(len(kinds))]
    target = rng.integers(patrons if kind in {"capacity_change", "war_ends"} else clients)
    return Shock(kind, float(rng.integers(0, 36) / 2), int(target), int(rng.integers(5)))


def both(system: System) -> tuple[Records, Records]:
    """The records of the engine and of the reference, under the same random numbers."""
    found = [
        simulate(
            system.structure,
            system.inputs,
            noise.draws(system.structure, system.seed, range(system.runs)),
            system.choices,
            log_tests=True,
        )
        for simulate in (engine.simulate, reference.simulate)
    ]
    return found[0], found[1]


def assert_same(one: Records, other: Records) -> None:
    """The same tests with the same answers, exactly; the same amounts, series and totals to 1e-9."""
    assert one.tests is not None
    assert other.tests is not None
    assert one.tests.shape == other.tests.shape
    for column, name in enumerate(EVENT):
        exact = name in {"run", "step", "patron", "client", "threat", "willing", "linked"}
        _same(f"tests.{name}", one.tests[:, column], other.tests[:, column], exact=exact)
    for kind in ("totals", "series"):
        ours, theirs = getattr(one, kind), getattr(other, kind)
        assert set(ours) == set(theirs)
        for name in ours:
            _same(f"{kind}.{name}", ours[name], theirs[name], exact=False)


def _same(name: str, one: np.ndarray, other: np.ndarray, *, exact: bool) -> None:
    assert one.shape == other.shape, name
    allowed = 0.0 if exact else 1e-9
    np.testing.assert_allclose(one, other, rtol=allowed, atol=allowed, equal_nan=True, err_msg=name)
