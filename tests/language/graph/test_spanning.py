"""The best tree: against all trees of small graphs, and with exactly one root however the scores lie."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from numpy.typing import NDArray

from papertiger.language.graph.spanning import spanning_tree


def _is_tree(heads: tuple[int, ...]) -> bool:
    if heads.count(0) != 1:
        return False
    for start in range(1, len(heads) + 1):
        at, steps = start, 0
        while at and steps <= len(heads):
            at, steps = heads[at - 1], steps + 1
        if at:
            return False
    return True


def _total(scores: NDArray[np.float32], heads: tuple[int, ...]) -> float:
    return float(sum(scores[i, head] for i, head in enumerate(heads, 1)))


@pytest.mark.parametrize("words", [1, 2, 3, 4, 5])
def test_no_tree_with_one_root_scores_higher(words: int) -> None:
    dice = np.random.default_rng(words)
    for _ in range(60):
        scores = dice.normal(size=(words + 1, words + 1)).astype(np.float32)
        trees = [h for h in product(range(words + 1), repeat=words) if _is_tree(h)]

        found = tuple(spanning_tree(scores))

        assert found in trees
        assert _total(scores, found) == pytest.approx(max(_total(scores, h) for h in trees), abs=1e-4)


def test_words_that_all_want_the_root_get_one() -> None:
    scores = np.full((7, 7), -8, dtype=np.float32)
    scores[:, 0] = 5

    assert spanning_tree(scores).count(0) == 1


def test_nested_cycles_are_broken() -> None:
    scores = np.zeros((6, 6), dtype=np.float32)
    for dependant, head in ((1, 2), (2, 1), (3, 4), (4, 3), (5, 1)):
        scores[dependant, head] = 9

    heads = spanning_tree(scores)

    assert _is_tree(tuple(heads))


def test_scores_stay_as_they_are() -> None:
    scores = np.random.default_rng(3).normal(size=(8, 8)).astype(np.float32)
    before = scores.copy()

    spanning_tree(scores)

    assert (scores == before).all()
