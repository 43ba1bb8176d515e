"""The full model as a rating: fitted once to the cells of all patrons, then asked for any part of one's record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from papertiger.errors import ModelError
from papertiger.reliability.assessing.measured import Measured
from papertiger.reliability.assessing.rating import Posterior
from papertiger.reliability.measuring import Cell
from papertiger.reliability.quick import Prior

if TYPE_CHECKING:
    from papertiger.reliability.full import FullPosterior


@dataclass(frozen=True, slots=True)
class Full:
    """The full model after a fit."""

    posterior: FullPosterior

    @property
    def notes(self) -> tuple[str, ...]:
        """What its figures cannot tell."""
        return self.posterior.notes

    def rate(self, cells: Sequence[Cell], prior: Prior) -> Posterior:  # noqa: ARG002 - its priors are its own
        """The rate over these cells, all of one patron."""
        return self.posterior.rate(cells[0].patron, responses={cell.response for cell in cells})


def fit_all(measured: Measured) -> Full:
    """Fit the full model to all cells that were measured.

    Raises:
        ModelError: the extra ``bayes`` is not installed, the chains disagree, or no response has closed yet.
    """
    from papertiger.reliability.full import fit_full  # noqa: PLC0415 - loads scipy.stats, which the quick model does without

    cells = [cell for _, cell in sorted(measured.cells.items()) if not cell.pending]
    if not cells:
        raise ModelError("no response has closed yet, so there is nothing to fit; ask the quick model")
    return Full(fit_full(cells, rho=measured.settings.rho))
