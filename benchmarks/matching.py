"""Does history matching with the engine recover known parameters, and does it name what cannot be identified?

The motive case is cut to five years and seven uncertain numbers, one of which drives none of the targets. For each of twenty truths drawn from the prior,
a history is made by the engine at that truth, observed with error, and matched without knowledge of the truth. Run by hand; prints one JSON object
(kept as matching.json).

    python benchmarks/matching.py [--quick]
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from typing import Any

import numpy as np

from papertiger.report.studies.matched import combination
from papertiger.scenario.calibrating.matching import Plan, match
from papertiger.scenario.calibrating.result import Matched
from papertiger.scenario.calibrating.simulated import Simulated
from papertiger.scenario.calibrating.targets import Target, implausibility
from papertiger.scenario.files import preset
from papertiger.scenario.model.structure import Floats
from papertiger.scenario.parallel import Crew
from papertiger.scenario.sensitivity.points import Engine
from papertiger.scenario.terms import Factor, Scenario

KEPT = (
    "mechanisms.will_base",
    "mechanisms.exit_base",
    "mechanisms.exit_trust",
    "mechanisms.pull_trust",
    "mechanisms.inertia",
    "mechanisms.spill",
    "mechanisms.concession_gain",
)
IDLE = "mechanisms.concession_gain"
"""Moves the bargaining index only."""
TARGETS = {"honour_rate_given_tested": 0.02, "exits": 0.02, "aligned": 0.02}
"""Quantity to the standard deviation of its observation; the discrepancy is 0.01."""
DISCREPANCY = 0.01
MONTHS = 60
CREW = Crew(os.cpu_count() or 1)


def short() -> tuple[Scenario, tuple[Factor, ...]]:
    """The scenario with seven uncertain numbers, and these."""
    whole = preset("motive")
    factors = tuple(factor for factor in whole.factors if factor.key in KEPT)
    return replace(whole, factors=factors, structure=replace(whole.structure, months=MONTHS)), factors


def one(
    asked: Simulated, factors: tuple[Factor, ...], seed: int, plan: Plan
) -> tuple[Floats, Matched, float]:
    """Truth, what matching finds, and the truth's own implausibility when it is run as the points of the last wave are."""
    rng = np.random.default_rng([seed, 20])
    truth = rng.uniform(0.05, 0.95, len(factors))
    exact, _ = asked(truth[None], replicates=400, first=10_000_000 + seed)
    targets = tuple(
        Target(key, float(value + rng.normal(scale=sd)), sd, DISCREPANCY)
        for (key, sd), value in zip(TARGETS.items(), exact[0], strict=True)
    )
    found = match(asked, factors, targets, replace(plan, seed=seed))
    own = implausibility(
        *asked(truth[None], replicates=plan.replicates[-1], first=20_000_000 + seed), targets
    )
    return truth, found, float(own.max())


def described(truth: Floats, found: Matched, own: float) -> dict[str, Any]:
    """One line of the study."""
    low, high = np.quantile(found.members, (0.05, 0.95), axis=0)
    inside = (found.members.min(axis=0) <= truth) & (truth <= found.members.max(axis=0))
    return {
        "volume": round(found.waves[-1].volume, 4),
        "settled": found.settled,
        "members": len(found.members),
        "truth_implausibility": round(own, 2),
        "truth_within_members": int(inside.sum()),
        "truth_within_90": int(((low <= truth) & (truth <= high)).sum()),
        "known": {one.factor.key.rpartition(".")[2]: one.known for one in found.learned},
        "contraction": {
            one.factor.key.rpartition(".")[2]: round(one.contraction, 2) for one in found.learned
        },
        "ridges": [
            {
                "identified": combination(way.loads),
                "left": round(way.ratio, 3),
                "not_identified": combination(way.opposite),
                "left_of_it": round(way.opposite_ratio, 2),
            }
            for way in found.directions
            if way.ridge
        ],
    }


def main() -> None:
    """Measure and print."""
    quick = "--quick" in sys.argv
    plan = Plan(points=192, replicates=(5, 20), waves=4, members=150)
    scenario, factors = short()
    asked = Simulated(Engine(scenario, tuple(TARGETS), "L3", "waterfill", 1, 77), CREW)
    truths = range(2 if quick else 20)
    found = [one(asked, factors, seed, plan) for seed in truths]
    rows = [described(*row) for row in found]
    names = [factor.key.rpartition(".")[2] for factor in factors]
    idle = IDLE.rpartition(".")[2]
    print(  # noqa: T201 - a script
        json.dumps(
            {
                "how": "python benchmarks/matching.py" + (" --quick" if quick else ""),
                "scenario": f"preset:motive, {MONTHS} months, {len(factors)} numbers",
                "targets": {key: {"observed": sd, "discrepancy": DISCREPANCY} for key, sd in TARGETS.items()},
                "truths": len(rows),
                "runs": sum(made.runs for _, made, _ in found),
                "truth_not_ruled_out": sum(row["truth_implausibility"] < plan.cut for row in rows),
                "truth_within_members_share": round(
                    float(np.mean([row["truth_within_members"] / len(names) for row in rows])), 3
                ),
                "truth_within_90_share": round(
                    float(np.mean([row["truth_within_90"] / len(names) for row in rows])), 3
                ),
                "idle_named_not_identified": sum(row["known"][idle] == "not identified" for row in rows),
                "contraction_mean": {
                    name: round(float(np.mean([row["contraction"][name] for row in rows])), 2)
                    for name in names
                },
                "ridge_of_exit_base_and_exit_trust": sum(
                    any(
                        "exit_base" in ridge["identified"] and "exit_trust" in ridge["identified"]
                        for ridge in row["ridges"]
                    )
                    for row in rows
                ),
                "rows": rows,
            },
            indent=1,
        )
    )


if __name__ == "__main__":
    with CREW:
        main()
