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
