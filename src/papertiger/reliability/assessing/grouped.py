"""One group of a patron's record, fitted: its cells, the rate, and what each response counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from papertiger.reliability.assessing.measured import Measured
from papertiger.reliability.assessing.question import Question
from papertiger.reliability.assessing.rating import Posterior
from papertiger.reliability.measuring import Cell
from papertiger.reliability.quick import Prior, fit
from papertiger.reliability.quick.evidence import Evidence

Rating = Callable[[Sequence[Cell], Prior], Posterior]
"""A model: cells of one group, and the quick model's prior of it → the rate."""


@dataclass(frozen=True, slots=True)
class Grouped:
    """One group of a patron's record, fitted."""

    question: Question
    name: str
    """How the patron is called."""
    measured: Measured
    cells: list[Cell]
    prior: Prior
    posterior: Posterior
    evidence: Evidence
    rate: Rating
    full: bool = False
    """Whether another model than the quick one gave it."""

    @property
    def weights(self) -> dict[str, float]:
        """Response → effective tests that it counts for."""
        return _weights(self.evidence)


def _weights(evidence: Evidence) -> dict[str, float]:
    counts = evidence.weights * evidence.information
    return {cell.response: float(count) for cell, count in zip(evidence.cells, counts, strict=True)}


def weights_of(cells: Sequence[Cell], rho: float) -> dict[str, float]:
    """Response → effective tests that it counts for among `cells`; pending ones have none."""
    return _weights(Evidence(cells, rho))


def grouped(
    measured: Measured,
    question: Question,
    name: str,
    rating: Rating | None = None,
) -> Grouped | None:
    """The record of one group, fitted; None where there is no test.

    Args:
        measured: the patron's cases.
        question: its `group` says which.
        name: how the patron is called.
        rating: another model than the quick one.
    """
    cells = measured.covered(question)
    if not cells or question.group is None:
        return None
    prior, rho = measured.settings.prior_of(question.group), measured.settings.rho
    rate: Rating = rating or (lambda some, of: fit(some, of, rho))
    evidence = Evidence(cells, rho)
    posterior = rating(cells, prior) if rating else fit(evidence, prior)
    return Grouped(question, name, measured, cells, prior, posterior, evidence, rate, full=rating is not None)
