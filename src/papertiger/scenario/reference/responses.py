"""Sections 4 to 6: who is called, who is willing, who gets what of the reserve, and when it comes."""

from __future__ import annotations

from math import ceil, exp, log

from papertiger.scenario.reference.capacity import Capacity
from papertiger.scenario.reference.chances import Chances
from papertiger.scenario.reference.state import SAME, Arrival, Event, Row, State, Test, World, above, at_least


def call(
    world: World, state: State, chances: Chances, step: int, event: Event, omega: Row, capacity: Capacity
) -> None:
    """Section 4: make a test of each bound patron whose commitment is due and covers something that the event needs."""
    i, k = event.client, event.kind
    owing = [
        p
        for p in world.patrons
        if state.bound[p][i]
        and chances.due[p][i][k] < world.numbers.due[p][i][k]
        and sum(need for need, covered in zip(event.need, world.covers[p][i], strict=True) if covered) > 0
    ]
    total = sum(state.shares[i][p] + 1e-9 for p in owing)
    for p in owing:
        share = (state.shares[i][p] + 1e-9) / total
        asked = [
            need * share if covered else 0.0
            for need, covered in zip(event.need, world.covers[p][i], strict=True)
        ]
        event.tests.append(
            Test(event, p, step, share, asked, omega[p], capacity.overall[p], chances.signal[p][i][k])
        )


def answer(world: World, state: State, chances: Chances, event: Event, capacity: Capacity) -> None:
    """Section 5: each tested patron says yes or no, and may still give the client up to the rival power."""
    numbers, i = world.numbers, event.client
    for test in event.tests:
        p = test.patron
        weight = _log_priority(world, state, test, capacity)
        test.priority = exp(weight)
        odds = (
            numbers.will_base
            + numbers.will_priority * weight
            - numbers.will_war * test.omega
            + log(numbers.will[p] / (1 - numbers.will[p]))
            + numbers.will_shared * (len(event.tests) > 1)
        )
        yes = chances.will[p][i][event.kind] < _logistic(odds)
        saved = sum(test.asked) / (sum(capacity.effective[p]) + 1e-9)
        gain = numbers.rho[p] * numbers.concession + numbers.saving * saved
        worth = numbers.will[p] * (numbers.value[p][i] + numbers.reputation * state.commit[p][i])
        test.linked = yes and event.rival and above(gain, worth)
        test.willing = yes and not test.linked


def _log_priority(world: World, state: State, test: Test, capacity: Capacity) -> float:
    numbers, p, i = world.numbers, test.patron, test.event.client
    supplied = sum(
        capacity.supply[f]
        for f, flow in enumerate(world.structure.supplies)
        if (flow.patron, flow.client) == (p, i)
    )
    return float(
        numbers.weigh_value * numbers.value[p][i]
        + numbers.weigh_commitment * state.commit[p][i]
        + numbers.weigh_supply * log(1 + supplied)
        + numbers.weigh_audience * numbers.visibility[i]
        - numbers.weigh_distance * log(max(numbers.distance[p][i], 10) / 1000)
        - numbers.weigh_rival * numbers.rho[p] * test.event.rival
    )


def _logistic(odds: float) -> float:
    return 1 / (1 + exp(-odds)) if odds >= 0 else exp(odds) / (1 + exp(odds))


def allocate(world: World, state: State, events: list[Event], capacity: Capacity) -> None:
    """Section 5: every patron divides its reserve among the tests that it said yes to and its home theatre."""
    numbers = world.numbers
    for p in world.patrons:
        yes = [test for event in events for test in event.tests if test.patron == p and test.willing]
        for test in yes:
            test.given = [0.0 for _ in world.domains]
        for d in world.domains:
            home = numbers.home[p] * capacity.effective[p][d] * world.dt / numbers.refill
            claims = [home, *(_claim(world, test, d) for test in yes)]
            priorities = [numbers.home_priority, *(test.priority for test in yes)]
            given = world.rule(claims, priorities, state.reserve[p][d])
            for test, amount in zip(yes, given[1:], strict=True):
                test.given[d] = amount
            state.reserve[p][d] = max(0.0, state.reserve[p][d] - sum(given))


def _claim(world: World, test: Test, d: int) -> float:
    """What is asked of a willing patron, with its part of what others refused."""
    refused = sum(other.share for other in test.event.tests if not other.willing)
    carried = sum(other.share for other in test.event.tests if other.willing)
    return float(test.asked[d] * (1 + world.numbers.burden_shift * refused / carried))


def deliver(world: World, state: State, chances: Chances, step: int, event: Event) -> None:
    """Section 6: send what was given on its way, and account for every test of the event."""
    numbers, table, u = world.numbers, world.table, chances.lag[event.client][event.kind]
    plain = [
        numbers.lag_scale * (low + u * (high - low))
        for low, high in zip(table.lag_min, table.lag_max, strict=True)
    ]
    lags = [lag + (0.0 if event.noticed else numbers.surprise_lag) for lag in plain]
    windows = [numbers.window_scale * window for window in table.window]
    in_time = [at_least(window, lag) for window, lag in zip(windows, lags, strict=True)]
    without_surprise = [at_least(window, lag) for window, lag in zip(windows, plain, strict=True)]
    met = 0.0
    for test in event.tests:
        _account(test, in_time, without_surprise)
        for d, amount in enumerate(test.given):
            if amount > 0:
                _send(world, state, step + ceil(lags[d] / world.dt - SAME), test, d)
        met += sum(amount for amount, soon in zip(test.given, in_time, strict=False) if soon)
    event.support = min(1.0, met / sum(event.need))


def _account(test: Test, in_time: list[bool], without_surprise: list[bool]) -> None:
    """Divide what was asked, domain by domain: asked = in time + late + undetected + unable + unwilling."""
    nothing = [0.0] * len(test.asked)
    test.in_time, test.late, test.undetected = list(nothing), list(nothing), list(nothing)
    test.unable, test.unwilling = list(nothing), list(nothing)
    if not test.willing:
        test.unwilling = list(test.asked)
        return
    for d, asked in enumerate(test.asked):
        counted = min(test.given[d], asked)
        test.unable[d] = asked - counted
        if in_time[d]:
            test.in_time[d] = counted
        elif without_surprise[d]:
            test.undetected[d] = counted
        else:
            test.late[d] = counted


def _send(world: World, state: State, step: int, test: Test, d: int) -> None:
    numbers, technical = world.numbers, world.numbers.tech[test.patron][d]
    gained = numbers.gain * test.given[d]
    arrival = Arrival(test.event.client, d, (1 - technical) * gained, technical * gained)
    state.arrivals.setdefault(step, []).append(arrival)
