"""One round: every source that is due is asked, and what it lists anew is fetched, each host at its pace."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from papertiger.errors import FetchError
from papertiger.news.article import Article
from papertiger.news.fetching import Fetched
from papertiger.news.following.defaults import following_table
from papertiger.news.following.pacing import HostState, host_ready
from papertiger.news.following.sourcelist import Source
from papertiger.workbench.following.errands import Answer, Asking, Errand
from papertiger.workbench.following.gathering import Gathering
from papertiger.workbench.following.hands import Hands
from papertiger.workbench.following.hosts import Hosts
from papertiger.workbench.following.journal import GONE, LISTINGS, Result
from papertiger.workbench.following.permissions import Permissions
from papertiger.workbench.following.progress import Progress
from papertiger.workbench.following.values import Manners

_SILENT = frozenset({"slow", "connection", "unresolved", "certificate", "protocol"})
"""Failures by which a host shows that it does not answer."""
_BUSY = frozenset({429, 503})
_LONGEST_WAIT = 0.5
"""Seconds after which the round looks up even if nothing came, so that it can be stopped."""


@dataclass(slots=True)
class Hours:
    """When each host was asked last, and until when it wants to be let alone; kept from round to round."""

    last: dict[str, datetime] = field(default_factory=dict)
    not_before: dict[str, datetime] = field(default_factory=dict)


@dataclass(slots=True)
class Round:
    """A round while it goes on; `articles` is what a reading batch takes, its watcher is `progress`."""

    progress: Progress
    permissions: Permissions
    hours: Hours
    manners: Manners
    asking: Asking
    own_hosts: frozenset[str]
    _ends: float = 0.0
    _hosts: Hosts = field(init=False)
    _hands: Hands = field(init=False)
    _gathering: Gathering = field(init=False)
    _failures: Counter[str] = field(default_factory=Counter)
    """Host → requests in a row that it did not answer."""
    _let_alone: dict[str, str] = field(default_factory=dict)
    """Host → why it is asked nothing more in this round."""
    _robots: set[str] = field(default_factory=set)
    """Origins whose robots.txt is being asked for."""

    def __post_init__(self) -> None:
        """Make what the round works with."""
        self._hosts = Hosts(self.manners.hands)
        self._hands = Hands(self.asking, self.manners.hands)
        self._gathering = Gathering(self.progress, self.manners, self._put, self.own_hosts)

    def articles(self, sources: Sequence[Source]) -> Generator[Article, None, None]:
        """The new articles of some sources as they come; each is read before the next answer is looked at."""
        monotonic = self.progress.world.monotonic
        self._ends, late = monotonic() + self.manners.longest.total_seconds(), False
        try:
            for source in sources:
                self._gathering.begin(source)
            while not self.progress.stopping.asked:
                now = monotonic()
                if now >= self._ends and not late:
                    late = True
                    why = "the round took too long"
                    self.progress.give_up(list(self._hosts.drop_all()), why, failing=False)
                self._send(now)
                if not self._hands.under_way and not len(self._hosts):
                    break
                answer = self._hands.answer(self._patience(now))
                if answer is not None:
                    yield from self._take(answer)
        finally:
            self._hands.close()

    def _put(self, errand: Errand) -> None:
        """Let an errand wait for its host, unless that does not answer."""
        host = errand.here.host
        if host in self._let_alone and errand.kind != "robots":
            self.progress.give_up([errand], self._let_alone[host], failing=True)
            return
        if (ready := self._ready(errand)) > self._ends and errand.kind != "robots":
            until = f"{self.hours.not_before.get(host, self.progress.world.clock()):%Y-%m-%d %H:%M}"
            self.progress.give_up([errand], f"{host} asks to be let alone until {until} UTC", failing=False)
            return
        self._hosts.not_before(host, ready)
        self._hosts.put(errand)

    def _send(self, now: float) -> None:
        """Give the free hands what may be asked for now."""
        while self._hands.free and (errand := self._hosts.take(now)) is not None:
            if errand.kind == "robots" or self._may(errand, now):
                self._hands.give(errand)

    def _may(self, errand: Errand, now: float) -> bool:
        """Whether an errand is allowed; if that must be asked first, it waits for the answer."""
        rules = self.permissions.of(errand.origin, self.progress.world.clock())
        if rules is not None and rules.allowed(str(errand.here)):
            return True
        self._hosts.done(errand, now)
        if rules is None:
            self._hosts.hold(errand.here.host)
            self._hosts.put(errand, front=True)
            if errand.origin not in self._robots:
                self._robots.add(errand.origin)
                self._put(self.permissions.errand(errand))
        else:
            self.progress.failed(errand, None, self.permissions.refusal(errand))
        return False

    def _patience(self, now: float) -> float:
        """Seconds to wait for an answer before some host may be asked that may not be now."""
        coming = self._hosts.next_at()
        if coming is None or not self._hands.free:
            return _LONGEST_WAIT
        return min(max(coming - now, 0.001), _LONGEST_WAIT)

    def _take(self, answer: Answer) -> Iterator[Article]:
        """What follows from one answer."""
        self._met(answer)
        got, error = answer.got, answer.error
        if got is not None and got.location is not None:
            error = self._redirected(answer.errand, got)
            if error is None:
                return
            answer = Answer(answer.errand, answer.at, None, error, answer.contacts)
        if answer.errand.kind == "robots":
            self.progress.write(self.permissions.learn(answer))
            self._robots.discard(answer.errand.address.removesuffix("/robots.txt"))
            self._hosts.release(self.progress.world.check(answer.errand.address).host)
        elif error is not None:
            result = Result(error.problem, error.cure or None, error.kind)
            self.progress.failed(answer.errand, answer, result)
            if error.status == GONE and answer.errand.kind in LISTINGS:
                says = f"{answer.errand.address} is gone for good and is not asked again; take it out of the list"
                self.progress.watcher.told(answer.errand.source.id, says)
        elif got is not None:
            yield from self._gathering.take(answer, got)

    def _redirected(self, errand: Errand, got: Fetched) -> FetchError | None:
        """Ask on where a redirect leads; the error where that is nowhere."""
        try:
            on = errand.on(got, self.progress.world.check)
            if on.kind == "article":
                self._gathering.may_go(on)
        except FetchError as error:
            return error
        if on.kind == "robots" and on.here.host in self._let_alone:
            why = self._let_alone[on.here.host]
            return FetchError(str(on.here), why, kind="connection", cure="it is tried again in a later round")
        if on.kind in LISTINGS and on.moved is not None:
            says = f"{on.address} has moved to {on.moved} for good; put that in the list"
            self.progress.watcher.told(on.source.id, says)
        self._put(on)
        return None

    def _met(self, answer: Answer) -> None:
        """What an answer means for its host: when it may be asked again, whether it is let alone."""
        errand, host, error = answer.errand, answer.errand.here.host, answer.error
        outcome, world = self.progress.outcome, self.progress.world
        outcome.requests += 1
        if answer.trace:
            self.progress.watcher.fault(answer.trace)
        for contact in answer.contacts:
            if contact.host not in outcome.hosts:
                outcome.hosts[contact.host] = f"{contact.ip}, port {contact.port}"
                self.progress.watcher.contacted(str(contact))
        self.hours.last[host] = world.clock()
        if error is not None and error.retry_after is not None and error.status in _BUSY:
            longest = following_table().pacing.longest_retry_after
            until = min(timedelta(seconds=error.retry_after), longest)
            self.hours.not_before[host] = world.clock() + until
        self._hosts.done(errand, self._ready(errand))
        if error is None or (error.kind not in _SILENT and error.status not in _BUSY):
            self._failures[host] = 0
            return
        self._failures[host] += 1
        busy = error.status in _BUSY and (error.retry_after is not None or error.status == min(_BUSY))
        if busy or self._failures[host] >= self.manners.failures:
            does = "asks to be let alone" if busy else f"did not answer {self._failures[host]} times in a row"
            self._let_alone[host] = f"{host} {does}"
            self.progress.give_up(self._hosts.drop(host), self._let_alone[host], failing=True)

    def _ready(self, errand: Errand) -> float:
        """When the host of an errand may be asked again, in seconds of the monotonic clock."""
        host, world = errand.here.host, self.progress.world
        rules = self.permissions.of(errand.origin, world.clock())
        state = HostState(
            self.hours.last.get(host),
            rules.crawl_delay if rules is not None else None,
            self.hours.not_before.get(host),
        )
        when = host_ready(errand.source, state)
        now = world.monotonic()
        return now if when is None else now + max(0.0, (when - world.clock()).total_seconds())
