"""Cells as padded arrays, so that one compiled sampler serves data sets of many sizes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from papertiger.reliability.full.priors import EFFECTS, Priors
from papertiger.reliability.measuring.cell import CATEGORIES, Cell

Array = NDArray[Any]

_FLOOR = -40.0
"""Least log-likelihood of an outcome beside the best one: what is further off is impossible, and must not become infinite in single precision."""
_LEAST = {"cells": 16, "patrons": 4, "domains": 4, "pairs": 8, "crises": 8}
"""Smallest padded sizes; larger ones double."""


@dataclass(frozen=True, slots=True)
class Covariates:
    """What is known of the situation of one test; None where it is not, which moves the rate nowhere."""

    capability_fall: float | None = None
    """1 where the patron's capability fell since the promise, else 0; shares of it are allowed."""
    institutions_changed: float | None = None
    """1 where the political institutions of either side changed since the promise, else 0."""
    at_war: float | None = None
    """1 where the patron was at war already when the trigger came, else 0."""
    log_distance: float | None = None
    """Natural logarithm of the kilometres between the patron and the place of the trigger."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where each parameter of one patron, domain, patron within a domain, and crisis stands in a vector of them."""

    patrons: Mapping[str, int]
    domains: Mapping[str, int]
    pairs: Mapping[tuple[str, str], int]
    """Patron and domain."""
    crises: Mapping[str, int]

    @classmethod
    def of(cls, cells: Iterable[Cell]) -> Frame:
        """The frame of `cells`, in whatever order they come."""
        kept = tuple(cells)
        return cls(
            _positions({cell.patron for cell in kept}),
            _positions({cell.domain for cell in kept}),
            _positions({(cell.patron, cell.domain) for cell in kept}),
            _positions({cell.crisis for cell in kept}),
        )


def _positions(names: set[Any]) -> dict[Any, int]:
    return {name: position for position, name in enumerate(sorted(names))}


def situation(
    cell: Cell, priors: Priors, covariates: Covariates | None = None, further: Iterable[str] = ()
) -> NDArray[np.float64]:
    """Shape (effects,): by how much each of `EFFECTS` applies to `cell`; `further` are obligations of the same text beside its own."""
    known = covariates or Covariates()
    row = dict.fromkeys(EFFECTS, 0.0)
    for obligation in {cell.obligation, *further}:
        if obligation in row:
            row[obligation] = 1.0
    row["multilateral"] = float(cell.multilateral)
    for name in (field.name for field in fields(Covariates)):
        value = getattr(known, name)
        if value is not None:
            centre = priors.conventions.log_distance_centre.value if name == "log_distance" else 0.0
            row[name] = value - centre
    return np.array([row[name] for name in EFFECTS])


def ordered(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """The cells that bear on a rate, in one order whatever order they come in; pending ones, and those surely not due, are left out."""
    return tuple(
        sorted(
            (cell for cell in cells if not cell.pending and cell.p_due > 0),
            key=lambda cell: (cell.crisis, cell.response, cell.domain),
        )
    )


def arrays(
    cells: Sequence[Cell],
    frame: Frame,
    priors: Priors,
    *,
    powers: Sequence[float] | Array,
    covariates: Mapping[str, Covariates] | None = None,
    further: Mapping[str, tuple[str, ...]] | None = None,
) -> dict[str, Array]:
    """What the model conditions on; cells (n) and parameters are padded to powers of two, padding cells have weight 0.

    Args:
        cells: as `ordered`.
        frame: of the same cells, or of more.
        priors: for the periods, and for which tests have a published rate behind them.
        powers: to which the likelihood of each cell is raised.
        covariates: by id of response.
        further: obligations beside the cell's own, by id of response.

    Returns:
        ``weight`` (n,), ``due`` (n,), ``reports`` (n, 3) as log-likelihoods of `CATEGORIES` under 0, ``history`` (n,) position in
        `MEANS`, ``situation`` (n, effects), ``patron``, ``domain``, ``pair``, ``crisis``, ``period`` (n,) positions, and ``patrons``,
        ``domains``, ``pairs``, ``crises``, whose lengths alone matter.
    """
    n = padded(len(cells), "cells")
    data: dict[str, Array] = {
        "weight": np.zeros(n, np.float32),
        "due": np.full(n, 0.5, np.float32),
        "reports": np.zeros((n, len(CATEGORIES)), np.float32),
        "situation": np.zeros((n, len(EFFECTS)), np.float32),
    }
    for name in ("history", "patron", "domain", "pair", "crisis", "period"):
        data[name] = np.zeros(n, np.int32)
    data["weight"][: len(cells)] = powers
    for i, cell in enumerate(cells):
        data["due"][i] = cell.p_due
        data["reports"][i] = np.maximum(cell.loglik - cell.loglik.max(), _FLOOR)
        data["history"][i] = 0 if priors.has_history(cell.obligation, cell.domain) else 1
        known = (covariates or {}).get(cell.response)
        data["situation"][i] = situation(cell, priors, known, (further or {}).get(cell.response, ()))
        data["patron"][i] = frame.patrons[cell.patron]
        data["domain"][i] = frame.domains[cell.domain]
        data["pair"][i] = frame.pairs[cell.patron, cell.domain]
        data["crisis"][i] = frame.crises[cell.crisis]
        data["period"][i] = priors.period(cell.year)
    for name in ("patrons", "domains", "pairs", "crises"):
        data[name] = np.zeros(padded(len(getattr(frame, name)), name), np.float32)
    return data


def padded(size: int, what: str) -> int:
    """The length that `size` of cells, patrons, domains, pairs or crises are padded to."""
    length = _LEAST[what]
    while length < size:
        length *= 2
    return length


def tables(priors: Priors) -> dict[str, Array]:
    """The priors as the model takes them: arrays, so that other priors need no other compiled sampler."""
    typical = (priors.typical.history, priors.typical.no_history)
    effects = [getattr(priors.effects, name) for name in EFFECTS]
    return {
        "typical_loc": np.array([one.loc for one in typical], np.float32),
        "typical_scale": np.array([one.scale for one in typical], np.float32),
        "effects_loc": np.array([one.loc for one in effects], np.float32),
        "effects_scale": np.array([one.scale for one in effects], np.float32),
        "spread_scale": np.array([prior.scale for _, prior in priors.spread], np.float32),
        "gap": np.array([priors.gap.loc, priors.gap.scale], np.float32),
        "walk": priors.walk().astype(np.float32),
        "not_due": np.log(priors.not_due.shares).astype(np.float32),
    }
