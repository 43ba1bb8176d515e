"""Section 8: who learns what from tests, once these become visible."""

from __future__ import annotations

from math import exp

from papertiger.scenario.reference.state import Belief, Event, Grid, State, Test, World, above


def learn(world: World, state: State, seen: list[Event]) -> None:
    """Every client updates its beliefs about every patron with all tests that became visible in this step."""
    if not world.learning.learns:
        return
    kept = world.numbers.memory**world.dt
    tests = [test for event in seen for test in event.tests]
    for p in world.patrons:
        for j in world.clients:
            will, able = state.will[p][j], state.capacity[p][j]
            will_news, able_news = [0.0, 0.0], [0.0, 0.0]
            for test in (test for test in tests if test.patron == p):
                weight = _weight(world, test, j)
                _add(world, will, will_news, weight, _will_signal(world, test, j))
                if world.learning.two_beliefs:
                    _add(world, able, able_news, weight, min(1.0, test.available))
                    able_news[0] += _released(world, test, j, weight)
            will.update(kept, *will_news)
            if world.learning.two_beliefs:
                able.update(kept, *able_news)


def _add(world: World, belief: Belief, news: list[float], weight: float, signal: float) -> None:
    """Add a signal to the news of success and failure, weighed by how far it departs from the belief."""
    numbers = world.numbers
    departs = abs(signal - belief.mean)
    if above(numbers.buffer, departs):
        weight *= numbers.calm
    if above(departs, numbers.breaking_point):
        weight *= numbers.shock
    news[0] += weight * signal
    news[1] += weight * numbers.negativity * (1 - signal)


def _credit(world: World, test: Test) -> float:
    """What the test says about the patron, noise-free: part that came in time, and some credit for what came late."""
    behind = sum(test.late) + sum(test.undetected)
    return float((sum(test.in_time) + world.numbers.late_credit * behind) / sum(test.asked))


def _will_signal(world: World, test: Test, j: int) -> float:
    """What observer `j` reads in the test about the patron's will, 0 to 1."""
    numbers, i = world.numbers, test.event.client
    noise = 0.0 if j == i else numbers.noise * (1 + numbers.censorship[i]) * test.noise
    signal = min(1.0, max(0.0, _credit(world, test) + noise))
    if world.learning.two_beliefs:
        signal = min(1.0, signal + numbers.seen * sum(test.unable) / sum(test.asked))
    turned = j != i and numbers.similarity[i][j] < 0
    return 1 - signal if turned else signal


def _weight(world: World, test: Test, j: int) -> float:
    """How much the test counts for observer `j`."""
    numbers, i = world.numbers, test.event.client
    weight = 1.0
    if j != i:
        matters = sum(
            test.asked[d] for d in world.domains if any(world.covers[p][j][d] for p in world.patrons)
        ) / sum(test.asked)
        near = exp(-world.client_distance[i][j] / numbers.reach)
        weight = numbers.visibility[i] * numbers.spill * abs(numbers.similarity[i][j]) * near * matters
    if world.learning.context:
        weight *= 1 - numbers.hard_times * test.omega
    return weight


def _released(world: World, test: Test, j: int, weight: float) -> float:
    """What observer `j` gains in belief in the patron's capacity because the patron dropped another client."""
    if j == test.event.client or test.response != "withheld":
        return 0.0
    return float(weight * world.numbers.release * world.numbers.value[test.patron][j])


def deter(world: World, state: State, seen: list[Event], phi: Grid) -> None:
    """Adversaries learn from the same tests, under every learning model; `phi` is how clients lean on patrons now."""
    kept = world.numbers.memory**world.dt
    for j in world.clients:
        success = failure = 0.0
        for event in seen:
            if not event.hostile or not event.tests:
                continue
            signal = sum(test.share * _credit(world, test) for test in event.tests)
            shared = sum(phi[j][test.patron] * test.share for test in event.tests)
            weight = 1.0 if j == event.client else world.numbers.adversary_spill * shared
            success += weight * signal
            failure += weight * (1 - signal)
        state.adversary[j].update(kept, success, failure)
