"""What a stored warning says can be read back as the finding that it was."""

from __future__ import annotations

import json

from indications import claim, evidence, found

from papertiger.warning.body import Made, body_of, finding_of
from papertiger.warning.lasting import Standing
from papertiger.warning.rules.threats import threats
from papertiger.warning.watchlists import load_watchlist

NEW = [claim("THREATEN", "USA-trump", "VEN", before) for before in (20, 13, 8, 2)]


def test_a_finding_comes_back_from_its_body_as_it_was() -> None:
    given = evidence(*NEW, claim("ASSAULT", "USA", "VEN", 1))
    (one,) = found(threats, given)
    watchlist = load_watchlist()
    made = Made("papertiger", "sha256:0", retrospective=False)
    body = json.loads(json.dumps(body_of(one, watchlist.watches[0], watchlist, given, Standing("new"), made)))
    assert finding_of(body) == one
    assert body["sentences"][0]["chain"] == []
    assert [sentence["claim"] for sentence in body["sentences"]] == [*one.indications, *one.also["force"]]
    assert body["sentences"][0]["quote"] == NEW[-1].quote
