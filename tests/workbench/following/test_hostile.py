"""Hostile sources beside honest ones: each gets its line, and the honest ones are read."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from followed import follower, web
from hostileweb import AT, HONEST, STORIES, evil, honest, many, resolve, tricks

from papertiger.ledger import Ledger
from papertiger.news.fetching import Limits

QUICK = Limits(
    connect_seconds=2, read_seconds=1, total_seconds=1.5, wire_bytes=3_000_000, body_bytes=3_000_000
)


@pytest.mark.issue(11)
def test_every_trick_is_refused_with_a_line_and_the_rest_goes_on(tmp_path: Path) -> None:
    place = tmp_path / "hostile.ledger"
    with web(AT) as net:
        bad = tricks(net)
        sources = [*(one.source for one in bad), many(net, 4_000), *honest(net)]
        following, heard = follower(place, net, *sources, limits=QUICK, resolve=resolve)
        began = time.monotonic()
        outcome = following.round()
        took = time.monotonic() - began

    assert heard.faults == []
    for number in range(HONEST):
        brought = outcome.sources[f"honest{number}"]
        assert (brought.read, brought.refused, brought.problems) == (STORIES, 0, [])
    assert (outcome.sources["many"].read, outcome.sources["many"].left) == (10, 3_990)
    assert took < 180  # what drips would take hours

    with Ledger.open(place, create=False) as ledger:
        log = list(ledger.looks())
    problems = {
        trick.source.id: [one.problem for one in log if one.source == trick.source.id and one.problem]
        for trick in bad
    }
    missed = [
        (trick.source.id, problems[trick.source.id][:3])
        for trick in bad
        if not any(trick.says in problem for problem in problems[trick.source.id])
    ]
    assert missed == []
    lines = [one.line for one in heard.refusals]
    assert all("\n" not in line and len(line) < 6_000 for line in lines)
    # Of all evil addresses nothing came, and nobody but the servers of this web was asked.
    assert not [look for look in log if look.source in ("evil", "sent", "drips") and look.article]
    assert sum(look.source == "evil" and look.kind == "article" for look in log) > 100
    assert len(evil()) > 130
    assert {at.partition(",")[0] for at in outcome.hosts.values()} == {AT}
    assert outcome.sources["maps"].asked <= 40
