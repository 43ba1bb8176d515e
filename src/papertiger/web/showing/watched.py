"""Watchlists as their page shows them: each watch in words, with counts of its warnings and of what came of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from papertiger.errors import WatchlistProblems
from papertiger.ledger import Ledger
from papertiger.report.languages import Language
from papertiger.report.wording import wording
from papertiger.warning.watchlists import Watch, Watchlist
from papertiger.workbench.handling import Handled
from papertiger.workbench.lists import kept_list, kept_lists
from papertiger.workbench.watching import BUILT_IN


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
    """Verdict → warnings."""


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


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a list that somebody typed."""

    key: str
    problem: str
    cure: str


def lists(
    ledger: Ledger, given: Sequence[Handled], language: Language, name: Callable[[str], str]
) -> list[List]:
    """The lists in force.

    Args:
        ledger: that keeps them.
        given: all warnings.
        language: of words.
        name: gives that of an actor.
    """
    made = []
    for one, stored in kept_lists(ledger):
        own = [each for each in given if each.warning.watchlist == one.id]
        rows = tuple(_row(watch, one.per_year(watch), own, Tongue(language, name)) for watch in one.watches)
        kind = "kept" if stored else "built_in"
        made.append(List(one, kind, stored.version if stored else 0, stored.at if stored else "", rows))
    known = {one.list.id for one in made}
    others = dict.fromkeys(one.warning.watchlist for one in given if one.warning.watchlist not in known)
    tongue = Tongue(language, name)
    told = (_told(id_, [one for one in given if one.warning.watchlist == id_], tongue) for id_ in others)
    return [*made, *(one for one in told if one is not None)]


@dataclass(frozen=True, slots=True)
class Tongue:
    """What rows are worded with."""

    language: Language
    name: Callable[[str], str]


def _told(id_: str, own: Sequence[Handled], tongue: Tongue) -> List | None:
    """A list that only its warnings tell of: its watches are those that warned."""
    watches: dict[str, tuple[Watch, float]] = {}
    try:
        for one in own:
            body = one.warning.body
            fields: dict[str, Any] = {
                key: tuple(value) if isinstance(value, list) else value
                for key, value in body["watch"].items()
            }
            watches.setdefault(one.warning.watch, (Watch(**fields), float(body["false_alarms_per_year"])))
        about = own[0].warning.body["watchlist"]
        found = Watchlist(
            id_,
            str(about["name"]),
            float(about["false_alarms_per_year"]),
            tuple(watch for watch, _ in watches.values()),
            "",
        )
        rows = tuple(_row(watch, per_year, own, tongue) for watch, per_year in watches.values())
    except (KeyError, TypeError, ValueError, AttributeError):  # of another program
        return None
    return List(found, "told", 0, "", rows)


def _row(watch: Watch, per_year: float, own: Iterable[Handled], tongue: Tongue) -> Row:
    words = wording(tongue.language)
    mine = [one for one in own if one.warning.watch == watch.id]
    came: dict[str, int] = {}
    for one in mine:
        if one.outcome is not None:
            came[one.outcome.verdict] = came.get(one.outcome.verdict, 0) + 1
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


def problems_of(found: WatchlistProblems) -> tuple[Problem, ...]:
    """Everything that is wrong with a list."""
    return tuple(Problem(one.key, one.problem, one.cure) for one in found.problems)


def text_of(ledger: Ledger, id_: str) -> Watchlist:
    """The list that shall be run; the built-in one where none is named."""
    return kept_list(ledger, id_ or BUILT_IN)
