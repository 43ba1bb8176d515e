"""Section 8 of the equations: what clients make of the tests that they see, and what adversaries make of them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from events import NEAR, Test

if TYPE_CHECKING:
    from client import Client

Counts = tuple[float, float]
"""Of success and failure."""


def counts(strength: float, mean: float) -> Counts:
    """What a belief of that mean and strength is worth."""
    return strength * mean, strength * (1 - mean)


def mean(belief: Counts) -> float:
    """Mean of a Beta distribution with these counts."""
    return belief[0] / (belief[0] + belief[1])


def _faded(now: Counts, start: Counts, keep: float) -> Counts:
    return start[0] + keep * (now[0] - start[0]), start[1] + keep * (now[1] - start[1])


def learn(client: Client) -> None:
    """Let beliefs fade, and add what the tests that are seen now tell."""
    n, learning = client.model.numbers, client.model.learning
    keep = n.memory**client.model.fixed.step
    client.feared = _fear(client, keep)
    if not learning.learns:
        return
    will = [
        _faded(now, start, keep) for now, start in zip(client.will_belief, client.will_start, strict=True)
    ]
    means = [
        _faded(now, start, keep) for now, start in zip(client.means_belief, client.means_start, strict=True)
    ]
    for test in client.model.seen:
        _weigh(client, test, will, means)
    client.will_belief, client.means_belief = will, means


def _weigh(client: Client, test: Test, will: list[Counts], means: list[Counts]) -> None:
    n, learning, other = client.model.numbers, client.model.learning, test.event.client
    p, own = test.patron.place, test.event.client is client
    weight = 1.0 if own else _attention(client, test)
    if learning.context:
        weight *= 1 - n.hard_times * test.burden
    if not weight:
        return
    signal = test.in_time + n.late_credit * (test.late + test.undetected)
    signal /= test.total
    if not own:
        signal += n.noise * (1 + n.censorship[other.place]) * test.noise
        signal = min(1.0, max(0.0, signal))
    if learning.two_beliefs:
        signal = min(1.0, signal + n.seen * test.unable / test.total)
    if not own and n.similarity[other.place][client.place] < 0:
        signal = 1 - signal
    will[p] = _moved(client, will[p], client.will_belief[p], weight, signal)
    if learning.two_beliefs:
        means[p] = _moved(client, means[p], client.means_belief[p], weight, min(1.0, test.available))
        if not own and test.verdict == "withheld":
            freed = weight * n.release * n.value[p][client.place]
            means[p] = (means[p][0] + freed, means[p][1])


def _attention(client: Client, test: Test) -> float:
    """How much a test at another client weighs here."""
    n, i, j = client.model.numbers, test.event.client.place, client.place
    covered = client.model.covered[j]
    shared = sum(q for q, c in zip(test.asked, covered, strict=True) if c) / test.total
    near = math.exp(-client.model.fixed.client_distance[i][j] / n.reach)
    return n.visibility[i] * n.spill * abs(n.similarity[i][j]) * near * shared


def _moved(client: Client, belief: Counts, before: Counts, weight: float, signal: float) -> Counts:
    n, surprise = client.model.numbers, abs(signal - mean(before))
    if surprise < n.buffer - NEAR:
        weight *= n.calm
    elif surprise > n.breaking_point + NEAR:
        weight *= n.shock
    return belief[0] + weight * signal, belief[1] + weight * n.negativity * (1 - signal)


def _fear(client: Client, keep: float) -> Counts:
    """What adversaries believe of help for this client, after the events that are seen now."""
    n = client.model.numbers
    a, b = _faded(client.feared, client.feared_start, keep)
    for tests in client.model.seen_hostile:
        answer = sum(
            test.share * (test.in_time + n.late_credit * (test.late + test.undetected)) / test.total
            for test in tests
        )
        weight = 1.0
        if tests[0].event.client is not client:
            weight = n.adversary_spill * sum(client.leaning[t.patron.place] * t.share for t in tests)
        a, b = a + weight * answer, b + weight * (1 - answer)
    return a, b
