"""What an assessment rests on beside the record: error rates of sources, priors, the model; and a digest of them all."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from papertiger import __version__
from papertiger.datafiles import load_table
from papertiger.reliability.assessing.definitions import definitions
from papertiger.reliability.measuring import Measurement, measurement
from papertiger.reliability.quick import Prior, load_priors, priors

Model = Literal["quick", "full"]


@dataclass(frozen=True)
class Settings:
    """As shipped, unless a user gives other files."""

    measurement: Measurement
    priors: tuple[tuple[str, Prior], ...]
    model: Model = "quick"
    instead: str | None = None
    """Name of the prior that stands for every group's own; None for each its own."""

    @cached_property
    def digest(self) -> str:
        """Of everything judged that is in force, and the program's version."""
        parts = [self.model, __version__, self.measurement.model_dump_json(), definitions().model_dump_json()]
        parts += [prior.model_dump_json() for _, prior in self.priors]
        parts += [self.instead] if self.instead else []
        return f"sha256:{hashlib.sha256(chr(31).join(parts).encode()).hexdigest()}"

    @cached_property
    def measured_by(self) -> str:
        """Of what decides how reports are measured."""
        parts = __version__, self.measurement.model_dump_json()
        return f"sha256:{hashlib.sha256(chr(31).join(parts).encode()).hexdigest()}"

    def prior_of(self, group: str) -> Prior:
        """The prior of a group of obligations."""
        if self.instead is not None:
            return dict(self.priors)[self.instead]
        first = definitions().groups[group].obligations[0]
        return next(prior for _, prior in self.priors if first in prior.obligations)

    @property
    def rho(self) -> float:
        """Dependence of outcomes within a crisis."""
        return self.measurement.rho.value


def load_settings(
    *, measurement: Path | None = None, priors: Path | None = None, model: Model = "quick"
) -> Settings:
    """The shipped settings, or those of a user's files.

    Args:
        measurement: a changed copy of ``measuring/data/measurement.yaml``.
        priors: a changed copy of ``quick/data/priors.yaml``.
        model: which model of the rate.

    Raises:
        DataFileError: a file is absent or breaks its schema; names the line.
    """
    return Settings(
        load_table(measurement, Measurement) if measurement else _shipped(),
        tuple((load_priors(priors) if priors else _priors()).items()),
        model,
    )


_shipped, _priors = measurement, priors
"""Under other names, since options of `load_settings` are called as they are."""
