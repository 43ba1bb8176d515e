"""Warnings of a ledger held against what was published after them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from papertiger.ledger import Ledger
from papertiger.ledger.warned import NewOutcome, StoredWarning
from papertiger.ledger.warned import Outcome as StoredOutcome
from papertiger.warning.awaited import Event, Reports
from papertiger.warning.body import finding_of
from papertiger.warning.coverage import USUAL, coverage
from papertiger.warning.missed import Missed, Warned, missed, sought
from papertiger.warning.scoring import LEAST_SEEN, Issued, Outcome, Scores, Seen, judged, scores
from papertiger.warning.values import Evidence, Finding, Indication, SourceDay
from papertiger.warning.watchlists import Watch
from papertiger.workbench.evidence import indication_of
from papertiger.workbench.lists import kept_lists
from papertiger.workbench.opening import Open

RULE: Final = "scoring.v1"
"""By which a verdict was reached."""
MISSES: Final = "misses.v1"
"""By which what came without a warning was found."""
_BEFORE: Final = 60
"""Days before the first warning and its horizon of which evidence is looked at: an event that began then is none that begins later."""


@dataclass(frozen=True, slots=True)
class Scored:
    """What warnings came to by a day."""

    upto: date
    outcomes: tuple[Outcome, ...]
    """Of all warnings that await something, by day."""
    misses: tuple[Missed, ...]
    """Events that a list is there to warn of, after the day of its first stored warning, that none of its warnings came before."""
    scores: Scores
    """Of probabilities given before anything could be known."""
    replayed: Scores
    """Of those given in replays, which foretold nothing; apart from the others."""
    replays: tuple[str, ...]
    """Ids of the warnings among the outcomes that were made in replays."""
    stored: int
    """Outcomes and misses that were new to the ledger."""


def scored(
    opened: Open, *, watchlist: str | None = None, as_of: date | None = None, store: bool = True
) -> Scored:
    """Judge warnings by what was published up to a day; only independent origins count, and the day of a warning itself does not.

    A follow-up is not judged again beside its first. What comes on the day of a warning or before makes it late, not a hit.
    A miss is looked for from the day after a list's first stored warning on, for before it nobody is known to have watched, between all
    whom its watches name; it is kept with its claims as they are now, for they may be corrected later, and what was kept as a miss and
    is none any more is kept as withdrawn (`event` is null).

    Args:
        opened: the ledger.
        watchlist: only warnings of this list.
        as_of: the day to judge by; today where there is none.
        store: keep outcomes in the ledger, where it may be written.
    """
    upto = as_of or datetime.now(UTC).date()
    every = opened.ledger.warnings(until=upto, watchlist=watchlist)
    found = {one.id: finding_of(one.body) for one in every}
    rows = [one for one in every if _first(one)]
    issued = [Issued.of(one.id, found[one.id]) for one in reversed(rows) if found[one.id].awaited]
    if not every:
        nothing = scores(())
        return Scored(upto, (), (), nothing, nothing, (), 0)
    watches = _watches(opened.ledger, every)
    kinds = {name for one in issued for name in _names(found[one.id])}
    kinds |= {
        name
        for of_list in watches.values()
        for one in of_list
        if (wanted := sought(one))
        for name in wanted.predicates
    }
    first = min(one.day for one in every)
    horizon = max((one.horizon_days for one in issued), default=0)
    known = tuple(
        indication_of(one)
        for one in opened.ledger.indications(
            first - timedelta(days=horizon + _BEFORE), upto, predicates=sorted(kinds)
        )
    )
    outcomes = judged(issued, known, upto, seen=_seen(opened.ledger, known, first, upto))
    came = tuple(_missed(every, watches, Reports(known), upto))
    replayed = {one.id for one in rows if one.body["retrospective"]}
    stored = 0
    if store and opened.writable:
        new = [_outcome(one) for one in outcomes if one.verdict != "unscored"]
        new += _misses(came, opened.ledger.missed(), {one.watchlist for one in every}, upto)
        stored = opened.ledger.outcome(*new)
    return Scored(
        upto=upto,
        outcomes=outcomes,
        misses=came,
        scores=scores(one for one in outcomes if one.warning.id not in replayed),
        replayed=scores(one for one in outcomes if one.warning.id in replayed),
        replays=tuple(one.warning.id for one in outcomes if one.warning.id in replayed),
        stored=stored,
    )


def _seen(ledger: Ledger, known: tuple[Indication, ...], first: date, upto: date) -> Seen:
    """Tells of which spans from the first warning on enough was read that what came in them could not have been missed."""
    since = min(first, upto) - timedelta(days=USUAL)
    days = tuple(
        SourceDay(one.source, one.day, one.looks, one.answers, one.items)
        for one in ledger.source_days(since, upto)
    )
    evidence = Evidence(upto, known, days, ledger.articles_by_day(since, upto))
    found = coverage(evidence, (upto - since).days)
    return lambda start, end: not found.unseen(start, end, LEAST_SEEN)


def _watches(ledger: Ledger, warnings: Iterable[StoredWarning]) -> Mapping[str, Sequence[Watch]]:
    """List → its watches: as the program or the ledger has it, else, for a list in some file, those that its warnings tell of."""
    found = {id_: dict[str, Watch]() for id_ in sorted({one.watchlist for one in warnings})}
    for kept, _ in kept_lists(ledger):
        if kept.id in found:
            found[kept.id] = {one.id: one for one in kept.watches}
    for one in warnings:
        if one.watch not in found[one.watchlist]:
            told: dict[str, Any] = {
                key: tuple(value) if isinstance(value, list) else value
                for key, value in one.body["watch"].items()
            }
            found[one.watchlist][one.watch] = Watch(**told)
    return {id_: tuple(watches.values()) for id_, watches in found.items()}


def _missed(
    every: Sequence[StoredWarning], watches: Mapping[str, Sequence[Watch]], reports: Reports, upto: date
) -> Iterator[Missed]:
    for id_, of_list in watches.items():
        own = [one for one in every if one.watchlist == id_]
        since = min(one.day for one in own) + timedelta(days=1)
        warned = Warned(Issued.of(one.id, finding_of(one.body)) for one in own)
        yield from missed(id_, of_list, warned, reports, since, upto)


def _misses(
    came: Iterable[Missed], kept: Iterable[StoredOutcome], lists: set[str], upto: date
) -> list[NewOutcome]:
    """Misses as they are stored, one for each watch; and withdrawn what was kept as one of these lists and is none by `upto`."""
    made = [
        NewOutcome(
            verdict="miss",
            watchlist=one.watchlist,
            watch=watch,
            about=tuple(side for side in one.event.about if side is not None),
            day=one.event.day,
            body={"rule": MISSES, "event": _event(one.event), "warned_late": list(one.warned_late)},
        )
        for one in came
        for watch in one.watches
    ]
    stand = {(one.watchlist, one.watch, one.about, one.day) for one in made}
    made += [
        NewOutcome(
            verdict="miss",
            watchlist=one.watchlist,
            watch=one.watch,
            about=one.about,
            day=one.day,
            body={"rule": MISSES, "event": None, "warned_late": []},
        )
        for one in kept
        if one.watchlist in lists and one.day is not None and one.day <= upto
        if (one.watchlist, one.watch, one.about, one.day) not in stand
    ]
    return made


def _first(one: StoredWarning) -> bool:
    return bool(one.body["standing"]["kind"] == "new")


def _names(finding: Finding) -> tuple[str, ...]:
    named = finding.awaited.get("predicates", ())
    return (named,) if isinstance(named, str) else tuple(named)


def _outcome(one: Outcome) -> NewOutcome:
    body: dict[str, Any] = {
        "rule": RULE,
        "upto": one.upto.isoformat(),
        "lead_days": one.lead_days,
        "event": _event(one.event) if one.event is not None else None,
    }
    # "as of" changes daily and says nothing new of a verdict that stands.
    if one.verdict in {"hit", "late", "false_alarm"}:
        del body["upto"]
    return NewOutcome(
        verdict=one.verdict if one.verdict != "unscored" else "open",
        warning=one.warning.id,
        day=one.event.day if one.event is not None else None,
        body=body if one.verdict != "open" else {"rule": RULE, **({"unseen": True} if one.unseen else {})},
    )


def _event(event: Event) -> dict[str, Any]:
    return asdict(event) | {name: getattr(event, name).isoformat() for name in ("day", "last", "reported")}
