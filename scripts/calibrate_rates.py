"""Make the table that says how often a year chance brings a series to a value of the statistic (`papertiger.warning.rates.frequency`).

    python scripts/calibrate_rates.py [--series 1000] [--years 3]

Null worlds of every rate and burstiness are followed without raising alarms; after a first year, which is for learning, times at which the
statistic first passes each value are counted, each series being deaf for a while after. Some minutes on one core.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike

from papertiger.warning.rates.settings import DAYS_A_YEAR, Prior, Settings
from papertiger.warning.rates.tracking import tracked
from papertiger.warning.rates.worlds import World

RATES = (0.25, 0.5, 1.0, 2.0, 5.0, 15.0, 50.0, 200.0)
BURSTINESS = (1.0, 2.0, 4.0)
STATISTICS = tuple(round(10 ** (1.25 + step / 4), 4 - step // 4) for step in range(20))
DRIFT = 0.3
DEAF_DAYS = 60
SEED = 20261128
ENOUGH = 8
"""Alarms that a frequency must rest on; below that the fall goes on as before."""


class Never:
    """Stands for a table: no statistic is ever rare enough for an alarm."""

    def per_year(self, statistic: ArrayLike, rate: ArrayLike, burstiness: ArrayLike) -> np.ndarray:  # noqa: ARG002
        """Always once a day."""
        return np.full(np.shape(statistic), DAYS_A_YEAR)


def frequencies(world: World, series: int, years: int, generator: np.random.Generator) -> np.ndarray:
    """Alarms a year at each statistic, in this world."""
    counts, exposure = world.draw(series, years * 365, generator)
    found = tracked(counts, exposure, np.zeros(series), Never(), Prior(), Settings())
    statistic = found.statistic[:, 365:]
    out = []
    for threshold in STATISTICS:
        above = statistic >= threshold
        alarms, at_risk = 0, 0
        for row in above[above.any(axis=1)]:
            day = 0
            while day < len(row):
                next_one = int(row[day:].argmax())
                if not row[day + next_one]:
                    break
                alarms += 1
                at_risk -= min(DEAF_DAYS, len(row) - day - next_one)
                day += next_one + DEAF_DAYS
        at_risk += above.size
        out.append(alarms / max(at_risk, above.size / 2) * DAYS_A_YEAR)
    return np.array(out)


def smooth(found: np.ndarray, series_years: float) -> np.ndarray:
    """Falling with the statistic; where fewer than 8 were counted, on with the fall of the last two decades that were (at least by a half each)."""
    out = np.minimum.accumulate(found)
    enough = np.flatnonzero(out * series_years >= ENOUGH)
    last = int(enough[-1]) if len(enough) else 0
    first = max(0, last - 8)
    steps = max(1, last - first)
    fall = (
        min((np.log(out[last]) - np.log(out[first])) / steps, -np.log(2) / 4)
        if len(enough)
        else -np.log(10) / 4
    )
    start = out[last] if len(enough) else 1 / series_years
    out[last:] = start * np.exp(fall * np.arange(len(out) - last))
    return out


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--series", type=int, default=1000)
    parser.add_argument("--years", type=int, default=3)
    options = parser.parse_args()
    generator = np.random.default_rng(SEED)
    lines = [
        "# Alarms a year by chance: made by scripts/calibrate_rates.py; change it there.",
        "made: >-",
        f"  {options.series} series of {options.years} years in each world, the first for learning; drift {DRIFT} a year, origins of one event within 3 days; seed {SEED}",
        f"rates: [{', '.join(map(str, RATES))}]",
        f"burstiness: [{', '.join(map(str, BURSTINESS))}]",
        f"statistics: [{', '.join(f'{value:g}' for value in STATISTICS)}]",
        "per_year:",
    ]
    for rate in RATES:
        for number, burstiness in enumerate(BURSTINESS):
            world = World(rate, burstiness, 3, DRIFT)
            raw = frequencies(world, options.series, options.years, generator)
            cell = smooth(raw, options.series * (options.years - 1))
            print(rate, burstiness, np.array2string(cell, precision=4, max_line_width=200), flush=True)
            lines.append(f"{'-' if not number else ' '} - [{', '.join(f'{value:.4g}' for value in cell)}]")
    path = Path(__file__).parent.parent / "src/papertiger/warning/rates/data/frequency.yaml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
