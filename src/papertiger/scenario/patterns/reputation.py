"""Experiments on beliefs after one test: P5 hard times, P8 buffer and break, P11 release, P12 extinction."""

from __future__ import annotations

from functools import cache

import numpy as np

from papertiger.scenario.model.records import Records
from papertiger.scenario.model.structure import Floats
from papertiger.scenario.patterns.arms import Finding, Trial, fits, ratio
from papertiger.scenario.patterns.systems import REFUSING, WILLING, Fixed, System, beset, onlookers

_SEEN = 12
"""Month in which the attack of month 6 has been seen by all."""
_LEAST = 1e-9
"""Changes of trust below this are rounding."""
_BURDEN = 0.6
_WAR: Fixed = {"omega": _BURDEN}
_NONE: Fixed = {"shock_probability": 0.0}

# P8: late support is credited with a little less than the belief of 0.8, and capacity is not in doubt.
_GOOD, _POOR, _CREDIT = 0.8, 0.4, 0.7
_PLAIN: Fixed = {
    "severity_sd": 0.0,
    "surprise": 0.0,
    "home": 0.0,
    "trust_capacity": 0.98,
    "late_credit": _CREDIT,
    "window_scale": 0.0,
    "lag_scale": 1.0,
}

# P12: a belief that fades by 2 % a month has forgotten nearly all after twenty years.
_FORGETTING: Fixed = {"memory": 0.98}
_AFTER, _QUIET_YEARS = 20, 10
_EXITS = -2.5
_FORGOTTEN = 0.1
"""Share of the loss that may be left."""
_ASTRAY = 3.0
"""Standard deviations that the number of exits may lie from what the hazard says."""

# P11: an adversary of the client that is dropped.
_UNLIKE = np.array([[1.0, -0.6, -0.6], [-0.6, 1.0, 0.6], [-0.6, 0.6, 1.0]])


def trust(records: Records) -> Floats:
    """(R, I) each client's trust in the only patron when all has been seen."""
    return records.series["trust"][_SEEN, :, 0, :]


@cache
def _scene() -> System:
    return onlookers(3, 18)


def _lost(trial: Trial, system: System, fixed: Fixed) -> Floats:
    """(N, I) trust that the attack costs under `fixed`, mean over runs."""
    attacked = trial.run(system, {**REFUSING, **fixed}, trust)
    spared = trial.run(system, {**REFUSING, **fixed, **_NONE}, trust)
    return np.asarray((spared - attacked).mean(axis=1))


def hard_times(trial: Trial) -> Finding:
    """P5: trust that a violation costs at war, as a share of what it costs at peace."""
    war = _lost(trial, _scene(), _WAR).sum(axis=1)
    peace = _lost(trial, _scene(), {}).sum(axis=1)
    told = peace > _LEAST
    return Finding(
        figure=ratio(war, np.where(told, peace, 0)),
        holds=fits(told & (war < peace - _LEAST)),
        beside={"lost at war": war, "lost at peace": peace},
    )


def buffer(trial: Trial) -> Finding:
    """P8: trust lost for each point of disappointment in the large one, over that in the small one."""
    found = _disappointed(trial, {})
    plain = _disappointed(trial, {"calm": 1.0, "shock": 1.0})
    return Finding(
        found.figure,
        found.holds,
        {**found.beside, "without calm and shock": plain.figure, "held": plain.holds},
    )


def _disappointed(trial: Trial, fixed: Fixed) -> Finding:
    scene = onlookers(1, 18, domains=("military",))
    common = {**_PLAIN, **fixed}

    def lost(arm: Fixed, belief: float) -> Floats:
        started = {**common, **arm, "trust_will": belief}
        attacked = trial.run(scene, started, trust)
        spared = trial.run(scene, {**started, **_NONE}, trust)
        return np.asarray((spared - attacked).mean(axis=(1, 2)))

    small, large, poor = lost(WILLING, _GOOD), lost(REFUSING, _GOOD), lost(REFUSING, _POOR)
    each_small, each_large = small / (_GOOD - _CREDIT), large / _GOOD
    told = np.abs(each_small) > _LEAST
    return Finding(
        figure=ratio(each_large, np.where(told, each_small, 0)),
        holds=fits((each_small < each_large - _LEAST) & (large > poor + _LEAST)),
        beside={"small": small, "large": large, "large, poor reputation": poor},
    )


def release(trial: Trial) -> Finding:
    """P11: change of a like-minded onlooker's trust when another client is dropped; beside it with more release, and of an adversary of the dropped."""
    lost = _lost(trial, _scene(), {})
    gained = -lost[:, 1:].mean(axis=1)
    others = {
        f"release {factor:g}": -_lost(trial, _scene(), {"release": factor})[:, 1:].mean(axis=1)
        for factor in (1, 5)
    }
    unlike = -_lost(trial, _scene(), {"similarity": _UNLIKE})[:, 1:].mean(axis=1)
    return Finding(
        gained,
        fits(gained > _LEAST),
        {"the client itself": -lost[:, 0], **others, "an adversary of the client": unlike},
    )


def extinction(trial: Trial) -> Finding:
    """P12: share of what an unanswered attack cost that is left after twenty years; beside it how far trust moves and exits stray without threats."""
    quiet, still = beset(3, _QUIET_YEARS * 12), {"rate": 0.0, "exit_base": _EXITS, **_FORGETTING}
    started, moved, left_bound = np.moveaxis(trial.run(quiet, still, _stillness), 2, 0)
    hazard = np.exp(_EXITS - trial.draw["exit_trust"][:, None, None] * started)
    astray = _standardised(left_bound, 1 - np.exp(-_QUIET_YEARS * hazard))
    left = _remembered(trial)
    holds = (moved.max(axis=(1, 2)) < _LEAST) & (left < _FORGOTTEN) & (astray < _ASTRAY)
    return Finding(
        left, fits(holds), {"moved": moved.max(axis=(1, 2)), "exits, in s.d.": np.full(len(left), astray)}
    )


def _stillness(records: Records) -> Floats:
    """(R, 3, I) trust at the start, the most that it moved in a step, and exits, of each client."""
    path = records.series["trust"][:, :, 0, :]
    return np.stack(
        [path[0], np.abs(np.diff(path, axis=0)).max(axis=0), records.totals["exits"][:, 0]], axis=1
    )


def _remembered(trial: Trial) -> Floats:
    """(N) of the most that an unanswered attack cost, the share that is left after twenty years; 0 where it cost nothing."""
    after = onlookers(3, 12 * (_AFTER + 1))
    path = trial.run(
        after, {**REFUSING, **_FORGETTING}, lambda records: records.series["trust"][:, :, 0, 0].T
    ).mean(axis=1)
    gap = np.abs(path - path[:, :1])
    return np.nan_to_num(ratio(gap[:, -1], gap.max(axis=1)))


def _standardised(found: Floats, expected: Floats) -> float:
    """Distance of the number of exits from what their hazard says, in standard deviations, over all draws."""
    return float(abs((found - expected).sum()) / np.sqrt((expected * (1 - expected)).sum()))
