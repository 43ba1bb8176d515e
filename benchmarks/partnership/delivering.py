"""Section 6 of the equations: when support comes, and what a test came to."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from events import NEAR, Event, Test

if TYPE_CHECKING:
    from client import Client


def receive(client: Client, event: Event) -> None:
    """Take in what was given in an event, now or later, and count what came in time."""
    model = client.model
    n, tables, step = model.numbers, model.fixed, model.fixed.step
    u = model.chances.uniform("lag", client.place, event.threat)
    delay = 0.0 if event.noticed else n.surprise_lag
    for d, window in enumerate(tables.window):
        plain = n.lag_scale * (tables.lag_min[d] + u * (tables.lag_max[d] - tables.lag_min[d]))
        deadline = n.window_scale * window
        due = model.steps + math.ceil((plain + delay) / step - 1e-9)
        for test in event.tests:
            if not test.willing:
                test.unwilling += test.asked[d]
                continue
            given = test.given[d]
            counted = min(given, test.asked[d])
            test.unable += test.asked[d] - counted
            if plain + delay <= deadline + NEAR:
                test.in_time += counted
                event.came += given
            elif plain <= deadline + NEAR:
                test.undetected += counted
            else:
                test.late += counted
            if given > 0:
                client.arriving.setdefault(due, []).append((test.patron.place, d, given))
    for test in event.tests:
        _judge(client, test)


def _judge(client: Client, test: Test) -> None:
    ratio = test.in_time / test.total
    whole = (test.in_time + test.late + test.undetected) / test.total
    if ratio >= 0.75 - NEAR:
        test.verdict = "honoured"
    else:
        test.verdict = "partial" if ratio >= 0.25 - NEAR or whole >= 0.75 - NEAR else "withheld"
    client.counts["tests"][test.patron.place] += 1
    client.counts[test.verdict][test.patron.place] += 1
    i, k = client.place, test.event.threat
    test.noise = client.model.chances.normal("signal", test.patron.place, i, k)
    if test.willing:
        test.patron.lend(test.event, ratio)
