"""Fit the weights of lineage on families written for it, and print them for ``lineage/data/weights.yaml``.

Logistic regression by Newton's method, with a Gaussian prior around weights chosen by hand (MAP), because the pairs are few
beside what the weights must bear: the prior says what one unit of each kind of evidence should count, the data moves it.
Pairs of two clones of one farm count little, because a farm makes as many pairs as all else together.

    python scripts/fit_lineage.py tests/lineage/gold/dev
"""

from __future__ import annotations

import sys
from itertools import combinations
from pathlib import Path

import numpy as np

from papertiger.evaluation.lineage import read_gold
from papertiger.lineage.evidence import measure
from papertiger.lineage.vocabulary import weights
from papertiger.readers.frames import FrameReader
from papertiger.settings import Settings

PRIOR = {
    "text": 4.0,
    "topic": 3.0,
    "contained": 3.0,
    "lead": 3.0,
    "order": 1.5,
    "numbers": 3.0,
    "names": 2.5,
    "quotes": 2.0,
    "claims": 2.0,
    "gap": -0.7,
    "owner": 0.5,
    "outlet": -1.0,
    "notice": 3.0,
    "language": 0.7,
    "retells": 5.0,
    "same source": 3.0,
    "mentions": 1.0,
    "other source": -2.0,
    "source elsewhere": -0.3,
    "own reporting": -1.0,
}
INTERCEPT = -6.0
STRENGTH = 2.0
"""Precision of the prior: as much as two observations of one unit."""
FARM, HALF = 0.08, 0.5
"""Weight of a pair of two clones."""
ROUNDS = 100


def main(path: Path) -> None:
    """Fit and print."""
    gold = read_gold(path)
    reader = FrameReader(Settings())
    prints = [(g, reader.fingerprint(g.article)) for g in gold]
    rows, right, counts = [], [], []
    for (a, f), (b, g) in combinations(prints, 2):
        if f.moment is None or g.moment is None or abs(f.moment - g.moment) > weights().window_days:
            continue
        amounts = measure(f, g)
        rows.append([1.0, *(amounts[kind] for kind in PRIOR)])
        right.append(a.family == b.family)
        counts.append(FARM if a.kind == b.kind == "clone" else 1.0)
    x, y, w = np.array(rows), np.array(right, float), np.array(counts)
    prior = np.array([INTERCEPT, *PRIOR.values()])
    found = prior.copy()
    for _ in range(ROUNDS):
        p = 1 / (1 + np.exp(-x @ found))
        gradient = x.T @ (w * (p - y)) + STRENGTH * (found - prior)
        curvature = (x * (w * p * (1 - p))[:, None]).T @ x + STRENGTH * np.eye(len(prior))
        found -= np.linalg.solve(curvature, gradient)
    p = 1 / (1 + np.exp(-x @ found))
    print(
        f"# {len(y)} pairs, {int(y.sum())} of one origin; {int(((p > HALF) & (y == 0)).sum())} false, ",
        end="",
    )
    print(f"{int(((p < HALF) & (y == 1)).sum())} missed at one half")
    print("evidence:")
    for kind, value in zip(PRIOR, found[1:], strict=True):
        print(f"  {kind}: {value:.1f}")
    print(f"intercept: {found[0]:.1f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
