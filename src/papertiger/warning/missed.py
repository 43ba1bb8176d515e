"""What came without a warning: events of the kinds that a watch is there to warn of, and that no warning preceded.

Which events these are, `data/rules.yaml` says of each rule, and the watch says between whom. They are looked for between all whom the
watch names, not only between those whom it once warned of: what nobody was warned of is what is looked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from papertiger.warning.awaited import Event, Reports, awaits, events, side
from papertiger.warning.scoring import Issued
from papertiger.warning.values import Indication
from papertiger.warning.watchlists import Watch, rules


@dataclass(frozen=True, slots=True)
class Sought:
    """Events that a watch is there to warn of."""

    predicates: tuple[str, ...]
    subject: tuple[str, ...] | None
    """Who acts: one of these, or anyone that is named where there are none; None where the rule does not ask who."""
    object: tuple[str, ...] | None
    """Whom it is done to, likewise."""

    def among(self, reports: Reports) -> Iterator[Indication]:
        """The reports of such events: facts, between two that are not one."""
        for one in reports.awaited({"predicates": self.predicates}):
            by, to = side(one.subject, one.subject_state), side(one.object, one.object_state)
            if by == to or not _fits(self.subject, one.subject, one.subject_state):
                continue
            if _fits(self.object, one.object, one.object_state):
                yield one


def _fits(wanted: tuple[str, ...] | None, *ids: str | None) -> bool:
    named = [one for one in ids if one is not None]
    return wanted is None or any(one in wanted or not wanted for one in named)


@dataclass(frozen=True, slots=True)
class Miss:
    """An event that a watch is there to warn of, with no warning before it within the warning's horizon."""

    event: Event
    warned_late: tuple[str, ...]
    """Ids of warnings that came on its first day or later, while it went on."""


@dataclass(frozen=True, slots=True)
class Missed:
    """An event that a list missed."""

    watchlist: str
    watches: tuple[str, ...]
    """Ids of those that were there to warn of it, as the list has them."""
    event: Event
    warned_late: tuple[str, ...]
    """As of `Miss`."""


def sought(watch: Watch) -> Sought | None:
    """What a watch is there to warn of; None where its rule foretells nothing that could be missed, or is none of the program's."""
    defaults = rules().rules.get(watch.rule.partition(".")[0])
    named = defaults.misses if defaults is not None else None
    if named is None:
        return None
    sides = {"who": watch.who, "whom": watch.whom}
    return Sought(
        named.predicates,
        sides[named.subject] if named.subject else None,
        sides[named.object] if named.object else None,
    )


class Warned:
    """Warnings, kept by whom they await something of: those that an event answers to are found without looking at all."""

    def __init__(self, warnings: Iterable[Issued]) -> None:
        self._by: dict[tuple[str | None, str | None], list[Issued]] = defaultdict(list)
        for one in warnings:
            if one.awaited:
                for pair in _pairs(one):
                    self._by[pair].append(one)

    def of(self, reports: Iterable[Indication]) -> list[Issued]:
        """Those that await any of the reports, by day."""
        found: dict[str, Issued] = {}
        for report in reports:
            for by in {report.subject, report.subject_state, None}:
                for to in {report.object, report.object_state, None}:
                    for one in self._by.get((by, to), ()):
                        if one.id not in found and awaits(one.awaited, report):
                            found[one.id] = one
        return sorted(found.values(), key=lambda one: (one.day, one.id))


def _pairs(one: Issued) -> Iterator[tuple[str | None, str | None]]:
    for by in _several(one.awaited.get("subject")):
        for to in _several(one.awaited.get("object")):
            yield by, to


def _several(named: str | tuple[str, ...] | None) -> tuple[str | None, ...]:
    return named if isinstance(named, tuple) else (named,)


def misses(
    wanted: Sought,
    warned: Warned,
    reports: Reports,
    since: date,
    upto: date,
    *,
    minimum_origins: int = 1,
) -> tuple[Miss, ...]:
    """Events that began from `since` to `upto` and that no warning preceded within its own horizon, by day.

    Reports of the same two sides less than 30 days apart tell of one event, as in `papertiger.warning.scoring.judged`.

    Args:
        wanted: What is looked for.
        warned: All warnings that count as having told of it.
        reports: All that is known; also of some time before `since`, for what began then is no event that begins now.
        since: The first day on which an event could have been warned of.
        upto: The last day; what was published later is not looked at.
        minimum_origins: Independent origins that must report an event for it to count.
    """
    dyads: dict[tuple[str | None, str | None], list[Indication]] = defaultdict(list)
    for one in wanted.among(reports):
        if one.day <= upto:
            dyads[side(one.subject, one.subject_state), side(one.object, one.object_state)].append(one)
    found = []
    for of_dyad in dyads.values():
        by_claim = {one.claim: one for one in of_dyad}
        for event in events(of_dyad):
            if not since <= event.day <= upto or event.origins < minimum_origins:
                continue
            about_it = warned.of(by_claim[claim] for claim in event.claims)
            if not _told_before(event, about_it):
                late = tuple(one.id for one in about_it if event.day <= one.day <= event.last)
                found.append(Miss(event, late))
    return tuple(sorted(found, key=lambda one: (one.event.day, repr(one.event.about), one.event.claims)))


def _told_before(event: Event, about_it: Sequence[Issued]) -> bool:
    return any(0 < (event.day - one.day).days <= one.horizon_days for one in about_it)


def missed(
    watchlist: str, watches: Iterable[Watch], warned: Warned, reports: Reports, since: date, upto: date
) -> tuple[Missed, ...]:
    """What a list missed, by day: each event once, with all watches that were there to warn of it.

    Args:
        watchlist: Its id.
        watches: Of the list.
        warned: Its warnings; one of any watch is enough.
        reports: As for `misses`.
        since: As for `misses`.
        upto: As for `misses`.
    """
    found: dict[tuple[object, ...], Missed] = {}
    for watch in watches:
        wanted = sought(watch)
        for miss in misses(wanted, warned, reports, since, upto) if wanted is not None else ():
            key = miss.event.day, miss.event.about, miss.event.claims
            before = found[key].watches if key in found else ()
            found[key] = Missed(watchlist, (*before, watch.id), miss.event, miss.warned_late)
    return tuple(sorted(found.values(), key=lambda one: (one.event.day, repr(one.event.about))))
