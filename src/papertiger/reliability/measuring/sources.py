"""Which class of source a report belongs to, and what such a source says of each outcome.

Error matrices by source class after Dawid and Skene 1979 ("Maximum likelihood estimation of observer error-rates using the EM algorithm").
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from papertiger.records import Side
from papertiger.reliability.cases import Outcomes, Report
from papertiger.reliability.measuring.settings import Measurement, Row, SourceClass, measurement

_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(15)
"""Gauss-Hermite nodes and weights for a standard normal: exact to many digits for shifts of an s.d. of one or less."""
_WEIGHTS = _WEIGHTS / _WEIGHTS.sum()
_LEAN = np.array([-0.5, 0.0, 0.5])
"""How a shift of the log-odds of honoured against withheld falls on the three categories."""


def source_class(report: Report, settings: Measurement | None = None) -> SourceClass:
    """The class of source that a report belongs to, by who says it and how many steps away.

    ``anonymous``: the speaker is not named, at whatever remove. ``primary``: said in a document, or asserted by the outlet itself in the
    report that is the origin. ``secondary``: said by somebody named, or asserted in a retelling.
    """
    if report.anonymous:
        return "anonymous"
    if report.document:
        return "primary"
    if report.depth == 0 and report.article == report.origin:
        return (settings or measurement()).own_report.of
    return "secondary"


def error_matrix(
    of: SourceClass, side: Side | None = None, settings: Measurement | None = None
) -> NDArray[np.float64]:
    """Shape (3, 3): P(said | true outcome), rows the true outcome, for a class of source and the side of its speaker.

    The mean of the Dirichlet rows, its log-odds of *honoured* against *withheld* shifted by the side's bias; the bias is integrated out.
    """
    settings = settings or measurement()
    shift = settings.sides.get(side) if side else None
    return _matrix(settings.classes[of].counts, shift and (shift.mean, shift.sd))


@lru_cache(maxsize=256)
def _matrix(counts: tuple[Row, Row, Row], shift: tuple[float, float] | None) -> NDArray[np.float64]:
    """Kept, since there are a dozen of them and as many look-ups as reports; not to be written to."""
    rows = np.array(counts)
    matrix: NDArray[np.float64] = rows / rows.sum(axis=1, keepdims=True)
    if shift is not None:
        mean, sd = shift
        leans = np.exp((mean + sd * _NODES)[:, None] * _LEAN)
        shifted = matrix[None] * leans[:, None, :]
        shifted /= shifted.sum(axis=2, keepdims=True)
        matrix = np.einsum("n,nij->ij", _WEIGHTS, shifted)
    matrix.setflags(write=False)
    return matrix


def said(outcomes: Outcomes) -> NDArray[np.float64]:
    """Shape (3,): what is said, by `CATEGORIES`; harmful counts as withheld."""
    return np.array([outcomes.withheld + outcomes.harmful, outcomes.partial, outcomes.honoured])
