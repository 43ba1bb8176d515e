"""What followed earlier statements of the same kind: counts, and the probability that something follows this one.

A dyad (who speaks against whom) with few resolved statements says little by itself; its share is drawn towards that of all dyads by a
Beta-binomial model (Gelman and others, Bayesian Data Analysis, 3rd edition, section 5.3, with the weight of the population fixed).
Statements whose horizons overlap await the same event: a run of them is worth as many trials as horizons fit into the days it covers.
It is a record of what was said and what came; it holds no motive and ranks nobody.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)

WEIGHT = 4.0
"""Trials that the population's share is worth beside a dyad's own."""
YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Trials:
    """How often something followed within the horizon, in independent trials (parts of one where horizons overlap)."""

    tried: float = 0.0
    followed: float = 0.0

    def __add__(self, other: Trials) -> Trials:
        return Trials(self.tried + other.tried, self.followed + other.followed)


@dataclass(frozen=True, slots=True)
class Population:
    """All dyads of the evidence together."""

    horizon_days: int
    dyads: int
    after: Trials
    """After statements."""
    anyhow: Trials
    """After any day of the period, statement or none."""

    @property
    def share_after(self) -> float:
        """Of statements that something follows; half a trial of each outcome is added (Jeffreys), so it is never 0 or 1."""
        return (self.after.followed + 0.5) / (self.after.tried + 1)

    @property
    def share_anyhow(self) -> float:
        """Of days that something follows, by the same rule."""
        return (self.anyhow.followed + 0.5) / (self.anyhow.tried + 1)


@dataclass(frozen=True, slots=True)
class Record:
    """The record of one dyad as of a day."""

    horizon_days: int
    statements: int
    """In the last 12 months, that day's included."""
    resolved: int
    """Earlier ones of the last 12 months whose horizon is over or which something followed."""
    followed: int
    """Of those, followed within the horizon."""
    all_resolved: int
    """The same over all history, on which the probability rests."""
    all_followed: int
    trials: float
    """What all resolved are worth, where horizons overlap."""
    dyads: int
    """Dyads in the population that the probability is drawn towards."""
    probability: float
    """That something follows within the horizon."""
    low: float
    """90 % interval of the probability."""
    high: float
    base_rate: float
    """The same probability on any day, statement or none."""


def population(
    statements: Mapping[Key, Sequence[date]],
    events: Mapping[Key, Sequence[date]],
    since: date,
    upto: date,
    horizon_days: int,
) -> Population:
    """What followed statements, and any days, of all dyads that made any statement or had any event from `since` to `upto`.

    Args:
        statements: Days of statements of each dyad, one an independent origin.
        events: First days of what is looked for, such as the first use of force after a pause.
        since: First day of the evidence.
        upto: Last day of the evidence.
        horizon_days: Within how many days after a statement something counts as following it; the same day does not count.

    Raises:
        ValueError: the horizon is below a day.
    """
    if horizon_days < 1:
        raise ValueError(f"a horizon has a day or more, not {horizon_days}")
    keys = {*statements, *events}
    after, anyhow = Trials(), Trials()
    for key in keys:
        after += _after(statements.get(key, ()), events.get(key, ()), upto, horizon_days)
        anyhow += _anyhow(events.get(key, ()), since, upto, horizon_days)
    return Population(horizon_days, len(keys), after, anyhow)


def record(
    statements: Sequence[date], events: Sequence[date], since: date, upto: date, everyone: Population
) -> Record:
    """The record of one dyad: `statements` and `events` are its own, as for `population`; nothing after `upto` is looked at."""
    from scipy.special import betaincinv  # noqa: PLC0415 - scipy.special takes 0.1 s that `--help` need not pay

    horizon = everyone.horizon_days
    said = sorted(day for day in statements if day <= upto)
    recent = [day for day in said if day > upto - YEAR]
    resolved, followed = _resolved(recent, events, upto, horizon)
    all_resolved, all_followed = _resolved(said, events, upto, horizon)
    own, days = _after(said, events, upto, horizon), _anyhow(events, since, upto, horizon)
    hits = WEIGHT * everyone.share_after + own.followed
    misses = WEIGHT * (1 - everyone.share_after) + own.tried - own.followed
    low, high = betaincinv(hits, misses, [0.05, 0.95])
    return Record(
        horizon_days=horizon,
        statements=len(recent),
        resolved=resolved,
        followed=followed,
        all_resolved=all_resolved,
        all_followed=all_followed,
        trials=own.tried,
        dyads=everyone.dyads,
        probability=hits / (hits + misses),
        low=float(low),
        high=float(high),
        base_rate=(WEIGHT * everyone.share_anyhow + days.followed) / (WEIGHT + days.tried),
    )


def _follows(day: date, events: Sequence[date], upto: date, horizon_days: int) -> bool | None:
    """Whether an event came after `day` within the horizon; None where that is still open."""
    end = day + timedelta(days=horizon_days)
    if any(day < event <= min(end, upto) for event in events):
        return True
    return None if end > upto else False


def _resolved(said: Sequence[date], events: Sequence[date], upto: date, horizon_days: int) -> tuple[int, int]:
    outcomes = [_follows(day, events, upto, horizon_days) for day in said if day < upto]
    return sum(one is not None for one in outcomes), sum(one is True for one in outcomes)


def _after(said: Sequence[date], events: Sequence[date], upto: date, horizon_days: int) -> Trials:
    """Trials of resolved statements: the days that their horizons cover, in horizons, with the share that something followed."""
    outcomes = [(day, _follows(day, events, upto, horizon_days)) for day in sorted(said)]
    done = [(day, one) for day, one in outcomes if one is not None]
    if not done:
        return Trials()
    covered, end = 0, date.min
    for day, _ in done:
        until = day + timedelta(days=horizon_days)
        covered += (until - max(day, end)).days
        end = until
    worth = min(float(len(done)), covered / horizon_days)
    return Trials(worth, worth * sum(one is True for _, one in done) / len(done))


def _anyhow(events: Sequence[date], since: date, upto: date, horizon_days: int) -> Trials:
    """Trials of all days whose horizon lies within the evidence: their number in horizons, and the share that something followed."""
    last = upto - timedelta(days=horizon_days)
    days = (last - since).days + 1
    if days < 1:
        return Trials()
    covered, end = 0, since
    for event in sorted(events):
        first, until = max(event - timedelta(days=horizon_days), end), min(event, last + timedelta(days=1))
        if until > first:
            covered += (until - first).days
            end = until
    return Trials(days / horizon_days, covered / horizon_days)
