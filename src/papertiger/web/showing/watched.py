"""Watchlists as their page shows them: each watch in words, with counts of its warnings and of what came of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from papertiger.errors import WatchlistProblems
from papertiger.ledger import Ledger
from papertiger.ledger.warned import Outcome
from papertiger.report.languages import Language
from papertiger.report.wording import wording
from papertiger.warning.watchlists import Watch, Watchlist
from papertiger.workbench.handling import Listed
from papertiger.workbench.lists import kept_list, kept_lists
from papertiger.workbench.watching import BUILT_IN

SHOWN: Final = 20
"""Misses of a list that its page shows."""
CLAIMS: Final = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One watch."""

    watch: Watch
    rule: str
    """Name, without version."""
    who: tuple[str, ...]
    """Names."""
    whom: tuple[str, ...]
    domains: tuple[str, ...]
    predicates: tuple[str, ...]
    per_year: float
    """Its part of the list's false alarms; 0 where nothing is left to chance."""
    warnings: int
    came: dict[str, int]
    """Verdict → warnings; `miss`: events without one."""


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that came without a warning."""

    day: str
    sides: tuple[str, ...]
    """Names: who acted, and on whom where the rule asks for it."""
    watches: tuple[str, ...]
    claims: tuple[str, ...]
    """Ids, at most `CLAIMS`."""


@dataclass(frozen=True, slots=True)
class List:
    """One watchlist."""

    list: Watchlist
    kind: str
    """built_in, kept, or told: known by the warnings that it gave alone, for it lies in a file somewhere."""
    version: int
    """0 where the ledger keeps none."""
    at: str
    rows: tuple[Row, ...]
    missed: tuple[Missing, ...]
    """By day, the newest first."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a list that somebody typed."""

    key: str
    problem: str
    cure: str


def lists(
    ledger: Ledger,
    given: Sequence[Listed],
    missed: Sequence[Outcome],
    language: Language,
    name: Callable[[str], str],
) -> list[List]:
    """The lists in force.

    Args:
        ledger: that keeps them.
        given: all warnings.
        missed: what came without one, by day, the newest first.
        language: of words.
        name: gives that of an actor.
    """
    made = []
    tongue = Tongue(language, name)
    for one, stored in kept_lists(ledger):
        own = Own(
            [each for each in given if each.head.watchlist == one.id],
            [each for each in missed if each.watchlist == one.id],
        )
        rows = tuple(_row(watch, one.per_year(watch), own, tongue) for watch in one.watches)
        kind, version, at = ("kept", stored.version, stored.at) if stored else ("built_in", 0, "")
        made.append(List(one, kind, version, at, rows, _missing(own, tongue)))
    known = {one.list.id for one in made}
    others = dict.fromkeys(one.head.watchlist for one in given if one.head.watchlist not in known)
    told = (
        _told(
            ledger,
            id_,
            Own(
                [one for one in given if one.head.watchlist == id_],
                [one for one in missed if one.watchlist == id_],
            ),
            tongue,
        )
        for id_ in others
    )
    return [*made, *(one for one in told if one is not None)]


@dataclass(frozen=True, slots=True)
class Own:
    """What there is of one list."""

    warnings: Sequence[Listed]
    missed: Sequence[Outcome]


@dataclass(frozen=True, slots=True)
class Tongue:
    """What rows are worded with."""

    language: Language
    name: Callable[[str], str]


def _told(ledger: Ledger, id_: str, own: Own, tongue: Tongue) -> List | None:
    """A list that only its warnings tell of: its watches are those that warned."""
    of_watch: dict[str, str] = {}
    for one in own.warnings:
        of_watch.setdefault(one.head.watch, one.id)
    bodies = {one.watch: one.body for one in ledger.warnings_of(list(of_watch.values()))}
    watches: dict[str, tuple[Watch, float]] = {}
    try:
        for watch, body in bodies.items():
            fields: dict[str, Any] = {
                key: tuple(value) if isinstance(value, list) else value
                for key, value in body["watch"].items()
            }
            watches[watch] = Watch(**fields), float(body["false_alarms_per_year"])
        about = next(iter(bodies.values()))["watchlist"]
        found = Watchlist(
            id_,
            str(about["name"]),
            float(about["false_alarms_per_year"]),
            tuple(each for each, _ in watches.values()),
            "",
        )
        rows = tuple(_row(each, per_year, own, tongue) for each, per_year in watches.values())
    except (KeyError, TypeError, ValueError, AttributeError):  # of another program
        return None
    return List(found, "told", 0, "", rows, _missing(own, tongue))


def _row(watch: Watch, per_year: float, own: Own, tongue: Tongue) -> Row:
    words = wording(tongue.language)
    mine = [one for one in own.warnings if one.head.watch == watch.id]
    came: dict[str, int] = {}
    for one in mine:
        if one.verdict is not None:
            came[one.verdict] = came.get(one.verdict, 0) + 1
    if without := sum(one.watch == watch.id for one in own.missed):
        came["miss"] = without
    return Row(
        watch,
        watch.rule.partition(".")[0],
        tuple(tongue.name(one) for one in watch.who),
        tuple(tongue.name(one) for one in watch.whom),
        tuple(words.domains[one].label for one in watch.domains),
        tuple(words.predicates[one].label for one in watch.predicates),
        per_year,
        len(mine),
        came,
    )


def _missing(own: Own, tongue: Tongue) -> tuple[Missing, ...]:
    """What a list missed, each event once."""
    events: dict[tuple[object, ...], list[Outcome]] = {}
    for one in own.missed:
        events.setdefault((one.day, one.about), []).append(one)
    made = []
    for same in events.values():
        first = same[0]
        event = first.body.get("event")
        claims = event.get("claims") if isinstance(event, Mapping) else None
        made.append(
            Missing(
                first.day.isoformat() if first.day else "",
                tuple(tongue.name(side) for side in first.about),
                tuple(sorted({one.watch or "" for one in same})),
                tuple(str(one) for one in claims)[:CLAIMS] if isinstance(claims, list) else (),
            )
        )
    return tuple(made)


def problems_of(found: WatchlistProblems) -> tuple[Problem, ...]:
    """Everything that is wrong with a list."""
    return tuple(Problem(one.key, one.problem, one.cure) for one in found.problems)


def text_of(ledger: Ledger, id_: str) -> Watchlist:
    """The list that shall be run; the built-in one where none is named."""
    return kept_list(ledger, id_ or BUILT_IN)
