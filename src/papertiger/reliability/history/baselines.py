"""What any model of honouring in war has to beat: a coin, shares, and a small regression.

Shares add half a case to either side (Jeffreys' prior). The regressions have slopes with a prior N(0, 1) and a flat intercept; features are
0 or 1: since 1945, each of the four obligations, multilateral.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from papertiger.reliability.history.logit import Fitted, fit_logit
from papertiger.reliability.history.rates import base_rates
from papertiger.reliability.history.recount import OBLIGATIONS
from papertiger.reliability.history.scoring import Predict
from papertiger.reliability.history.wars import WarCase

Array = NDArray[np.float64]
FEATURES: tuple[str, ...] = ("since_1945", *OBLIGATIONS, "multilateral")
PRIOR_SD = 1.0
"""J: of slopes; a slope of 1 moves one half to three quarters."""
_FLAT = "alliance_war/any/1816-1944/llm2000/strict"


@dataclass(frozen=True, slots=True)
class Baseline:
    """A model to be beaten."""

    words: str
    """What it does."""
    predict: Predict


def features(cases: Sequence[WarCase], names: Sequence[str]) -> Array:
    """Shape (cases, names): 1 where the case has the feature, 0 where not; names are those of `FEATURES`."""
    return np.array([[float(_has(case, name)) for name in names] for case in cases]).reshape(
        len(cases), len(names)
    )


def outcomes(cases: Sequence[WarCase]) -> Array:
    """Shape (cases,): 1 where honoured, 0 where not; every outcome must be known."""
    return np.array([bool(case.honoured) for case in cases], dtype=float)


def fit(cases: Sequence[WarCase], names: Sequence[str]) -> Fitted:
    """The regression on the named features."""
    return fit_logit(features(cases, names), outcomes(cases), PRIOR_SD)


def flat(share: float) -> Predict:
    """Always the same probability, whatever was seen."""
    return lambda _, hidden: np.full(len(hidden), share)


def share_by(*names: str) -> Predict:
    """The share honoured among the seen cases that are alike in the named features."""

    def predict(seen: Sequence[WarCase], hidden: Sequence[WarCase]) -> Array:
        known, asked, honoured = features(seen, names), features(hidden, names), outcomes(seen)
        alike = (known[None, :, :] == asked[:, None, :]).all(axis=2)
        return np.asarray((alike @ honoured + 0.5) / (alike.sum(axis=1) + 1))

    return predict


def regression_on(*names: str) -> Predict:
    """The regression on the named features, fitted to the seen cases."""
    return lambda seen, hidden: fit(seen, names).probabilities(features(hidden, names))


def baselines() -> Mapping[str, Baseline]:
    """The models to be beaten, the simplest first."""
    published = next(rate.share for rate in base_rates() if rate.key == _FLAT)
    return {
        "coin": Baseline("one half for every case", flat(0.5)),
        "llm2000": Baseline(
            f"{published:g} for every case, the share of Leeds, Long and Mitchell", flat(published)
        ),
        "constant": Baseline("the share honoured in the other wars", share_by()),
        "period": Baseline(
            "the share honoured in the other wars of the same period, before or since 1945",
            share_by("since_1945"),
        ),
        "period_obligation": Baseline(
            "regression on period and obligations", regression_on("since_1945", *OBLIGATIONS)
        ),
        "period_type": Baseline(
            "regression on period, obligations, and whether the alliance is multilateral",
            regression_on(*FEATURES),
        ),
    }


def _has(case: WarCase, name: str) -> bool:
    if name in OBLIGATIONS:
        return name in case.obligations
    return case.since_1945 if name == "since_1945" else case.multilateral
