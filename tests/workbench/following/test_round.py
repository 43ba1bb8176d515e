"""Rounds of following on a small web: what is asked, what is kept, what comes the next time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from followed import Clock, Web, feed, follower, page, source
from webservers import answer, moved

from papertiger import __version__
from papertiger.errors import SettingsError
from papertiger.ledger import Ledger
from papertiger.ledger.looked import Look
from papertiger.news.following.sourcelist import SourceList
from papertiger.settings import Endpoint, Settings
from papertiger.workbench.following import Follower, Manners, RoundOutcome

A, B = "a.example.com", "b.example.com"


def looks(place: Path, *kinds: str) -> list[Look]:
    with Ledger.open(place, create=False) as ledger:
        return list(ledger.looks(None, None, kinds or None))


def articles(place: Path) -> list[str]:
    with Ledger.open(place, create=False) as ledger:
        return sorted(
            look.final or look.address
            for look in ledger.looks(None, None, ("article", "page"))
            if look.article
        )


def stories(net: Web, host: str, *names: str) -> list[str]:
    return [net.put(host, f"/{name}", page(f"Story {name}")) for name in names]


def test_nobody_follows_with_a_language_model() -> None:
    settings = Settings(reader="frames,llm", llm=Endpoint("http://127.0.0.1:9/v1", "scripted"))
    with pytest.raises(
        SettingsError, match="`papertiger reread --reader frames,llm` reads what came with one"
    ):
        Follower(settings, SourceList(()))


def test_new_articles_of_a_feed_are_read_once(net: Web, place: Path) -> None:
    clock = Clock()
    one = source("a", net.feed(A, "/feed", stories(net, A, "one", "two")))
    following, heard = follower(place, net, one, clock=clock)
    first = following.round()
    net.feed(A, "/feed", stories(net, A, "one", "two", "three"))
    clock.ahead += timedelta(hours=1)
    second = following.round()

    assert (first.batch.read, second.batch.read, heard.refusals) == (2, 1, [])
    assert net.paths() == ["/feed", "/one", "/two", "/feed", "/three"]
    assert [one.path for one in net.asked].count("/robots.txt") == 1
    brought = second.sources["a"]
    assert (brought.listed, brought.fresh, brought.read) == (3, 1, 1)
    assert len(articles(place)) == 3


def test_every_request_stands_in_the_log(net: Web, place: Path) -> None:
    stories(net, A, "one")
    listed = net.address(A, "/one?utm_source=rss")
    net.put(A, "/one?utm_source=rss", page("Story one"))
    net.put(A, "/robots.txt", "User-agent: *\nDisallow: /private\n", "text/plain")
    following, _ = follower(
        place, net, source("a", net.feed(A, "/feed", [listed, net.address(A, "/gone")]), outlet="A Post")
    )
    following.round()

    log = looks(place)
    assert [look.kind for look in log] == ["robots", "feed", "article", "article"]
    robots, listing, story, gone = log
    assert robots.headers[":text"].startswith("User-agent")
    assert (listing.status, listing.listed, listing.fresh, listing.problem) == (200, 2, 2, None)
    assert None not in (listing.size, listing.sha256, listing.header("etag"))
    assert listing.headers[":ip"] == "127.0.0.1"
    assert (story.address, story.headers[":asked"]) == (net.address(A, "/one"), listed)
    assert story.article is not None
    assert story.outlet == "A Post"
    assert (gone.status, gone.article, gone.headers[":kind"]) == (404, None, "status")
    assert "no such page" in (gone.problem or "")
    assert gone.cure is not None
    assert all(look.program == f"papertiger {__version__}" and look.at.endswith("Z") for look in log)


def test_what_has_not_changed_is_not_sent_again(net: Web, place: Path) -> None:
    clock = Clock()
    following, _ = follower(
        place, net, source("a", net.feed(A, "/feed", stories(net, A, "one"))), clock=clock
    )
    following.round()
    clock.ahead += timedelta(hours=1)
    brought = following.round().sources["a"]
    assert (brought.answered, brought.fresh, brought.problems) == (1, 0, [])
    assert [look.status for look in looks(place, "feed")] == [200, 304]
    clock.ahead += timedelta(hours=1)  # marks are carried over what was not modified
    following.round()
    assert [look.status for look in looks(place, "feed")] == [200, 304, 304]


def test_another_run_goes_on_where_the_last_one_ended(net: Web, place: Path) -> None:
    clock = Clock()
    net.put(A, "/robots.txt", "User-agent: *\nDisallow:\n", "text/plain")
    one = source("a", net.feed(A, "/feed", stories(net, A, "one", "two")))
    follower(place, net, one, clock=clock)[0].round()
    clock.ahead += timedelta(minutes=5)
    assert follower(place, net, one, clock=clock)[0].round().waiting == 1
    clock.ahead += timedelta(hours=1)
    outcome = follower(place, net, one, clock=clock)[0].round()
    assert outcome.batch.read == 0
    assert net.counts() == {(A, "/robots.txt"): 1, (A, "/feed"): 2, (A, "/one"): 1, (A, "/two"): 1}


def test_what_is_over_the_limit_comes_the_next_time(net: Web, place: Path) -> None:
    clock = Clock()
    names = [f"s{number}" for number in range(7)]
    one = source("a", net.feed(A, "/feed", stories(net, A, *names)), limit=3)
    following, _ = follower(place, net, one, clock=clock)
    read = []
    for _ in range(4):
        outcome = following.round()
        read.append((outcome.batch.read, outcome.sources["a"].left))
        clock.ahead += timedelta(hours=1)
    assert read == [(3, 4), (3, 1), (1, 0), (0, 0)]
    assert [look.status for look in looks(place, "feed")] == [200, 200, 200, 304]


def test_an_article_that_two_sources_list_is_fetched_once(net: Web, place: Path) -> None:
    (story,) = stories(net, A, "one")
    net.put(A, "/one?utm_medium=feed", page("Story one"))
    two = [
        source("a", net.feed(A, "/feed", [story])),
        source("b", net.feed(B, "/feed", [f"{story}?utm_medium=feed"])),
    ]
    following, _ = follower(place, net, *two)
    assert following.round().batch.read == 1


def test_a_redirect_is_followed_as_a_request_of_its_own(net: Web, place: Path) -> None:
    (story,) = stories(net, B, "story")
    net.put(A, "/old", moved(story, "301 Moved"))
    following, heard = follower(place, net, source("a", net.feed(A, "/feed", [net.address(A, "/old")])))
    assert following.round().batch.read == 1
    (look,) = looks(place, "article")
    assert (look.address, look.final) == (net.address(A, "/old"), story)
    assert look.headers[":redirects"].startswith(f"301 {net.address(A, '/old')} (127.0.0.1, ")
    assert (B, "/robots.txt") in net.counts()
    with Ledger.open(place, create=False) as ledger:
        assert ledger.seen_addresses([net.address(A, "/old"), story]) == {net.address(A, "/old"), story}
    assert heard.messages == []


def test_a_list_that_moved_is_followed_and_noted_and_one_that_is_gone_ends(net: Web, place: Path) -> None:
    clock = Clock()
    new = net.feed(B, "/feed", stories(net, B, "one"))
    net.put(A, "/feed", moved(new, "301 Moved"))
    net.put(A, "/dead", answer(b"", status="410 Gone"))
    sources = source("moved", net.address(A, "/feed")), source("dead", net.address(A, "/dead"))
    following, heard = follower(place, net, *sources, clock=clock)
    assert following.round().batch.read == 1
    assert any(line.startswith("moved: ") and new in line for line in heard.messages)
    assert any(line.startswith("dead: ") and "gone for good" in line for line in heard.messages)
    assert following.troubled["dead"].gone == (net.address(A, "/dead"),)
    clock.ahead += timedelta(days=2)
    assert following.round().over == ("dead",)
    assert net.counts()[A, "/dead"] == 1
    assert looks(place, "feed")[-1].status == 304  # marks of where it moved to
    following.round(["dead"])
    assert net.counts()[A, "/dead"] == 2


def test_robots_are_obeyed(net: Web, place: Path) -> None:
    net.put(A, "/robots.txt", "User-agent: papertiger\nDisallow: /no\n", "text/plain")
    items = stories(net, A, "yes", "no/one")
    following, heard = follower(place, net, source("a", net.feed(A, "/feed", items)))
    outcome = following.round()
    assert outcome.batch.read == 1
    assert "/no/one" not in net.paths()
    assert [one.problem for one in heard.refusals] == [f"robots.txt of {A} asks programs not to fetch it"]
    assert [look.headers[":kind"] for look in looks(place, "article") if look.problem] == ["robots"]


def test_where_robots_cannot_be_asked_nothing_is_fetched_until_they_can(net: Web, place: Path) -> None:
    clock = Clock()
    one = source("a", net.feed(A, "/feed", stories(net, A, "one")))
    net.put(A, "/robots.txt", answer(b"", status="500 Broken"))
    following, heard = follower(place, net, one, clock=clock)
    outcome = following.round()
    assert (outcome.status, net.paths()) == (2, [])
    assert "robots.txt gave status 500" in heard.refusals[0].problem
    del net.pages[A, "/robots.txt"]
    clock.ahead += timedelta(hours=3)
    assert following.round().batch.read == 1


def test_two_requests_to_one_host_keep_its_pace_across_sources(net: Web, place: Path) -> None:
    net.put(A, "/robots.txt", "User-agent: *\nCrawl-delay: 0.2\n", "text/plain")
    sources = [source(f"s{n}", net.feed(A, f"/feed{n}", stories(net, A, f"one{n}"))) for n in range(3)]
    quick = [source("q", net.feed(B, "/feed", stories(net, B, *"abcdef")))]
    following, _ = follower(place, net, *sources, *quick)
    assert following.round().batch.read == 9
    times = [one.at for one in net.asked if one.host == A]
    assert min(later - before for before, later in pairwise(times[1:])) >= 0.2
    others = [one.at for one in net.asked if one.host == B]
    assert others[-1] < times[-1]  # which did not wait for A


def test_a_busy_host_is_let_alone_as_long_as_it_asks(net: Web, place: Path) -> None:
    clock = Clock()
    net.put(A, "/one", answer(b"", status="503 Busy", headers={"Retry-After": "7200"}))
    items = [net.address(A, "/one"), *stories(net, A, "two", "three")]
    one = source("a", net.feed(A, "/feed", items))
    following, heard = follower(place, net, one, clock=clock)
    assert following.round().sources["a"].left == 2
    clock.ahead += timedelta(hours=1)
    before = len(net.asked)
    assert following.round().status == 0
    follower(place, net, one, clock=clock)[0].round()  # another run knows it from the log
    assert len(net.asked) == before
    assert any("asks to be let alone" in line for line in heard.messages)
    stories(net, A, "one")
    clock.ahead += timedelta(hours=2)
    assert following.round().batch.read == 3


def test_what_failed_for_the_moment_is_tried_again_and_what_failed_for_good_is_not(
    net: Web, place: Path
) -> None:
    clock = Clock()
    net.put(A, "/one", answer(b"", status="500 Broken"))
    items = [net.address(A, "/one"), net.address(A, "/missing")]
    following, _ = follower(place, net, source("a", net.feed(A, "/feed", items)), clock=clock)
    following.round()
    stories(net, A, "one", "missing")
    clock.ahead += timedelta(hours=1)
    assert following.round().batch.read == 1
    assert net.counts()[A, "/missing"] == 1
    clock.ahead += timedelta(hours=1)
    following.round()
    clock.ahead += timedelta(hours=1)
    following.round()
    assert looks(place, "feed")[-1].status == 304


def test_a_sitemap_index_is_followed_and_one_that_names_itself_ends(net: Web, place: Path) -> None:
    maps = "".join(
        f"<sitemap><loc>{net.address(A, path)}</loc></sitemap>" for path in ("/map.xml", "/part.xml")
    )
    head = "<?xml version='1.0'?>"
    index = net.put(A, "/map.xml", f"{head}<sitemapindex>{maps}</sitemapindex>", "application/xml")
    urls = "".join(f"<url><loc>{one}</loc></url>" for one in stories(net, A, "one", "two"))
    net.put(A, "/part.xml", f"{head}<urlset>{urls}</urlset>", "application/xml")
    following, heard = follower(place, net, source("a", index, kind="sitemap"))
    assert following.round().batch.read == 2
    assert sorted(net.paths()) == ["/map.xml", "/one", "/part.xml", "/two"]
    assert heard.refusals == []


def test_pages_are_read_anew_when_they_change(net: Web, place: Path) -> None:
    clock = Clock()
    address = net.put(A, "/statement", answer(page("First")))
    following, _ = follower(place, net, source("a", address, kind="pages"), clock=clock)
    fresh = []
    for text in ("First", "First", "Second"):
        net.put(A, "/statement", answer(page(text)))
        fresh.append(following.round().sources["a"].fresh)
        clock.ahead += timedelta(hours=1)
    assert fresh == [1, 0, 1]
    with Ledger.open(place, create=False) as ledger:
        assert len({look.article for look in ledger.looks("a", None, ("page",))}) == 2


def test_items_are_taken_from_the_feed_where_the_list_says_so(net: Web, place: Path) -> None:
    text = "<description>The ambassador said that the promised radars had not arrived in Havana.</description><source url='http://wire.example.com/'>The Wire</source>"
    items = [net.address(A, "/one"), net.address(A, "/two")]
    following, _ = follower(
        place, net, source("a", net.feed(A, "/feed", items, text), take="items", outlet="A Post")
    )
    assert following.round().batch.read == 2
    assert net.paths() == ["/feed"]
    with Ledger.open(place, create=False) as ledger:
        rows = [
            ledger.article_row(look.article) for look in ledger.looks("a", None, ("article",)) if look.article
        ]
    assert {row.outlet for row in rows} == {"The Wire"}
    assert following.round(["a"]).batch.read == 0


def test_only_hosts_of_the_list_are_asked_where_that_is_wanted(net: Web, place: Path) -> None:
    items = [
        *stories(net, A, "one"),
        *stories(net, "www.a.example.com", "two"),
        *stories(net, "tracker.example.net", "three"),
    ]
    following, heard = follower(
        place, net, source("a", net.feed(A, "/feed", items)), manners=Manners(own_hosts=True)
    )
    assert following.round().batch.read == 2
    assert [one.problem for one in heard.refusals] == [
        "tracker.example.net is no host of the list of sources"
    ]
    assert {one.host for one in net.asked} == {A, "www.a.example.com"}


def test_a_feed_that_breaks_is_told_and_a_silent_one_too(net: Web, place: Path) -> None:
    clock = Clock()
    quiet = source("quiet", net.feed(A, "/feed", stories(net, A, "one")))
    broken = source("broken", net.feed(B, "/feed", stories(net, B, "one")))
    following, _ = follower(place, net, quiet, broken, clock=clock)
    following.round()
    assert following.troubled == {}
    net.put(B, "/feed", b"<html><body>maintenance</body></html>", "text/html")
    for _ in range(4):
        clock.ahead += timedelta(days=2)
        following.round()
    states = {id_: how.condition.state for id_, how in following.troubled.items()}
    assert states == {"quiet": "silent", "broken": "broken"}
    assert all(how.condition.cure for how in following.troubled.values())
    other, _ = follower(place, net, quiet, broken, clock=clock)
    assert other.round().sources.keys() <= {"quiet"}  # the broken one is let alone for longer
    assert set(other.troubled) == {"quiet", "broken"}
    net.put(B, "/feed", feed(stories(net, B, "two")), "application/rss+xml")
    clock.ahead += timedelta(days=2)
    following.round()
    assert "broken" not in following.troubled


def test_round_follows_round_until_somebody_stops_it(net: Web, place: Path) -> None:
    clock = Clock()
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        clock.ahead += timedelta(seconds=seconds * 60)
        if len(slept) > 70:
            raise KeyboardInterrupt

    one = source("a", net.feed(A, "/feed", stories(net, A, "one")))
    following, _ = follower(place, net, one, clock=clock)
    following.world = replace(following.world, sleep=sleep)
    rounds: list[int] = []
    last = following.loop(lambda outcome: rounds.append(outcome.batch.read))
    assert last is not None
    assert (rounds, last.status) == ([1, 0, 0], 130)
    assert net.counts()[A, "/feed"] == 3


def test_a_loop_ends_when_its_time_has_come(net: Web, place: Path) -> None:
    clock = Clock()
    following, _ = follower(place, net, source("a", net.feed(A, "/feed", [])), clock=clock)
    rounds: list[RoundOutcome] = []
    assert following.loop(rounds.append, until=clock.now() + timedelta(minutes=20)) is rounds[-1]
    assert following.loop(rounds.append, until=clock.now()) is None
    assert len(rounds) == 1
