"""Experiments on what clients do about an unreliable patron: P6 hedging, P7 firmer terms."""

from __future__ import annotations

from functools import cache

import numpy as np

from papertiger.scenario.model.records import Records
from papertiger.scenario.model.structure import Floats
from papertiger.scenario.patterns.arms import Finding, Trial, fits, ratio, totals
from papertiger.scenario.patterns.systems import REFUSING, WILLING, System, beset

_LEAST = 1e-4
"""Changes of concentration below this are rounding."""
_MONTHS = 72
_WEAK, _EQUAL = 0.1, 0.9


@cache
def _scene() -> System:
    return beset(3, _MONTHS)


def concentration(records: Records) -> Floats:
    """(R, 2) mean HHI of the clients' portfolios before the first step and after the last."""
    return np.asarray(records.series["hhi"][[0, -1]].mean(axis=2).T)


def hedging(trial: Trial) -> Finding:
    """P6: concentration under a patron that answers no call, less that under one that answers every call."""
    unreliable = trial.run(_scene(), REFUSING, concentration).mean(axis=1)
    reliable = trial.run(_scene(), WILLING, concentration).mean(axis=1)
    against, since = unreliable[:, 1] - reliable[:, 1], unreliable[:, 1] - unreliable[:, 0]
    return Finding(against, fits((against < -_LEAST) & (since < -_LEAST)), {"since the start": since})


def firmer(trial: Trial) -> Finding:
    """P7: firmer commitments for each withheld test of weak clients, less that of equal ones."""
    weak, equal = (_gained(trial, symmetry) for symmetry in (_WEAK, _EQUAL))
    told = np.isfinite(weak) & np.isfinite(equal)
    return Finding(weak - equal, fits(weak < equal, told), {"weak": weak, "equal": equal})


def _gained(trial: Trial, symmetry: float) -> Floats:
    arm = {**REFUSING, "symmetry": symmetry}
    return ratio(*trial.run(_scene(), arm, totals("firmer", "withheld")).sum(axis=1).T)
