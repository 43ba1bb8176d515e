"""What a piece of evidence does to the rate: leave one origin out, and what the next observation would change.

Leaving something out touches the crises of its cells only, so that hundreds of refits cost milliseconds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from papertiger.reliability.measuring.cell import CATEGORIES, Cell
from papertiger.reliability.measuring.observation import SURE
from papertiger.reliability.quick.evidence import Evidence, replaced
from papertiger.reliability.quick.fit import default_rho, on_grid
from papertiger.reliability.quick.grid import CREDIT, Array
from papertiger.reliability.quick.posterior import Posterior
from papertiger.reliability.quick.prior import Prior

Changes = Mapping[str, Cell | None]
"""Response id → the cell as it would be, None where it would be gone."""


class Refit:
    """A fit that is cheap to repeat with some cells changed: what each crisis adds is kept."""

    def __init__(self, cells: Iterable[Cell], prior: Prior, rho: float | None = None) -> None:
        """As `fit`; each response must stand at most once among the cells."""
        self.cells = tuple(cells)
        self.prior = prior
        self.rho = default_rho(rho)
        self._crisis = {cell.response: cell.crisis for cell in self.cells}
        groups: dict[str, list[Cell]] = defaultdict(list)
        for cell in self.cells:
            groups[cell.crisis].append(cell)
        self._groups = dict(groups)
        self._parts = {crisis: Evidence(group, self.rho) for crisis, group in groups.items()}
        self._logliks = {crisis: part.loglik for crisis, part in self._parts.items()}
        self._total: Array = (
            np.sum(list(self._logliks.values()), axis=0) if groups else np.zeros(CREDIT.shape[1])
        )
        self._n_eff = sum(part.n_eff for part in self._parts.values())
        self.posterior = on_grid(Evidence(self.cells, self.rho), self._total, prior)

    def changed(self, changes: Changes) -> Posterior:
        """The posterior if some cells were others; its `origins` and `tests` are left as they were.

        Raises:
            KeyError: a response that is not among the cells.
        """
        total, n_eff = self._total.copy(), self._n_eff
        for crisis in {self._crisis[response] for response in changes}:
            part = Evidence(replaced(self._groups[crisis], changes), self.rho)
            total += part.loglik - self._logliks[crisis]
            n_eff += part.n_eff - self._parts[crisis].n_eff
        now = on_grid(Evidence((), self.rho), total, self.prior)
        return replace(now, n_eff=n_eff, origins=self.posterior.origins, tests=self.posterior.tests)


@dataclass(frozen=True, slots=True)
class Influence:
    """What one origin, or whatever was left out, does to the rate."""

    label: str
    median: float
    """With it."""
    without: float
    """The median without it."""
    interval: tuple[float, float]
    """90 %, without it."""
    log_odds: float
    """Shift of the median's log-odds that it brings: with it less without it."""
    bits: float
    """What it tells: divergence of the posterior with it from the one without."""


def influence(
    cells: Iterable[Cell] | Refit, without: Mapping[str, Changes], prior: Prior, rho: float | None = None
) -> tuple[Influence, ...]:
    """What each item does, greatest shift of the log-odds first.

    Args:
        cells: as for `fit`; or what was fitted already, whose prior and `rho` then hold.
        without: label (say, an origin) → the cells as they would be without it.
        prior: as for `fit`.
        rho: as for `fit`.
    """
    refit = cells if isinstance(cells, Refit) else Refit(cells, prior, rho)
    whole = refit.posterior
    found = []
    for label, changes in without.items():
        left = refit.changed(changes)
        shift = whole.log_odds_median - left.log_odds_median
        bits = whole.bits_from(left)
        found.append(Influence(label, whole.median, left.median, left.interval(), shift, bits))
    return tuple(sorted(found, key=lambda one: (-abs(one.log_odds), one.label)))


@dataclass(frozen=True, slots=True)
class NextObservation:
    """What settling one cell would be worth."""

    response: str
    narrowing: float
    """Expected fall of the width of the 90 % interval; may be below 0, since a surprise can widen it."""
    outcomes: tuple[tuple[str, float, float], ...]
    """For each outcome: its name, its probability as things stand, and the median if it were so."""


def next_observations(
    cells: Iterable[Cell] | Refit,
    prior: Prior,
    rho: float | None = None,
    *,
    only: Container[str] | None = None,
) -> tuple[NextObservation, ...]:
    """What settling each cell, pending ones too, would change, the most first; of the responses in `only`, where that is given."""
    refit = cells if isinstance(cells, Refit) else Refit(cells, prior, rho)
    width = _width(refit.posterior)
    found = []
    for cell in refit.cells:
        if only is not None and cell.response not in only:
            continue
        odds = _predicted(cell, refit.posterior)
        settled = [refit.changed({cell.response: _settled(cell, z)}) for z in range(len(CATEGORIES))]
        expected = sum(p * _width(posterior) for p, posterior in zip(odds, settled, strict=True))
        outcomes = tuple((CATEGORIES[z], float(odds[z]), settled[z].median) for z in range(len(CATEGORIES)))
        found.append(NextObservation(cell.response, width - float(expected), outcomes))
    return tuple(sorted(found, key=lambda one: (-one.narrowing, one.response)))


def _width(posterior: Posterior) -> float:
    low, high = posterior.interval()
    return high - low


def _predicted(cell: Cell, posterior: Posterior) -> Array:
    """Shape (3,): probability of each outcome by the cell's reports and the rate."""
    weights = cell.posterior * (CREDIT @ posterior.mass)
    return np.asarray(weights / weights.sum())


def _settled(cell: Cell, outcome: int) -> Cell:
    loglik = np.full(3, np.log(SURE))
    loglik[outcome] = 0.0
    return replace(cell, loglik=loglik, pending=False, settled=True)
