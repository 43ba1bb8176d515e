"""What the full model found, and what it could not find."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from papertiger.errors import ModelError
from papertiger.reliability.full.arrays import Covariates, Frame
from papertiger.reliability.full.draws import Floats, from_priors, rates, spots, with_strangers
from papertiger.reliability.full.priors import EFFECTS, MEANS, SPREADS, Priors
from papertiger.reliability.full.rate import Rate
from papertiger.reliability.measuring.cell import Cell
from papertiger.reliability.quick.evidence import Evidence

PATRONS, TESTS = 8, 5
"""From so many patrons with so many tests each on, data can tell how far patrons differ (Gelman and Hill 2007, 12.9, speak of five groups as too few)."""
PAIR = 3
"""Cells of one patron in one domain under which what is particular to the two is the prior's."""


@dataclass(frozen=True)
class Diagnostics:
    """Whether the chains agree; one number for each scalar parameter."""

    r_hat: Mapping[str, float]
    """Split potential scale reduction (Gelman and Rubin 1992; Vehtari et al. 2021): 1 where chains agree."""
    ess: Mapping[str, float]
    """Effective draws."""
    divergences: float
    """Share of transitions that diverged."""
    draws: int
    """In all chains."""
    chains: int
    warmup: int
    seed: int

    @property
    def worst(self) -> tuple[str, float]:
        """The parameter with the highest `r_hat`."""
        name = max(self.r_hat, key=lambda one: self.r_hat[one])
        return name, self.r_hat[name]


@dataclass(frozen=True)
class FullPosterior:
    """Joint posterior of all rates; made by `fit_full`."""

    draws: Mapping[str, Floats] = field(repr=False)
    """Site of the model → draws of all chains; patrons, domains, pairs and crises stand as in `frame`."""
    frame: Frame = field(repr=False)
    evidence: Evidence = field(repr=False)
    """The cells, and what each of them counts."""
    priors: Priors = field(repr=False)
    diagnostics: Diagnostics
    covariates: Mapping[str, Covariates] = field(default_factory=dict, repr=False)
    further: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Those that bear on a rate, in order."""
        return self.evidence.cells

    def rate(
        self,
        patron: str,
        *,
        obligation: str | None = None,
        domain: str | None = None,
        client: str | None = None,
        period: str | None = None,
        responses: Container[str] | None = None,
    ) -> Rate:
        """The rate at which `patron` honours due commitments when tested.

        It is averaged over the patron's tests that fit the question, each by the probability that it was due and what its crisis leaves
        of it, at the covariates it had. Where none fits, it is the rate of one bilateral test as asked for, what the question
        leaves open taken from ``fallback`` in the priors; `n_eff` is then 0.

        Args:
            patron: one without any test too.
            obligation: only tests of this one.
            domain: only responses in it.
            client: only tests of it. It has no effect of its own in the model.
            responses: only these, by id.
            period: name of one in the priors; tests of it, or, where none fits, the rate in it (else the last one).

        Raises:
            ModelError: no such period.
        """
        spans = {one.name: position for position, one in enumerate(self.priors.periods)}
        if period is not None and period not in spans:
            raise ModelError(f"period: {period!r} is not in the priors; there are: {', '.join(spans)}")
        wanted = None if period is None else spans[period]
        chosen = [
            position
            for position, cell in enumerate(self.cells)
            if cell.patron == patron
            and obligation in {None, cell.obligation}
            and domain in {None, cell.domain}
            and client in {None, cell.client}
            and wanted in {None, self.priors.period(cell.year)}
            and (responses is None or cell.response in responses)
        ]
        cells = [self.cells[i] for i in chosen] or [self._as_asked(patron, obligation, domain, wanted)]
        weights = self.evidence.weights[chosen]
        places = spots(cells, self.frame, self.priors, self.covariates, self.further)
        at, shares = places.distinct(weights if chosen else np.ones(1))
        after, before = (
            np.sort(rates(draws, at, self.priors) @ shares) for draws in (self.with_strangers, self._before)
        )
        told = [self.cells[i] for i in chosen if self.evidence.told[i]]
        return Rate(
            values=after,
            prior_values=before,
            n_eff=float(weights @ self.evidence.information[chosen]),
            origins=tuple(sorted({origin for cell in told for origin in cell.origins})),
            tests=len(told),
            history=float(shares[at.history == 0].sum()),
        )

    def _as_asked(self, patron: str, obligation: str | None, domain: str | None, period: int | None) -> Cell:
        until = None if period is None else self.priors.periods[period].until
        return Cell(
            response="",
            test="",
            patron=patron,
            client="",
            domain=domain or self.priors.fallback.domain,
            obligation=obligation or self.priors.fallback.obligation,
            crisis="",
            year=until,
            p_due=1.0,
            loglik=np.zeros(3),
            origins=(),
        )

    @cached_property
    def contraction(self) -> dict[str, float]:
        """Parameter → how far the tests narrowed it: 1 - (standard deviation after / before); near 0 it is the prior's, below 0 wider."""
        parts = {"typical": MEANS, "effects": EFFECTS, "spread": SPREADS}
        found = {
            f"{group}.{name}": _contracted(
                self.draws[group][:, i], getattr(getattr(self.priors, group), name).sd
            )
            for group, names in parts.items()
            for i, name in enumerate(names)
        }
        found["gap"] = _contracted(self.draws["gap"], self.priors.gap.sd)
        return found

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """What the tests cannot tell, one sentence each, for whoever reads a figure of this model."""
        found = []
        limit = self.priors.conventions.informed.value
        words = {
            "patron": "between-patron spread",
            "domain": "between-domain spread",
            "patron_domain": "spread of patrons within a domain",
            "crisis": "between-crisis spread",
            "period": "change from period to period",
        }
        for name, what in words.items():
            narrowed = self.contraction[f"spread.{name}"]
            if narrowed < limit:
                found.append(f"{what} is prior: the tests narrow it by {100 * max(narrowed, 0):.0f} %")
        per_patron = Counter(
            cell.patron for cell in {(cell.patron, cell.test): cell for cell in self.cells}.values()
        )
        many = sum(tests >= TESTS for tests in per_patron.values())
        if many < PATRONS:
            found.append(
                f"how far patrons differ needs {PATRONS} patrons with {TESTS} tests each; there are {many} such"
            )
        per_pair = Counter((cell.patron, cell.domain) for cell in self.cells)
        thin = sum(cells < PAIR for cells in per_pair.values())
        if thin:
            found.append(
                f"what is particular to a patron in a domain is prior for {thin} of {len(per_pair)} of them, which have under {PAIR} responses"
            )
        return tuple(found)

    def as_json(self) -> dict[str, Any]:
        """Diagnostics, contraction, notes and quantiles of the parameters, for files that others read."""
        shown = {"typical": MEANS, "effects": EFFECTS, "spread": SPREADS}
        quantiles = {
            f"{group}.{name}": _quantiles(self.draws[group][:, i])
            for group, names in shown.items()
            for i, name in enumerate(names)
        }
        return {
            "model": "hierarchical",
            "priors": self.priors.digest,
            "rho": self.evidence.rho,
            "tests": len({cell.test for cell in self.cells}),
            "responses": len(self.cells),
            "diagnostics": {
                **{name: getattr(self.diagnostics, name) for name in ("draws", "chains", "warmup", "seed")},
                "divergences": self.diagnostics.divergences,
                "worst_r_hat": self.diagnostics.worst[1],
                "least_ess": min(self.diagnostics.ess.values()),
            },
            "contraction": self.contraction,
            "notes": list(self.notes),
            "parameters": {**quantiles, "gap": _quantiles(self.draws["gap"])},
        }

    @cached_property
    def with_strangers(self) -> dict[str, Floats]:
        """The draws, and in last place of each group one patron, domain, pair and crisis of which nothing is known."""
        return with_strangers(self.draws, np.random.default_rng(self.diagnostics.seed))

    @cached_property
    def _before(self) -> dict[str, Floats]:
        rng = np.random.default_rng(self.diagnostics.seed)
        return with_strangers(from_priors(self.priors, self.frame, 8000, rng), rng)


def _contracted(draws: Floats, before: float) -> float:
    return float(1 - draws.std() / before)


def _quantiles(draws: Floats) -> dict[str, float]:
    return {f"{q:g}": float(np.quantile(draws, q)) for q in (0.05, 0.25, 0.5, 0.75, 0.95)}
