"""The best tree over arc scores: greedy choice where that is a tree, else Chu-Liu-Edmonds with one root.

Follows Dozat, Qi & Manning (2017) in decoding and Zmigrod, Vieira & Cotterell (2020, "Please mind the root") in why one
root has to be enforced: without it some sentence in a hundred gets several.
"""

from __future__ import annotations

import numpy as np

from papertiger.language.graph.arrays import Floats

_FAR = np.float32(-1e9)


def spanning_tree(scores: Floats) -> list[int]:
    """Heads of words 1…n by the best tree with exactly one child of 0.

    `scores` has shape (n + 1, n + 1), dependant by head, row 0 unused; the result has n entries, word i's head at i - 1.
    """
    size = len(scores)
    arcs = scores.copy()
    np.fill_diagonal(arcs, _FAR)
    heads: list[int] = arcs[1:].argmax(axis=1).tolist()
    if heads.count(0) == 1 and _reaches_root(heads):
        return heads
    # A toll on the root that no gain elsewhere can pay leaves exactly one word on it.
    toll = np.float32(2.0) * np.abs(arcs[arcs > _FAR / 2]).max() * size + 1
    arcs[:, 0] -= toll
    return _edmonds(arcs)


def _reaches_root(heads: list[int]) -> bool:
    """Whether following heads from every word ends at 0."""
    safe = {0}
    for start in range(1, len(heads) + 1):
        path, at = [], start
        while at not in safe:
            if at in path:
                return False
            path.append(at)
            at = heads[at - 1]
        safe.update(path)
    return True


def _edmonds(arcs: Floats) -> list[int]:
    """Chu-Liu-Edmonds: break every cycle of the greedy choice where that costs least, by contraction."""
    size = len(arcs)
    heads = [0, *arcs[1:].argmax(axis=1).tolist()]
    cycle = _cycle(heads)
    if not cycle:
        return heads[1:]
    inside = sorted(cycle)
    rest = [i for i in range(size) if i not in cycle]
    # The contracted graph: the words outside the cycle, in order, then the cycle as one word.
    small = np.full((len(rest) + 1, len(rest) + 1), _FAR, dtype=np.float32)
    small[:-1, :-1] = arcs[np.ix_(rest, rest)]
    cost = np.array([arcs[i, heads[i]] for i in inside], dtype=np.float32)
    entering = arcs[np.ix_(inside, rest)] - cost[:, None]
    leaving = arcs[np.ix_(rest, inside)]
    small[-1, :-1] = entering.max(axis=0)
    small[:-1, -1] = leaving.max(axis=1)
    small[0, :] = _FAR
    np.fill_diagonal(small, _FAR)
    chosen = [0, *_edmonds(small)]
    result = list(heads)
    for new, old in enumerate(rest[1:], 1):
        head = chosen[new]
        result[old] = inside[int(leaving[new].argmax())] if head == len(rest) else rest[head]
    door = chosen[-1]
    entered = int(entering[:, door].argmax())
    result[inside[entered]] = rest[door]
    return result[1:]


def _cycle(heads: list[int]) -> set[int]:
    """The words of one cycle, or nothing; ``heads[0]`` is not looked at."""
    done = {0}
    for start in range(1, len(heads)):
        path: list[int] = []
        at = start
        while at not in done:
            if at in path:
                return set(path[path.index(at) :])
            path.append(at)
            at = heads[at]
        done.update(path)
    return set()
