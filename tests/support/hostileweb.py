"""Servers that try to hurt who follows them, beside honest ones: every trick has a source of its own."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from followed import Web, feed, page, source
from webservers import Behaviour, answer, dripping, moved, zeros

from papertiger.news.following.sourcelist import Source

AT = "127.9.9.9"
"""Where the servers are: of the loopback addresses, none that a hostile feed names."""
EVIL = Path(__file__).parents[1] / "news" / "fetching" / "evil_addresses.yaml"
HONEST = 3
STORIES = 2


@dataclass(frozen=True)
class Trick:
    """A source that means harm, and what has to come of it."""

    source: Source
    says: str
    """Words of the line that it gets."""


def evil() -> list[dict[str, Any]]:
    """Addresses of which nothing may be fetched."""
    found: list[dict[str, Any]] = yaml.safe_load(EVIL.read_text(encoding="utf-8"))
    return found


def resolve(host: str, _: int) -> list[str]:
    """Names of this web are at its servers, those of the table where it says, others nowhere."""
    for one in evil_names():
        if one[0] == host:
            return list(one[1])
    if host.endswith(".web.example.com"):
        return [AT]
    raise OSError("Name or service not known")


_NAMES: list[tuple[str, list[str]]] = []


def evil_names() -> list[tuple[str, list[str]]]:
    """Hosts of the table with what they lead to; read once."""
    if not _NAMES:
        _NAMES.extend((one["address"].split("/")[2], one["resolves"]) for one in evil() if "resolves" in one)
    return _NAMES


LAUGHS = (
    b"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a 'ha'>"
    + b"".join(b"<!ENTITY %c '%s'>" % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]><rss><channel><item><description>&j;</description></item></channel></rss>"
)


def head(media: str = "application/rss+xml", more: str = "") -> bytes:
    return f"HTTP/1.1 200 OK\r\nContent-Type: {media}\r\n{more}\r\n".encode()


def host(name: str) -> str:
    return f"{name}.web.example.com"


def honest(net: Web) -> list[Source]:
    """Sources that mean no harm."""
    found = []
    for number in range(HONEST):
        name = host(f"honest{number}")
        stories = [net.put(name, f"/{one}", page(f"Story {number} {one}")) for one in range(STORIES)]
        found.append(source(f"honest{number}", net.feed(name, "/feed", stories)))
    return found


def tricks(net: Web, bomb: int = 20, pause: float = 0.05, redirects: int = 45) -> list[Trick]:
    """One source a trick.

    Args:
        net: where they are served.
        bomb: megabytes of a bomb, unpacked.
        pause: seconds between two bytes of a slow server.
        redirects: to how many of the evil addresses redirects lead.
    """
    rss = {"Content-Type": "application/rss+xml"}
    packed = {**rss, "Content-Encoding": "gzip"}
    endless = head() + b"\r\n<?xml version='1.0'?><rss><channel>"
    lists: dict[str, tuple[Behaviour | bytes, str]] = {
        "bomb": (answer(zeros(bomb), headers=packed), "packed more than"),
        "laughs": (answer(LAUGHS, headers=rss), "DOCTYPE"),
        "deep": (answer(b"<rss>" + b"<a>" * 100_000, headers=rss), "nested too deep"),
        "endless": (dripping(endless, b"<item><title>more</title></item>" * 500, 0), "more than"),
        "drip": (dripping(head() + b"\r\n", b"<", pause), "not done within"),
        "mute": (lambda _connection, _request: time.sleep(pause * 100), "does not answer"),
        "longer": (answer(feed([]), headers=rss, length=10_000), "does not answer as a web server"),
        "huge": (answer(b"", headers=rss, length=500_000_000), "500,000,000 bytes"),
        "picture": (answer(b"\x89PNG", headers={"Content-Type": "image/png"}), "image/png is not read"),
        "page": (answer(page("A page that says it is a feed"), headers=rss), "a web page"),
        "unpacked": (answer(feed([]), headers=packed), "does not unpack"),
        "twice": (answer(b"x", headers={**rss, "Content-Encoding": "gzip, gzip"}), "not asked for"),
        "flood": (dripping(b"HTTP/1.1 200 OK\r\n", b"X-More: " + b"y" * 1_000 + b"\r\n", 0), "header fields of more"),
        "mail": (lambda connection, _: connection.sendall(b"220 mail ESMTP\r\n"), "does not answer as a web server"),
        "circle": (moved("/feed"), "more than 5 redirects"),
        "inside": (moved("http://169.254.169.254/latest/meta-data/"), "not public"),
    }  # fmt: skip
    found = []
    for name, (behaviour, says) in lists.items():
        found.append(Trick(source(name, net.put(host(name), "/feed", behaviour)), says))
    found.append(_feed(net, "itself", [net.address(host("itself"), "/feed")], "is not read as a page"))
    for name, behaviour in (("robotbomb", answer(zeros(bomb), headers={"Content-Type": "text/plain", "Content-Encoding": "gzip"})),
                            ("robotdrip", dripping(head("text/plain") + b"\r\n", b"D", pause))):  # fmt: skip
        net.put(host(name), "/robots.txt", behaviour)
        found.append(_feed(net, name, [], "packed more than" if name == "robotbomb" else "not done within"))
    found.append(_gz_map(net, bomb))
    found.append(_endless_maps(net))
    pages = {
        "bomb": answer(zeros(bomb), headers={"Content-Encoding": "gzip"}),
        "endless": dripping(head("text/html") + b"\r\n", b"<p>more</p>" * 2_000, 0),
        "feed": answer(feed([])),
        "nothing": answer(b""),
        "deep": answer(b"<html><body>" + b"<div>" * 50_000),
        "picture": answer(b"\x89PNG", headers={"Content-Type": "image/png"}),
    }
    paths = [net.put(host("pages"), f"/{name}", behaviour) for name, behaviour in pages.items()]
    found.append(_feed(net, "pages", paths, "packed more than"))
    drips = [
        net.put(host("drips"), f"/{n}", dripping(head("text/html") + b"\r\n", b"<", pause)) for n in range(6)
    ]
    found.append(_feed(net, "drips", drips, "not done within"))
    found.append(_json_feed(net, "evil", [one["address"] for one in evil()], "not public"))
    sent = []
    for number, one in enumerate(
        one["address"] for one in evil() if one["address"].isascii() and one["address"].isprintable()
    ):
        if number < redirects:
            sent.append(net.put(host("sent"), f"/r/{number}", moved(one)))
    found.append(_json_feed(net, "sent", sent, "not public"))
    return found


def many(net: Web, items: int = 20_000) -> Source:
    """A feed with more items than anybody wants, whose pages are all there."""
    net.rest[host("many")] = lambda path: answer(page(f"Story {path}"))
    addresses = [net.address(host("many"), f"/{number}") for number in range(items)]
    return source("many", net.feed(host("many"), "/feed", addresses), limit=10)


def _feed(net: Web, name: str, items: Sequence[str], says: str) -> Trick:
    return Trick(source(name, net.feed(host(name), "/feed", items)), says)


def _json_feed(net: Web, name: str, items: Sequence[str], says: str) -> Trick:
    """JSON carries what XML cannot."""
    body = {"version": "https://jsonfeed.org/version/1.1", "title": name, "items": [{"id": str(n), "url": one} for n, one in enumerate(items)]}  # fmt: skip
    address = net.put(host(name), "/feed", json.dumps(body), "application/feed+json")
    return Trick(source(name, address), says)


def _gz_map(net: Web, bomb: int) -> Trick:
    address = net.put(
        host("gzmap"), "/map.xml.gz", answer(zeros(bomb), headers={"Content-Type": "application/gzip"})
    )
    return Trick(source("gzmap", address, kind="sitemap"), "more than")


def _endless_maps(net: Web) -> Trick:
    """Every sitemap names two that were never named before, and one inside."""

    def made(path: str) -> Behaviour:
        names = [net.address(host("maps"), f"{path}{end}") for end in "ab"] + ["http://10.0.0.1/map.xml"]
        inside = "".join(f"<sitemap><loc>{one}</loc></sitemap>" for one in names)
        return answer(f"<sitemapindex>{inside}</sitemapindex>".encode(), headers={"Content-Type": "text/xml"})

    net.rest[host("maps")] = made
    return Trick(source("maps", net.address(host("maps"), "/m"), kind="sitemap"), "not public")
