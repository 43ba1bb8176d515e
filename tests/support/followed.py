"""A small web on the loopback address for tests of following: many hosts, one server, pages that change, every request kept."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from socket import socket
from types import SimpleNamespace
from typing import cast

from webservers import Behaviour, WebServer, answer, here, loopback, serving

from papertiger.news.article import Article
from papertiger.news.fetching import Limits, checked, fetch
from papertiger.news.fetching.resolving import Resolver
from papertiger.news.following.sourcelist import Kind, Source, SourceList
from papertiger.news.refusal import Refusal
from papertiger.readers import Reading
from papertiger.records import Coder
from papertiger.settings import Settings
from papertiger.workbench.following import Follower, Manners, UnheardFollow, World

LIMITS = Limits(
    connect_seconds=3, read_seconds=10, total_seconds=15, wire_bytes=2_000_000, body_bytes=1_000_000
)
"""Time enough for honest servers on a machine that does other things too."""
CODER = Coder(reader="none", version="1", config="sha256:none", frame="")


@dataclass(frozen=True)
class Asked:
    """A request that came."""

    at: float
    host: str
    path: str
    fields: dict[str, str]


@dataclass
class Web:
    """Hosts and what they give; what is not there is not found."""

    server: WebServer
    pages: dict[tuple[str, str], Behaviour] = field(default_factory=dict)
    rest: dict[str, Callable[[str], Behaviour]] = field(default_factory=dict)
    """Host → what it gives at every other path."""
    asked: list[Asked] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def address(self, host: str, path: str) -> str:
        return f"http://{host}:{self.server.port}{path}"

    def put(self, host: str, path: str, behaviour: Behaviour | bytes | str, media: str = "text/html") -> str:
        """Let a host give something; its address."""
        if isinstance(behaviour, (bytes, str)):
            body = behaviour.encode() if isinstance(behaviour, str) else behaviour
            behaviour = marked(body, media)
        self.pages[host, path] = behaviour
        return self.address(host, path)

    def feed(self, host: str, path: str, items: Sequence[str], more: str = "") -> str:
        """Let a host give a feed of addresses; its address."""
        return self.put(host, path, feed(items, more), "application/rss+xml")

    def paths(self, host: str | None = None) -> list[str]:
        """What was asked for, in order; robots.txt is left out."""
        found = [one for one in self.asked if host in (None, one.host)]
        return [one.path for one in found if one.path != "/robots.txt"]

    def counts(self) -> Counter[tuple[str, str]]:
        return Counter((one.host, one.path) for one in self.asked)

    def behave(self, connection: socket, request: str) -> None:
        first, *lines = request.strip().split("\r\n")
        fields = dict(line.split(": ", 1) for line in lines if ": " in line)
        if "Host" not in fields:  # who asked was killed before it had asked
            return
        host, path = fields["Host"].rpartition(":")[0], first.split()[1]
        with self.lock:
            self.asked.append(Asked(time.monotonic(), host, path, fields))
        found = self.pages.get((host, path))
        if found is None:
            made = self.rest.get(host) if path != "/robots.txt" else None
            found = made(path) if made is not None else answer(b"", status="404 Not Found")
        found(connection, request)


@contextmanager
def web(at: str = "127.0.0.1") -> Iterator[Web]:
    """A running web."""
    made: list[Web] = []

    def behave(connection: socket, request: str) -> None:
        made[0].behave(connection, request)

    with serving(behave, at=at) as server:
        made.append(Web(server))
        yield made[0]


def marked(body: bytes, media: str = "text/html") -> Behaviour:
    """An answer with an ETag, which says "not modified" to who holds it."""
    tag = f'"{hash(body) & 0xFFFFFFFF:x}"'
    whole = answer(body, headers={"Content-Type": f"{media}; charset=utf-8", "ETag": tag})
    unchanged = answer(b"", status="304 Not Modified", headers={"ETag": tag})

    def behave(connection: socket, request: str) -> None:
        (unchanged if f"If-None-Match: {tag}" in request else whole)(connection, request)

    return behave


def page(title: str, words: str = "The ambassador said that the promised radars had not arrived.") -> bytes:
    """The page of an article."""
    return (
        f"<!doctype html><html lang='en'><head><title>{title}</title></head><body><article><h1>{title}</h1>"
        + f"<p>{title}. {words} Havana had asked for them three times since the spring.</p>" * 2
        + "</article></body></html>"
    ).encode()


def feed(items: Sequence[str], more: str = "") -> bytes:
    """An RSS feed of addresses."""
    inside = "".join(
        f"<item><title>Item {number}</title><link>{address}</link>{more}</item>"
        for number, address in enumerate(items)
    )
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>Feed</title>{inside}</channel></rss>".encode()


class NoClaims:
    """A reader that finds no claims, at once."""

    def read(self, article: Article) -> Reading:
        return Reading(article, "en", CODER, (), sentences=1, parsed=1)


@dataclass
class Heard(UnheardFollow):
    """Keeps what it is told."""

    refusals: list[Refusal] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    hosts: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def refused(self, refusal: Refusal, trace: str) -> None:
        self.refusals.append(refusal)
        if trace:
            self.faults.append(trace)

    def contacted(self, host: str) -> None:
        self.hosts.append(host)

    def told(self, source: str, message: str) -> None:
        self.messages.append(f"{source}: {message}")

    def fault(self, trace: str) -> None:
        self.faults.append(trace)


@dataclass
class Clock:
    """A clock that stands `ahead` of the real one."""

    ahead: timedelta = timedelta(0)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead


def source(id_: str, *addresses: str, kind: Kind = "feed", **more: object) -> Source:
    """A source that may be asked without a pause."""
    given: dict[str, object] = {"pace": 0.0, **more}
    return Source(id_, kind, addresses, **given)  # type: ignore[arg-type]


def loopback_world(net: Web, limits: Limits = LIMITS, resolve: Resolver = here) -> World:
    """Network and clock of who may reach the servers of a web."""
    reach = loopback(net.server)
    return World(
        fetch=partial(fetch, limits=limits, reach=reach, resolve=resolve),
        check=partial(checked, reach=reach),
        limits=limits,
    )


def follower(
    place: Path,
    net: Web,
    *sources: Source,
    clock: Clock | None = None,
    manners: Manners | None = None,
    limits: Limits = LIMITS,
    resolve: Resolver = here,
) -> tuple[Follower, Heard]:
    """Who follows sources of a web into a ledger, with a reader that finds nothing."""
    heard, clock = Heard(), clock or Clock()
    world = replace(loopback_world(net, limits, resolve), clock=clock.now)
    made = Follower(
        Settings(ledger=str(place)), SourceList(tuple(sources)), manners or Manners(), heard, world=world
    )
    made.__dict__["_reader"] = NoClaims()
    return made, heard


def follow_once(place: Path, at: str, port: int, sources: Sequence[Source]) -> None:
    """One round over every source, in a process that shares nothing with the server's but where that listens."""
    net = cast("Web", SimpleNamespace(server=SimpleNamespace(at=at, port=port)))
    follower(place, net, *sources)[0].round([one.id for one in sources])


def slowly(behaviour: Behaviour, seconds: float) -> Behaviour:
    def behave(connection: socket, request: str) -> None:
        time.sleep(seconds)
        behaviour(connection, request)

    return behave


def slow_sources(net: Web, hosts: int, stories: int, pause: float) -> list[Source]:
    """Sources with articles that come slowly."""
    found = []
    for number in range(hosts):
        host = f"h{number}.example.com"
        net.put(host, "/robots.txt", "User-agent: *\nDisallow:\n", "text/plain")
        items = [
            net.put(host, f"/{one}", slowly(answer(page(f"Story {number} {one}")), pause))
            for one in range(stories)
        ]
        found.append(source(host, net.feed(host, "/feed", items)))
    return found


def fetched(net: Web) -> Counter[tuple[str, str]]:
    return Counter(
        {place: number for place, number in net.counts().items() if place[1] not in ("/feed", "/robots.txt")}
    )
