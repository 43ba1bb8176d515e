"""Fit the full model to cells; refuse to report what the sampler could not settle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from papertiger.errors import ModelError
from papertiger.reliability.full.arrays import Covariates, Frame, arrays, ordered, tables
from papertiger.reliability.full.draws import GROUPS
from papertiger.reliability.full.needs import need_numpyro
from papertiger.reliability.full.posterior import Diagnostics, FullPosterior
from papertiger.reliability.full.priors import EFFECTS, MEANS, SPREADS, Priors, shipped
from papertiger.reliability.measuring.cell import Cell
from papertiger.reliability.quick.evidence import Evidence

R_HAT = 1.05
"""Above it chains disagree, and nothing is reported."""
DIVERGENCES = 0.01
"""Share of transitions above which nothing is reported."""


def fit_full(
    cells: Iterable[Cell],
    priors: Priors | None = None,
    *,
    chains: int = 2,
    warmup: int = 1000,
    draws: int = 1000,
    seed: int = 1,
    target: float = 0.9,
    rho: float | None = None,
    likelihood_power: float = 1.0,
    covariates: Mapping[str, Covariates] | None = None,
    further: Mapping[str, tuple[str, ...]] | None = None,
) -> FullPosterior:
    """The joint posterior of honour rates, under ``docs/full-model.md``; the same in whatever order the cells come.

    Args:
        cells: pending ones are left out.
        priors: the shipped ones by default; `Priors.powered` gives them more or less weight.
        chains: two at least, else nothing tells whether they agree.
        warmup: transitions of each chain that are dropped.
        draws: kept for each chain.
        seed: of all chance; the same seed gives the same draws on the same machine.
        target: acceptance probability that the sampler aims at; nearer 1 it takes smaller steps, which mends divergences.
        rho: intra-class correlation within a crisis by which its likelihood is tempered; the priors' by default, 0 for none.
        likelihood_power: of all that the tests say, for sensitivity.
        covariates: what is known of the situation, by id of response.
        further: obligations of the same text beside the cell's own, by id of response.

    Raises:
        ModelError: NumPyro is not installed, or the chains disagree (r-hat over 1.05) or diverge (over 1 % of transitions).
    """
    need_numpyro()
    from papertiger.reliability.full.sampling import sample  # noqa: PLC0415 - loads JAX, 2 s

    priors = priors or shipped()
    least = 2
    if chains < least:
        raise ModelError(f"chains: {chains} cannot show whether chains agree; run {least} at least")
    rho = priors.conventions.tempering.value if rho is None else rho
    kept = ordered(cells)
    frame = Frame.of(kept)
    evidence = Evidence(kept, rho)
    powers = likelihood_power * evidence.tempering[evidence.crisis]
    data = arrays(kept, frame, priors, powers=powers, covariates=covariates, further=further)
    found, diverging = sample(
        {name: one[None] for name, one in data.items()},
        tables(priors),
        seed=seed,
        chains=chains,
        warmup=warmup,
        draws=draws,
        target=target,
    )
    by_chain = {site: _framed(site, values[0], frame) for site, values in found.items()}
    checks = _diagnostics(by_chain, float(diverging.mean()), warmup, seed)
    _refuse(checks)
    return FullPosterior(
        draws={site: values.reshape(chains * draws, *values.shape[2:]) for site, values in by_chain.items()},
        frame=frame,
        evidence=evidence,
        priors=priors,
        diagnostics=checks,
        covariates=dict(covariates or {}),
        further=dict(further or {}),
    )


def _framed(site: str, values: np.ndarray, frame: Frame) -> np.ndarray:
    """Draws (chains, draws, ...) of one site without the padding."""
    return values[..., : len(getattr(frame, GROUPS[site]))] if site in GROUPS else values


def _diagnostics(draws: Mapping[str, np.ndarray], divergences: float, warmup: int, seed: int) -> Diagnostics:
    from numpyro.diagnostics import effective_sample_size, split_gelman_rubin  # noqa: PLC0415 - loads JAX

    r_hat: dict[str, float] = {}
    ess: dict[str, float] = {}
    labels = {"typical": MEANS, "effects": EFFECTS, "spread": SPREADS}
    for site, values in draws.items():
        flat = values.reshape(*values.shape[:2], -1)
        names = labels.get(site, tuple(str(i) for i in range(flat.shape[-1])))
        for i, name in enumerate(names):
            key = site if site == "gap" else f"{site}.{name}"
            r_hat[key] = float(split_gelman_rubin(flat[..., i]))
            ess[key] = float(effective_sample_size(flat[..., i]))
    chains, kept = draws["gap"].shape
    return Diagnostics(r_hat, ess, divergences, chains * kept, chains, warmup, seed)


def _refuse(checks: Diagnostics) -> None:
    """Raise ModelError where the draws cannot be trusted."""
    name, worst = checks.worst
    longer = f"run longer (warmup={2 * checks.warmup}, draws={2 * checks.draws // checks.chains})"
    cure = f"{longer} or with smaller steps (target=0.99), or ask the quick model"
    if not worst <= R_HAT:
        raise ModelError(
            f"the chains of the full model disagree: r-hat of {name} is {worst:.2f}, over {R_HAT}; {cure}"
        )
    if checks.divergences > DIVERGENCES:
        raise ModelError(
            f"the full model could not be sampled: {100 * checks.divergences:.1f} % of transitions diverged, over {100 * DIVERGENCES:g} %; {cure}"
        )
