"""Where the model is run: SALib's designs of Sobol and Morris over the unit cube, with numbered chances for every point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from papertiger.errors import ModelError, ScenarioError
from papertiger.scenario.model.records import Ints
from papertiger.scenario.model.structure import Floats
from papertiger.scenario.sensitivity.result import Group

LEVELS = 4
"""Of a Morris trajectory."""
INNER = (0.05, 0.95)
"""Probabilities between which Morris moves a number: the ends of an unbounded distribution are no values to compare."""


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """Points in blocks that belong together."""

    unit: Floats
    """(blocks · size, F) probabilities; numbers that cannot act stand at one half."""
    noise: Ints
    """(blocks · size) number of the chances that a point meets: the same for points that are subtracted from one another."""
    size: int
    """Points a block."""
    problem: dict[str, Any]
    """As SALib takes it."""
    sample: Floats
    """As SALib made it, without the columns and rows that were added."""


def sobol_design(groups: Sequence[Group], factors: int, n: int, seed: int, judged: Sequence[int]) -> Design:
    """Blocks of A, A with each group from B, A with all of `judged` from B, and B: `n` blocks of len(groups) + 3 points.

    A and what is compared with it meet the same chances. B has its own: else what chance does alone would count as explained.

    Raises:
        ScenarioError: `n` is no power of 2, for which Sobol points are balanced.
        ModelError: SALib is not installed.
    """
    refuse_unbalanced(n)
    need_salib()
    from SALib.sample import sobol  # noqa: PLC0415 - 4 s

    problem, columns = _problem(groups, (0.0, 1.0))
    sample = sobol.sample(problem, n, calc_second_order=False, seed=seed)
    blocks = sample.reshape(n, len(groups) + 2, len(columns))
    every = np.full((n, len(groups) + 3, factors), 0.5)
    every[:, : len(groups) + 1, columns] = blocks[:, :-1]
    every[:, -1, columns] = blocks[:, -1]
    every[:, -2] = every[:, 0]
    mixed = [column for column in columns if column in set(judged)]
    every[:, -2, mixed] = every[:, -1, mixed]
    noise = np.repeat(2 * np.arange(n), len(groups) + 3).reshape(n, -1)
    noise[:, -1] += 1
    return Design(every.reshape(-1, factors), noise.ravel(), len(groups) + 3, problem, sample)


def morris_design(groups: Sequence[Group], factors: int, n: int, seed: int) -> Design:
    """`n` trajectories of len(groups) + 1 points; the points of one meet the same chances.

    Raises:
        ScenarioError: under 2 trajectories, or nothing to vary.
        ModelError: SALib is not installed.
    """
    if n < 2:  # noqa: PLR2004 - a spread needs two
        raise ScenarioError("n", f"{n}", "give at least 2 trajectories; 20 is a good number")
    need_salib()
    from SALib.sample import morris  # noqa: PLC0415 - 4 s

    problem, columns = _problem(groups, INNER)
    sample = morris.sample(problem, n, num_levels=LEVELS, seed=seed)
    unit = np.full((len(sample), factors), 0.5)
    unit[:, columns] = sample
    noise = np.repeat(np.arange(n), len(groups) + 1)
    return Design(unit, noise, len(groups) + 1, problem, sample)


def refuse_unbalanced(n: int) -> None:
    """Raise ScenarioError where `n` is no power of 2, for which Sobol points are balanced."""
    if n < 2 or n & (n - 1):  # noqa: PLR2004 - the least power that makes a sample
        raise ScenarioError("n", f"{n}", "give a power of 2: 256, 512, 1024, …")


def need_salib() -> None:
    """Raise ModelError, with the cure, where SALib is not installed."""
    try:
        import SALib  # noqa: F401, PLC0415 - looked for only
    except ImportError:
        raise ModelError(
            'designs of Sobol and Morris need SALib, which is not installed; run: pip install "papertiger[sensitivity]" (90 MB)'
        ) from None


def _problem(groups: Sequence[Group], bounds: tuple[float, float]) -> tuple[dict[str, Any], list[int]]:
    """SALib's problem, and the scenario's column of each of its own."""
    pairs = [(group.name, column) for group in groups for column in group.columns]
    if not pairs:
        raise ScenarioError(
            "factors", "no uncertain number can act", "give ranges to the numbers in question"
        )
    problem: dict[str, Any] = {
        "num_vars": len(pairs),
        "names": [str(at) for at in range(len(pairs))],
        "bounds": [list(bounds)] * len(pairs),
    }
    if any(len(group.columns) > 1 for group in groups):
        problem["groups"] = [name for name, _ in pairs]
    return problem, [column for _, column in pairs]
