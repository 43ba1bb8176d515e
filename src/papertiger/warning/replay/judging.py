"""Judges alarms of a replay by what was planted: hits with their lead, late ones, misses, and false alarms by where they fall."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from papertiger.warning.replay.told import Planted
from papertiger.warning.replay.world import World

QUIET_DAYS: Final = 28
"""Alarms of one rule about the same are one warning until so many days have passed without any; of outages, which are told daily, one day."""
AFTER: Final = 28
"""Days after a rise without force, a storm or a silence in which an alarm still counts as raised by it: windows look back so far."""
DYADS: Final = ("threats", "escalation")
"""Rules about a speaker or state against a target: judged by build-ups and what only looks like them."""

Where = Literal["hit", "late", "riser", "storm", "war", "talker", "quiet"]
_FALSE: Final[frozenset[str]] = frozenset({"talker", "quiet", "storm"})


@dataclass(frozen=True, slots=True)
class Alarm:
    """A warning of a replay, reduced to what it is judged by."""

    rule: str
    """Name without version."""
    about: tuple[str, ...]
    day: date
    """First day of the warning."""
    sources: int = 1
    """Of an outage: how many sources it concerns; where it is about ``*``, they failed together."""


@dataclass(frozen=True, slots=True)
class BuildUp:
    """What became of one planted build-up."""

    planted: Planted
    lead: int | None
    """Days from the first warning to force; None where none came before it."""
    late: bool
    """Whether a warning came on the day of force or within four weeks after it, and none before."""
    rule: str | None
    """That warned first."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What a replay came to."""

    build_ups: tuple[BuildUp, ...]
    dyads: Mapping[str, Mapping[Where, int]]
    """Rule → where its warnings fall → how many."""
    storms: int
    """Storms that raised a warning of any rule."""
    silences: tuple[tuple[Planted, int | None], ...]
    """Planted silences with the days until one was reported; None where it was not."""
    outages: tuple[tuple[Planted, int | None], ...]
    """Planted outages with the days until one was reported for any of its sources, 0 for the same day."""
    sources: tuple[int, int]
    """Sources that were down, summed over outages, and of those how many were reported while down."""
    collection: int
    """Outages reported of sources that were not down."""
    silence_in_outage: int
    """Silences of the world reported while most sources were down, that were none."""
    others: Mapping[str, int]
    """Rule → warnings, for rules for which nothing is planted; and false ones of `silence`."""

    def false_alarms(self, *, with_risers: bool = False) -> int:
        """Warnings about dyads that nothing follows: quiet and talkative speakers, storms; wars are counted apart."""
        where = {*_FALSE, "riser"} if with_risers else _FALSE
        return sum(number for found in self.dyads.values() for one, number in found.items() if one in where)


def warnings(alarms: Iterable[Alarm], quiet_days: int = QUIET_DAYS) -> list[Alarm]:
    """Alarms that go on are one warning, which has the day of the first."""
    last: dict[tuple[str, tuple[str, ...]], date] = {}
    found = []
    for one in sorted(alarms, key=lambda one: (one.day, one.rule, one.about)):
        key = one.rule, one.about
        gap = 1 if one.rule == "outage" else quiet_days
        if key not in last or (one.day - last[key]).days > gap:
            found.append(one)
        last[key] = one.day
    return found


def judge(world: World, alarms: Sequence[Alarm]) -> Judged:
    """Judge the warnings of a replay of `world`; `alarms` as `warnings` gives them."""
    start = world.plan.start
    by_pair = _by_pair(world.planted)
    dyads: dict[str, Counter[Where]] = defaultdict(Counter)
    firsts: dict[int, tuple[int, str]] = {}
    after: set[int] = set()
    stormed: set[int] = set()
    others: Counter[str] = Counter()
    for one in alarms:
        day, pair = (one.day - start).days, tuple(state_of(actor) for actor in one.about[:2])
        planted = by_pair.get(pair)
        if planted is not None and planted.kind == "storm" and _within(planted, day, AFTER):
            stormed.add(planted.number)
        if one.rule in DYADS:
            where = _where(planted, day)
            dyads[one.rule][where] += 1
            if planted is not None and where == "hit":
                firsts[planted.number] = min(firsts.get(planted.number, (day, one.rule)), (day, one.rule))
            elif planted is not None and where == "late":
                after.add(planted.number)
        elif one.rule not in {"outage", "silence"}:
            others[one.rule] += 1
    build_ups = tuple(
        _became(planted, firsts.get(planted.number), late=planted.number in after)
        for planted in world.planted
        if planted.kind == "build-up"
    )
    silences, false_silences, in_outage = _silences(world, alarms)
    outages, sources, collection = _outages(world, alarms)
    if false_silences:
        others["silence"] = false_silences
    return Judged(build_ups, dyads, len(stormed), silences, outages, sources, collection, in_outage, others)


def state_of(actor: str) -> str:
    """The state whose actor it is, by its id."""
    return actor[:3]


def _by_pair(planted: Iterable[Planted]) -> dict[tuple[str, ...], Planted]:
    return {tuple(state_of(actor) for actor in one.about): one for one in planted if one.kind != "outage"}


def _within(planted: Planted, day: int, after: int = 0) -> bool:
    return planted.begins <= day <= planted.ends + after


def _where(planted: Planted | None, day: int) -> Where:
    if planted is None:
        return "quiet"
    if planted.kind == "build-up" and planted.force is not None:
        if planted.begins <= day < planted.force:
            return "hit"
        return "late" if planted.force <= day <= planted.force + AFTER else "quiet"
    if planted.kind in {"riser", "storm"}:
        here: Where = "riser" if planted.kind == "riser" else "storm"
        return here if _within(planted, day, AFTER) else "quiet"
    if planted.kind == "war":
        return "war"
    return "talker" if planted.kind == "talker" else "quiet"


def _became(planted: Planted, first: tuple[int, str] | None, *, late: bool) -> BuildUp:
    if first is None or planted.force is None:
        return BuildUp(planted, None, late, None)
    return BuildUp(planted, planted.force - first[0], late=False, rule=first[1])


def _silences(
    world: World, alarms: Iterable[Alarm]
) -> tuple[tuple[tuple[Planted, int | None], ...], int, int]:
    """Planted silences and the days until reported; false reports; those among them made while most sources were down."""
    planted = [one for one in world.planted if one.kind == "silence"]
    wide = [
        one for one in world.planted if one.kind == "outage" and one.facts["sources"] > world.plan.sources / 2
    ]
    found: dict[int, int] = {}
    false = in_outage = 0
    for alarm in alarms:
        if alarm.rule != "silence":
            continue
        day = (alarm.day - world.plan.start).days
        states = {state_of(actor) for actor in alarm.about}
        meant = [one for one in planted if states <= set(one.about) and _within(one, day, AFTER)]
        if meant:
            number = meant[0].number
            found[number] = min(found.get(number, day), day)
            continue
        false += 1
        in_outage += any(_within(one, day, 1) for one in wide)
    return tuple((one, _since(one, found.get(one.number))) for one in planted), false, in_outage


def _outages(
    world: World, alarms: Iterable[Alarm]
) -> tuple[tuple[tuple[Planted, int | None], ...], tuple[int, int], int]:
    planted = [one for one in world.planted if one.kind == "outage"]
    found: dict[int, int] = {}
    reported: dict[int, set[str]] = defaultdict(set)
    together: Counter[int] = Counter()
    false = 0
    for alarm in alarms:
        if alarm.rule != "outage":
            continue
        day = (alarm.day - world.plan.start).days
        here = [one for one in planted if _within(one, day)]
        if alarm.about == ("*",):
            meant = [one for one in here if len(one.about) > 1]
            for one in meant:
                together[one.number] = min(len(one.about), max(together[one.number], alarm.sources))
        else:
            meant = [one for one in here if alarm.about[0] in one.about]
            for one in meant:
                reported[one.number].add(alarm.about[0])
        for one in meant:
            found[one.number] = min(found.get(one.number, day), day)
        false += not meant
    down = sum(len(one.about) for one in planted)
    told = sum(max(len(reported[one.number]), together[one.number]) for one in planted)
    return tuple((one, _since(one, found.get(one.number))) for one in planted), (down, told), false


def _since(planted: Planted, day: int | None) -> int | None:
    return None if day is None else day - planted.begins
