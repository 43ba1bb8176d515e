"""All inputs of a scenario: what is certain, what is uncertain and how, and what the file leaves to the tables."""

from __future__ import annotations

import numpy as np

from papertiger.scenario.files.distributions import Uniform
from papertiger.scenario.files.numbers import Stated
from papertiger.scenario.files.places import Found, Index
from papertiger.scenario.files.table import known
from papertiger.scenario.model.inputs import STRUCTURAL, axes_of, sizes
from papertiger.scenario.model.parameters import Grade, Parameter, parameters
from papertiger.scenario.model.structure import Bools, Floats, Structure
from papertiger.scenario.terms import Distribution, Factor

MIDDLE = np.array([0.5])


class Values:
    """Inputs (1, *axes) at the defaults of the tables, into which numbers are put one after another."""

    def __init__(self, structure: Structure) -> None:
        """Every place stands at its default and counts as not named."""
        long = sizes(structure)
        shapes = {name: tuple(long[axis] for axis in axes_of(name)) for name in (*parameters(), *STRUCTURAL)}
        self.base: dict[str, Floats] = {
            name: np.full((1, *shape), known(name).default) for name, shape in shapes.items()
        }
        self.named: dict[str, Bools] = {name: np.zeros(shape, dtype=bool) for name, shape in shapes.items()}
        self.factors: list[Factor] = []
        self.fixed: list[tuple[str, str, Grade]] = []
        self.judged: dict[str, list[str]] = {}
        """Input → keys of numbers that are judged and yet certain."""

    def put(self, key: str, found: Found, number: Stated) -> None:
        """A number that the file states."""
        if isinstance(number.value, float):
            self.certain(key, found, number.value, number.grade)
            if number.grade in {"J", "S"}:
                self.judged.setdefault(found.parameter, []).append(key)
        else:
            factor = _factor(key, found, number.value, number.grade, number.source, stated=True)
            self._vary(factor)

    def certain(self, key: str, found: Found, value: float, grade: Grade) -> None:
        """A number that is certain."""
        for index in found.indexes:
            self.base[found.parameter][(0, *index)] = value
            self.named[found.parameter][index] = True
        self.fixed.append((key, f"{value:g} {found.known.unit}", grade))

    def put_open(self, key: str, found: Found, number: Stated) -> None:
        """As `put`, in those of its places that nothing names yet."""
        named = self.named[found.parameter]
        if not any(named[index].any() for index in found.indexes):
            self.put(key, found, number)
            return
        where = np.zeros_like(named)
        for index in found.indexes:
            where[index] = True
        self.spread(key, found.parameter, where, number)

    def spread(self, key: str, name: str, where: Bools, number: Stated) -> None:
        """One number for all places of `where` (of the input's shape) that nothing names."""
        indexes = self._open(name, where)
        if indexes:
            self.put(key, Found(name, indexes, known(name)), number)

    def leave(self, key: str, name: str, entry: Parameter, where: Bools) -> None:
        """What the file does not name: drawn from the range of the table, one number for all places; without a range the default stands."""
        indexes = self._open(name, where)
        if not indexes:
            return
        found = Found(name, indexes, entry)
        if entry.range is not None:
            self._vary(_factor(key, found, Uniform(*entry.range), entry.grade, entry.source, stated=False))
        else:
            self.certain(key, found, entry.default, entry.grade)
            if entry.grade in {"J", "S"}:
                self.judged.setdefault(name, []).append(key)

    def _open(self, name: str, where: Bools) -> tuple[Index, ...]:
        """Places of `where` that nothing names; one empty index where these are all that there are."""
        free = where & ~self.named[name]
        if free.all() and free.size:
            return ((),)
        return tuple(tuple(int(n) for n in place) for place in np.argwhere(free))

    def _vary(self, factor: Factor) -> None:
        middle = float(factor.distribution.quantile(MIDDLE)[0])
        for index in factor.places:
            self.base[factor.parameter][(0, *index)] = middle
            self.named[factor.parameter][index] = True
        self.factors.append(factor)


def _factor(
    key: str, found: Found, distribution: Distribution, grade: Grade, source: str, *, stated: bool
) -> Factor:
    first, *others = found.indexes
    return Factor(
        key,
        found.parameter,
        first,
        distribution,
        grade,
        found.known.unit,
        source,
        stated,
        tuple(others),
    )
