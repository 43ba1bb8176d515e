"""Errands by host: one at a time, none before its time, no source before all others."""

from __future__ import annotations

from followed import source

from papertiger.news.fetching import checked
from papertiger.workbench.following.errands import Errand, Kind
from papertiger.workbench.following.hosts import Hosts


def errand(host: str, of: str, number: int = 0, kind: Kind = "article") -> Errand:
    address = f"https://{host}/{number}"
    return Errand(source(of, address), kind, address, checked(address))


def taken(hosts: Hosts, now: float = 0.0) -> list[str]:
    found = []
    while (one := hosts.take(now)) is not None:
        found.append(f"{one.source.id} {one.here.host}")
    return found


def test_a_host_is_asked_one_thing_at_a_time_and_not_before_its_time() -> None:
    hosts = Hosts(8)
    first, second = errand("a.example.com", "a"), errand("a.example.com", "a", 1)
    hosts.put(first)
    hosts.put(second)
    assert hosts.take(0.0) is first
    assert hosts.take(9.0) is None
    hosts.done(first, earliest=5.0)
    assert (hosts.take(4.9), hosts.next_at()) == (None, 5.0)
    assert hosts.take(5.0) is second
    assert len(hosts) == 0


def test_a_time_that_is_put_off_later_counts() -> None:
    hosts = Hosts(8)
    hosts.put(errand("a.example.com", "a"))
    hosts.not_before("a.example.com", 7.0)
    assert hosts.take(6.0) is None
    assert hosts.next_at() == 7.0
    assert hosts.take(7.0) is not None


def test_sources_on_one_host_take_turns() -> None:
    hosts = Hosts(8)
    for number in range(3):
        hosts.put(errand("a.example.com", "big", number))
    hosts.put(errand("a.example.com", "small"))
    order = []
    while (one := hosts.take(0.0)) is not None:
        order.append(one.source.id)
        hosts.done(one, 0.0)
    assert order == ["big", "small", "big", "big"]


def test_a_source_has_no_more_than_half_of_the_hands() -> None:
    hosts = Hosts(8)
    for number in range(20):
        hosts.put(errand(f"h{number}.example.com", "greedy"))
    for number in range(2):
        hosts.put(errand(f"m{number}.example.com", "modest"))
    order = taken(hosts)
    assert sum(one.startswith("greedy") for one in order) == 4
    assert sum(one.startswith("modest") for one in order) == 2
    assert len(hosts) == 16


def test_what_is_held_waits_for_robots_and_can_be_dropped() -> None:
    hosts = Hosts(8)
    page, robots = errand("a.example.com", "a"), errand("a.example.com", "a", kind="robots")
    hosts.put(page)
    hosts.hold("a.example.com")
    assert hosts.take(0.0) is None
    hosts.put(robots)
    assert hosts.take(0.0) is robots
    hosts.done(robots, 0.0)
    assert hosts.take(0.0) is None
    hosts.release("a.example.com")
    assert hosts.take(0.0) is page
    hosts.done(page, 0.0)
    hosts.put(page)
    hosts.put(robots)
    assert hosts.drop("a.example.com") == [page]
    assert list(hosts.drop_all()) == [robots]
    assert (len(hosts), hosts.take(99.0)) == (0, None)
