"""What chance does to Sobol indices, and which way of dealing with it is least biased.

A preset is cut to a short horizon and a few uncertain numbers, so that reference indices can be had by brute force (many base points, many replicates).
Small studies are then repeated under each way of numbering chances, with averaging alone and with the chance taken off, and their mean is held
against the reference. Run by hand; prints one JSON object (kept as sensitivity.json).

    python benchmarks/sensitivity.py [--quick]
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from papertiger.scenario.files import preset
from papertiger.scenario.model.structure import Floats
from papertiger.scenario.parallel import Crew
from papertiger.scenario.sensitivity.designs import sobol_design
from papertiger.scenario.sensitivity.groups import groups_of
from papertiger.scenario.sensitivity.indices import indices_of
from papertiger.scenario.sensitivity.points import Engine, run_points
from papertiger.scenario.sensitivity.result import Indices
from papertiger.scenario.terms import Scenario

KEPT = (
    "mechanisms.will_base",
    "mechanisms.exit_base",
    "mechanisms.exit_trust",
    "mechanisms.pull_trust",
    "mechanisms.spill",
    "mechanisms.concession_gain",
)
"""The last drives none of the quantities: its total index is 0."""
QUANTITIES = ("exits", "aligned", "honour_rate_given_tested")
WAYS = ("own", "shared", "all")
"""Numbering of chances: anew at every point; the same for a point of A and those it is compared with, B apart; the same for all points."""
MONTHS, N, REPLICATES = 36, 64, 5
CREW = Crew(os.cpu_count() or 1)


def short() -> Scenario:
    """The motive case over three years, with six uncertain numbers."""
    whole = preset("motive")
    factors = tuple(factor for factor in whole.factors if factor.key in KEPT)
    assert len(factors) == len(KEPT), sorted({*KEPT} - {factor.key for factor in factors})  # noqa: S101 - a script
    return replace(whole, factors=factors, structure=replace(whole.structure, months=MONTHS))


def studies(
    scenario: Scenario, n: int, replicates: int, way: str, seed: int
) -> Iterator[tuple[str, Indices, Indices]]:
    """Quantity, indices from means alone, indices with chance taken off."""
    groups = groups_of(scenario.factors, "none")
    design = sobol_design(groups, len(scenario.factors), n, seed, [])
    noise = {"own": np.arange(len(design.unit)), "shared": design.noise, "all": np.zeros_like(design.noise)}[
        way
    ]
    engine = Engine(scenario, QUANTITIES, "L3", "waterfill", replicates, 1000 + seed)
    values = run_points(engine, replace(design, noise=noise), CREW)
    for at, key in enumerate(QUANTITIES):
        figures = values[..., at]
        with np.errstate(invalid="ignore"):
            means: Floats = np.nanmean(figures, axis=2, keepdims=True)
        yield key, indices_of(key, groups, means, 1), indices_of(key, groups, figures, 1)


def totals(found: Indices) -> dict[str, float]:
    """Total index by number."""
    return {one.group.name: one.total.value for one in found.indices}


def firsts(found: Indices) -> dict[str, float]:
    """First index by number."""
    return {one.group.name: one.first.value for one in found.indices}


def main() -> None:
    """Measure and print."""
    quick = "--quick" in sys.argv
    scenario, repeats = short(), 3 if quick else 16
    reference = {key: found for key, _, found in studies(scenario, 128 if quick else 512, 20, "shared", 99)}
    rows = []
    for way in WAYS:
        gathered: dict[tuple[str, str], list[Indices]] = {}
        for seed in range(repeats):
            for key, plain, corrected in studies(scenario, N, REPLICATES, way, seed):
                gathered.setdefault((key, "averaged"), []).append(plain)
                gathered.setdefault((key, "chance taken off"), []).append(corrected)
        for (key, how), found in gathered.items():
            true_total, true_first = totals(reference[key]), firsts(reference[key])
            total = np.array([[totals(one)[name] for name in KEPT] for one in found])
            first = np.array([[firsts(one)[name] for name in KEPT] for one in found])
            off = total - np.array([true_total[name] for name in KEPT])
            off_first = first - np.array([true_first[name] for name in KEPT])
            rows.append(
                {
                    "quantity": key,
                    "chances": way,
                    "how": how,
                    "bias_total_mean": round(float(np.nanmean(off)), 3),
                    "bias_total_idle": round(float(np.nanmean(off[:, -1])), 3),
                    "error_total_rms": round(float(np.sqrt(np.nanmean(off**2))), 3),
                    "bias_first_mean": round(float(np.nanmean(off_first)), 3),
                    "error_first_rms": round(float(np.sqrt(np.nanmean(off_first**2))), 3),
                }
            )
    print(  # noqa: T201 - a script
        json.dumps(
            {
                "how": "python benchmarks/sensitivity.py" + (" --quick" if quick else ""),
                "scenario": f"preset:motive, {MONTHS} months, {len(KEPT)} numbers",
                "studies": {"base_points": N, "replicates": REPLICATES, "repeated": repeats},
                "reference": {
                    key: {
                        "chance": round(one.chance, 3),
                        "total": {name: round(value, 3) for name, value in totals(one).items()},
                        "width": {index.group.name: round(index.total.width, 3) for index in one.indices},
                        "first": {name: round(value, 3) for name, value in firsts(one).items()},
                    }
                    for key, one in reference.items()
                },
                "rows": rows,
            },
            indent=1,
        )
    )


if __name__ == "__main__":
    with CREW:
        main()
