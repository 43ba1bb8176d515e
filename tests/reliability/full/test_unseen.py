"""The full model foretells wars that it has not seen."""

from __future__ import annotations

import numpy as np

from papertiger.reliability.full import shipped
from papertiger.reliability.full.unseen import foretell, untold
from papertiger.reliability.history.scoring import leave_one_war_out
from papertiger.reliability.history.wars import WarCase


def case(war: int, *, since_1945: bool, honoured: bool | None, obligation: str = "defence") -> WarCase:
    return WarCase(
        war=f"{war}",
        name=f"War {war}",
        alliance=f"{war % 3}",
        since_1945=since_1945,
        obligations=frozenset({obligation}),
        multilateral=False,
        honoured=honoured,
    )


def test_what_other_wars_show_is_foretold() -> None:
    """Honoured before 1945 and not since."""
    cases = [case(n % 8, since_1945=n % 8 > 3, honoured=n % 8 < 4) for n in range(16)]
    scores = leave_one_war_out(cases, foretell(untold(), warmup=400, draws=400))
    before, since = (scores.probabilities[scores.honoured == one].mean() for one in (1, 0))
    assert before > since + 0.1
    assert scores.log < np.log(2)


def test_untold_priors_favour_no_obligation() -> None:
    shown = [case(n, since_1945=True, honoured=None) for n in range(3)]
    hidden = [case(9, since_1945=True, honoured=None, obligation=name) for name in ("defence", "neutrality")]
    told = foretell(shipped(), warmup=400, draws=400)(shown, hidden)
    blank = foretell(untold(), warmup=400, draws=400)(shown, hidden)
    assert told[1] - told[0] > 0.15
    assert abs(blank[1] - blank[0]) < 0.08
    assert untold().spread == shipped().spread
