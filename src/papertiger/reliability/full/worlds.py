"""Worlds that the full model itself would draw, to calibrate it by: few tests, few patrons, two reports a test, as in practice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np

from papertiger.reliability.full.arrays import Covariates, Frame, ordered
from papertiger.reliability.full.draws import Draws, from_priors, odds, spots
from papertiger.reliability.full.priors import EFFECTS, MEANS, SPREADS, Priors
from papertiger.reliability.measuring import CATEGORIES, Cell, error_matrix
from papertiger.reliability.measuring.settings import SourceClass


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is to learn from."""

    tests: int
    claims: int
    """Of independent origins; one for each test at least."""
    patrons: int


SIZES: Mapping[str, Size] = {"small": Size(24, 50, 3), "large": Size(120, 250, 10)}
"""What a first ledger holds, and what it takes to tell how far patrons differ."""
PATRON = "P00"
"""The one whose rate is looked at."""
_CRISIS = 3
"""Tests of one crisis."""
_KINDS = (
    ("military", "defence"),
    ("military", "defence"),
    ("military", "neutrality"),
    ("military", "offence"),
    ("military", "nonaggression"),
    ("cyber", "cyber"),
    ("arms", "arms"),
)
"""Domain and obligation; defence twice as often as any other."""
_CLASSES: tuple[SourceClass, ...] = ("primary", "secondary", "anonymous")


@dataclass(frozen=True, slots=True)
class World:
    """A draw of all parameters, and the tests and reports that came of it."""

    truth: Draws
    """One draw, as `from_priors`."""
    cells: tuple[Cell, ...]
    """In order."""
    frame: Frame
    covariates: Mapping[str, Covariates]


def world(priors: Priors, size: Size, rng: np.random.Generator) -> World:
    """A world drawn from `priors`: who was tested when is chance too, and so is whether anything was due."""
    frame = _frame(size)
    patrons = list(frame.patrons)
    plain = ordered(_cell(n, patrons[n % len(patrons)], rng) for n in range(size.tests))
    covariates = {cell.response: _situation(rng) for cell in plain}
    truth = from_priors(priors, frame, 1, rng)
    eta = full_odds(truth, plain, frame, priors, covariates)[0]
    gap = float(truth["gap"][0])
    further = rng.integers(0, size.tests, size.claims - size.tests)
    claims = 1 + np.bincount(further, minlength=size.tests)
    cells = tuple(
        _reported(cell, _outcome(cell, float(eta[i]), gap, priors, rng), int(claims[i]), rng)
        for i, cell in enumerate(plain)
    )
    return World(truth, cells, frame, covariates)


def _frame(size: Size) -> Frame:
    """All patrons in all domains, tested or not, so that all worlds have one shape."""
    patrons = [f"P{n:02}" for n in range(size.patrons)]
    domains = sorted({domain for domain, _ in _KINDS})
    return Frame(
        patrons={name: i for i, name in enumerate(patrons)},
        domains={name: i for i, name in enumerate(domains)},
        pairs={pair: i for i, pair in enumerate(product(patrons, domains))},
        crises={f"g-{n:02}": n for n in range(-(-size.tests // _CRISIS))},
    )


def full_odds(
    draws: Draws,
    cells: tuple[Cell, ...],
    frame: Frame,
    priors: Priors,
    covariates: Mapping[str, Covariates],
) -> np.ndarray:
    """Shape (draws, cells): log-odds, each in its own crisis."""
    crisis = [frame.crises[cell.crisis] for cell in cells]
    usual = odds(draws, spots(cells, frame, priors, covariates, {}), priors)
    return np.asarray(usual + draws["spread"][:, 3:4] * draws["crisis"][:, crisis])


def named(draws: Draws) -> dict[str, np.ndarray]:
    """Parameter → draws, for those that every world has."""
    groups = {"typical": MEANS, "effects": EFFECTS, "spread": SPREADS}
    found = {
        f"{group}.{name}": draws[group][:, i]
        for group, names in groups.items()
        for i, name in enumerate(names)
    }
    return found | {"gap": np.asarray(draws["gap"])}


def _cell(n: int, patron: str, rng: np.random.Generator) -> Cell:
    domain, obligation = _KINDS[rng.integers(len(_KINDS))]
    return Cell(
        response=f"r-{n:03}",
        test=f"x-{n:03}",
        patron=patron,
        client="X",
        domain=domain,
        obligation=obligation,
        crisis=f"g-{n // _CRISIS:02}",
        year=int(rng.choice([1930, 1990, 2020], p=[0.1, 0.3, 0.6])),
        p_due=float(rng.uniform(0.2, 1)),
        loglik=np.zeros(len(CATEGORIES)),
        origins=(),
        multilateral=bool(rng.random() < 0.25),  # noqa: PLR2004 - one in four
    )


def _situation(rng: np.random.Generator) -> Covariates:
    """A third of each is not known."""
    known = rng.random(4) > 1 / 3
    flags = [
        float(flag) if there else None for flag, there in zip(rng.random(3) < 1 / 3, known, strict=False)
    ]
    return Covariates(flags[0], flags[1], flags[2], float(rng.normal(7.3, 1)) if known[3] else None)


def _outcome(cell: Cell, eta: float, gap: float, priors: Priors, rng: np.random.Generator) -> int:
    """Position in `CATEGORIES`: by a logistic variable between two thresholds, or by `not_due`."""
    if rng.random() >= cell.p_due:
        return int(rng.choice(len(CATEGORIES), p=priors.not_due.shares))
    return int(np.searchsorted([-gap / 2, gap / 2], rng.logistic(eta)))


def _reported(cell: Cell, outcome: int, claims: int, rng: np.random.Generator) -> Cell:
    loglik = np.zeros(len(CATEGORIES))
    for _ in range(claims):
        matrix = error_matrix(_CLASSES[rng.integers(len(_CLASSES))], None)
        loglik = loglik + np.log(matrix[:, rng.choice(len(CATEGORIES), p=matrix[outcome])])
    fields = {name: getattr(cell, name) for name in Cell.__dataclass_fields__}
    origins = tuple(f"{cell.response}-{n}" for n in range(claims))
    return Cell(**fields | {"loglik": loglik, "origins": origins})
