"""Coverage: what was seen of what is usually seen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from indications import LAST, claim, day, evidence

from papertiger.warning.coverage import coverage
from papertiger.warning.values import Evidence, SourceDay


def source(name: str, answers: range, *, items: int = 3, days: int = 60) -> list[SourceDay]:
    return [
        SourceDay(name, day(before), 1, int(before in answers), items * (before in answers))
        for before in range(days)
    ]


def test_a_source_weighs_as_much_as_it_usually_brings() -> None:
    given = [*source("large", range(10, 60), items=30), *source("small", range(60), items=2)]
    seen = coverage(evidence(covered=0, coverage=given))
    assert seen.exposure[-1] == pytest.approx(0.09, abs=0.03)
    assert seen.exposure[-20] == pytest.approx(1.0)


def test_how_many_sources_answered_is_told_with_the_first_day_of_so_few() -> None:
    given = [*source("a", range(60)), *source("b", range(4, 60)), *source("c", range(4, 60))]
    assert coverage(evidence(covered=0, coverage=given)).sources(28) == (1, 3, day(3))


def test_a_day_on_which_nobody_was_asked_yet_is_not_told_as_one_without_answers() -> None:
    given = [one for name in "abc" for one in source(name, range(60)) if one.day < LAST]
    assert coverage(evidence(covered=0, coverage=given)).sources(28)[:2] == (3, 3)


def test_a_source_that_was_dropped_from_the_list_is_not_missed() -> None:
    given = [*source("a", range(60)), *(one for one in source("b", range(60)) if one.day <= day(20))]
    seen = coverage(evidence(covered=0, coverage=given))
    assert (seen.followed[-1], seen.exposure[-1]) == (1, pytest.approx(1.0))


def test_when_nobody_asked_any_source_nothing_was_seen() -> None:
    given = [one for one in source("a", range(60)) if one.day <= day(20)]
    seen = coverage(evidence(covered=0, coverage=given))
    assert (seen.followed[-1], seen.exposure[-1]) == (1, 0)
    assert seen.too_little(28, 0.5)


def test_a_span_in_which_nobody_asked_was_not_seen() -> None:
    given = [one for one in source("a", range(60)) if one.day <= day(20)]
    seen = coverage(evidence(covered=0, coverage=given))
    assert not seen.unseen(day(50), day(25), 0.5)
    assert seen.unseen(day(15), day(0), 0.5)
    assert seen.unseen(day(40), LAST + timedelta(days=60), 0.5)
    assert seen.unseen(LAST + timedelta(days=1), LAST + timedelta(days=60), 0.5)


def test_without_sources_a_span_needs_articles_and_half_of_many() -> None:
    given = {day(before): 8 for before in range(100) if before >= 40} | {day(20): 1, day(21): 2}
    seen = coverage(Evidence(LAST, (), articles=given))
    assert not seen.unseen(day(70), day(41), 0.5)
    assert seen.unseen(day(39), day(10), 0.5)
    few = coverage(Evidence(LAST, (), articles={day(90): 1, day(21): 2, day(20): 1}))
    assert not few.unseen(day(45), day(16), 0.5)
    assert few.unseen(day(19), day(0), 0.5)
    stopped = coverage(Evidence(LAST, (), articles={day(before): 1 for before in range(60, 90, 5)}))
    assert not stopped.unseen(day(80), day(56), 0.5)
    assert stopped.unseen(day(80), day(40), 0.5)


def test_without_sources_articles_are_held_against_their_usual_number() -> None:
    given = Evidence(LAST, (), articles={day(before): 2 if before < 5 else 8 for before in range(100)})
    seen = coverage(given)
    assert seen.exposure[-1] == pytest.approx(0.25)
    assert seen.exposure[-30] == 1


def test_much_news_is_no_more_than_usual_coverage() -> None:
    given = Evidence(LAST, (), articles={day(before): 80 if before == 0 else 8 for before in range(100)})
    assert coverage(given).exposure[-1] == 1


def test_a_small_ledger_is_never_told_that_it_saw_too_little() -> None:
    given = Evidence(LAST, (claim("THREATEN", "USA", "VEN", 90),), articles={day(90): 1})
    assert not coverage(given).too_little(28, 0.25)


def test_history_is_bounded() -> None:
    given = Evidence(LAST, (), articles={LAST - timedelta(days=9000): 1, LAST: 1})
    assert len(coverage(given).days) < 1000
