"""Elementary effects by Morris, quantity by quantity, with SALib's analysis: a screening with few points."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from papertiger.scenario.model.structure import Floats
from papertiger.scenario.sensitivity.designs import LEVELS, Design
from papertiger.scenario.sensitivity.result import Effect, Effects, Group

_FEWEST = 2  # trajectories with a figure


def effects_of(quantity: str, groups: Sequence[Group], design: Design, values: Floats, seed: int) -> Effects:
    """Effects on one quantity; `values` (trajectories, points, K) are figures of runs, NaN where a run has none."""
    from SALib.analyze import morris  # noqa: PLC0415 - 4 s

    there = np.isfinite(values)
    count = there.sum(axis=2)
    mean = np.where(there, values, 0).sum(axis=2) / np.maximum(count, 1)
    kept = (count > 0).all(axis=1)
    left_out = 1 - float(kept.mean())
    if kept.sum() < _FEWEST:
        return Effects(quantity, float("nan"), float("nan"), (), left_out)
    rows = np.repeat(kept, design.size)
    found = morris.analyze(
        design.problem, design.sample[rows], mean[kept].ravel(), num_levels=LEVELS, conf_level=0.95, seed=seed
    )
    effects = [
        Effect(
            group=group,
            mean=float(found["mu"][at]) if len(group.columns) == 1 else float("nan"),
            size=float(found["mu_star"][at]),
            width=float(found["mu_star_conf"][at]),
            spread=float(found["sigma"][at]),
        )
        for at, group in enumerate(groups)
    ]
    return Effects(
        quantity=quantity,
        mean=float(mean[kept].mean()),
        deviation=float(mean[kept].std()),
        effects=tuple(sorted(effects, key=lambda one: -one.size)),
        left_out=left_out,
    )
