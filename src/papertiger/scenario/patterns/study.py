"""All patterns, under all learning models, at the defaults, over the ranges, and over what history does not rule out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from papertiger.errors import ScenarioError
from papertiger.scenario.ensembles import Ensemble
from papertiger.scenario.parallel import each
from papertiger.scenario.patterns import alliances, portfolios, reputation
from papertiger.scenario.patterns.arms import Finding, Trial
from papertiger.scenario.patterns.draws import Draw, defaults, matched, prior
from papertiger.scenario.patterns.statements import MODELS, Model, Pattern, statements
from papertiger.scenario.patterns.verdicts import Summary, Verdict, summary, verdict

Where = Literal["defaults", "prior", "matched"]
WHERES: tuple[Where, ...] = ("defaults", "prior", "matched")
"""At the table's defaults (the spread is chance), over its ranges, over the ensemble."""
Progress = Callable[[int, int], None]
_DEFAULTS = 20  # repetitions of the one draw, whose spread is then chance


@dataclass(frozen=True, slots=True)
class Experiment:
    """What is done for some patterns at once."""

    patterns: tuple[str, ...]
    replicates: int
    """Runs a draw and arm."""
    done: Callable[[Trial], Mapping[str, Finding]]


def _alone(name: str, replicates: int, function: Callable[[Trial], Finding]) -> Experiment:
    return Experiment((name,), replicates, lambda trial: {name: function(trial)})


EXPERIMENTS: tuple[Experiment, ...] = (
    Experiment(("P1", "P3", "P10"), 30, alliances.past),
    _alone("P2", 10, alliances.majors),
    _alone("P4", 4, alliances.overstretch),
    _alone("P5", 5, reputation.hard_times),
    _alone("P6", 5, portfolios.hedging),
    _alone("P7", 5, portfolios.firmer),
    _alone("P8", 1, reputation.buffer),
    _alone("P9", 12, alliances.firmness),
    _alone("P11", 4, reputation.release),
    _alone("P12", 5, reputation.extinction),
)


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """One pattern, held against the model."""

    name: str
    pattern: Pattern
    found: Mapping[Where, Mapping[Model, Summary]]
    verdict: Verdict


@dataclass(frozen=True, slots=True, eq=False)
class PatternStudy:
    """All of them."""

    held: tuple[Held, ...]
    draws: int
    seed: int
    ensemble: str
    """Digest of the ensemble."""
    members: int


def study(
    ensemble: Ensemble,
    *,
    patterns: Sequence[str] = (),
    draws: int = 120,
    seed: int = 1,
    workers: int = 1,
    progress: Progress | None = None,
) -> PatternStudy:
    """Do the experiments of some patterns, or of all.

    Args:
        ensemble: rows of parameters that history does not rule out.
        patterns: names, P1 to P12; none means all.
        draws: of the parameters, from the ranges and from the ensemble.
        seed: of all random numbers; the answer does not depend on `workers`.
        workers: processes.
        progress: told pieces of work done, and all.

    Raises:
        ScenarioError: there is no such pattern.
    """
    said = statements()
    if unknown := [name for name in patterns if name not in said.patterns]:
        raise ScenarioError(
            "pattern", f"no pattern {', '.join(unknown)}", f"there are {', '.join(said.patterns)}"
        )
    wanted = [name for name in said.patterns if not patterns or name in patterns]
    works = [
        (number, where, model)
        for number, experiment in enumerate(EXPERIMENTS)
        if set(experiment.patterns) & set(wanted)
        for where in WHERES
        for model in MODELS
    ]
    found: dict[tuple[str, Where, Model], Summary] = {}
    for done, (work, summaries) in enumerate(
        zip(works, each(_Do(ensemble, draws, seed), works, workers), strict=True), start=1
    ):
        _, where, model = work
        found |= {(name, where, model): one for name, one in summaries.items()}
        if progress is not None:
            progress(done, len(works))
    held = []
    for name in wanted:
        pattern = said.patterns[name]
        tables = {where: {model: found[name, where, model] for model in MODELS} for where in WHERES}
        held.append(Held(name, pattern, tables, verdict(pattern, tables["matched"], said.most)))
    return PatternStudy(tuple(held), draws, seed, ensemble.digest, len(ensemble.rows))


@dataclass(frozen=True, slots=True, eq=False)
class _Do:
    """One experiment under one model: sent to each worker."""

    ensemble: Ensemble
    draws: int
    seed: int

    def __call__(self, work: tuple[int, Where, Model]) -> dict[str, Summary]:
        number, where, model = work
        experiment = EXPERIMENTS[number]
        trial = Trial(self._drawn(where), model, self.seed, experiment.replicates)
        return {name: summary(finding) for name, finding in experiment.done(trial).items()}

    def _drawn(self, where: Where) -> Draw:
        if where == "defaults":
            return {name: np.repeat(value, _DEFAULTS) for name, value in defaults().items()}
        return (
            prior(self.draws, self.seed)
            if where == "prior"
            else matched(self.ensemble, self.draws, self.seed)
        )
