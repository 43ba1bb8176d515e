"""Alarms of a replay are judged by what was planted; the naive way is beside them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from papertiger.warning.replay import SMALL, Planted, World
from papertiger.warning.replay.counting import as_articles, with_strays
from papertiger.warning.replay.judging import Alarm, judge, warnings
from papertiger.warning.replay.volume import volume


def _first(small: World, kind: str) -> Planted:
    return next(one for one in small.planted if one.kind == kind)


def _alarm(planted: Planted, day: int, rule: str = "threats") -> Alarm:
    return Alarm(rule, planted.about, SMALL.day(day))


def test_a_warning_before_force_is_a_hit_with_its_lead(small: World) -> None:
    planted = _first(small, "build-up")
    assert planted.force is not None
    judged = judge(
        small,
        [_alarm(planted, planted.force - 3, "escalation"), _alarm(planted, planted.force - 12)],
    )

    became = next(one for one in judged.build_ups if one.planted == planted)
    assert (became.lead, became.rule, became.late) == (12, "threats", False)
    assert judged.false_alarms() == 0
    assert sum(one.lead is None for one in judged.build_ups) == SMALL.build_ups - 1


@pytest.mark.parametrize(
    ("shift", "where"), [(0, "late"), (28, "late"), (29, "quiet"), (-1, "hit"), (-200, "quiet")]
)
def test_a_warning_at_force_or_after_it_is_late_and_no_hit(small: World, shift: int, where: str) -> None:
    planted = _first(small, "build-up")
    assert planted.force is not None
    judged = judge(small, [_alarm(planted, planted.force + shift)])

    assert judged.dyads == {"threats": {where: 1}}
    became = next(one for one in judged.build_ups if one.planted == planted)
    assert (became.lead is not None, became.late) == (where == "hit", where == "late")


@pytest.mark.parametrize(
    ("kind", "where", "false"),
    [("riser", "riser", 0), ("talker", "talker", 1), ("war", "war", 0), ("storm", "storm", 1)],
)
def test_what_only_looks_like_a_build_up_is_counted_apart(
    small: World, kind: str, where: str, false: int
) -> None:
    planted = _first(small, kind)
    judged = judge(small, [_alarm(planted, planted.begins + 1)])

    assert judged.dyads == {"threats": {where: 1}}
    assert judged.false_alarms() == false
    assert judged.false_alarms(with_risers=True) == (1 if kind == "riser" else false)
    assert judged.storms == (kind == "storm")


def test_a_warning_about_a_pair_for_which_nothing_is_planted_is_false(small: World) -> None:
    judged = judge(small, [Alarm("threats", ("AAA-somebody", "BBB"), SMALL.first)])

    assert judged.dyads == {"threats": {"quiet": 1}}
    assert judged.false_alarms() == 1


def test_a_person_against_a_leader_is_judged_by_their_states(small: World) -> None:
    planted = _first(small, "build-up")
    about = (planted.about[0][:3], f"{planted.about[1]}-somebody")

    assert judge(small, [Alarm("escalation", about, SMALL.day(planted.ends))]).dyads == {
        "escalation": {"hit": 1}
    }


def test_an_outage_reported_while_it_lasts_is_told_with_its_delay(small: World) -> None:
    planted = _first(small, "outage")
    down = Alarm("outage", planted.about[:1], SMALL.day(planted.begins + 1))
    never_down = Alarm("outage", ("feed:nobody",), SMALL.first)
    judged = judge(small, [down, never_down, replace(down, day=SMALL.day(planted.ends + 40))])

    assert dict(judged.outages)[planted] == 1
    assert judged.sources[1] == 1
    assert judged.collection == 2


def test_a_silence_is_found_and_one_told_of_an_outage_is_false(small: World) -> None:
    silence = _first(small, "silence")
    wide = next(
        one for one in small.planted if one.kind == "outage" and one.facts["sources"] > SMALL.sources / 2
    )
    judged = judge(
        small,
        [
            Alarm("silence", silence.about, SMALL.day(silence.begins + 9)),
            Alarm("silence", ("AAA", "BBB"), SMALL.day(wide.begins)),
        ],
    )

    assert dict(judged.silences)[silence] == 9
    assert (judged.others, judged.silence_in_outage) == ({"silence": 1}, 1)


def test_alarms_that_go_on_are_one_warning() -> None:
    days = [0, 1, 20, 48, 77]
    alarms = [Alarm("threats", ("A", "B"), SMALL.first + timedelta(days=day)) for day in days]
    other = Alarm("threats", ("A", "C"), SMALL.first)

    assert warnings([*reversed(alarms), other]) == [alarms[0], other, alarms[4]]


def test_the_naive_way_is_raised_by_reprint_storms(small: World) -> None:
    judged = judge(small, warnings(volume(small)))

    assert judged.storms == SMALL.storms
    assert judged.false_alarms() > 10


def test_the_naive_way_knows_nothing_early(small: World) -> None:
    upto = SMALL.first + timedelta(days=60)
    day = (upto - SMALL.start).days
    known = replace(small, printed=tuple(one for one in small.printed if one.known <= day))

    assert [one for one in volume(small) if one.day <= upto] == [
        one for one in volume(known) if one.day <= upto
    ]


def test_articles_as_origins_are_as_many_as_articles(small: World) -> None:
    articles = as_articles(small)

    assert len({one.indication.origin for one in articles.printed}) == len(small.printed)
    assert [one.indication.claim for one in articles.printed] == [
        one.indication.claim for one in small.printed
    ]


@pytest.mark.parametrize("share", [0.0, 0.1, 1.0])
def test_strays_are_so_many_of_the_reprints(small: World, share: float) -> None:
    origins = {one.indication.origin for one in small.printed}
    stray = {one.indication.origin for one in with_strays(small, share).printed} - origins
    reprints = len(small.printed) - len(origins)

    assert len(stray) == pytest.approx(share * reprints, rel=0.1)
