"""Cells as evidence on one rate: how much each tells, how far its crisis tempers it, and its likelihood over the grid.

A cell whose outcome is sure has the likelihood p^s (1-p)^(1-s) with s = 0, 1/2, 1 for withheld, partial, honoured: the soft count of the
closed form. Where the outcome is in doubt these are summed, weighed by P(reports | outcome), after what the reports make equally likely under
every outcome was set aside as a constant: a cell that tells nothing of its outcome tells nothing of the rate.

    L(p) = l_min + sum_z (l_z - l_min) p^s_z (1-p)^(1-s_z)
    log L = sum over crises g of t_g * sum over cells c of p_due_c * log L_c,   t_g = 1 / (1 + (m_g - 1) rho)

m_g is the sum of p_due times information over the cells of the crisis, 1 at least: tests of which nothing is known do not dilute the others.
Information is the curvature of log L at p = 1/2 over that of a sure outcome: 0 where nothing is told of the rate, 1 where the outcome is sure. So n
effective tests narrow the rate about as far as n sure ones would.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from papertiger.reliability.measuring.cell import Cell
from papertiger.reliability.measuring.information import information
from papertiger.reliability.quick.grid import BINS, CREDIT, Array

SURE = 1 - 1e-6
"""Probability of its likeliest outcome from which a cell is sure."""
_TOLD = 1e-9
"""Spread of P(outcome | reports) from which a cell counts as telling anything: below it, rounding."""
_CHUNK = 2048
"""Cells whose likelihoods over the grid are held at once: 8 MB."""


class Evidence:
    """The cells that bear on one rate; immutable. Pending ones, and those whose obligation was certainly not due, are left out."""

    def __init__(self, cells: Iterable[Cell], rho: float) -> None:
        """`rho` is the dependence of outcomes within a crisis, 0 none to 1 entire."""
        self.cells: tuple[Cell, ...] = tuple(c for c in cells if not c.pending and c.p_due > 0)
        self.rho = rho
        n = len(self.cells)
        loglik = np.array([c.loglik for c in self.cells]).reshape(n, 3)
        self.likelihood: Array = np.exp(loglik - loglik.max(axis=1, keepdims=True, initial=-np.inf))
        self.p_due: Array = np.array([c.p_due for c in self.cells]).reshape(n)
        self.posterior: Array = self.likelihood / self.likelihood.sum(axis=1, keepdims=True)
        self.information: Array = information(loglik)
        self.crises, index = _numbered([c.crisis for c in self.cells])
        self.crisis: NDArray[np.intp] = index

    @cached_property
    def tempering(self) -> Array:
        """Shape (crises,): what each cell of a crisis counts."""
        m = np.bincount(self.crisis, self.p_due * self.information, minlength=len(self.crises))
        return np.asarray(1 / (1 + (np.maximum(m, 1) - 1) * self.rho))

    @cached_property
    def weights(self) -> Array:
        """Shape (cells,): what each cell counts, by p_due and its crisis."""
        return np.asarray(self.p_due * self.tempering[self.crisis])

    @property
    def n_eff(self) -> float:
        """Effective tests: a sure, certainly due test alone in its crisis counts 1, one of which nothing is known 0."""
        return float(self.weights @ self.information)

    @property
    def told(self) -> NDArray[np.bool_]:
        """Shape (cells,): which cells say anything."""
        return np.asarray(np.ptp(self.posterior, axis=1) > _TOLD)

    @property
    def origins(self) -> tuple[str, ...]:
        """Independent origins behind the cells that say anything, in order."""
        return tuple(
            sorted(
                {o for cell, told in zip(self.cells, self.told, strict=True) if told for o in cell.origins}
            )
        )

    @property
    def sure(self) -> bool:
        """Whether no outcome is in doubt: each cell is sure, or says nothing at all."""
        return bool(np.all((self.posterior.max(axis=1) >= SURE) | ~self.told))

    @property
    def soft_counts(self) -> tuple[float, float]:
        """Honoured tests k, a partial one counting half, and all tests n, each weighed; those that say nothing left out."""
        weights = self.weights * self.told
        return float(weights @ (self.posterior[:, 2] + self.posterior[:, 1] / 2)), float(weights.sum())

    @cached_property
    def loglik(self) -> Array:
        """Shape (BINS,): log-likelihood of the rate at the middle of each bin."""
        total = np.zeros(BINS)
        for start in range(0, len(self.cells), _CHUNK):
            here = slice(start, start + _CHUNK)
            total += self.weights[here] @ rows(self.likelihood[here])
        return total


def rows(likelihood: Array) -> Array:
    """Shape (cells, BINS): log L of each cell, from P(reports | outcome) of shape (cells, 3), its greatest scaled to 1."""
    least = likelihood.min(axis=1, keepdims=True)
    found = (likelihood - least) @ CREDIT
    found += least
    return np.asarray(np.log(found, out=found))


def replaced(cells: Sequence[Cell], changes: Mapping[str, Cell | None]) -> Iterator[Cell]:
    """The cells, those whose response is a key of `changes` replaced, or left out where that is None."""
    for cell in cells:
        now = changes.get(cell.response, cell)
        if now is not None:
            yield now


def _numbered(names: Sequence[str]) -> tuple[list[str], NDArray[np.intp]]:
    """The names that occur, and for each item the number of its name."""
    numbers: dict[str, int] = {}
    index = [numbers.setdefault(name, len(numbers)) for name in names]
    return list(numbers), np.array(index, dtype=np.intp)
