"""Ordinary news of a synthetic world: what states do to each other, and the support that patrons give their clients."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from papertiger.records import DOMAINS
from papertiger.warning.replay.cast import Cast, Pair
from papertiger.warning.replay.plan import Plan
from papertiger.warning.replay.speaking import interest
from papertiger.warning.replay.told import Event, Planted
from papertiger.warning.values import Call

_YEAR = 365.25
_EVENTS = {
    "CONSULT": 0.30,
    "COOPERATE": 0.14,
    "ACCUSE": 0.14,
    "AGREE": 0.08,
    "SUPPORT": 0.08,
    "REQUEST": 0.07,
    "REJECT": 0.06,
    "AID": 0.04,
    "SANCTION": 0.04,
    "PROTEST": 0.02,
    "MOBILIZE": 0.015,
    "COERCE": 0.012,
    "ASSAULT": 0.003,
}
"""Shares of ordinary events by PLOVER category, roughly as they stand in event data; force between states not at war is rare."""
_SUPPORT = {
    "delivered": 0.45,
    "pledged": 0.25,
    "requested": 0.12,
    "insufficient": 0.06,
    "reduced": 0.05,
    "withheld": 0.04,
    "ineffective": 0.03,
}
_RELATION = {"depends_on": 0.3, "trusts": 0.25, "supplies": 0.3, "distrusts": 0.05, "constrained_by": 0.1}
_RELATIONS = 0.25
"""Share of a partnership's news that is about the relation, not about support."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A client's call, and the day on which an answer came to be known, if ever."""

    call: Call
    day: int
    answer: int | None


def chatter(cast: Cast, plan: Plan, rng: np.random.Generator) -> Iterator[Event]:
    """Events between any two states; some pairs are in the news far more than others (log-normal weights)."""
    pairs = [cast.pair() for _ in range(400)]
    weights = np.exp(rng.normal(0.0, 1.5, len(pairs)))
    chosen = rng.choice(len(pairs), int(rng.poisson(plan.chatter * plan.span)), p=weights / weights.sum())
    kinds = rng.choice(list(_EVENTS), len(chosen), p=np.array(list(_EVENTS.values())) / sum(_EVENTS.values()))
    days = rng.integers(0, plan.span, len(chosen))
    for at, kind, day in zip(chosen, kinds, days, strict=True):
        pair = pairs[at]
        yield Event(
            day=int(day),
            family="event",
            predicate=str(kind),
            subject=pair.state,
            subject_state=pair.state,
            object=pair.target,
            object_state=pair.target,
            interest=interest(plan, rng),
        )


def partnerships(
    cast: Cast, plan: Plan, rng: np.random.Generator, numbers: Iterator[int]
) -> tuple[list[Event], list[Asked], list[Planted]]:
    """Patrons and clients, 20 to 250 events a year each; calls now and then, nine in ten of them answered in some weeks.

    The most reported ones (`Plan.silences` of them) fall silent for four to eight weeks, once.
    """
    pairs = [cast.pair() for _ in range(plan.partnerships)]
    rates = np.sort(np.exp(rng.uniform(np.log(20), np.log(250), len(pairs))))[::-1]
    events: list[Event] = []
    calls: list[Asked] = []
    planted: list[Planted] = []
    for at, (pair, rate) in enumerate(zip(pairs, rates, strict=True)):
        daily = np.full(plan.span, rate / _YEAR)
        if at < plan.silences:
            number, length = next(numbers), int(rng.integers(28, 57))
            begins = plan.history + int(rng.integers(0, plan.days - length))
            daily[begins : begins + length] = 0.0
            about = (pair.state, pair.target)
            planted.append(Planted(number, "silence", about, begins, begins + length - 1, usual=float(rate)))
        for day, count in enumerate(rng.poisson(daily)):
            events += [_supported(pair, day, plan, rng) for _ in range(count)]
        calls += _calls(pair, plan, rng)
    return events, calls, planted


def _supported(pair: Pair, day: int, plan: Plan, rng: np.random.Generator) -> Event:
    relation = rng.random() < _RELATIONS
    shares = _RELATION if relation else _SUPPORT
    predicate = str(rng.choice(list(shares), p=np.array(list(shares.values())) / sum(shares.values())))
    patron, client = pair.state, pair.target
    by_client = predicate in {"requested", "depends_on", "trusts", "distrusts"}
    subject, other = (client, patron) if by_client else (patron, client)
    return Event(
        day=day,
        family="relation" if relation else "support",
        predicate=predicate,
        subject=subject,
        subject_state=subject,
        object=other,
        object_state=other,
        domain=str(rng.choice(DOMAINS)),
        interest=interest(plan, rng),
    )


def _calls(pair: Pair, plan: Plan, rng: np.random.Generator) -> Iterator[Asked]:
    for number in range(int(rng.poisson(3.0 * plan.span / _YEAR))):
        day = int(rng.integers(0, plan.span))
        due = None if rng.random() < 0.3 else plan.day(day + int(rng.integers(14, 91)))  # noqa: PLR2004 - three in ten
        answer = day + int(rng.exponential(20.0)) if rng.random() < 0.9 else None  # noqa: PLR2004 - nine in ten
        call = Call(
            test=f"{pair.state}-{pair.target}-{number}",
            patron=pair.state,
            client=pair.target,
            domain=str(rng.choice(DOMAINS)),
            called=plan.day(day),
            deadline=due,
            answered=False,
        )
        yield Asked(call, day, answer)
