"""Experiments on the historical system: P1 to P4, P9 and P10."""

from __future__ import annotations

from functools import cache

import numpy as np

from papertiger.scenario.model.structure import Floats
from papertiger.scenario.patterns.arms import Finding, Trial, fits, ratio, totals
from papertiger.scenario.patterns.historical import history, system
from papertiger.scenario.patterns.measuring import Counted, counts
from papertiger.scenario.patterns.statements import statements
from papertiger.scenario.patterns.systems import Fixed, System, beset, only

_BURDEN = 0.6
_LOOSE, _FIRM = 0.1, 1.0
"""As strengths of wording: none, and explicit and automatic (data/commitments.yaml)."""
_SCARCE = 0.3
"""Full needs in each domain, of which an attack asks up to 0.3."""
_TESTED: Fixed = {"rate": only("attack", 0.9), "exposure": 1.0}
"""Attacks ten times as frequent as average and no other threats, where few tests would tell little."""
_DRAWN_IN: Fixed = {"entrapment": 0.2, "war_end": 12.0}
"""A helper is drawn in often, and its war is over soon, so that not only few first wars are counted."""
_LEAST_DRAWN_IN = 10
"""Entrapments in both arms together, over all runs of a draw, below which their difference is chance."""


def _counted(trial: Trial, fixed: Fixed) -> Counted:
    return Counted.over(trial.run(system(), fixed, counts))


def _within(pattern: str, figure: Floats) -> Floats:
    low, high = statements().patterns[pattern].band or (-np.inf, np.inf)
    return fits((figure >= low) & (figure <= high), np.isfinite(figure))


def honouring(trial: Trial) -> Finding:
    """P1: share of due obligations that were honoured."""
    figure, _ = _counted(trial, {}).honoured()
    return Finding(figure, _within("P1", figure))


def majors(trial: Trial) -> Finding:
    """P2: honour rate of major patrons less that of minor ones."""
    counted, major = _counted(trial, _TESTED), history().major
    strong, weak = counted.honoured(major)[0], counted.honoured(~major)[0]
    told = np.isfinite(strong - weak)
    return Finding(strong - weak, fits(strong < weak, told), {"major": strong, "minor": weak})


def nearness(trial: Trial) -> Finding:
    """P3: logit of joining for each unit of log km; beside it the shares that joined within 500 km and beyond."""
    counted = _counted(trial, {})
    figure, _ = counted.nearness()
    return Finding(
        figure,
        _within("P3", figure),
        {"within 500 km": counted.joined(near=True), "beyond": counted.joined(near=False)},
    )


@cache
def _scene() -> System:
    return beset(4, 120)


def overstretch(trial: Trial) -> Finding:
    """P4: honour rate of a patron at war less that at peace; beside it the same where capacity is scarce, and for both signs of `will_war`."""
    cases = {
        "": {},
        "will_war -0.44": {"will_war": -0.44},
        "will_war 0": {"will_war": 0.0},
        "will_war 0.43": {"will_war": 0.43},
        "will_war -0.44, scarce": {"will_war": -0.44, "capacity": _SCARCE},
        "will_war 0, scarce": {"will_war": 0.0, "capacity": _SCARCE},
        "will_war 0.43, scarce": {"will_war": 0.43, "capacity": _SCARCE},
    }
    found = {name: _at_war(trial, fixed) for name, fixed in cases.items()}
    figure = found.pop("")
    return Finding(figure, fits(figure < 0, np.isfinite(figure)), found)


def _at_war(trial: Trial, fixed: Fixed) -> Floats:
    """(N) honour rate with 0.6 of capacity tied down, less that at peace."""
    arms = ({**_TESTED, **fixed, "omega": omega} for omega in (_BURDEN, 0.0))
    war, peace = (ratio(*trial.run(_scene(), arm, totals("honoured", "tests")).sum(axis=1).T) for arm in arms)
    return np.asarray(war - peace)


def firmness(trial: Trial) -> Finding:
    """P9: share withheld under firm commitments less that under loose ones; beside it the difference of entrapments a run."""
    firm, loose = (_bound_by(trial, strength) for strength in (_FIRM, _LOOSE))
    withheld, drawn_in = firm[0] - loose[0], firm[1] - loose[1]
    told = (firm[1] + loose[1]) * trial.replicates >= _LEAST_DRAWN_IN
    return Finding(
        withheld,
        fits((withheld < 0) & (drawn_in > 0), told),
        {"entrapments": drawn_in, "entrapments, firm": firm[1], "entrapments, loose": loose[1]},
    )


def _bound_by(trial: Trial, strength: float) -> tuple[Floats, Floats]:
    """(N) share withheld, and entrapments a run, where every commitment is worded so firmly."""
    fixed = {**_TESTED, **_DRAWN_IN, "commit": strength}
    withheld, entrapments, tests = (
        trial.run(_scene(), fixed, totals("withheld", "entrapments", "tests")).sum(axis=1).T
    )
    return ratio(withheld, tests), entrapments / trial.replicates


def exits(trial: Trial) -> Finding:
    """P10: formal exits an alliance-year; beside it how many times more there are where every regime changes within some years."""
    calm, stormy = (_counted(trial, {"regime_change": rate}).exits()[0] for rate in (0.0, 0.3))
    figure = np.exp(_counted(trial, {}).exits()[0])
    return Finding(
        figure, _within("P10", figure), {"times more under changes of regime": np.exp(stormy - calm)}
    )
