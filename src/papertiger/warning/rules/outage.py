"""Outages: followed sources that stopped answering, answer without news for longer than is theirs, or were not asked any more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from papertiger.warning.coverage import LEFT, coverage
from papertiger.warning.lull import Lull, lull
from papertiger.warning.rules.finding import KIND, OUTAGE, Reason, covered
from papertiger.warning.rules.matching import asked
from papertiger.warning.values import Evidence, Finding, SourceDay
from papertiger.warning.watchlists import Watch

if TYPE_CHECKING:
    from papertiger.warning.rates import Chance

TRIES: Final = 2
"""Days on which a source must have been asked in vain."""
GAPS: Final = 5
"""Days with new items that a source must have had before a gap of its own is known."""
TIMES: Final = 2
"""How many times its longest gap a source must have been silent for, where its rhythm alone does not tell."""
BY_CHANCE: Final = 0.1
"""Lulls a year that chance may have told, by the sources' own rhythms, over all sources together."""
TOGETHER: Final = 3
"""Sources that fail together are told in one finding from so many on, where they are half of all."""


def outage(watch: Watch, evidence: Evidence, chance: Chance) -> Iterator[Finding]:  # noqa: ARG001 - a fact, not a rate
    """A followed source from which nothing comes any more: about the collection, never about the world.

    Three ways of it are told apart: ``failed`` (asked on two days or more since its last answer, and it did not answer), ``silent`` (it
    answers, and what it brings has stopped: an outage of news, not of answers), ``unasked`` (it was asked before and has not been for
    as long as its own longest pause between asking, at least two days: the program did not run). Where half of all sources, and at least three, fail or are
    unasked at once, or are silent at once, they are told in one finding. A source that was taken off the list while others are still asked is none.

    A source is silent where a day or more is over without anything new, and chance would make it so no more than once in ten years over all
    sources together, by what it usually brings on such weekdays and how much that varies (`papertiger.warning.lull`); or where it
    has had nothing new on more than twice as many days as in its own longest gap, at least three. Days on which it did not answer count for neither.

    What may be told by chance is fixed so, and takes no part of the list's false alarms.

    Score: days since the last answer (``silent``: since the last item).
    About: the source, or ``*`` where many fail together.
    Reason: ``state``, ``last`` (day of the last answer or item, or None), ``days`` (since), ``gap`` (its own longest before, in days on which it answered where it is
    silent, or None), ``sources`` (how many it concerns), ``names`` (of several, the first ten), of a silent one ``usual`` (items a day that it usually brings, or None where its
    rhythm is not known), ``expected`` (that the days since would usually have brought) and ``per_year`` (how often chance would make it silent for so long), and what was covered.
    There are no indications, and there is no hit.
    """
    seen = coverage(evidence)
    by_source: dict[str, list[SourceDay]] = defaultdict(list)
    for one in evidence.coverage:
        if one.day <= evidence.upto:
            by_source[one.source].append(one)
    asked_last = max((one.day for days in by_source.values() for one in days if one.looks), default=None)
    if asked_last is None:
        return
    found = []
    for source, days in sorted(by_source.items()):
        if asked(watch.sources, source):
            ordered = sorted(days, key=lambda one: one.day)
            state = _state(source, ordered, evidence.upto, asked_last, BY_CHANCE / len(by_source))
            if state is not None:
                found.append(state)
    followed = seen.followed[-1] if seen.followed else 0
    silent = [one for one in found if one.state == "silent"]
    for alike in ([one for one in found if one.state != "silent"], silent):
        together = len(alike) >= TOGETHER and 2 * len(alike) >= followed
        for these in [alike] if together else [[one] for one in alike]:
            yield _finding(watch, evidence, these)


@dataclass(frozen=True, slots=True)
class _State:
    source: str
    state: str
    last: date | None
    days: int
    gap: int | None
    lull: Lull | None = None


def _state(
    source: str, days: Sequence[SourceDay], upto: date, asked_last: date, by_chance: float
) -> _State | None:
    """What is wrong with a source; None where nothing is."""
    tried = [one.day for one in days if one.looks]
    if not tried:
        return None
    answered = [one.day for one in days if one.answers]
    last = answered[-1] if answered else None
    pause = max(_gaps(tried), default=1)
    if (upto - tried[-1]).days > max(pause, 1):
        dropped = (asked_last - tried[-1]).days > LEFT
        return None if dropped else _State(source, "unasked", last, (upto - (last or tried[0])).days, pause)
    in_vain = [day for day in tried if last is None or day > last]
    if len(in_vain) >= TRIES:
        return _State(
            source, "failed", last, (upto - (last or tried[0])).days, max(_gaps(answered), default=None)
        )
    return _silent(source, days, upto, by_chance)


def _silent(source: str, days: Sequence[SourceDay], upto: date, by_chance: float) -> _State | None:
    """A source that answers and brings nothing new for longer than is its way; None where that is its way."""
    answered = [one for one in days if one.answers]
    new = [number for number, one in enumerate(answered) if one.items]
    if not new or (upto - answered[new[-1]].day).days < _OVER:
        return None
    still = len(answered) - 1 - new[-1]
    gap = max((after - before for before, after in pairwise(new)), default=None)
    seen = lull(days)
    by_rhythm = seen is not None and seen.per_year <= by_chance
    by_gaps = gap is not None and len(new) >= GAPS and still > max(TIMES * gap, _SHORT)
    if not by_rhythm and not by_gaps:
        return None
    last = answered[new[-1]].day
    return _State(source, "silent", last, (upto - last).days, gap, seen)


_OVER = 2
"""Days since the last item from which on a day is over that brought nothing."""
_SHORT = 2
"""Days of silence that are never too long."""


def _gaps(days: Sequence[date]) -> list[int]:
    return [(after - before).days for before, after in pairwise(days)]


def _finding(watch: Watch, evidence: Evidence, states: list[_State]) -> Finding:
    several = len(states) > 1
    last = [one.last for one in states if one.last is not None]
    earliest = max(last) if last else None
    longest = states[0] if not several else min(states, key=lambda one: one.days)
    return Finding(
        rule=watch.rule,
        watch=watch.id,
        about=("*",) if several else (states[0].source,),
        day=evidence.upto,
        score=float(longest.days),
        reason={
            KIND: OUTAGE,
            "state": longest.state,
            "last": earliest.isoformat() if earliest is not None else None,
            "days": longest.days,
            "gap": None if several else longest.gap,
            "sources": len(states),
            "names": ", ".join(one.source for one in states[:_NAMED]),
            **({} if several else _rhythm(longest)),
            **covered(coverage(evidence), watch.window_days),
        },
        indications=(),
        horizon_days=0,
    )


def _rhythm(one: _State) -> Reason:
    """Of a silent source: what it usually brings, and what is missing."""
    if one.state != "silent":
        return {}
    known = one.lull
    return {
        "usual": round(known.usual, 2) if known else None,
        "expected": round(known.expected, 1) if known else None,
        "per_year": float(f"{known.per_year:.2g}") if known else None,
    }


_NAMED = 10
