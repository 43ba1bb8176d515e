"""Outages: what must be told, and what must not."""

from __future__ import annotations

from collections.abc import Callable

from indications import day, evidence, found

from papertiger.warning.rules.outage import outage
from papertiger.warning.values import SourceDay


def source(
    name: str, answers: Callable[[int], bool], *, until: int = 0, items: Callable[[int], int] = lambda _: 3
) -> list[SourceDay]:
    """A source that was asked on every day until so many before the last."""
    return [
        SourceDay(name, day(before), 4, 4 * answers(before), items(before) * answers(before))
        for before in range(until, 100)
    ]


SATURDAY = 5
FINE = source("fine", lambda _: True)


def test_a_source_that_stopped_answering_is_told_with_its_last_day() -> None:
    (one,) = found(outage, evidence(coverage=[*FINE, *source("dead", lambda before: before > 2)]))
    assert (one.about, one.reason["state"], one.reason["days"], one.reason["last"]) == (
        ("dead",),
        "failed",
        3,
        day(3).isoformat(),
    )
    assert one.reason["kind"] == "outage"
    assert one.awaited == {}


def test_a_source_that_answers_with_nothing_new_is_told_when_it_is_beyond_its_gaps() -> None:
    (one,) = found(
        outage,
        evidence(coverage=[*FINE, *source("mute", lambda _: True, items=lambda before: int(before > 9))]),
    )
    assert (one.reason["state"], one.reason["gap"], one.reason["days"]) == ("silent", 1, 10)
    assert (one.reason["usual"], one.reason["expected"]) == (1.0, 10.0)
    assert one.awaited == {}


def test_a_source_that_rested_before_may_rest_again() -> None:
    # Two weeks in five are its way; eight days are nothing.
    rests = source("rests", lambda _: True, items=lambda before: int(before > 8 and (before - 8) % 35 < 21))
    assert found(outage, evidence(coverage=[*FINE, *rests])) == []


def test_a_busy_source_is_missed_when_a_day_is_over_without_news() -> None:
    def wire(quiet: int) -> list[SourceDay]:
        return source("wire", lambda _: True, items=lambda before: 50 * (before > quiet))

    (one,) = found(outage, evidence(coverage=[*FINE, *wire(1)]))
    assert (one.reason["state"], one.reason["days"], one.reason["usual"]) == ("silent", 2, 50.0)
    assert found(outage, evidence(coverage=[*FINE, *wire(0)])) == []  # the day may not be over


def test_a_source_that_rests_at_weekends_is_not_missed_then() -> None:
    def journal(quiet: int) -> list[SourceDay]:
        return source(
            "journal",
            lambda _: True,
            items=lambda before: 10 * (before >= quiet and day(before).weekday() < SATURDAY),
        )

    monday = next(before for before in range(7) if day(before).weekday() == 0)
    sunday = evidence(coverage=[*FINE, *journal(0)], before=monday + 1)
    assert found(outage, sunday) == []
    tuesday = evidence(coverage=[*FINE, *journal(monday + 8)], before=monday + 6)
    (one,) = found(outage, tuesday)
    assert (one.reason["state"], one.reason["days"]) == ("silent", 4)


def test_days_without_an_answer_are_no_lull_of_the_source() -> None:
    # A fortnight in which it did not answer says nothing of how long it rests.
    days = source("back", lambda before: not 30 <= before < 44, items=lambda before: int(before > 9))
    (one,) = found(outage, evidence(coverage=[*FINE, *days]))
    assert (one.reason["state"], one.reason["gap"]) == ("silent", 1)


def test_half_of_all_sources_without_news_is_one_finding() -> None:
    stale = [
        one
        for n in range(4)
        for one in source(f"s{n}", lambda _: True, items=lambda before: 8 * (before > 4))
    ]
    (one,) = found(outage, evidence(coverage=[*FINE, *stale]))
    assert (one.about, one.reason["state"], one.reason["sources"], one.reason["days"]) == (
        ("*",),
        "silent",
        4,
        5,
    )


def test_sources_that_nobody_asks_any_more_are_told_together() -> None:
    left = [one for n in range(5) for one in source(f"s{n}", lambda _: True, until=3)]
    (one,) = found(outage, evidence(coverage=left))
    assert (one.about, one.reason["state"], one.reason["sources"], one.reason["days"]) == (
        ("*",),
        "unasked",
        5,
        3,
    )


def test_half_of_all_sources_failing_is_one_finding() -> None:
    given = [one for n in range(6) for one in source(f"s{n}", lambda before, n=n: n > 3 or before > 1)]  # type: ignore[misc]
    (one,) = found(outage, evidence(coverage=given))
    assert (one.about, one.reason["sources"], one.reason["names"]) == (("*",), 4, "s0, s1, s2, s3")
    assert (one.reason["sources_answered"], one.reason["sources_followed"]) == (2, 6)


def test_sources_that_answer_are_not_told() -> None:
    assert (
        found(
            outage,
            evidence(
                coverage=[*FINE, *source("weekly", lambda _: True, items=lambda before: int(before % 7 == 3))]
            ),
        )
        == []
    )


def test_one_bad_day_is_not_told() -> None:
    assert found(outage, evidence(coverage=[*FINE, *source("slow", lambda before: before != 0)])) == []


def test_a_source_taken_off_the_list_is_not_told() -> None:
    assert found(outage, evidence(coverage=[*FINE, *source("gone", lambda _: True, until=30)])) == []


def test_nothing_is_told_where_nothing_is_followed() -> None:
    assert found(outage, evidence()) == []
