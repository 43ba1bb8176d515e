"""What a block of runs returns: per step what a chart draws, per run what is counted, and, when asked, every test."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from papertiger.scenario.model.structure import Floats

Ints = NDArray[np.int64]

SERIES = {
    "trust": "pi",
    "honour": "",
    "unmet": "d",
    "unmet_all": "",
    "aligned": "i",
    "hhi": "i",
    "bound": "pi",
    "index": "p",
    "omega": "p",
    "available": "p",
}
"""Recorded after every step and once before the first, with axes; NaN where there is nothing yet (`honour`, `unmet`, `unmet_all`)."""

TOTALS = {
    "tests": "pi",
    "honoured": "pi",
    "partial": "pi",
    "withheld": "pi",
    "causes": "pq",  # failed tests (not honoured) by their largest cause, order of CAUSES
    "asked": "d",
    "in_time": "d",
    "late": "d",
    "undetected": "d",
    "unable": "d",
    "unwilling": "d",
    "events": "ik",
    "outcomes": "in",  # order of OUTCOMES
    "exits": "pi",
    "exit_risk": "pi",  # exit probabilities of the steps in which it was bound, summed: the exits to be expected on the path that the run took
    "firmer": "pi",
    "linkages": "p",
    "entrapments": "p",
    "war_tests": "",  # tests with omega > 0
    "war_honoured": "",
    "half_lost": "i",  # month in which the aligned share was first at most half of the start; NaN when never
}
"""Counted over a run, with axes; q a cause, n an outcome. Amounts are in full client needs."""

EVENT = (
    "run",
    "step",
    "patron",
    "client",
    "threat",
    "severity",
    "asked",
    "willing",
    "linked",
    "in_time",
    "late",
    "undetected",
    "unable",
    "unwilling",
)
"""Columns of a logged test: indices, severity after surprise, sums over domains in full needs; `willing`, `linked` 0 or 1. One row a test,
sorted by run, step, patron, client, threat. `run` is the place in the block."""


@dataclass(slots=True)
class Records:
    """Results of R runs."""

    series: dict[str, Floats]
    """(steps + 1, R, *axes)."""
    totals: dict[str, Floats]
    """(R, *axes)."""
    tests: Floats | None = field(default=None)
    """(N, len(EVENT)) when asked for."""
