"""Uncertain numbers made by hand, for tests of sensitivity and calibration: no scenario file is read."""

from __future__ import annotations

from dataclasses import dataclass

from partnership import inputs, structure

from papertiger.scenario.model.inputs import Inputs
from papertiger.scenario.model.parameters import Grade
from papertiger.scenario.model.structure import Floats, Structure
from papertiger.scenario.terms import Factor, Policy, Scenario


@dataclass(frozen=True, slots=True)
class Between:
    """Uniform between two numbers."""

    low: float
    high: float

    def quantile(self, unit: Floats) -> Floats:
        return self.low + unit * (self.high - self.low)

    @property
    def words(self) -> str:
        return f"[{self.low:g}, {self.high:g}]"


def factor(
    name: str, low: float = 0.0, high: float = 1.0, *, grade: Grade = "J", stated: bool = False
) -> Factor:
    """An uncertain number `mechanisms.NAME`, uniform between `low` and `high`."""
    return Factor(
        key=f"mechanisms.{name}",
        parameter=name,
        index=(),
        distribution=Between(low, high),
        grade=grade,
        unit="number",
        source="test",
        stated=stated,
    )


def scenario(factors: tuple[Factor, ...], *, base: Inputs | None = None, **changes: object) -> Scenario:
    """A scenario of the system `partnership.structure()` with these uncertain numbers, all else at the defaults of `partnership.inputs`."""
    made = changes.pop("structure", None) or structure()
    assert isinstance(made, Structure)
    whole = {
        "name": "by hand",
        "banner": "illustrative, not calibrated",
        "sources": (),
        "structure": made,
        "base": dict(base or inputs(made, 1)),
        "factors": factors,
        "learning": ("L0", "L3"),
        "allocation": ("waterfill",),
        "policies": (Policy("baseline"),),
        "runs": 100,
        "seed": 1,
        "digest": "d" * 64,
    } | changes
    return Scenario(**whole)  # type: ignore[arg-type]
