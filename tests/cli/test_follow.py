"""``papertiger follow`` and ``papertiger sources``, on a web of our own."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from followed import Web, loopback_world, page, web
from webservers import loopback

import papertiger.news.following.sourcereading as lists
import papertiger.workbench.following as stage
from papertiger.news.fetching import checked
from papertiger.workbench.following import follower

if TYPE_CHECKING:
    from tests.cli.conftest import Ran

Run = Callable[..., "Ran"]
OPML = """<opml version="2.0"><body><outline text="News">
<outline type="rss" text="A Post" xmlUrl="https://a.example.com/feed"/>
<outline type="rss" text="Inside" xmlUrl="http://192.168.1.1/feed"/>
</outline></body></opml>"""


@pytest.fixture
def net(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    with web() as running:
        reach = loopback(running.server)
        monkeypatch.setattr(stage, "Follower", partial(stage.Follower, world=loopback_world(running)))
        monkeypatch.setattr(lists, "checked", partial(checked, reach=reach))
        monkeypatch.setattr(follower, "join", lambda _: 0)
        yield running


@pytest.fixture
def listed(net: Web, tmp_path: Path) -> Path:
    """A list of a source that works and one that does not."""
    story = net.put("a.example.com", "/one", page("One"))
    good = net.feed("a.example.com", "/feed", [story])
    place = tmp_path / "sources.yaml"
    place.write_text(
        f"schema: 1\ndefaults: {{pace: 1}}\nsources:\n  - {{id: good, feed: '{good}'}}\n"
        f"  - {{id: bad, feed: '{net.address('b.example.com', '/feed')}'}}\n",
        encoding="utf-8",
    )
    return place


def test_a_round_is_told_and_kept(run: Run, listed: Path, net: Web) -> None:
    ran = run("follow", str(listed), "--once")
    assert ran.status == 1
    assert "1 of 2 sources answered" in ran.out
    assert "1 article read" in ran.out
    assert "bad, never: " in ran.out
    assert "good, " not in ran.out
    assert f"contacted a.example.com (127.0.0.1, port {net.server.port})" in ran.err
    assert "refused: " in ran.err
    assert "b.example.com has no such page (status 404)" in ran.err

    again = run("follow", str(listed), "--once", "--format", "json")
    told = json.loads(again.out)
    assert (again.status, told["waiting"], told["sources"], told["requests"]) == (0, 2, [], 0)

    status = run("sources", "status", str(listed), "--format", "json")
    rows = {row["id"]: row for row in json.loads(status.out)}
    assert (rows["good"]["state"], rows["good"]["articles_7_days"], rows["bad"]["state"]) == (
        "fine",
        1,
        "never",
    )
    assert status.status == 1
    text = run("sources", "status", str(listed)).out
    assert "never" in text
    assert "404" in text

    log = run("sources", "log", "--format", "json").out.splitlines()
    rows_of_log = [json.loads(line) for line in log]
    assert {row["kind"] for row in rows_of_log} == {"robots", "feed", "article"}
    assert all(row["at"].endswith("Z") and row["program"].startswith("papertiger ") for row in rows_of_log)
    problems = run("sources", "log", "bad", "--problems").out
    assert problems.count("\n") == 1


def test_hosts_are_shown_before_anybody_is_asked(run: Run, listed: Path, net: Web) -> None:
    ran = run("follow", str(listed), "--list-hosts")
    port = net.server.port
    assert ran.out.split() == [f"a.example.com:{port}", f"b.example.com:{port}"]
    assert (ran.status, net.asked) == (0, [])
    assert json.loads(
        run("follow", str(listed), "--list-hosts", "--only", "bad", "--format", "json").out
    ) == {"hosts": [f"b.example.com:{port}"]}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--only", "ugly"], "no source 'ugly' in the list; there are: good, bad"),
        (["--every", "often"], "--every: 'often' is no length of time"),
        (["--every", "1s"], "out of bounds"),
        (["--until", "soon"], "--until: 'soon' is no length of time"),
    ],
)
def test_what_cannot_be_is_said(run: Run, listed: Path, arguments: list[str], says: str) -> None:
    ran = run("follow", str(listed), *arguments)
    assert ran.status == 2
    assert says in ran.err


def test_after_a_round_it_warns_where_that_is_asked(run: Run, listed: Path) -> None:
    ran = run("follow", str(listed), "--once", "--watch", "built-in", "--only", "good", "--format", "json")
    told = json.loads(ran.out)
    assert (ran.status, told["read"]) == (0, 1)
    assert {one["told"]["kind"] for one in told["warnings"]} == {
        "unseen"
    }  # of one article nothing can be said
    none = run("follow", str(listed), "--once", "--watch", "none.toml")
    assert none.status == 2
    assert "none.toml" in none.err


def test_after_a_round_warnings_go_where_a_file_says(run: Run, listed: Path, tmp_path: Path) -> None:
    place = tmp_path / "d.toml"
    place.write_text('schema = 1\n[[channel]]\nname = "f"\nkind = "atom"\nfile = "w.atom"\n', "utf-8")
    run("follow", str(listed), "--once", "--watch", "built-in", "--deliver", str(place))
    assert (tmp_path / "w.atom").read_bytes().startswith(b"<?xml")


def test_a_loop_ends_at_its_time(run: Run, listed: Path) -> None:
    ran = run("follow", str(listed), "--until", "20s", "--format", "json")
    (line,) = ran.out.splitlines()
    assert json.loads(line)["read"] == 1


def test_subscriptions_become_a_list_that_can_be_followed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "feeds.opml").write_text(OPML, encoding="utf-8")
    ran = run("sources", "import", "feeds.opml")
    assert ran.status == 0
    assert "192.168.1.1" in ran.out.splitlines()[0]
    (tmp_path / "mine.yaml").write_text(ran.out, encoding="utf-8")
    checked = run("sources", "check", "mine.yaml")
    assert (checked.status, checked.out.split()[0]) == (0, "a-example-com-feed")
    assert run("sources", "import", "none.opml").status == 2


def test_a_list_with_errors_names_each(run: Run, tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_text(
        "schema: 1\nsources:\n  - {feed: 'http://10.0.0.1/x'}\n  - {feed: 7}\n", encoding="utf-8"
    )
    ran = run("follow", "sources.yaml")
    assert ran.status == 2
    assert "sources.yaml:3" in ran.err
    assert ran.err.count("\n") >= 2
