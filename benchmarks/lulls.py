"""Whether sources that answer and bring nothing new are told when their news has stopped, and not when that is their way.

Run by hand (some five minutes on one core); writes lulls.json, and prints the table of docs/warning-rates.md.

    python benchmarks/lulls.py [--years 100] [--seed 20261128]

A list-year is a year of 40 followed sources, five of each kind, from 0.5 to 50 items a day, after four months from which their rhythm is
known. In it nothing stops, so whatever is told is false. For the delay the same sources stop on a day of the year, and answer on.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from papertiger.warning.lull import lull
from papertiger.warning.rules.outage import BY_CHANCE
from papertiger.warning.values import SourceDay

KEPT = Path(__file__).with_suffix(".json")
FIRST = date(2025, 1, 6)
KNOWN, YEAR = 120, 365
RATES = (0.5, 2.0, 8.0, 20.0, 50.0)
LOOKS = 12
LEAST = 2
"""Days since the last item before which nothing is told, as in the rule."""
Array = NDArray[np.float64]
Draw = Callable[[Array, np.random.Generator], Array]


def weekends(days: Array, rng: np.random.Generator) -> Array:
    """Less at weekends, by a part of the source's own."""
    return np.where(days % 7 >= 5, rng.choice([0.05, 0.15, 0.5, 0.8]), 1.0)  # noqa: PLR2004 - Saturday


def bursts(days: Array, rng: np.random.Generator) -> Array:
    """Some days many times as much as others, by lot."""
    return weekends(days, rng) * rng.gamma(0.7, 1 / 0.7, len(days))


def waves(days: Array, rng: np.random.Generator) -> Array:
    """Busy and slack weeks: a wave of 0.6 in the logarithm that forgets within ten days."""
    keeps, level = np.exp(-0.1), np.empty(len(days))
    level[0] = rng.normal(0, 0.6)
    for day in range(1, len(days)):
        level[day] = keeps * level[day - 1] + rng.normal(0, 0.6 * np.sqrt(1 - keeps**2))
    return np.asarray(weekends(days, rng) * np.exp(level - 0.18))


def fading(days: Array, rng: np.random.Generator) -> Array:
    """A source that brings a sixth at the end of what it brought at first."""
    return np.asarray(weekends(days, rng) * np.exp(-np.log(6) * days / len(days)))


def holidays(days: Array, rng: np.random.Generator) -> Array:
    """Three to eight days with a fifth of the news, three times a year."""
    part = weekends(days, rng)
    for begin in range(20, len(days), 120):
        part[begin : begin + int(rng.integers(3, 9))] *= 0.2
    return part


KINDS: dict[str, Draw] = {
    "steady": lambda days, _: np.ones(len(days)),
    "quiet weekends": weekends,
    "bursts": bursts,
    "waves": waves,
    "fading": fading,
    "holidays": holidays,
    "weekly": lambda days, _: np.where(days % 7 == 3, 7.0, 0.02),  # noqa: PLR2004 - on Thursdays
    "monthly": lambda days, _: np.where(days % 30 == 0, 30.0, 0.0),
}


def items(kind: str, rate: float, rng: np.random.Generator) -> list[int]:
    """New items by day."""
    days = np.arange(KNOWN + YEAR, dtype=float)
    busy = np.exp(rng.normal(0, 0.15, len(days)))
    found: list[int] = rng.poisson(rate * KINDS[kind](days, rng) * busy).tolist()
    return found


def told(given: list[int], allowed: float, start: int = KNOWN) -> list[int]:
    """Days on which a lull begins to be told."""
    days = [SourceDay("s", FIRST + timedelta(at), LOOKS, LOOKS, one) for at, one in enumerate(given)]
    found, last = [], -1
    for day, one in enumerate(given):
        if one:
            last = day
        elif day >= start and day - last >= LEAST and not (found and found[-1] > last):
            seen = lull(days[: day + 1])
            if seen is not None and seen.per_year <= allowed:
                found.append(day)
    return found


def study(years: int, seed: int) -> dict[str, Any]:
    """False ones by kind, and the days after which a stop is told by kind and rate."""
    allowed = BY_CHANCE / (len(KINDS) * len(RATES))
    rows: dict[str, Any] = {}
    for at, kind in enumerate(KINDS):
        rng = np.random.default_rng((seed, at))
        false, delays = 0, {}
        for rate in RATES:
            waited = []
            for _ in range(years):
                given = items(kind, rate, rng)
                false += len(told(given, allowed))
                stop = int(rng.integers(KNOWN, KNOWN + YEAR - 60))
                stopped = [*given[:stop], *[0] * (KNOWN + YEAR - stop)]
                seen = [day for day in told(stopped, allowed, stop) if day >= stop]
                waited.append(seen[0] - stop + 1 if seen else YEAR)
            delays[f"{rate:g}"] = median(waited)
        rows[kind] = {"false": false, "days_until_told": delays}
        sys.stderr.write(f"{kind}: {rows[kind]}\n")
    false = sum(one["false"] for one in rows.values())
    return {"years": years, "seed": seed, "allowed": BY_CHANCE, "false": false, "kinds": rows}


def table(kept: dict[str, Any]) -> str:
    """For the docs."""
    lines = [
        f"| source | told in {kept['years']} list-years | "
        + " | ".join(f"{rate:g} a day" for rate in RATES)
        + " |",
        "|---" * (2 + len(RATES)) + "|",
    ]
    for kind, one in kept["kinds"].items():
        days = (f"{one['days_until_told'][f'{rate:g}']:g}" for rate in RATES)
        lines.append(f"| {kind} | {one['false']} | " + " | ".join(days) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--years", type=int, default=100)
    parser.add_argument("--seed", type=int, default=20261128)
    options = parser.parse_args()
    found = {"how": "python benchmarks/lulls.py"} | study(options.years, options.seed)
    KEPT.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(table(found) + "\n")
