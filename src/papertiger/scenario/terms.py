"""A scenario as it is run: what is fixed, what is uncertain and how, and the policies that are compared."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np

from papertiger.scenario.model.inputs import Inputs
from papertiger.scenario.model.parameters import Grade
from papertiger.scenario.model.structure import Floats, Structure


class Distribution(Protocol):
    """How an uncertain number is distributed."""

    def quantile(self, unit: Floats) -> Floats:
        """Values at the probabilities `unit`, any shape; within the parameter's bounds."""

    @property
    def words(self) -> str:
        """The distribution for a reader, as in a scenario file: `[0, 1]`, `beta(2, 3)`."""


@dataclass(frozen=True, slots=True, eq=False)
class Factor:
    """One uncertain number of a scenario."""

    key: str
    """Path of the key, as in the file: `mechanisms.spill`, `patrons.RUS.capacity.arms`."""
    parameter: str
    """Name of the input it goes to."""
    index: tuple[int, ...]
    """Its place there, without the axis of runs; a shorter index fills all places below it."""
    distribution: Distribution
    grade: Grade
    unit: str
    source: str
    stated: bool
    """The scenario names it; else it is drawn from the range of the table of parameters."""
    also: tuple[tuple[int, ...], ...] = ()
    """Other places that get the same value: the mirror of a similarity, the other entities that share an unstated number."""

    @property
    def places(self) -> tuple[tuple[int, ...], ...]:
        """All its places."""
        return (self.index, *self.also)

    @property
    def judged(self) -> bool:
        """It rests on judgement or on the scenario's choice (grades J and S), not on data or the literature."""
        return self.grade in {"J", "S"}

    def drawn(self, unit: Floats) -> Iterator[tuple[str, tuple[int, ...], Floats]]:
        """Parameter, place and values (R) of all that is set when the number stands at the probabilities `unit` (R)."""
        values = self.distribution.quantile(unit)
        for index in self.places:
            yield self.parameter, index, values


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Joint(Factor):
    """Several numbers drawn together, a row at a time (`papertiger.scenario.ensembles`): one uncertain number in their place.

    Its `parameter` names no input, and its distribution gives the number of the row.
    """

    parameters: tuple[str, ...]
    """Names of the inputs; a value fills all places of its input."""
    rows: Floats
    """(n, len(parameters)), all rows equally likely."""

    def drawn(self, unit: Floats) -> Iterator[tuple[str, tuple[int, ...], Floats]]:
        """As for one number, for each of the inputs."""
        rows = self.rows[self.distribution.quantile(unit).astype(int)]
        for at, parameter in enumerate(self.parameters):
            yield parameter, (), rows[:, at]


@dataclass(frozen=True, slots=True)
class Change:
    """What a policy does to one number, or to all numbers below a shorter index."""

    parameter: str
    index: tuple[int, ...]
    how: Literal["set", "multiply", "add"]
    value: float
    bounds: tuple[float, float] = (-math.inf, math.inf)
    """What comes of it is held within these."""


@dataclass(frozen=True, slots=True)
class Policy:
    """A way to act that is compared with others under the same chances."""

    name: str
    changes: tuple[Change, ...] = ()
    allocation: str | None = None
    """Rule of allocation, when the policy has its own."""


@dataclass(frozen=True, slots=True, eq=False)
class Scenario:
    """A scenario file, read and checked."""

    name: str
    banner: str
    """What every output of it says first: `illustrative, not calibrated`."""
    sources: tuple[str, ...]
    structure: Structure
    base: Mapping[str, Floats]
    """Every input, (1, *axes): the values of what is certain, and the medians of what is not."""
    factors: tuple[Factor, ...]
    learning: tuple[str, ...]
    """Names of learning models, each run in turn: L0 to L3."""
    allocation: tuple[str, ...]
    """Names of rules of allocation; the first is the baseline's."""
    policies: tuple[Policy, ...]
    """What is compared; the first, named `baseline`, changes nothing."""
    runs: int
    seed: int
    digest: str
    """SHA-256 of the file's text, of what was imported, and of the tables of the model."""
    warnings: tuple[str, ...] = ()
    """One line each: numbers that are judged and yet certain, and the like."""
    fixed: tuple[tuple[str, str, Grade], ...] = ()
    """Numbers that are certain: key, value with its unit, grade."""
    beside: tuple[Factor, ...] = ()
    """Uncertain numbers of the scenario that this one is a variant of and is run beside: what both have is drawn alike."""

    def inputs(self, unit: Floats, policy: Policy | None = None) -> Inputs:
        """Inputs of the runs whose uncertain numbers stand at the probabilities `unit` (R, len(factors)), under a policy.

        A parameter without uncertain numbers keeps one row for all runs.
        """
        values = dict(self.base)
        for at, factor in enumerate(self.factors):
            for parameter, index, drawn in factor.drawn(unit[:, at]):
                array = values[parameter]
                if len(array) == 1:
                    array = np.repeat(array, len(unit), axis=0)
                    values[parameter] = array
                spot: tuple[slice | int, ...] = (slice(None), *index)
                array[spot] = drawn.reshape(-1, *[1] * (array.ndim - 1 - len(index)))
        for change in policy.changes if policy else ():
            array = values[change.parameter].copy()
            place: tuple[slice | int, ...] = (slice(None), *change.index)
            if change.how == "set":
                array[place] = change.value
            elif change.how == "multiply":
                array[place] *= change.value
            else:
                array[place] += change.value
            array[place] = np.clip(array[place], *change.bounds)
            values[change.parameter] = array
        return Inputs(self.structure, values)
