"""Draws of the parameters, from the priors or from a posterior, and the odds of a test that follow from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from papertiger.reliability.full.arrays import Covariates, Frame, situation
from papertiger.reliability.full.priors import EFFECTS, SPREADS, Priors
from papertiger.reliability.measuring.cell import Cell

Floats = NDArray[np.float64]
Positions = NDArray[np.int64]
Draws = Mapping[str, Floats]
"""Site of the model → draws, the draw as first axis."""

GROUPS = {"patron": "patrons", "domain": "domains", "pair": "pairs", "crisis": "crises"}
"""Random effect → where in a `Frame` its positions are."""
_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(15)


def from_priors(priors: Priors, frame: Frame, n: int, rng: np.random.Generator) -> dict[str, Floats]:
    """`n` draws of all that the model samples, from its priors, for the patrons, domains and crises of `frame`."""
    typical = (priors.typical.history, priors.typical.no_history)
    effects = [getattr(priors.effects, name) for name in EFFECTS]
    scales = [getattr(priors.spread, name).scale for name in SPREADS]
    return {
        "typical": rng.normal([one.loc for one in typical], [one.scale for one in typical], (n, 2)),
        "effects": rng.normal(
            [one.loc for one in effects], [one.scale for one in effects], (n, len(effects))
        ),
        "spread": np.abs(rng.normal(0, scales, (n, len(scales)))),
        "gap": rng.lognormal(priors.gap.loc, priors.gap.scale, n),
        "walk": rng.normal(size=(n, len(priors.periods) - 1)),
        **{site: rng.normal(size=(n, len(getattr(frame, of)))) for site, of in GROUPS.items()},
    }


def with_strangers(draws: Draws, rng: np.random.Generator) -> dict[str, Floats]:
    """The same with one more patron, domain, pair and crisis, of which nothing is known, in last place."""
    n = len(draws["gap"])
    return {
        site: np.hstack([values, rng.normal(size=(n, 1))]) if site in GROUPS else np.asarray(values)
        for site, values in draws.items()
    }


@dataclass(frozen=True, slots=True)
class Spots:
    """Tests as the model sees them: where the parameters of each stand; -1 for what is not known."""

    history: Positions
    """Shape (tests,): position in `MEANS`."""
    situation: Floats
    """Shape (tests, effects)."""
    patron: Positions
    domain: Positions
    pair: Positions
    period: Positions

    def distinct(self, weights: Floats) -> tuple[Spots, Floats]:
        """Those that differ, each with the sum of its `weights` (tests,), all of which are scaled to sum to 1."""
        places = np.column_stack([self.history, self.patron, self.domain, self.pair, self.period])
        rows, of = np.unique(np.hstack([places, self.situation]), axis=0, return_inverse=True)
        sums = np.bincount(of.ravel(), weights, minlength=len(rows))
        history, patron, domain, pair, period = rows[:, :5].astype(np.int64).T
        return Spots(history, rows[:, 5:], patron, domain, pair, period), sums / sums.sum()


def spots(
    cells: Sequence[Cell],
    frame: Frame,
    priors: Priors,
    covariates: Mapping[str, Covariates],
    further: Mapping[str, tuple[str, ...]],
) -> Spots:
    """What the model needs to know of `cells`, none of which need have been in the fit."""

    def positions(found: Iterable[int]) -> Positions:
        return np.fromiter(found, np.int64, len(cells))

    return Spots(
        positions(int(not priors.has_history(cell.obligation, cell.domain)) for cell in cells),
        np.array(
            [
                situation(cell, priors, covariates.get(cell.response), further.get(cell.response, ()))
                for cell in cells
            ]
        ).reshape(len(cells), len(EFFECTS)),
        positions(frame.patrons.get(cell.patron, -1) for cell in cells),
        positions(frame.domains.get(cell.domain, -1) for cell in cells),
        positions(frame.pairs.get((cell.patron, cell.domain), -1) for cell in cells),
        positions(priors.period(cell.year) for cell in cells),
    )


def odds(draws: Draws, at: Spots, priors: Priors) -> Floats:
    """Shape (draws, tests): log-odds in a crisis like most.

    Args:
        draws: as `with_strangers`.
        at: the tests.
        priors: the ones behind the draws.
    """
    spread = draws["spread"]
    period = draws["walk"] @ priors.walk().T
    return np.asarray(
        draws["typical"][:, at.history]
        + draws["effects"] @ at.situation.T
        + spread[:, :1] * draws["patron"][:, at.patron]
        + spread[:, 1:2] * draws["domain"][:, at.domain]
        + spread[:, 2:3] * draws["pair"][:, at.pair]
        + spread[:, 4:5] * period[:, at.period]
    )


def rates(draws: Draws, at: Spots, priors: Priors) -> Floats:
    """Shape (draws, tests): share of due commitments that is honoured, over crises of all kinds; a partial delivery counts for a part."""
    eta = odds(draws, at, priors)
    gap = draws["gap"][:, None]
    crisis = draws["spread"][:, 3:4]
    part = priors.conventions.partial_counts.value
    found = np.zeros_like(eta)
    for node, weight in zip(_NODES, _WEIGHTS / _WEIGHTS.sum(), strict=True):
        here = eta + crisis * node
        whole = _logistic(here - gap / 2)
        found += weight * (whole + part * (_logistic(here + gap / 2) - whole))
    return found


def log_likelihood(eta: Floats, gap: Floats, due: Floats, reports: Floats, not_due: Floats) -> Floats:
    """Shape (draws, cells): as the model's own, in NumPy; `eta` (draws, cells), `gap` (draws,), `due` (cells,), `reports` (cells, 3)."""
    wide = gap[:, None] / 2
    at_least_partial, whole = _logistic(eta + wide), _logistic(eta - wide)
    outcomes = np.stack([1 - at_least_partial, at_least_partial - whole, whole], axis=-1)
    said = np.exp(reports)
    with np.errstate(divide="ignore"):
        return np.asarray(
            np.log(due * (outcomes * said).sum(axis=-1) + (1 - due) * (said * not_due).sum(axis=-1))
        )


def _logistic(x: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(x, -700, 700))))
