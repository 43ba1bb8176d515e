"""One-to-one matching of greatest total weight, for two short lists of which few items are alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

One = TypeVar("One")
Other = TypeVar("Other")


def best_matching(
    ones: Sequence[One], others: Sequence[Other], weight: Callable[[One, Other], int]
) -> list[tuple[int, int]]:
    """Index pairs of the matching whose total weight is greatest, in order; pairs of weight 0 are left unmatched.

    `weight` must be 0 or more. The alike fall into small groups, and each is solved on its own.
    """
    weights = {
        (i, j): found
        for i, one in enumerate(ones)
        for j, other in enumerate(others)
        if (found := weight(one, other)) > 0
    }
    pairs = [pair for group in _groups(weights) for pair in _solve(group, weights)]
    return sorted(pairs)


def _groups(weights: dict[tuple[int, int], int]) -> list[list[tuple[int, int]]]:
    """The pairs, in groups that share no item."""
    groups: list[list[tuple[int, int]]] = []
    for pair in weights:
        joined = [g for g in groups if any(pair[0] == i or pair[1] == j for i, j in g)]
        groups = [g for g in groups if g not in joined]
        groups.append([pair, *(p for g in joined for p in g)])
    return groups


def _solve(group: list[tuple[int, int]], weights: dict[tuple[int, int], int]) -> list[tuple[int, int]]:
    """The best pairs of one group, by the Hungarian method with potentials (rows are the shorter side)."""
    if len(group) == 1:
        return group
    rows, columns = sorted({i for i, _ in group}), sorted({j for _, j in group})
    turned = len(rows) > len(columns)
    if turned:
        rows, columns = columns, rows

    def gain(row: int, column: int) -> int:
        pair = (rows[row], columns[column])
        return weights.get(pair[::-1] if turned else pair, 0)

    found = [(rows[r], columns[c]) for r, c in _assign(len(rows), len(columns), gain) if gain(r, c)]
    return [pair[::-1] for pair in found] if turned else found


def _assign(rows: int, columns: int, gain: Callable[[int, int], int]) -> list[tuple[int, int]]:
    """A column for every row, of greatest total gain; `rows` must not exceed `columns`."""
    low, high = [0] * (rows + 1), [0] * (columns + 1)
    owner, way = [0] * (columns + 1), [0] * (columns + 1)
    for row in range(1, rows + 1):
        owner[0], column = row, 0
        slack: list[float] = [float("inf")] * (columns + 1)
        done = [False] * (columns + 1)
        while owner[column]:
            done[column] = True
            held, step, nearest = owner[column], float("inf"), 0
            for c in range(1, columns + 1):
                if done[c]:
                    continue
                cost = -gain(held - 1, c - 1) - low[held] - high[c]
                if cost < slack[c]:
                    slack[c], way[c] = cost, column
                if slack[c] < step:
                    step, nearest = slack[c], c
            for c in range(columns + 1):
                if done[c]:
                    low[owner[c]] += int(step)
                    high[c] -= int(step)
                else:
                    slack[c] -= step
            column = nearest
        while column:
            owner[column], column = owner[way[column]], way[column]
    return sorted((owner[c] - 1, c - 1) for c in range(1, columns + 1) if owner[c])
