"""What a user may set about rates: how fast the usual may drift, how bursty news may be, what is known of a series without history."""

from __future__ import annotations

from dataclasses import dataclass

DAYS_A_YEAR = 365.0


@dataclass(frozen=True, slots=True)
class Prior:
    """What is believed of a series before its first day: a Gamma distribution of its rate.

    Raises:
        ValueError: a number is not above zero.
    """

    per_year: float = 20.0
    """Mean: independent origins a year under usual coverage."""
    weight: float = 0.4
    """Shape of the Gamma: how many origins the belief is worth. The default is hardly any: a week of
    a series outweighs it."""

    def __post_init__(self) -> None:
        if not (self.per_year > 0 and self.weight > 0):
            raise ValueError(
                f"a prior needs a rate and a weight above 0, not {self.per_year} a year and {self.weight}"
            )


@dataclass(frozen=True, slots=True)
class Settings:
    """How rates are modelled. The table of false-alarm rates was made for the defaults; another setting needs its own (see the docs).

    Raises:
        ValueError: lists are empty, of unlike length or out of order; a number is out of range.
    """

    windows: tuple[int, ...] = (1, 2, 3, 5, 7, 10, 14, 21, 28, 42, 60, 90)
    """Days up to today in which something new may have begun; the longest bounds the slowest build-up that is seen."""
    ratios: tuple[float, ...] = (2.0, 4.0, 10.0)
    """By how much the rate may have risen; equally likely."""
    burstiness: tuple[float, ...] = (1.0, 1.5, 2.5, 5.0)
    """Variance of a count over its mean at a known rate: 1 where origins come one by one, more where one event makes several."""
    burstiness_weights: tuple[float, ...] = (0.3, 0.3, 0.25, 0.15)
    """How likely each is before a series has shown which it is; sums to 1."""
    drifts: tuple[float, ...] = (0.4, 1.5)
    """Standard deviation of the change of the logarithm of the usual rate in a year: slow, and as restless as the news of a crisis."""
    drift_weights: tuple[float, ...] = (0.7, 0.3)
    """How likely each is before a series has shown which it is; sums to 1."""
    pause_days: int = 28
    """Days after an alarm in which the same series raises no other."""

    def __post_init__(self) -> None:
        if not self.windows or list(self.windows) != sorted(set(self.windows)) or self.windows[0] != 1:
            raise ValueError(
                f"windows are days from 1 up, each longer than the one before, not {self.windows}"
            )
        if not self.ratios or min(self.ratios) <= 1:
            raise ValueError(f"ratios are above 1, not {self.ratios}")
        if min(self.burstiness, default=0) < 1:
            raise ValueError(f"burstiness is 1 or more, not {self.burstiness}")
        if min(self.drifts, default=0) <= 0:
            raise ValueError(f"drifts are above 0, not {self.drifts}")
        for name in ("burstiness", "drift"):
            values = self.burstiness if name == "burstiness" else self.drifts
            weights = self.burstiness_weights if name == "burstiness" else self.drift_weights
            if len(weights) != len(values) or min(weights) <= 0 or round(sum(weights), 6) != 1:
                raise ValueError(f"weights of {name} are above 0, one for each, and sum to 1, not {weights}")
        if self.pause_days < 0:
            raise ValueError(f"a pause has 0 days or more, not {self.pause_days}")
