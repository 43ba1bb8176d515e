"""Simulation-based calibration of the full model, many worlds to a run of the compiled sampler.

Talts et al. 2018 (arXiv:1804.06788); the log-likelihood is ranked beside the parameters, because it finds faults that they hide
(Modrák et al. 2023). Ranks are tested by simultaneous bands of their ECDF (Säilynoja et al. 2022).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Any, Literal

import numpy as np

from papertiger.errors import ModelError
from papertiger.reliability.full.arrays import arrays, tables
from papertiger.reliability.full.draws import GROUPS, Draws, log_likelihood, rates, spots
from papertiger.reliability.full.needs import need_numpyro
from papertiger.reliability.full.priors import Priors, shipped
from papertiger.reliability.full.worlds import PATRON, SIZES, World, full_odds, named, world
from papertiger.reliability.quick.evidence import Evidence
from papertiger.reliability.studies.calibration import Calibration, rank_share, ranked
from papertiger.reliability.studies.calibration import as_json as calibration_json

RATE, LIKELIHOOD = "rate of a patron", "log-likelihood"
_WARMUP, _DRAWS, _THIN = 600, 199, 8
_BATCH = 50
"""Worlds that are sampled together."""
_LEVEL = 0.05


@dataclass(frozen=True, slots=True)
class Run:
    """One way to calibrate, and what must come of it."""

    words: str
    expected: Literal["uniform", "not uniform", "covered"]
    """Ranks are uniform; they are not, since the fit is wrong on purpose; or intervals hold the truth as often as they say, or more often."""
    share: float = 1.0
    """Fits of this run for each that was asked for."""
    size: str = "small"
    likelihood_power: float = 1.0
    tempered: bool = False


RUNS: Mapping[str, Run] = {
    "small": Run("drawn from the model that is fitted: 24 tests, 50 claims, 3 patrons", "uniform"),
    "wrong": Run("the same, the likelihood counted three times", "not uniform", 0.4, likelihood_power=3.0),
    "tempered": Run("the same, tempered within a crisis as users get it", "covered", 0.4, tempered=True),
    "large": Run("as small, with 120 tests, 250 claims, 10 patrons", "uniform", 0.3, "large"),
}


@dataclass(frozen=True, slots=True)
class Calibrated:
    """A calibration of the full model, and how its sampler fared."""

    run: Run
    calibration: Calibration
    divergences: float
    """Share of transitions that diverged, over all fits; none was left out."""
    contraction: dict[str, float]
    """Parameter → mean over fits of 1 - (standard deviation after / before)."""

    @property
    def as_expected(self) -> bool:
        """Whether it came out as it must, at 5 % over all parameters, or within three standard errors of 90 %."""
        if self.run.expected == "covered":
            lowest = 0.9 - 3 * sqrt(0.9 * 0.1 / self.calibration.fits)
            return all(one.covered_90 >= lowest for one in self.calibration.parameters.values())
        return (self.calibration.least_p >= _LEVEL) == (self.run.expected == "uniform")


def as_json(found: Calibrated) -> dict[str, Any]:
    """As printed by ``--format json``."""
    content = calibration_json(found.calibration)
    parameters: Any = content.pop("parameters")
    for name, one in parameters.items():
        one["contraction"] = round(found.contraction[name], 3) if name in found.contraction else None
    head = {"meaning": found.run.words, "expected": found.run.expected, "as_expected": found.as_expected}
    return head | content | {"divergences": found.divergences, "parameters": parameters}


def calibrate(
    fits: int,
    seed: int,
    run: Run = RUNS["small"],
    *,
    priors: Priors | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> Calibrated:
    """Rank truths among draws over `fits` worlds.

    Args:
        fits: 300 and more to mean anything.
        seed: of all chance.
        run: the worlds, and how they are fitted. A tempered likelihood is no probability of the data: ranks are then not uniform, by
            intention, and only the coverage is of interest.
        priors: the shipped ones by default.
        progress: told after each batch how many fits are done.

    Raises:
        ModelError: NumPyro is not installed, or there are fewer than two fits.
    """
    need_numpyro()
    least = 2
    if fits < least:
        raise ModelError(f"{fits} fits: a calibration needs two or more, 300 to mean anything")
    begun = time.perf_counter()
    priors = priors or shipped()
    rho = priors.conventions.tempering.value if run.tempered else 0.0
    shares: dict[str, list[float]] = {}
    narrowed: dict[str, list[float]] = {}
    truly: list[float] = []
    diverged = []
    streams = np.random.SeedSequence(seed).spawn(fits)
    for start in range(0, fits, _BATCH):
        rngs = [np.random.default_rng(stream) for stream in streams[start : start + _BATCH]]
        worlds = [world(priors, SIZES[run.size], rng) for rng in rngs]
        fitted, diverging = _fitted(worlds, priors, rho, run.likelihood_power, seed + start)
        diverged.append(diverging)
        for one, draws, rng in zip(worlds, fitted, rngs, strict=True):
            truths, found = _ranked(one, one.truth, priors), _ranked(one, draws, priors)
            truly.append(float(truths[RATE][0]))
            for name, values in found.items():
                shares.setdefault(name, []).append(rank_share(float(truths[name][0]), values, rng))
                narrowed.setdefault(name, []).append(float(values.std()))
        progress(min(start + _BATCH, fits))
    parameters = {name: ranked(np.array(found)) for name, found in shares.items()}
    calibration = Calibration(fits, seed, time.perf_counter() - begun, parameters)
    # The rate has no prior of its own: how far it varies over the worlds stands for it.
    before = {**_before(priors), RATE: float(np.std(truly))}
    contraction = {name: 1 - float(np.mean(narrowed[name])) / sd for name, sd in before.items()}
    return Calibrated(run, calibration, float(np.concatenate(diverged).mean()), contraction)


def _fitted(
    worlds: list[World], priors: Priors, rho: float, power: float, seed: int
) -> tuple[list[dict[str, np.ndarray]], np.ndarray]:
    """Posterior draws of each world, and which transitions diverged; the last batch is filled up, so that it has the shape of the others."""
    from papertiger.reliability.full.sampling import sample  # noqa: PLC0415 - loads JAX, 2 s

    data = []
    for one in worlds + worlds[:1] * (_BATCH - len(worlds)):
        evidence = Evidence(one.cells, rho)
        powers = power * evidence.tempering[evidence.crisis]
        data.append(arrays(one.cells, one.frame, priors, powers=powers, covariates=one.covariates))
    found, diverging = sample(
        {name: np.stack([one[name] for one in data]) for name in data[0]},
        tables(priors),
        seed=seed,
        chains=1,
        warmup=_WARMUP,
        draws=_DRAWS,
        thin=_THIN,
    )
    fitted = [
        {
            site: values[i, 0, :, : len(getattr(one.frame, GROUPS[site]))] if site in GROUPS else values[i, 0]
            for site, values in found.items()
        }
        for i, one in enumerate(worlds)
    ]
    return fitted, diverging[: len(worlds)].ravel()


def _ranked(one: World, draws: Draws, priors: Priors) -> dict[str, np.ndarray]:
    """What is ranked: parameters, the rate of one patron over its record, and the log-likelihood of all reports."""
    own = [cell for cell in one.cells if cell.patron == PATRON]
    at, shares = spots(own, one.frame, priors, one.covariates, {}).distinct(
        np.array([cell.p_due for cell in own])
    )
    likelihood = log_likelihood(
        full_odds(draws, one.cells, one.frame, priors, one.covariates),
        np.asarray(draws["gap"]),
        np.array([cell.p_due for cell in one.cells]),
        np.array([cell.loglik for cell in one.cells]),
        priors.not_due.shares,
    ).sum(axis=1)
    return named(draws) | {RATE: rates(draws, at, priors) @ shares, LIKELIHOOD: likelihood}


def _before(priors: Priors) -> dict[str, float]:
    """Parameter → standard deviation of its prior."""
    groups = {group: getattr(priors, group) for group in ("typical", "effects", "spread")}
    found = {f"{group}.{name}": prior.sd for group, table in groups.items() for name, prior in table}
    return found | {"gap": priors.gap.sd}
