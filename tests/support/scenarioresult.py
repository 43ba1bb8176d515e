"""Results of a run made by hand, for tests of what is shown: no engine and no scenario file, every figure from a formula."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import partnership
from scipy.special import ndtri

from papertiger.scenario.model.structure import CAUSES, DOMAINS, Floats, Structure
from papertiger.scenario.running.quantities import quantities
from papertiger.scenario.running.result import (
    LEVELS,
    Arm,
    ArmResult,
    Chart,
    Contagion,
    Difference,
    Driven,
    Driver,
    Failures,
    Quantity,
    Result,
    Spread,
    Varied,
)
from papertiger.scenario.running.told import marks

MODELS = ("L0", "L1", "L2", "L3")
RUNS, REPLICATES = 200, 5
START = {"honour_rate_given_tested": 0.48, "trust": 0.52, "aligned": 0.7, "concentration": 0.52, "exits": 0.0}
START |= {"unmet": 0.3, "exit": 0.0, "bargaining": 0.5, "available": 0.9}
SLOPE = {"honour_rate_given_tested": -0.12, "trust": -0.16, "aligned": -0.22, "concentration": -0.08}
SLOPE |= {"exits": 0.14, "unmet": 0.21, "exit": 0.2, "bargaining": -0.1, "available": -0.3}
"""What is lost or won until the end under L1; other models move by their share of it."""
PACE = {"L0": 0.25, "L1": 1.0, "L2": 0.7, "L3": 0.4}
WIDTH = 0.09
NAMES = {"P0": "Arland", "C0": "Borland", "C1": "Corland", "C2": "Dorland", "C3": "Erland"}


def names(actor: str) -> str:
    """Names of the invented states."""
    return NAMES.get(actor, actor)


def structure() -> Structure:
    """One patron at war in months 12 to 36, four clients, 48 months."""
    return partnership.structure()


def result(models: tuple[str, ...] = MODELS, *, compare: bool = True, **changes: object) -> Result:
    """A result of 200 runs (40 draws of 5) under each of `models`, with two policies and two rules of allocation where `compare`."""
    return replace(_result(models, compare), **changes)


FEW = (
    "honour_rate_given_tested",
    "trust",
    "unmet:air_defence",
    "trust:P0,C0",
    "half_lost:C0",
    "bargaining:P0",
)


def small() -> Result:
    """The same under two learning models, with a handful of quantities."""
    whole = result(("L0", "L3"))
    return replace(
        whole,
        quantities=tuple(one for one in whole.quantities if one.key in FEW),
        differences=tuple(one for one in whole.differences if one.quantity in FEW),
    )


@cache
def _result(models: tuple[str, ...], compare: bool) -> Result:
    made = structure()
    known = quantities(made)
    ways = [("waterfill", "baseline")]
    if compare:
        ways += [("waterfill", "more air defence"), ("lexicographic", "baseline")]
    arms = tuple(_arm(Arm(model, *way), known) for way in ways for model in models)
    return Result(
        name="A tied-down patron",
        banner="illustrative, not calibrated",
        sources=("made up",),
        warnings=("mechanisms.gain = 0.5 is certain, though it rests on judgement (grade J)",),
        digest="sha256:" + "ab" * 32,
        version="0.0",
        seed=7,
        runs=RUNS,
        replicates=REPLICATES,
        months=made.months,
        step=made.step,
        patrons=made.patrons,
        clients=made.clients,
        quantities=known,
        arms=arms,
        spreads={one.key: _spread(one, models) for one in known},
        driven={one.key: _driven(one) for one in known},
        drivers={one.key: DRIVERS for one in known},
        differences=tuple(d for way in ways[1:] for model in models for d in _differences(Arm(model, *way))),
        failures={one.arm: (_failures(one.arm, made.patrons[0]),) for one in arms},
        contagion=tuple(
            Contagion(made.patrons[0], client, {m: _shift(n, m) for m in models if m != "L0"})
            for n, client in enumerate(made.clients)
        ),
        fixed=(("clients.C0.exposure", "2", "S"),),
        varied=VARIED,
        marks=marks(made),
    )


VARIED = (
    Varied(
        "mechanisms.exit_trust", "exit_trust", "[2, 10]", "J", "log hazard", "specification", stated=False
    ),
    Varied(
        "mechanisms.weigh_distance",
        "weigh_distance",
        "[0.05, 0.33]",
        "D",
        "log priority per log km",
        "joining an ally's war, ATOP dyads: -0.19 (0.07)",
        stated=False,
    ),
    Varied(
        "patrons.P0.capacity.arms", "capacity", "[1, 4]", "S", "full client needs", "scenario", stated=True
    ),
    Varied("patrons.P0.war.0.omega", "omega", "[0.4, 0.75]", "S", "fraction", "scenario", stated=True),
)
DRIVERS = (
    Driver("mechanisms.exit_trust", "J", 0.42, -1),
    Driver("patrons.P0.war.0.omega", "S", 0.21, -1),
    Driver("mechanisms.weigh_distance", "D", 0.08, 1),
    Driver("patrons.P0.capacity.arms", "S", 0.02, 1),
)


def _place(one: Quantity) -> float:
    """Something of its own for each quantity of one name: an eighth of the way of those of a domain, a fourth of a client's."""
    if one.name == "unmet" and one.about:
        return 0.01 * (DOMAINS.index(one.about[0]) - 3)
    return 0.03 * (int(one.about[-1][1:]) - 1) if one.about else 0.0


def _values(one: Quantity, model: str, months: Floats, gain: float) -> Floats:
    """(T, R) the quantity in each run: a straight line, runs spread evenly over a normal around it, wider with time."""
    way = months / months[-1]
    normal = ndtri((np.arange(RUNS) * 77 % RUNS + 0.5) / RUNS)
    centre = START[one.name] + _place(one) + (SLOPE[one.name] * PACE[model] + gain) * way
    if one.name == "exit":
        share: Floats = (np.arange(RUNS)[None, :] < RUNS * centre[:, None].clip(0, 1)).astype(float)
        return share
    spread: Floats = np.clip(centre[:, None] + WIDTH * np.sqrt(way)[:, None] * normal, 0, 1)
    if one.name in {"honour_rate_given_tested", "unmet"}:
        spread[0] = np.nan  # nothing has been tested before the first month
    return spread


def _chart(months: Floats, values: Floats) -> Chart:
    there = ~np.isnan(values).all(axis=1)
    quantiles = np.full((len(months), len(LEVELS)), np.nan)
    mean = np.full(len(months), np.nan)
    quantiles[there] = np.nanquantile(values[there], LEVELS, axis=1).T
    mean[there] = np.nanmean(values[there], axis=1)
    return Chart(months, quantiles, mean, 1 - np.isnan(values).mean(axis=1))


def _arm(arm: Arm, known: tuple[Quantity, ...]) -> ArmResult:
    months = np.arange(structure().steps + 1.0)
    gain = 0.04 if arm.policy != "baseline" else 0.0
    charts: dict[str, Chart] = {}
    finals: dict[str, Floats] = {}
    for one in known:
        if one.chart:
            values = _values(one, arm.learning, months, gain)
            charts[one.key] = _chart(months, values)
            finals[one.key] = values[-1] - values[0] if one.direction_only else values[-1]
        elif one.name == "half_lost":
            order = np.arange(RUNS) * 77 % RUNS
            finals[one.key] = np.where(order < 80 * PACE[arm.learning], 20.0 + order / 8, np.nan)
        else:
            rates = _values(Quantity(one.key, "honour_rate_given_tested"), arm.learning, months, gain)[-1]
            finals[one.key] = rates - (0.1 if one.name == "honoured_in_war" else -0.05)
    return ArmResult(arm, charts, finals)


def _spread(one: Quantity, models: tuple[str, ...]) -> Spread:
    slope = SLOPE.get(one.name, -0.1)
    start = START.get(one.name, 0.4) + _place(one)
    means = {model: start + slope * PACE[model] for model in models}
    low, high = min(means, key=means.__getitem__), max(means, key=means.__getitem__)
    return Spread(
        mean=float(np.mean(list(means.values()))),
        within=0.041,
        between_parameters=0.083,
        between_models=float(np.std(list(means.values()))),
        lowest_model=(low, means[low]),
        highest_model=(high, means[high]),
    )


def _driven(one: Quantity) -> Driven:
    if one.name == "trust":
        return Driven(0.38, (0.24, 0.56), stamped=False)
    if one.name == "half_lost":
        return Driven(np.nan, (np.nan, np.nan), stamped=False)
    return Driven(0.81, (0.7, 0.92), stamped=True)


def _differences(arm: Arm) -> tuple[Difference, ...]:
    against = Arm(arm.learning, "waterfill", "baseline")
    turned = -1 if arm.allocation == "lexicographic" and arm.learning == "L3" else 1
    size = 0.03 * PACE[arm.learning] * turned
    return tuple(
        Difference(
            arm, against, key, size * way, (size * way - 0.05, size * way + 0.05), 0.5 + 8 * size * way, 0.4
        )
        for key, way in (
            ("honour_rate_given_tested", 1),
            ("trust", 0.5),
            ("unmet", -1),
            ("aligned", 0.1),
            ("bargaining:P0", 1),
        )
    )


def _failures(arm: Arm, patron: str) -> Failures:
    worse = PACE[arm.learning]
    failed = (4.1 + worse, 2.4, 0.6, 0.5)
    return Failures(patron, 13 + worse, 5.4, sum(failed) - 4, 4.0, dict(zip(CAUSES, failed, strict=True)))


def _shift(client: int, model: str) -> float:
    return {"L1": -0.11 - 0.02 * client, "L2": -0.07, "L3": 0.03}[model]
