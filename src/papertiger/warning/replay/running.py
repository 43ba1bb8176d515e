"""Runs a watchlist over a world, evening by evening, at several false-alarm rates at once.

A rule asks anew each evening how unusual each of its series is, and every question goes through the whole history: a year of that takes
hours. What is believed of a day rests on that day and those before it, though, so the series that a rule asks about on its last evening hold the
answers of all evenings before. So a year is gone through twice: first to hear what is asked, and, when each question has been answered once
for all days, on the evenings on which some answer is an alarm. A series whose past changes, because news of an earlier day came in late, is
another series from then on.

Two things are taken from the last evening: the usual coverage that exposure is measured by, and the number of series that share a rate.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from multiprocessing import get_context
from typing import TYPE_CHECKING, TypeVar, cast

from papertiger import registry
from papertiger.warning.replay.answering import Answering, Asking, Question, Table
from papertiger.warning.replay.judging import Alarm, warnings
from papertiger.warning.replay.world import World
from papertiger.warning.values import Evidence, Finding
from papertiger.warning.watchlists import Watch, Watchlist

if TYPE_CHECKING:
    from papertiger.warning.rates import Chance

Part = TypeVar("Part")
Rule = Callable[[Watch, Evidence, "Chance"], Iterable[Finding]]


def replay(
    world: World,
    watchlist: Watchlist,
    rates: Sequence[float],
    progress: Callable[[str], None] = lambda _: None,
    *,
    only: Collection[str] = (),
    parts: int = 1,
) -> dict[float, list[Finding]]:
    """What the watches of a list find on each evening of the year, at each of the rates (false alarms a year of the whole list).

    Findings that only say that too little was seen are among them; see their ``kind``.

    Args:
        world: whose news it is.
        watchlist: what is watched for.
        rates: false alarms a year of the whole list.
        progress: told how far it is.
        only: rules (``threats``) to which the watch is kept; the others take their part of the rate all the same.
        parts: processes, each with a part of the evenings.

    Raises:
        SettingsError: a watch names a rule that nobody has.
    """
    watches = [one for one in watchlist.watches if not only or one.rule.partition(".")[0] in only]
    work = _Work(world, watchlist, tuple(watches), tuple(rates))
    evenings = [range(start, world.plan.days, parts) for start in range(parts)]
    found: dict[float, list[Finding]] = {rate: [] for rate in rates}
    asked: dict[str, dict[date, list[Question]]] = {one.id: {} for one in watches}
    with _workers(parts) as pool:
        for number, heard in enumerate(pool(work.listen, evenings)):
            for rate, findings in heard.found:
                found[rate] += findings
            for watch, questions in heard.asked.items():
                asked[watch] |= questions
            progress(f"{number + 1} of {parts} parts: heard what is asked")
        answered = _Answered(work, asked)
        for number, told in enumerate(pool(answered.tell, evenings)):
            for rate, findings in told:
                found[rate] += findings
            progress(f"{number + 1} of {parts} parts: told what was found")
    order = {one.id: number for number, one in enumerate(watches)}
    return {
        rate: sorted(findings, key=lambda one: (one.day, order[one.watch]))
        for rate, findings in found.items()
    }


def alarms(findings: Iterable[Finding]) -> list[Alarm]:
    """Findings as warnings to judge: those that say that too little was seen are none."""
    return warnings(_alarm(one) for one in findings if one.reason.get("kind") != "unseen")


def issued(findings: Iterable[Finding]) -> list[Finding]:
    """The first finding of each warning: what a ledger would keep of them."""
    firsts: dict[Alarm, Finding] = {}
    for one in findings:
        firsts.setdefault(_alarm(one), one)
    return [firsts[one] for one in alarms(findings)]


def _alarm(one: Finding) -> Alarm:
    return Alarm(one.rule.partition(".")[0], one.about, one.day, int(one.reason.get("sources") or 1))


Found = list[tuple[float, list[Finding]]]


@dataclass(frozen=True)
class _Heard:
    """What is known after one hearing of some evenings."""

    found: Found
    """What rules find without an answer."""
    asked: dict[str, dict[date, list[Question]]]
    """Id of a watch → evening → what it asked."""


@dataclass(frozen=True)
class _Work:
    """What all parts need."""

    world: World
    watchlist: Watchlist
    watches: tuple[Watch, ...]
    rates: tuple[float, ...]

    def listen(self, evenings: range) -> _Heard:
        """Hear what rules ask on these evenings."""
        heard = _Heard([], {one.id: {} for one in self.watches})
        reckons: set[str] = set()
        for evidence in self.world.evenings(evenings):
            for watch in self.watches:
                if watch.id not in reckons:
                    asking = Asking(max(self.rates))
                    found = list(_rule(watch)(watch, evidence, cast("Chance", asking)))
                    if asking.questions:
                        heard.asked[watch.id][evidence.upto] = asking.questions
                    if asking.rate_was_read:
                        reckons.add(watch.id)
                    else:
                        heard.found.extend((rate, found) for rate in self.rates)
                if watch.id in reckons:
                    heard.found.extend(self._reckoned(watch, evidence))
        return heard

    def _reckoned(self, watch: Watch, evidence: Evidence) -> Iterator[tuple[float, list[Finding]]]:
        """Of a rule that reckons with the rate itself: from the highest down; where it finds nothing, it finds nothing at a lower one."""
        for rate in sorted(self.rates, reverse=True):
            found = list(_rule(watch)(watch, evidence, self.chance(watch, rate)))
            if not found:
                return
            yield rate, found

    def chance(self, watch: Watch, rate: float) -> Chance:
        """What a watch may raise where the whole list may raise `rate`."""
        from papertiger.warning.rates import Chance  # noqa: PLC0415 - loads SciPy

        return Chance(replace(self.watchlist, false_alarms_per_year=rate).per_year(watch) or 1.0)


class _Answered:
    """All questions with their answers."""

    def __init__(self, work: _Work, asked: Mapping[str, Mapping[date, list[Question]]]) -> None:
        self._world = work.world
        self._watches = tuple(one for one in work.watches if asked[one.id])
        self._asked = asked
        self._tables = {
            watch.id: {
                rate: Table(
                    [one for some in asked[watch.id].values() for one in some], work.chance(watch, rate)
                )
                for rate in work.rates
            }
            for watch in self._watches
        }

    def tell(self, evenings: range) -> Found:
        """What rules find with the answers, on evenings on which one of them is an alarm."""
        told: Found = []
        for evidence in self._world.evenings(evenings):
            for watch in self._watches:
                asked = self._asked[watch.id].get(evidence.upto, [])
                for rate, table in self._tables[watch.id].items():
                    if table.any_alarm(asked):
                        found = _rule(watch)(watch, evidence, cast("Chance", Answering(table)))
                        told.append((rate, [one for one in found if one.surprise and one.surprise.alarm]))
        return told


def _rule(watch: Watch) -> Rule:
    return cast("Rule", registry.resolve("rules", watch.rule))


@contextmanager
def _workers(parts: int) -> Iterator[Callable[[Callable[[range], Part], Sequence[range]], Iterator[Part]]]:
    """Something that does work on ranges: here for one part, in processes of their own for more."""
    if parts == 1:
        yield map
        return
    with ProcessPoolExecutor(parts, mp_context=get_context("spawn")) as pool:
        yield pool.map
