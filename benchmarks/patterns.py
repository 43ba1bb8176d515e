"""Which patterns of the literature the model of the partnership system reproduces, and what history leaves of its parameters.

Run by hand (some five minutes on two cores); writes patterns.json, and prints the table of docs/scenario-patterns.md.

    python benchmarks/patterns.py               # the patterns, over the ensemble that ships
    python benchmarks/patterns.py --calibrate   # first the ensemble anew, into the package
    python benchmarks/patterns.py --table       # only the table, from what is kept
"""

from __future__ import annotations

import argparse
import json
import os
import time
from pathlib import Path
from typing import Any

import numpy as np

from papertiger.report.studies.matched import matched_json
from papertiger.report.studies.patterns import pattern_json, table
from papertiger.scenario.calibrating.matching import Plan, match
from papertiger.scenario.calibrating.result import Matched
from papertiger.scenario.calibrating.targets import implausibility
from papertiger.scenario.ensembles import shipped, text_of
from papertiger.scenario.model.parameters import DATA
from papertiger.scenario.patterns.matching import Historical, historical_factors, historical_targets
from papertiger.scenario.patterns.study import study

KEPT = Path(__file__).parent / "patterns.json"
WORKERS = os.cpu_count() or 1
PLAN = Plan(points=1024, replicates=(5, 10, 20), waves=4, members=400, seed=1)
HOW = "papertiger scenario calibrate --points 1024 --replicates 5,10,20 --waves 4 --members 400 --learning L3 --seed 1"
DRAWS = 200


def calibrated() -> dict[str, Any]:
    """Make the ensemble and put it into the package; what matching says, and how the members fare under the other learning models."""
    found = match(Historical("L3", PLAN.seed, WORKERS), historical_factors(), historical_targets(), PLAN)
    (DATA / "ensemble.csv").write_text(text_of(found.ensemble(HOW)), encoding="utf-8")
    spread = np.quantile(found.means, (0.05, 0.5, 0.95), axis=0).T
    return {
        **matched_json(found),
        "members_figures": {one.key: list(row) for one, row in zip(found.targets, spread, strict=True)},
        "under_other_models": {model: _left(found, model) for model in ("L0", "L1", "L2")},
    }


def _left(found: Matched, model: str) -> float:
    """Share of a hundred members that no target rules out under another learning model."""
    unit = found.members[:100]
    means, variances = Historical(model, PLAN.seed + 1, WORKERS)(unit, replicates=10, first=0)
    return float((implausibility(means, variances, found.targets).max(axis=1) < PLAN.cut).mean())


def main() -> None:
    """Do what is asked."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--calibrate", action="store_true")
    parser.add_argument("--table", action="store_true")
    given = parser.parse_args()
    kept = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    if given.calibrate:
        kept["calibration"] = calibrated()
    if not given.table:
        started = time.perf_counter()
        kept |= pattern_json(study(shipped(), draws=DRAWS, workers=WORKERS))
        kept["seconds"] = round(time.perf_counter() - started)
        kept["cores"] = WORKERS
        KEPT.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n")
    print("\n".join(table(kept)))  # noqa: T201 - a script


if __name__ == "__main__":
    main()
