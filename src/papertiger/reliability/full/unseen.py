"""The full model as a forecaster of wars that it has not seen, for `history.leave_one_war_out`."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from papertiger.reliability.full.draws import rates, spots
from papertiger.reliability.full.fitting import fit_full
from papertiger.reliability.full.priors import Priors, shipped
from papertiger.reliability.history.scoring import Predict
from papertiger.reliability.history.wars import WarCase
from papertiger.reliability.measuring.cell import Cell

_HONOURED, _NOT = np.log([1e-12, 0.5, 1.0]), np.log([1.0, 0.5, 1e-12])
"""What a coder who knows only yes and no says of withheld, partial and honoured: of what is partial, either. The chance of a yes is then the rate."""
_YEARS = {False: 1900, True: 1990}
"""A year of the period, since 1945 or not."""


def foretell(
    priors: Priors | None = None, *, warmup: int = 500, draws: int = 500, seed: int = 1, target: float = 0.9
) -> Predict:
    """Fit the other wars, then give the mean rate of each case of the war left out.

    The patron is the alliance, as the data code it, the crisis the war; nothing is tempered, since a coded outcome is no report.

    Args:
        priors: the shipped ones by default. Most of them were estimated from these very cases; `untold` ones were not.
        warmup: as `fit_full`.
        draws: likewise.
        seed: likewise.
        target: likewise.
    """
    priors = priors or shipped()

    def predict(seen: Sequence[WarCase], hidden: Sequence[WarCase]) -> NDArray[np.float64]:
        known, asked = ([_cell(n, case) for n, case in enumerate(cases)] for cases in (seen, hidden))
        further = {cell.response: tuple(case.obligations) for cell, case in zip(known, seen, strict=True)}
        posterior = fit_full(
            known, priors, warmup=warmup, draws=draws, seed=seed, target=target, rho=0.0, further=further
        )
        also = {cell.response: tuple(case.obligations) for cell, case in zip(asked, hidden, strict=True)}
        at = spots(asked, posterior.frame, priors, {}, also)
        return np.asarray(rates(posterior.with_strangers, at, priors).mean(axis=0))

    return predict


def untold(priors: Priors | None = None, scale: float = 1.5) -> Priors:
    """Priors that know nothing of how often alliances were honoured: means and effects around 0 with this scale."""
    content = (priors or shipped()).model_dump()
    for group in ("typical", "effects"):
        for prior in content[group].values():
            prior.update(loc=0.0, scale=scale, grade="J", source="nothing is known")
    return Priors.model_validate(content)


def _cell(number: int, case: WarCase) -> Cell:
    return Cell(
        response=f"r-{number:04}",
        test=f"x-{number:04}",
        patron=case.alliance,
        client="",
        domain="military",
        obligation=min(case.obligations, default="defence"),
        crisis=case.war,
        year=_YEARS[case.since_1945],
        p_due=1.0,
        loglik=np.zeros(3) if case.honoured is None else _HONOURED if case.honoured else _NOT,
        origins=(),
        multilateral=case.multilateral,
    )
