"""Warnings held against what came: hit, false alarm, late or still open; and scores of probabilities.

Scores are proper (Gneiting and Raftery 2007): the Brier score and the logarithmic score, each beside that of the base rate which the
warning named before anything could be checked. They tell how far the probabilities of a rule are to be believed, and rank nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

import numpy as np

from papertiger.warning.awaited import LASTING_DAYS, Awaited, Event, Reports, events
from papertiger.warning.values import Finding, Indication

Verdict = Literal["hit", "late", "false_alarm", "open", "unscored"]

ENOUGH = 10
"""Resolved warnings below which scores are told in words only."""
LEAST_SEEN = 0.5
"""Share of the usual coverage that a horizon needs before it can be said that nothing came in it (a judgement)."""
Seen = Callable[[date, date], bool]
"""Whether enough was seen from a day to a day that what came then could not have been missed."""
_BINS = (0.0, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0)
_DRAWS = 2000


@dataclass(frozen=True, slots=True)
class Issued:
    """A warning as it was stored, reduced to what it is scored by."""

    id: str
    day: date
    rule: str
    watch: str
    about: tuple[str, ...]
    awaited: Awaited
    horizon_days: int
    probability: float | None = None
    base_rate: float | None = None

    @classmethod
    def of(cls, id: str, finding: Finding) -> Issued:  # noqa: A002 - the field's name
        """From the finding in a warning's body."""
        return cls(
            id=id,
            day=finding.day,
            rule=finding.rule,
            watch=finding.watch,
            about=finding.about,
            awaited=finding.awaited,
            horizon_days=finding.horizon_days,
            probability=finding.probability,
            base_rate=finding.base_rate,
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one warning."""

    warning: Issued
    verdict: Verdict
    """`late`: what was awaited had begun by the day of the warning, and nothing new of it followed; `unscored`: nothing was awaited."""
    upto: date
    """Day as of which it was judged."""
    event: Event | None = None
    """What came: of a hit or a late warning."""
    lead_days: int | None = None
    """From the warning to the event's first day: above 0 for a hit, 0 or less for a late one."""
    unseen: bool = False
    """Open although its horizon is over: too little was seen in it to say that nothing came."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Warnings whose probabilities lie between `low` (included) and `high`."""

    low: float
    high: float
    warnings: int
    mean: float
    """Of the probabilities."""
    hits: int
    share_low: float
    """90 % interval of the share of hits (Jeffreys)."""
    share_high: float


@dataclass(frozen=True, slots=True)
class Scores:
    """How far probabilities held."""

    warnings: int
    """Resolved, with a probability and a base rate."""
    hits: int
    brier: float | None
    """Mean squared difference of probability and outcome, 0 best; None below `ENOUGH` warnings, as all that follow."""
    brier_base: float | None
    """The same of the base rates."""
    brier_skill: float | None
    """1 less their ratio: above 0, the probabilities were better than the base rates."""
    brier_skill_interval: tuple[float, float] | None
    """90 %, by drawing what the warnings are about anew, all warnings about the same together; None where all are about the same."""
    log_score: float | None
    """Mean of the logarithm to base 2 of the probability given to what came, in bits; 0 best."""
    log_base: float | None
    log_skill: float | None
    """Their difference: bits a warning gained on the base rate."""
    log_skill_interval: tuple[float, float] | None
    bins: tuple[Bin, ...]
    """Calibration; empty below `ENOUGH` warnings."""


def judged(
    warnings: Iterable[Issued],
    indications: Sequence[Indication],
    upto: date,
    *,
    minimum_origins: int = 1,
    seen: Seen | None = None,
) -> tuple[Outcome, ...]:
    """What became of each warning, by what was published up to `upto`.

    A hit: something awaited begins after the day of the warning and within its horizon. An event that had begun on that day or before
    it, and went on or ended less than 30 days earlier, makes the warning late, unless another begins after it. Otherwise it is a false
    alarm once the horizon is over and enough of it was seen, and open until then: what nobody read is no proof that nothing came.

    Args:
        warnings: Of one rule or of many.
        indications: All that is known, any kind; what is not awaited is passed over.
        upto: Day as of which to judge.
        minimum_origins: Independent origins that must report an event for it to count.
        seen: Tells of which spans enough was seen; without it, of all.
    """
    known = Reports(one for one in indications if one.day <= upto)
    runs: dict[tuple[tuple[str, str | tuple[str, ...]], ...], tuple[Event, ...]] = {}
    found = []
    for warning in warnings:
        key = tuple(sorted(warning.awaited.items()))
        if key not in runs:
            came = events(known.awaited(warning.awaited) if warning.awaited else ())
            runs[key] = tuple(event for event in came if event.origins >= minimum_origins)
        found.append(_judge(warning, runs[key], upto, seen))
    return tuple(found)


def scores(outcomes: Iterable[Outcome], *, seed: int = 1) -> Scores:
    """Scores of the probabilities of hits and false alarms; late, open and unscored warnings have none."""
    resolved = [
        (one.warning.about, one.warning.probability, one.warning.base_rate, one.verdict == "hit")
        for one in outcomes
        if one.verdict in {"hit", "false_alarm"}
        and one.warning.probability is not None
        and one.warning.base_rate is not None
    ]
    hits = sum(came for *_, came in resolved)
    if len(resolved) < ENOUGH:
        return Scores(len(resolved), hits, None, None, None, None, None, None, None, None, ())
    given, base, came = (np.array([row[i] for row in resolved], dtype=float) for i in (1, 2, 3))
    brier, brier_base = (given - came) ** 2, (base - came) ** 2
    log, log_base = (_bits(chance, came) for chance in (given, base))
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, (about, *_) in enumerate(resolved):
        groups[about].append(number)
    draws = _drawn(list(groups.values()), seed)
    skill, gain = None, None
    if draws is not None:
        skills = [
            1 - brier[draw].mean() / brier_base[draw].mean() for draw in draws if brier_base[draw].mean() > 0
        ]
        skill = _interval(skills) if skills else None
        gain = _interval([(log[draw] - log_base[draw]).mean() for draw in draws])
    return Scores(
        warnings=len(resolved),
        hits=hits,
        brier=float(brier.mean()),
        brier_base=float(brier_base.mean()),
        brier_skill=float(1 - brier.mean() / brier_base.mean()) if brier_base.mean() > 0 else None,
        brier_skill_interval=skill,
        log_score=float(log.mean()),
        log_base=float(log_base.mean()),
        log_skill=float((log - log_base).mean()),
        log_skill_interval=gain,
        bins=_bins(given, came),
    )


def counted(outcomes: Iterable[Outcome]) -> Mapping[Verdict, int]:
    """How many of each verdict."""
    number: dict[Verdict, int] = dict.fromkeys(("hit", "late", "false_alarm", "open", "unscored"), 0)
    for one in outcomes:
        number[one.verdict] += 1
    return number


def _judge(warning: Issued, came: Sequence[Event], upto: date, seen: Seen | None) -> Outcome:
    if not warning.awaited:
        return Outcome(warning, "unscored", upto)
    end = warning.day + timedelta(days=warning.horizon_days)
    for event in came:
        if warning.day < event.day <= end:
            return Outcome(warning, "hit", upto, event, (event.day - warning.day).days)
    begun = [
        event
        for event in came
        if event.day <= warning.day and (warning.day - event.last).days <= LASTING_DAYS
    ]
    if begun:
        return Outcome(warning, "late", upto, begun[-1], (begun[-1].day - warning.day).days)
    if upto < end:
        return Outcome(warning, "open", upto)
    if seen is not None and not seen(warning.day + timedelta(days=1), end):
        return Outcome(warning, "open", upto, unseen=True)
    return Outcome(warning, "false_alarm", upto)


def _bits(chance: np.ndarray, came: np.ndarray) -> np.ndarray:
    """Logarithm to base 2 of the probability given to what came; a certainty that failed costs 20 bits and not all."""
    return np.asarray(np.log2(np.clip(np.where(came == 1, chance, 1 - chance), 2.0**-20, 1)))


def _drawn(groups: Sequence[Sequence[int]], seed: int) -> list[np.ndarray] | None:
    if len(groups) < 2:  # noqa: PLR2004 - one group drawn anew is itself
        return None
    generator = np.random.default_rng(seed)
    arrays = [np.array(group) for group in groups]
    picks = generator.integers(0, len(arrays), (_DRAWS, len(arrays)))
    return [np.concatenate([arrays[i] for i in pick]) for pick in picks]


def _interval(values: Sequence[float]) -> tuple[float, float]:
    low, high = np.quantile(values, [0.05, 0.95])
    return float(low), float(high)


def _bins(given: np.ndarray, came: np.ndarray) -> tuple[Bin, ...]:
    from scipy.special import betaincinv  # noqa: PLC0415 - scipy.special takes 0.1 s that `--help` need not pay

    found = []
    place = np.clip(np.searchsorted(_BINS, given, side="right") - 1, 0, len(_BINS) - 2)
    for number, (low, high) in enumerate(pairwise(_BINS)):
        inside = place == number
        if count := int(inside.sum()):
            hits = int(came[inside].sum())
            share = betaincinv(hits + 0.5, count - hits + 0.5, [0.05, 0.95])
            found.append(
                Bin(low, high, count, float(given[inside].mean()), hits, float(share[0]), float(share[1]))
            )
    return tuple(found)
