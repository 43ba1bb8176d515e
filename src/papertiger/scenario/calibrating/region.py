"""Where the next wave looks: a part of the unit cube that holds what was not ruled out, drawn from uniformly.

It is a box cut by slabs across the directions in which the targets rise fastest. It only saves runs: points in it are still run and judged, so that
what is kept are draws of the prior, restricted.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from papertiger.errors import ModelError
from papertiger.scenario.model.structure import Floats

_MARGIN = 0.05  # of the width, at each end: the outermost kept point is not the edge
_TRIED = 1 << 16  # points thrown at a time
_MOST = 400  # throws: a region of a share below 1e-6 of its box is given up


@dataclass(frozen=True, slots=True, eq=False)
class Region:
    """A box in the unit cube, less what lies outside its slabs."""

    low: Floats
    """(F)."""
    high: Floats
    slabs: Floats
    """(S, F) a direction each."""
    slab_low: Floats
    """(S) bounds of the point's coordinate along the direction."""
    slab_high: Floats

    def uniform(self, count: int, rng: np.random.Generator) -> tuple[Floats, float]:
        """`count` points (count, F), uniform in the region, and the region's volume as a share of the cube.

        Raises:
            ModelError: it is so thin that no points are found.
        """
        if not len(self.slabs):
            return self._thrown(count, rng), float(np.prod(self.high - self.low))
        found: list[Floats] = []
        tried = inside = 0
        while inside < count and tried < _MOST * _TRIED:
            points = self._thrown(_TRIED, rng)
            along = points @ self.slabs.T
            held = points[((along >= self.slab_low) & (along <= self.slab_high)).all(axis=1)]
            found.append(held[: count - inside])
            tried, inside = tried + _TRIED, inside + len(held)
        if inside < count:
            raise ModelError(
                "what is not ruled out is too thin to draw from; widen the discrepancies of the targets"
            )
        return np.concatenate(found)[:count], float(np.prod(self.high - self.low)) * inside / tried

    def _thrown(self, count: int, rng: np.random.Generator) -> Floats:
        thrown: Floats = rng.uniform(self.low, self.high, size=(count, len(self.low)))
        return thrown


def whole(factors: int) -> Region:
    """The unit cube."""
    none = np.zeros(0)
    return Region(np.zeros(factors), np.ones(factors), np.zeros((0, factors)), none, none)


def around(kept: Floats, directions: Floats) -> Region:
    """The region that holds the kept points (n, F) with a margin, in the box and along the directions (S, F).

    The margin shrinks with n: of n points the outermost lies some width/n inside the edge.
    """
    margin = max(_MARGIN, 3 / len(kept))
    low, high = _widened(kept, margin)
    along = kept @ directions.T
    slab_low, slab_high = _widened(along, margin)
    return Region(np.clip(low, 0, 1), np.clip(high, 0, 1), directions, slab_low, slab_high)


def steepest(points: Floats, means: Floats) -> Floats:
    """(S, F) unit vectors along which each target's rank rises fastest (least squares); of targets that vary, and where there are points enough."""
    good = np.isfinite(means).all(axis=1)
    points, means = points[good], means[good]
    if len(points) < 2 * points.shape[1]:
        return np.zeros((0, points.shape[1]))
    ranks = means.argsort(axis=0).argsort(axis=0).astype(float)
    ranks = ranks[:, means.max(axis=0) > means.min(axis=0)]
    design = np.column_stack([np.ones(len(points)), points])
    slopes = np.linalg.lstsq(design, ranks, rcond=None)[0][1:].T
    length = np.linalg.norm(slopes, axis=1, keepdims=True)
    steep: Floats = (slopes / np.where(length > 0, length, 1))[length[:, 0] > 0]
    return steep


def _widened(values: Floats, margin: float) -> tuple[Floats, Floats]:
    low, high = values.min(axis=0), values.max(axis=0)
    wide = np.maximum(high - low, 1e-3) * margin
    return low - wide, high + wide
