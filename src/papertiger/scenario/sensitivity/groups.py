"""What is varied together: each number alone, numbers by grade or by section of the scenario, or the strongest alone and the rest by grade."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Literal

import numpy as np

from papertiger.scenario.sensitivity.result import Group
from papertiger.scenario.terms import Factor

Grouping = Literal["none", "grade", "section"]
REST = "the others"


def moved(factors: Sequence[Factor]) -> list[int]:
    """Places of the uncertain numbers that can act at all: their distribution is more than one point."""
    ends = np.array([0.001, 0.25, 0.5, 0.75, 0.999])
    return [at for at, factor in enumerate(factors) if np.ptp(factor.distribution.quantile(ends)) > 0]


def groups_of(factors: Sequence[Factor], how: Grouping) -> tuple[Group, ...]:
    """A partition of the numbers that can act; every group has one grade."""
    if how == "none":
        return tuple(_alone(factors, at) for at in moved(factors))
    by: Callable[[Factor], str] = _by_grade if how == "grade" else _by_section
    return tuple(_gathered(factors, moved(factors), by))


def strongest(
    factors: Sequence[Factor], sizes: Sequence[tuple[Group, float]], count: int
) -> tuple[Group, ...]:
    """The `count` groups with the largest sizes as they are, and the numbers of the others, gathered by grade."""
    ordered = [group for group, _ in sorted(sizes, key=lambda one: -one[1])]
    rest = sorted(column for group in ordered[count:] for column in group.columns)
    return (*ordered[:count], *_gathered(factors, rest, lambda one: f"{REST} ({one.grade})"))


def _alone(factors: Sequence[Factor], at: int) -> Group:
    return Group(factors[at].key, factors[at].grade, (factors[at].key,), (at,))


def _by_grade(factor: Factor) -> str:
    return f"grade {factor.grade}"


def _by_section(factor: Factor) -> str:
    return f"{factor.key.partition('.')[0]} ({factor.grade})"


def _gathered(
    factors: Sequence[Factor], places: Iterable[int], by: Callable[[Factor], str]
) -> Iterable[Group]:
    found: dict[str, list[int]] = {}
    for at in places:
        found.setdefault(by(factors[at]), []).append(at)
    for name, columns in found.items():
        keys = tuple(factors[at].key for at in columns)
        yield Group(name if len(columns) > 1 else keys[0], factors[columns[0]].grade, keys, tuple(columns))
