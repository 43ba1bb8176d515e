"""``papertiger eval warnings``: as a table by rate, and as JSON that says how to repeat it and names nobody."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from papertiger.actors import knowledge_base
from papertiger.warning.replay import World, study
from papertiger.warning.values import Finding
from papertiger.warning.watchlists import Watchlist

if TYPE_CHECKING:
    from tests.cli.conftest import Ran


def _two_days_before_force(
    world: World,
    watchlist: Watchlist,
    rates: Sequence[float],
    progress: Callable[[str], None],
    **_: object,
) -> dict[float, list[Finding]]:
    """In the place of a watch: it warns of the first build-up only, and of that at every rate."""
    progress("watched")
    planted = next(one for one in world.planted if one.force is not None)
    day = world.plan.day(planted.force or 0) - timedelta(days=2)
    watch = watchlist.watches[0]
    awaited = {"predicates": ("ASSAULT",), "subject": planted.about[0][:3], "object": planted.about[1]}
    found = Finding(watch.rule, watch.id, planted.about, day, 1.0, {}, (), awaited=awaited)
    return {rate: [found] for rate in rates}


def test_a_replay_is_a_table_by_rate_and_json_that_names_nobody(
    run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(study, "replay", _two_days_before_force)
    lines = run("eval", "warnings", "--small", "--rates", "2").out.splitlines()
    printed = run("eval", "warnings", "--small", "--rates", "0.5,2", "--format", "json").out
    found = json.loads(printed)

    assert lines[0].endswith("without; counted: origins")
    assert lines[1].split() == [
        "rate",
        "hits",
        "days",
        "before",
        "late",
        "false",
        "rising",
        "war",
        "storms",
        "other",
    ]
    assert lines[2].split() == ["2", "1/4", "2", "(2-2)", "0", "0", "0", "0", "0/4", "-"]
    assert found["how"] == "papertiger eval warnings --rates 0.5,2 --count origins --small --seed 1"
    assert found["rates"]["0.5"]["scored"]["verdicts"] == {"threats": {"hit": 1}}
    assert len(found["rates"]["2"]["missed"]) == 3
    speakers = (actor.id for actor in knowledge_base().actors() if actor.kind == "person")
    assert not any(f'"{speaker}"' in printed for speaker in speakers)


@pytest.mark.parametrize("rates", ["", "0", "2,-1", "often"])
def test_rates_that_are_none_are_one_line(run: Callable[..., Ran], rates: str) -> None:
    ran = run("eval", "warnings", "--rates", rates)

    assert ran.status == 2
    assert f"--rates {rates!r}: give numbers above 0 and below 1000" in ran.err
