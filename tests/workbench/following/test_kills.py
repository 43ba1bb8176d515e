"""Following that is killed or stopped loses nothing and fetches nothing twice but what was under way."""

from __future__ import annotations

import random
import threading
import time
from multiprocessing import get_context
from pathlib import Path

import pytest
from followed import Web, fetched, follow_once, follower, slow_sources

from papertiger.ledger import Ledger
from papertiger.workbench.batch import Unstopped

HOSTS, STORIES, KILLS = 3, 8, 3


@pytest.mark.issue(11)
def test_killed_at_any_moment_nothing_is_lost_and_nothing_comes_twice(net: Web, tmp_path: Path) -> None:
    place = tmp_path / "killed.ledger"
    sources = slow_sources(net, HOSTS, STORIES, 0.04)
    ids = [one.id for one in sources]
    Ledger.open(place).close()
    chance = random.Random(11)  # noqa: S311 - when to kill is no secret
    for _ in range(KILLS):
        goal = fetched(net).total() + chance.randint(4, 7)
        # Spawned: a fork of a process that has threads, as tests have, may never get on.
        child = get_context("spawn").Process(
            target=follow_once, args=(place, net.server.at, net.server.port, sources)
        )
        child.start()
        ends = time.monotonic() + 60
        while fetched(net).total() < goal and time.monotonic() < ends:
            time.sleep(0.005)
        time.sleep(chance.uniform(0, 0.05))
        child.kill()
        child.join()
    done = follower(place, net, *sources)[0].round(ids)

    counts = fetched(net)
    assert len(counts) == HOSTS * STORIES
    assert sum(counts.values()) - len(counts) <= KILLS * HOSTS  # one under way on each host
    with Ledger.open(place, create=False) as ledger:
        assert ledger.counts().articles == HOSTS * STORIES
        assert [one.name for one in ledger.audit() if one.wrong] == []
    assert done.batch.read < HOSTS * STORIES  # earlier runs got somewhere
    assert follower(place, net, *sources)[0].round(ids).batch.read == 0
    assert fetched(net) == counts


class AfterSome(Unstopped):
    """Somebody who presses Ctrl-C once some articles are read."""

    def __init__(self, net: Web, stories: int) -> None:
        self.net, self.stories = net, stories

    @property
    def asked(self) -> bool:  # type: ignore[override]
        return sum(fetched(self.net).values()) >= self.stories


def test_stopped_between_two_articles_it_goes_on_the_next_time(net: Web, tmp_path: Path) -> None:
    place = tmp_path / "stopped.ledger"
    sources = slow_sources(net, HOSTS, STORIES, 0.0)
    ids = [one.id for one in sources]
    before = threading.enumerate()
    following, _ = follower(place, net, *sources)
    following.stopping = AfterSome(net, 6)
    outcome = following.round(ids)
    assert (outcome.status, 0 < outcome.batch.read < HOSTS * STORIES) == (130, True)
    last = follower(place, net, *sources)[0].round()  # what was left undone is due at once
    assert outcome.batch.read + last.batch.read == HOSTS * STORIES
    ends = time.monotonic() + 60
    while left := [
        one for one in threading.enumerate() if one.name == "papertiger-follow" and one not in before
    ]:
        assert time.monotonic() < ends, f"{len(left)} hands still wait for errands"
        time.sleep(0.01)
