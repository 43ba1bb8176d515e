"""Errands that wait, by host: one at a time to a host, no sooner than its pace, and no source before all others."""

from __future__ import annotations

import heapq
from collections import Counter, OrderedDict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from papertiger.workbench.following.errands import Errand


@dataclass(slots=True)
class _Host:
    waiting: OrderedDict[str, deque[Errand]] = field(default_factory=OrderedDict)
    """Source → its errands; sources take turns."""
    first: deque[Errand] = field(default_factory=deque)
    """robots.txt, which goes before all else and is not held back."""
    earliest: float = 0.0
    """When it may be asked next, in seconds of the caller's clock."""
    busy: bool = False
    held: bool = False
    """Whether its errands wait for its robots.txt."""
    listed: bool = False
    """Whether it stands in the heap."""

    def due(self) -> bool:
        return not self.busy and bool(self.first or (self.waiting and not self.held))


class Hosts:
    """What is to be asked for, and whom may be asked when. One thread uses it."""

    def __init__(self, hands: int) -> None:
        self._hands = hands
        self._hosts: dict[str, _Host] = {}
        self._heap: list[tuple[float, int, str]] = []
        self._free: dict[str, None] = {}
        self._under_way: Counter[str] = Counter()
        self._number = 0
        self._waiting = 0

    def __len__(self) -> int:
        """Errands that wait."""
        return self._waiting

    def put(self, errand: Errand, *, front: bool = False) -> None:
        """Let an errand wait for its host; in `front` of those of its source where it is one that goes on."""
        host = self._hosts.setdefault(errand.here.host, _Host())
        if errand.kind == "robots":
            host.first.append(errand)
        else:
            queue = host.waiting.setdefault(errand.source.id, deque())
            if front:
                queue.appendleft(errand)
            else:
                queue.append(errand)
        self._waiting += 1
        self._list(errand.here.host, host)

    def take(self, now: float) -> Errand | None:
        """An errand that may be asked now; its host then is busy until `done`. None while there is none."""
        while self._heap and self._heap[0][0] <= now:
            self._free[heapq.heappop(self._heap)[2]] = None
        name = self._fairest(now)
        if name is None:
            return None
        del self._free[name]
        host = self._hosts[name]
        host.listed = False
        errand = host.first.popleft() if host.first else _next(host)
        host.busy = True
        self._waiting -= 1
        self._under_way[errand.source.id] += 1
        return errand

    def _fairest(self, now: float) -> str | None:
        """The free host whose next errand's source has the fewest requests under way.

        A source never has more than half of all hands, lest one whose servers let everybody wait hold them all.
        """
        best, fewest, gone = None, max(1, self._hands // 2), []
        for name in self._free:
            host = self._hosts[name]
            if not host.due() or host.earliest > now:
                gone.append(name)
                continue
            number = self._under_way[(host.first[0] if host.first else _peek(host)).source.id]
            if number < fewest:
                best, fewest = name, number
            if number == 0:
                break
        for name in gone:
            del self._free[name]
            self._hosts[name].listed = False
            self._list(name, self._hosts[name])
        return best

    def done(self, errand: Errand, earliest: float) -> None:
        """The host of an errand is free again, from `earliest` on."""
        self._under_way[errand.source.id] -= 1
        host = self._hosts[errand.here.host]
        host.busy = False
        host.earliest = max(host.earliest, earliest)
        self._list(errand.here.host, host)

    def hold(self, name: str) -> None:
        """Hold back what waits for a host until its robots.txt is known."""
        self._hosts.setdefault(name, _Host()).held = True

    def release(self, name: str) -> None:
        """Let go what was held back."""
        host = self._hosts.setdefault(name, _Host())
        host.held = False
        self._list(name, host)

    def not_before(self, name: str, earliest: float) -> None:
        """Let a host alone until then."""
        host = self._hosts.setdefault(name, _Host())
        host.earliest = max(host.earliest, earliest)

    def drop(self, name: str) -> list[Errand]:
        """Give up what waits for a host."""
        host = self._hosts.get(name)
        if host is None:
            return []
        dropped = [errand for queue in host.waiting.values() for errand in queue]
        host.waiting.clear()
        self._waiting -= len(dropped)
        return dropped

    def drop_all(self) -> Iterator[Errand]:
        """Give up all that waits."""
        for name, host in self._hosts.items():
            self._waiting -= len(host.first)
            yield from host.first
            host.first.clear()
            yield from self.drop(name)

    def next_at(self) -> float | None:
        """When the next host may be asked; None where nothing waits that no answer has to come for first."""
        return self._heap[0][0] if self._heap else None

    def _list(self, name: str, host: _Host) -> None:
        if host.due() and not host.listed:
            host.listed = True
            self._number += 1
            heapq.heappush(self._heap, (host.earliest, self._number, name))


def _peek(host: _Host) -> Errand:
    return next(iter(host.waiting.values()))[0]


def _next(host: _Host) -> Errand:
    """The next errand of the source whose turn it is; the source then goes behind the others."""
    source, queue = host.waiting.popitem(last=False)
    errand = queue.popleft()
    if queue:
        host.waiting[source] = queue
    return errand
