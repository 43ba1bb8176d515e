"""What all blocks say together: spreads, what drives them, arms compared."""

from __future__ import annotations

from threadpoolctl import threadpool_limits

from papertiger import __version__
from papertiger.scenario.running.assumptions import driven, resamples
from papertiger.scenario.running.bydraw import by_draw
from papertiger.scenario.running.comparing import baseline_size, contagion, differences, failures
from papertiger.scenario.running.drivers import Screening
from papertiger.scenario.running.gathering import Gathered
from papertiger.scenario.running.plan import OWN_LESSONS, Plan
from papertiger.scenario.running.quantities import quantities
from papertiger.scenario.running.result import ArmResult, Driven, Driver, Result, Spread
from papertiger.scenario.running.spreads import spread
from papertiger.scenario.running.told import marks, varied


def concluded(plan: Plan, gathered: Gathered) -> Result:
    """The result of a plan of which every block came."""
    # Sums of a library that uses several threads may depend on their number.
    with threadpool_limits(limits=1):
        return _result(plan, gathered)


def _result(plan: Plan, gathered: Gathered) -> Result:
    scenario, structure = plan.scenario, plan.scenario.structure
    every, size = tuple(gathered.arms()), baseline_size(plan.arms)
    own = tuple(one for one in every if one.arm.policy == OWN_LESSONS.name)
    arms = every[: len(every) - len(own)]
    spreads, stamps, drivers = _uncertainty(plan, arms[:size])
    return Result(
        name=scenario.name,
        banner=scenario.banner,
        sources=scenario.sources,
        warnings=scenario.warnings,
        digest=scenario.digest,
        version=__version__,
        seed=plan.seed,
        runs=plan.runs,
        replicates=plan.replicates,
        months=structure.months,
        step=structure.step,
        patrons=structure.patrons,
        clients=structure.clients,
        quantities=quantities(structure),
        arms=arms,
        spreads=spreads,
        driven=stamps,
        drivers=drivers,
        differences=tuple(differences(arms, size, plan.replicates)),
        failures={
            arm: failures(structure, tallies, plan.runs)
            for arm, tallies in gathered.tallies()
            if arm.policy != OWN_LESSONS.name
        },
        contagion=tuple(contagion(structure, arms[:size], own)),
        fixed=scenario.fixed,
        varied=varied(scenario.factors),
        marks=marks(structure, scenario.base["shock_probability"][0]),
    )


def _uncertainty(
    plan: Plan, baseline: tuple[ArmResult, ...]
) -> tuple[dict[str, Spread], dict[str, Driven], dict[str, tuple[Driver, ...]]]:
    """Spreads, the stamp and the drivers of every quantity that has values, by key."""
    factors = plan.scenario.factors
    screening = Screening(factors, plan.numbers(0, plan.draws))
    weights = resamples(plan.seed, plan.draws // 2)
    models = [one.arm.learning for one in baseline]
    spreads, stamps, drivers = {}, {}, {}
    for quantity in quantities(plan.scenario.structure):
        key = quantity.key
        found = by_draw([one.finals[key] for one in baseline], plan.replicates)
        if (made := spread(found, models)) is not None:
            spreads[key] = made
        if factors and (stamp := driven(found, weights)) is not None:
            stamps[key] = stamp
        if first := screening.drivers(found):
            drivers[key] = first
    return spreads, stamps, drivers
