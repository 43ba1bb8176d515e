"""All that ``papertiger eval war-scores`` says of the cases of war: scores, gains, dependence, and whether history comes out again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from papertiger.reliability.history.baselines import FEATURES, Baseline, baselines
from papertiger.reliability.history.dependence import Dependence, dependence
from papertiger.reliability.history.predictive import Check, predictive_checks
from papertiger.reliability.history.rates import Interval
from papertiger.reliability.history.scoring import Scores, gain, leave_one_war_out
from papertiger.reliability.history.stata import Opened
from papertiger.reliability.history.wars import WarCase, coded

GAINS = (("period", "constant"), ("period_type", "period"), ("period_type", "period_obligation"))
"""Which model is held against which."""
PREDICTIVE = {"period_type": FEATURES, "without_period": FEATURES[1:], "constant": ()}
"""Regressions that are checked against history: the first must pass, the others fail on the difference between the periods."""


@dataclass(frozen=True, slots=True)
class Gain:
    """How much better one model is than another, in nats a case."""

    model: str
    over: str
    nats: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class WarScores:
    """Everything measured on one data set."""

    models: Mapping[str, Baseline]
    scores: Mapping[str, Scores]
    gains: tuple[Gain, ...]
    dependence: Mapping[str, Dependence]
    """All cases, and those of each period."""
    predictive: Mapping[str, Sequence[Check]]


def war_scores(cases: Sequence[WarCase]) -> WarScores:
    """Measure on these cases.

    Raises:
        ValueError: there are too few to say anything: of one war, or with one outcome only in some period.
    """
    models = baselines()
    scores = {name: leave_one_war_out(cases, model.predict) for name, model in models.items()}
    periods = {
        "all": cases,
        "before_1945": [case for case in cases if not case.since_1945],
        "since_1945": [case for case in cases if case.since_1945],
    }
    return WarScores(
        models,
        scores,
        tuple(Gain(model, over, *gain(scores[model], scores[over])) for model, over in GAINS),
        {name: dependence(some) for name, some in periods.items()},
        {name: predictive_checks(cases, features) for name, features in PREDICTIVE.items()},
    )


def as_json(found: WarScores, cases: Sequence[WarCase], opened: Opened) -> dict[str, object]:
    """The same as JSON holds it, with what the cases are and where they are from."""
    rate = coded()
    return {
        "data": {"file": opened.path.name, "sha256": opened.sha256, "version": opened.version},
        "definition": {"key": rate.key, "words": rate.definition.words, "citation": rate.citation},
        "cases": len(cases),
        "wars": len({case.war for case in cases}),
        "models": {
            name: {"log": scores.log, "brier": scores.brier, "words": found.models[name].words}
            for name, scores in found.scores.items()
        },
        "gains": [asdict(one) for one in found.gains],
        "dependence": {name: asdict(one) for name, one in found.dependence.items()},
        "predictive": {name: [asdict(one) for one in checks] for name, checks in found.predictive.items()},
    }
