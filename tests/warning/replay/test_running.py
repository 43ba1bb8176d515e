"""A replay answers all questions of a year at once: with the same answers as evening by evening."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from papertiger import registry
from papertiger.warning.rates import Chance
from papertiger.warning.replay import SMALL, World
from papertiger.warning.replay.answering import Answering, Asking, Question, Table
from papertiger.warning.replay.counting import as_articles, of_predicates, without_reprints
from papertiger.warning.replay.judging import judge
from papertiger.warning.replay.running import alarms, replay
from papertiger.warning.replay.volume import is_threat
from papertiger.warning.values import Evidence, Finding
from papertiger.warning.watchlists import Watch, Watchlist

START = SMALL.start
LIST = Watchlist("toy", "Toy", 6.0, (Watch("toy", "threats.v1"),), "")


def _threats(watch: Watch, evidence: Evidence, chance: Chance) -> Iterator[Finding]:
    """Threats by pair of states, each origin once, exposure as usual, one share for all."""
    first: dict[tuple[str, str], dict[str, date]] = defaultdict(dict)
    for one in evidence.indications:
        if is_threat(one):
            first[one.subject_state or "", one.object_state or ""].setdefault(one.origin, one.day)
    days = (evidence.upto - START).days + 1
    pairs = sorted(first)
    counts = np.zeros((len(pairs), days))
    for at, pair in enumerate(pairs):
        for day in first[pair].values():
            counts[at, (day - START).days] += 1
    tracks = chance.track_many(counts, np.ones(days), share=0.1)
    for at, pair in enumerate(pairs):
        lately = np.flatnonzero(tracks.alarm[at, -7:])
        if len(lately):
            surprise = tracks.surprises(at, days - 7 + int(lately[-1]))[0]
            yield Finding(watch.rule, watch.id, pair, evidence.upto, 1.0, {}, (), surprise=surprise)


def _itself(watch: Watch, evidence: Evidence, chance: Chance) -> Iterator[Finding]:
    """A rule that reckons with the rate itself: one finding a day on which the month is less than the rate."""
    if evidence.upto.month <= chance.per_year:
        yield Finding(watch.rule, watch.id, ("AAA", "BBB"), evidence.upto, 0.0, {}, ())


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = {"threats.v1": _threats, "itself.v1": _itself}
    monkeypatch.setattr(registry, "resolve", lambda _, name: rules[name])


@pytest.fixture(scope="module")
def short(small: World) -> World:
    """The same news, on which the watch is kept for five weeks."""
    return replace(small, plan=replace(SMALL, days=35, aftermath=SMALL.aftermath + SMALL.days - 35))


@pytest.mark.usefixtures("toy")
def test_a_replay_finds_what_each_evening_finds_by_itself(short: World) -> None:
    for counted in (without_reprints(short), as_articles(short)):
        found = replay(counted, LIST, (6.0,))[6.0]
        days = sorted({one.day for one in found})
        chance = Chance(6.0)

        assert len(found) >= 3
        for evidence in counted.evenings():
            if evidence.upto in {days[len(days) // 2], SMALL.first}:
                here = list(_threats(LIST.watches[0], evidence, chance))
                assert [one for one in found if one.day == evidence.upto] == here


@pytest.mark.usefixtures("toy")
def test_without_reprints_a_rule_finds_the_same(short: World) -> None:
    found = replay(short, LIST, (6.0,))

    assert replay(without_reprints(short), LIST, (6.0,)) == found
    assert replay(of_predicates(without_reprints(short), ("THREATEN", "ASSAULT")), LIST, (6.0,)) == found


def test_articles_whose_claims_are_left_out_are_still_counted(short: World) -> None:
    day = short.plan.day(short.plan.span - 1)

    for lean in (without_reprints(short), of_predicates(short, ("THREATEN",))):
        assert len(lean.printed) < len(short.printed)
        assert lean.evidence(day).articles == short.evidence(day).articles


@pytest.mark.usefixtures("toy")
def test_articles_raise_more_than_origins_and_storms_among_it(short: World) -> None:
    rate = 6.0
    origins, articles = (
        judge(short, alarms(replay(counted, LIST, (rate,))[rate]))
        for counted in (without_reprints(short), as_articles(short))
    )

    assert origins.storms == 0
    begun = [one for one in short.planted if one.kind == "storm" and one.begins < SMALL.history + 35]
    # Since rates learn how a series bursts, two of the three pass as its bursts even where articles are counted.
    assert (articles.storms, len(begun)) == (1, 3)
    assert articles.false_alarms() > 3 * origins.false_alarms()


@pytest.mark.usefixtures("toy")
def test_a_rule_that_reckons_itself_is_asked_at_each_rate(short: World) -> None:
    itself = replace(LIST, watches=(Watch("itself", "itself.v1"),))
    found = replay(short, itself, (0.5, 1.0, 6.0))

    assert (len(found[0.5]), len(found[1.0]), len(found[6.0])) == (0, 31, 35)


def test_a_beginning_of_a_series_is_answered_by_the_whole() -> None:
    rng = np.random.default_rng(1)
    counts = rng.poisson(0.05, (6, 120)).astype(float)
    counts[0, 100:] += 2
    seen = np.ones(120)
    asking = Asking(1.0)
    for days in range(80, 121):
        asking.track_many(counts[:, :days], seen[:days], share=0.5)
    chance = Chance(2.0)
    table = Table(asking.questions, chance)
    whole = chance.track_many(counts, seen, share=0.5)

    assert whole.alarm[0].any()
    for days in (80, 101, 119, 120):
        answers = Answering(table).track_many(counts[:, :days], seen[:days])
        assert (answers.alarm == whole.alarm[:, :days]).all()
        assert answers.surprises(0, days - 1) == whole.surprises(0, days - 1)


def test_a_series_whose_past_changes_is_another_series() -> None:
    before = Question(50, ((10, 1.0), (40, 2.0)), np.ones(60), 1.0)
    after = Question(60, ((10, 1.0), (20, 3.0), (40, 2.0), (55, 1.0)), np.ones(60), 1.0)
    table = Table([before, after], Chance(6.0))
    rows = np.zeros((2, 60))
    rows[0, [10, 40]] = 1.0, 2.0
    rows[1, [10, 20, 40, 55]] = 1.0, 3.0, 2.0, 1.0
    tracks = Chance(6.0).track_many(rows, np.ones(60))

    assert (table.alarms(50, before.events) == tracks.alarm[0, :50]).all()
    assert table.surprise(60, after.events, 59) == tracks.surprises(1, 59)[0]


def test_a_question_that_nobody_asked_has_no_answer() -> None:
    table = Table([Question(50, ((10, 1.0),), np.ones(50), 1.0)], Chance(6.0))

    with pytest.raises(KeyError, match="nobody had asked about a series of 50 days with 2 events"):
        table.alarms(50, ((10, 1.0), (11, 1.0)))


def test_what_was_seen_too_little_of_is_no_alarm() -> None:
    one = Finding("threats.v1", "w", (), SMALL.first, 1.0, {"kind": "unseen"}, ())
    other = replace(one, about=("AAA", "BBB"), reason={"kind": "warning"})

    assert [alarm.about for alarm in alarms([one, other])] == [("AAA", "BBB")]
