"""A synthetic world: what was planted is there, nothing is known before its day, and one seed makes one world."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import numpy as np
import pytest

from papertiger.warning import replay
from papertiger.warning.replay import SMALL, Plan, Planted, World, world
from papertiger.warning.replay.printing import Printed
from papertiger.warning.values import Evidence


@pytest.fixture(scope="module")
def evenings(small: World) -> list[Evidence]:
    return list(small.evenings())


def _of(small: World, kind: str) -> list[Planted]:
    return [one for one in small.planted if one.kind == kind]


def _articles(small: World, planted: Planted) -> list[Printed]:
    return [one for one in small.printed if one.planted == planted.number]


def test_the_surface_is_what_it_says() -> None:
    assert replay.__all__ == ["SMALL", "Plan", "Planted", "World", "world"]


def test_one_seed_makes_one_world_and_another_seed_another(small: World) -> None:
    assert world(SMALL) == small
    assert world(replace(SMALL, seed=2)).printed != small.printed


def test_the_full_plan_plants_thirty_of_each() -> None:
    plan = Plan()

    assert (plan.build_ups, plan.talkers, plan.storms, plan.outages) == (30, 30, 30, 30)
    assert plan.days == 365


def test_without_storms_everything_else_is_the_same(small: World) -> None:
    storms = {one.number for one in _of(small, "storm")}
    calm = world(replace(SMALL, storms=0))

    assert [one.indication for one in calm.printed] == [
        one.indication for one in small.printed if one.planted not in storms
    ]


def test_nothing_is_known_before_its_day(small: World, evenings: list[Evidence]) -> None:
    for evidence in evenings:
        assert all(max(one.day, one.known) <= evidence.upto for one in evidence.indications)
        assert all(one.day <= evidence.upto for one in evidence.coverage)
        assert all(day <= evidence.upto for day in evidence.articles)
        assert all(call.called <= evidence.upto for call in evidence.calls)
    assert max(one.known for one in small.printed) > SMALL.history + SMALL.days  # later news is there to leak


def test_what_a_day_knows_the_next_day_knows_too(evenings: list[Evidence]) -> None:
    for before, after in pairwise(evenings):
        assert {one.claim for one in before.indications} <= {one.claim for one in after.indications}
        assert sum(before.articles.values()) < sum(after.articles.values())


@pytest.mark.parametrize("at", [0, 1, 40, -1])
def test_evenings_are_the_evidence_of_their_days(small: World, evenings: list[Evidence], at: int) -> None:
    assert evenings[at] == small.evidence(evenings[at].upto)


def test_indications_stand_by_day_and_claim(evenings: list[Evidence]) -> None:
    keys = [(one.day, one.claim) for one in evenings[-1].indications]

    assert keys == sorted(keys)


def test_an_answer_is_not_known_before_it_comes(small: World) -> None:
    asked = next(one for one in small.asked if one.answer is not None and one.answer > one.day)
    assert asked.answer is not None

    def known(day: int) -> bool:
        return next(one.answered for one in small.calls(day) if one.test == asked.call.test)

    assert not known(asked.answer - 1)
    assert known(asked.answer)


def test_a_build_up_has_threats_before_its_force_and_none_after_the_rise(small: World) -> None:
    for planted in _of(small, "build-up"):
        articles = [one.indication for one in _articles(small, planted)]
        force = [one for one in articles if one.predicate == "ASSAULT" and one.modality == "asserted"]
        threats = {one.origin for one in articles if one.speaker is not None}
        assert planted.force is not None
        assert min(one.day for one in force) == SMALL.day(planted.force)
        assert len(threats) >= 4
        assert 21 <= planted.force - planted.begins <= 70


def test_talkers_risers_and_quiet_dyads_see_no_force(small: World) -> None:
    forced = {
        (one.indication.subject_state, one.indication.object_state)
        for one in small.printed
        if one.indication.predicate == "ASSAULT" and one.indication.modality == "asserted"
    }
    for planted in (*_of(small, "talker"), *_of(small, "riser")):
        speaker, target = planted.about
        assert (speaker[:3], target) not in forced


def test_a_storm_is_one_origin_in_forty_articles_or_more(small: World) -> None:
    for planted in _of(small, "storm"):
        articles = [one.indication for one in _articles(small, planted)]
        assert len({one.origin for one in articles}) == 1
        assert len({one.article for one in articles}) == len(articles) >= 30
        assert planted.facts["articles"] >= 40


def test_storms_come_in_translation_and_again(small: World) -> None:
    languages = [
        len({one.indication.language for one in _articles(small, planted)}) for planted in _of(small, "storm")
    ]
    assert max(languages) > 1
    assert max(planted.facts["waves"] for planted in _of(small, "storm")) > 1


def test_origins_are_reprinted_with_a_heavy_tail(small: World) -> None:
    copies: dict[str, int] = defaultdict(int)
    storms = {one.number for one in _of(small, "storm")}
    for one in small.printed:
        if one.planted not in storms:
            copies[one.indication.origin] += 1
    numbers = np.array(list(copies.values()))

    assert np.median(numbers) <= 2
    assert 2 < numbers.mean() < 4
    assert numbers.max() > 30


def test_one_event_has_several_independent_origins(small: World) -> None:
    """Told so by counting what a talkative speaker's day brings: more origins vary than Poisson numbers would."""
    talker = _of(small, "talker")[0]
    by_day: dict[int, set[str]] = defaultdict(set)
    for one in _articles(small, talker):
        by_day[(one.indication.day - SMALL.start).days].add(one.indication.origin)
    counts = np.array([len(by_day[day]) for day in range(SMALL.span)])

    assert counts.var() > 1.3 * counts.mean()


def test_a_source_that_is_down_gives_nothing_until_it_is_back(small: World) -> None:
    given = {(one.source, one.day): one for one in small.coverage}
    for planted in _of(small, "outage"):
        for source in planted.about:
            for day in range(planted.begins, planted.ends + 1):
                here = given[source, SMALL.day(day)]
                assert here.items == 0
                assert (here.answers > 0) == bool(planted.facts["answers"])
            back = given[source, SMALL.day(planted.ends + 1)]
            assert back.items > 0
            assert back.answers > 0


def test_what_was_published_during_an_outage_is_known_after_it_or_never(small: World) -> None:
    held_up = [
        one for one in small.printed if one.indication.dated and one.indication.day < SMALL.day(one.known)
    ]

    assert held_up
    for one in held_up:
        published = (one.indication.day - SMALL.start).days
        outages = [planted for planted in _of(small, "outage") if planted.begins <= published <= planted.ends]
        assert any(planted.ends + 1 == one.known for planted in outages)


def test_a_silent_partnership_is_not_in_the_news(small: World) -> None:
    for planted in _of(small, "silence"):
        patron, client = planted.about
        days = {
            (one.indication.day - SMALL.start).days
            for one in small.printed
            if one.indication.family in {"support", "relation"}
            and {one.indication.subject_state, one.indication.object_state} == {patron, client}
        }
        # Reprints of what was said before trickle on for some days.
        silent = range(planted.begins, planted.ends + 1)
        before = range(planted.begins - len(silent), planted.begins)
        assert len(days & set(silent)) < 0.5 * max(1, len(days & set(before)))


def test_people_speak_for_states_in_whose_files_they_stand(small: World) -> None:
    for one in small.printed:
        if one.indication.speaker is not None:
            assert one.indication.speaker.startswith(f"{one.indication.subject_state}-")
            assert one.indication.subject_state != one.indication.object_state


def test_the_year_begins_where_the_plan_says(evenings: list[Evidence]) -> None:
    assert evenings[0].upto == SMALL.first
    assert evenings[-1].upto == SMALL.first + timedelta(days=SMALL.days - 1)
