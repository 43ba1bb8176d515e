"""Threats in a synthetic world: of people who threaten now and then, of talkative ones, and of those who mean it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from papertiger.warning.replay.cast import Cast, Pair
from papertiger.warning.replay.plan import Plan
from papertiger.warning.replay.told import STRENGTHS, Event, Kind, Planted, Strength

Array = NDArray[np.float64]

_YEAR = 365.25
_EXTRA: dict[Strength, tuple[float, float]] = {"faint": (4, 8), "middling": (10, 20), "strong": (25, 60)}
"""Statements that a build-up adds to what the speaker usually says."""
_FORGETS = 30.0
"""Days in which the wave of a talkative speaker forgets."""
_INTENDS = 0.2
"""Share of threats that are stated intentions to use force."""
_STATES_DAY = 0.3
"""Share of threats of which the text states the day."""
_TOLD_AGAIN = (30, 200)
"""Days after which an old threat is told again by a text of its own, at least and at most."""
_AT_LEADER = 0.3
"""Share of threats that name the target state's leader."""
_RUNGS = ("SANCTION", "MOBILIZE", "COERCE")
_WEEK = np.array([1.1, 1.15, 1.15, 1.1, 1.0, 0.75, 0.75])
"""Monday to Sunday: people say less at weekends."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A dyad and how often a day the speaker threatens the target, day by day."""

    pair: Pair
    rate: Array
    planted: int | None = None


def threats(voice: Voice, plan: Plan, rng: np.random.Generator) -> Iterator[Event]:
    """Statements by a Poisson process of that rate, in the rhythm of the week; some are told again weeks or months later."""
    week = _WEEK[(np.arange(len(voice.rate)) + plan.start.weekday()) % 7]
    for day, count in enumerate(rng.poisson(voice.rate * week)):
        for _ in range(count):
            event = threat(voice.pair, day, plan, rng, voice.planted)
            yield event
            again = day + int(rng.integers(*_TOLD_AGAIN))
            if rng.random() < plan.retold and again < len(voice.rate):
                yield replace(event, day=again, happened=day, interest=interest(plan, rng, 0.5))


def threat(pair: Pair, day: int, plan: Plan, rng: np.random.Generator, planted: int | None = None) -> Event:
    """One statement."""
    intends = rng.random() < _INTENDS
    target = pair.leader if pair.leader and rng.random() < _AT_LEADER else pair.target
    return Event(
        day=day,
        family="event",
        predicate="ASSAULT" if intends else "THREATEN",
        modality="intended" if intends else "asserted",
        subject=pair.speaker,
        subject_state=pair.state,
        object=target,
        object_state=pair.target,
        speaker=pair.speaker,
        interest=interest(plan, rng),
        happened=day if rng.random() < _STATES_DAY else None,
        repeated=bool(rng.random() < plan.repeated),
        planted=planted,
    )


def interest(plan: Plan, rng: np.random.Generator, middle: float = 1.0) -> float:
    """How much the press cares for one event: log-normal with that median."""
    return float(middle * np.exp(rng.normal(0.0, plan.interest)))


def quiet(cast: Cast, plan: Plan, rng: np.random.Generator) -> list[Voice]:
    """Dyads in which threats fall now and then, at rates of their own, all year."""
    rates = plan.quiet_median * np.exp(rng.normal(0.0, plan.quiet_spread, plan.quiet)) / _YEAR
    return [Voice(cast.pair(), np.full(plan.span, rate)) for rate in rates]


def talkers(
    cast: Cast, plan: Plan, rng: np.random.Generator, numbers: Iterator[int]
) -> tuple[list[Voice], list[Planted]]:
    """Talkative speakers, each with one to three targets; their talk comes and goes in waves and is never followed."""
    voices: list[Voice] = []
    planted: list[Planted] = []
    while len(voices) < plan.talkers:
        first = cast.pair()
        targets = min(int(rng.integers(1, 4)), plan.talkers - len(voices))
        for pair in (first, *(cast.pair(first.speaker) for _ in range(targets - 1))):
            usual = float(np.exp(rng.uniform(*np.log(plan.talkative))))
            number = next(numbers)
            voices.append(Voice(pair, usual / _YEAR * _wave(plan, rng), number))
            about = (pair.speaker, pair.target)
            planted.append(Planted(number, "talker", about, 0, plan.span - 1, usual=usual))
    return voices, planted


def _wave(plan: Plan, rng: np.random.Generator) -> Array:
    """A slow wave around 1: the exponential of an Ornstein-Uhlenbeck process."""
    keeps = float(np.exp(-1 / _FORGETS))
    noise = rng.normal(0.0, plan.swing * np.sqrt(1 - keeps**2), plan.span)
    level = np.empty(plan.span)
    level[0] = rng.normal(0.0, plan.swing)
    for day in range(1, plan.span):
        level[day] = keeps * level[day - 1] + noise[day]
    return np.asarray(np.exp(level - plan.swing**2 / 2))


def rising(
    cast: Cast, plan: Plan, rng: np.random.Generator, numbers: Iterator[int], *, forced: bool
) -> tuple[list[Voice], list[Event], list[Planted]]:
    """Speakers whose threats rise over three to eight weeks; `forced` says whether force follows within ten days.

    A third each is faint, middling and strong: some 4 to 8, 10 to 20, 25 to 60 statements above what is usual; usual rates are log-normal
    as in quiet dyads, and every fifth speaker is talkative. Half of those that end in force climb rungs on the way.
    """
    voices: list[Voice] = []
    events: list[Event] = []
    planted: list[Planted] = []
    for at in range(plan.build_ups if forced else plan.risers):
        pair, number = cast.pair(), next(numbers)
        strength = STRENGTHS[at % len(STRENGTHS)]
        rungs = forced and at % 2 == 0
        low, high = np.log(plan.talkative[0]), np.log(plan.talkative[1] / 3)
        talks = rng.random() < 0.2  # noqa: PLR2004 - every fifth
        usual = float(
            np.exp(
                rng.uniform(low, high) if talks else rng.normal(np.log(plan.quiet_median), plan.quiet_spread)
            )
        )
        length = int(rng.integers(21, 57))
        begins = plan.history + int(rng.integers(0, plan.days - length - 10))
        ends = begins + length + int(rng.integers(0, 11)) - 1
        extra = rng.uniform(*_EXTRA[strength])
        ramp = np.zeros(plan.span)
        rise = np.arange(1, length + 1) ** rng.uniform(0.3, 2.0)
        ramp[begins : begins + length] = extra * rise / rise.sum()
        voices.append(Voice(pair, usual / _YEAR + ramp, number))
        force = ends + 1 if forced else None
        if rungs:
            events += _climb(pair, begins, ends, plan, rng, number)
        if force is not None:
            events += _force(pair, force, plan, rng, number)
        about = (pair.speaker, pair.target)
        kind: Kind = "build-up" if forced else "riser"
        planted.append(
            Planted(
                number, kind, about, begins, ends, force, strength, rungs, usual, {"statements": float(extra)}
            )
        )
    return voices, events, planted


def _climb(
    pair: Pair, begins: int, ends: int, plan: Plan, rng: np.random.Generator, number: int
) -> Iterator[Event]:
    """Sanctions, mobilisation, coercion: one to three rungs, in that order, in the second half of the build-up."""
    count = int(rng.integers(1, len(_RUNGS) + 1))
    days = np.sort(rng.integers((begins + ends) // 2, ends + 1, count))
    for rung, day in zip(_RUNGS[-count:], days, strict=True):
        yield act(pair.state, pair.target, rung, int(day), interest(plan, rng, 1.5), number)


def _force(pair: Pair, day: int, plan: Plan, rng: np.random.Generator, number: int) -> Iterator[Event]:
    """One to four days of force, which all the press tells."""
    for later in range(int(rng.integers(1, 5))):
        if day + later < plan.span:
            yield act(pair.state, pair.target, "ASSAULT", day + later, interest(plan, rng, 5.0), number)


def act(
    state: str, target: str, category: str, day: int, interest: float, planted: int | None = None
) -> Event:
    """Something done by a state to another, told by the press itself."""
    return Event(
        day=day,
        family="event",
        predicate=category,
        subject=state,
        subject_state=state,
        object=target,
        object_state=target,
        interest=interest,
        planted=planted,
    )


def wars(
    cast: Cast, plan: Plan, rng: np.random.Generator, numbers: Iterator[int]
) -> tuple[list[Voice], list[Event], list[Planted]]:
    """States at war all the time: threats every week, force every other day."""
    voices: list[Voice] = []
    events: list[Event] = []
    planted: list[Planted] = []
    for _ in range(plan.wars):
        pair, number = cast.pair(), next(numbers)
        usual = float(rng.uniform(40, 100))
        voices.append(Voice(pair, usual / _YEAR * _wave(plan, rng), number))
        days = np.flatnonzero(rng.random(plan.span) < 0.5)  # noqa: PLR2004 - every other day
        events += [
            act(pair.state, pair.target, "ASSAULT", int(day), interest(plan, rng), number) for day in days
        ]
        about = (pair.speaker, pair.target)
        planted.append(Planted(number, "war", about, 0, plan.span - 1, 0, usual=usual))
    return voices, events, planted


def said(voices: Iterable[Voice], plan: Plan, rng: np.random.Generator) -> Iterator[Event]:
    """All that these voices say."""
    for voice in voices:
        yield from threats(voice, plan, rng)
