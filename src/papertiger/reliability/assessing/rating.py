"""From a posterior to a rate that may be told: rounded, or in words only where the record is too thin."""

from __future__ import annotations

from typing import Protocol

from papertiger.reliability.assessing.answer import Interval, Rate
from papertiger.reliability.assessing.definitions import Definitions, definitions

QUANTILES = (1, 5, 10, 25, 50, 75, 90, 95, 99)
"""Per cent that programs get."""


class Posterior(Protocol):
    """What both models of the rate give."""

    @property
    def median(self) -> float: ...  # noqa: D102 - as in `quick.Posterior`
    @property
    def n_eff(self) -> float: ...  # noqa: D102
    @property
    def prior_share(self) -> float: ...  # noqa: D102
    def quantile(self, q: float) -> float: ...  # noqa: D102
    def interval(self, level: float = 0.9) -> tuple[float, float]: ...  # noqa: D102
    def below(self, rate: float) -> float: ...  # noqa: D102
    def prior_interval(self, level: float = 0.9) -> tuple[float, float]: ...  # noqa: D102


def is_thin(posterior: Posterior, defined: Definitions | None = None) -> bool:
    """Whether the record bears no figure."""
    return posterior.n_eff < (defined or definitions()).thin


def rate_of(posterior: Posterior) -> Rate:
    """The rate as it may be told."""
    defined = definitions()
    prior = _interval(posterior.prior_interval(), defined)
    share = defined.rounded(posterior.prior_share)
    if is_thin(posterior, defined):
        return Rate(told="words", median=None, half=None, ninety=None, prior_ninety=prior, prior_share=share)
    below = posterior.below(0.5)
    return Rate(
        told="interval",
        median=defined.rounded(posterior.median),
        half=_interval(posterior.interval(0.5), defined),
        ninety=_interval(posterior.interval(0.9), defined),
        prior_ninety=prior,
        prior_share=share,
        below_half=defined.rounded(below),
        below_half_words=defined.words(below),
        quantiles={str(q): round(posterior.quantile(q / 100), 4) for q in QUANTILES},
    )


def _interval(ends: tuple[float, float], defined: Definitions) -> Interval:
    return Interval(low=defined.rounded(ends[0]), high=defined.rounded(ends[1]))


def effective(n_eff: float) -> str:
    """Effective tests as they are printed: one decimal, whole from ten on."""
    return f"{n_eff:.0f}" if n_eff >= 9.95 else f"{n_eff:.1f}"  # noqa: PLR2004 - would be printed as 10.0
