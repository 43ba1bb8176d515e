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
_STORMY = 0.26
"""Changes of regime a year, ten times as many as are counted."""
_SCARCE, _AMPLE = 1.0, 50.0
"""Full needs in each domain; an attack asks one of the military."""
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


def past(trial: Trial) -> dict[str, Finding]:
    """P1, P3 and P10, from the same runs: share honoured; logit of joining for each unit of log km; exits an alliance-year.

    Beside them the shares that joined within 500 km and beyond, and how many times more exits there are where regimes change ten times as often.
    """
    counted, stormy = _counted(trial, {}), _counted(trial, {"regime_change": _STORMY})
    honoured, near = counted.honoured()[0], counted.nearness()[0]
    left, more = (ratio(one.total("risk"), one.total("years")) for one in (counted, stormy))
    joined = {"within 500 km": counted.joined(near=True), "beyond": counted.joined(near=False)}
    return {
        "P1": Finding(honoured, _within("P1", honoured)),
        "P3": Finding(near, _within("P3", near), joined),
        "P10": Finding(left, _within("P10", left), {"where regimes change ten times as often": more}),
    }


def majors(trial: Trial) -> Finding:
    """P2: honour rate of major patrons less that of minor ones."""
    counted, major = _counted(trial, _TESTED), history().major
    strong, weak = counted.honoured(major)[0], counted.honoured(~major)[0]
    told = np.isfinite(strong - weak)
    return Finding(strong - weak, fits(strong < weak, told), {"major": strong, "minor": weak})


@cache
def _scene() -> System:
    return beset(4, 120)


def overstretch(trial: Trial) -> Finding:
    """P4: honour rate of a patron at war less that at peace; beside it both signs of `will_war`, where capacity is ample and where it is scarce."""
    cases: dict[str, Fixed] = {
        "": {},
        "will_war -0.44, ample": {"will_war": -0.44, "capacity": _AMPLE},
        "will_war 0.43, ample": {"will_war": 0.43, "capacity": _AMPLE},
        "will_war -0.44, scarce": {"will_war": -0.44, "capacity": _SCARCE},
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
