"""Runs a watchlist over a world, evening by evening, at several false-alarm rates at once.

A rule asks anew each evening how unusual each of its series is, and every question goes through the whole history: a year of that takes
hours. What is believed of a day rests on that day and those before it, though, so the series that a rule asks about on its last evening hold the
answers of all evenings before. So a year is gone through twice: first to hear what is asked, and, when each question has been answered once
for all days, on the evenings on which some answer is an alarm. A series whose past changes, because news of an earlier day came in late, is
another series from then on.

Two things are taken from the last evening: the usual coverage that exposure is measured by, and the number of series that share a rate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, cast

from papertiger import registry
from papertiger.warning.replay.answering import Answering, Asking, Question, Table
from papertiger.warning.replay.judging import Alarm, warnings
from papertiger.warning.replay.world import World
from papertiger.warning.values import Evidence, Finding
from papertiger.warning.watchlists import Watch, Watchlist

if TYPE_CHECKING:
    from papertiger.warning.rates import Chance

Rule = Callable[[Watch, Evidence, "Chance"], Iterable[Finding]]


def replay(
    world: World,
    watchlist: Watchlist,
    rates: Sequence[float],
    progress: Callable[[str], None] = lambda _: None,
) -> dict[float, list[Finding]]:
    """What the watches of a list find on each evening of the year, at each of the rates (false alarms a year of the whole list).

    Findings that only say that too little was seen are among them; see their ``kind``.

    Raises:
        SettingsError: a watch names a rule that nobody has.
    """
    found: dict[float, list[Finding]] = {rate: [] for rate in rates}
    watched = [
        _Watched(watch, cast("Rule", registry.resolve("rules", watch.rule))) for watch in watchlist.watches
    ]
    for number, evidence in enumerate(world.evenings()):
        for one in watched:
            for rate, findings in one.listen(evidence, watchlist, rates):
                found[rate] += findings
        progress(f"evening {number + 1} of {world.plan.days}: heard what is asked")
    for one in watched:
        one.answer(watchlist, rates)
    for number, evidence in enumerate(world.evenings()):
        for one in watched:
            for rate, findings in one.tell(evidence):
                found[rate] += findings
        progress(f"evening {number + 1} of {world.plan.days}: told what was found")
    return {rate: sorted(findings, key=lambda one: one.day) for rate, findings in found.items()}


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


class _Watched:
    """A watch on its way through the year."""

    def __init__(self, watch: Watch, rule: Rule) -> None:
        self._watch = watch
        self._rule = rule
        self._asked: dict[date, list[Question]] = {}
        self._tables: dict[float, Table] = {}
        self._reckons = False
        """Whether the rule does its own reckoning with the rate, and asks about no series."""

    def listen(
        self, evidence: Evidence, watchlist: Watchlist, rates: Sequence[float]
    ) -> Iterator[tuple[float, list[Finding]]]:
        """Hear what the rule asks; what it finds without an answer is yielded at once."""
        if not self._reckons:
            asking = Asking(max(rates))
            found = list(self._rule(self._watch, evidence, cast("Chance", asking)))
            self._reckons = asking.rate_was_read
            if asking.questions:
                self._asked[evidence.upto] = asking.questions
        if self._reckons:
            yield from self._reckoned(evidence, watchlist, rates)
        else:
            yield from ((rate, found) for rate in rates)

    def _reckoned(
        self, evidence: Evidence, watchlist: Watchlist, rates: Sequence[float]
    ) -> Iterator[tuple[float, list[Finding]]]:
        """By the rates from the highest down; where it finds nothing, there is nothing to find at a lower one."""
        for rate in sorted(rates, reverse=True):
            found = list(self._rule(self._watch, evidence, _chance(self._watch, watchlist, rate)))
            if not found:
                return
            yield rate, found

    def answer(self, watchlist: Watchlist, rates: Sequence[float]) -> None:
        """Answer all questions for all days."""
        questions = [one for asked in self._asked.values() for one in asked]
        if questions:
            for rate in rates:
                self._tables[rate] = Table(questions, _chance(self._watch, watchlist, rate))

    def tell(self, evidence: Evidence) -> Iterator[tuple[float, list[Finding]]]:
        """What the rule finds with the answers, on evenings on which one of them is an alarm."""
        asked = self._asked.get(evidence.upto, [])
        for rate, table in self._tables.items():
            if table.any_alarm(asked):
                found = self._rule(self._watch, evidence, cast("Chance", Answering(table)))
                yield rate, [one for one in found if one.surprise is not None and one.surprise.alarm]


def _chance(watch: Watch, watchlist: Watchlist, rate: float) -> Chance:
    from papertiger.warning.rates import Chance  # noqa: PLC0415 - loads SciPy

    return Chance(replace(watchlist, false_alarms_per_year=rate).per_year(watch) or 1.0)
