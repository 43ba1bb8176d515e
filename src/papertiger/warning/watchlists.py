"""Watchlists: what a user wants to be warned of, from a TOML file.

    schema = 1
    id = "caracas"
    name = "Threats against Venezuela and Cuba"
    false_alarms_per_year = 2

    [[watch]]
    id = "threats"
    rule = "threats"
    who = ["USA"]
    whom = ["VEN", "CUB"]

A key that a watch leaves out takes what `data/rules.yaml` says for its rule; an empty list means anyone, or anything.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from papertiger.errors import WatchlistError, WatchlistProblems
from papertiger.records import DOMAINS, PREDICATES

if TYPE_CHECKING:
    from papertiger.warning.written import Rules, WrittenList, WrittenWatch

DATA: Final = Path(__file__).parent / "data"
DEFAULT: Final = DATA / "watchlists" / "default.toml"
_COLLECTIVE = re.compile(r"([A-Z]{3}):[a-z-]+")


@dataclass(frozen=True, slots=True)
class Watch:
    """One rule with what it is to look at."""

    id: str
    """Unique within its list."""
    rule: str
    """Registered name, versioned: ``threats.v1``."""
    who: tuple[str, ...] = ()
    """Actor ids: who acts or speaks, the patron, the supplier; a state takes in its persons and bodies. Empty: anyone."""
    whom: tuple[str, ...] = ()
    """Actor ids: the target, the client, the supplied, read in the same way."""
    domains: tuple[str, ...] = ()
    predicates: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    """Ids of followed sources, for the rule `outage`."""
    window_days: int = 28
    """What is looked at together."""
    horizon_days: int = 90
    """Within how many days what would make a finding a hit is looked for."""
    minimum_origins: int = 1
    """Fewer independent origins raise nothing."""
    least_coverage: float = 0.25
    """Share of the usual coverage below which the rule says that it has seen too little."""
    weight: float = 1.0
    """Part of the list's false alarms, against the weights of the other watches."""
    note: str = ""
    """The user's own words, shown beside each warning."""


@dataclass(frozen=True, slots=True)
class Watchlist:
    """Watches that share one false-alarm rate."""

    id: str
    name: str
    false_alarms_per_year: float
    """Warnings a year that chance alone may raise, all watches together. Expected numbers add up, however dependent their series are."""
    watches: tuple[Watch, ...]
    text: str
    """The file, as written; what a ledger keeps."""

    @property
    def digest(self) -> str:
        """``sha256:…`` of the text."""
        return f"sha256:{sha256(self.text.encode()).hexdigest()}"

    def per_year(self, watch: Watch) -> float:
        """The part of the list's false alarms that one of its watches may raise; watches that predict nothing get none."""
        if not _by_chance(watch):
            return 0.0
        total = sum(one.weight for one in self.watches if _by_chance(one))
        return self.false_alarms_per_year * watch.weight / total


def _by_chance(watch: Watch) -> bool:
    """Whether a rule counts something that chance makes vary, against a rate; outages and windows that ran out are facts."""
    return watch.rule.partition(".")[0] not in {"outage", "unanswered"}


def load_watchlist(path: Path | None = None, *, actors: Mapping[str, str] | None = None) -> Watchlist:
    """The watchlist of a file; the built-in one for None.

    Args:
        path: a TOML file.
        actors: id → name of every actor that may be watched; None leaves ids unchecked.

    Raises:
        WatchlistError: the file cannot be read.
        WatchlistProblems: it is no watchlist; everything that is wrong with it.
    """
    if path is None:
        return parse_watchlist(DEFAULT.read_text(encoding="utf-8"), DEFAULT.name, actors=actors)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise WatchlistError(
            str(path), "the file", "no such file", "name a TOML file, or none for the built-in list"
        ) from None
    except OSError as error:
        raise WatchlistError(
            str(path), "the file", f"cannot be read: {error.strerror}", "name another file"
        ) from None
    except UnicodeDecodeError as error:
        raise WatchlistError(
            str(path), "the file", f"not UTF-8 at byte {error.start}", "save it as UTF-8"
        ) from None
    return parse_watchlist(text, str(path), actors=actors)


def parse_watchlist(
    text: str, file: str = "the text", *, actors: Mapping[str, str] | None = None
) -> Watchlist:
    """As `load_watchlist`, from the text of a file; `file` is what problems name."""
    from papertiger.warning.written import written_list  # noqa: PLC0415 - pydantic, which no `--help` needs

    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        problem = WatchlistError(file, "the file", f"not valid TOML: {error}", "mend what stands there")
        raise WatchlistProblems([problem]) from None
    written, problems = written_list(document, file)
    problems += [WatchlistError(file, key, problem, cure) for key, problem, cure in _wrong(written, actors)]
    if problems:
        raise WatchlistProblems(problems)
    watches = tuple(_watch(one) for one in written.watches.values())
    return Watchlist(written.id, written.name, written.false_alarms_per_year, watches, text)


@cache
def rules() -> Rules:
    """What each rule takes where a list says nothing, from `data/rules.yaml`."""
    from papertiger.datafiles import load_table  # noqa: PLC0415 - pydantic, as above
    from papertiger.warning.written import Rules  # noqa: PLC0415 - as above

    return load_table(DATA / "rules.yaml", Rules)


def _watch(given: WrittenWatch) -> Watch:
    name = given.rule.partition(".")[0]
    usual = rules().rules[name]
    return Watch(
        id=given.id,
        rule=f"{name}.v1" if name == given.rule else given.rule,
        who=given.who,
        whom=given.whom,
        domains=given.domains,
        predicates=given.predicates,
        sources=given.sources,
        window_days=usual.window_days if given.window_days is None else given.window_days,
        horizon_days=usual.horizon_days if given.horizon_days is None else given.horizon_days,
        minimum_origins=usual.minimum_origins if given.minimum_origins is None else given.minimum_origins,
        least_coverage=given.least_coverage,
        weight=given.weight,
        note=given.note,
    )


def _wrong(given: WrittenList, actors: Mapping[str, str] | None) -> Iterator[tuple[str, str, str]]:
    """What no single field shows: key path, problem, cure."""
    first: dict[str, int] = {}
    for number, watch in given.watches.items():
        key = f"watch[{number}]"
        if watch.id in first:
            there = f"watch[{first[watch.id]}] is called so, too"
            yield f"{key}.id", f"{watch.id!r} stands twice: {there}", "call one of them otherwise"
        first.setdefault(watch.id, number)
        yield from _rule_wrong(key, watch)
        for field in ("who", "whom"):
            for place, actor in enumerate(getattr(watch, field)):
                if actors is not None and not _known(actor, actors):
                    yield f"{key}.{field}[{place}]", f"no actor is called {actor!r}", meant(actor, actors)
        yield from _unknown(f"{key}.domains", watch.domains, DOMAINS, "domain")
        every = [predicate for family in PREDICATES.values() for predicate in family]
        yield from _unknown(f"{key}.predicates", watch.predicates, every, "predicate")


def _rule_wrong(key: str, watch: WrittenWatch) -> Iterator[tuple[str, str, str]]:
    from papertiger import registry  # noqa: PLC0415 - lists plug-ins

    known = registry.names("rules")
    name = watch.rule.partition(".")[0]
    short = [one.removesuffix(".v1") for one in known]
    if watch.rule not in {*known, *short} or name not in rules().rules:
        yield f"{key}.rule", f"no rule is called {watch.rule!r}", near(watch.rule, short)
        return
    takes = rules().rules[name].takes
    for field in ("who", "whom", "domains", "predicates", "sources"):
        if getattr(watch, field) and field not in takes:
            yield (
                f"{key}.{field}",
                f"the rule {name} does not read it",
                f"leave it out; it reads {', '.join(takes)}",
            )


def _unknown(
    key: str, given: Collection[str], known: Collection[str], what: str
) -> Iterator[tuple[str, str, str]]:
    for place, one in enumerate(given):
        if one not in known:
            yield f"{key}[{place}]", f"no {what} is called {one!r}", near(one, known)


def _known(actor: str, actors: Mapping[str, str]) -> bool:
    """Whether the actor files have it; a collective actor ("RUS:allies") is known with its state."""
    collective = _COLLECTIVE.fullmatch(actor)
    return (collective[1] if collective else actor) in actors


def meant(given: str, actors: Mapping[str, str]) -> str:
    """The cure for an actor that nobody knows: by its name, else the id that looks most like it."""
    by_name = {name.casefold(): actor for actor, name in reversed(list(actors.items()))}
    like = by_name.get(given.casefold())
    if like is None and (names := get_close_matches(given.casefold(), by_name, 1, 0.8)):
        like = by_name[names[0]]
    if like is None:
        like = next(
            iter(get_close_matches(given, actors, 1) or get_close_matches(given.upper(), actors, 1)), None
        )
    look = "`papertiger actors find NAME` finds ids"
    return f"did you mean {like!r} ({actors[like]})? {look}" if like is not None else look


def near(name: str, known: Collection[str]) -> str:
    """The cure for a name that nothing has: what is like it, and what there is."""
    like = get_close_matches(name, known, 1) or get_close_matches(name.lower(), known, 1)
    like = like or get_close_matches(name.upper(), known, 1)
    there = f"there are: {', '.join(known)}"
    return f"did you mean {like[0]!r}? {there}" if like else there
