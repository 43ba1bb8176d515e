"""Following by the Python API."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from followed import Web, loopback_world, source

import papertiger
import papertiger.workbench.following as stage
from papertiger.errors import LedgerError
from papertiger.news.following.sourcelist import SourceList


def test_a_workbench_follows_and_tells_how_sources_are(
    net: Web, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stage, "Follower", partial(stage.Follower, world=loopback_world(net)))
    listed = SourceList((source("a", net.feed("a.example.com", "/feed", [])),))
    with papertiger.open(place) as bench:
        outcome = bench.follow(listed)
        (how,) = bench.source_standings(listed)
        log = list(bench.looks("a"))
    assert (outcome.status, outcome.requests) == (0, 2)
    assert (how.condition.state, how.articles) == ("fine", 0)
    assert [look.kind for look in log] == ["robots", "feed"]


def test_a_workbench_that_only_asks_follows_nothing(net: Web, place: Path) -> None:
    listed = SourceList((source("a", net.address("a.example.com", "/feed")),))
    with papertiger.open(place, write=False) as bench, pytest.raises(LedgerError, match="write=True"):
        bench.follow(listed)
    assert net.asked == []
