"""Make the table that says how often a year chance brings a series to a value of the statistic (`papertiger.warning.rates.frequency`).

    python scripts/calibrate_rates.py [--series 30000]

Null series of three years, of all sorts of rate, burstiness, drift and coverage, are followed without raising alarms. What counts are the
times at which the statistic first passes each value, each series being deaf for a while after, by what was believed of the series on that
morning (its rate, burstiness and drift), over the time for which so much was believed. Some ten minutes on one core.
"""

from __future__ import annotations

import argparse
from itertools import product
from pathlib import Path

import numpy as np

from papertiger.warning.rates.frequency import place
from papertiger.warning.rates.level import Usual
from papertiger.warning.rates.settings import DAYS_A_YEAR, Prior, Settings
from papertiger.warning.rates.tracking import Tracks, tracked
from papertiger.warning.rates.worlds import World

RATES = (0.3, 1.0, 3.0, 10.0, 30.0, 100.0, 300.0)
BURSTINESS = (1.1, 1.8, 3.0, 4.5)
DRIFTS = (0.45, 0.7, 1.2)
STATISTICS = tuple(round(10 ** (1.5 + step / 4), 1) for step in range(21))
YEARS = 3
LEARNING_DAYS = 60
"""Days at the start of each series that are not counted."""
DEAF_DAYS = 60
GROUP, GROUPS = 25, 40
"""Series of one world, and worlds drawn at a time."""
ENOUGH = 8
"""Alarms that a frequency must rest on; below that the fall goes on as before."""
BORROWED_YEARS = 30.0
"""For how many years of its own a place in the table counts what is found over all drifts."""
CORRECTION = ((0.0125, 0.49), (0.05, 0.815), (0.15, 1.06))
"""Alarms a year and series as the table tells them without this, and how many times as many came.

Alarms change what follows, thresholds move with what is believed, and the fall beyond what was counted is held on the safe side. Measured
on the mixed lists of benchmarks/nullyears.py with seed 20261201; the kept figures there are of another seed.
"""
SEED = 20261128


class Never:
    """Stands for a table: no statistic is ever rare enough for an alarm."""

    def per_year(self, statistic: np.ndarray, usual: Usual) -> np.ndarray:  # noqa: ARG002
        """Always once a day."""
        return np.full(np.shape(statistic), DAYS_A_YEAR)


def any_world(generator: np.random.Generator) -> World:
    """A world in which nothing happens, of any sort."""
    plain = generator.random() < 0.4  # noqa: PLR2004 - shares of the sorts stand where they are drawn
    return World(
        per_year=float(np.exp(generator.uniform(np.log(0.25), np.log(400)))),
        burstiness=1.0 if plain else float(np.exp(generator.uniform(np.log(1.3), np.log(5)))),
        spread_days=1 if plain else int(generator.choice([1, 3])),
        drift=float(generator.choice([0.0, 0.3, 0.6])),
        swing=float(generator.choice([0.0, 0.0, 0.0, 0.3, 0.45])),
        holes=float(generator.choice([0.0, 0.0, 2.0])),
    )


def count(found: Tracks, alarms: np.ndarray, years: np.ndarray) -> None:
    """Add what a batch of series brings to both tables, shared among the places of the table that lie around each day."""
    learned = slice(LEARNING_DAYS, None)
    axes = [np.log(axis) for axis in (RATES, BURSTINESS, DRIFTS)]
    values = [part[:, learned] for part in (found.usual, found.burstiness, found.drift)]
    places = [place(axis, value) for axis, value in zip(axes, values, strict=True)]
    statistic = found.statistic[:, learned]
    last = np.full((len(STATISTICS), len(statistic)), -DEAF_DAYS)
    for day in range(statistic.shape[1]):
        today = [(at[:, day], part[:, day]) for at, part in places]
        open_now = last + DEAF_DAYS <= day
        passed = open_now & (statistic[:, day] >= np.array(STATISTICS)[:, None])
        last[passed] = day
        for corner in product((0, 1), repeat=3):
            share = np.ones(len(statistic))
            for (_, part), side in zip(today, corner, strict=True):
                share = share * (part if side else 1 - part)
            at = tuple(left + side for (left, _), side in zip(today, corner, strict=True))
            np.add.at(years, at, (share * open_now).T / DAYS_A_YEAR)
            np.add.at(alarms, at, (share * passed).T)


def smooth(alarms: np.ndarray, years: np.ndarray) -> np.ndarray:
    """Falling with the statistic; where fewer than `ENOUGH` were counted, on with the fall of the two decades before.

    That fall is held between a factor of 2 and one of 10 a decade: the statistic cannot rise more often than its inverse tells (the
    martingale of Shiryaev and Roberts), and what falls faster only because it was hardly seen is not trusted.
    """
    out = np.minimum.accumulate(np.maximum(alarms, 1e-9) / np.maximum(years, 1e-9))
    enough = np.flatnonzero(alarms >= ENOUGH)
    last = int(enough[-1]) if len(enough) else 0
    first = max(0, last - 8)
    fall = float(
        np.clip(np.log(out[last] / out[first]) / max(1, last - first), -np.log(10) / 4, -np.log(2) / 4)
    )
    out[last:] = out[last] * np.exp(fall * np.arange(len(out) - last))
    return np.minimum.accumulate(out)


def corrected(per_year: np.ndarray) -> np.ndarray:
    """The table as it holds once alarms are given: `CORRECTION` between its points, and as at its ends beyond them."""
    nominal, seen = np.log(np.array(CORRECTION)).T
    return np.asarray(per_year * np.exp(np.interp(np.log(per_year), nominal, seen)))


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--series", type=int, default=30000)
    options = parser.parse_args()
    generator = np.random.default_rng(SEED)
    size = (len(RATES), len(BURSTINESS), len(DRIFTS), len(STATISTICS))
    alarms, years = np.zeros(size), np.zeros(size)
    for number in range(max(1, options.series // (GROUP * GROUPS))):
        drawn = [any_world(generator).draw(GROUP, YEARS * 365, generator) for _ in range(GROUPS)]
        counts, exposure = (np.concatenate([one[part] for one in drawn]) for part in (0, 1))
        count(tracked(counts, exposure, np.zeros(len(counts)), Never(), Prior(), Settings()), alarms, years)
        print((number + 1) * GROUP * GROUPS, "series", flush=True)
    over = alarms.sum(axis=2, keepdims=True), years.sum(axis=2, keepdims=True)
    alarms = alarms + BORROWED_YEARS * over[0] / np.maximum(over[1], 1e-9)
    years = years + BORROWED_YEARS
    lines = [
        "# Alarms a year by chance: made by scripts/calibrate_rates.py; change it there.",
        "made: >-",
        f"  {options.series} null series of {YEARS} years of all sorts, see the script; seed {SEED}",
        f"rates: [{', '.join(map(str, RATES))}]",
        f"burstiness: [{', '.join(map(str, BURSTINESS))}]",
        f"drifts: [{', '.join(map(str, DRIFTS))}]",
        f"statistics: [{', '.join(f'{value:g}' for value in STATISTICS)}]",
        "per_year:",
    ]
    for i, j, k in product(*map(range, size[:3])):
        begin = ("- " if not j + k else "  ") + ("- " if not k else "  ") + "- "
        cell = corrected(smooth(alarms[i, j, k], years[i, j, k]))
        lines.append(begin + f"[{', '.join(f'{value:.4g}' for value in cell)}]")
        print(
            RATES[i],
            BURSTINESS[j],
            DRIFTS[k],
            np.round(years[i, j, k, -1]),
            np.array2string(cell[2:13], precision=3, max_line_width=200),
        )
    path = Path(__file__).parent.parent / "src/papertiger/warning/rates/data/frequency.yaml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
