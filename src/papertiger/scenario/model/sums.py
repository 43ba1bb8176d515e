"""Sums whose last bit does not depend on the block: a run is the same alone as among others.

`sum` adds by pairs once a row has eight numbers, and a matrix product in an order that depends on the number of rows. `einsum` adds in an order that
depends on the length of a row alone, and is several times faster than `sum` over short rows.
"""

from __future__ import annotations

import numpy as np

from papertiger.scenario.model.structure import Floats


def whole(rows: Floats) -> Floats:
    """(N) sums of the rows of (N, C), one number after another: zeros at the end of a row, however many, change nothing."""
    sums: Floats = np.cumsum(rows, axis=1)[:, -1]
    return sums


def weighted(rows: Floats, weights: Floats) -> Floats:
    """(N, M) the product of `rows` (N, D) and the transpose of `weights` (M, D), each row by itself."""
    sums: Floats = np.einsum("nd,md->nm", rows, weights)
    return sums
