"""How unusual it is that so little was reported: the low side of a series.

Windows of one length, from the one that ends today backwards, hold counts of independent origins; those before it give mean and dispersion,
and the prediction for the last is negative binomial with the exposure it had (variance = dispersion × mean, dispersion at least 1, with two
windows' worth of a mild 1.5 mixed in, so that few windows promise no more than they know). How often a year so little would be seen by
chance follows from the rate at which a window that moves by days comes down to the count: an origin leaves it ``365 / w × m`` times a
year, each time with the probability that so few remain (Poisson clumping: Aldous 1989, from memory); the probability of so few *or fewer* stands in for it,
which errs on the side of silence about silence.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from papertiger.warning.values import Surprise

FEWEST: Final = 4
"""Windows of history below which nothing is said."""
_MILD: Final = 1.5
_MIXED: Final = 2
_YEAR: Final = 365.25
_SEEN: Final = 0.5
"""Mean exposure that a window of the past needs to count."""


def quiet(
    counts: Sequence[float], exposure: Sequence[float], window: int, per_year: float
) -> Surprise | None:
    """How unusual the count of the last `window` days is for being so low; None where the history is too short.

    Args:
        counts: independent origins by day, the last one today.
        exposure: 1.0 is usual coverage; by day.
        window: days.
        per_year: alarms a year that chance may raise in this series.

    Returns:
        `exceedance` is the probability of so few or fewer on one evaluation.
    """
    sums = []
    for end in range(len(counts), window - 1, -window):
        seen = sum(exposure[end - window : end])
        sums.append((sum(counts[end - window : end]), seen))
    if not sums:
        return None
    (now, seen_now), *past = sums
    past = [(count, seen) for count, seen in past if seen >= _SEEN * window]
    if len(past) < FEWEST or seen_now <= 0:
        return None
    rate = sum(count for count, _ in past) / sum(seen for _, seen in past)
    mean = rate * seen_now
    if mean <= 0:
        return None
    over = sum((count - rate * seen) ** 2 / max(rate * seen, 1e-9) for count, seen in past)
    dispersion = max((over + _MIXED * _MILD) / (len(past) - 1 + _MIXED), 1.0)
    dispersion *= 1 + 1 / len(past)  # the mean is itself an estimate
    below = _at_most(now, mean, dispersion)
    often = min(below * max(mean, 1.0), 1.0) * _YEAR / window
    return Surprise(
        count=now,
        expected=mean,
        low=_quantile(0.05, mean, dispersion),
        high=_quantile(0.95, mean, dispersion),
        exceedance=below,
        per_year=often,
        history_days=len(past) * window,
        alarm=now < mean and often <= per_year,
        days=window,
        allowed=per_year,
    )


def _at_most(count: float, mean: float, dispersion: float) -> float:
    """P(N <= count) of the negative binomial with this mean and variance ``dispersion × mean``."""
    from scipy.special import betainc  # noqa: PLC0415 - heavy

    size = mean / (dispersion - 1)
    return float(betainc(size, count + 1, size / (size + mean)))


def _quantile(share: float, mean: float, dispersion: float) -> float:
    count = 0
    while _at_most(count, mean, dispersion) < share:
        count += 1
    return float(count)
