"""What answers hold: lists, whose new entries are taken on, and articles, which go to the reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from papertiger.errors import ArticleError, FetchError
from papertiger.news.article import Article
from papertiger.news.fetching import Fetched
from papertiger.news.fetching.addresses import Target
from papertiger.news.following.listing import Entry, Listing
from papertiger.news.following.sourcelist import Source
from papertiger.news.refusal import Refusal
from papertiger.workbench.following.errands import Answer, Errand, Kind
from papertiger.workbench.following.journal import Result, look_of, marks
from papertiger.workbench.following.listings import Wanted, chosen, further, listed
from papertiger.workbench.following.progress import InHand, Progress
from papertiger.workbench.following.texts import item_of, page_of
from papertiger.workbench.following.values import Manners

_UNCHANGED = 304
_SHOWN = 3
"""Notes on one list that are told."""


@dataclass(slots=True)
class Gathering:
    """Takes answers that came; has asked for what follows from them."""

    progress: Progress
    manners: Manners
    put: Callable[[Errand], None]
    """Have an errand run."""
    own_hosts: frozenset[str]
    """Hosts that the list of sources names, without ``www.``; those below them are theirs too."""
    _lists: dict[str, set[str]] = field(default_factory=dict)
    """Source → lists and pages that it had asked for."""

    def begin(self, source: Source) -> None:
        """Have the addresses of a source asked for."""
        kind: Kind = "page" if source.kind == "pages" else source.kind
        for address in source.addresses:
            self._ask(source, kind, address)

    def _ask(self, source: Source, kind: Kind, address: str) -> bool:
        """Have a list or page asked for; False where it was in this round, or enough were."""
        here = self.progress.world.check(address)
        before = self._lists.setdefault(source.id, set())
        if str(here) in before or len(before) >= max(self.manners.lists, len(source.addresses)):
            return False
        before.add(str(here))
        self.progress.of(source).asked += 1
        known = marks(self.progress.ledger, source, address)
        self.put(Errand(source, kind, address, here, known=known))
        return True

    def take(self, answer: Answer, got: Fetched) -> Iterator[Article]:
        """The articles in an answer that is no redirect and no error."""
        if got.status == _UNCHANGED:
            self._unchanged(answer, got)
        elif answer.errand.kind == "article":
            yield from self._page(answer, got)
        elif answer.errand.kind == "page":
            yield from self._watched(answer, got)
        else:
            yield from self._list(answer, got)

    def may_go(self, errand: Errand) -> None:
        """Raise FetchError where an article lies on a host that is not asked."""
        host = errand.here.host
        names = {host.split(".", number)[-1] for number in range(host.count(".") + 1)}
        if self.manners.own_hosts and not names & self.own_hosts:
            problem = f"{host} is no host of the list of sources"
            raise FetchError(
                str(errand.here), problem, kind="host", cure="leave --own-hosts out, or add it as a source"
            )

    def _unchanged(self, answer: Answer, got: Fetched) -> None:
        """An answer that nothing is new; marks that it leaves out are those that it was asked with."""
        errand, known = answer.errand, answer.errand.known
        of = self.progress.of(errand.source)
        of.answered += 1
        marked = {"etag": known.etag, "last-modified": known.modified} if known is not None else {}
        carried = {name: value for name, value in marked.items() if value and name not in got.headers}
        article = None
        if errand.kind == "page":
            last = self.progress.ledger.last_look(errand.source.id, errand.address, answered=True)
            article = last.article if last is not None else None
            of.listed += 1
        listed = 1 if errand.kind == "page" else None
        self.progress.write(look_of(answer, Result(listed=listed, fresh=0, article=article, more=carried)))

    def _page(self, answer: Answer, got: Fetched) -> Iterator[Article]:
        """The article of a page."""
        errand = answer.errand
        try:
            found = page_of(errand, got)
        except Exception as error:  # noqa: BLE001 - hostile input must not stop the round
            found = self.progress.fault(errand, error)
        yield from self._hand_on(found, errand, answer)

    def _hand_on(self, found: Article | Refusal, errand: Errand, answer: Answer | None) -> Iterator[Article]:
        if isinstance(found, Refusal):
            self.progress.failed(errand, answer, Result(found.problem, found.cure or None, "unread"))
            return
        at = answer.at if answer is not None else self.progress.world.clock()
        self.progress.in_hand = InHand(errand, found.key, at, answer)
        yield found

    def _watched(self, answer: Answer, got: Fetched) -> Iterator[Article]:
        """A page that is looked at again and again: an article anew where its bytes have changed."""
        errand = answer.errand
        last = self.progress.ledger.last_look(errand.source.id, errand.address, answered=True)
        if last is None or last.sha256 != got.sha256 or last.article is None:
            yield from self._page(answer, got)
            return
        of = self.progress.of(errand.source)
        of.answered, of.listed = of.answered + 1, of.listed + 1
        self.progress.write(look_of(answer, Result(listed=1, fresh=0, article=last.article)))

    def _list(self, answer: Answer, got: Fetched) -> Iterator[Article]:
        """What a list lists anew is fetched, or taken from it."""
        errand, progress = answer.errand, self.progress
        try:
            listing = listed(errand, got, progress.world.limits)
        except (ArticleError, FetchError) as error:
            progress.failed(errand, answer, Result(error.problem, error.cure or None, "unread"))
            return
        except Exception as error:  # noqa: BLE001 - as above
            fault = progress.fault(errand, error)
            progress.failed(errand, answer, Result(fault.problem, fault.cure or None, "unread"))
            return
        if listing.problems:
            unshown = len(listing.problems) - _SHOWN
            rest = f"; and {unshown} more" if unshown > 0 else ""
            progress.watcher.noted(errand.address, "; ".join(listing.problems[:_SHOWN]) + rest)
        source, of, now = errand.source, progress.of(errand.source), progress.world.clock()
        room = min(source.limit - progress.taken[source.id], self.manners.articles - progress.taken.total())
        pick = chosen(
            listing.entries,
            progress.ledger,
            now,
            max(0, room),
            progress.world.check,
            progress.claimed.__contains__,
        )
        of.answered += 1
        of.listed += len(listing.entries)
        of.fresh += pick.fresh
        of.left += pick.left
        number = len(pick.wanted) + len(pick.refused)
        progress.taken[source.id] += number
        more = {":taken": str(number), ":left": str(pick.left), ":waiting": str(pick.waiting)}
        if listing.every is not None:
            more[":every"] = f"{listing.every.total_seconds():.0f}"
        if listing.more:
            more[":more"] = str(len(listing.more))
        # The row comes before what it lists: a list whose articles are not all in the log is asked for whole the next time.
        progress.write(look_of(answer, Result(listed=len(listing.entries), fresh=pick.fresh, more=more)))
        self._further(errand, listing)
        for entry, refusal in pick.refused:
            progress.never(_entered(errand, entry, errand.here), refusal)
        for wanted in pick.wanted:
            progress.claimed.add(wanted.entry.identity)
        for wanted in pick.wanted:
            yield from self._wanted(answer, got, wanted)

    def _wanted(self, answer: Answer, got: Fetched, wanted: Wanted) -> Iterator[Article]:
        errand = _entered(answer.errand, wanted.entry, wanted.here, wanted.tried)
        if errand.source.take == "items":
            try:
                found = item_of(errand, got)
            except Exception as error:  # noqa: BLE001 - as above
                found = self.progress.fault(errand, error)
            yield from self._hand_on(found, errand, None)
            return
        try:
            self.may_go(errand)
        except FetchError as error:
            self.progress.never(errand, error)
        else:
            self.put(errand)

    def _further(self, errand: Errand, listing: Listing) -> None:
        """Have the lists asked for that an index names."""
        if not listing.more:
            return
        source, progress = errand.source, self.progress

        def last(address: str) -> datetime | None:
            look = progress.ledger.last_look(source.id, address, answered=True)
            return datetime.fromisoformat(look.at) if look is not None else None

        room = max(0, self.manners.lists - len(self._lists.get(source.id, ())))
        now, left = further(listing.more, last, room)
        for entry in now:
            try:
                self._ask(source, "sitemap", entry.address)
            except FetchError as error:
                progress.failed(
                    Errand(source, "sitemap", entry.address, errand.here),
                    None,
                    Result(error.problem, error.cure or None, error.kind),
                )
        if left:
            progress.watcher.told(
                source.id, f"{errand.address}: {left:,} of the lists that it names are left for later rounds"
            )


def _entered(listing: Errand, entry: Entry, here: Target, tried: int = 0) -> Errand:
    """The errand for an entry of a list."""
    return Errand(listing.source, "article", entry.address, here, entry, listing.address, tried=tried)
