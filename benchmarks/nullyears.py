"""Whether the false alarms that a user chooses are what a list brings in years in which nothing happens; and what a rise is seen by.

Run by hand (some ten minutes on one core); writes nullyears.json, and prints the tables of docs/warning-rates.md.

    python benchmarks/nullyears.py            # both studies
    python benchmarks/nullyears.py --keep-lead --workers 2   # only the null years
    python benchmarks/nullyears.py --lead     # only how early rises are seen, beside simpler rules at as many false alarms
    python benchmarks/nullyears.py --table    # only the tables, from what is kept

A null year: a list of series in a world where nothing happens but what always happens. Each series has a year of history first, except
in the worlds named `new`. Lists share the chosen rate evenly over their series.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from dataclasses import asdict, replace
from multiprocessing import Pool
from pathlib import Path
from typing import Any

import numpy as np
from scipy.stats import chi2

from papertiger.warning.rates import Chance, Prior, Settings
from papertiger.warning.rates.level import Usual
from papertiger.warning.rates.tracking import tracked
from papertiger.warning.rates.worlds import World

KEPT = Path(__file__).parent / "nullyears.json"
YEARS = 200
YEAR = 365
SEED = 20261202

CHOSEN = (0.5, 2.0, 6.0)
RATES = (0.5, 10.0, 200.0)
WORLDS: dict[str, World] = {
    "plain": World(1),
    "drifting": World(1, drift=0.4),
    "bursty": World(1, burstiness=3, spread_days=3),
    "bursty, drifting, with holes": World(1, burstiness=3, spread_days=3, drift=0.4, holes=2),
    "plain, new": World(1),
    "bursty, new": World(1, burstiness=3, spread_days=3),
    "quiet weekends": World(1, burstiness=1.5, spread_days=2, weekend=0.4),
    "restless": World(1, burstiness=2, spread_days=2, swing=0.45),
}
MIXED = ("plain", "drifting", "bursty", "bursty, drifting, with holes")
"""Worlds of the mixed list, on whose years the chosen rate must hold."""
DESIGNS = {
    "all windows": Settings(),
    "1 day": Settings(windows=(1,)),
    "7 days": Settings(windows=(1, 7)),
    "28 days": Settings(windows=(1, 28)),
    "no bursts, one drift": Settings(
        burstiness=(1.0,), burstiness_weights=(1.0,), drifts=(0.4,), drift_weights=(1.0,)
    ),
}
RISES = (7, 60)
"""Days over which a rise grows."""
LIST, CELL = 40, 5
"""Series of the mixed list, and of a list of one world and rate."""


def within(seen: int) -> tuple[float, float]:
    """95 % interval of the mean of a Poisson count (Garwood 1936)."""
    low = chi2.ppf(0.025, 2 * seen) / 2 if seen else 0.0
    return float(low), float(chi2.ppf(0.975, 2 * seen + 2) / 2)


def told(alarms: np.ndarray, chosen: float) -> dict[str, Any]:
    """Seen beside expected; `alarms` by year."""
    seen, expected = int(alarms.sum()), chosen * len(alarms)
    low, high = within(seen)
    generator = np.random.default_rng(SEED)
    means = alarms[generator.integers(0, len(alarms), (2000, len(alarms)))].mean(axis=1)
    return {
        "chosen": chosen,
        "years": len(alarms),
        "expected": expected,
        "seen": seen,
        "per_year": round(seen / len(alarms), 3),
        "interval": [round(low / len(alarms), 3), round(high / len(alarms), 3)],
        "interval_of_years": [round(float(one), 3) for one in np.quantile(means, [0.025, 0.975])],
        "holds": bool(low <= expected <= high),
        "exceeds": bool(low > expected),
    }


def null_list(
    worlds: Sequence[World], chosen: float, years: int, generator: np.random.Generator, *, new: bool
) -> np.ndarray:
    """False alarms by year of a list with one series of each of `worlds`."""
    days = YEAR if new else 2 * YEAR
    found = np.zeros(years)
    per_batch = max(1, 1000 // len(worlds))
    for first in range(0, years, per_batch):
        number = min(per_batch, years - first)
        drawn = [world.draw(number, days, generator) for world in worlds]
        counts, exposure = (np.concatenate([one[part] for one in drawn]) for part in (0, 1))
        tracks = Chance(chosen).track_many(counts, exposure, share=1 / len(worlds))
        alarms = tracks.alarm[:, -YEAR:].sum(axis=1)
        found[first : first + number] = alarms.reshape(len(worlds), number).sum(axis=0)
    return found


def row(task: tuple[str, float, float]) -> dict[str, Any]:
    """One row of the study: world (or `mixed`), rate, chosen false alarms a year; its own random numbers."""
    name, rate, chosen = task
    place = [*WORLDS, "mixed"].index(name)
    generator = np.random.default_rng((SEED, place, round(rate * 10), round(chosen * 10)))
    if name == "mixed":
        rates = np.exp(np.linspace(np.log(0.5), np.log(200), LIST))
        worlds = [
            replace(WORLDS[MIXED[i % len(MIXED)]], per_year=float(rate)) for i, rate in enumerate(rates)
        ]
    else:
        worlds = [replace(WORLDS[name], per_year=rate)] * CELL
    found = told(null_list(worlds, chosen, YEARS, generator, new="new" in name), chosen)
    return found if name == "mixed" else {"world": name, "rate": rate, **found}


def null_years(workers: int) -> dict[str, Any]:
    """The chosen rates on a mixed list, and 2 a year on lists of one world and rate each."""
    tasks = [("mixed", 0.0, chosen) for chosen in CHOSEN]
    tasks += [(name, rate, 2.0) for name in WORLDS for rate in RATES]
    found = []
    with Pool(workers) as pool:
        for one in pool.imap(row, tasks):
            found.append(one)
            print(one, flush=True)  # noqa: T201 - a script
    return {"mixed": found[: len(CHOSEN)], "cells": found[len(CHOSEN) :]}


class Never:
    """Stands for a table: no statistic is ever rare enough for an alarm."""

    def per_year(self, statistic: np.ndarray, usual: Usual) -> np.ndarray:  # noqa: ARG002
        """Always once a day."""
        return np.full(np.shape(statistic), float(YEAR))


def crossings(statistic: np.ndarray, threshold: float) -> int:
    """Times that the statistic passes the threshold, none within two months of another of the same series."""
    number = 0
    for row in (above := statistic >= threshold)[above.any(axis=1)]:
        day = 0
        while row[day:].any():
            day += int(row[day:].argmax()) + 60
            number += 1
    return number


def lead() -> list[dict[str, Any]]:
    """How early rises are seen, by all windows and by single ones, at 0.05 false alarms a year and series."""
    generator = np.random.default_rng(SEED)
    series, day, out = 200, 900, []
    for rate, events in ((1.5, 5.0), (30.0, 15.0)):
        for name in ("drifting", "bursty, drifting, with holes"):
            world = replace(WORLDS[name], per_year=rate)
            counts, exposure = world.draw(series, 3 * YEAR, generator)
            origins = events * (world.burstiness + 1) / 2
            quiet = {design: _statistic(counts, exposure, settings) for design, settings in DESIGNS.items()}
            for days in RISES:
                ramp = np.arange(1, days + 1) / np.arange(1, days + 1).sum() * origins
                daily = [
                    replace(world, per_year=float(one) * YEAR, drift=0, holes=0, spread_days=1)
                    for one in ramp
                ]
                more = np.concatenate([one.draw(series, 1, generator)[0] for one in daily], axis=1)
                risen = counts.copy()
                risen[:, day : day + days] += more * (exposure[:, day : day + days] > 0)
                for design, settings in DESIGNS.items():
                    threshold = _threshold(quiet[design][:, YEAR:])
                    loud = _statistic(risen, exposure, settings) >= threshold
                    above = loud[~loud[:, day - 60 : day].any(axis=1), day : day + days]
                    ahead = np.where(above.any(axis=1), days - above.argmax(axis=1), 0)
                    told_ = {
                        "seen": round(float((ahead > 0).mean()), 3),
                        "mean_lead": round(float(ahead.mean()), 1),
                    }
                    out.append(
                        {
                            "rate": rate,
                            "world": name,
                            "events": events,
                            "days": days,
                            "design": design,
                            **told_,
                        }
                    )
                    print(out[-1], flush=True)  # noqa: T201 - a script
    return out


def _statistic(counts: np.ndarray, exposure: np.ndarray, settings: Settings) -> np.ndarray:
    return tracked(counts, exposure, np.zeros(len(counts)), Never(), Prior(), settings).statistic


def _threshold(statistic: np.ndarray) -> float:
    """That is passed 0.05 times a year and series."""
    low, high = 0.0, 20.0
    for _ in range(20):
        middle = (low + high) / 2
        many = crossings(statistic, float(np.exp(middle))) > 0.05 * statistic.size / YEAR
        low, high = (middle, high) if many else (low, middle)
    return float(np.exp(high))


def tables(kept: dict[str, Any]) -> str:
    """The tables of the document."""
    lines = ["| chosen a year | expected | seen | a year, 95 % interval |", "|---|---|---|---|"]
    lines += [
        f"| {row['chosen']:g} | {row['expected']:g} | {row['seen']} | {row['per_year']:.2f} ({row['interval'][0]:.2f}-{row['interval'][1]:.2f}) |"
        for row in kept["mixed"]
    ]
    lines += [
        "",
        "| world | " + " | ".join(f"{rate:g}" for rate in RATES) + " |",
        "|---|" + "---|" * len(RATES),
    ]
    for name in dict.fromkeys(row["world"] for row in kept["cells"]):
        cells = {row["rate"]: row["per_year"] for row in kept["cells"] if row["world"] == name}
        lines.append(f"| {name} | " + " | ".join(f"{cells[rate]:.2f}" for rate in RATES) + " |")
    if kept.get("lead"):
        lines += [
            "",
            "| origins a year, world, rise | " + " | ".join(DESIGNS) + " |",
            "|---|" + "---|" * len(DESIGNS),
        ]
        for key in dict.fromkeys((row["rate"], row["world"], row["days"]) for row in kept["lead"]):
            rows = {
                row["design"]: row for row in kept["lead"] if (row["rate"], row["world"], row["days"]) == key
            }
            cells = " | ".join(f"{rows[one]['seen']:.2f}, {rows[one]['mean_lead']:.1f}" for one in DESIGNS)
            lines.append(f"| {key[0]:g}, {key[1]}, {key[2]} days | {cells} |")
    return "\n".join(lines)


def main() -> None:
    """Do what is asked."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--lead", action="store_true")
    parser.add_argument("--keep-lead", action="store_true")
    parser.add_argument("--table", action="store_true")
    parser.add_argument("--workers", type=int, default=1)
    given = parser.parse_args()
    kept = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    if not given.table:
        started = time.perf_counter()
        if not given.lead:
            kept |= null_years(given.workers)
            kept["settings"] = asdict(Settings())
            kept["worlds"] = {name: asdict(world) for name, world in WORLDS.items()}
        if given.lead or "lead" not in kept or not given.keep_lead:
            kept["lead"] = lead()
        kept["seconds"] = round(time.perf_counter() - started)
        KEPT.write_text(json.dumps(kept, indent=1) + "\n")
    print(tables(kept))  # noqa: T201 - a script


if __name__ == "__main__":
    main()
