"""Escalation: one state climbs against another, by steps on several days, higher than it usually stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from math import exp, log, prod
from typing import TYPE_CHECKING, Final

from papertiger.warning.coverage import Coverage, coverage
from papertiger.warning.rules.finding import KIND, WARNING, covered, rarity, unseen
from papertiger.warning.rules.ladder import names, rungs
from papertiger.warning.rules.matching import acts, side, stands, suffers
from papertiger.warning.rules.series import Series, gathered, one_each, origins
from papertiger.warning.values import Evidence, Finding, Indication, Surprise
from papertiger.warning.watchlists import Watch

if TYPE_CHECKING:
    from papertiger.warning.rates import Chance

_YEAR: Final = 365.25
_HIGH: Final = 0.95
_WORTH: Final = 0.5
"""Reports that what is typical of all pairs is worth beside a pair's own past."""
_SHORTEST: Final = 60.0
"""Days of history that mean rates are spread over at least: a short one has seen little of what is usual."""


def escalation(watch: Watch, evidence: Evidence, chance: Chance) -> Iterator[Finding]:
    """Steps of escalation by one state against another: a higher rung than it usually stands on, reached over lower ones.

    The rungs are statement (ACCUSE, REJECT, THREATEN), sanction (SANCTION), mobilisation (MOBILIZE) and force (COERCE, ASSAULT), by
    PLOVER category, as `data/ladder.yaml` has them; only what is reported as done counts, and for statements what is said. A finding
    needs the highest rung of the window reached on a later day than a lower one of the same window, and above the highest that two
    independent origins showed before it. A rung where the pair has always stood raises nothing, however often it is reported.

    How often chance alone makes such a climb follows from how often each rung is usually reported for the two, were the steps independent
    of each other: the rate of the top rung times the probability that each lower rung is reported at least once in as long a window.
    One report a rung is asked for and no more, for one event makes several. Usual rates are those of the pair before the window, drawn
    towards those of a typical pair as if that were half a report (Gamma-Poisson).

    Score: minus the decimal logarithm of how often a year such a climb would be made by chance.
    About: who climbs, against whom.
    Reason: ``rung`` and ``from_rung`` (names), ``steps`` (rungs in the order in which they were reached), ``usual`` (the highest rung with
    two independent origins before the window, or None), ``origins`` (on the highest rung), ``all_origins``, ``latest``, and what was covered.
    Also: one entry a rung, with the claims that show it.
    A hit: a still higher rung, reported within the horizon after the warning; nothing is awaited above force.
    """
    seen = coverage(evidence)
    exact = gathered(_on_rungs(watch, evidence))
    pairs = sorted({key[:2] for key in exact})
    usual = _typical(exact, len(pairs), seen, watch.window_days)
    allowed = chance.per_year / max(len(pairs), 1)
    for pair in pairs:
        climb = _climb(watch, evidence, exact, pair)
        if climb is not None:
            surprise = _surprise(climb, exact, pair, seen, usual, watch.window_days, allowed)
            if surprise.alarm:
                yield _finding(watch, evidence, seen, exact, pair, climb, surprise)
    yield from unseen(watch, evidence, seen)


@dataclass(frozen=True, slots=True)
class _Climb:
    """What the window shows of one pair."""

    rungs: dict[int, list[Indication]]
    """Rungs reached, in the order in which they were."""
    usual: int
    """The highest rung with two independent origins before the window; 0 for none."""


def _steps(watch: Watch, evidence: Evidence) -> Iterator[tuple[str, str, int, Indication]]:
    for one in evidence.indications:
        rung = rungs().get(one.predicate)
        who, whom = side(one.subject, one.subject_state), side(one.object, one.object_state)
        if rung is None or not who or not whom or who == whom:
            continue
        if stands(one) and acts(watch, one) and suffers(watch, one):
            yield who, whom, rung, one


def _on_rungs(watch: Watch, evidence: Evidence) -> Iterator[tuple[tuple[str, ...], Indication]]:
    for who, whom, rung, one in _steps(watch, evidence):
        yield (who, whom, str(rung)), one


def _past(series: Series | None, seen: Coverage, window: int) -> int:
    """Origins before the window."""
    return len(series.before(seen.days[-1] - timedelta(days=window - 1))) if series is not None else 0


def _typical(
    exact: Mapping[tuple[str, ...], Series], pairs: int, seen: Coverage, window: int
) -> dict[int, float]:
    """Rung → origins a day of usual coverage of a typical pair, by the share of pairs that had any before the window.

    Not their mean: a few pairs at war would make force look usual for all.
    """
    days = max(sum(seen.exposure[:-window]), _SHORTEST)
    with_any = dict.fromkeys(range(1, len(names()) + 1), 0)
    for key, series in exact.items():
        with_any[int(key[2])] += _past(series, seen, window) > 0
    return {rung: -log(1 - (count + 0.5) / (pairs + 1)) / days for rung, count in with_any.items()}


def _surprise(
    climb: _Climb,
    exact: Mapping[tuple[str, ...], Series],
    pair: tuple[str, ...],
    seen: Coverage,
    usual: Mapping[int, float],
    window: int,
    allowed: float,
) -> Surprise:
    """How often a year the steps of a climb would come together by chance."""
    covered_days, now = sum(seen.exposure[:-window]), max(sum(seen.exposure[-window:]), 1.0)
    expected = {
        rung: (_past(exact.get((*pair, str(rung))), seen, window) + _WORTH)
        / (covered_days + _WORTH / usual[rung])
        * now
        for rung in climb.rungs
    }
    top = max(climb.rungs)
    together = prod(1 - exp(-mean) for mean in expected.values())
    often = expected[top] / now * _YEAR * prod(1 - exp(-expected[rung]) for rung in expected if rung != top)
    return Surprise(
        count=float(len(climb.rungs[top])),
        expected=expected[top],
        low=0.0,
        high=_most(expected[top]),
        exceedance=together,
        per_year=often,
        history_days=seen.seen(),
        alarm=often <= allowed,
        days=window,
        allowed=allowed,
    )


def _most(mean: float) -> float:
    """The 95 % quantile of a Poisson count."""
    count, term = 0, exp(-mean)
    below = term
    while below < _HIGH:
        count += 1
        term *= mean / count
        below += term
    return float(count)


def _climb(
    watch: Watch, evidence: Evidence, exact: Mapping[tuple[str, ...], Series], pair: tuple[str, ...]
) -> _Climb | None:
    """The climb of a pair within the window; None where its top is a usual one, or where no lower rung was reached before."""
    start = evidence.upto - timedelta(days=watch.window_days - 1)
    own: dict[int, list[Indication]] = {}
    usual = 0
    for rung in range(1, len(names()) + 1):
        series = exact.get((*pair, str(rung)))
        if series is None:
            continue
        if new := series.since(start):
            own[rung] = new
        if len(series.before(start)) >= _TWO:
            usual = rung
    top = max(own, default=0)
    if usual >= top or len(own[top]) < watch.minimum_origins:
        return None
    first = {rung: these[-1].day for rung, these in own.items()}
    before = {rung: day for rung, day in first.items() if rung == top or day < first[top]}
    if len(before) < _TWO:
        return None
    return _Climb({rung: own[rung] for rung in sorted(before, key=lambda rung: (before[rung], rung))}, usual)


def _finding(
    watch: Watch,
    evidence: Evidence,
    seen: Coverage,
    exact: Mapping[tuple[str, ...], Series],
    pair: tuple[str, ...],
    climb: _Climb,
    surprise: Surprise,
) -> Finding:
    who, whom = pair
    top = max(climb.rungs)
    start = evidence.upto - timedelta(days=watch.window_days - 1)
    above = tuple(category for category, rung in rungs().items() if rung > top)
    newest_first = sorted(
        (one for these in climb.rungs.values() for one in these),
        key=lambda one: (one.day, one.claim),
        reverse=True,
    )
    return Finding(
        rule=watch.rule,
        watch=watch.id,
        about=pair,
        day=evidence.upto,
        score=rarity(surprise),
        reason={
            KIND: WARNING,
            "basis": "rate",
            "rung": names()[top - 1],
            "from_rung": names()[max(rung for rung in climb.rungs if rung < top) - 1],
            "steps": ", ".join(names()[rung - 1] for rung in climb.rungs),
            "usual": names()[climb.usual - 1] if climb.usual else None,
            "origins": origins(climb.rungs[top]),
            "all_origins": origins(newest_first),
            "latest": climb.rungs[top][0].day.isoformat(),
            **covered(seen, watch.window_days),
        },
        indications=one_each(newest_first),
        others=tuple(one.claim for rung in climb.rungs for one in exact[*pair, str(rung)].retold(start)),
        surprise=surprise,
        awaited={"predicates": above, "subject": who, "object": whom} if above else {},
        horizon_days=watch.horizon_days,
        also={names()[rung - 1]: one_each(these) for rung, these in climb.rungs.items()},
    )


_TWO = 2
"""Independent origins in the past that make a rung a usual one; and rungs that make a climb."""
