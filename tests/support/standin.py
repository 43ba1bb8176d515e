"""A scenario made by hand and engines with known answers in place of the model's, for tests of what many runs say together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from partnership import inputs, structure

from papertiger.scenario.model.choices import Choices
from papertiger.scenario.model.inputs import Inputs
from papertiger.scenario.model.noise import Draws
from papertiger.scenario.model.parameters import Grade
from papertiger.scenario.model.records import SERIES, TOTALS, Records
from papertiger.scenario.model.structure import Floats, Structure
from papertiger.scenario.terms import Change, Factor, Policy, Scenario


@dataclass(frozen=True)
class Between:
    """Uniform between two numbers."""

    low: float
    high: float

    def quantile(self, unit: Floats) -> Floats:
        return self.low + (self.high - self.low) * unit

    @property
    def words(self) -> str:
        return f"[{self.low:g}, {self.high:g}]"


FACTORS: tuple[tuple[str, Grade], ...] = (("memory", "L"), ("calm", "J"), ("noise", "J"), ("seen", "D"))


def factor(parameter: str, grade: Grade, low: float = 0.0, high: float = 1.0) -> Factor:
    """An uncertain number, as if it were graded so."""
    return Factor(
        f"mechanisms.{parameter}", parameter, (), Between(low, high), grade, "fraction", "test", stated=True
    )


def scenario(**changes: object) -> Scenario:
    """One patron, three clients, a year; four uncertain numbers, two of them judged; two policies and two rules of allocation."""
    made = structure(1, 3, months=12, wars=(), shocks=(), supplies=())
    whole = Scenario(
        name="made by hand",
        banner="illustrative, not calibrated",
        sources=("a test",),
        structure=made,
        base={name: array[:1] for name, array in inputs(made, 1).items()},
        factors=tuple(factor(parameter, grade) for parameter, grade in FACTORS),
        learning=("L0", "L1", "L2", "L3"),
        allocation=("waterfill", "pro_rata"),
        policies=(Policy("baseline"), Policy("more noise", (Change("noise", (), "add", 0.25),))),
        runs=100,
        seed=7,
        digest="0" * 64,
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def linear(made: Structure, given: Inputs, chances: Iterator[Draws], choices: Choices) -> Records:
    """Aligned shares are memory + 2 calm + 3 noise + 0.5 by learning model, and chance of variance 1/12 (seen does nothing)."""
    values = given["memory"] + 2 * given["calm"] + 3 * given["noise"]
    return records(made, values + 0.5 * int(choices.learning.name[1]), chances)


def ishigami(made: Structure, given: Inputs, chances: Iterator[Draws], _: Choices) -> Records:
    """The function of Ishigami and Homma (1990), a = 7, b = 0.1, of calm, memory and noise; and the same chance."""
    x, y, z = (np.pi * (2 * given[name] - 1) for name in ("calm", "memory", "noise"))
    return records(made, np.sin(x) + 7 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x), chances)


def records(made: Structure, aligned: Floats, chances: Iterator[Draws]) -> Records:
    """Records in which every client's aligned share is `aligned` (R or 1) and chance, uniform from -0.5 to 0.5; all else 0."""
    first = next(iter(chances))
    runs = len(first["regime"])
    long = {
        "p": len(made.patrons),
        "i": len(made.clients),
        "d": 8,
        "k": len(made.tables.threats),
        "q": 4,
        "n": 4,
    }
    series = {
        name: np.zeros((made.steps + 1, runs, *(long[axis] for axis in axes)))
        for name, axes in SERIES.items()
    }
    totals = {name: np.zeros((runs, *(long[axis] for axis in axes))) for name, axes in TOTALS.items()}
    chance = first["regime"][:, 0] - 0.5
    series["aligned"][-1] = (np.broadcast_to(aligned, runs) + chance)[:, np.newaxis]
    series["honour"][:] = np.nan
    return Records(series, totals)


def dying(*_: object) -> Records:
    """An engine whose process is killed."""
    import os  # noqa: PLC0415 - for this one
    import signal  # noqa: PLC0415 - as above

    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def refusing(*_: object) -> Records:
    """An engine that refuses its input."""
    from papertiger.errors import ScenarioError  # noqa: PLC0415 - for this one

    raise ScenarioError("patrons.P0.will", "is 2", "give 0 to 1", file="made.toml")
