"""Following a list of sources: round after round, each beginning where the collection log ends."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from papertiger.errors import SettingsError
from papertiger.news.following.pacing import retry_after
from papertiger.news.following.robots import KEPT
from papertiger.news.following.sourcelist import Source, SourceList
from papertiger.readers.choosing import asks_a_model, make_reader
from papertiger.settings import Settings
from papertiger.workbench.batch import Reader, Stopping, Unstopped, run_batch
from papertiger.workbench.following.errands import Asking
from papertiger.workbench.following.permissions import Permissions
from papertiger.workbench.following.progress import Progress
from papertiger.workbench.following.round import Hours, Round
from papertiger.workbench.following.standing import TROUBLED, Known, Standing, known, standing
from papertiger.workbench.following.values import (
    FollowWatcher,
    Manners,
    RoundOutcome,
    UnheardFollow,
    World,
)
from papertiger.workbench.reading import join

if TYPE_CHECKING:
    from papertiger.ledger import Ledger

_SLACK = 0.2
"""Share of its interval by which a source may be early in a single round: a clock that starts one every half hour is never quite exact."""
_RECENT = timedelta(days=14)
"""How far back news are looked for that make it plain that a source is not silent."""
_NAP = 1.0
"""Seconds of sleep between two looks at whether to stop."""


@dataclass
class Follower:
    """Follows the sources of a list into the ledger of `settings`. One at a time for a list."""

    settings: Settings
    sources: SourceList
    manners: Manners = field(default_factory=Manners)
    watcher: FollowWatcher = field(default_factory=UnheardFollow)
    stopping: Stopping = field(default_factory=Unstopped)
    world: World = field(default_factory=World)
    troubled: dict[str, Standing] = field(default_factory=dict)
    """Source id → how it is, for those that were asked and do not answer or have had nothing new for too long."""

    def __post_init__(self) -> None:
        """Begin with nothing known; the first round asks the log.

        Raises:
            SettingsError: the reader asks a language model, which a run without an end would ask without one.
        """
        if asks_a_model(self.settings.reader):
            raise SettingsError(
                f"following reads without a language model, and not with {self.settings.reader}; "
                "`papertiger reread --reader frames,llm` reads what came with one"
            )
        self._known: dict[str, Known] = {}
        self._hours = Hours()
        self._permissions = Permissions(self.world.check)
        self._remembered = False

    @cached_property
    def _reader(self) -> Reader:
        made: Reader = make_reader(self.settings)  # loads the reader and its pipeline
        return made

    @cached_property
    def _own_hosts(self) -> frozenset[str]:
        hosts = (self.world.check(address).host for one in self.sources.sources for address in one.addresses)
        return frozenset(host.removeprefix("www.") for host in hosts)

    def round(self, only: Collection[str] = (), *, early: bool = True) -> RoundOutcome:
        """Ask every source that is due, read what they list anew, and say what came of it.

        Args:
            only: ids of sources to ask, due or not, gone or not; all that are due where none is named.
            early: whether a source may be asked a little before it is due.

        Raises:
            SettingsError: there is no source of such an id. LedgerError: the ledger cannot be used.
        """
        from papertiger.ledger import Ledger  # noqa: PLC0415 - loads SQLAlchemy

        chosen = [self._named(id_) for id_ in dict.fromkeys(only)]
        began = self.world.clock()
        outcome = RoundOutcome(began)
        with Ledger.open(self.settings.ledger) as ledger:
            self._remember(ledger, began)
            asked = chosen or self._due(outcome, began, early=early)
            if asked:
                self._run(ledger, asked, outcome)
                self._look_back(ledger, asked)
        if outcome.batch.read:
            join(self.settings)
        dues = [when for one in self._known.values() if one.source.addresses and (when := one.due())]
        outcome.next_due = min(dues, default=None)
        return outcome

    def loop(
        self,
        done: Callable[[RoundOutcome], None],
        only: Collection[str] = (),
        until: datetime | None = None,
    ) -> RoundOutcome | None:
        """Round after round, until somebody stops it or a moment has come; the last one.

        Args:
            done: told of every round.
            only: ids of the sources to follow; all where none is named.
            until: when no new round begins.
        """
        if only:
            self.sources = SourceList(tuple(self._named(id_) for id_ in dict.fromkeys(only)))
        last: RoundOutcome | None = None
        while until is None or self.world.clock() < until:
            last = self.round(early=last is None)
            done(last)
            if last.batch.interrupted or last.next_due is None:
                break
            try:
                if not self._slept(max(last.next_due, last.began + self.manners.gap), until):
                    break
            except KeyboardInterrupt:
                last.batch.interrupted = True
                break
        return last

    def _slept(self, wake: datetime, until: datetime | None) -> bool:
        """Wait until a moment; False where it was stopped, or will not come."""
        if until is not None and wake >= until:
            return False
        while not self.stopping.asked and (left := (wake - self.world.clock()).total_seconds()) > 0:
            self.world.sleep(min(left, _NAP))
        return not self.stopping.asked

    def _named(self, id_: str) -> Source:
        try:
            return self.sources[id_]
        except KeyError:
            some = ", ".join(one.id for one in self.sources.sources[:10])
            raise SettingsError(f"no source {id_!r} in the list; there are: {some}") from None

    def _remember(self, ledger: Ledger, now: datetime) -> None:
        """Take over what earlier runs left in the log."""
        if self._remembered:
            self._permissions.forget_refusals()
            return
        for look in ledger.looks(None, (now - KEPT).isoformat()):
            if look.header(":ip") is None:
                continue
            host = self.world.check(look.final or look.address).host
            at = datetime.fromisoformat(look.at)
            self._hours.last[host] = max(at, self._hours.last.get(host, at))
            if look.problem and (alone := retry_after(look.header("retry-after") or "", at)):
                self._hours.not_before[host] = alone
        self._permissions.remember(ledger, now)
        self._look_back(ledger, self.sources.sources, resuming=True)
        self._remembered = True

    def _due(self, outcome: RoundOutcome, now: datetime, *, early: bool) -> list[Source]:
        """Sources that are due, those that wait longest first; the others are counted."""
        ready: list[tuple[float, Source]] = []
        over = []
        for one in self.sources.sources:
            what = self._known[one.id]
            if not what.source.addresses:
                over.append(one.id)
                continue
            when = what.due()
            slack = one.every * _SLACK if early and not what.state.failures else timedelta(0)
            if when is None or when - slack <= now:
                ready.append((when.timestamp() if when is not None else 0.0, what.source))
        outcome.over = tuple(over)
        outcome.waiting = len(self.sources.sources) - len(ready) - len(over)
        return [source for _, source in sorted(ready, key=lambda one: one[0])]

    def _run(self, ledger: Ledger, asked: list[Source], outcome: RoundOutcome) -> None:
        world = self.world
        progress = Progress(ledger, world, self.watcher, outcome, self.stopping)
        asking = Asking(world.fetch, world.clock)
        going = Round(progress, self._permissions, self._hours, self.manners, asking, self._own_hosts)
        articles = going.articles(asked)
        try:
            run_batch(articles, lambda: self._reader, lambda: ledger, progress, outcome.batch, self.stopping)
        finally:
            articles.close()
        outcome.batch.interrupted = outcome.batch.interrupted or self.stopping.asked

    def _look_back(self, ledger: Ledger, asked: Iterable[Source], *, resuming: bool = False) -> None:
        """What the log says now of some sources, and which of them are in trouble."""
        now = self.world.clock()
        news = ledger.last_news((now - _RECENT).isoformat())
        for one in asked:
            source = self._named(one.id)
            what = self._known[one.id] = known(ledger, source, now, resuming=resuming)
            self.troubled.pop(one.id, None)
            recent = one.id in news and now - news[one.id] <= source.silent_after
            plain = what.state.last is None or (recent and not what.state.failures)
            if plain and not what.gone:
                continue  # nearly all: what follows reads two months of the log
            how = standing(ledger, source, now)
            if how.condition.state in TROUBLED or how.gone:
                self.troubled[one.id] = how
