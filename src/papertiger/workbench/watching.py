"""Watching: evidence of a day to warnings, which are stored before anybody can know what comes of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path

from papertiger import __version__
from papertiger.actors import knowledge_base
from papertiger.errors import SettingsError
from papertiger.ledger import Ledger
from papertiger.ledger.warned import NewWarning, StoredWarning, digest_of, warning_id
from papertiger.report.warned import Watching
from papertiger.warning.body import Made, body_of, finding_of
from papertiger.warning.coverage import coverage
from papertiger.warning.lasting import Earlier, standing
from papertiger.warning.learned import learned, with_learned
from papertiger.warning.rules import findings
from papertiger.warning.scoring import LEAST_SEEN
from papertiger.warning.values import Evidence, Finding
from papertiger.warning.watchlists import DATA, Watchlist, load_watchlist
from papertiger.workbench.assessing import Tell, unheard
from papertiger.workbench.evidence import Gathered, asked_patrons, gather
from papertiger.workbench.opening import Open

REMEMBERED = timedelta(days=400)
"""How far back earlier warnings are looked at for the same finding."""
BUILT_IN = "default"
"""Id of the list that comes with the program."""
LONGEST = 3660
"""Days that one replay may have."""


@dataclass(frozen=True, slots=True)
class Watched:
    """What a watch came to."""

    watchlist: Watchlist
    first: date
    last: date
    warnings: tuple[StoredWarning, ...]
    """Those that were not given before, by day and then as the list has its watches."""
    lasting: Mapping[str, int]
    """Id of a warning of the same given before → how often it was found again and not told."""
    known: int
    """Warnings among them that the ledger had already, from an earlier watch of the same day."""
    stored: bool
    newest: date | None
    """Day of the newest article with claims up to the last day (of reading, where none is dated); None for an empty ledger."""
    claims: int
    """Claims that were looked at."""
    left_out: int = 0
    """Claims that were not: only a language model read them, and no person accepted them."""

    def as_told(self) -> Watching:
        """As it is told to people."""
        return Watching(
            name=self.watchlist.name if self.watchlist.id != BUILT_IN else "",
            watches=len(self.watchlist.watches),
            false_alarms_per_year=self.watchlist.false_alarms_per_year,
            first=self.first,
            last=self.last,
            claims=self.claims,
            newest=self.newest,
            warnings=[(one.id, one.body) for one in self.warnings],
            lasting=len(self.lasting),
            stored=self.stored,
            left_out=self.left_out,
        )


def watchlist_of(path: Path | None, *, false_alarms: float | None = None) -> Watchlist:
    """A watchlist of a file, or the built-in one, its actors checked against the actor files.

    Args:
        path: TOML; None for the built-in one.
        false_alarms: a year, in place of what the list says.

    Raises:
        WatchlistProblems: it is no watchlist; everything that is wrong with it.
        SettingsError: so many false alarms cannot be asked for.
    """
    # Names of actors cost a second, and the built-in list has none.
    actors = {actor.id: actor.name for actor in knowledge_base().actors()} if path is not None else None
    found = load_watchlist(path, actors=actors)
    if false_alarms is None:
        return found
    if not 0.01 <= false_alarms <= 1000:  # noqa: PLR2004 - as in a file
        raise SettingsError(f"{false_alarms:g} false alarms a year cannot be asked for; give 0.01 to 1000")
    return replace(found, false_alarms_per_year=false_alarms)


def watch(
    opened: Open,
    watchlist: Watchlist,
    *,
    as_of: date | None = None,
    since: date | None = None,
    as_known: bool = False,
    store: bool = True,
    today: date | None = None,
    tell: Tell = unheard,
) -> Watched:
    """Run a watchlist on the evidence of a day, or of each day of a span, and keep what it warns of.

    Args:
        opened: the ledger.
        watchlist: what to watch for.
        as_of: the last day; today where there is none. Nothing published later is looked at.
        since: first day of a replay, day by day; None for the last day alone.
        as_known: leave out on each day also what the ledger came to hold after it.
        store: keep the warnings in the ledger, where it may be written.
        today: the day in UTC on which this happens, for tests.
        tell: told what takes long.

    Raises:
        SettingsError: the span is empty or too long.
    """
    today = today or datetime.now(UTC).date()
    last = as_of or today
    first = since or last
    if not 0 <= (last - first).days <= LONGEST:
        raise SettingsError(
            f"no days from {first} to {last} that can be watched; give a first day before the last"
        )
    ledger = opened.ledger
    _traced(opened, tell)
    upto = ledger.chain()
    gathered = gather(opened, first, last, patrons=_patrons(ledger, watchlist, first, last), tell=tell)
    if opened.writable:
        upto = ledger.chain()  # bringing cases up to date made entries of its own
    earlier = [
        Earlier(one.id, one.day, finding_of(one.body), one.body["standing"]["first"])
        for one in ledger.warnings(since=first - REMEMBERED, until=last, watchlist=watchlist.id)
    ]
    made = _Made(ledger, watchlist, gathered, earlier, today, as_known=as_known)
    new = list(made.over(first, last, upto, tell))
    keep = store and opened.writable
    fresh = {one.id for one in ledger.warn(new, config=config())} if keep and new else set()
    at = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"
    told = [_as_stored(one, at) for one in new]
    if keep:
        told = [ledger.warning(one.id) for one in told]
    return Watched(
        watchlist=watchlist,
        first=first,
        last=last,
        warnings=tuple(told),
        lasting=dict(made.lasting),
        known=sum(one.id not in fresh for one in told) if keep else 0,
        stored=keep,
        newest=max((one.day for one in gathered.indications if one.dated), default=None)
        or max((day for day, number in gathered.articles.items() if number), default=None),
        claims=len(gathered.indications),
        left_out=ledger.no_indications(gathered.since, last),
    )


class _Made:
    """Warnings as they come, day by day; each knows of those before it."""

    def __init__(
        self,
        ledger: Ledger,
        watchlist: Watchlist,
        gathered: Gathered,
        earlier: Sequence[Earlier],
        today: date,
        *,
        as_known: bool,
    ) -> None:
        self.ledger = ledger
        self.watchlist, self.gathered, self.earlier = watchlist, gathered, list(earlier)
        self.today, self.as_known = today, as_known
        self.lasting: Counter[str] = Counter()
        self._given = {one.id for one in earlier}

    def over(self, first: date, last: date, upto: str, tell: Tell) -> Iterator[NewWarning]:
        for number in range((last - first).days + 1):
            day = first + timedelta(days=number)
            if number and not number % 100:
                tell(f"watched up to {day}")
            evidence = self.gathered.at(day, as_known=self.as_known)
            for finding in findings(self.watchlist, evidence, moved=number > 0 and not self.as_known):
                yield from self._warning(finding, evidence, upto)

    def _warning(self, finding: Finding, evidence: Evidence, upto: str) -> Iterator[NewWarning]:
        name = warning_id(
            self.watchlist.id, finding.watch, finding.rule, "\n".join(finding.about), finding.day.isoformat()
        )
        same = next((one for one in self.earlier if one.id == name), None)
        others = [one for one in self.earlier if one is not same]
        found = standing(finding, others)
        if found.kind == "lasts":
            self.lasting[found.first or ""] += 1
            return
        if finding.probability is not None:
            own_firsts = [
                (one.id, one.finding)
                for one in others
                if one.first is None and one.finding.watch == finding.watch
            ]
            seen = coverage(evidence)
            taught = learned(
                own_firsts,
                evidence.indications,
                finding.day,
                lambda first, last: not seen.unseen(first, last, LEAST_SEEN),
            )
            finding = with_learned(finding, taught)
        (own,) = (one for one in self.watchlist.watches if one.id == finding.watch)
        made = Made(
            f"papertiger {__version__}", config(), retrospective=finding.day < self.today - timedelta(days=1)
        )
        body = body_of(finding, own, self.watchlist, evidence, found, made, self._chain)
        if same is None:
            self.earlier.append(Earlier(name, finding.day, finding, found.first))
        yield NewWarning(
            self.watchlist.id, finding.watch, finding.rule, finding.about, finding.day, upto, body
        )

    def _chain(self, claim: str) -> list[tuple[str, bool]]:
        return [(step.name, step.anonymous) for step in self.ledger.claim(claim).record.attribution]


def _as_stored(one: NewWarning, at: str) -> StoredWarning:
    """What the ledger would give back."""
    name = warning_id(one.watchlist, one.watch, one.rule, "\n".join(one.about), one.day.isoformat())
    body = dict(one.body)
    return StoredWarning(
        name, one.watchlist, one.watch, one.rule, one.about, one.day, at, one.upto, digest_of(body), body
    )


def _traced(opened: Open, tell: Tell) -> None:
    """Trace articles to their origins that nobody traced yet: copies would count as independent."""
    if opened.writable and (waiting := opened.ledger.unjoined()):
        from papertiger.readers.frames import FrameReader  # noqa: PLC0415 - loads the analysis
        from papertiger.settings import from_environment  # noqa: PLC0415 - as above

        tell(f"tracing {waiting} articles to their origins")
        opened.ledger.join(FrameReader(from_environment(opened.ledger.place)).fingerprint)


def _patrons(ledger: Ledger, watchlist: Watchlist, first: date, last: date) -> set[str]:
    """Patrons whose cases the list needs: those that a watch for unanswered calls names, else those that were asked of late."""
    found: set[str] = set()
    for one in watchlist.watches:
        if one.rule.partition(".")[0] == "unanswered":
            back = timedelta(days=one.window_days + one.horizon_days + 365)
            found |= set(one.who) or asked_patrons(ledger, first - back, last)
    return found


@cache
def config() -> str:
    """Digest of what decides which warnings are given beside the watchlist: the program's version and the rules' data files."""
    whole = sha256(__version__.encode())
    for path in sorted(DATA.rglob("*.yaml")):
        whole.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return f"sha256:{whole.hexdigest()}"
